//! From lines to blocks: paragraphs, outlines, lists, tables, code, sub-headings, footnotes.
//!
//! What stands inside a line is not looked at; `inline/` does that, with the lines collected here.

mod cells;
mod code;
mod containers;
mod definition;
mod line;
mod stack;
mod table;

pub use cells::Align;

use super::critic::Change;
use super::marker::{self, Marker, Sequence};
use super::node::Block;
use super::source::Source;
use containers::{Container, DEEPEST, Placing, What};
use line::Line;
use std::collections::BTreeMap;
use std::ops::Range;

/// The blocks of a text, in order.
#[derive(Default)]
pub struct Blocks<'a> {
    pub steps: Vec<Step>,
    /// The lines that leaves point into.
    pub runs: Vec<Run>,
    /// The steps of each footnote; they lie among the others.
    pub notes: Vec<Range<usize>>,
    /// Which footnote a label means.
    pub labels: BTreeMap<&'a str, usize>,
    /// Destinations of reference links, by label.
    pub definitions: BTreeMap<String, &'a str>,
    /// What Markdown would make a heading, as ranges of the prepared text.
    pub headings: Vec<Range<usize>>,
}

/// One step of writing the blocks out.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Open(Block),
    Close(Block),
    Leaf(Leaf),
    Code(Leaf),
    Rule,
}

/// Lines that are read together for what stands inside them.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    first: usize,
    end: usize,
    /// Bytes of the outline marker that it begins with.
    pub marker: usize,
}

impl Leaf {
    /// Its lines.
    pub fn runs<'a>(&self, blocks: &'a Blocks<'_>) -> &'a [Run] {
        &blocks.runs[self.first..self.end]
    }
}

/// What stands on a line of a leaf.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub start: usize,
    pub end: usize,
    /// A line break after it stays.
    pub hard: bool,
}

/// Reads the blocks of a text.
pub fn read(source: &Source) -> Blocks<'_> {
    let mut reader = Reader::new(source);
    while reader.at < reader.lines.len() {
        reader.advance();
    }
    reader.close_to(0);
    reader.done
}

struct Reader<'a> {
    source: &'a Source,
    text: &'a str,
    lines: Vec<Line>,
    /// The next line.
    at: usize,
    /// The line being placed stands directly below another.
    below: bool,
    open: Vec<Container>,
    leaf: Option<OpenLeaf>,
    sequence: Sequence,
    tables: usize,
    /// Lengths of backtick and tilde fences that nothing below closes.
    unclosed: [usize; 2],
    done: Blocks<'a>,
}

/// A leaf whose lines are being collected.
struct OpenLeaf {
    first: usize,
    marker: usize,
    around: Option<Block>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            text: &source.text,
            lines: line::split(&source.text),
            at: 0,
            below: false,
            open: Vec::new(),
            leaf: None,
            sequence: Sequence::default(),
            tables: 0,
            unclosed: [usize::MAX; 2],
            done: Blocks::default(),
        }
    }

    /// Places the next line.
    fn advance(&mut self) {
        let line = self.lines[self.at];
        self.at += 1;
        if line.is_blank() {
            self.close_leaf();
            self.below = false;
            return;
        }
        self.place(line);
        self.below = true;
    }

    fn place(&mut self, line: Line) {
        let content = line.content(self.text);
        if let Some(close) = line::fence(content).and_then(|fence| self.closing(fence)) {
            self.code(line, close);
        } else if let Some(alignments) = self.table_ahead(content) {
            self.table(line, &alignments);
        } else if line::is_rule(content) {
            self.rule(&line);
        } else if line::is_item(content) {
            self.item(line);
        } else if line::is_subheading(content) {
            self.subheading(line);
        } else if content.starts_with('[') && self.define(line) {
            // Shows nothing where it stands.
        } else if let Some(marker) = self.marker(&line) {
            self.entry(line, marker);
        } else {
            self.words(line);
        }
    }

    /// Text without a marker: goes on with the leaf above it or begins a paragraph.
    fn words(&mut self, line: Line) {
        let content = line.content(self.text);
        let hashed = line::is_hashed(content);
        if hashed || self.leaf.is_some() && line::is_underline(content) {
            self.done.headings.push(line.body..line.end);
        }
        if hashed {
            self.close_leaf();
        }
        if self.leaf.is_none() {
            self.settle(&line, Placing::Content);
            self.begin();
        }
        self.run(line.body..line.end, line.hard);
        if hashed {
            // Not a heading, but a line of its own.
            self.close_leaf();
        }
    }

    fn rule(&mut self, line: &Line) {
        self.below = false;
        self.settle(line, Placing::Content);
        self.fill();
        self.done.steps.push(Step::Rule);
    }

    fn subheading(&mut self, line: Line) {
        self.settle(&line, Placing::Subheading);
        self.sequence.leave();
        self.fill();
        self.collect(0, Some(Block::Subheading));
        self.run(line.body..line.end, false);
        self.close_leaf();
    }

    /// The marker at the head of the line, unless a sentence in English was broken before a figure.
    fn marker(&self, line: &Line) -> Option<Marker> {
        let marker = self.replaced_marker(line).or_else(|| self.printed_marker(line.content(self.text)))?;
        let prose = marker.kind.may_be_prose() && marker.ordinal != 1;
        let broken = prose && self.leaf.is_some() && self.ends_in_latin();
        let known = || self.open.iter().any(|container| container.what == What::Entry(marker.kind));
        (!broken || known()).then_some(marker)
    }

    fn printed_marker(&self, content: &str) -> Option<Marker> {
        self.sequence.judge(marker::read(content)?)
    }

    /// The new marker where the old one is deleted before it: `{~~(1)~>(2)~~} …`.
    fn replaced_marker(&self, line: &Line) -> Option<Marker> {
        let content = line.content(self.text);
        if self.source.marks.is_empty() || self.source.change_at(line.body) != Change::Deleted {
            return None;
        }
        let old = self.source.change_after(line.body, line.end) - line.body;
        let marker = self.printed_marker(content.get(old..)?)?;
        Some(Marker { len: old + marker.len, ..marker })
    }

    /// Whether the line above ends within a sentence in Latin letters.
    fn ends_in_latin(&self) -> bool {
        let last = self.done.runs.last().and_then(|run| self.text[..run.end].bytes().next_back());
        last.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b',')
    }

    fn entry(&mut self, line: Line, marker: Marker) {
        self.settle(&line, Placing::Marker(marker.kind));
        let block = Block::Entry { note: marker.kind.is_note() };
        let sibling = containers::sibling(&self.open, &marker, &line);
        let level = sibling.map(|at| self.open[at].level).or_else(|| self.sequence.resumes(&marker));
        let level = level.or_else(|| containers::inside(&self.open)).unwrap_or(self.sequence.depth());
        let container = Container::entry(marker.kind, level, &line);
        if let Some(at) = sibling {
            self.continue_list(at, container, block);
        } else {
            self.close_to(containers::outside(&self.open, level));
            self.begin_list(container, Block::Outline, block);
        }
        self.sequence.enter(level, &marker);
        self.collect(marker.len, None);
        self.run(line.body..line.end, line.hard);
    }

    /// A list item, and what begins on the same line.
    fn item(&mut self, line: Line) {
        let staying = containers::staying(&self.open, &line, Placing::Item, self.below);
        let container = Container::item(&line);
        if self.open.get(staying).is_some_and(|container| container.what == What::Item) {
            self.continue_list(staying, container, Block::Item);
        } else {
            self.close_to(staying);
            self.begin_list(container, Block::List, Block::Item);
        }
        self.inside(line.rest(self.text, 1));
    }

    /// What stands behind the mark of an item or the label of a note: another item, an entry, or text.
    fn inside(&mut self, rest: Line) {
        if line::is_item(rest.content(self.text)) && self.open.len() < DEEPEST {
            self.item(rest);
        } else if let Some(marker) = self.marker(&rest) {
            self.entry(rest, marker);
        } else {
            self.begin();
            self.run(rest.body..rest.end, rest.hard);
        }
    }
}
