//! Pages of files to download: those of a document, and those of the whole site. What a file is for is said by
//! `download/`; how long it is and which bytes it has, by what was made before.

mod document;
mod site;

pub use document::add;
pub use site::add as add_of_site;

use crate::plan::Finished;
use crate::plan::files::File;
use crate::render::frame::{Said, own_name};
use serde::Serialize;
use std::collections::HashMap;

/// A file as a page shows it.
#[derive(Debug, Clone, Serialize)]
struct FileView {
    href: String,
    name: String,
    /// The name under which it is saved, so that files of several documents can lie in one folder; nothing for what a
    /// browser shows.
    save_as: String,
    what: String,
    what_lang: String,
    purpose: String,
    format: String,
    /// The language in words; empty where it is of all languages, or of none.
    language: String,
    /// The code of that.
    code: String,
    every_language: bool,
    /// Nothing for a file that was not made yet.
    size: Option<String>,
    sha256: Option<String>,
}

/// Finished files by their addresses.
struct Made<'f>(HashMap<&'f str, &'f Finished>);

impl<'f> Made<'f> {
    fn new(finished: &'f [Finished]) -> Self {
        // Pages are no files to download.
        let files = finished.iter().filter(|f| !f.address.as_str().ends_with('/'));
        Self(files.map(|f| (f.address.as_str(), f)).collect())
    }

    /// True where there is such a file.
    fn has(&self, address: &str) -> bool {
        self.0.contains_key(address)
    }

    /// Its length and digest; nothing where they are not known.
    fn measures(&self, address: &str) -> (Option<String>, Option<String>) {
        let made = self.0.get(address).filter(|finished| finished.is_made());
        (made.map(|f| size(f.length)), made.map(|f| f.sha256()))
    }
}

/// A file of a document, for a reader of `said`; `language` is that of the file.
fn view(said: &Said, file: &File, language: usize, prefix: &str, made: &Made) -> FileView {
    let (size, sha256) = made.measures(&file.address);
    let languages = said.publication.site.languages();
    let name = file.address.rsplit('/').next().unwrap_or("").to_owned();
    let code = if file.per_language { languages.code(language).to_string() } else { String::new() };
    FileView {
        save_as: save_as(prefix, &code, &name, file.format),
        href: file.address.clone(),
        name,
        what: said.word(file.what),
        what_lang: said.code().to_owned(),
        purpose: said.word(&format!("{}_for", file.what)),
        format: file.format.to_owned(),
        language: if file.per_language { own_name(&code).to_owned() } else { String::new() },
        code,
        every_language: !file.per_language,
        size,
        sha256,
    }
}

/// `kokuho-2026-03-30-ja-document.xlsx`; nothing for what a browser shows.
fn save_as(prefix: &str, code: &str, name: &str, format: &str) -> String {
    if format == "PDF" {
        return String::new();
    }
    [prefix, code, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The beginning of names under which files of an edition are saved.
fn prefix(edition: &crate::resolve::Edition) -> String {
    format!("{}-{}", edition.slug.replace('/', "-"), edition.date_segment())
}

/// A length as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
