//! `diff`: what differs between two editions of a document, or of every document that has a draft or a new edition.

mod json;
mod markdown;
mod masked;
mod text;

use super::documents;
use super::language::Words;
use super::{Failure, Outcome};
use crate::history::{self, Redline, Step};
use crate::pipeline::Prepared;
use crate::plan;
use crate::render::Theme;
use crate::resolve::Edition;
use crate::resolve::plain::Plain;
use crate::text::cache::Cache;
use clap::ValueEnum;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document: its folder below documents/. Without it all documents.
    document: Option<String>,
    /// The older edition, by its date; without it the one before the newest.
    #[arg(long, value_name = "DATE", requires = "document")]
    from: Option<String>,
    /// The newer edition, by its date, or `draft`; without it the newest, drafts included.
    #[arg(long, value_name = "DATE", requires = "document")]
    to: Option<String>,
    /// How it is shown: for people, one JSON object a line, or Markdown for a review comment.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The language of the texts, as in site.yaml; without it the source language.
    #[arg(long, value_name = "CODE")]
    texts: Option<String>,
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
}

/// How differences are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// For a review comment.
    Markdown,
}

/// Two editions of a document and what differs between them, worded.
struct Compared<'a> {
    document: &'a plan::Document,
    step: &'a Step,
    entries: Vec<Entry<'a>>,
}

/// An item that differs.
struct Entry<'a> {
    path: String,
    /// The path it had in the older edition, where that was another.
    was: Option<String>,
    number: String,
    label: String,
    important: bool,
    /// The word of the kind of difference.
    kind: &'static str,
    redline: Redline,
    /// The language of its lines.
    code: &'a str,
    reasons: Vec<String>,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let (reader, prepared) = documents::read(&arguments.content, words)?;
    let theme = Theme::load(&reader).map_err(|e| Failure(e.to_string()))?;
    let language = language(&prepared, arguments.texts.as_deref(), words)?;
    let cache = Cache::default();
    let readers: Vec<history::Reader> = (0..prepared.writers.languages().count())
        .map(|n| history::Reader {
            plain: Plain { languages: prepared.writers.languages(), language: n, cache: &cache },
            words: {
                let theme = &theme;
                let code = prepared.writers.languages().code(n).clone();
                Box::new(move |key| theme.word(key, &code).to_owned())
            },
        })
        .collect();
    let mut out = String::new();
    for (document, step) in chosen(arguments, &prepared, words)? {
        let compared = compare(document, &step, language, &readers);
        out.push_str(&match arguments.format {
            Format::Text => text::write(&compared, words, colour()),
            Format::Json => json::write(&compared),
            Format::Markdown => markdown::write(&compared, words),
        });
    }
    if out.is_empty() && arguments.format != Format::Json {
        out.push_str(words.pick("違いはありません。\n", "Nothing differs.\n"));
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(Outcome::Done)
}

fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

fn language(prepared: &Prepared, code: Option<&str>, words: Words) -> Result<usize, Failure> {
    let Some(code) = code else { return Ok(0) };
    let languages = prepared.writers.languages();
    languages.index_of(code).ok_or_else(|| {
        let known = languages.iter().map(|c| &**c).collect::<Vec<_>>().join(", ");
        Failure(match words {
            Words::Japanese => format!("このサイトに言語「{code}」はありません。ある言語: {known}"),
            Words::English => format!("the site has no language `{code}`; languages: {known}"),
        })
    })
}

/// The pairs of editions that are asked for.
fn chosen<'p>(
    arguments: &Arguments,
    prepared: &'p Prepared,
    words: Words,
) -> Result<Vec<(&'p plan::Document, Step)>, Failure> {
    let forms = &prepared.corpus.forms;
    let pair = |older: &Arc<Edition>, newer: &Arc<Edition>| Step {
        differences: history::between(older, newer, forms),
        older: older.clone(),
        newer: newer.clone(),
    };
    let Some(name) = &arguments.document else {
        let newest = |d: &'p plan::Document| {
            let before = d.earlier.first()?;
            Some((d, pair(&before.edition, &d.current.edition)))
        };
        return Ok(prepared.writers.documents.iter().filter_map(|d| newest(d)).collect());
    };
    let source = documents::find(prepared, name, words)?;
    let document = prepared.writers.document(&source.slug).ok_or_else(|| nothing_to_compare(words))?;
    let editions: Vec<&Arc<Edition>> = document.editions().map(|planned| &planned.edition).collect();
    let newer = match &arguments.to {
        Some(date) => position(&editions, date, words)?,
        None => 0,
    };
    let older = match &arguments.from {
        Some(date) => position(&editions, date, words)?,
        None => newer + 1,
    };
    let older = editions.get(older).ok_or_else(|| nothing_to_compare(words))?;
    Ok(vec![(document, pair(older, editions[newer]))])
}

fn position(editions: &[&Arc<Edition>], date: &str, words: Words) -> Result<usize, Failure> {
    let named = |edition: &Edition| {
        edition.date_segment() == date || (date == "draft" && !edition.status.is_public())
    };
    editions.iter().position(|edition| named(edition)).ok_or_else(|| {
        let known = editions.iter().map(|e| e.date_segment()).collect::<Vec<_>>().join(", ");
        Failure(match words {
            Words::Japanese => format!("「{date}」の版はありません。ある版: {known}"),
            Words::English => format!("there is no edition `{date}`; editions: {known}"),
        })
    })
}

fn nothing_to_compare(words: Words) -> Failure {
    Failure(words.pick("比べられる版が2つありません", "there are no two editions to compare").to_owned())
}

fn compare<'a>(
    document: &'a plan::Document,
    step: &'a Step,
    language: usize,
    readers: &'a [history::Reader],
) -> Compared<'a> {
    let languages = readers[language].plain.languages;
    let code = languages.code(language);
    let shown = (0..step.differences.len()).filter(|n| step.differences[*n].within.is_none());
    let entry = |n: usize| {
        let difference = &step.differences[n];
        let (edition, index) = step.place(difference);
        let subject = history::Subject::item(edition, index);
        let (number, label, important) = match subject.named {
            history::Named::Item { number, label, important, .. } => {
                (number.to_string(), label.text(code).to_owned(), important)
            }
            history::Named::Printed(words) => (String::new(), words.to_string(), false),
        };
        let was = difference.older.map(|o| step.older.items[o].path.to_string());
        let path = step.path(n).to_string();
        let told = history::redline(step, n, language, readers);
        Entry {
            was: was.filter(|was| *was != path),
            number,
            label,
            important,
            kind: difference.kind.id(),
            redline: masked::redline(&told.0),
            code: languages.code(told.1),
            reasons: reasons(document, step, &path, language),
            path,
        }
    };
    Compared { document, step, entries: shown.map(entry).collect() }
}

/// Why the rows of changes.yaml say that an item changed.
fn reasons(document: &plan::Document, step: &Step, path: &str, language: usize) -> Vec<String> {
    let history = &document.history;
    let same = |own: &Step| Arc::ptr_eq(&own.older, &step.older) && Arc::ptr_eq(&own.newer, &step.newer);
    let dates = history.dates.iter().filter(|dated| dated.step.is_some_and(|n| same(&history.steps[n])));
    let about = |row: &&history::Row| {
        row.subjects
            .iter()
            .filter_map(|s| s.path())
            .any(|own| own.is_within(path) || crate::model::ItemPath::new(path).is_within(own.as_str()))
    };
    let rows = dates.flat_map(|dated| &dated.rows).filter(about).filter_map(|row| row.authored.as_ref());
    let mut reasons: Vec<String> = rows.map(|a| masked::line(a.reason.text(language).trim())).collect();
    reasons.retain(|reason| !reason.is_empty());
    reasons.dedup();
    reasons
}

/// How many items differ.
fn counted(count: usize, words: Words) -> String {
    match words {
        Words::Japanese => format!("{count} 項目"),
        Words::English => format!("{count} item{}", if count == 1 { "" } else { "s" }),
    }
}

/// The name of an edition: its date, and that it is a draft.
fn edition_name(edition: &Edition, words: Words) -> String {
    let undated = || words.pick("日付なし", "undated").to_owned();
    let date = edition.published.map_or_else(undated, |date| date.to_string());
    if edition.status.is_public() {
        date
    } else {
        format!("{date}{}", words.pick("（下書き）", " (draft)"))
    }
}
