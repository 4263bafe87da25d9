//! Rules: what may not be published as it is, and what its writers should look at again.
//!
//! Every rule is a file in `rules/` with its level and its words. What a stage already knows (`yaml-syntax`,
//! `unknown-option`, …) arrives as findings; what needs the whole site is looked for here. Nothing stops at the first.

mod changes;
mod counts;
mod dates;
mod glyphs;
mod links;
mod locate;
mod numbers;
pub mod rules;
mod slugs;
pub mod told;
mod translations;
pub mod words;

pub use numbers::{find as numbers_in_document, in_texts as numbers_in_texts};
pub use told::{Teller, Told};
pub use translations::translated;
pub use words::{Message, message};

use crate::content::changes::Review;
use crate::content::{self, Corpus, Settings};
use crate::model::finding::nearest;
use crate::model::{Date, Files, Finding, Level, Span};
use crate::plan::{Document, Planned, Site};
use crate::resolve;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A rule: its name, its level and what it says.
#[derive(Debug)]
pub struct Rule {
    /// Its name in messages, in site.yaml and in the guide.
    pub id: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// It is about something absent: information while the edition is a draft.
    pub absence: bool,
    /// Its sentences.
    pub says: &'static [Say],
}

/// A sentence of a rule with its advice. `{name}` stands for a fact of the finding.
#[derive(Debug)]
pub struct Say {
    /// Which case it is for; the empty one serves all others.
    pub variant: &'static str,
    /// What is wrong, in Japanese.
    pub ja: &'static str,
    /// What is wrong, in English.
    pub en: &'static str,
    /// What to write instead, in Japanese.
    pub help_ja: &'static str,
    /// What to write instead, in English.
    pub help_en: &'static str,
}

/// What the rules look at.
pub struct Content<'a> {
    /// The content as read.
    pub corpus: &'a Corpus,
    /// The documents as resolved.
    pub documents: &'a [Arc<resolve::Document>],
    /// What residents will see.
    pub public: &'a Site,
    /// What the writers see.
    pub writers: &'a Site,
    /// Today, where the rules about today are asked for.
    pub today: Option<Date>,
}

impl<'a> Content<'a> {
    /// One of the documents.
    pub fn own(&self, source: &'a content::Document) -> Own<'a> {
        Own {
            settings: &self.corpus.settings,
            files: &self.corpus.files,
            source,
            public: self.public.document(&source.slug),
            writers: self.writers.document(&source.slug),
            today: self.today,
        }
    }
}

/// A document by itself, as the rules look at it.
#[derive(Clone, Copy)]
pub struct Own<'a> {
    /// The settings of the site.
    pub settings: &'a Settings,
    /// All files of the content.
    pub files: &'a Files,
    /// The document as read.
    pub source: &'a content::Document,
    /// What residents will see of it.
    pub public: Option<&'a Document>,
    /// What its writers see of it.
    pub writers: Option<&'a Document>,
    /// Today, where the rules about today are asked for.
    pub today: Option<Date>,
}

impl<'a> Own<'a> {
    /// What the writers see, where that is a draft.
    fn draft(&self) -> Option<&'a Document> {
        self.writers.filter(|d| is_draft(&d.current))
    }

    /// Every edition that is shown or written: the public ones, and the draft.
    fn editions(&self) -> impl Iterator<Item = &'a Planned> {
        let public = self.public.into_iter().flat_map(|d| d.editions());
        public.chain(self.draft().map(|d| &d.current))
    }
}

fn is_draft(planned: &Planned) -> bool {
    !planned.edition.status.is_public()
}

/// Looks for everything that the stages before did not see. Their findings are added by the caller.
pub fn all(content: &Content) -> Vec<Finding> {
    let documents = content.corpus.documents.par_iter().flat_map_iter(|source| {
        let own = content.own(source);
        document(&own).into_iter().chain(links(content, &own))
    });
    let mut findings: Vec<Finding> = documents.collect();
    findings.extend(site(content));
    findings
}

/// What is wrong in a document, whatever else is on the site.
pub fn document(own: &Own) -> Vec<Finding> {
    let finders: [fn(&Own) -> Vec<Finding>; 7] = [
        glyphs::find,
        numbers::find,
        counts::find,
        rules::flow_steps::find,
        dates::find,
        translations::find,
        changes::find,
    ];
    finders.iter().flat_map(|find| find(own)).collect()
}

/// What is wrong in the texts of a document: whether its links lead somewhere depends on the other documents.
pub fn links(content: &Content, own: &Own) -> Vec<Finding> {
    links::find(content, own)
}

/// What is wrong in the small files, and with the documents beside each other.
pub fn site(content: &Content) -> Vec<Finding> {
    let finders: [fn(&Content) -> Vec<Finding>; 4] =
        [rule_names, slugs::find, links::of_site, numbers::of_site];
    finders.iter().flat_map(|find| find(content)).collect()
}

/// Names of rules in site.yaml and review.yaml that are none: what they are written for would not happen.
fn rule_names(content: &Content) -> Vec<Finding> {
    let corpus = content.corpus;
    let place = |id: &Arc<str>| corpus.texts.iter().find(|(text, _)| text == id).map(|(_, span)| *span);
    let of_site = corpus.settings.rules.iter().filter_map(|(id, _)| Some((id, place(id)?)));
    let of_reviews = corpus.documents.iter().flat_map(|d| &d.reviews).map(|r| (&r.rule, r.span));
    let names: Vec<&str> = rules::ALL.iter().map(|r| r.id).collect();
    let unknown = of_site.chain(of_reviews).filter(|(id, _)| rule(id).is_none());
    let finding = |(id, span): (&Arc<str>, Span)| {
        let finding = Finding::new("unknown-option", span).variant("level").fact("value", id.clone());
        finding.fact("options", names.join(", ")).suggest(nearest(id, names.iter().copied()))
    };
    unknown.map(finding).collect()
}

/// The rule of that name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules::ALL.iter().find(|r| r.id == id).copied()
}

/// The level of a finding on this site; nothing where the site has turned the rule off.
pub fn level(finding: &Finding, settings: &Settings) -> Option<Level> {
    let rule = rule(finding.rule)?;
    let own = if finding.draft && rule.absence { Level::Information } else { rule.level };
    match settings.rules.iter().find(|(id, _)| &**id == rule.id) {
        // A person's number is never a matter of taste.
        Some(_) if rule.id == "individual-number" => Some(own),
        Some((_, level)) => level.map(|l| if finding.draft && rule.absence { own } else { l }),
        None => Some(own),
    }
}

/// Findings with their levels, for those who want all of them: sorted, without what the site has turned off, and what
/// somebody looked at and accepted as information.
pub fn weighed(findings: Vec<Finding>, settings: &Settings, reviews: &[Review]) -> Vec<(Level, Finding)> {
    let with_level = |f: Finding| {
        let level = level(&f, settings)?;
        Some((if is_accepted(level, &f, reviews) { Level::Information } else { level }, f))
    };
    sorted(findings).into_iter().filter_map(with_level).collect()
}

/// True for a warning that somebody looked at and accepted in the document's review.yaml. Errors cannot be accepted.
pub fn is_accepted(level: Level, finding: &Finding, reviews: &[Review]) -> bool {
    let Some(item) = finding.item.as_ref().filter(|_| level == Level::Warning) else { return false };
    reviews.iter().any(|r| *r.rule == *finding.rule && *r.item == *item.as_str())
}

/// Sorts findings by file and place, drops those that say the same of the same place, and marks those that stand where
/// an Individual Number is.
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    let order = |f: &Finding| (f.at.clone(), f.rule, f.variant, f.item.clone());
    findings.sort_by_key(order);
    findings.dedup_by(|a, b| order(a) == order(b) && a.facts == b.facts);
    let lines = |f: &Finding| {
        let (span, below) = (f.at.span, f.at.within.map_or(0, |w| w.lines));
        [(span.file, span.line), (span.file, span.line + below)]
    };
    let numbers = findings.iter().filter(|f| f.rule == "individual-number");
    let secret: BTreeSet<_> = numbers.flat_map(lines).collect();
    findings.iter_mut().for_each(|f| f.secret = lines(f).iter().any(|line| secret.contains(line)));
    findings
}
