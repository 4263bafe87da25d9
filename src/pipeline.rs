//! The stages in their order, up to the findings: load → resolve → history → plan → check.
//!
//! The commands go on from here: `build` renders and writes, `check` only shows what was found.

use crate::check;
use crate::content::{self, Corpus, Reader};
use crate::history;
use crate::model::{Date, FileId, Finding, Level};
use crate::plan::{self, Audience, Site};
use crate::resolve;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the stages before rendering yield.
pub struct Prepared {
    /// The content as read.
    pub corpus: Corpus,
    /// What residents will see.
    pub public: Site,
    /// What their writers see: drafts at the top in place of the current editions.
    pub writers: Site,
    /// What is wrong, by level.
    pub findings: Vec<(Level, Finding)>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Whether findings of drafts count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// All findings.
    Checked,
    /// A draft is not published, so what is wrong in it does not stop the others.
    Ignored,
}

/// Runs the stages up to the findings. Errors: the content cannot be read.
pub fn prepare(reader: &dyn Reader, today: Option<Date>, drafts: Drafts) -> io::Result<Prepared> {
    let mut clock = Clock::start();
    let (corpus, mut findings) = content::load(reader)?;
    clock.lap("load");
    let (documents, found) = resolve::all(&corpus);
    findings.extend(found);
    clock.lap("resolve");
    let histories = history::all(&documents, &corpus.forms, corpus.settings.languages.count());
    clock.lap("history");
    let public = plan::site(&corpus, &documents, &histories, Audience::Public);
    let writers = plan::site(&corpus, &documents, &histories, Audience::Writers);
    clock.lap("plan");
    let content =
        check::Content { corpus: &corpus, documents: &documents, public: &public, writers: &writers, today };
    findings.extend(check::all(&content));
    let findings = weighed(findings, &corpus, &documents, drafts);
    clock.lap("check");
    Ok(Prepared { corpus, public, writers, findings, timings: clock.laps })
}

/// Gives every finding its level; leaves out what the site has turned off and, for a build, what is wrong in drafts.
fn weighed(
    findings: Vec<Finding>,
    corpus: &Corpus,
    documents: &[Arc<resolve::Document>],
    drafts: Drafts,
) -> Vec<(Level, Finding)> {
    // An unknown status makes a draft of what was perhaps meant to be published: that is never passed over.
    let unknown = findings.iter().filter(|f| f.rule == "status-unknown").map(|f| f.at.span.file);
    let unknown: BTreeSet<FileId> = unknown.collect();
    let editions = corpus.documents.iter().flat_map(|d| std::iter::once(&d.top).chain(&d.editions));
    let drafts_of = editions.filter(|e| !e.meta.status.is_public() && !unknown.contains(&e.meta.span.file));
    let folders: BTreeSet<&str> = drafts_of.map(|e| &*e.folder).collect();
    let in_draft = |finding: &Finding| {
        let path = corpus.files.path(finding.at.span.file);
        let folder = path.split("/files/").next().unwrap_or(path);
        let folder =
            if folder.len() < path.len() { folder } else { path.rsplit_once('/').map_or("", |(f, _)| f) };
        finding.draft || folders.contains(&folder)
    };
    let counts = |f: &Finding| {
        drafts == Drafts::Checked
            || f.rule == "status-unknown"
            || !in_draft(f)
            || (is_published(f, corpus, documents) && !is_about_draft(f))
    };
    let findings = check::sorted(findings).into_iter().filter(counts);
    let weighed = findings.filter_map(|f| Some((check::level(&f, &corpus.settings)?, f)));
    weighed
        .map(|(level, f)| (if is_accepted(level, &f, corpus) { Level::Information } else { level }, f))
        .collect()
}

/// True for rows of changes.yaml that explain a draft: they are published with it. A number is never passed over.
fn is_about_draft(finding: &Finding) -> bool {
    finding.draft && finding.rule != "individual-number"
}

/// True for what stands beside a draft at the top and is published with the editions below it: the address, those it
/// had before, the explanations of changes.
fn is_published(finding: &Finding, corpus: &Corpus, documents: &[Arc<resolve::Document>]) -> bool {
    let path = corpus.files.path(finding.at.span.file);
    documents.iter().filter(|d| d.current.is_some()).any(|document| {
        let top = &document.source.top;
        let name = path.strip_prefix(&*top.folder).and_then(|rest| rest.strip_prefix('/')).unwrap_or("");
        let former = || top.meta.moved_from.iter().any(|(_, span)| *span == finding.at.span);
        let address = finding.rule == "slug-collision" || finding.variant == "name" || former();
        name.starts_with("changes.") || (name == "document.yaml" && address)
    })
}

/// True for a warning that somebody looked at and accepted in the document's review.yaml.
fn is_accepted(level: Level, finding: &Finding, corpus: &Corpus) -> bool {
    if level != Level::Warning {
        return false;
    }
    let path = corpus.files.path(finding.at.span.file);
    let inside = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let around = corpus.documents.iter().filter(|d| inside(&d.top.folder));
    around.into_iter().any(|d| check::is_accepted(level, finding, &d.reviews))
}

/// Measures stages one after the other.
pub struct Clock {
    last: Instant,
    /// The stages so far.
    pub laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    /// Starts now.
    pub fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    /// Ends a stage.
    pub fn lap(&mut self, stage: &'static str) {
        self.laps.push((stage, self.last.elapsed()));
        self.last = Instant::now();
    }
}
