//! The glossary and the free pages.

use super::meta;
use crate::model::{FileId, Finding, Span, Translated};
use crate::yaml::{self, Node};
use std::ops::Range;
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

const TERM_KEYS: [&str; 4] = ["term", "reading", "text", "also"];

/// Reads glossary.yaml with its overlays.
pub fn glossary(root: &Node, overlays: &[(usize, Node)], findings: &mut Vec<Finding>) -> Vec<Term> {
    for (_, overlay) in overlays {
        for (key, _) in overlay.mapping().unwrap_or(&[]) {
            if root.get(&key.text).is_none() {
                findings.push(
                    Finding::new("orphan-translation", key.span).variant("key").fact("key", key.text.clone()),
                );
            }
        }
    }
    if root.mapping().is_none() && !root.is_empty() {
        findings.push(Finding::new("wrong-type", root.span).variant("mapping"));
    }
    for root in std::iter::once(root).chain(overlays.iter().map(|(_, o)| o)) {
        for (_, node) in root.mapping().unwrap_or(&[]) {
            meta::known_keys(node, &TERM_KEYS, "unknown-item", findings);
        }
    }
    root.mapping().unwrap_or(&[]).iter().map(|(key, node)| term(key, node, overlays)).collect()
}

fn term(key: &yaml::Key, node: &Node, overlays: &[(usize, Node)]) -> Term {
    let own: Vec<(usize, Node)> =
        overlays.iter().filter_map(|(l, o)| Some((*l, o.get(&key.text)?.clone()))).collect();
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
    matter.iter().for_each(|m| meta::known_keys(m, &["title"], "unknown-item", findings));
    let body = rest[end..].split_once('\n').map_or("", |(_, body)| body);
    let line = text[..text.len() - body.len()].matches('\n').count() as u32 + 1;
    Some(PageText { matter, body: body.into(), span: Span { file, line, column: 1, length: 0 } })
}

/// A section of a free page: the heading above it, and the bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The level (1 to 6) and the words of the heading; nothing for what stands before the first.
    pub heading: Option<(u8, String)>,
    /// Where its text is in the body.
    pub body: Range<usize>,
}

/// Divides the text of a free page at its `#` headings.
pub fn sections(body: &str) -> Vec<Section> {
    let mut sections = vec![Section { heading: None, body: 0..0 }];
    let mut fenced = false;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        let heading = heading(line).filter(|_| !fenced);
        let end = at + line.len();
        match heading {
            Some(heading) => sections.push(Section { heading: Some(heading), body: end..end }),
            None => sections.last_mut().expect("there is always a section").body.end = end,
        }
        at = end;
    }
    sections.retain(|s| s.heading.is_some() || !body[s.body.clone()].trim().is_empty());
    sections
}

fn heading(line: &str) -> Option<(u8, String)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let words = line[level..].strip_prefix([' ', '\u{3000}'])?.trim().trim_end_matches('#').trim_end();
    (1..=6).contains(&level).then(|| (level as u8, words.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_divided_at_its_headings() {
        let body = "前文\n\n## 一\n本文 # これは見出しではない\n### 二 ##\n終わり\n";
        let found: Vec<_> =
            sections(body).into_iter().map(|s| (s.heading, body[s.body].trim().to_owned())).collect();
        assert_eq!(
            found,
            [
                (None, "前文".into()),
                (Some((2, "一".into())), "本文 # これは見出しではない".into()),
                (Some((3, "二".into())), "終わり".into()),
            ]
        );
    }
}
