//! What changed (変更の経過): editions aligned item by item, differences in phrases, and the rows that explain them.
//!
//! Works on filled documents alone: what is withheld is already gone from them. How a change looks is `render/` and
//! `download/`; whether it needed an explanation is `check/`.

mod align;
mod alike;
mod difference;
pub mod excerpt;
mod explain;
pub mod lines;
mod phrases;
pub mod redline;
mod same;
mod stale;
mod table;

pub use difference::{Difference, Kind, between};
pub use explain::{Dated, Named, Row, Subject};
pub use lines::{Line, Reader, Voice};
pub use phrases::{Mark, Run, runs};
pub use redline::{Marked, Redline, Shown};
pub use table::{Block, Cells, Heading, Origin, Readers, between as redline_of, redline};

use crate::form::Forms;
use crate::resolve::{Document, Edition};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The history of a document (変更の経過).
#[derive(Debug, Default)]
pub struct History {
    /// Editions that follow each other, newest first.
    pub steps: Vec<Step>,
    /// The change table (変更箇所): everything that changed by its date, newest first.
    pub dates: Vec<Dated>,
    /// Which of `dates` last changed an item of the newest edition, by its path.
    latest: BTreeMap<Arc<str>, usize>,
    /// For every language of the site after the first, the items whose translation fell behind: by path, the step.
    stale: Vec<BTreeMap<Arc<str>, usize>>,
}

/// Two editions of which one follows the other, and what differs.
#[derive(Debug)]
pub struct Step {
    /// The earlier edition.
    pub older: Arc<Edition>,
    /// The edition after it.
    pub newer: Arc<Edition>,
    /// What differs, in the order of the newer edition.
    pub differences: Vec<Difference>,
}

/// The histories of a document for those who may see different editions of it.
#[derive(Debug, Clone, Default)]
pub struct Histories {
    /// Of the public editions.
    pub public: Arc<History>,
    /// With the draft at the top, where there is one.
    pub writers: Arc<History>,
}

/// The histories of all documents, in their order.
pub fn all(documents: &[Arc<Document>], forms: &Forms, languages: usize) -> Vec<Histories> {
    documents.par_iter().map(|document| of(document, forms, languages)).collect()
}

/// The histories of one document.
pub fn of(document: &Document, forms: &Forms, languages: usize) -> Histories {
    let shown = |draft: Option<&Arc<Edition>>| -> Vec<Arc<Edition>> {
        draft.into_iter().chain(&document.current).chain(&document.earlier).cloned().collect()
    };
    let public = Arc::new(History::new(&shown(None), &document.changes, forms, languages));
    let writers = document.draft.as_ref().map(|draft| {
        let rows: Vec<_> = document.draft_changes.iter().chain(&document.changes).cloned().collect();
        Arc::new(History::new(&shown(Some(draft)), &rows, forms, languages))
    });
    Histories { writers: writers.unwrap_or_else(|| public.clone()), public }
}

impl History {
    /// Compares `editions` (newest first) and joins what differs with the rows that explain it (newest date first).
    fn new(
        editions: &[Arc<Edition>],
        changes: &[crate::resolve::Change],
        forms: &Forms,
        languages: usize,
    ) -> Self {
        let step = |pair: &[Arc<Edition>]| Step {
            differences: between(&pair[1], &pair[0], forms),
            older: pair[1].clone(),
            newer: pair[0].clone(),
        };
        let steps: Vec<Step> = editions.windows(2).map(step).collect();
        let dates = explain::dates(editions, &steps, changes);
        let latest =
            editions.first().map(|newest| explain::latest(newest, &steps, &dates)).unwrap_or_default();
        let stale = (1..languages).map(|language| stale::items(&steps, language)).collect();
        Self { steps, dates, latest, stale }
    }

    /// The date on which an item of the newest edition last changed.
    pub fn latest(&self, path: &str) -> Option<&Dated> {
        self.latest.get(path).map(|n| &self.dates[*n])
    }

    /// The step since which the translation of an item no longer says what the source says.
    pub fn stale(&self, path: &str, language: usize) -> Option<&Step> {
        self.stale.get(language.checked_sub(1)?)?.get(path).map(|n| &self.steps[*n])
    }

    /// The paths of all items whose translation into `language` fell behind, with the step since which.
    pub fn all_stale(&self, language: usize) -> impl Iterator<Item = (&Arc<str>, &Step)> {
        let list = language.checked_sub(1).and_then(|n| self.stale.get(n));
        list.into_iter().flatten().map(|(path, n)| (path, &self.steps[*n]))
    }

    /// The dates that concern an item or what is below it, newest first.
    pub fn of_item<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Dated> {
        self.dates.iter().filter(move |dated| dated.concerns(path, &self.steps))
    }
}
