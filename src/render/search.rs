//! The page of the search. Without a script it says how to find things otherwise; the index is `search/`.

use super::Publication;
use super::frame::{Frame, Said, Step};
use crate::form::Kind;
use crate::plan::{MakeError, Set};
use crate::text::cache::Cache;
use serde::Serialize;

#[derive(Serialize)]
struct TermView {
    key: String,
    term: String,
    term_lang: String,
}

#[derive(Serialize)]
struct KindView {
    id: &'static str,
    label: String,
}

/// Adds the page in one language.
pub fn add<'s>(publication: &'s Publication<'s>, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    set.add(said.local("search/"), move |cache| page(publication, language, cache));
}

fn page(publication: &Publication, language: usize, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, "search/", "search", cache);
    let title = said.word("search_title");
    frame.title(&title);
    // Results are of no use to other search engines.
    frame.put("noindex", &true);
    let label_lang = said.code().to_owned();
    frame.breadcrumb(vec![Step { label: title, label_lang, href: String::new(), current: true }]);
    let terms = publication.site.glossary.iter().map(|term| {
        let (word, term_lang) = said.text(&term.term);
        TermView { key: term.key.to_string(), term: word, term_lang }
    });
    frame.put("terms", &terms.collect::<Vec<_>>());
    let kinds = [Kind::Assessment, Kind::Paper].map(|k| KindView { id: k.id(), label: said.kind(k) });
    frame.put("kinds", &kinds);
    frame.put("search_js", publication.theme.asset("search.js"));
    frame.render("search.html")
}
