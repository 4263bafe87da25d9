//! What a text is made of once parsed: a flat list of openings, closings and runs, ready to be written out.
//!
//! Flat, because nothing has to be looked up in it, and because a list cannot nest deeper than the stack is tall.

use super::blocks::Align;

/// A stretch of the prepared text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A block that holds others or inline content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph,
    Subheading,
    /// A list whose entries keep their printed markers.
    Outline,
    Entry {
        note: bool,
    },
    /// A Markdown list.
    List,
    Item,
    Code,
    /// With its number in the text.
    Table(usize),
    Head,
    Body,
    Row,
    HeadCell(Align),
    Cell(Align),
}

/// Inline markup around runs of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    Emphasis,
    Strong,
    Struck,
    Inserted,
    Deleted,
    /// With its place in `Text::links`.
    Link(usize),
}

/// One step of writing a text out.
#[derive(Debug)]
pub enum Node {
    Open(Block),
    Close(Block),
    Start(Inline),
    End(Inline),
    /// Text as it stands in the source.
    Text(Span),
    /// Text that does not stand so in the source, as a decoded entity.
    Owned(Box<str>),
    Code(Box<str>),
    Marker(Span),
    /// The space that a line break leaves.
    Space,
    /// A line break that leaves nothing.
    Nothing,
    /// A line break that stays.
    Break,
    Image {
        link: Option<usize>,
        alt: Box<str>,
    },
    /// A reference to a note: its number, and how many there were to the same note before.
    NoteRef {
        number: usize,
        earlier: usize,
    },
    Rule,
}

/// A footnote: how often it is referred to, and what it says.
#[derive(Debug, Default)]
pub struct Note {
    pub references: usize,
    pub nodes: Vec<Node>,
}
