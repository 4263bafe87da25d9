//! Nodes as a tree of values, for outputs that set type themselves: no markup that somebody has to parse again.

use super::node::{Block, Inline, Node};
use super::{Link, Text};
use serde::Serialize;

/// A piece of a text: a run of words, or an element with what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Tree {
    /// Words.
    Words(String),
    /// An element.
    Element(Element),
}

/// A block or inline element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Element {
    /// p, subheading, outline, entry, list, item, code, table, head, body, row, cell, em, strong, struck, inserted,
    /// deleted, link, mono, marker, break, image, reference, rule, notes, note.
    pub kind: &'static str,
    /// Where a link leads, which file an image is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The number of a note or of a reference to one, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// What is in it.
    pub inside: Vec<Tree>,
}

impl Element {
    fn new(kind: &'static str) -> Self {
        Self { kind, to: None, number: None, inside: Vec::new() }
    }
}

/// Writes a text; `to` tells where a link or image leads, nothing where only its words are to stand.
pub fn write(text: &Text, to: &dyn Fn(&Link) -> Option<String>) -> Vec<Tree> {
    let writer = Writer { text, to };
    let mut tree = writer.nodes(&text.nodes);
    if !text.notes.is_empty() {
        let mut notes = Element::new("notes");
        for (n, note) in text.notes.iter().enumerate() {
            let inside = writer.nodes(&note.nodes);
            notes.inside.push(Tree::Element(Element { number: Some(n + 1), inside, ..Element::new("note") }));
        }
        tree.push(Tree::Element(notes));
    }
    tree
}

struct Writer<'a> {
    text: &'a Text,
    to: &'a dyn Fn(&Link) -> Option<String>,
}

impl Writer<'_> {
    fn nodes(&self, nodes: &[Node]) -> Vec<Tree> {
        // The elements that are open, outermost first; the first of all holds the whole.
        let mut open = vec![Element::new("")];
        for node in nodes {
            match node {
                Node::Open(block) => open.push(Element::new(block_kind(*block))),
                Node::Start(inline) => open.push(self.inline(*inline)),
                Node::Close(_) | Node::End(_) => {
                    if let Some(done) = open.pop() {
                        put(&mut open, Tree::Element(done));
                    }
                }
                Node::Text(span) => words(&mut open, &self.text.source[span.start..span.end]),
                Node::Owned(owned) => words(&mut open, owned),
                Node::Space => words(&mut open, " "),
                Node::Nothing => {}
                Node::Code(code) => put(&mut open, element("mono", code)),
                Node::Marker(span) => {
                    put(&mut open, element("marker", &self.text.source[span.start..span.end]));
                }
                Node::Break => put(&mut open, Tree::Element(Element::new("break"))),
                Node::Rule => put(&mut open, Tree::Element(Element::new("rule"))),
                Node::Image { link, alt } => self.image(&mut open, *link, alt),
                Node::NoteRef { number, .. } => put(
                    &mut open,
                    Tree::Element(Element { number: Some(number + 1), ..Element::new("reference") }),
                ),
            }
        }
        open.swap_remove(0).inside
    }

    fn inline(&self, inline: Inline) -> Element {
        match inline {
            Inline::Link(n) => Element { to: (self.to)(&self.text.links[n]), ..Element::new("link") },
            Inline::Emphasis => Element::new("em"),
            Inline::Strong => Element::new("strong"),
            Inline::Struck => Element::new("struck"),
            Inline::Inserted => Element::new("inserted"),
            Inline::Deleted => Element::new("deleted"),
        }
    }

    /// An image; one that may not be shown leaves its description.
    fn image(&self, open: &mut [Element], link: Option<usize>, alt: &str) {
        match link.and_then(|n| (self.to)(&self.text.links[n])) {
            Some(to) => {
                let inside = vec![Tree::Words(alt.to_owned())];
                put(open, Tree::Element(Element { to: Some(to), inside, ..Element::new("image") }));
            }
            None => words(open, alt),
        }
    }
}

fn block_kind(block: Block) -> &'static str {
    match block {
        Block::Paragraph => "p",
        Block::Subheading => "subheading",
        Block::Outline => "outline",
        Block::Entry { .. } => "entry",
        Block::List => "list",
        Block::Item => "item",
        Block::Code => "code",
        Block::Table(_) => "table",
        Block::Head => "head",
        Block::Body => "body",
        Block::Row => "row",
        Block::HeadCell(_) | Block::Cell(_) => "cell",
    }
}

fn element(kind: &'static str, text: &str) -> Tree {
    Tree::Element(Element { inside: vec![Tree::Words(text.to_owned())], ..Element::new(kind) })
}

fn put(open: &mut [Element], tree: Tree) {
    if let Some(last) = open.last_mut() {
        last.inside.push(tree);
    }
}

/// Adds words to those before them.
fn words(open: &mut [Element], text: &str) {
    let Some(last) = open.last_mut().filter(|_| !text.is_empty()) else { return };
    match last.inside.last_mut() {
        Some(Tree::Words(before)) => before.push_str(text),
        _ => last.inside.push(Tree::Words(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use crate::text::parse;

    fn tree(source: &str) -> String {
        let text = parse(source);
        let tree =
            text.tree(&|link| link.destination.starts_with("https:").then(|| link.destination.clone()));
        serde_json::to_string(&tree).expect("values").replace('"', "")
    }

    #[test]
    fn words_marks_and_entries_nest() {
        assert_eq!(tree("住民の\n**氏名**を"), "[{kind:p,inside:[住民の,{kind:strong,inside:[氏名]},を]}]");
        let outline = tree("① 申請\n（1）受付");
        assert!(
            outline.starts_with("[{kind:outline,inside:[{kind:entry,inside:[{kind:marker,inside:["),
            "{outline}"
        );
        assert_eq!(outline.matches("kind:entry").count(), 2, "{outline}");
    }

    #[test]
    fn links_lead_where_they_may_and_images_leave_their_words() {
        let told = tree("[国](https://example.jp/)と[市](doc:x)と![図](files/a.svg)");
        assert!(told.contains("{kind:link,to:https://example.jp/,inside:[国]}"), "{told}");
        assert!(told.contains("{kind:link,inside:[市]}") && told.contains("と図"), "{told}");
    }

    #[test]
    fn notes_stand_at_the_end() {
        let told = tree("本文[^a]\n\n[^a]: 注");
        assert!(told.contains("{kind:reference,number:1,inside:[]}"), "{told}");
        assert!(told.ends_with("{kind:notes,inside:[{kind:note,number:1,inside:[注]}]}]"), "{told}");
    }
}
