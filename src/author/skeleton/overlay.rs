//! The file of a part in a further language: the keys of what has words, and nothing else.

use super::source::{FIRST_ENTRY, Writer};
use crate::form::{Form, NodeId, Type};
use crate::resolve::{given_by_meta, is_dash};
use crate::yaml::{Key, Node};

impl Writer<'_> {
    /// A node with everything below it that can be translated. `source` is what the source language answers.
    pub fn translation(&mut self, id: NodeId, depth: usize, source: Option<&Node>, own: Option<&Node>) {
        if !is_worded(self.form, id) && own.is_none() {
            return;
        }
        if source.and_then(Node::scalar).is_some_and(|text| is_dash(text)) {
            return;
        }
        self.label(id, depth);
        let node = self.form.node(id);
        if let Some(mark) = source.and_then(|s| s.get("withheld")) {
            return self.withheld(&node.id, depth, mark, own);
        }
        match (&node.repeat, &node.answer) {
            (Some(_), _) => self.translated_entries(id, depth, source, own),
            (None, Some(_)) => self.lines.entry(depth, &node.id, own),
            (None, None) => {
                self.lines.key(depth, &node.id);
                self.translations_below(id, depth + 1, source, own);
            }
        }
    }

    fn translated_entries(&mut self, id: NodeId, depth: usize, source: Option<&Node>, own: Option<&Node>) {
        self.lines.key(depth, &self.form.node(id).id);
        let entries = source.and_then(Node::mapping).unwrap_or(&[]);
        if entries.is_empty() {
            self.lines.key(depth + 1, FIRST_ENTRY);
            self.translations_below(id, depth + 2, None, None);
        }
        for (Key { text, .. }, entry) in entries {
            let own = own.and_then(|o| o.get(text));
            if let Some(mark) = entry.get("withheld") {
                self.withheld(text, depth + 1, mark, own);
            } else {
                self.lines.key(depth + 1, text);
                self.translations_below(id, depth + 2, Some(entry), own);
            }
        }
    }

    fn translations_below(&mut self, id: NodeId, depth: usize, source: Option<&Node>, own: Option<&Node>) {
        for child in &self.form.node(id).children {
            let name = &self.form.node(*child).id;
            self.translation(*child, depth, source.and_then(|s| s.get(name)), own.and_then(|o| o.get(name)));
        }
    }

    /// Of what is withheld, the reason alone is translated.
    fn withheld(&mut self, key: &str, depth: usize, reason: &Node, own: Option<&Node>) {
        self.lines.comment(depth, reason.scalar().map_or("", |text| text.trim()));
        self.lines.key(depth, key);
        self.lines.entry(depth + 1, "withheld", own.and_then(|o| o.get("withheld")));
    }
}

/// True where a node or something below it has words of its own. Number and title are translated in document.yaml's
/// overlay.
pub fn is_worded(form: &Form, id: NodeId) -> bool {
    let node = form.node(id);
    let own = node.answer.as_ref().is_some_and(Type::has_words) && !given_by_meta(node.role.as_deref());
    own || node.children.iter().any(|child| is_worded(form, *child))
}
