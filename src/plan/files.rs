//! Which files of a document there are to download: where they are, and what each is good for. What is in them is made by
//! `download/`.

use super::{Document, Planned, address, figure};
use crate::model::Languages;

/// What a file is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// To be read and printed.
    Read,
    /// For spreadsheets.
    Sheets,
    /// For programs.
    Programs,
    /// To be looked at.
    Pictures,
    /// Whatever a document comes with.
    Attachments,
}

impl Purpose {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Read, Self::Sheets, Self::Programs, Self::Pictures, Self::Attachments];

    /// The word used in pages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Sheets => "sheets",
            Self::Programs => "programs",
            Self::Pictures => "pictures",
            Self::Attachments => "attachments",
        }
    }
}

/// A file to download.
pub struct File {
    /// Its address.
    pub address: String,
    /// The key of the theme's word that says what it is for.
    pub what: &'static str,
    /// Its format.
    pub format: &'static str,
    /// It exists once per language.
    pub per_language: bool,
}

impl File {
    /// What it is good for: its format tells.
    pub fn purpose(&self) -> Purpose {
        match self.format {
            "PDF" | "TXT" => Purpose::Read,
            "XLSX" | "CSV" => Purpose::Sheets,
            "SVG" | "PNG" => Purpose::Pictures,
            _ => Purpose::Programs,
        }
    }
}

/// The files of a document for a reader of a language: those of its current edition, then its change table.
/// `prints` says whether PDF files are made.
pub fn of_document(document: &Document, languages: &Languages, language: usize, prints: bool) -> Vec<File> {
    let mut files = if prints { printed(document, languages, language) } else { Vec::new() };
    files.extend(of_edition(&document.current, languages, language));
    files.extend(of_history(document, languages, language));
    files
}

/// The PDF files of a document.
fn printed(document: &Document, languages: &Languages, language: usize) -> Vec<File> {
    let folder = address::downloads(document.slug());
    let own = format!("{}{folder}", address::language(languages, language));
    let file = |name, what| File { address: format!("{own}{name}"), what, format: "PDF", per_language: true };
    vec![file("document.pdf", "file_pdf"), file("summary.pdf", "file_summary")]
}

/// The files of an edition.
fn of_edition(planned: &Planned, languages: &Languages, language: usize) -> Vec<File> {
    let folder = address::downloads(&planned.edition.slug);
    let own = format!("{}{folder}", address::language(languages, language));
    let mut files = vec![
        File {
            address: format!("{own}document.xlsx"),
            what: "file_sheets",
            format: "XLSX",
            per_language: true,
        },
        File { address: format!("{own}document.txt"), what: "file_text", format: "TXT", per_language: true },
        File { address: format!("{own}items.csv"), what: "file_items", format: "CSV", per_language: true },
        File {
            address: format!("{folder}document.json"),
            what: "file_json",
            format: "JSON",
            per_language: false,
        },
    ];
    for (_, name) in figure::files(&planned.edition) {
        let address = format!("{own}{name}");
        files.push(File { address, what: "file_flow", format: "SVG", per_language: true });
    }
    files
}

/// The change table of a document as files, for a reader of a language; none where nothing ever changed.
pub fn of_history(document: &Document, languages: &Languages, language: usize) -> Vec<File> {
    if document.history.dates.is_empty() {
        return Vec::new();
    }
    let folder = address::downloads(document.slug());
    let own = format!("{}{folder}", address::language(languages, language));
    let file = |address, what, format, per_language| File { address, what, format, per_language };
    vec![
        file(format!("{own}changes.xlsx"), "file_changes", "XLSX", true),
        file(format!("{own}changes.csv"), "file_changes_csv", "CSV", true),
        file(format!("{folder}changes.json"), "file_changes_json", "JSON", false),
    ]
}
