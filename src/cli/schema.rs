//! `schema`: the JSON Schema of a form.

use super::language::Words;
use super::{Failure, Outcome, forms};
use crate::download;
use crate::model::Languages;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The form, such as full or full@2024-10.
    form: String,
    /// The content folder whose own forms count as well.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let forms = forms::forms(&arguments.content)?;
    let form = forms::find(&forms, &arguments.form, words)?;
    let bytes = download::schema::bytes(form, &Languages::default()).map_err(|e| Failure(e.to_string()))?;
    std::io::stdout().write_all(&bytes)?;
    Ok(Outcome::Done)
}
