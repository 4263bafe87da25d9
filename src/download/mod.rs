//! Files to download, and lists and feeds for programs; `page` has the pages that offer them.
//!
//! Everything comes from the filled documents; what is withheld is already gone from them.

pub mod attachments;
mod changes;
mod csv;
mod feed;
mod json;
mod lists;
pub mod manifest;
mod page;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
pub mod schema;
mod sitemap;
mod text;
mod workbook;
mod xlsx;

use crate::plan::{Document, Set, address};
use crate::render::Publication;
use std::collections::BTreeSet;

/// The addresses of what belongs into an archive of the site: the files of all documents in every language, what they
/// come with, and the lists that name them. Some of them may not exist.
pub fn archived(publication: &Publication) -> BTreeSet<String> {
    let languages = publication.site.languages();
    let mut addresses = BTreeSet::from(["documents.json".to_owned()]);
    for language in 0..languages.count() {
        addresses.insert(format!("{}documents.csv", address::language(languages, language)));
        let documents = publication.site.documents.iter();
        let files = documents.flat_map(|document| publication.files_of(document, language));
        addresses.extend(files.map(|file| file.address));
    }
    for document in &publication.site.documents {
        addresses.extend(attachments::of_document(document).map(|(address, _)| address));
    }
    addresses
}

/// The files of a document: texts and tables in every language that it has, data once, attachments; and the page in every
/// language that offers them.
pub fn document_files<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    let languages = publication.site.languages();
    (0..languages.count()).for_each(|language| page::add(publication, document, language, set));
    let planned = &document.current;
    let folder = address::downloads(document.slug());
    for language in (0..languages.count()).filter(|n| *n == 0 || planned.edition.has_language(*n)) {
        let own = format!("{}{folder}", address::language(languages, language));
        set.add(format!("{own}document.txt"), move |cache| {
            Ok(text::document(publication, planned, language, cache))
        });
        set.add(format!("{own}document.xlsx"), move |cache| {
            workbook::document(publication, planned, language, cache)
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
            Ok(pdf::document(publication, &**press, &document.current, language, cache)?.bytes)
        });
        set.add(format!("{own}summary.pdf"), move |cache| {
            Ok(pdf::summary(publication, &**press, document, language, cache)?.bytes)
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

/// Lists, feeds, schemas of the site as a whole, the page of all downloads, and the manifest over everything.
pub fn site_files<'s>(publication: &'s Publication<'s>, set: &mut Set<'s>) {
    let languages = publication.site.languages();
    for language in 0..languages.count() {
        let own = address::language(languages, language);
        set.add(format!("{own}feed.xml"), move |_| Ok(feed::site(publication, language)));
        set.add(format!("{own}documents.csv"), move |_| lists::csv(publication, language));
        page::add_of_site(publication, language, set);
    }
    set.add("documents.json", move |_| lists::json(publication));
    for form in publication.site.forms.iter() {
        let name = schema::file_name(&publication.site.forms, form);
        set.add(format!("schema/{name}"), move |_| schema::bytes(form, languages));
    }
    sitemap::add(publication, set);
    manifest::add(set);
}
