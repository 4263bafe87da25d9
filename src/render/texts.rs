//! Texts on a page: parsed once for the document, with the links and glossary marks this page needs.

use super::Publication;
use crate::model::Translated;
use crate::plan::links::{self, Link};
use crate::plan::{Planned, address};
use crate::text::cache::Cache;
use crate::text::{Slot, Terms};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

/// Writes texts into one page.
pub struct Texts<'a> {
    /// The site and the theme.
    pub publication: &'a Publication<'a>,
    /// The index of the reader's language.
    pub language: usize,
    /// The edition the texts are from; nothing for texts of the site.
    pub planned: Option<&'a Planned>,
    /// The way up to the root of the site.
    pub root: &'a str,
    /// Texts parsed before.
    pub cache: &'a Cache,
    /// Terms already linked on this page.
    linked: RefCell<BTreeSet<usize>>,
    /// What stands on this page only: the current page has the whole edition, so links stay on it.
    whole: bool,
}

/// A text written out.
pub struct Written {
    /// The HTML.
    pub html: String,
    /// The index of the language it is in.
    pub language: usize,
    /// The reader's language has no translation.
    pub fallback: bool,
    /// The translation covers a part.
    pub partial: bool,
}

impl<'a> Texts<'a> {
    /// Texts of a page.
    pub fn new(
        publication: &'a Publication<'a>,
        language: usize,
        planned: Option<&'a Planned>,
        root: &'a str,
        cache: &'a Cache,
        whole: bool,
    ) -> Self {
        Self { publication, language, planned, root, cache, linked: RefCell::default(), whole }
    }

    /// Says that the terms up to `count` are linked already: none is linked again.
    pub fn mark_as_linked(&self, count: usize) {
        self.linked.borrow_mut().extend(0..count);
    }

    /// A Markdown text; `id` makes its footnotes unique on the page, `label` names its tables.
    pub fn markdown(&self, text: &Translated, id: &str, label: &str) -> Written {
        let Some(view) = text.view(self.language) else {
            return Written { html: String::new(), language: self.language, fallback: false, partial: false };
        };
        Written {
            html: self.html(view.text, view.language, id, label),
            language: view.language,
            fallback: view.language != self.language,
            partial: view.partial,
        }
    }

    /// A Markdown text in one language.
    pub fn html(&self, source: &Arc<str>, language: usize, id: &str, label: &str) -> String {
        let cooked = self.cache.get(source);
        let glossary = self.publication.glossary(language);
        let fragment = cooked.fragment(id, glossary.map(|g| g as &dyn Terms));
        if fragment.slots.is_empty() {
            return fragment.html.clone();
        }
        let mut out = String::with_capacity(fragment.html.len() + 256);
        let mut open = Vec::new();
        fragment.splice(&mut out, &mut |slot, out| match slot {
            Slot::Href(n) => self.href(&cooked.text.links()[*n], out),
            Slot::TermStart(n) => open.push(self.term_start(*n, out)),
            Slot::TermEnd(_) => {
                if open.pop() == Some(true) {
                    out.push_str("</a>");
                }
            }
            Slot::TableLabel(_) => {
                let _ = write!(out, " aria-label=\"{}\"", escape(label));
            }
        });
        out
    }

    /// The address of a link, or nothing where it leads nowhere (the words stay).
    fn href(&self, link: &crate::text::Link, out: &mut String) {
        let attribute = if link.image { "src" } else { "href" };
        if let Some(href) = self.resolve(&link.destination) {
            let _ = write!(out, " {attribute}=\"{}\"", escape(&href));
        }
    }

    /// The address of a destination, as it is written on this page.
    pub fn resolve(&self, destination: &str) -> Option<String> {
        let site = self.publication.site;
        let link = links::resolve(site, self.planned, destination, &|_| false).ok()?;
        let language = address::language(site.languages(), self.language);
        Some(match link {
            Link::Here(path) => format!("#{path}"),
            Link::Page(_, Some(path)) if self.whole && destination.starts_with('#') => format!("#{path}"),
            Link::Page(..) if self.whole && destination.starts_with('#') => destination.to_owned(),
            Link::Page(address, None) => format!("{}{language}{address}", self.root),
            Link::Page(address, Some(path)) => format!("{}{language}{address}#{path}", self.root),
            Link::File(address) => format!("{}{}", self.root, encoded(&address)),
            Link::External(url) => url,
        })
    }

    /// Opens the link of a term, the first time it stands on the page.
    fn term_start(&self, term: usize, out: &mut String) -> bool {
        if !self.linked.borrow_mut().insert(term) {
            return false;
        }
        let language = address::language(self.publication.site.languages(), self.language);
        let anchor = &self.publication.site.glossary[term].key;
        let _ = write!(out, "<a class=\"term\" href=\"{}{language}glossary/#{anchor}\">", self.root);
        true
    }
}

/// A text for HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Most texts have none of these: what stands between them is copied as a whole.
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}

/// An address with what is no plain character percent-encoded.
pub fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/#".contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
