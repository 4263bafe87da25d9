//! document.yaml: what a document is, and in which state its edition is.

use crate::model::{Date, Finding, Languages, Span, Translated, Wording, date};
use crate::yaml::Node;
use std::sync::Arc;

/// The state of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// 下書き: seen only by those who write it.
    #[default]
    Draft,
    /// 意見募集中: out for the public hearing.
    Consultation,
    /// 公表.
    Published,
    /// 終了: the affairs have ended; the document stays public.
    Ended,
}

impl Status {
    const ALL: [(Self, &str); 4] = [
        (Self::Draft, "draft"),
        (Self::Consultation, "consultation"),
        (Self::Published, "published"),
        (Self::Ended, "ended"),
    ];

    /// The word used in document.yaml and in JSON.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, id)| id)
    }

    /// True where residents may see it.
    pub fn is_public(self) -> bool {
        self != Self::Draft
    }
}

/// The public hearing of an edition (意見の聴取).
#[derive(Debug, Clone, Default)]
pub struct Consultation {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Where and how to send opinions, in Markdown.
    pub how: Translated,
    /// Where it stands.
    pub span: Option<Span>,
}

/// What document.yaml says, with its translations.
#[derive(Debug, Clone)]
pub struct Meta {
    /// The file itself.
    pub span: Span,
    /// The form, as written: `full` or `full@2024-10`.
    pub form: Option<(Arc<str>, Span)>,
    /// The number of the document.
    pub number: Option<(Arc<str>, Span)>,
    /// The title.
    pub title: Translated,
    /// Where the title stands.
    pub title_span: Span,
    /// The state of the edition.
    pub status: Status,
    /// The day of publication.
    pub published: Option<(Date, Span)>,
    /// Where the day of publication stands, if it is one or not.
    pub published_span: Option<Span>,
    /// The department in charge.
    pub department: Translated,
    /// Words under which it is found, by language index.
    pub keywords: Vec<Vec<Arc<str>>>,
    /// Slugs of documents it belongs to.
    pub relates_to: Vec<(Arc<str>, Span)>,
    /// Addresses it had before.
    pub moved_from: Vec<(Arc<str>, Span)>,
    /// The public hearing.
    pub consultation: Option<Consultation>,
    /// The day the affairs ended.
    pub ended: Option<Date>,
    /// Where the day of the end stands.
    pub ended_span: Option<Span>,
    /// Every text of the file and its overlays that may be published.
    pub texts: Vec<(Arc<str>, Span)>,
}

const KEYS: [&str; 11] = [
    "form",
    "number",
    "title",
    "status",
    "published",
    "department",
    "keywords",
    "relates_to",
    "moved_from",
    "consultation",
    "ended",
];
const OVERLAY_KEYS: [&str; 4] = ["title", "department", "keywords", "consultation"];

/// Reads document.yaml (`root`) and its translations (`overlays`: language index and value).
pub fn decode(
    root: Option<&Node>,
    overlays: &[(usize, Node)],
    file: Span,
    languages: &Languages,
    findings: &mut Vec<Finding>,
) -> Meta {
    let empty = Node { span: file, value: crate::yaml::Value::Empty };
    let root = root.unwrap_or(&empty);
    known_keys(root, &KEYS, "unknown-item", findings);
    for (_, node) in ["form", "title", "number", "department"].iter().filter_map(|key| root.entry(key)) {
        if node.scalar().is_none() && !node.is_empty() {
            findings.push(Finding::new("wrong-type", node.span).variant("text"));
        }
    }
    let place = |key: &str| root.get(key).filter(|n| !n.is_empty()).map(|n| n.span);
    for (_, overlay) in overlays {
        known_keys(overlay, &OVERLAY_KEYS, "orphan-translation", findings);
    }
    let translated = |key: &str| translated(root, overlays, key);
    let mut meta = Meta {
        span: file,
        form: spanned(root, "form"),
        number: spanned(root, "number"),
        title: translated("title"),
        title_span: root.get("title").map_or(file, |n| n.span),
        status: status(root, file, findings),
        published: None,
        published_span: place("published"),
        department: translated("department"),
        keywords: keywords(root, overlays, languages),
        relates_to: list(root, "relates_to"),
        moved_from: list(root, "moved_from"),
        consultation: None,
        ended: day(root.get("ended"), findings),
        ended_span: place("ended"),
        texts: Vec::new(),
    };
    meta.published = root.get("published").and_then(|n| Some((day(Some(n), findings)?, n.span)));
    meta.consultation = root.get("consultation").map(|node| consultation(node, overlays, findings));
    let texts = &mut meta.texts;
    for node in std::iter::once(root).chain(overlays.iter().map(|(_, node)| node)) {
        node.each_text(&mut |text, span| texts.push((Arc::from(text), span)));
    }
    meta
}

/// `rule` for keys that cannot stand in a mapping, `wrong-type` for what is none.
pub fn known_keys(node: &Node, known: &[&str], rule: &'static str, findings: &mut Vec<Finding>) {
    if node.mapping().is_none() && !node.is_empty() {
        findings.push(Finding::new("wrong-type", node.span).variant("mapping"));
    }
    for (key, _) in node.mapping().unwrap_or(&[]) {
        if !known.contains(&&*key.text) {
            let suggestion = crate::model::finding::nearest(&key.text, known.iter().copied());
            findings.push(
                Finding::new(rule, key.span)
                    .variant("key")
                    .fact("key", key.text.clone())
                    .fact("options", known.join(", "))
                    .suggest(suggestion),
            );
        }
    }
}

fn spanned(root: &Node, key: &str) -> Option<(Arc<str>, Span)> {
    let node = root.get(key)?;
    Some((node.scalar()?.clone(), node.span))
}

/// A scalar, or a list of scalars, each with its place.
fn list(root: &Node, key: &str) -> Vec<(Arc<str>, Span)> {
    let Some(node) = root.get(key) else { return Vec::new() };
    let members = node.sequence().unwrap_or(std::slice::from_ref(node));
    members.iter().filter_map(|m| Some((m.scalar()?.clone(), m.span))).collect()
}

/// The text of a key in the source and in every overlay.
pub fn translated(root: &Node, overlays: &[(usize, Node)], key: &str) -> Translated {
    let source = root.get(key).and_then(|n| Some(Translated::source(n.scalar()?.clone(), Some(n.span))));
    let mut text = source.unwrap_or_default();
    for (language, overlay) in overlays {
        if let Some(wording) = overlay.get(key).and_then(translation) {
            text.set(*language, wording);
        }
    }
    text
}

/// A translation as written in an overlay: a text, or `{partial: …}`.
pub fn translation(node: &Node) -> Option<Wording> {
    let (node, partial) = node.get("partial").map_or((node, false), |part| (part, true));
    Some(Wording { text: node.scalar()?.clone(), span: Some(node.span), partial })
}

fn status(root: &Node, file: Span, findings: &mut Vec<Finding>) -> Status {
    let ids = Status::ALL.map(|(_, id)| id);
    let Some((key, node)) = root.entry("status") else {
        findings
            .push(Finding::new("status-unknown", file).variant("missing").fact("options", ids.join(", ")));
        return Status::Draft;
    };
    let typed = node.scalar().map_or("", |t| t.trim());
    if let Some((status, _)) = Status::ALL.iter().find(|(_, id)| *id == typed) {
        return *status;
    }
    let span = if node.is_empty() { key.span } else { node.span };
    let finding = Finding::new("status-unknown", span).fact("value", typed).fact("options", ids.join(", "));
    findings.push(finding.suggest(crate::model::finding::nearest(typed, ids)));
    Status::Draft
}

fn keywords(root: &Node, overlays: &[(usize, Node)], languages: &Languages) -> Vec<Vec<Arc<str>>> {
    let words = |node: &Node| list(node, "keywords").into_iter().map(|(word, _)| word).collect();
    let overlay =
        |n| overlays.iter().find(|(language, _)| *language == n).map(|(_, o)| words(o)).unwrap_or_default();
    (0..languages.count()).map(|n| if n == 0 { words(root) } else { overlay(n) }).collect()
}

fn consultation(node: &Node, overlays: &[(usize, Node)], findings: &mut Vec<Finding>) -> Consultation {
    let overlays: Vec<(usize, Node)> =
        overlays.iter().filter_map(|(l, o)| Some((*l, o.get("consultation")?.clone()))).collect();
    known_keys(node, &["from", "to", "how"], "unknown-item", findings);
    overlays.iter().for_each(|(_, o)| known_keys(o, &["how"], "orphan-translation", findings));
    Consultation {
        from: day(node.get("from"), findings),
        to: day(node.get("to"), findings),
        how: translated(node, &overlays, "how"),
        span: Some(node.span),
    }
}

/// A whole date; anything else is `bad-date`.
pub fn day(node: Option<&Node>, findings: &mut Vec<Finding>) -> Option<Date> {
    let node = node.filter(|n| !n.is_empty())?;
    let typed = node.scalar().map_or("", |t| t.trim());
    let found = Date::parse(typed).filter(|d| d.is_day());
    if found.is_none() {
        findings.push(bad_date(typed, node.span, "day"));
    }
    found
}

/// The finding for a date that is none, with what was probably meant.
pub fn bad_date(typed: &str, span: Span, variant: &'static str) -> Finding {
    let fits = |d: &Date| variant == "date" || d.is_day();
    let suggestion = date::guess(typed).filter(fits).map(|d| d.to_string());
    Finding::new("bad-date", span).variant(variant).fact("value", typed).suggest(suggestion)
}
