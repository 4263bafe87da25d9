//! Answers that are figures: a picture from a file, or a data flow of nodes and arrows.

use super::filled::{Answer, Flow, FlowArrow, FlowNode, Picture};
use super::leaf::{Judge, Overlays};
use crate::model::{Finding, Translated, finding};
use crate::yaml::{Key, Node};
use std::sync::Arc;

const PICTURE_KEYS: [&str; 2] = ["file", "alt"];
const FLOW_KEYS: [&str; 4] = ["caption", "nodes", "arrows", "notes"];
const NODE_KEYS: [&str; 4] = ["kind", "label", "in", "holds"];
const ARROW_KEYS: [&str; 5] = ["from", "to", "steps", "number", "label"];
const NODE_KINDS: [&str; 4] = ["person", "organisation", "system", "file"];

impl Judge<'_> {
    /// A picture or a data flow.
    pub fn figure(&mut self, node: &Node, overlays: Overlays) -> Option<Answer> {
        if node.mapping().is_none() {
            self.wrong(node.span, "figure");
            return None;
        }
        if node.get("file").is_some() {
            self.picture(node, overlays)
        } else {
            Some(self.flow(node, overlays))
        }
    }

    fn picture(&mut self, node: &Node, overlays: Overlays) -> Option<Answer> {
        self.figure_keys(node, &PICTURE_KEYS);
        let named = node.get("file")?;
        let path = named.scalar()?.clone();
        let alt = self.text_at(node, overlays, "alt");
        if alt.is_empty() {
            self.wrong(named.span, "alt");
        }
        let file = self.file_name(&path, named.span)?.into();
        Some(Answer::Picture(Picture { file, span: named.span, alt }))
    }

    fn flow(&mut self, node: &Node, overlays: Overlays) -> Answer {
        self.figure_keys(node, &FLOW_KEYS);
        let nodes = entries(node, "nodes");
        let ids: Vec<&Key> = nodes.iter().map(|(key, _)| key).collect();
        let at = |key: &str| overlays_at(overlays, key);
        let (of_nodes, of_arrows) = (at("nodes"), at("arrows"));
        self.orphans(nodes, &of_nodes);
        self.orphans(entries(node, "arrows"), &of_arrows);
        Answer::Flow(Flow {
            caption: self.text_at(node, overlays, "caption"),
            nodes: nodes
                .iter()
                .map(|(key, n)| self.flow_node(key, n, &ids, &overlays_at(&of_nodes, &key.text)))
                .collect(),
            arrows: entries(node, "arrows")
                .iter()
                .filter_map(|(key, n)| self.flow_arrow(key, n, &ids, &overlays_at(&of_arrows, &key.text)))
                .collect(),
            notes: self.text_at(node, overlays, "notes"),
        })
    }

    fn flow_node(&mut self, key: &Key, node: &Node, ids: &[&Key], overlays: Overlays) -> FlowNode {
        self.figure_keys(node, &NODE_KEYS);
        let kind = node.get("kind").and_then(Node::scalar).cloned().unwrap_or_else(|| "system".into());
        if !NODE_KINDS.contains(&&*kind) {
            let span = node.get("kind").map_or(node.span, |n| n.span);
            let finding = Finding::new("unknown-option", span)
                .fact("value", kind.clone())
                .fact("options", NODE_KINDS.join(", "));
            self.report(finding.suggest(finding::nearest(&kind, NODE_KINDS)));
        }
        let label = self.text_at(node, overlays, "label");
        let holds = node.get("holds").and_then(Node::sequence).unwrap_or(&[]);
        FlowNode {
            id: key.text.clone(),
            kind,
            label: if label.is_empty() {
                Translated::source(key.text.clone(), Some(key.span))
            } else {
                label
            },
            inside: node.get("in").and_then(|n| self.node_named(n, ids)),
            holds: holds.iter().enumerate().filter_map(|(n, held)| self.held(n, held, overlays)).collect(),
        }
    }

    fn held(&mut self, position: usize, node: &Node, overlays: Overlays) -> Option<Translated> {
        let own: Vec<(usize, &Node)> = overlays
            .iter()
            .filter_map(|(l, o)| Some((*l, o.get("holds")?.sequence()?.get(position)?)))
            .collect();
        self.text(node, &own)
    }

    fn flow_arrow(&mut self, key: &Key, node: &Node, ids: &[&Key], overlays: Overlays) -> Option<FlowArrow> {
        self.figure_keys(node, &ARROW_KEYS);
        let end = |this: &mut Self, name: &str| match node.get(name) {
            Some(end) => this.node_named(end, ids),
            None => {
                this.report(Finding::new("missing-answer", key.span).variant("arrow").fact("id", name));
                None
            }
        };
        let (from, to) = (end(self, "from"), end(self, "to"));
        let steps = node.get("steps").and_then(Node::sequence).unwrap_or(&[]);
        let label = self.text_at(node, overlays, "label");
        Some(FlowArrow {
            id: key.text.clone(),
            from: from?,
            to: to?,
            steps: steps.iter().filter_map(Node::scalar).cloned().collect(),
            number: node.get("number").and_then(Node::scalar).is_some_and(|t| &**t == "true"),
            label,
        })
    }

    fn node_named(&mut self, node: &Node, ids: &[&Key]) -> Option<usize> {
        let name: Arc<str> = node.scalar().cloned().unwrap_or_default();
        let found = ids.iter().position(|key| key.text == name);
        if found.is_none() {
            let ids: Vec<&str> = ids.iter().map(|k| &*k.text).collect();
            let suggestion = finding::nearest(&name, ids.iter().copied()).map(str::to_owned);
            let finding = Finding::new("unknown-item", node.span).variant("box").fact("key", name);
            self.report(finding.fact("options", ids.join(", ")).suggest(suggestion));
        }
        found
    }

    fn figure_keys(&mut self, node: &Node, known: &[&str]) {
        for (key, _) in node.mapping().unwrap_or(&[]) {
            if !known.contains(&&*key.text) {
                let suggestion = finding::nearest(&key.text, known.iter().copied());
                let finding =
                    Finding::new("unknown-item", key.span).variant("key").fact("key", key.text.clone());
                self.report(finding.fact("options", known.join(", ")).suggest(suggestion));
            }
        }
    }

    fn orphans(&mut self, source: &[(Key, Node)], overlays: Overlays) {
        for (_, overlay) in overlays {
            for (key, _) in overlay.mapping().unwrap_or(&[]) {
                if !source.iter().any(|(k, _)| k.text == key.text) {
                    self.report(
                        Finding::new("orphan-translation", key.span)
                            .variant("key")
                            .fact("key", key.text.clone()),
                    );
                }
            }
        }
    }
}

fn entries<'n>(node: &'n Node, key: &str) -> &'n [(Key, Node)] {
    node.get(key).and_then(Node::mapping).unwrap_or(&[])
}

fn overlays_at<'n>(overlays: &[(usize, &'n Node)], key: &str) -> Vec<(usize, &'n Node)> {
    overlays.iter().filter_map(|(l, o)| Some((*l, o.get(key)?))).collect()
}
