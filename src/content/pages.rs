//! The glossary and the free pages.

use super::meta;
use super::yaml::{self, Node};
use crate::model::{FileId, Finding, Span, Translated};
use std::sync::Arc;

/// A term of the glossary (用語).
#[derive(Debug, Clone)]
pub struct Term {
    /// Its key: the identity of the term in addresses.
    pub key: Arc<str>,
    /// The term as written in texts.
    pub term: Translated,
    /// How it is read, in kana.
    pub reading: Option<Arc<str>>,
    /// What it means, in Markdown.
    pub text: Translated,
    /// Other words for it, by language index.
    pub also: Vec<(usize, Arc<str>)>,
    /// Where it stands.
    pub span: Span,
}

/// A free page, such as the page about the site.
#[derive(Debug, Clone)]
pub struct Page {
    /// The name of its file.
    pub name: Arc<str>,
    /// Its title.
    pub title: Translated,
    /// Its text, in Markdown; headings are allowed.
    pub body: Translated,
}

/// Reads glossary.yaml with its overlays.
pub fn glossary(root: &Node, overlays: &[(usize, Node)], findings: &mut Vec<Finding>) -> Vec<Term> {
    for (_, overlay) in overlays {
        for (key, _) in overlay.mapping().unwrap_or(&[]) {
            if root.get(&key.text).is_none() {
                findings.push(Finding::new("orphan-translation", key.span).variant("key").fact("key", key.text.clone()));
            }
        }
    }
    root.mapping().unwrap_or(&[]).iter().map(|(key, node)| term(key, node, overlays)).collect()
}

fn term(key: &yaml::Key, node: &Node, overlays: &[(usize, Node)]) -> Term {
    let own: Vec<(usize, Node)> = overlays.iter().filter_map(|(l, o)| Some((*l, o.get(&key.text)?.clone()))).collect();
    let all = || std::iter::once((0, node)).chain(own.iter().map(|(l, n)| (*l, n)));
    let also = |language: usize, node: &Node| -> Vec<(usize, Arc<str>)> {
        let words = node.get("also").and_then(Node::sequence).unwrap_or(&[]);
        words.iter().filter_map(|w| Some((language, w.scalar()?.clone()))).collect()
    };
    Term {
        key: key.text.clone(),
        term: meta::translated(node, &own, "term"),
        reading: node.get("reading").and_then(Node::scalar).cloned(),
        text: meta::translated(node, &own, "text"),
        also: all().flat_map(|(l, n)| also(l, n)).collect(),
        span: key.span,
    }
}

/// One language of a page: its front matter and the Markdown below it.
pub struct PageText {
    /// The front matter.
    pub matter: Option<Node>,
    /// The text below it.
    pub body: Arc<str>,
    /// Where the text begins.
    pub span: Span,
}

/// Splits a Markdown file into front matter (between `---` lines) and text.
pub fn page(file: FileId, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<PageText> {
    let text = yaml::decode(file, bytes, findings)?;
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return Some(PageText { matter: None, body: text.into(), span: Span::file(file) });
    };
    let end = rest.find("\n---").map_or(rest.len(), |at| at + 1);
    // A leading line stands for the `---`, so that places in the front matter are those of the file.
    let matter = yaml::parse(file, format!("\n{}", &rest[..end]).as_bytes(), findings).root;
    let body = rest[end..].split_once('\n').map_or("", |(_, body)| body);
    let line = text[..text.len() - body.len()].matches('\n').count() as u32 + 1;
    Some(PageText { matter, body: body.into(), span: Span { file, line, column: 1, length: 0 } })
}
