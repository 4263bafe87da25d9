//! Free pages, and pages that lead on from a former address.

use super::Publication;
use super::frame::{Frame, Said, Step};
use super::texts::{Texts, escape};
use crate::content::pages::{Page, sections};
use crate::plan::{MakeError, Set, address};
use crate::text::cache::Cache;
use serde::Serialize;
use std::fmt::Write;
use std::sync::Arc;

#[derive(Serialize)]
struct PageView {
    title: String,
    title_lang: String,
    html: String,
    html_lang: String,
    fallback: bool,
}

/// Adds the free pages and the redirects of one language.
pub fn add<'s>(publication: &'s Publication<'s>, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    for page in &publication.site.pages {
        set.add(said.local(&format!("{}/", page.name)), move |cache| {
            free_page(publication, page, language, cache)
        });
    }
    for (from, slug) in &publication.site.redirects {
        let last = from.rsplit('/').next().unwrap_or("");
        let address = if last.contains('.') { from.to_string() } else { format!("{from}/") };
        set.add(said.local(&address), move |cache| redirect(publication, &address, slug, language, cache));
    }
}

fn free_page(
    publication: &Publication,
    page: &Page,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, &format!("{}/", page.name), "page", cache);
    let root = frame.root();
    let texts = Texts::new(publication, language, None, &root, cache, false);
    let (title, title_lang) = said.text(&page.title);
    let title = if title.is_empty() { page.name.to_string() } else { title };
    let shown = page.body.view(language);
    let html_language = shown.map_or(language, |v| v.language);
    frame.title(&title);
    frame.alternates(|n| page.body.exact(n).is_some());
    let step =
        Step { label: title.clone(), label_lang: title_lang.clone(), href: String::new(), current: true };
    frame.breadcrumb(vec![step]);
    frame.put(
        "page",
        &PageView {
            title,
            title_lang,
            html: shown.map_or(String::new(), |v| body(&texts, v.text, v.language)),
            html_lang: publication.code(html_language).to_owned(),
            fallback: html_language != language,
        },
    );
    frame.render("page.html")
}

/// The text of a page with its headings. The title is the first level, so `#` and `##` are both the second.
fn body(texts: &Texts, source: &Arc<str>, language: usize) -> String {
    let mut html = String::with_capacity(source.len() * 2);
    for (n, section) in sections(source).into_iter().enumerate() {
        if let Some((level, words)) = section.heading {
            let level = level.max(2);
            let _ = writeln!(html, "<h{level} id=\"s{n}\">{}</h{level}>", escape(&words));
        }
        let text: Arc<str> = source[section.body].into();
        html.push_str(&texts.html(&text, language, &format!("s{n}"), ""));
    }
    html
}

fn redirect(
    publication: &Publication,
    from: &str,
    slug: &str,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, from, "redirect", cache);
    let target = said.local(&address::document(slug));
    frame.title(&said.word("moved"));
    frame.breadcrumb(Vec::new());
    frame.put(
        "target_url",
        &format!("{}{}", publication.site.settings.base_url, super::texts::encoded(&target)),
    );
    frame.put("href", &target);
    frame.render("redirect.html")
}
