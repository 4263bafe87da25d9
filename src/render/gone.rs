//! Items that are gone: their anchors stay where they stood and say where the last text is; a page that is gone keeps
//! its address.

use super::Publication;
use super::frame::{Frame, Said};
use crate::plan::{Document, Gone, MakeError, Set, address};
use crate::text::cache::Cache;
use serde::Serialize;

/// An item that is gone.
#[derive(Serialize)]
pub struct GoneView {
    path: String,
    number: String,
    label: String,
    label_lang: String,
    /// The last edition that had it, and the item there.
    edition: String,
    href: String,
}

/// The items that stood on a page of the current edition.
pub fn on_page(said: &Said, document: &Document, page: usize) -> Vec<GoneView> {
    document
        .gone
        .iter()
        .filter(|gone| gone.still == Some(page))
        .map(|gone| view(said, document, gone))
        .collect()
}

fn view(said: &Said, document: &Document, gone: &Gone) -> GoneView {
    let edition = &document.earlier[gone.last].edition;
    let (label, label_lang) = said.label(&gone.label);
    let address = said.local(&address::edition(&edition.slug, &edition.date_segment()));
    GoneView {
        path: gone.path.to_string(),
        number: gone.number.to_string(),
        label,
        label_lang,
        edition: said.edition_name(edition),
        href: format!("{address}#{}", gone.path),
    }
}

/// Adds the pages that are gone, in one language.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    // The item of a page that is gone stands on it first.
    let pages = document.gone.iter().filter(|gone| gone.still.is_none() && gone.path == gone.page);
    for gone in pages {
        let address = address::section(document.slug(), &gone.page);
        set.add(said.local(&address), move |cache| page(publication, document, gone, language, cache));
    }
}

fn page(
    publication: &Publication,
    document: &Document,
    gone: &Gone,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let address = address::section(document.slug(), &gone.page);
    let mut frame = Frame::new(publication, language, &address, "gone", cache);
    let own = view(&said, document, gone);
    let there =
        document.gone.iter().filter(|g| g.page == gone.page && g.last == gone.last && g.path != gone.path);
    frame.title(&format!("{} － {}", own.label, said.text(&document.current.edition.title).0));
    frame.put("noindex", &true);
    frame.alternates(|_| false);
    frame.breadcrumb(vec![said.document_step(&document.current.edition), said.here(&own.label)]);
    frame.put_value("doc", said.document(document, &document.current, cache));
    frame.put("section", &own);
    frame.put("gone", &there.map(|g| view(&said, document, g)).collect::<Vec<_>>());
    frame.render("gone.html")
}
