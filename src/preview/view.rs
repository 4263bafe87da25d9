//! One state of the site to be looked at: a value that does not change while pages are made from it.

use super::unit::Unit;
use crate::content::Reader;
use crate::model::{Files, Finding, Level};
use crate::plan::Site;
use crate::render::{Dress, Publication, Theme};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is shown at one moment (表示する状態).
pub struct View {
    /// Its number: a later one has a higher one.
    pub generation: u64,
    /// Changes only with what is shown, not with what is found.
    pub edition: u64,
    /// The site with drafts in place of current editions.
    pub site: Site,
    /// All files of the content.
    pub files: Arc<Files>,
    /// Theme, glossary and words.
    pub dress: Dress,
    /// The theme before the last change: an open page may still ask for its files.
    pub before: Option<Arc<Theme>>,
    /// Reads attachments, and the lines that findings quote.
    pub reader: Arc<dyn Reader>,
    /// How every document stands.
    pub documents: BTreeMap<Arc<str>, State>,
    /// What is wrong in the small files, and with documents beside each other.
    pub across: Arc<[(Level, Finding)]>,
    /// What is wrong and has no place in the content.
    pub troubles: Vec<String>,
    /// Nothing of the site can be shown.
    pub is_blocked: bool,
}

/// How a document stands.
#[derive(Debug, Clone)]
pub struct State {
    /// Only its document.yaml was read so far.
    pub is_sketch: bool,
    /// Its newest files cannot be shown; the page is from before, or not there.
    pub is_held: bool,
    /// What is wrong in it.
    pub findings: Arc<[(Level, Finding)]>,
    /// Why its files cannot be read.
    pub trouble: Option<String>,
}

impl State {
    /// The state of a document.
    pub(super) fn of(unit: &Unit) -> Self {
        Self {
            is_sketch: unit.is_sketch,
            is_held: unit.is_held,
            findings: unit.weighed.clone(),
            trouble: unit.trouble.clone(),
        }
    }
}

impl View {
    /// What pages are made with.
    pub fn publication(&self) -> Publication<'_> {
        Publication::dressed(&self.site, &*self.reader, &self.files, self.dress.clone())
    }

    /// True where all documents were read.
    pub fn is_complete(&self) -> bool {
        self.documents.values().all(|state| !state.is_sketch)
    }

    /// True where only a sketch of the document with this slug can be shown so far.
    pub fn is_sketch(&self, slug: &str) -> bool {
        self.documents.get(slug).is_some_and(|state| state.is_sketch)
    }

    /// The slug of the document that an address of the source language belongs to: the longest that it begins with.
    pub fn slug_at(&self, address: &str) -> Option<&Arc<str>> {
        let below = address.strip_prefix("documents/")?.trim_end_matches('/');
        let ends = below.match_indices('/').map(|(at, _)| at).chain([below.len()]);
        let mut prefixes: Vec<&str> = ends.map(|end| &below[..end]).collect();
        prefixes.reverse();
        prefixes.into_iter().find_map(|prefix| Some(self.documents.get_key_value(prefix)?.0))
    }

    /// An address without the folder of its language, and the index of the language.
    pub fn language_of<'p>(&self, path: &'p str) -> (usize, &'p str) {
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        match self.site.languages().index_of(first).filter(|n| *n > 0) {
            Some(language) => (language, rest),
            None => (0, path),
        }
    }
}
