//! The page of a section: its items, the contents of the document beside it, the way to its neighbours.

use super::Publication;
use super::frame::{Frame, Said, Step};
use super::item::Items;
use super::texts::Texts;
use super::view::{ItemView, LinkView};
use crate::plan::{Document, MakeError, Planned, Set, address};
use crate::resolve::Kind;
use crate::text::cache::Cache;
use serde::Serialize;

#[derive(Serialize)]
struct SectionView {
    path: String,
    number: String,
    label: String,
    label_lang: String,
    important: bool,
    href: String,
}

#[derive(Serialize)]
struct TocView<'i> {
    path: &'i str,
    number: &'i str,
    label: &'i str,
    label_lang: &'i str,
    depth: u16,
}

/// Adds the pages in one language.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    let planned = &document.current;
    for (n, page) in planned.pages.list.iter().enumerate() {
        let path = &planned.edition.items[page.item].path;
        set.add(said.local(&address::section(document.slug(), path)), move |cache| {
            Section { publication, document, planned, language, page: n }.render(cache)
        });
    }
}

struct Section<'a> {
    publication: &'a Publication<'a>,
    document: &'a Document,
    planned: &'a Planned,
    language: usize,
    page: usize,
}

impl Section<'_> {
    fn render(&self, cache: &Cache) -> Result<Vec<u8>, MakeError> {
        let (publication, language) = (self.publication, self.language);
        let edition = &self.planned.edition;
        let said = Said { publication, language };
        let page = &self.planned.pages.list[self.page];
        let item = &edition.items[page.item];
        let address = address::section(&edition.slug, &item.path);
        let mut frame = Frame::new(publication, language, &address, "section", cache);
        let root = frame.root();
        let texts = Texts::new(publication, language, Some(self.planned), &root, cache, false);
        let important = self.important(page.item);
        let mut items = Items::new(&texts, self.planned, item.depth, 1, false);
        items.tell_history(self.document);
        items.important_is_explained(important);
        let views: Vec<ItemView> = page.items.iter().map(|n| items.view(*n)).collect();
        let (label, label_lang) = said.label(&item.label);
        let entry = item.kind == Kind::Entry;
        let section = SectionView {
            path: item.path.to_string(),
            number: if entry { String::new() } else { edition.node(item).number.to_string() },
            label: label.clone(),
            label_lang,
            important,
            href: said.local(&address),
        };
        let title = format!("{} {label} － {}", item.number, said.text(&edition.title).0);
        frame.title(title.trim());
        frame.alternates(|n| edition.has_language(n));
        frame.breadcrumb(self.steps(&said));
        frame.put_value("doc", said.document(self.document, self.planned, cache));
        frame.put("section", &section);
        frame.put("toc", &toc(&views));
        frame.put("items", &views);
        frame.put("gone", &super::gone::on_page(&said, self.document, self.page));
        frame.put("children", &page.children.iter().map(|n| self.link(&said, *n)).collect::<Vec<_>>());
        frame.put("previous", &self.page.checked_sub(1).map(|n| self.link(&said, n)));
        let next = Some(self.page + 1).filter(|n| *n < self.planned.pages.list.len());
        frame.put("next", &next.map(|n| self.link(&said, n)));
        frame.render("section.html")
    }

    /// ※ stands at the title where it covers the whole page.
    fn important(&self, item: usize) -> bool {
        let edition = &self.planned.edition;
        edition.node(&edition.items[item]).important
    }

    fn link(&self, said: &Said, page: usize) -> LinkView {
        let edition = &self.planned.edition;
        let index = self.planned.pages.list[page].item;
        let item = &edition.items[index];
        let (label, label_lang) = said.page_label(edition, index);
        let entry = item.kind == Kind::Entry;
        LinkView {
            label,
            label_lang,
            number: if entry { String::new() } else { edition.node(item).number.to_string() },
            href: said.local(&address::section(&edition.slug, &item.path)),
        }
    }

    /// From the document down to this page.
    fn steps(&self, said: &Said) -> Vec<Step> {
        let edition = &self.planned.edition;
        let mut steps = Vec::new();
        let mut at = Some(self.page);
        while let Some(page) = at {
            let LinkView { label, label_lang, number, href } = self.link(said, page);
            let label = format!("{number} {label}").trim().to_owned();
            steps.push(Step { label, label_lang, href, current: page == self.page });
            at = self.planned.pages.list[page].parent;
        }
        steps.push(said.document_step(edition));
        steps.reverse();
        steps
    }
}

/// The items of the page down to the second level, for the list beside the text.
fn toc(views: &[ItemView]) -> Vec<TocView<'_>> {
    let shown = views.iter().filter(|v| (1..=2).contains(&v.depth) && (v.depth == 1 || v.kind != "leaf"));
    shown
        .map(|v| TocView {
            path: &v.path,
            number: &v.number,
            label: &v.label,
            label_lang: &v.label_lang,
            depth: v.depth,
        })
        .collect()
}
