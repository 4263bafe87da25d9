//! From filled documents to a site: addresses, pages, navigation, links, and what is published beside the pages.
//!
//! Decides where everything stands, formats nothing. `check/` looks for links that lead nowhere in what is planned
//! here, `render/` and `download/` make the artifacts.

pub mod address;
pub mod artifact;
pub mod attachments;
pub mod figure;
pub mod files;
pub mod glance;
pub mod gone;
pub mod links;
pub mod news;
pub mod pages;

pub use address::Address;
pub use artifact::{Artifact, Bundle, Finished, MakeError, Seal, Set};
pub use gone::Gone;
pub use links::{Link, LinkProblem};
pub use news::News;
pub use pages::{Page, Pages};

use crate::content::Corpus;
use crate::content::Settings;
use crate::content::pages as free;
use crate::form::Forms;
use crate::history::{Histories, History};
use crate::model::{FileId, Languages};
use crate::resolve::{self, Edition};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that is to be shown, and where.
#[derive(Debug)]
pub struct Site {
    /// site.yaml.
    pub settings: Settings,
    /// Every form.
    pub forms: Forms,
    /// The glossary.
    pub glossary: Vec<free::Term>,
    /// The free pages.
    pub pages: Vec<free::Page>,
    /// The documents that are shown, by slug.
    pub documents: Vec<Arc<Document>>,
    /// Addresses that lead on: from a former address to the slug of the document now there.
    pub redirects: BTreeMap<Arc<str>, Arc<str>>,
}

/// A document that is shown.
#[derive(Debug)]
pub struct Document {
    /// The document as resolved.
    pub resolved: Arc<resolve::Document>,
    /// The edition that has the undated addresses.
    pub current: Planned,
    /// The editions before it, newest first.
    pub earlier: Vec<Planned>,
    /// What changed from one to the next.
    pub history: Arc<History>,
    /// Items that earlier editions had and the current one has not.
    pub gone: Vec<Gone>,
}

/// An edition with its pages.
#[derive(Debug)]
pub struct Planned {
    /// The edition.
    pub edition: Arc<Edition>,
    /// Its pages.
    pub pages: Pages,
    /// Files it publishes, by name below `files/`.
    pub attachments: BTreeMap<Arc<str>, FileId>,
    /// It is an earlier edition: everything of it stands on one page.
    pub is_earlier: bool,
}

/// Whose eyes a site is planned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// What residents may see.
    Public,
    /// The people who write the documents: a draft at the top is shown in place of the current edition.
    Writers,
}

/// Plans the site. `histories` are those of the documents, in their order.
pub fn site(
    corpus: &Corpus,
    documents: &[Arc<resolve::Document>],
    histories: &[Histories],
    audience: Audience,
) -> Site {
    let documents: Vec<Arc<Document>> = documents
        .par_iter()
        .zip(histories)
        .filter_map(|(resolved, histories)| document(resolved, histories, audience).map(Arc::new))
        .collect();
    let common: Common = (&corpus.settings, &corpus.forms, &corpus.glossary, &corpus.pages);
    assemble(common, documents)
}

/// What holds for the whole site: settings, forms, glossary, free pages.
pub type Common<'c> = (&'c Settings, &'c Forms, &'c [free::Term], &'c [free::Page]);

/// Puts planned documents together, by slug.
pub fn assemble((settings, forms, glossary, pages): Common, documents: Vec<Arc<Document>>) -> Site {
    let mut redirects = BTreeMap::new();
    for document in &documents {
        for (from, _) in &document.resolved.source.top.meta.moved_from {
            redirects.insert(address::former(from), document.resolved.slug.clone());
        }
    }
    Site {
        settings: settings.clone(),
        forms: forms.clone(),
        glossary: glossary.to_vec(),
        pages: pages.to_vec(),
        documents,
        redirects,
    }
}

/// Plans one document; nothing where this audience sees none of its editions.
pub fn document(
    resolved: &Arc<resolve::Document>,
    histories: &Histories,
    audience: Audience,
) -> Option<Document> {
    let draft = resolved.draft.as_ref().filter(|_| audience == Audience::Writers);
    let current = draft.or(resolved.current.as_ref())?;
    let before = draft.and(resolved.current.as_ref()).into_iter().chain(&resolved.earlier);
    let current = planned(current, false);
    let earlier: Vec<Planned> = before.map(|edition| planned(edition, true)).collect();
    let history = match audience {
        Audience::Public => &histories.public,
        Audience::Writers => &histories.writers,
    };
    Some(Document {
        resolved: resolved.clone(),
        gone: gone::find(&current, &earlier),
        current,
        earlier,
        history: history.clone(),
    })
}

fn planned(edition: &Arc<Edition>, is_earlier: bool) -> Planned {
    Planned {
        edition: edition.clone(),
        pages: Pages::of(edition),
        attachments: attachments::of(edition),
        is_earlier,
    }
}

impl Site {
    /// The languages of the site.
    pub fn languages(&self) -> &Languages {
        &self.settings.languages
    }

    /// The document with this slug.
    pub fn document(&self, slug: &str) -> Option<&Document> {
        self.documents.binary_search_by(|d| (*d.resolved.slug).cmp(slug)).ok().map(|n| &*self.documents[n])
    }

    /// The free page of this name.
    pub fn page(&self, name: &str) -> Option<&free::Page> {
        self.pages.iter().find(|p| &*p.name == name)
    }
}

impl Document {
    /// Its slug.
    pub fn slug(&self) -> &Arc<str> {
        &self.resolved.slug
    }

    /// Where an item of the current edition stands, without the language: its page, and on it its anchor.
    pub fn place_of(&self, index: usize) -> Option<String> {
        let edition = &self.current.edition;
        let page = self.current.pages.list[self.current.pages.page_of(index)?].item;
        let address = address::section(&edition.slug, &edition.items[page].path);
        Some(if page == index { address } else { format!("{address}#{}", edition.items[index].path) })
    }

    /// The current edition and those before it, newest first.
    pub fn editions(&self) -> impl Iterator<Item = &Planned> {
        std::iter::once(&self.current).chain(&self.earlier)
    }
}
