//! Nodes as HTML. Everything that comes from a text is escaped on its way out.

use super::blocks::Align;
use super::node::{Block, Inline, Node, Note};
use super::source::Traits;
use super::{Fragment, Slot, Terms, Text};

/// Writes a text.
pub fn write(text: &Text, id: &str, terms: Option<&dyn Terms>) -> Fragment {
    let mut html = Html {
        text,
        id,
        terms,
        out: String::with_capacity(text.source.len() + text.source.len() / 4 + 16),
        slots: Vec::new(),
        quiet: 0,
        code: false,
        joined: String::new(),
    };
    html.nodes(&text.nodes);
    html.notes();
    Fragment { html: html.out, slots: html.slots }
}

struct Html<'a> {
    text: &'a Text,
    id: &'a str,
    terms: Option<&'a dyn Terms>,
    out: String,
    slots: Vec<(usize, Slot)>,
    /// How many open elements want no terms found in them.
    quiet: usize,
    code: bool,
    /// A run put together from several nodes.
    joined: String,
}

impl Html<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            let run = if self.seeks_terms() { run_length(&nodes[at..]) } else { 0 };
            if run > 0 {
                self.run(&nodes[at..at + run]);
                at += run;
            } else {
                self.node(node);
                at += 1;
            }
        }
    }

    fn seeks_terms(&self) -> bool {
        self.terms.is_some() && self.quiet == 0
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Open(block) => self.open(*block),
            Node::Close(block) => self.close(*block),
            Node::Start(inline) => self.start(*inline),
            Node::End(inline) => self.end(*inline),
            Node::Text(span) => self.source(&self.text.source[span.start..span.end]),
            Node::Owned(text) => escape(text, &mut self.out),
            Node::Code(code) => self.element("<code>", code, "</code>"),
            Node::Marker(span) => {
                self.out.push_str("<span class=\"marker\">");
                self.source(&self.text.source[span.start..span.end]);
                self.out.push_str("</span>");
            }
            Node::Space => self.out.push(' '),
            Node::Nothing => {}
            Node::Break => self.out.push_str(if self.code { "\n" } else { "<br>" }),
            Node::Image { link, alt } => self.image(*link, alt),
            Node::NoteRef { number, earlier } => self.reference(*number, *earlier),
            Node::Rule => self.line("<hr>"),
        }
    }

    /// Text of the source, which as a rule has nothing to escape.
    fn source(&mut self, text: &str) {
        if self.text.traits.any(Traits::ESCAPES) {
            escape(text, &mut self.out);
        } else {
            self.out.push_str(text);
        }
    }

    fn element(&mut self, open: &str, text: &str, close: &str) {
        self.out.push_str(open);
        escape(text, &mut self.out);
        self.out.push_str(close);
    }

    /// A tag at the head of a line.
    fn line(&mut self, tag: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(tag);
    }

    fn slot(&mut self, slot: Slot) {
        self.slots.push((self.out.len(), slot));
    }

    fn open(&mut self, block: Block) {
        match block {
            Block::Paragraph => self.line("<p>"),
            Block::Subheading => {
                self.quiet += 1;
                self.line("<p class=\"subheading\"><strong>");
            }
            Block::Outline => self.line("<ul class=\"outline\">"),
            Block::Entry { note: true } => self.line("<li class=\"note\">"),
            Block::List => self.line("<ul>"),
            Block::Entry { note: false } | Block::Item => self.line("<li>"),
            Block::Code => {
                self.quiet += 1;
                self.code = true;
                self.line("<pre><code>");
            }
            Block::Table(number) => {
                self.line("<div class=\"scroll\" data-scroll role=\"region\" tabindex=\"0\"");
                self.slot(Slot::TableLabel(number));
                self.out.push_str("><table>");
            }
            Block::Head => self.line("<thead>"),
            Block::Body => self.line("<tbody>"),
            Block::Row => self.line("<tr>"),
            Block::HeadCell(align) => self.cell("<th scope=\"col\"", align),
            Block::Cell(align) => self.cell("<td", align),
        }
    }

    fn cell(&mut self, tag: &str, align: Align) {
        self.out.push_str(tag);
        self.out.push_str(match align {
            Align::Start => ">",
            Align::Center => " class=\"center\">",
            Align::End => " class=\"end\">",
        });
    }

    fn close(&mut self, block: Block) {
        match block {
            Block::Paragraph => self.out.push_str("</p>"),
            Block::Subheading => {
                self.quiet -= 1;
                self.out.push_str("</strong></p>");
            }
            Block::Outline | Block::List => self.line("</ul>"),
            Block::Entry { .. } | Block::Item => self.out.push_str("</li>"),
            Block::Code => {
                self.quiet -= 1;
                self.code = false;
                self.out.push_str("</code></pre>");
            }
            Block::Table(_) => self.line("</table></div>"),
            Block::Head => self.line("</thead>"),
            Block::Body => self.line("</tbody>"),
            Block::Row => self.out.push_str("</tr>"),
            Block::HeadCell(_) => self.out.push_str("</th>"),
            Block::Cell(_) => self.out.push_str("</td>"),
        }
    }

    fn start(&mut self, inline: Inline) {
        match inline {
            Inline::Emphasis => self.out.push_str("<em>"),
            Inline::Strong => self.out.push_str("<strong>"),
            Inline::Struck => self.out.push_str("<s>"),
            Inline::Inserted => self.out.push_str("<ins>"),
            Inline::Deleted => self.out.push_str("<del>"),
            Inline::Link(link) => {
                self.quiet += 1;
                self.out.push_str("<a");
                self.slot(Slot::Href(link));
                self.out.push('>');
            }
        }
    }

    fn end(&mut self, inline: Inline) {
        self.out.push_str(match inline {
            Inline::Emphasis => "</em>",
            Inline::Strong => "</strong>",
            Inline::Struck => "</s>",
            Inline::Inserted => "</ins>",
            Inline::Deleted => "</del>",
            Inline::Link(_) => {
                self.quiet -= 1;
                "</a>"
            }
        });
    }

    /// An image; one that may not be shown leaves its description.
    fn image(&mut self, link: Option<usize>, alt: &str) {
        let Some(link) = link else { return escape(alt, &mut self.out) };
        self.out.push_str("<img");
        self.slot(Slot::Href(link));
        self.element(" alt=\"", alt, "\">");
    }
}

/// Footnotes.
impl Html<'_> {
    fn reference(&mut self, number: usize, earlier: usize) {
        let number = number + 1;
        let id = self.reference_id(number, earlier);
        let note = self.note_id(number);
        let link = format!(
            "<sup><a href=\"#{note}\" id=\"{id}\" class=\"footnote-ref\" role=\"doc-noteref\">[{number}]</a></sup>"
        );
        self.out.push_str(&link);
    }

    fn note_id(&self, number: usize) -> String {
        let mut id = String::new();
        escape(self.id, &mut id);
        format!("{id}--fn-{number}")
    }

    fn reference_id(&self, number: usize, earlier: usize) -> String {
        let mut id = String::new();
        escape(self.id, &mut id);
        let again = if earlier == 0 { String::new() } else { format!("-{}", earlier + 1) };
        format!("{id}--fnref-{number}{again}")
    }

    fn notes(&mut self) {
        let text = self.text;
        if text.notes.is_empty() {
            return;
        }
        self.line("<section class=\"footnotes\" role=\"doc-endnotes\"><ol>");
        for (n, note) in text.notes.iter().enumerate() {
            self.note(n + 1, note);
        }
        self.line("</ol></section>");
    }

    fn note(&mut self, number: usize, note: &Note) {
        let id = self.note_id(number);
        self.line(&format!("<li id=\"{id}\">"));
        self.nodes(&note.nodes);
        for earlier in 0..note.references {
            let reference = self.reference_id(number, earlier);
            let back =
                format!(" <a href=\"#{reference}\" class=\"footnote-back\" role=\"doc-backlink\">↩</a>");
            self.out.push_str(&back);
        }
        self.out.push_str("</li>");
    }
}

/// Terms.
impl Html<'_> {
    /// Text in one piece, as far as terms are concerned: a line break in the source may stand within one.
    fn run(&mut self, nodes: &[Node]) {
        if let [Node::Text(span)] = nodes {
            return self.terms(&self.text.source[span.start..span.end]);
        }
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        for node in nodes {
            match node {
                Node::Text(span) => joined.push_str(&self.text.source[span.start..span.end]),
                Node::Owned(text) => joined.push_str(text),
                Node::Space => joined.push(' '),
                _ => {}
            }
        }
        self.terms(&joined);
        self.joined = joined;
    }

    fn terms(&mut self, run: &str) {
        let hits = self.terms.map(|terms| terms.find(run)).unwrap_or_default();
        let mut from = 0;
        for (range, term) in hits {
            let (Some(before), Some(hit)) = (run.get(from..range.start), run.get(range.clone())) else {
                continue;
            };
            escape(before, &mut self.out);
            self.slot(Slot::TermStart(term));
            escape(hit, &mut self.out);
            self.slot(Slot::TermEnd(term));
            from = range.end;
        }
        escape(&run[from..], &mut self.out);
    }
}

/// How many nodes from here on are one run of text.
fn run_length(nodes: &[Node]) -> usize {
    let is_run = |node: &&Node| matches!(node, Node::Text(_) | Node::Owned(_) | Node::Space | Node::Nothing);
    nodes.iter().take_while(is_run).count()
}

/// Writes text so that no character of it means anything to HTML, in content or in a quoted attribute.
fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
