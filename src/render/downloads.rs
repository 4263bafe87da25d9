//! The downloads of a document: what each file is for, how long it is, and its digest.

use super::Publication;
use super::frame::{Frame, Said};
use crate::download;
use crate::plan::{Document, Finished, MakeError, Set, address};
use crate::text::cache::Cache;
use serde::Serialize;

#[derive(Serialize)]
struct FileView {
    href: String,
    name: String,
    what: String,
    format: &'static str,
    language: String,
    size: String,
    sha256: String,
}

/// Adds the page in one language: a seal, for it tells the lengths of files made before.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    set.seal(said.local(&address::downloads(document.slug())), move |cache, finished| {
        page(publication, document, language, cache, finished)
    });
}

fn page(
    publication: &Publication,
    document: &Document,
    language: usize,
    cache: &Cache,
    finished: &[Finished],
) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let planned = &document.current;
    let mut frame =
        Frame::new(publication, language, &address::downloads(document.slug()), "downloads", cache);
    let (title, _) = said.text(&planned.edition.title);
    let name = said.word("downloads");
    frame.title(&format!("{name} － {title}"));
    frame.alternates(|n| planned.edition.has_language(n));
    frame.breadcrumb(vec![said.document_step(&planned.edition), said.here(&name)]);
    frame.put_value("doc", said.document(document, planned, cache));
    frame.put("files", &files(&said, document, finished));
    frame.render("downloads.html")
}

/// The files of every language that has a text, the reader's own first.
fn files(said: &Said, document: &Document, finished: &[Finished]) -> Vec<FileView> {
    let languages = said.publication.site.languages();
    let mut order: Vec<usize> =
        (0..languages.count()).filter(|n| document.current.edition.has_language(*n)).collect();
    order.sort_by_key(|n| *n != said.language);
    let mut seen = Vec::new();
    let mut views = Vec::new();
    for language in order {
        for file in download::of_document(said.publication, document, language) {
            let Some(done) = finished.iter().find(|f| f.address.as_str() == file.address) else { continue };
            if seen.contains(&file.address) {
                continue;
            }
            seen.push(file.address.clone());
            views.push(FileView {
                href: file.address.clone(),
                name: file.address.rsplit('/').next().unwrap_or("").to_owned(),
                what: said.word(file.what),
                format: file.format,
                language: if file.per_language {
                    super::frame::own_name(languages.code(language)).to_owned()
                } else {
                    String::new()
                },
                size: if done.is_made() { size(done.length) } else { String::new() },
                sha256: if done.is_made() { done.sha256() } else { String::new() },
            });
        }
    }
    views
}

/// A length as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
