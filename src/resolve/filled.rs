//! Filled documents: what resolving yields and everything downstream reads.
//!
//! Items lie in the order of the form, a parent before what is below it; withheld answers are already gone.

use crate::content::changes::Timing;
use crate::content::{Consultation, Document as Source, Status};
use crate::form::{Form, Node, NodeId, Type};
use crate::model::{Date, FileId, ItemPath, Localized, Span, Translated};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A document with its editions sorted by what may be seen.
#[derive(Debug)]
pub struct Document {
    /// Its slug.
    pub slug: Arc<str>,
    /// The edition that residents see; nothing where none is public.
    pub current: Option<Arc<Edition>>,
    /// Public editions before it, newest first.
    pub earlier: Vec<Arc<Edition>>,
    /// The top edition while it is a draft.
    pub draft: Option<Arc<Edition>>,
    /// The rows of changes.yaml up to the day the current edition was published, newest date first, cells of withheld
    /// items emptied.
    pub changes: Vec<Change>,
    /// The rows dated after that day: they belong to the draft, or to no edition yet.
    pub draft_changes: Vec<Change>,
    /// What it was resolved from.
    pub source: Arc<Source>,
}

/// An edition (版) of a document, filled.
#[derive(Debug)]
pub struct Edition {
    /// The slug of its document.
    pub slug: Arc<str>,
    /// The form it fills.
    pub form: Arc<Form>,
    /// Its folder in the content.
    pub folder: Arc<str>,
    /// The state.
    pub status: Status,
    /// The day of publication, or of the folder's name.
    pub published: Option<Date>,
    /// The title.
    pub title: Translated,
    /// The number of the document.
    pub number: Option<Arc<str>>,
    /// The department in charge.
    pub department: Translated,
    /// Words under which it is found, by language index.
    pub keywords: Vec<Vec<Arc<str>>>,
    /// Slugs of related documents.
    pub relates_to: Vec<(Arc<str>, Span)>,
    /// The public hearing.
    pub consultation: Option<Consultation>,
    /// The day the affairs ended.
    pub ended: Option<Date>,
    /// All items, in the order of the form.
    pub items: Vec<Item>,
    /// Files of the edition's `files/` folder, by name.
    pub files: BTreeMap<Arc<str>, FileId>,
    /// Pictures in SVG of that folder, as they were read.
    pub pictures: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// document.yaml.
    pub span: Span,
}

/// A part, group, entry or item with what stands in it.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its path.
    pub path: ItemPath,
    /// Its node in the form.
    pub node: NodeId,
    /// What kind of place it is.
    pub kind: Kind,
    /// 0 for a part.
    pub depth: u16,
    /// The index after the last item below it.
    pub end: u32,
    /// Its printed number after those of the groups it is in: Ⅰ１①.
    pub number: Arc<str>,
    /// Its label; entries have theirs filled in.
    pub label: Localized,
    /// What is to be shown.
    pub state: State,
    /// The answer; nothing unless the state is answered.
    pub answer: Option<Answer>,
    /// Where it is answered.
    pub span: Option<Span>,
}

/// What kind of place an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It holds items.
    Group,
    /// It holds entries of the same shape.
    Repeat,
    /// One of these entries.
    Entry,
    /// It is answered.
    Leaf,
}

impl Kind {
    /// The word used in pages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
            Self::Entry => "entry",
            Self::Leaf => "leaf",
        }
    }
}

/// What is to be shown of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There is an answer.
    Answered,
    /// Nothing was written (記載なし).
    Empty,
    /// It is not published (非公表), for this reason.
    Withheld(Translated),
    /// It does not apply (該当なし).
    NotApplicable,
}

impl State {
    /// The word used in JSON and in pages.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Empty => "empty",
            Self::Withheld(_) => "withheld",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// An answer (回答), judged by the type of its item.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A line of plain text.
    Line(Translated),
    /// Markdown.
    Text(Translated),
    /// The index of the option.
    Choice(usize),
    /// The options chosen.
    Checklist(Vec<Checked>),
    /// A number.
    Count(u64),
    /// A date.
    Date(Date),
    /// From a date to a date.
    Period(Option<Date>, Option<Date>),
    /// Rows, each with a cell for every column of the form.
    Table(Vec<Vec<Translated>>),
    /// A picture.
    Picture(Picture),
    /// A data flow.
    Flow(Flow),
}

/// An option chosen in a checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The index of the option.
    pub option: usize,
    /// The text it carries.
    pub text: Translated,
    /// The number it carries.
    pub count: Option<u64>,
    /// Where it is chosen.
    pub span: Span,
}

/// A picture from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The name below `files/`.
    pub file: Arc<str>,
    /// Where the name stands.
    pub span: Span,
    /// What the picture says.
    pub alt: Translated,
}

/// A data flow (事務の流れ図).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flow {
    /// What the figure shows.
    pub caption: Translated,
    /// People, organisations, systems and files.
    pub nodes: Vec<FlowNode>,
    /// What goes from one to another.
    pub arrows: Vec<FlowArrow>,
    /// Notes under the figure, in Markdown.
    pub notes: Translated,
}

/// A box of a data flow.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowNode {
    /// Its key.
    pub id: Arc<str>,
    /// person, organisation, system or file.
    pub kind: Arc<str>,
    /// Its label.
    pub label: Translated,
    /// The index of the box it is in.
    pub inside: Option<usize>,
    /// What it holds.
    pub holds: Vec<Translated>,
}

/// An arrow of a data flow.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowArrow {
    /// Its key.
    pub id: Arc<str>,
    /// The index of the box it begins at.
    pub from: usize,
    /// The index of the box it leads to.
    pub to: usize,
    /// The numbers of the steps.
    pub steps: Vec<Arc<str>>,
    /// It carries the Individual Number.
    pub number: bool,
    /// What goes along it.
    pub label: Translated,
}

/// A dated set of explained changes.
#[derive(Debug, Clone)]
pub struct Change {
    /// The date of the change.
    pub date: Date,
    /// Its rows.
    pub rows: Vec<Arc<Row>>,
}

/// A row of the change table (変更箇所).
#[derive(Debug, Clone)]
pub struct Row {
    /// Item paths, or printed labels with 同 already resolved; each with its place.
    pub items: Vec<(Arc<str>, Span)>,
    /// How the printed table names the item.
    pub label: Translated,
    /// 提出時期.
    pub timing: Option<Timing>,
    /// What kind of change it is.
    pub kind: Option<Arc<str>>,
    /// 変更前の記載.
    pub before: Translated,
    /// 変更後の記載.
    pub after: Translated,
    /// Prose instead of the two.
    pub summary: Translated,
    /// 提出時期に係る説明, 同上 already resolved.
    pub reason: Translated,
    /// An item of the row is withheld: its cells are not shown.
    pub withheld: bool,
    /// Where the row begins.
    pub span: Span,
}

impl Edition {
    /// Shares equal texts with the edition after this one.
    pub fn share_texts(&mut self, newer: &Edition) {
        let by_path: HashMap<&str, &Item> =
            newer.items.iter().filter(|i| i.answer.is_some()).map(|i| (i.path.as_str(), i)).collect();
        for item in &mut self.items {
            let other = by_path.get(item.path.as_str()).and_then(|item| item.answer.as_ref());
            if let (Some(own), Some(other)) = (&mut item.answer, other) {
                own.share_texts(other);
            }
        }
    }

    /// The node of an item in the form.
    pub fn node(&self, item: &Item) -> &Node {
        self.form.node(item.node)
    }

    /// The type of an item's answer.
    pub fn answer_type(&self, item: &Item) -> Option<&Type> {
        if item.kind == Kind::Leaf { self.node(item).answer.as_ref() } else { None }
    }

    /// The item with this path.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.items.iter().position(|item| item.path.as_str() == path)
    }

    /// The indexes of the items with this role, in order.
    pub fn with_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = usize> + 'a {
        let has =
            move |item: &Item| item.kind != Kind::Entry && self.node(item).role.as_deref() == Some(role);
        self.items.iter().enumerate().filter(move |(_, item)| has(item)).map(|(n, _)| n)
    }

    /// The indexes of the items directly below `index`.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.items[index].end as usize;
        let mut next = index + 1;
        std::iter::from_fn(move || {
            let this = next;
            (this < end).then(|| {
                next = self.items[this].end as usize;
                this
            })
        })
    }

    /// What an entry is called by its answers: its first item that is a line. Nothing for what is no entry.
    pub fn entry_name(&self, index: usize) -> Option<&Translated> {
        if self.items[index].kind != Kind::Entry {
            return None;
        }
        self.children(index).find_map(|n| match &self.items[n].answer {
            Some(Answer::Line(name)) => Some(name),
            _ => None,
        })
    }

    /// The last part of the address of this edition: its day, or a word where it has none.
    pub fn date_segment(&self) -> String {
        self.published.map_or_else(|| "undated".to_owned(), |d| d.to_string())
    }

    /// True where some text of the edition exists in language `index`.
    pub fn has_language(&self, index: usize) -> bool {
        index == 0 || self.title.exact(index).is_some()
    }
}

impl Item {
    /// True where the item is a page of its own: parts, nodes marked so, and entries of repeating ones.
    pub fn is_page(&self, edition: &Edition) -> bool {
        edition.node(self).page
    }

    /// True where nothing of it is to be seen at all: an optional part that is absent.
    pub fn is_absent(&self, edition: &Edition) -> bool {
        let node = edition.node(self);
        self.state == State::Empty && self.kind != Kind::Leaf && node.required == Some(false)
    }
}

impl Answer {
    /// Calls `see` with every text of the answer and whether it is Markdown.
    pub fn each_text<'a>(&'a self, see: &mut impl FnMut(&'a Translated, bool)) {
        match self {
            Self::Line(text) => see(text, false),
            Self::Text(text) => see(text, true),
            Self::Checklist(checked) => checked.iter().for_each(|c| see(&c.text, false)),
            Self::Table(rows) => rows.iter().flatten().for_each(|cell| see(cell, true)),
            Self::Picture(picture) => see(&picture.alt, false),
            Self::Flow(flow) => flow.each_text(see),
            Self::Choice(_) | Self::Count(_) | Self::Date(_) | Self::Period(..) => {}
        }
    }
}

impl Answer {
    /// Every text of the answer, in the order of [`Answer::each_text`].
    fn texts_mut(&mut self) -> Vec<&mut Translated> {
        match self {
            Self::Line(text) | Self::Text(text) => vec![text],
            Self::Checklist(checked) => checked.iter_mut().map(|c| &mut c.text).collect(),
            Self::Table(rows) => rows.iter_mut().flatten().collect(),
            Self::Picture(picture) => vec![&mut picture.alt],
            Self::Flow(flow) => flow.texts_mut(),
            Self::Choice(_) | Self::Count(_) | Self::Date(_) | Self::Period(..) => Vec::new(),
        }
    }

    /// Takes the texts of another answer in the place of equal ones, so that equal texts of editions are one in memory:
    /// compared by their place, parsed and written once.
    pub fn share_texts(&mut self, other: &Answer) {
        let mut theirs = Vec::new();
        other.each_text(&mut |text, _| theirs.push(text));
        let own = self.texts_mut();
        if own.len() == theirs.len() {
            own.into_iter().zip(theirs).for_each(|(own, their)| own.share(their));
        }
    }
}

impl Flow {
    fn texts_mut(&mut self) -> Vec<&mut Translated> {
        let mut texts = vec![&mut self.caption];
        for node in &mut self.nodes {
            texts.push(&mut node.label);
            texts.extend(&mut node.holds);
        }
        texts.extend(self.arrows.iter_mut().map(|a| &mut a.label));
        texts.push(&mut self.notes);
        texts
    }

    fn each_text<'a>(&'a self, see: &mut impl FnMut(&'a Translated, bool)) {
        see(&self.caption, false);
        for node in &self.nodes {
            see(&node.label, false);
            node.holds.iter().for_each(|h| see(h, false));
        }
        self.arrows.iter().for_each(|a| see(&a.label, false));
        see(&self.notes, true);
    }
}
