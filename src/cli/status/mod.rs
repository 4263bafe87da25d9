//! `status`: where the documents stand, as a table and in words, or one JSON object a line.

mod json;
mod table;
mod words;

use super::language::Words;
use super::{Failure, Outcome, clock, report, values};
use crate::model::Date;
use crate::pipeline::{self, Drafts};
use crate::status;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// How it is shown: for people, or for programs (one object a line).
    #[arg(long, value_enum, default_value_t = Shown::Text)]
    format: Shown,
    /// Today's date (YYYY-MM-DD); without it the clock's.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shown {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let reader = report::open_folder(&arguments.content, words)?;
    let today = arguments.today.or_else(clock::today).ok_or_else(|| no_day(words))?;
    let prepared = pipeline::prepare(&reader, Some(today), Drafts::Checked)?;
    let standings = status::all(&prepared, today);
    match arguments.format {
        Shown::Text => {
            print!("{}", words::told(&standings, &prepared.corpus.settings.languages, today, words))
        }
        Shown::Json => print!("{}", json::lines(&standings, &prepared.corpus.settings.languages)),
    }
    Ok(Outcome::Done)
}

fn no_day(words: Words) -> Failure {
    Failure(
        words
            .pick(
                "今日の日付が分かりません。--today で指定してください",
                "today's date is not known; give it with --today",
            )
            .to_owned(),
    )
}
