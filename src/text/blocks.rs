//! From lines to blocks: paragraphs, outlines, lists, tables, code, sub-headings, footnotes.
//!
//! What stands inside a line is not looked at; `inline/` does that, with the lines collected here.

use super::containers::{self, Container, DEEPEST, Placing, What};
use super::line::{self, Fence, Line};
use super::marker::{self, Marker, Sequence};
use super::node::Block;
use super::source::{Source, Traits};
use super::table::{self, Align};
use super::{TroubleKind, link};
use std::collections::BTreeMap;
use std::ops::Range;

/// The blocks of a text, in order.
#[derive(Default)]
pub struct Blocks<'a> {
    pub steps: Vec<Step>,
    /// The lines that leaves point into.
    pub runs: Vec<Run>,
    /// Label and steps of each footnote; its steps lie among the others.
    pub notes: Vec<(&'a str, Range<usize>)>,
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
    text: &'a str,
    traits: Traits,
    lines: Vec<Line>,
    /// The next line.
    at: usize,
    /// The line being placed stands directly below another.
    below: bool,
    open: Vec<Container>,
    /// The leaf being collected: its first run, its marker, and the block around it.
    leaf: Option<(usize, usize, Option<Block>)>,
    sequence: Sequence,
    tables: usize,
    /// Lengths of backtick and tilde fences that nothing below closes.
    unclosed: [usize; 2],
    done: Blocks<'a>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            text: &source.text,
            traits: source.traits,
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
        if let Some((fence, close)) = line::fence(content).and_then(|fence| Some((fence, self.closing(fence)?))) {
            self.code(line, fence, close);
        } else if let Some(alignments) = self.table_ahead(content) {
            self.table(line, &alignments);
        } else if line::is_rule(content) {
            self.settle(&line, Placing::Content, false);
            self.done.steps.push(Step::Rule);
        } else if line::is_item(content) {
            self.item(line);
        } else if line::is_subheading(content) {
            self.subheading(line);
        } else if content.starts_with('[') && self.defines(line, content) {
        } else if let Some(marker) = self.marker(content) {
            self.entry(line, marker);
        } else {
            self.words(line);
        }
    }

    /// Text without a marker: goes on with the leaf above it or begins a paragraph.
    fn words(&mut self, line: Line) {
        let content = line.content(self.text);
        if line::is_hashed(content) || self.leaf.is_some() && line::is_underline(content) {
            self.done.headings.push(line.body..line.end);
        }
        if self.leaf.is_none() {
            self.settle(&line, Placing::Content, self.below);
            self.begin(0);
        }
        self.run(line.body..line.end, line.hard);
    }

    fn subheading(&mut self, line: Line) {
        self.settle(&line, Placing::Subheading, self.below);
        self.leaf = Some((self.done.runs.len(), 0, Some(Block::Subheading)));
        self.run(line.body..line.end, false);
        self.close_leaf();
    }

    /// The marker at the head of the line, unless a sentence in English was broken before a figure.
    fn marker(&self, content: &str) -> Option<Marker> {
        let marker = self.sequence.judge(marker::read(content)?)?;
        let broken = self.leaf.is_some() && !marker.kind.is_sign() && marker.ordinal != 1 && self.ends_in_latin();
        let known = || self.open.iter().any(|container| container.what == What::Entry(marker.kind));
        (!broken || known()).then_some(marker)
    }

    /// Whether the line above ends within a sentence in Latin letters.
    fn ends_in_latin(&self) -> bool {
        let last = self.done.runs.last().and_then(|run| self.text[..run.end].bytes().next_back());
        last.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b',')
    }

    fn entry(&mut self, line: Line, marker: Marker) {
        self.settle(&line, Placing::Marker, self.below);
        self.sequence.record(marker);
        let block = Block::Entry { note: marker.kind.is_note() };
        let container = Container::entry(marker.kind, &line);
        match containers::sibling(&self.open, &marker, &line) {
            Some(at) => self.continue_list(at, container, block),
            None => {
                self.make_room();
                self.push(container, Some(Block::Outline), Some(block));
            }
        }
        self.leaf = Some((self.done.runs.len(), marker.len, None));
        self.run(line.body..line.end, line.hard);
    }

    /// A list item, and what begins on the same line: another item, an entry, or text.
    fn item(&mut self, line: Line) {
        let staying = containers::staying(&self.open, &line, Placing::Item, self.below);
        let container = Container::item(&line);
        if self.open.get(staying).is_some_and(|container| container.what == What::Item) {
            self.continue_list(staying, container, Block::Item);
        } else {
            self.close_to(staying);
            self.make_room();
            self.push(container, Some(Block::List), Some(Block::Item));
        }
        let rest = line.rest(self.text, 1);
        let content = rest.content(self.text);
        if line::is_item(content) && self.open.len() < DEEPEST {
            self.item(rest);
        } else if let Some(marker) = self.marker(content) {
            self.entry(rest, marker);
        } else {
            self.begin(0);
            self.run(rest.body..rest.end, line.hard);
        }
    }

    /// Takes in the definition of a footnote or of a link; whether the line was one.
    fn defines(&mut self, line: Line, content: &'a str) -> bool {
        if let Some((label, from)) = line::note(content) {
            let known = self.done.notes.iter().any(|(other, _)| *other == label);
            if !known {
                self.note(label, line.rest(self.text, from), line.hard);
            }
            return !known;
        }
        // A definition shows nothing, so only what leads somewhere may be one: [注]: これは…
        let defined = line::definition(content).filter(|(_, to)| self.leaf.is_none() && link::is_allowed(to));
        if let Some((label, destination)) = defined {
            self.done.definitions.entry(link::label(label)).or_insert(destination);
        }
        defined.is_some()
    }

    fn note(&mut self, label: &'a str, rest: Line, hard: bool) {
        self.close_to(0);
        self.done.notes.push((label, self.done.steps.len()..self.done.steps.len()));
        self.open.push(Container::note());
        if !rest.is_blank() {
            self.begin(0);
            self.run(rest.body..rest.end, hard);
        }
    }

    /// The line that closes a fence, so that a row of tildes is not taken for one.
    fn closing(&mut self, fence: Fence) -> Option<usize> {
        let unclosed = &mut self.unclosed[usize::from(fence.mark == b'~')];
        if fence.len >= *unclosed {
            return None;
        }
        let closes = |line: &Line| {
            let other = line::fence(line.content(self.text));
            other.is_some_and(|other| other.mark == fence.mark && other.len >= fence.len && other.bare)
        };
        let close = self.lines[self.at..].iter().position(closes).map(|n| self.at + n);
        if close.is_none() {
            *unclosed = fence.len;
        }
        close
    }

    fn code(&mut self, line: Line, _fence: Fence, close: usize) {
        self.settle(&line, Placing::Content, self.below);
        let first = self.done.runs.len();
        for at in self.at..close {
            let inner = self.lines[at];
            let visible = if inner.is_blank() { inner.end } else { inner.body };
            // Indentation of the fence is not part of the code.
            let spaces = self.text[inner.start..visible].len().min(line.body - line.start);
            let start = self.text.floor_char_boundary(inner.start + spaces);
            self.run(start..inner.end.max(start), false);
        }
        self.at = close + 1;
        let leaf = Leaf { first, end: self.done.runs.len(), marker: 0 };
        self.wrapped(Block::Code, Step::Code(leaf));
    }

    /// The alignments of the table that begins with this line.
    fn table_ahead(&self, content: &str) -> Option<Vec<Align>> {
        if !self.traits.any(Traits::PIPES) {
            return None;
        }
        let alignments = table::delimiter(self.lines.get(self.at)?.content(self.text))?;
        (content.contains('|') && table::cells(content).count() == alignments.len()).then_some(alignments)
    }

    fn table(&mut self, header: Line, alignments: &[Align]) {
        self.settle(&header, Placing::Content, self.below);
        self.fill();
        let table = Block::Table(self.tables);
        self.tables += 1;
        self.open_block(table);
        let titled = table::cells(header.content(self.text)).any(|cell| !cell.is_empty());
        if titled {
            self.open_block(Block::Head);
            self.row(header, alignments, Block::HeadCell);
            self.close_block(Block::Head);
        }
        self.open_block(Block::Body);
        self.at += 1;
        while let Some(line) = self.lines.get(self.at).filter(|line| line.content(self.text).contains('|')).copied()
        {
            self.row(line, alignments, Block::Cell);
            self.at += 1;
        }
        self.close_block(Block::Body);
        self.close_block(table);
    }

    /// A row; cells that the header does not have are kept, missing ones are empty.
    fn row(&mut self, line: Line, alignments: &[Align], cell: fn(Align) -> Block) {
        self.open_block(Block::Row);
        let mut count = 0;
        for range in table::cells(line.content(self.text)) {
            let block = cell(alignments.get(count).copied().unwrap_or_default());
            self.leaf = Some((self.done.runs.len(), 0, Some(block)));
            self.run(line.body + range.start..line.body + range.end, false);
            self.close_leaf();
            count += 1;
        }
        for align in alignments.iter().skip(count) {
            self.open_block(cell(*align));
            self.close_block(cell(*align));
        }
        self.close_block(Block::Row);
    }
}

/// Opening and closing.
impl Reader<'_> {
    fn open_block(&mut self, block: Block) {
        self.done.steps.push(Step::Open(block));
    }

    fn close_block(&mut self, block: Block) {
        self.done.steps.push(Step::Close(block));
    }

    fn wrapped(&mut self, block: Block, step: Step) {
        self.fill();
        self.open_block(block);
        self.done.steps.push(step);
        self.close_block(block);
    }

    fn run(&mut self, range: Range<usize>, hard: bool) {
        self.done.runs.push(Run { start: range.start, end: range.end, hard });
    }

    /// Begins a leaf: the first of an item or a note stands in it bare, any other is a paragraph.
    fn begin(&mut self, marker: usize) {
        let bare = self.open.last().is_some_and(|container| !container.filled);
        self.leaf = Some((self.done.runs.len(), marker, (!bare).then_some(Block::Paragraph)));
        self.fill();
    }

    fn fill(&mut self) {
        if let Some(container) = self.open.last_mut() {
            container.filled = true;
        }
    }

    fn close_leaf(&mut self) {
        let Some((first, marker, block)) = self.leaf.take() else { return };
        let leaf = Step::Leaf(Leaf { first, end: self.done.runs.len(), marker });
        self.done.steps.extend(block.map(Step::Open));
        self.done.steps.push(leaf);
        self.done.steps.extend(block.map(Step::Close));
    }

    /// Closes what the line does not stand in.
    fn settle(&mut self, line: &Line, placing: Placing, below: bool) {
        let staying = containers::staying(&self.open, line, placing, below);
        self.close_to(staying);
    }

    fn close_to(&mut self, depth: usize) {
        self.close_leaf();
        while self.open.len() > depth {
            self.pop();
        }
    }

    fn push(&mut self, container: Container, list: Option<Block>, block: Option<Block>) {
        self.fill();
        self.done.steps.extend(list.map(Step::Open));
        self.done.steps.extend(block.map(Step::Open));
        self.open.push(container);
    }

    /// Closes the deepest container, and the list it is in.
    fn pop(&mut self) {
        match self.open.pop().map(|container| container.what) {
            Some(What::Entry(_)) => {
                self.close_block(Block::Entry { note: false });
                self.close_block(Block::Outline);
            }
            Some(What::Item) => {
                self.close_block(Block::Item);
                self.close_block(Block::List);
            }
            Some(What::Note) => {
                if let Some((_, steps)) = self.done.notes.last_mut() {
                    steps.end = self.done.steps.len();
                }
            }
            None => {}
        }
    }

    /// The next of the list that the container at this depth is in.
    fn continue_list(&mut self, at: usize, container: Container, block: Block) {
        self.close_to(at + 1);
        self.close_block(block);
        self.open_block(block);
        self.open[at] = container;
    }

    /// Makes sure that one more level may be opened.
    fn make_room(&mut self) {
        self.close_to(self.open.len());
        if self.open.len() >= DEEPEST {
            self.pop();
        }
    }
}

/// Kept here so that `mod.rs` need not know how headings are found.
pub fn heading() -> TroubleKind {
    TroubleKind::Heading
}
