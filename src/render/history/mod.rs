//! What changed, as pages: the change table of a document, each date item by item, editions compared, and the news of
//! the site.

mod marks;
mod news;
mod page;
mod table;
mod told;

pub use news::add as add_news;
pub use told::{Reason, Subject, Telling};

use super::Publication;
use super::frame::Said;
use crate::plan::{Document, Set, address};
use std::collections::HashSet;

/// Adds the pages about the history of a document in one language.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    if document.history.dates.is_empty() {
        return;
    }
    set.add(said.local(&address::changes(document.slug())), move |cache| {
        table::page(publication, document, language, cache)
    });
    let mut seen = HashSet::new();
    for (n, dated) in document.history.dates.iter().enumerate().filter(|(_, d)| seen.insert(d.segment())) {
        set.add(said.local(&address::change(document.slug(), &dated.segment())), move |cache| {
            page::date(publication, document, n, language, cache)
        });
    }
    for earlier in &document.earlier {
        let address = address::compare(document.slug(), &earlier.edition.date_segment());
        set.add(said.local(&address), move |cache| {
            page::compare(publication, document, earlier, language, cache)
        });
    }
}
