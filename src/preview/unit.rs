//! A document as far as it has come: what was read last, and the last state of it that can be shown.

use crate::check::{self, Own};
use crate::content::{self, Reader, Settings, load};
use crate::form::Forms;
use crate::history;
use crate::model::{Date, Files, Finding, Level, individual_number};
use crate::plan::{self, Audience};
use crate::resolve;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::Arc;

/// What has to be done again for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It is up to date.
    Nothing,
    /// A form or a setting changed: its files are the same.
    Resolve,
    /// Its files changed.
    Read,
}

/// What documents are made from, beside their own files.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Reads the content.
    pub reader: &'a dyn Reader,
    /// All files of the content.
    pub files: &'a Files,
    /// site.yaml.
    pub settings: &'a Settings,
    /// Every form.
    pub forms: &'a Forms,
    /// Today, where the rules about today are asked for.
    pub today: Option<Date>,
}

/// A document (文書) of the workspace.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What has to be done again.
    pub due: Due,
    /// Only its document.yaml was read so far.
    pub is_sketch: bool,
    /// The newest files cannot be shown: what is shown is older, or nothing.
    pub is_held: bool,
    /// What was read last.
    pub source: Option<Arc<content::Document>>,
    /// What is shown.
    pub shown: Option<Arc<Shown>>,
    /// Why its files cannot be read.
    pub trouble: Option<String>,
    /// What is wrong in it by level; its links included.
    pub weighed: Arc<[(Level, Finding)]>,
    /// Findings of reading.
    read: Vec<Finding>,
    /// Findings of the stages after reading.
    own: Vec<Finding>,
    /// Findings in its texts, and the shape of the site for which they hold.
    links: (u64, Vec<Finding>),
}

/// A state of a document that can be shown.
#[derive(Debug)]
pub struct Shown {
    /// The document as resolved.
    pub resolved: Arc<resolve::Document>,
    /// What residents will see.
    pub public: Option<Arc<plan::Document>>,
    /// What its writers see.
    pub writers: Option<Arc<plan::Document>>,
    /// Changes when links of other documents may lead elsewhere.
    pub shape: u64,
}

impl Unit {
    /// A document of which nothing was read so far.
    pub fn new() -> Self {
        Self {
            due: Due::Read,
            is_sketch: true,
            is_held: false,
            source: None,
            shown: None,
            trouble: None,
            weighed: Arc::default(),
            read: Vec::new(),
            own: Vec::new(),
            links: (0, Vec::new()),
        }
    }

    /// The document after a look at its document.yaml alone. The rest remains due.
    pub fn sketched(slug: &str, desk: &Desk) -> Self {
        let mut unit = Self::new();
        let mut findings = Vec::new();
        let languages = &desk.settings.languages;
        // What cannot be read is told when the document is read as a whole.
        if let Ok(source) = load::sketch(desk.reader, desk.files, slug, languages, &mut findings) {
            let source = Arc::new(source);
            let (shown, _) = Shown::make(&source, desk);
            if check::numbers_in_document(&shown.own(&source, desk)).is_empty() {
                unit.shown = Some(Arc::new(shown));
            }
        }
        unit
    }

    /// The document after what is due was done.
    pub fn renewed(&self, slug: &str, desk: &Desk) -> Self {
        let mut unit = self.clone();
        unit.due = Due::Nothing;
        if self.due == Due::Read || self.source.is_none() {
            if let Err(error) = unit.read(slug, desk) {
                // A file that went away while it was read is told of by the event about it.
                unit.trouble = Some(individual_number::mask(&error.to_string()));
                unit.is_held = true;
                unit.is_sketch = false;
                return unit;
            }
            unit.trouble = None;
        }
        unit.resolve(desk);
        unit
    }

    fn read(&mut self, slug: &str, desk: &Desk) -> io::Result<()> {
        let mut findings = Vec::new();
        let languages = &desk.settings.languages;
        let source = load::document(desk.reader, desk.files, slug, languages, &mut findings)?;
        self.source = Some(Arc::new(source));
        self.read = findings;
        Ok(())
    }

    fn resolve(&mut self, desk: &Desk) {
        let Some(source) = self.source.clone() else { return };
        let (made, mut findings) = Shown::make(&source, desk);
        findings.extend(check::document(&made.own(&source, desk)));
        self.own = findings;
        self.links = (0, Vec::new());
        let last = self.shown.take().filter(|_| !self.is_sketch);
        self.is_sketch = false;
        (self.shown, self.is_held) = match (self.fault(&source, &made, last.as_deref()), last) {
            // A number must not be shown, not even where there is nothing else to show.
            (Some(Fault::Number), last) => (last, true),
            (Some(Fault::Broken), Some(last)) => (Some(last), true),
            _ => (Some(Arc::new(made)), false),
        };
        self.weigh(desk.settings);
    }

    /// Why the newest state is not the one to be shown.
    fn fault(&self, source: &content::Document, made: &Shown, last: Option<&Shown>) -> Option<Fault> {
        let mut findings = self.read.iter().chain(&self.own);
        if findings.any(|f| f.rule == "individual-number") {
            return Some(Fault::Number);
        }
        let broken = source.changes_broken
            || std::iter::once(&source.top).chain(&source.editions).any(|edition| edition.broken);
        // A form that is misspelt takes the whole document away: a slip, no wish.
        let vanished = made.writers.is_none() && last.is_some_and(|last| last.writers.is_some());
        (broken || vanished).then_some(Fault::Broken)
    }

    /// Looks at the texts again where the site around the document has another shape. Says whether something else is
    /// found than before.
    pub fn look_at_links(&mut self, content: &check::Content, shape: u64) -> bool {
        let Some(source) = self.source.as_deref().filter(|_| !self.is_held && self.links.0 != shape) else {
            return false;
        };
        let before = self.weighed.clone();
        self.links = (shape, check::links(content, &content.own(source)));
        self.weigh(&content.corpus.settings);
        *before != *self.weighed
    }

    /// Gives the findings their levels.
    pub fn weigh(&mut self, settings: &Settings) {
        let all = self.read.iter().chain(&self.own).chain(&self.links.1).cloned().collect();
        let reviews = self.source.as_ref().map_or(&[][..], |source| &source.reviews);
        self.weighed = check::weighed(all, settings, reviews).into();
    }
}

enum Fault {
    /// There is an Individual Number in it.
    Number,
    /// A file cannot be read to its end.
    Broken,
}

impl Shown {
    fn make(source: &Arc<content::Document>, desk: &Desk) -> (Self, Vec<Finding>) {
        let languages = &desk.settings.languages;
        let (resolved, findings) = resolve::one(source, desk.forms, languages);
        let histories = history::of(&resolved, desk.forms, languages.count());
        let plan = |audience| plan::document(&resolved, &histories, audience).map(Arc::new);
        let public = plan(Audience::Public);
        // Without a draft both see the same.
        let writers = if resolved.draft.is_some() { plan(Audience::Writers) } else { public.clone() };
        let shape = shape(public.as_deref(), writers.as_deref());
        (Self { resolved, public, writers, shape }, findings)
    }

    fn own<'a>(&'a self, source: &'a content::Document, desk: &Desk<'a>) -> Own<'a> {
        Own {
            settings: desk.settings,
            files: desk.files,
            source,
            public: self.public.as_deref(),
            writers: self.writers.as_deref(),
            today: desk.today,
        }
    }
}

/// What links of other documents can lead to.
fn shape(public: Option<&plan::Document>, writers: Option<&plan::Document>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for document in [public, writers] {
        let Some(document) = document else {
            false.hash(&mut hasher);
            continue;
        };
        for (n, item) in document.current.edition.items.iter().enumerate() {
            let page = document.current.pages.page_of(n);
            (item.path.as_str(), page.map(|p| document.current.pages.list[p].item)).hash(&mut hasher);
        }
        document.editions().for_each(|e| e.edition.date_segment().hash(&mut hasher));
    }
    hasher.finish()
}
