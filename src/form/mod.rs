//! What a form (様式) is: parts, items, types, options. No form in particular is known here.
//!
//! A form is read from YAML, the built-in ones as well as a site's own; `decode` turns the file into these types.

mod builtin;
mod decode;
mod roles;

pub use builtin::builtin;
pub use decode::{RESERVED_PARTS, decode};
pub use roles::{Block, Once, Role, Roles, roles};

use crate::model::{FileId, Localized};
use std::sync::Arc;

/// A form (様式) in one revision.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its id, such as `full`.
    pub id: Arc<str>,
    /// Its revision, such as `2024-10`.
    pub revision: Arc<str>,
    /// The printed number (様式４), or empty.
    pub number: Arc<str>,
    /// Whether it is an assessment or a paper.
    pub kind: Kind,
    /// Its title.
    pub title: Localized,
    /// All nodes; parents before children.
    pub nodes: Vec<Node>,
    /// The parts, in order.
    pub parts: Vec<NodeId>,
    /// The file it was read from; nothing for a built-in one.
    pub file: Option<FileId>,
}

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An assessment report (評価書).
    Assessment,
    /// A paper laid before a council (資料).
    Paper,
}

impl Kind {
    /// The word used in forms, in addresses and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::Paper => "paper",
        }
    }
}

/// A node of a form, by its position in [`Form::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A part, group or item (部・項目) of a form.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its id among its siblings.
    pub id: Arc<str>,
    /// The node above it; nothing for a part.
    pub parent: Option<NodeId>,
    /// The nodes below it.
    pub children: Vec<NodeId>,
    /// The printed number: Ⅰ, １, ①.
    pub number: Arc<str>,
    /// The printed label.
    pub title: Localized,
    /// Guidance for the person who answers.
    pub hint: Localized,
    /// What is answered here; nothing for a group.
    pub answer: Option<Type>,
    /// Where entries repeat, the label of an entry: `{n}` or `{<item id>}` of the entry.
    pub repeat: Option<Localized>,
    /// The node is a page of its own.
    pub page: bool,
    /// ※: changing the answer is a significant change (重要な変更). Inheritance is already applied.
    pub important: bool,
    /// Whether it must be answered; nothing where the form does not say.
    pub required: Option<bool>,
    /// The condition under which it applies.
    pub when: Option<When>,
    /// Paths whose number of entries the answer must equal; the first that is present counts.
    pub counts: Vec<Arc<str>>,
    /// What the answer means outside the form.
    pub role: Option<Arc<str>>,
    /// Not confirmed against the official form.
    pub unsure: bool,
    /// The path it had in the revision before.
    pub was: Option<Arc<str>>,
}

/// The type of an answer.
#[derive(Debug, Clone)]
pub enum Type {
    /// One line of plain text.
    Line,
    /// Markdown.
    Text,
    /// One of the options.
    Choice(Arc<[Choice]>),
    /// Any of the options.
    Checklist(Arc<[Choice]>),
    /// A number.
    Count,
    /// A date, to the precision that is known.
    Date,
    /// From a date to a date.
    Period,
    /// Rows of these columns.
    Table(Arc<[Column]>),
    /// A picture, or a data flow of nodes and arrows.
    Figure,
}

impl Type {
    /// The word used in forms and in JSON.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Text => "text",
            Self::Choice(_) => "choice",
            Self::Checklist(_) => "checklist",
            Self::Count => "count",
            Self::Date => "date",
            Self::Period => "period",
            Self::Table(_) => "table",
            Self::Figure => "figure",
        }
    }

    /// True where an answer has words that can be translated; labels of options are translated in the form.
    pub fn has_words(&self) -> bool {
        match self {
            Self::Line | Self::Text | Self::Table(_) | Self::Figure => true,
            Self::Checklist(options) => options.iter().any(|o| o.text),
            Self::Choice(_) | Self::Count | Self::Date | Self::Period => false,
        }
    }

    /// The options of a choice or checklist.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Choice(options) | Self::Checklist(options) => options,
            _ => &[],
        }
    }
}

/// An option (選択肢) of a choice or a checklist.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id.
    pub id: Arc<str>,
    /// The printed label.
    pub label: Localized,
    /// It carries a text: その他（　）.
    pub text: bool,
    /// It carries a number: （　）件.
    pub count: bool,
    /// Paths whose number of entries that number must equal.
    pub counts: Vec<Arc<str>>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its id: the key of a cell and the header of a CSV file.
    pub id: Arc<str>,
    /// The printed number.
    pub number: Arc<str>,
    /// The printed label.
    pub title: Localized,
    /// Rows are told apart by this column.
    pub key: bool,
}

/// The condition of a node.
#[derive(Debug, Clone)]
pub struct When {
    /// The item that decides: a sibling's id, or a dotted path from the top.
    pub item: Arc<str>,
    /// Applies where one of these options is chosen.
    pub is: Vec<Arc<str>>,
    /// Applies where none of these is chosen.
    pub not: Vec<Arc<str>>,
}

impl Form {
    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// `full@2024-10`.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.id, self.revision)
    }

    /// The child of `parent` (a part for nothing) with this id.
    pub fn child(&self, parent: Option<NodeId>, id: &str) -> Option<NodeId> {
        self.children(parent).iter().copied().find(|n| &*self.node(*n).id == id)
    }

    /// The nodes below `parent`, or the parts.
    pub fn children(&self, parent: Option<NodeId>) -> &[NodeId] {
        parent.map_or(&self.parts, |p| &self.node(p).children)
    }

    /// The path of a node in the form, without the keys of entries.
    pub fn path(&self, id: NodeId) -> String {
        let node = self.node(id);
        node.parent.map_or_else(|| node.id.to_string(), |p| format!("{}.{}", self.path(p), node.id))
    }

    /// The path a node had in the form of the revision before, where it or a group it is in was renamed.
    pub fn path_before(&self, id: NodeId) -> Option<String> {
        let node = self.node(id);
        let above = || Some(format!("{}.{}", self.path_before(node.parent?)?, node.id));
        node.was.as_ref().map(ToString::to_string).or_else(above)
    }

    /// Every node, parents before children, in the order of the form.
    pub fn walk(&self) -> impl Iterator<Item = NodeId> + '_ {
        let mut open: Vec<NodeId> = self.parts.iter().rev().copied().collect();
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.node(next).children.iter().rev());
            Some(next)
        })
    }

    /// The item that decides a condition, seen from `node`: the path in the form.
    pub fn controller(&self, node: NodeId, when: &When) -> Option<NodeId> {
        if !when.item.contains('.') {
            return self.child(self.node(node).parent, &when.item);
        }
        let mut at = None;
        for id in when.item.split('.') {
            at = Some(self.child(at, id)?);
        }
        at
    }
}

/// All forms a site can use: the built-in ones and its own, every revision.
#[derive(Debug, Clone, Default)]
pub struct Forms(Vec<Arc<Form>>);

impl Forms {
    /// The forms, ordered by id and revision.
    pub fn new(mut forms: Vec<Arc<Form>>) -> Self {
        forms.sort_by(|a, b| (&a.id, &a.revision).cmp(&(&b.id, &b.revision)));
        Self(forms)
    }

    /// The form that `full` (the newest revision) or `full@2024-10` names.
    pub fn find(&self, reference: &str) -> Option<&Arc<Form>> {
        match reference.split_once('@') {
            Some((id, revision)) => self.0.iter().find(|f| &*f.id == id && &*f.revision == revision),
            None => self.0.iter().rev().find(|f| &*f.id == reference),
        }
    }

    /// Every form in every revision.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.0.iter()
    }
}
