//! Whether two answers say the same, in the source language: places in files, translations and the order of keys that
//! do not show are no difference.

use crate::form::Type;
use crate::model::Translated;
use crate::resolve::filled::{Checked, Flow, FlowArrow, FlowNode, Picture};
use crate::resolve::{Answer, Edition, Item, State};
use std::sync::Arc;

/// One side of a comparison.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The item.
    pub item: &'a Item,
}

impl<'a> Side<'a> {
    /// An item of an edition.
    pub fn new(edition: &'a Edition, index: usize) -> Self {
        Self { edition, item: &edition.items[index] }
    }

    fn option(&self, index: usize) -> Option<&'a Arc<str>> {
        self.edition.answer_type(self.item).and_then(|t| t.options().get(index)).map(|o| &o.id)
    }

    /// The columns of a table.
    pub fn columns(&self) -> &'a [crate::form::Column] {
        match self.edition.answer_type(self.item) {
            Some(Type::Table(columns)) => columns,
            _ => &[],
        }
    }
}

/// True where a reader of both editions finds the same in this item.
pub fn same(older: Side, newer: Side) -> bool {
    match (&older.item.state, &newer.item.state) {
        (State::Withheld(a), State::Withheld(b)) => text(a, b),
        (State::Answered, State::Answered) => match (&older.item.answer, &newer.item.answer) {
            (Some(a), Some(b)) => answers(older, a, newer, b),
            (None, None) => true,
            _ => false,
        },
        (a, b) => a == b,
    }
}

fn answers(older: Side, a: &Answer, newer: Side, b: &Answer) -> bool {
    match (a, b) {
        (Answer::Line(a) | Answer::Text(a), Answer::Line(b) | Answer::Text(b)) => text(a, b),
        (Answer::Choice(a), Answer::Choice(b)) => older.option(*a) == newer.option(*b),
        (Answer::Checklist(a), Answer::Checklist(b)) => checklists(older, a, newer, b),
        (Answer::Table(a), Answer::Table(b)) => tables(older, a, newer, b),
        (Answer::Picture(a), Answer::Picture(b)) => pictures(older, a, newer, b),
        (Answer::Flow(a), Answer::Flow(b)) => flows(a, b),
        (Answer::Count(_) | Answer::Date(_) | Answer::Period(..), _) => a == b,
        _ => false,
    }
}

/// The same words of the source; how a block of YAML ends does not count.
pub fn text(a: &Translated, b: &Translated) -> bool {
    let (a, b) = (a.exact(0).map(|w| &w.text), b.exact(0).map(|w| &w.text));
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a.trim_end() == b.trim_end(),
        (None, None) => true,
        (Some(one), None) | (None, Some(one)) => one.trim().is_empty(),
    }
}

fn all<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn checklists(older: Side, a: &[Checked], newer: Side, b: &[Checked]) -> bool {
    all(a, b, |a, b| {
        older.option(a.option) == newer.option(b.option) && a.count == b.count && text(&a.text, &b.text)
    })
}

/// Columns are told apart by their ids, so that a revision may reorder them.
fn tables(older: Side, a: &[Vec<Translated>], newer: Side, b: &[Vec<Translated>]) -> bool {
    let (from, to) = (older.columns(), newer.columns());
    let same_columns = all(from, to, |a, b| a.id == b.id);
    all(a, b, |a, b| {
        if same_columns {
            return all(a, b, text);
        }
        let cell = |id: &str| from.iter().position(|c| &*c.id == id).and_then(|n| a.get(n));
        to.iter().zip(b).all(|(column, b)| text(cell(&column.id).unwrap_or(&Translated::default()), b))
            && from.iter().zip(a).all(|(c, a)| a.is_empty() || to.iter().any(|t| t.id == c.id))
    })
}

/// A picture is the same where its file has the same name and, where the bytes are known, the same bytes.
fn pictures(older: Side, a: &Picture, newer: Side, b: &Picture) -> bool {
    let bytes = |side: Side, picture: &Picture| side.edition.pictures.get(&picture.file).cloned();
    a.file == b.file && text(&a.alt, &b.alt) && bytes(older, a) == bytes(newer, b)
}

fn flows(a: &Flow, b: &Flow) -> bool {
    let node = |x: &FlowNode, y: &FlowNode| {
        let inside = |flow: &Flow, n: &FlowNode| n.inside.map(|i| flow.nodes[i].id.clone());
        x.id == y.id
            && x.kind == y.kind
            && text(&x.label, &y.label)
            && inside(a, x) == inside(b, y)
            && all(&x.holds, &y.holds, text)
    };
    let arrow = |x: &FlowArrow, y: &FlowArrow| {
        x.id == y.id
            && a.nodes[x.from].id == b.nodes[y.from].id
            && a.nodes[x.to].id == b.nodes[y.to].id
            && x.steps == y.steps
            && x.number == y.number
            && text(&x.label, &y.label)
    };
    text(&a.caption, &b.caption)
        && text(&a.notes, &b.notes)
        && all(&a.nodes, &b.nodes, node)
        && all(&a.arrows, &b.arrows, arrow)
}
