//! YAML with a position for every key and every value. The one place that knows the YAML library.
//!
//! Built on the parser that serde-saphyr carries. A scalar is the characters that were typed; tags mean nothing; aliases
//! and nesting are bounded. A mistake in the syntax is reported and cut out, so that the rest of the file is still read.

pub mod mistake;
pub mod repair;

use crate::model::{FileId, Finding, Localized, Span};
use mistake::Mistake;
use repair::Repaired;
use serde_saphyr::granit_parser::{Event, Marker, Parser, ScalarStyle, Span as Mark};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The deepest nesting of a file. The deepest built-in form needs 12 levels.
const DEEPEST: usize = 32;
/// How many nodes aliases may add to a file. Documents need none at all.
const ALIAS_NODES: usize = 2_000;
/// After so many mistakes of syntax a file is given up.
const MOST_MISTAKES: usize = 12;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it begins.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing was typed.
    Empty,
    /// The characters that were typed.
    Scalar(Arc<str>),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file; no key twice.
    Mapping(Vec<(Key, Node)>),
}

/// The key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The characters of the key.
    pub text: Arc<str>,
    /// Where it is.
    pub span: Span,
}

impl Node {
    /// The characters of a scalar, an empty text for nothing.
    pub fn scalar(&self) -> Option<&Arc<str>> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// A text in its languages: a mapping of codes, or one text that serves for all.
    pub fn localized(&self) -> Localized {
        match self.mapping() {
            Some(entries) => Localized::new(
                entries.iter().filter_map(|(k, n)| Some((k.text.clone(), n.scalar()?.clone()))),
            ),
            None => Localized::new(self.scalar().map(|text| (Arc::from("ja"), text.clone()))),
        }
    }

    /// The entries of a mapping.
    pub fn mapping(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The members of a sequence.
    pub fn sequence(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Sequence(members) => Some(members),
            _ => None,
        }
    }

    /// The value of a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, node)| node)
    }

    /// The entry of a mapping, key and value.
    pub fn entry(&self, key: &str) -> Option<&(Key, Node)> {
        self.mapping()?.iter().find(|(k, _)| &*k.text == key)
    }

    /// True where nothing, or only white space, was typed.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Empty => true,
            Value::Scalar(text) => text.trim().is_empty(),
            Value::Sequence(members) => members.is_empty(),
            Value::Mapping(entries) => entries.is_empty(),
        }
    }

    /// True where keys may stand but no text does: a skeleton that nobody has filled in.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Sequence(members) => members.iter().all(Self::is_blank),
            Value::Mapping(entries) => entries.iter().all(|(_, node)| node.is_blank()),
            _ => self.is_empty(),
        }
    }

    /// Calls `see` with every scalar and every key below this node.
    pub fn each_text(&self, see: &mut impl FnMut(&str, Span)) {
        match &self.value {
            Value::Empty => {}
            Value::Scalar(text) => see(text, self.span),
            Value::Sequence(members) => members.iter().for_each(|m| m.each_text(see)),
            Value::Mapping(entries) => {
                for (key, node) in entries {
                    see(&key.text, key.span);
                    node.each_text(see);
                }
            }
        }
    }
}

/// A file as read.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The value of the file; nothing where it is empty.
    pub root: Option<Node>,
    /// Something had to be cut out: what is absent may be there after all.
    pub broken: bool,
}

/// Reads a YAML file. What is wrong goes to `findings`; what is right is returned.
pub fn parse(file: FileId, bytes: &[u8], findings: &mut Vec<Finding>) -> Parsed {
    let Some(text) = decode(file, bytes, findings) else { return Parsed { root: None, broken: true } };
    let mut source = repair::repair(file, text, findings);
    let mut broken = false;
    for _ in 0..MOST_MISTAKES {
        match build(file, &source, findings) {
            Ok(parsed) => return Parsed { broken: broken || parsed.broken, ..parsed },
            Err(mistake) => {
                broken = true;
                let mistake = mistake.traced(source.text());
                findings.push(mistake.finding(file, &source));
                if !source.cut(mistake.line) {
                    break;
                }
            }
        }
    }
    Parsed { root: None, broken }
}

/// The bytes as text, without a byte order mark; `not-utf8` at the first line that is none.
pub fn decode<'a>(file: FileId, bytes: &'a [u8], findings: &mut Vec<Finding>) -> Option<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            let line = good.matches('\n').count() as u32 + 1;
            let column = good.rsplit('\n').next().map_or(0, |l| l.chars().count()) as u32 + 1;
            findings.push(Finding::new("not-utf8", Span { file, line, column, length: 0 }));
            None
        }
    }
}

/// A collection that is still open.
enum Open {
    Sequence(Span, usize, Vec<Node>),
    Mapping { start: Span, anchor: usize, entries: Vec<(Key, Node)>, key: Option<Key> },
}

struct Builder<'a> {
    file: FileId,
    source: &'a Repaired<'a>,
    findings: Vec<Finding>,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, (Node, usize)>,
    alias_nodes: usize,
    too_deep: bool,
}

/// Builds the tree of a file. Findings about its content are kept only where the syntax is right to the end, so that
/// reading again after a cut does not report them twice.
fn build(file: FileId, source: &Repaired, findings: &mut Vec<Finding>) -> Result<Parsed, Mistake> {
    let mut builder = Builder {
        file,
        source,
        findings: Vec::new(),
        open: Vec::new(),
        root: None,
        anchors: BTreeMap::new(),
        alias_nodes: 0,
        too_deep: false,
    };
    let mut documents = 0;
    let mut parser = Parser::new_from_str(source.text());
    while let Some(event) = parser.next_event() {
        let (event, mark) = event.map_err(|e| mistake(e.marker(), e.info().to_string()))?;
        if let Event::DocumentStart(..) = event {
            documents += 1;
            if documents > 1 {
                return Err(mistake(&mark.start, "a second document (---) in one file".into()));
            }
        }
        if !builder.take(event, mark) {
            break;
        }
    }
    findings.append(&mut builder.findings);
    Ok(Parsed { root: builder.root, broken: builder.too_deep })
}

fn mistake(at: &Marker, words: String) -> Mistake {
    Mistake::new(at.line() as u32, at.col() as u32 + 1, words)
}

impl Builder<'_> {
    /// Takes one event; false when the file is not to be read further.
    fn take(&mut self, event: Event, mark: Mark) -> bool {
        let span = self.span(&mark);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                // An absent value comes as `~` of no length; a typed `~` has one.
                let blank = style == ScalarStyle::Plain && mark.start.index() == mark.end.index();
                let value = if blank { Value::Empty } else { Value::Scalar(Arc::from(&*text)) };
                self.finish(Node { span, value }, anchor);
            }
            Event::SequenceStart(_, anchor, _) => self.open.push(Open::Sequence(span, anchor, Vec::new())),
            Event::MappingStart(_, anchor, _) => {
                self.open.push(Open::Mapping { start: span, anchor, entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(id) => self.alias(id, span),
            _ => {}
        }
        if self.open.len() > DEEPEST && !self.too_deep {
            self.too_deep = true;
            self.findings.push(Finding::new("too-deep", span).fact("most", DEEPEST.to_string()));
        }
        !self.too_deep
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Sequence(span, anchor, members)) => {
                self.finish(Node { span, value: Value::Sequence(members) }, anchor);
            }
            Some(Open::Mapping { start, anchor, entries, .. }) => {
                self.finish(Node { span: start, value: Value::Mapping(entries) }, anchor);
            }
            None => {}
        }
    }

    /// Puts a finished node where it belongs: the root, a member, a key or a value.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            let size = count(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence(_, _, members)) => members.push(node),
            Some(Open::Mapping { entries, key, .. }) => match key.take() {
                None => *key = Some(key_of(node, &mut self.findings)),
                // What is no key was reported; its value belongs to nothing.
                Some(key) if key.text.is_empty() => {}
                Some(key) => match entries.iter().find(|(k, _)| k.text == key.text) {
                    Some((first, _)) => self.findings.push(
                        Finding::new("duplicate-key", key.span)
                            .fact("key", key.text.clone())
                            .also(first.span),
                    ),
                    None => entries.push((key, node)),
                },
            },
        }
    }

    fn alias(&mut self, id: usize, span: Span) {
        let (node, size) = self.anchors.get(&id).cloned().unwrap_or((Node { span, value: Value::Empty }, 1));
        self.alias_nodes = self.alias_nodes.saturating_add(size);
        if self.alias_nodes > ALIAS_NODES {
            if !self.findings.iter().any(|f| f.rule == "alias-bomb") {
                self.findings.push(Finding::new("alias-bomb", span).fact("most", ALIAS_NODES.to_string()));
            }
            return self.finish(Node { span, value: Value::Empty }, 0);
        }
        self.finish(Node { span, ..node }, 0);
    }

    fn span(&self, mark: &Mark) -> Span {
        let (line, column) = self.source.original(mark.start.line() as u32, mark.start.col() as u32 + 1);
        let one_line = mark.start.line() == mark.end.line();
        let length = if one_line { mark.end.index().saturating_sub(mark.start.index()) } else { 1 };
        Span { file: self.file, line, column, length: length as u32 }
    }
}

/// A key must be a word; nothing, or a collection, as a key has no meaning in the content.
fn key_of(node: Node, findings: &mut Vec<Finding>) -> Key {
    let span = node.span;
    let text = match node.value {
        Value::Scalar(text) if !text.is_empty() => text,
        _ => {
            findings.push(Finding::new("yaml-syntax", span).variant("key"));
            "".into()
        }
    };
    Key { text, span }
}

fn count(node: &Node) -> usize {
    match &node.value {
        Value::Empty | Value::Scalar(_) => 1,
        Value::Sequence(members) => 1 + members.iter().map(count).sum::<usize>(),
        Value::Mapping(entries) => 1 + entries.iter().map(|(_, n)| 1 + count(n)).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<Finding>) {
        let mut findings = Vec::new();
        let parsed = parse(FileId(0), text.as_bytes(), &mut findings);
        (parsed.root, findings)
    }

    fn at(node: &Node, path: &[&str]) -> (String, u32, u32, u32) {
        let node = path.iter().fold(node, |n, key| n.get(key).expect("the key is there"));
        (
            node.scalar().map_or(String::new(), ToString::to_string),
            node.span.line,
            node.span.column,
            node.span.length,
        )
    }

    #[test]
    fn scalars_are_the_characters_that_were_typed() {
        let (root, findings) = read("a: 0123\nb: no\nc: 1:30\nd: 1.10\ne: ~\nf:\ng: ''\nh: !!int 7\n");
        let root = root.expect("a mapping");
        let typed: Vec<_> =
            root.mapping().unwrap_or(&[]).iter().map(|(_, n)| n.scalar().map(|s| s.to_string())).collect();
        let some = |text: &str| Some(text.to_string());
        assert_eq!(
            typed,
            [some("0123"), some("no"), some("1:30"), some("1.10"), some("~"), None, some(""), some("7")]
        );
        assert!(findings.is_empty());
    }

    #[test]
    fn keys_and_values_know_their_places() {
        let (root, _) =
            read("基本:\n  名称: 住民 # 注\n  text: |\n    一行目\n    二行目\n  list: [あ, い]\n");
        let root = root.expect("a mapping");
        assert_eq!(at(&root, &["基本", "名称"]), ("住民".into(), 2, 7, 2));
        assert_eq!(at(&root, &["基本", "text"]), ("一行目\n二行目\n".into(), 4, 5, 1));
        let list = root.get("基本").and_then(|n| n.get("list")).and_then(Node::sequence).expect("a list");
        assert_eq!((list[1].span.line, list[1].span.column), (6, 13));
    }

    #[test]
    fn a_key_that_stands_twice_is_reported_with_both_places() {
        let (root, findings) = read("a: 1\nb: 2\na: 3\n");
        assert_eq!(findings[0].rule, "duplicate-key");
        assert_eq!((findings[0].at.span.line, findings[0].also[0].span.line), (3, 1));
        assert_eq!(at(&root.expect("a mapping"), &["a"]).0, "1");
    }

    #[test]
    fn after_a_mistake_the_rest_of_the_file_is_read() {
        let (root, findings) = read("a: 1\nb: \"open\nc: 2\nd: [1, 2\ne: 3\n");
        assert!(findings.iter().all(|f| f.rule == "yaml-syntax"), "{findings:?}");
        assert_eq!(at(&root.expect("a mapping"), &["a"]).0, "1");
    }

    #[test]
    fn alias_bombs_and_deep_nesting_are_refused_quickly() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for n in 1..10 {
            bomb += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(","));
        }
        assert!(read(&bomb).1.iter().any(|f| f.rule == "alias-bomb"));
        let deep = "[".repeat(20_000);
        assert!(read(&deep).1.iter().any(|f| f.rule == "too-deep"), "{:?}", read(&deep).1);
        let block: String = (0..60).map(|n| format!("{}k:\n", " ".repeat(n))).collect();
        assert!(read(&block).1.iter().any(|f| f.rule == "too-deep"));
    }

    #[test]
    fn a_small_alias_is_only_a_repetition() {
        let (root, findings) = read("a: &x 本文\nb: *x\n");
        assert!(findings.is_empty());
        assert_eq!(at(&root.expect("a mapping"), &["b"]).0, "本文");
    }
}
