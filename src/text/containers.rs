//! The entries, items and notes that are open while blocks are read, and which of them a new line stands in.

use super::line::Line;
use super::marker::{Kind, Marker};

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
    /// Text, a table, code: it belongs to what stands directly above it or is indented less.
    Content,
    Item,
    Marker,
    Subheading,
}

impl Container {
    /// An outline entry on this line.
    pub fn entry(kind: Kind, line: &Line) -> Self {
        Self { what: What::Entry(kind), indent: line.indent, content: line.indent + 1, filled: true }
    }

    /// A list item on this line; two columns are enough to be inside, whatever space follows its mark.
    pub fn item(line: &Line) -> Self {
        Self { what: What::Item, indent: line.indent, content: line.indent + 2, filled: false }
    }

    /// A footnote.
    pub fn note() -> Self {
        Self { what: What::Note, indent: 0, content: 2, filled: false }
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
        What::Entry(_) => match placing {
            Placing::Marker => false,
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

/// The open entry that a marker continues, if its kind is open.
///
/// A sign indented deeper than the open entry of its kind begins a list inside it, and so does a first number: that is
/// how outlines are nested where all levels have the same marker.
pub fn sibling(open: &[Container], marker: &Marker, line: &Line) -> Option<usize> {
    let entries = open.iter().rposition(|container| container.kind().is_none()).map_or(0, |at| at + 1);
    let of_kind = |at: &usize| open[*at].kind() == Some(marker.kind);
    let deepest = (entries..open.len()).rev().find(of_kind)?;
    let begins = marker.kind.is_sign() || marker.ordinal == 1;
    if begins && line.indent > open[deepest].indent + 1 {
        return None;
    }
    let aligned = (entries..open.len()).rev().filter(of_kind).find(|at| open[*at].indent <= line.indent + 1);
    aligned.or_else(|| (entries..open.len()).find(of_kind))
}
