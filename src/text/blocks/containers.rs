//! The entries, items and notes that are open while blocks are read, and which of them a new line stands in.

use super::line::Line;
use crate::text::marker::{Kind, Marker};

/// Nesting beyond this helps no reader; what is deeper continues the deepest list.
pub const DEEPEST: usize = 12;

/// An open block that holds others.
#[derive(Clone, Copy, Debug)]
pub struct Container {
    pub what: What,
    /// Columns before its marker.
    pub indent: usize,
    /// Columns before what it holds.
    pub content: usize,
    /// How many outline entries are around it, counting those that a paragraph ended.
    pub level: usize,
    /// It has content, so the next text is a paragraph of its own.
    pub filled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Entry(Kind),
    Item,
    Note,
}

/// What wants to be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// Text, a table, code: it belongs to what stands directly above it, or to what is indented less.
    Content,
    Item,
    Marker(Kind),
    Subheading,
}

impl Container {
    /// An outline entry on this line.
    pub fn entry(kind: Kind, level: usize, line: &Line) -> Self {
        Self { what: What::Entry(kind), indent: line.indent, content: line.indent + 1, level, filled: true }
    }

    /// A list item on this line; two columns are enough to be inside, whatever space follows its mark.
    pub fn item(line: &Line) -> Self {
        Self { what: What::Item, indent: line.indent, content: line.indent + 2, level: 0, filled: false }
    }

    /// A footnote.
    pub fn note() -> Self {
        Self { what: What::Note, indent: 0, content: 2, level: 0, filled: false }
    }

    fn kind(&self) -> Option<Kind> {
        match self.what {
            What::Entry(kind) => Some(kind),
            What::Item | What::Note => None,
        }
    }
}

/// How many of the open containers a line stays in; `below` if it stands directly below another.
pub fn staying(open: &[Container], line: &Line, placing: Placing, below: bool) -> usize {
    let leaves = |at: usize, container: &Container| match container.what {
        What::Item | What::Note => line.indent < container.content,
        What::Entry(kind) => match placing {
            // A note is done when a blank line and another kind of marker follow.
            Placing::Marker(next) => !below && kind.is_note() && !next.is_note(),
            Placing::Subheading => true,
            Placing::Content => !below && line.indent < container.content,
            Placing::Item => !below && line.indent < container.content && !has_item(&open[at + 1..], line),
        },
    };
    open.iter().enumerate().position(|(at, container)| leaves(at, container)).unwrap_or(open.len())
}

/// Whether a list that this item continues is open in here.
fn has_item(open: &[Container], line: &Line) -> bool {
    open.iter().any(|container| container.what == What::Item && container.indent <= line.indent)
}

/// The first of the entries that the innermost item or note holds.
fn first_entry(open: &[Container]) -> usize {
    open.iter().rposition(|container| container.kind().is_none()).map_or(0, |at| at + 1)
}

/// How many of the open containers are outside an entry of this level.
pub fn outside(open: &[Container], level: usize) -> usize {
    let first = first_entry(open);
    open[first..].iter().position(|container| container.level >= level).map_or(open.len(), |at| first + at)
}

/// The level of an entry inside all that is open.
pub fn inside(open: &[Container]) -> Option<usize> {
    open.last().filter(|container| container.kind().is_some()).map(|container| container.level + 1)
}

/// The open entry that a marker continues, if its kind is open.
///
/// A sign indented deeper than the open entry of its kind begins a list inside it, and so does a first number: that is
/// how outlines are nested where all levels have the same marker.
pub fn sibling(open: &[Container], marker: &Marker, line: &Line) -> Option<usize> {
    let entries = first_entry(open)..open.len();
    let of_kind = |at: &usize| open[*at].kind() == Some(marker.kind);
    let deepest = entries.clone().rev().find(of_kind)?;
    let begins = marker.kind.is_sign() || marker.ordinal == 1;
    if begins && line.indent > open[deepest].indent + 1 {
        return None;
    }
    let aligned = entries.clone().rev().filter(of_kind).find(|at| open[*at].indent <= line.indent + 1);
    aligned.or_else(|| entries.clone().find(of_kind))
}
