//! Writes inline nodes: keeps them nested, marks what is inserted or deleted, closes up line breaks.

use crate::text::chars::closes_up;
use crate::text::critic::Change;
use crate::text::node::{Inline, Node, Span};
use crate::text::source::Source;

/// Emphasis in emphasis beyond this is left out; its text is not.
const DEEPEST: usize = 16;

/// Inline nodes in the making.
pub struct Writer<'a> {
    source: &'a Source,
    pub nodes: Vec<Node>,
    open: Vec<Inline>,
    /// How many openings were left out.
    unwritten: usize,
    change: Change,
    /// A line break that waits for the character after it.
    gap: Option<usize>,
    last: Option<char>,
}

impl<'a> Writer<'a> {
    pub fn new(source: &'a Source) -> Self {
        Self {
            source,
            nodes: Vec::with_capacity(source.text.len() / 64 + 4),
            open: Vec::new(),
            unwritten: 0,
            change: Change::None,
            gap: None,
            last: None,
        }
    }

    /// Text as it stands.
    pub fn text(&mut self, span: Span) {
        self.follow(&self.source.text[span.start..span.end]);
        self.split(span, Node::Text);
    }

    /// An outline marker.
    pub fn marker(&mut self, span: Span) {
        self.split(span, Node::Marker);
    }

    /// Text that stands otherwise in the source, at this place.
    pub fn owned(&mut self, text: String, at: usize) {
        self.follow(&text);
        self.push(Node::Owned(text.into()), at);
    }

    /// Any other node.
    pub fn push(&mut self, node: Node, at: usize) {
        self.sync(at);
        if !matches!(node, Node::Owned(_)) {
            (self.gap, self.last) = (None, None);
        }
        self.nodes.push(node);
    }

    /// A line break that leaves a space or nothing.
    pub fn gap(&mut self) {
        self.gap = Some(self.nodes.len());
        self.nodes.push(Node::Space);
    }

    /// Opens markup that begins here.
    pub fn open(&mut self, inline: Inline, at: usize) {
        if self.open.len() >= DEEPEST {
            self.unwritten += 1;
            return;
        }
        self.sync(at);
        self.start(inline);
    }

    /// Closes markup, and whatever was opened in it.
    pub fn close(&mut self, inline: Inline) {
        if self.unwritten > 0 {
            self.unwritten -= 1;
        } else if let Some(depth) = self.open.iter().rposition(|open| *open == inline) {
            self.end_to(depth);
        }
    }

    /// Closes all, at the end of a leaf.
    pub fn finish(&mut self) {
        self.end_to(0);
        (self.gap, self.last, self.unwritten) = (None, None, 0);
    }

    /// Settles what a line break leaves, now that the text after it is known.
    fn follow(&mut self, text: &str) {
        if let (Some(gap), Some(last), Some(next)) = (self.gap.take(), self.last, text.chars().next())
            && closes_up(last, next)
        {
            self.nodes[gap] = Node::Nothing;
        }
        self.last = text.chars().next_back().or(self.last);
    }

    /// Writes a span, in pieces where it is partly inserted or deleted.
    fn split(&mut self, span: Span, node: fn(Span) -> Node) {
        let mut from = span.start;
        while from < span.end {
            let to = if self.source.marks.is_empty() {
                span.end
            } else {
                self.source.change_after(from, span.end)
            };
            self.sync(from);
            self.nodes.push(node(Span { start: from, end: to }));
            from = to;
        }
    }

    /// Marks what follows as inserted or deleted, if it is.
    fn sync(&mut self, at: usize) {
        if self.source.marks.is_empty() {
            return;
        }
        let change = self.source.change_at(at);
        if change == self.change {
            return;
        }
        if let Some(depth) = self.open.iter().rposition(|open| Some(*open) == mark(self.change)) {
            let inner = self.open[depth + 1..].to_vec();
            self.end_to(depth);
            inner.into_iter().for_each(|inline| self.start(inline));
        }
        if let Some(mark) = mark(change) {
            self.start(mark);
        }
        self.change = change;
    }

    fn start(&mut self, inline: Inline) {
        self.open.push(inline);
        self.nodes.push(Node::Start(inline));
    }

    fn end_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(inline) = self.open.pop() else { return };
            if Some(inline) == mark(self.change) {
                self.change = Change::None;
            }
            self.nodes.push(Node::End(inline));
        }
    }
}

fn mark(change: Change) -> Option<Inline> {
    match change {
        Change::None => None,
        Change::Inserted => Some(Inline::Inserted),
        Change::Deleted => Some(Inline::Deleted),
    }
}
