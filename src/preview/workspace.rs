//! The last state of everything, and how it changes when files do: the stages of the pipeline, document by document.
//!
//! Pure but for the reader it is given: no clock, no thread of its own, no server. What is due is done when somebody
//! asks for it, those documents first that are asked for.

use super::small::{Effect, Small, Touched};
use super::unit::{Desk, Due, Shown, Unit};
use super::view::{State, View};
use crate::check;
use crate::content::load;
use crate::content::reader::is_below;
use crate::content::{self, Corpus, Reader};
use crate::model::{Date, Files, Finding, Level, individual_number};
use crate::plan::{self, Site};
use crate::resolve;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::Arc;

/// The content as it is being worked on (作業中の内容).
pub struct Workspace {
    reader: Arc<dyn Reader>,
    today: Option<Date>,
    files: Arc<Files>,
    small: Small,
    units: BTreeMap<Arc<str>, Unit>,
    /// What is wrong with documents beside each other, and in the small files.
    across: Arc<[(Level, Finding)]>,
    /// Why the folder cannot be read.
    trouble: Option<String>,
    /// Nothing changed since the whole site was checked.
    is_settled: bool,
    generation: u64,
    edition: u64,
}

impl Workspace {
    /// A first look: the small files, and what every document says of itself in document.yaml. The answers are due.
    ///
    /// Errors: the folder cannot be read.
    pub fn sketch(reader: Arc<dyn Reader>, today: Option<Date>) -> io::Result<Self> {
        let files = Arc::new(Files::new(reader.list()?));
        let small = Small::read(&*reader, &files);
        let mut workspace = Self {
            reader,
            today,
            files,
            small,
            units: BTreeMap::new(),
            across: Arc::default(),
            trouble: None,
            is_settled: false,
            generation: 0,
            edition: 0,
        };
        let slugs = load::slugs(&workspace.files);
        let desk = workspace.desk();
        let sketched = |slug: Arc<str>| (slug.clone(), Unit::sketched(&slug, &desk));
        let units: Vec<(Arc<str>, Unit)> = slugs.into_par_iter().map(sketched).collect();
        workspace.units = units.into_iter().collect();
        Ok(workspace)
    }

    /// Everything read and checked.
    pub fn whole(reader: Arc<dyn Reader>, today: Option<Date>) -> io::Result<Self> {
        let mut workspace = Self::sketch(reader, today)?;
        workspace.finish();
        Ok(workspace)
    }

    /// Takes note that the files at these paths, or below them, were written, made or taken away. An empty path stands
    /// for the whole folder. Says whether anything is to be shown anew.
    pub fn touch(&mut self, paths: &BTreeSet<Arc<str>>) -> bool {
        let mut touched = Touched::default();
        let mut slugs = BTreeSet::new();
        let had_trouble = self.trouble.take().is_some();
        for path in paths {
            match self.follow(path) {
                Ok(files) => files.iter().for_each(|file| sort(file, &mut touched, &mut slugs)),
                // A folder that is gone as a whole may come back: until then everything stays as it was.
                Err(error) => self.trouble = Some(individual_number::mask(&error.to_string())),
            }
        }
        if !touched.any() && slugs.is_empty() {
            return had_trouble || self.trouble.is_some();
        }
        self.is_settled = false;
        self.edition += 1;
        self.compare_slugs(&slugs);
        if touched.any() {
            self.change_small(touched);
        }
        true
    }

    /// Brings the list of files up to date at and below a path. Returns every file there was or is.
    fn follow(&mut self, path: &str) -> io::Result<BTreeSet<Arc<str>>> {
        let now: BTreeSet<Arc<str>> = self.reader.below(path)?.into_iter().collect();
        let known = self.files.starting(path).map(|(_, known)| known.clone());
        let before: BTreeSet<Arc<str>> = known.filter(|known| is_below(known, path)).collect();
        if now != before {
            let files = Arc::make_mut(&mut self.files);
            before.difference(&now).for_each(|gone| files.remove(gone));
            now.difference(&before).for_each(|new| {
                files.add(new.clone());
            });
        }
        Ok(now.union(&before).cloned().collect())
    }

    /// Marks documents whose files changed; takes up new ones, and forgets those that are gone.
    fn compare_slugs(&mut self, touched: &BTreeSet<Arc<str>>) {
        let there: BTreeSet<Arc<str>> = load::slugs(&self.files).into_iter().collect();
        self.units.retain(|slug, _| there.contains(slug));
        for slug in there {
            let is_touched = touched.contains(&slug);
            let unit = self.units.entry(slug).or_insert_with(Unit::new);
            if is_touched {
                unit.due = Due::Read;
            }
        }
    }

    fn change_small(&mut self, touched: Touched) {
        let due = match self.small.change(&*self.reader, &self.files, touched) {
            Effect::Pages => Due::Nothing,
            Effect::Resolve => Due::Resolve,
            Effect::Read => Due::Read,
        };
        let settings = self.small.common.settings.clone();
        for unit in self.units.values_mut() {
            unit.due = unit.due.max(due);
            unit.weigh(&settings);
        }
    }

    /// Does what is due for those documents of `first` for which something is; else for others, at most `most`. Says how
    /// many it did.
    pub fn work(&mut self, first: &BTreeSet<Arc<str>>, most: usize) -> usize {
        let is_due = |slug: &&Arc<str>| self.units.get(*slug).is_some_and(|unit| unit.due != Due::Nothing);
        let mut now: Vec<Arc<str>> = first.iter().filter(is_due).cloned().collect();
        if now.is_empty() {
            now = self.units.keys().filter(is_due).take(most).cloned().collect();
        }
        let desk = self.desk();
        let renewed = |slug: Arc<str>| (slug.clone(), self.units[&slug].renewed(&slug, &desk));
        let units: Vec<(Arc<str>, Unit)> = now.into_par_iter().map(renewed).collect();
        let done = units.len();
        self.units.extend(units);
        self.edition += u64::from(done > 0);
        done
    }

    /// True where documents are to be done again.
    pub fn is_due(&self) -> bool {
        self.units.values().any(|unit| unit.due != Due::Nothing)
    }

    /// Checks what needs all documents, unless nothing changed since it was checked. Says whether something else is found
    /// than before.
    pub fn settle(&mut self) -> bool {
        if self.is_settled {
            return false;
        }
        let corpus = self.corpus();
        let (public, writers) = (self.site(|shown| &shown.public), self.site(|shown| &shown.writers));
        let shown = self.units.values().filter_map(|unit| unit.shown.as_ref());
        let documents: Vec<Arc<resolve::Document>> = shown.map(|shown| shown.resolved.clone()).collect();
        let content = check::Content {
            corpus: &corpus,
            documents: &documents,
            public: &public,
            writers: &writers,
            today: self.today,
        };
        let shape = self.shape();
        let mut units: Vec<&mut Unit> = self.units.values_mut().collect();
        let is_new = units
            .par_iter_mut()
            .map(|unit| unit.look_at_links(&content, shape))
            .reduce(|| false, |a, b| a || b);
        let mut across = check::site(&content);
        across.extend(self.small.found.iter().cloned());
        let across = check::weighed(across, &corpus.settings, &[]);
        let is_new = is_new || *across != *self.across;
        self.across = across.into();
        self.is_settled = true;
        is_new
    }

    /// Does everything that is due.
    pub fn finish(&mut self) {
        while self.work(&BTreeSet::new(), usize::MAX) > 0 {}
        self.settle();
    }

    /// The state that is reached, to be shown.
    pub fn view(&mut self) -> View {
        self.generation += 1;
        let state = |(slug, unit): (&Arc<str>, &Unit)| (slug.clone(), State::of(unit));
        View {
            generation: self.generation,
            edition: self.edition,
            site: self.site(|shown| &shown.writers),
            files: self.files.clone(),
            dress: self.small.dress.clone(),
            before: self.small.before.clone(),
            reader: self.reader.clone(),
            documents: self.units.iter().map(state).collect(),
            across: self.across.clone(),
            troubles: self.small.troubles.iter().chain(&self.trouble).cloned().collect(),
            is_blocked: self.small.is_blocked,
        }
    }

    fn desk(&self) -> Desk<'_> {
        Desk {
            reader: &*self.reader,
            files: &self.files,
            settings: &self.small.common.settings,
            forms: &self.small.forms,
            today: self.today,
        }
    }

    fn site(&self, of: impl Fn(&Shown) -> &Option<Arc<plan::Document>>) -> Site {
        let common = &self.small.common;
        let documents = self.units.values().filter_map(|unit| of(unit.shown.as_ref()?).clone()).collect();
        plan::assemble((&common.settings, &self.small.forms, &common.glossary, &common.pages), documents)
    }

    fn corpus(&self) -> Corpus {
        let common = &self.small.common;
        let sources = self.units.values().filter_map(|unit| unit.source.clone());
        Corpus {
            files: Files::clone(&self.files),
            settings: common.settings.clone(),
            forms: self.small.forms.clone(),
            glossary: common.glossary.clone(),
            pages: common.pages.clone(),
            documents: sources.collect::<Vec<Arc<content::Document>>>(),
            texts: common.texts.clone(),
        }
    }

    /// Changes when a link may lead elsewhere than before.
    fn shape(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (slug, unit) in &self.units {
            (slug, unit.shown.as_ref().map(|shown| shown.shape)).hash(&mut hasher);
        }
        let common = &self.small.common;
        common.pages.iter().for_each(|page| page.name.hash(&mut hasher));
        common.settings.languages.iter().for_each(|code| code.hash(&mut hasher));
        // 0 stands for links that were never looked at.
        hasher.finish().max(1)
    }
}

/// Which part of the content a file belongs to.
fn sort(path: &str, touched: &mut Touched, slugs: &mut BTreeSet<Arc<str>>) {
    let small = path == "site.yaml" || path.starts_with("glossary") || path.starts_with("pages/");
    touched.common |= small;
    touched.forms |= path.starts_with("forms/");
    touched.theme |= path.starts_with("theme/");
    // What editors leave beside a file is no part of the document.
    let counts = path.ends_with(".yaml") || path.contains("/files/");
    if let Some(slug) = load::slug_of(path).filter(|_| counts) {
        slugs.insert(slug.into());
    }
}
