//! Texts of answers: a subset of Markdown and the outlines that staff type, made into safe HTML and plain text.
//!
//! `parse` once, then write out as often as needed. The way: `source` cleans, `blocks` finds what lines are, `inline`
//! what is in them, `html`, `plain` and `tree` write it. Where a text is used, and where its links lead, is not known here.

mod blocks;
pub mod cache;
mod chars;
mod critic;
mod fragment;
mod html;
mod inline;
mod marker;
mod node;
mod plain;
mod source;
pub mod tree;

pub use fragment::{Fragment, Slot};

use node::{Node, Note};
use source::{Source, Traits};
use std::ops::Range;

/// A text of an answer, parsed once.
pub struct Text {
    source: Box<str>,
    traits: Traits,
    nodes: Vec<Node>,
    notes: Vec<Note>,
    links: Vec<Link>,
    troubles: Vec<Trouble>,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written: `#basic.affairs`, `doc:…`, `page:…`, `files/…`, `/…`, `https://…`, `mailto:…`, `tel:…`.
    pub destination: String,
    /// Where it stands, brackets and all, in bytes of the source.
    pub range: Range<usize>,
    /// Whether it is an image.
    pub image: bool,
}

/// Something in a text that cannot be shown as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it is.
    pub kind: TroubleKind,
    /// Where it stands, in bytes of the source.
    pub range: Range<usize>,
}

/// What cannot be shown as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// An HTML tag or comment; it is printed as typed.
    RawHtml,
    /// `# x` or a line underlined with `===`; printed as typed, for the headings of a page are those of its form.
    Heading,
    /// A link that leads where none may; its words are shown without it.
    LinkScheme,
    /// A control character; it is left out.
    Unrendered,
}

/// Finds glossary terms in a run of text.
pub trait Terms {
    /// Ranges in bytes, ascending and apart from each other, with the index of the term.
    fn find(&self, run: &str) -> Vec<(Range<usize>, usize)>;
}

/// Parses a text. Nothing is an error: what is not markup is text.
pub fn parse(source: &str) -> Text {
    let source = Source::new(source);
    let blocks = blocks::read(&source);
    let mut composed = inline::compose(&source, &blocks);
    let headings = blocks.headings.iter().cloned();
    composed.troubles.extend(headings.map(|range| Trouble { kind: TroubleKind::Heading, range }));
    let mut troubles = composed.troubles;
    troubles.iter_mut().for_each(|trouble| trouble.range = source.locate(trouble.range.clone()));
    composed.links.iter_mut().for_each(|link| link.range = source.locate(link.range.clone()));
    troubles.extend(source.troubles);
    troubles.sort_by_key(|trouble| (trouble.range.start, trouble.range.end));
    Text {
        source: source.text,
        traits: source.traits,
        nodes: composed.nodes,
        notes: composed.notes,
        links: composed.links,
        troubles,
    }
}

impl Text {
    /// What could not be shown as it was meant, in order.
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// Every link and image that may be followed; first those of the text, then those of its footnotes.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The words alone: a block or entry a line, entries indented by two spaces a level and with their markers, cells
    /// parted by tabs, footnotes last. Of marked changes the new text; what is deleted is left out.
    pub fn plain(&self) -> String {
        plain::write(self)
    }

    /// The text as a tree, for outputs that set type themselves. `to` tells where a link or an image leads, nothing
    /// where only its words are to stand.
    pub fn tree(&self, to: &dyn Fn(&Link) -> Option<String>) -> Vec<tree::Tree> {
        tree::write(self, to)
    }

    /// The text as HTML for the inside of a `<div>`. `id` goes before the ids of footnotes, so it must be one that no
    /// other text on the page has: the path of the item.
    pub fn html(&self, id: &str, terms: Option<&dyn Terms>) -> Fragment {
        html::write(self, id, terms)
    }
}
