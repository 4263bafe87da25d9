//! Where the documents stand: how complete and how well translated, what was found and accepted, what is due.
//!
//! Facts alone, for the people who keep the documents. How they are shown is `cli/`.

mod due;
mod progress;

pub use due::{Due, What};
pub use progress::Progress;

use crate::content::{self, Status, slug_of};
use crate::model::{Date, Finding, Level, Translated};
use crate::pipeline::Prepared;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where one document stands.
#[derive(Debug)]
pub struct Standing {
    /// Its slug.
    pub slug: Arc<str>,
    /// Its title, or its slug.
    pub title: Translated,
    /// The form as document.yaml names it, or nothing.
    pub form: Option<Arc<str>>,
    /// The state of the edition at the top of its folder.
    pub status: Status,
    /// The day on which the edition that residents see was published.
    pub published: Option<Date>,
    /// Required answers of the edition at the top; nothing where its form is not known.
    pub answers: Option<Progress>,
    /// Texts that have a wording, by language code.
    pub translations: Vec<(Arc<str>, Progress)>,
    /// How many errors were found.
    pub errors: usize,
    /// How many warnings were found that nobody has accepted.
    pub warnings: usize,
    /// The findings that somebody looked at and accepted.
    pub accepted: Vec<Accepted>,
    /// What is due, the earliest first.
    pub due: Vec<Due>,
}

/// A finding that review.yaml accepts.
#[derive(Debug)]
pub struct Accepted {
    /// The item.
    pub item: Arc<str>,
    /// The rule.
    pub rule: Arc<str>,
    /// Why it is accepted.
    pub reason: Arc<str>,
    /// It is still found; otherwise the entry can go.
    pub found: bool,
}

type Found<'a> = BTreeMap<&'a str, Vec<&'a (Level, Finding)>>;

/// Every document, what is due first at the top; then those of which nothing is due, by their slugs.
pub fn all(prepared: &Prepared, today: Date) -> Vec<Standing> {
    let found = by_document(prepared);
    let none = Vec::new();
    let one = |source: &Arc<content::Document>| {
        standing(prepared, source, found.get(&*source.slug).unwrap_or(&none), today)
    };
    let mut all: Vec<Standing> = prepared.corpus.documents.iter().map(one).collect();
    all.sort_by_key(|s| (s.due.is_empty(), s.due.first().map(|due| due.on), s.slug.clone()));
    all
}

fn by_document(prepared: &Prepared) -> Found<'_> {
    let mut found = Found::new();
    for pair in &prepared.findings {
        if let Some(slug) = slug_of(prepared.corpus.files.path(pair.1.at.span.file)) {
            found.entry(slug).or_default().push(pair);
        }
    }
    found
}

fn standing(
    prepared: &Prepared,
    source: &content::Document,
    found: &[&(Level, Finding)],
    today: Date,
) -> Standing {
    let public = prepared.public.document(&source.slug);
    let edition = prepared.writers.document(&source.slug).map(|d| &*d.current.edition);
    let count = |level| found.iter().filter(|(l, _)| *l == level).count();
    let meta = &source.top.meta;
    let languages = prepared.corpus.settings.languages.iter().enumerate().skip(1);
    let translated = |index, code: &Arc<str>| Some((code.clone(), progress::translated(edition?, index)));
    Standing {
        slug: source.slug.clone(),
        title: edition.map_or_else(|| Translated::source(source.slug.clone(), None), |e| e.title.clone()),
        form: meta.form.as_ref().map(|(name, _)| name.clone()),
        status: meta.status,
        published: public.and_then(|d| d.current.edition.published),
        answers: edition.map(|e| progress::answered(e, found, &prepared.corpus.files)),
        translations: languages.filter_map(|(index, code)| translated(index, code)).collect(),
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        accepted: source.reviews.iter().map(|review| accepted(review, found)).collect(),
        due: public.map(|d| due::of(d, today)).unwrap_or_default(),
    }
}

fn accepted(review: &content::changes::Review, found: &[&(Level, Finding)]) -> Accepted {
    let is =
        |f: &Finding| *f.rule == *review.rule && f.item.as_ref().is_some_and(|i| *i.as_str() == *review.item);
    Accepted {
        item: review.item.clone(),
        rule: review.rule.clone(),
        reason: review.reason.clone(),
        found: found.iter().any(|(_, f)| is(f)),
    }
}
