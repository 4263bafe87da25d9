//! `check`: the rules alone, drafts included.

use super::language::Words;
use super::{Content, Failure, Outcome, report};
use crate::pipeline::{self, Drafts};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    content: Content,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let reader = report::open(&arguments.content, words)?;
    let prepared = pipeline::prepare(&reader, arguments.content.today, Drafts::Checked)?;
    let stops = report::report(&prepared, &reader, &arguments.content, arguments.strict, words)?;
    if stops {
        return Ok(Outcome::ContentHasErrors);
    }
    eprintln!(
        "{}",
        match words {
            Words::Japanese => format!("文書 {} 件を調べました。", prepared.corpus.documents.len()),
            Words::English => {
                let count = prepared.corpus.documents.len();
                format!("{count} document{} checked.", if count == 1 { "" } else { "s" })
            }
        }
    );
    Ok(Outcome::Done)
}
