//! changes.yaml and review.yaml: what people say about changes and about findings.

use super::meta;
use crate::model::{Date, Finding, Span, Translated};
use crate::yaml::Node;
use std::sync::Arc;

/// 提出時期: whether the change was submitted before or after it took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timing {
    /// 事前.
    Before,
    /// 事後.
    After,
}

/// One entry of changes.yaml: the rows of one date.
#[derive(Debug, Clone)]
pub struct Change {
    /// The date of the change (変更日).
    pub date: Option<Date>,
    /// The timing of its rows, where they have none of their own.
    pub timing: Option<Timing>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Where the entry begins.
    pub span: Span,
}

/// One row (変更箇所).
#[derive(Debug, Clone)]
pub struct Row {
    /// Item paths, or the label as printed where no edition exists.
    pub items: Vec<(Arc<str>, Span)>,
    /// How the printed table names the item.
    pub label: Translated,
    /// Its own timing.
    pub timing: Option<Timing>,
    /// formal, law, risk-reducing, correction or significant.
    pub kind: Option<(Arc<str>, Span)>,
    /// 変更前の記載, as an excerpt.
    pub before: Translated,
    /// 変更後の記載, as an excerpt.
    pub after: Translated,
    /// Prose instead of the two cells.
    pub summary: Translated,
    /// 提出時期に係る説明.
    pub reason: Translated,
    /// Where the row begins.
    pub span: Span,
    /// Every text with its place and language index.
    pub texts: Vec<(Arc<str>, Span, usize)>,
}

/// A finding that somebody looked at and accepted.
#[derive(Debug, Clone)]
pub struct Review {
    /// The item.
    pub item: Arc<str>,
    /// The rule.
    pub rule: Arc<str>,
    /// Why it is accepted.
    pub reason: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

const ENTRY_KEYS: [&str; 3] = ["date", "timing", "rows"];
const ROW_KEYS: [&str; 8] = ["item", "label", "kind", "before", "after", "summary", "reason", "timing"];
const KINDS: [&str; 5] = ["formal", "law", "risk-reducing", "correction", "significant"];

/// Reads changes.yaml with its overlays, whose entries and rows stand in the same order.
pub fn decode(root: &Node, overlays: &[(usize, Node)], findings: &mut Vec<Finding>) -> Vec<Change> {
    let mut changes = Vec::new();
    let entries = members(Some(root), findings);
    for (n, node) in entries.iter().enumerate() {
        known(node, &ENTRY_KEYS, findings);
        if node.mapping().is_some() && node.get("date").is_none_or(Node::is_empty) {
            findings.push(Finding::new("missing-answer", node.span).variant("date"));
        }
        let own: Vec<_> =
            overlays.iter().filter_map(|(l, o)| Some((*l, entry_of(o, node, n)?.clone()))).collect();
        let rows = members(node.get("rows"), findings);
        own.iter().for_each(|(_, o)| orphan_rows(o, rows.len(), findings));
        changes.push(Change {
            date: meta::day(node.get("date"), findings),
            timing: timing(node, findings),
            rows: decoded(rows, &own, findings),
            span: node.span,
        });
    }
    let dates: Vec<_> = entries.iter().map(|e| e.get("date").and_then(Node::scalar)).collect();
    for entry in overlays.iter().flat_map(|(_, o)| members(Some(o), findings)).collect::<Vec<_>>() {
        if !dates.contains(&entry.get("date").and_then(Node::scalar)) {
            findings.push(Finding::new("orphan-translation", entry.span));
        }
    }
    changes
}

/// The rows that are mappings; others were reported.
fn decoded(rows: &[Node], overlays: &[(usize, Node)], findings: &mut Vec<Finding>) -> Vec<Row> {
    let read = rows.iter().enumerate().map(|(n, node)| (node, row(node, n, overlays, findings)));
    read.filter(|(node, _)| node.mapping().is_some()).map(|(_, row)| row).collect()
}

/// The members of a list; `wrong-type` for what is none.
fn members<'n>(node: Option<&'n Node>, findings: &mut Vec<Finding>) -> &'n [Node] {
    if let Some(node) = node.filter(|n| n.sequence().is_none() && !n.is_empty()) {
        findings.push(Finding::new("wrong-type", node.span).variant("list"));
    }
    node.and_then(Node::sequence).unwrap_or(&[])
}

/// A translation may not have rows that its source has not.
fn orphan_rows(overlay: &Node, count: usize, findings: &mut Vec<Finding>) {
    for row in members(overlay.get("rows"), findings).iter().skip(count) {
        findings.push(Finding::new("orphan-translation", row.span).variant("row"));
    }
}

/// The entry of an overlay for an entry of the source: the one of the same date, the nth of several.
///
/// A translator may translate only some dates, so the position alone says nothing.
fn entry_of<'a>(overlay: &'a Node, source: &Node, position: usize) -> Option<&'a Node> {
    let entries = overlay.sequence()?;
    let date = source.get("date").and_then(Node::scalar)?;
    let same = |e: &&Node| e.get("date").and_then(Node::scalar) == Some(date);
    let mut matching = entries.iter().filter(same);
    let first = matching.next()?;
    // Several entries of one date (事前 and 事後): by timing where both say it.
    let timing = source.get("timing").and_then(Node::scalar);
    let by_timing = entries
        .iter()
        .filter(same)
        .find(|e| timing.is_some() && e.get("timing").and_then(Node::scalar) == timing);
    by_timing.or_else(|| entries.get(position).filter(same)).or(Some(first))
}

fn row(node: &Node, position: usize, overlays: &[(usize, Node)], findings: &mut Vec<Finding>) -> Row {
    known(node, &ROW_KEYS, findings);
    let own: Vec<(usize, Node)> = overlays
        .iter()
        .filter_map(|(l, o)| Some((*l, o.get("rows")?.sequence()?.get(position)?.clone())))
        .collect();
    own.iter().for_each(|(_, n)| known(n, &ROW_KEYS, findings));
    let text = |key: &str| meta::translated(node, &own, key);
    let mut texts = Vec::new();
    for (language, node) in std::iter::once((0, node)).chain(own.iter().map(|(l, n)| (*l, n))) {
        node.each_text(&mut |text, span| texts.push((Arc::from(text), span, language)));
    }
    Row {
        items: items(node),
        label: text("label"),
        timing: timing(node, findings),
        kind: kind(node, findings),
        before: text("before"),
        after: text("after"),
        summary: text("summary"),
        reason: text("reason"),
        span: node.span,
        texts,
    }
}

fn items(node: &Node) -> Vec<(Arc<str>, Span)> {
    let Some(item) = node.get("item") else { return Vec::new() };
    let members = item.sequence().unwrap_or(std::slice::from_ref(item));
    members.iter().filter_map(|m| Some((m.scalar()?.clone(), m.span))).collect()
}

fn timing(node: &Node, findings: &mut Vec<Finding>) -> Option<Timing> {
    let node = node.get("timing")?;
    match node.scalar().map(|t| t.trim()) {
        Some("before" | "事前") => Some(Timing::Before),
        Some("after" | "事後") => Some(Timing::After),
        other => {
            findings.push(unknown(node, other.unwrap_or(""), &["before", "after"]));
            None
        }
    }
}

fn kind(node: &Node, findings: &mut Vec<Finding>) -> Option<(Arc<str>, Span)> {
    let node = node.get("kind")?;
    let kind = node.scalar()?;
    if !KINDS.contains(&&**kind) {
        findings.push(unknown(node, kind, &KINDS));
    }
    Some((kind.clone(), node.span))
}

fn unknown(node: &Node, typed: &str, options: &[&str]) -> Finding {
    let suggestion = crate::model::finding::nearest(typed, options.iter().copied());
    Finding::new("unknown-option", node.span)
        .variant("level")
        .fact("value", typed)
        .fact("options", options.join(", "))
        .suggest(suggestion)
}

fn known(node: &Node, keys: &[&str], findings: &mut Vec<Finding>) {
    meta::known_keys(node, keys, "unknown-item", findings);
}

/// Reads review.yaml.
pub fn reviews(root: &Node, findings: &mut Vec<Finding>) -> Vec<Review> {
    let members = members(Some(root), findings);
    members.iter().for_each(|node| known(node, &["item", "rule", "reason"], findings));
    let review = |node: &Node| {
        let text = |key: &str| node.get(key).and_then(Node::scalar).cloned();
        Some(Review {
            item: text("item")?,
            rule: text("rule")?,
            reason: text("reason").unwrap_or_default(),
            span: node.span,
        })
    };
    members.iter().filter_map(review).collect()
}
