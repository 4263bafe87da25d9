//! `freeze`: keeps the current answers as an earlier edition.

use super::documents::{self, Named};
use super::language::Words;
use super::{Failure, Outcome, folder, values};
use crate::author::freeze;
use crate::model::Date;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    named: Named,
    /// The day of the edition (YYYY-MM-DD); without it the day of publication in document.yaml.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    date: Option<Date>,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let (reader, prepared) = documents::read(&arguments.named.content, words)?;
    let document = documents::find(&prepared, &arguments.named.document, words)?;
    let top = &document.top;
    if !top.meta.status.is_public() {
        return Err(draft(words));
    }
    let published = top.meta.published.map(|(date, _)| date);
    let date = arguments.date.or(published).ok_or_else(|| no_date(words))?;
    let form = top
        .meta
        .form
        .as_ref()
        .and_then(|(name, _)| prepared.corpus.forms.find(name))
        .ok_or_else(|| no_form(words))?;
    let files = freeze::files(&reader, top, form)?;
    let editions = arguments.named.content.join(&*top.folder).join("editions");
    let target = editions.join(date.to_string());
    if target.exists() {
        return Err(exists(&target, words));
    }
    folder::write(&editions.join(format!(".{date}.partial")), &target, &files)?;
    let shown = target.display();
    let count = files.len();
    match words {
        Words::Japanese => {
            eprintln!("{count} ファイルを {shown} に写しました（様式は {}）。", form.reference())
        }
        Words::English => eprintln!("{count} files copied to {shown} (form {}).", form.reference()),
    }
    notes(published, date, words);
    Ok(Outcome::Done)
}

/// The folder and document.yaml should say the same day.
fn notes(published: Option<Date>, date: Date, words: Words) {
    if let Some(published) = published.filter(|p| *p != date) {
        match words {
            Words::Japanese => {
                eprintln!("注意: フォルダーの日付（{date}）と公表日（{published}）が違います。")
            }
            Words::English => {
                eprintln!(
                    "Note: the folder's date ({date}) differs from the date of publication ({published})."
                )
            }
        }
    }
}

fn draft(words: Words) -> Failure {
    Failure(
        words
            .pick(
                "下書きは版として残せません（公表されず、比較にも使われないため）。公表した版を残すときは、document.yaml の status を published に戻してから実行してください",
                "a draft is not kept as an edition: it would be neither published nor compared. To keep the published one, set `status` in document.yaml back to published first",
            )
            .to_owned(),
    )
}

fn no_date(words: Words) -> Failure {
    Failure(
        words
            .pick(
                "版の日付が分かりません。document.yaml に published を書くか、--date で指定してください",
                "the day of the edition is not known: write `published` in document.yaml or give --date",
            )
            .to_owned(),
    )
}

fn no_form(words: Words) -> Failure {
    Failure(
        words
            .pick(
                "document.yaml の form が読み取れません。`kohyo check` で確かめてください",
                "the form of the document is not known; see `kohyo check`",
            )
            .to_owned(),
    )
}

fn exists(target: &Path, words: Words) -> Failure {
    let shown = target.display();
    Failure(match words {
        Words::Japanese => format!("{shown} はもうあります。上書きはしません"),
        Words::English => format!("{shown} is there already; nothing is overwritten"),
    })
}
