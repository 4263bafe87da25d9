//! Withheld answers (非公表): hidden in every edition, translation and change row unless they say `earlier: keep`.

use crate::content::meta::translation;
use crate::content::yaml::Node;
use crate::form::{Form, NodeId};
use crate::model::{ItemPath, Translated};
use std::sync::Arc;

/// Items that newer editions withhold.
#[derive(Debug, Clone, Default)]
pub struct Hidden(Vec<HiddenItem>);

/// An item that is hidden, by its path and by the path its node had in the revision before.
#[derive(Debug, Clone)]
pub struct HiddenItem {
    /// Its path.
    pub path: ItemPath,
    /// The form path of its node in the revision before, where it was renamed: hidden whatever the keys.
    pub was: Option<Arc<str>>,
    /// Why it is not published.
    pub reason: Translated,
}

impl Hidden {
    /// Adds what another edition withholds.
    pub fn add(&mut self, items: Vec<HiddenItem>) {
        self.0.extend(items);
    }

    /// The reason why an item of an earlier edition is hidden.
    pub fn reason(&self, path: &ItemPath, form: &Form, node: NodeId) -> Option<&Translated> {
        let renamed = |was: &Arc<str>| form.path(node) == **was;
        self.0.iter().find(|h| path == &h.path || h.was.as_ref().is_some_and(renamed)).map(|h| &h.reason)
    }

    /// True where a change row about `path` could show something hidden: the item, what is below it or above it.
    pub fn touches(&self, path: &str) -> bool {
        let path = ItemPath::new(path);
        self.0.iter().any(|h| {
            path.is_within(h.path.as_str())
                || h.path.is_within(path.as_str())
                || h.was.as_ref().is_some_and(|was| {
                    path.is_within(was) || ItemPath::new(was.clone()).is_within(path.as_str())
                })
        })
    }
}

/// What `{withheld: reason}` says: the reason in every language, and whether earlier editions keep the answer.
pub fn read(source: &Node, overlays: &[(usize, &Node)]) -> Option<(Translated, bool)> {
    let reason = source.get("withheld")?;
    let mut text = Translated::source(reason.scalar().cloned().unwrap_or_default(), Some(reason.span));
    for (language, overlay) in overlays {
        if let Some(wording) = overlay.get("withheld").and_then(translation) {
            text.set(*language, wording);
        }
    }
    let keep = source.get("earlier").and_then(Node::scalar).is_some_and(|t| &**t == "keep");
    Some((text, keep))
}
