//! Files to download, and lists and feeds for programs: artifacts that are no pages.
//!
//! Everything comes from the filled documents; what is withheld is already gone from them.

mod attachments;
mod changes;
mod csv;
mod feed;
mod json;
mod lists;
pub mod manifest;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
pub mod schema;
mod sitemap;
mod text;
mod xlsx;

use crate::model::Languages;
use crate::plan::{Document, Planned, Set, address, figure};
use crate::render::Publication;

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

/// The files of a document for a reader of a language: those of its current edition, then its change table.
pub fn of_document(publication: &Publication, document: &Document, language: usize) -> Vec<File> {
    let languages = publication.site.languages();
    let mut files = printed(publication, document, language);
    files.extend(of_edition(&document.current, languages, language));
    files.extend(of_history(document, languages, language));
    files
}

/// The PDF files of a document; none where none are made.
fn printed(publication: &Publication, document: &Document, language: usize) -> Vec<File> {
    if !publication.prints() {
        return Vec::new();
    }
    let folder = address::downloads(document.slug());
    let own = format!("{}{folder}", address::language(publication.site.languages(), language));
    let file = |name, what| File { address: format!("{own}{name}"), what, format: "PDF", per_language: true };
    vec![file("document.pdf", "file_pdf"), file("summary.pdf", "file_summary")]
}

/// The files of an edition.
fn of_edition(planned: &Planned, languages: &Languages, language: usize) -> Vec<File> {
    let folder = address::downloads(&planned.edition.slug);
    let own = format!("{}{folder}", address::language(languages, language));
    let mut files = vec![
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
        file(format!("{own}changes.csv"), "file_changes", "CSV", true),
        file(format!("{folder}changes.json"), "file_changes_json", "JSON", false),
    ]
}

/// The files of a document: texts and tables in every language that it has, data once, attachments.
pub fn document_files<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    let languages = publication.site.languages();
    let planned = &document.current;
    let folder = address::downloads(document.slug());
    for language in (0..languages.count()).filter(|n| *n == 0 || planned.edition.has_language(*n)) {
        let own = format!("{}{folder}", address::language(languages, language));
        set.add(format!("{own}document.txt"), move |cache| {
            Ok(text::document(publication, planned, language, cache))
        });
        set.add(format!("{own}items.csv"), move |cache| csv::items(publication, planned, language, cache));
    }
    #[cfg(feature = "pdf")]
    printed_files(publication, document, set);
    set.add(format!("{folder}document.json"), move |cache| json::document(publication, planned, cache));
    picture::add(publication, document, set);
    history_files(publication, document, set);
    attachments::add(publication, document, set);
}

/// The PDF files, in every language that the document has.
#[cfg(feature = "pdf")]
fn printed_files<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    let Some(press) = &publication.press else { return };
    let languages = publication.site.languages();
    let folder = address::downloads(document.slug());
    for language in (0..languages.count()).filter(|n| document.current.edition.has_language(*n)) {
        let own = format!("{}{folder}", address::language(languages, language));
        set.add(format!("{own}document.pdf"), move |cache| {
            Ok(pdf::document(publication, press, &document.current, language, cache)?.bytes)
        });
        set.add(format!("{own}summary.pdf"), move |cache| {
            Ok(pdf::summary(publication, press, document, language, cache)?.bytes)
        });
    }
}

/// The change table as files, and the feed, in every language.
fn history_files<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    let languages = publication.site.languages();
    let folder = address::downloads(document.slug());
    for language in 0..languages.count() {
        let own = address::language(languages, language);
        set.add(format!("{own}{}", address::feed(document.slug())), move |_| {
            Ok(feed::document(publication, document, language))
        });
        if document.history.dates.is_empty() {
            continue;
        }
        set.add(format!("{own}{folder}changes.csv"), move |cache| {
            changes::csv(publication, document, language, cache)
        });
        set.add(format!("{own}{folder}changes.xlsx"), move |cache| {
            changes::xlsx(publication, document, language, cache)
        });
    }
    if !document.history.dates.is_empty() {
        set.add(format!("{folder}changes.json"), move |cache| changes::json(publication, document, cache));
    }
}

/// Lists, feeds, schemas of the site as a whole, and the manifest over everything.
pub fn site_files<'s>(publication: &'s Publication<'s>, set: &mut Set<'s>) {
    let languages = publication.site.languages();
    for language in 0..languages.count() {
        let own = address::language(languages, language);
        set.add(format!("{own}feed.xml"), move |_| Ok(feed::site(publication, language)));
        set.add(format!("{own}documents.csv"), move |_| lists::csv(publication, language));
    }
    set.add("documents.json", move |_| lists::json(publication));
    for form in publication.site.forms.iter() {
        let name = schema::file_name(&publication.site.forms, form);
        set.add(format!("schema/{name}"), move |_| schema::bytes(form, languages));
    }
    sitemap::add(publication, set);
    manifest::add(set);
}
