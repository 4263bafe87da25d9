//! From blocks to nodes: what stands inside lines, and the order of footnotes.
//!
//! Lines in which the Markdown parser could find nothing never reach it; that is most of them.

mod guard;
pub mod link;
mod markdown;
mod writer;

use super::blocks::{Blocks, Leaf, Run, Step};
use super::chars::width;
use super::node::{Node, Note, Span};
use super::source::{Source, Traits};
use super::{Link, Trouble, TroubleKind};
use writer::Writer;

/// A text composed of its nodes.
pub struct Composed {
    pub nodes: Vec<Node>,
    /// In the order of their numbers.
    pub notes: Vec<Note>,
    pub links: Vec<Link>,
    pub troubles: Vec<Trouble>,
}

/// Reads what stands inside the blocks.
pub fn compose(source: &Source, blocks: &Blocks<'_>) -> Composed {
    let mut composer = Composer::new(source, blocks);
    let nodes = composer.body();
    let notes = composer.notes();
    let Composer { links, troubles, .. } = composer;
    Composed { nodes, notes, links, troubles }
}

struct Composer<'a> {
    source: &'a Source,
    blocks: &'a Blocks<'a>,
    writer: Writer<'a>,
    links: Vec<Link>,
    troubles: Vec<Trouble>,
    /// The definitions of notes in the order of their numbers, each with the number of references so far.
    order: Vec<(usize, usize)>,
    /// The number of each definition.
    numbers: Vec<Option<usize>>,
    guard: Option<char>,
}

impl<'a> Composer<'a> {
    fn new(source: &'a Source, blocks: &'a Blocks<'a>) -> Self {
        Self {
            source,
            blocks,
            writer: Writer::new(source),
            links: Vec::new(),
            troubles: Vec::new(),
            order: Vec::new(),
            numbers: vec![None; blocks.notes.len()],
            guard: None,
        }
    }

    /// All but the notes.
    fn body(&mut self) -> Vec<Node> {
        let mut from = 0;
        for note in &self.blocks.notes {
            self.steps(from..note.start);
            from = note.end;
        }
        self.steps(from..self.blocks.steps.len());
        std::mem::take(&mut self.writer.nodes)
    }

    /// The notes in the order of their first references, then those that nothing refers to.
    fn notes(&mut self) -> Vec<Note> {
        let mut nodes = Vec::new();
        let mut unreferenced = 0..self.blocks.notes.len();
        while let Some(definition) = self.next_note(nodes.len(), &mut unreferenced) {
            self.steps(self.blocks.notes[definition].clone());
            nodes.push(std::mem::take(&mut self.writer.nodes));
        }
        let references = self.order.iter().map(|(_, references)| *references);
        references.zip(nodes).map(|(references, nodes)| Note { references, nodes }).collect()
    }

    /// The definition of the note with this number.
    fn next_note(&mut self, number: usize, rest: &mut impl Iterator<Item = usize>) -> Option<usize> {
        if number == self.order.len() {
            let definition = rest.find(|definition| self.numbers[*definition].is_none())?;
            self.numbers[definition] = Some(number);
            self.order.push((definition, 0));
        }
        self.order.get(number).map(|(definition, _)| *definition)
    }

    /// A reference to the note with this label, if there is such a note.
    fn refer(&mut self, label: &str) -> Option<Node> {
        let definition = *self.blocks.labels.get(label)?;
        let number = *self.numbers[definition].get_or_insert_with(|| {
            self.order.push((definition, 0));
            self.order.len() - 1
        });
        let (_, references) = &mut self.order[number];
        *references += 1;
        Some(Node::NoteRef { number, earlier: *references - 1 })
    }

    fn steps(&mut self, range: std::ops::Range<usize>) {
        let blocks = self.blocks;
        for step in &blocks.steps[range] {
            match step {
                Step::Open(block) => self.writer.nodes.push(Node::Open(*block)),
                Step::Close(block) => self.writer.nodes.push(Node::Close(*block)),
                Step::Rule => self.writer.nodes.push(Node::Rule),
                Step::Leaf(leaf) => self.leaf(leaf),
                Step::Code(leaf) => self.code(leaf.runs(blocks)),
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf) {
        let Some((first, more)) = leaf.runs(self.blocks).split_first() else { return };
        let content = Run { start: first.start + leaf.marker, ..*first };
        if leaf.marker > 0 {
            self.writer.marker(Span { start: first.start, end: content.start });
        }
        let text = &self.source.text;
        let titled = leaf.marker > 0 && more.first().is_some_and(|next| is_title(text, *first, *next));
        let first = Run { hard: content.hard || titled, ..content };
        if self.is_plain(&first) && more.iter().all(|run| self.is_plain(run)) {
            self.plain(first, more);
        } else if more.is_empty() {
            markdown::read(self, &[first]);
        } else {
            let runs: Vec<Run> = std::iter::once(first).chain(more.iter().copied()).collect();
            markdown::read(self, &runs);
        }
        self.writer.finish();
    }

    fn is_plain(&self, run: &Run) -> bool {
        !self.source.traits.any(Traits::INLINE) || !markdown::is_needed(&self.source.text[run.start..run.end])
    }

    /// Lines that hold nothing but words.
    fn plain(&mut self, first: Run, more: &[Run]) {
        let mut last = first;
        self.writer.text(Span { start: first.start, end: first.end });
        for run in more {
            if last.hard {
                self.writer.push(Node::Break, last.end);
            } else {
                self.writer.gap();
            }
            self.writer.text(Span { start: run.start, end: run.end });
            last = *run;
        }
    }

    fn code(&mut self, runs: &[Run]) {
        for (n, run) in runs.iter().enumerate() {
            if n > 0 {
                self.writer.nodes.push(Node::Break);
            }
            self.writer.text(Span { start: run.start, end: run.end });
        }
        self.writer.finish();
    }

    /// Text that was decoded, without what must not reach a page: `&#7;`.
    fn printable(&mut self, text: String, span: Span) -> String {
        let is_dropped = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        if !text.contains(is_dropped) {
            return text;
        }
        self.trouble(TroubleKind::Unrendered, span);
        text.replace(is_dropped, "")
    }

    fn trouble(&mut self, kind: TroubleKind, span: Span) {
        self.troubles.push(Trouble { kind, range: span.start..span.end });
    }

    fn guard(&mut self) -> char {
        *self.guard.get_or_insert_with(|| guard::guard(&self.source.text))
    }
}

/// Whether the first line of an entry is a title: （ⅰ）資格履歴管理, and below it what is said about that.
///
/// A line that was wrapped is about as long as the next. One that had room for eight more characters was ended on
/// purpose; a title ends in a noun, not in a particle or a full stop.
fn is_title(text: &str, first: Run, next: Run) -> bool {
    let line = &text[first.start..first.end];
    let ends_in_noun = !line
        .ends_with(|c| matches!(c, 'ぁ'..='ん' | '、' | '。' | '，' | '．' | ',' | '.' | ';' | '：' | ':'));
    ends_in_noun && width(line) + 16 <= width(&text[next.start..next.end])
}
