//! `schema`: the JSON Schema of a form, or all schemas as files for editors.

use super::language::Words;
use super::{Failure, Outcome, forms};
use crate::content::reader::with_path;
use crate::download::schema;
use crate::form::Forms;
use crate::model::Languages;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The form, such as full or full@2024-10.
    #[arg(required_unless_present = "to")]
    form: Option<String>,
    /// Writes the schemas of all forms, of translations, of document.yaml and of site.yaml into a folder.
    #[arg(long, value_name = "DIR", conflicts_with = "form")]
    to: Option<PathBuf>,
    /// The content folder whose own forms count as well.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let forms = forms::forms(&arguments.content)?;
    if let Some(folder) = &arguments.to {
        return written(&forms, folder, words);
    }
    let form = forms::find(&forms, arguments.form.as_deref().unwrap_or(""), words)?;
    let bytes = schema::bytes(form, &Languages::default()).map_err(|e| Failure(e.to_string()))?;
    std::io::stdout().write_all(&bytes)?;
    Ok(Outcome::Done)
}

fn written(forms: &Forms, folder: &Path, words: Words) -> Result<Outcome, Failure> {
    let files = schema::all(forms, &Languages::default()).map_err(|e| Failure(e.to_string()))?;
    fs::create_dir_all(folder).map_err(|e| with_path(e, folder))?;
    for (name, bytes) in &files {
        let file = folder.join(name);
        fs::write(&file, bytes).map_err(|e| with_path(e, &file))?;
    }
    let (count, shown) = (files.len(), folder.display());
    match words {
        Words::Japanese => eprintln!("{count} ファイルを {shown} に書きました。"),
        Words::English => eprintln!("{count} files written to {shown}."),
    }
    Ok(Outcome::Done)
}
