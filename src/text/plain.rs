//! Nodes as plain text, for searching, comparing and spreadsheets.

use super::Text;
use super::node::{Block, Inline, Node};

/// Writes a text.
pub fn write(text: &Text) -> String {
    let mut plain =
        Plain { source: &text.source, out: String::with_capacity(text.source.len()), ..Plain::default() };
    text.nodes.iter().for_each(|node| plain.node(node));
    for (n, note) in text.notes.iter().enumerate() {
        plain.end_line();
        plain.head = Some((0, format!("[{}] ", n + 1)));
        note.nodes.iter().for_each(|node| plain.node(node));
    }
    plain.out
}

#[derive(Default)]
struct Plain<'a> {
    source: &'a str,
    out: String,
    /// Lists that are open.
    lists: usize,
    /// Indentation and what is printed at the head of the next line, if it begins an item.
    head: Option<(usize, String)>,
    /// The current line has text.
    begun: bool,
    /// Cells since the last one that had text.
    tabs: usize,
    /// Lines of code that ended since the last one that had text.
    breaks: usize,
    /// Deleted stretches that are open.
    deleted: usize,
    code: bool,
}

impl Plain<'_> {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Open(block) => self.open(*block),
            Node::Close(block) => self.close(*block),
            Node::Start(Inline::Deleted) => self.deleted += 1,
            Node::End(Inline::Deleted) => self.deleted -= 1,
            Node::Text(span) | Node::Marker(span) => self.text(&self.source[span.start..span.end]),
            Node::Owned(text) | Node::Code(text) => self.text(text),
            Node::Image { alt, .. } => self.text(alt),
            Node::NoteRef { number, .. } => self.text(&format!("[{}]", number + 1)),
            Node::Space if self.begun => self.text(" "),
            Node::Break if self.code => self.breaks += usize::from(self.begun),
            Node::Break => self.end_line(),
            Node::Start(_) | Node::End(_) | Node::Space | Node::Nothing | Node::Rule => {}
        }
    }

    fn open(&mut self, block: Block) {
        match block {
            Block::Cell(_) | Block::HeadCell(_) => {}
            Block::Outline | Block::List => {
                self.end_line();
                self.lists += 1;
            }
            // `- ① x` is printed as that.
            Block::Entry { .. } if self.head.is_some() => {}
            Block::Entry { .. } => self.head = Some((self.lists - 1, String::new())),
            Block::Item => {
                let outer = self.head.take().unwrap_or((self.lists - 1, String::new()));
                self.head = Some((outer.0, outer.1 + "- "));
            }
            _ => self.end_line(),
        }
        self.code |= block == Block::Code;
    }

    fn close(&mut self, block: Block) {
        match block {
            Block::Cell(_) | Block::HeadCell(_) => self.tabs += 1,
            Block::Outline | Block::List => {
                self.end_line();
                self.lists -= 1;
            }
            Block::Entry { .. } | Block::Item => {
                self.end_line();
                self.head = None;
            }
            _ => self.end_line(),
        }
        self.code &= block != Block::Code;
    }

    fn text(&mut self, text: &str) {
        if self.deleted > 0 || text.is_empty() {
            return;
        }
        if !self.begun {
            self.begin_line();
        }
        if self.breaks > 0 {
            self.out.extend(std::iter::repeat_n('\n', std::mem::take(&mut self.breaks)));
            self.indent(self.lists);
        }
        self.out.extend(std::iter::repeat_n('\t', std::mem::take(&mut self.tabs)));
        self.out.push_str(text);
    }

    fn indent(&mut self, levels: usize) {
        self.out.extend(std::iter::repeat_n("  ", levels));
    }

    fn begin_line(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let (indent, head) = self.head.take().unwrap_or((self.lists, String::new()));
        self.indent(indent);
        self.out.push_str(&head);
        self.begun = true;
    }

    fn end_line(&mut self) {
        (self.begun, self.tabs, self.breaks) = (false, 0, 0);
    }
}
