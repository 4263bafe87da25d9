//! Looks for `slug-collision`: two things that would have one address.

use super::Content;
use crate::form::RESERVED_PARTS;
use crate::model::{Finding, Span};
use crate::plan::address;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Every collision among documents, free pages and the names the site uses itself.
pub fn find(content: &Content) -> Vec<Finding> {
    let mut findings = Vec::new();
    documents(content, &mut findings);
    pages(content, &mut findings);
    moved(content, &mut findings);
    findings
}

fn documents(content: &Content, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for document in &content.corpus.documents {
        let (slug, span) = (&document.slug, document.top.meta.span);
        if cannot_stand(slug) {
            findings.push(collision(span, "characters", slug, ""));
        }
        if let Some(other) = seen.insert(fold(slug), slug.clone()) {
            findings.push(collision(span, "", slug, &other));
        }
        above(content, slug, span, findings);
    }
}

/// A document in the folder of another must not take the address of one of its pages.
fn above(content: &Content, slug: &str, span: Span, findings: &mut Vec<Finding>) {
    for (at, _) in slug.match_indices('/') {
        let (above, below) = (&slug[..at], slug[at + 1..].split('/').next().unwrap_or(""));
        if RESERVED_PARTS.contains(&below) || below == "files" {
            findings.push(collision(span, "reserved", slug, below));
        } else if let Some(parent) = content.documents.iter().find(|d| *d.slug == *above) {
            let editions = parent.current.iter().chain(&parent.draft);
            if editions.into_iter().any(|e| e.items.iter().any(|i| i.depth == 0 && i.path.as_str() == below))
            {
                findings.push(collision(span, "page", slug, above));
            }
        }
    }
}

fn pages(content: &Content, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for page in &content.corpus.pages {
        let span = page.body.iter().find_map(|(_, w)| w.span).unwrap_or(Span::file(crate::model::FileId(0)));
        if cannot_stand(&page.name) {
            findings.push(collision(span, "characters", &page.name, ""));
        }
        let first = page.name.split('/').next().unwrap_or("");
        let language = content.corpus.settings.languages.iter().any(|c| &**c == first);
        if address::RESERVED.contains(&first) || language {
            findings.push(collision(span, "reserved", &page.name, first));
        }
        if let Some(other) = seen.insert(fold(&page.name), page.name.clone()) {
            findings.push(collision(span, "", &page.name, &other));
        }
    }
}

fn moved(content: &Content, findings: &mut Vec<Finding>) {
    let mut former: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    for document in &content.corpus.documents {
        for (from, span) in &document.top.meta.moved_from {
            let address = address::former(from);
            let taken = address
                .strip_prefix("documents/")
                .is_some_and(|s| content.corpus.documents.iter().any(|d| &*d.slug == s));
            if taken || former.insert(address, document.slug.clone()).is_some() {
                findings.push(collision(*span, "moved", from, ""));
            }
        }
    }
}

/// True for a name with characters that mean something in an address or are forbidden in names of files.
fn cannot_stand(name: &str) -> bool {
    name.contains(|c: char| c.is_whitespace() || c.is_control() || "?#%\\:*\"<>|&".contains(c))
}

fn collision(span: Span, variant: &'static str, slug: &str, other: &str) -> Finding {
    Finding::new("slug-collision", span).variant(variant).fact("slug", slug).fact("other", other)
}

/// What file systems and web servers may take for the same name.
fn fold(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
}
