//! `changes`: writes the missing rows of changes.yaml.

use super::documents::{self, Named};
use super::language::Words;
use super::{Failure, Outcome, values};
use crate::author::rows::{self, NewRow};
use crate::content::reader::with_path;
use crate::history::{Named as NamedBy, Step, Subject};
use crate::model::Date;
use crate::plan;
use std::fs;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    named: Named,
    /// The day of a draft that has none yet (YYYY-MM-DD).
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    date: Option<Date>,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let (_, prepared) = documents::read(&arguments.named.content, words)?;
    let source = documents::find(&prepared, &arguments.named.document, words)?;
    let Some(document) = prepared.writers.document(&source.slug) else { return Err(unreadable(words)) };
    let missing = missing(document, arguments.date, words)?;
    if missing.is_empty() {
        eprintln!("{}", words.pick("足りない行はありません。", "No row is missing."));
        return Ok(Outcome::Done);
    }
    let file = arguments.named.content.join(&*source.top.folder).join("changes.yaml");
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        read => read.map_err(|e| with_path(e, &file))?,
    };
    let timing =
        words.pick("timing: before（事前）か after（事後）を書いてください", "timing: before or after");
    let made = rows::add(&text, &missing, timing).map_err(|_| unreadable(words))?;
    replace(&file, &made)?;
    let (count, shown) = (missing.len(), file.display());
    match words {
        Words::Japanese => eprintln!(
            "{count} 行を {shown} に加えました。reason に理由を、日付ごとに timing を書いてください。"
        ),
        Words::English => eprintln!(
            "{count} row{} added to {shown}; write a reason in each, and the timing of each new date.",
            if count == 1 { "" } else { "s" }
        ),
    }
    Ok(Outcome::Done)
}

/// A row for every difference that no row is about.
fn missing(document: &plan::Document, draft: Option<Date>, words: Words) -> Result<Vec<NewRow>, Failure> {
    let history = &document.history;
    let mut rows = Vec::new();
    for dated in &history.dates {
        let Some(step) = dated.step.map(|n| &history.steps[n]) else { continue };
        let same_day = dated.date.filter(|date| step.older.published == Some(*date));
        for row in dated.rows.iter().filter(|row| row.authored.is_none()) {
            if let Some(date) = same_day {
                return Err(same_day_as_before(date, words));
            }
            let date = dated.date.or(draft).ok_or_else(|| no_date(words))?;
            rows.extend(row.differences.iter().map(|n| new_row(step, *n, date, words)));
        }
    }
    Ok(rows)
}

fn new_row(step: &Step, n: usize, date: Date, words: Words) -> NewRow {
    let difference = &step.differences[n];
    let (edition, index) = step.place(difference);
    let name = match Subject::item(edition, index).named {
        NamedBy::Item { number, label, .. } => {
            format!("{number} {}", label.text(words.code())).trim().to_owned()
        }
        NamedBy::Printed(printed) => printed.to_string(),
    };
    let what =
        crate::render::theme::default_word(&format!("difference_{}", difference.kind.id()), words.code());
    NewRow { date, path: step.path(n).to_string(), comment: commented(&name, &what, words) }
}

fn commented(name: &str, what: &str, words: Words) -> String {
    match words {
        Words::Japanese => format!("{name}（{what}）"),
        Words::English => format!("{name} ({what})"),
    }
}

/// Writes beside the file and takes its name: it is never there by half.
fn replace(file: &Path, text: &str) -> Result<(), Failure> {
    let stage = file.with_file_name(".changes.yaml.partial");
    fs::write(&stage, text).map_err(|e| with_path(e, &stage))?;
    Ok(fs::rename(&stage, file).map_err(|e| with_path(e, file))?)
}

fn same_day_as_before(date: Date, words: Words) -> Failure {
    Failure(match words {
        Words::Japanese => format!(
            "下書きの公表日が、前の版と同じ {date} です。document.yaml の published を新しい日付にしてから実行してください"
        ),
        Words::English => format!(
            "the draft has the day of the edition before it, {date}; give `published` in document.yaml its new date first"
        ),
    })
}

fn unreadable(words: Words) -> Failure {
    Failure(words.pick(
        "文書か changes.yaml が読み取れないので、何も書きませんでした。`kohyo check` で直すところを確かめてください",
        "the document or its changes.yaml cannot be read, so nothing was written; see `kohyo check`",
    ).to_owned())
}

fn no_date(words: Words) -> Failure {
    Failure(words.pick(
        "下書きの公表日が分かりません。document.yaml に published を書くか、--date で指定してください",
        "the day of the draft is not known: write `published` in document.yaml or give --date",
    ).to_owned())
}
