//! Form × Answers → filled documents. The one place that decides order, numbers, states, values and texts.
//!
//! `edition` walks the form beside the answers, `leaf` judges a single answer, `condition` says what applies,
//! `withheld` hides an answer in every edition. Nothing downstream decides any of this again.

mod changes;
mod condition;
mod edition;
mod figure;
pub mod filled;
mod leaf;
pub mod plain;
mod table;
mod withheld;

pub use changes::is_unexplained;
pub use edition::{given_by_meta, is_dash};
pub use filled::{Answer, Change, Checked, Document, Edition, Flow, Item, Kind, Row, State};
pub use table::is_inside;

use crate::content::{self, Corpus};
use crate::form::{Form, Forms};
use crate::model::{Finding, Languages};
use rayon::prelude::*;
use std::sync::Arc;

/// Resolves every document of the corpus, in parallel.
pub fn all(corpus: &Corpus) -> (Vec<Arc<Document>>, Vec<Finding>) {
    let resolved: Vec<(Arc<Document>, Vec<Finding>)> = corpus
        .documents
        .par_iter()
        .map(|source| one(source, &corpus.forms, &corpus.settings.languages))
        .collect();
    let (documents, findings): (Vec<_>, Vec<_>) = resolved.into_iter().unzip();
    (documents, findings.into_iter().flatten().collect())
}

/// Resolves one document.
pub fn one(
    source: &Arc<content::Document>,
    forms: &Forms,
    languages: &Languages,
) -> (Arc<Document>, Vec<Finding>) {
    let mut findings = Vec::new();
    let document = document(source, forms, languages, &mut findings);
    (Arc::new(document), findings)
}

/// Editions are resolved from the newest to the oldest, so that what a newer one withholds is
/// hidden in the older ones.
fn document(
    source: &Arc<content::Document>,
    forms: &Forms,
    languages: &Languages,
    findings: &mut Vec<Finding>,
) -> Document {
    let mut hidden = withheld::Hidden::default();
    let mut newer: Option<Arc<Edition>> = None;
    let mut resolve = |edition: &content::Edition, findings: &mut Vec<Finding>| {
        let form = form_of(forms, source, edition, findings)?;
        let (mut filled, own) = edition::resolve(&source.slug, edition, &form, languages, &hidden, findings);
        if filled.status.is_public() {
            hidden.add(own);
        }
        newer.iter().for_each(|newer| filled.share_texts(newer));
        let filled = Arc::new(filled);
        newer = Some(filled.clone());
        Some(filled)
    };
    let top = resolve(&source.top, findings);
    let mut public: Vec<Arc<Edition>> = Vec::new();
    for edition in source.editions.iter().rev() {
        public.extend(resolve(edition, findings).filter(|e| e.status.is_public()));
    }
    let (current, draft) = match top {
        Some(top) if top.status.is_public() => (Some(top), None),
        draft => ((!public.is_empty()).then(|| public.remove(0)), draft),
    };
    let (changes, draft_changes) = changes::resolve(source, current.as_deref(), &hidden, languages);
    Document {
        slug: source.slug.clone(),
        changes,
        draft_changes,
        current,
        earlier: public,
        draft,
        source: source.clone(),
    }
}

/// The form an edition fills. Errors: `unknown-form`, with the nearest name.
fn form_of(
    forms: &Forms,
    source: &content::Document,
    edition: &content::Edition,
    findings: &mut Vec<Finding>,
) -> Option<Arc<Form>> {
    // An edition that does not say has the form of its document.
    let named = edition.meta.form.as_ref().or(source.top.meta.form.as_ref());
    let draft = !edition.meta.status.is_public();
    let Some((name, span)) = named else {
        // Where a file could not be read whole, the form may be in it.
        if !edition.broken {
            let finding = Finding::new("unknown-form", edition.meta.span).variant("missing");
            findings.push(finding.fact("options", names(forms)).in_draft(draft));
        }
        return None;
    };
    let found = forms.find(name).cloned();
    if found.is_none() {
        let references: Vec<String> = forms.iter().map(|f| f.reference()).collect();
        let candidates = forms.iter().map(|f| &*f.id).chain(references.iter().map(String::as_str));
        let suggestion = crate::model::finding::nearest(name, candidates).map(str::to_owned);
        let finding =
            Finding::new("unknown-form", *span).fact("value", name.clone()).fact("options", names(forms));
        findings.push(finding.suggest(suggestion).in_draft(draft));
    }
    found
}

fn names(forms: &Forms) -> String {
    let mut names: Vec<&str> = forms.iter().map(|f| &*f.id).collect();
    names.dedup();
    names.join(", ")
}

/// The languages of a site other than the source, with their indexes.
fn further(languages: &Languages) -> impl Iterator<Item = usize> {
    1..languages.count()
}
