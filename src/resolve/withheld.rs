//! Withheld answers (非公表): hidden in every edition, translation and change row unless they say `earlier: keep`.

use crate::content::meta::translation;
use crate::form::{Form, NodeId};
use crate::model::{ItemPath, Translated};
use crate::yaml::Node;
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

#[cfg(test)]
mod tests {
    use crate::content::{MemoryReader, load};
    use crate::resolve::{Item, State, all};

    fn form(revision: &str, group: &str, was: &str) -> String {
        format!(
            "form: f\nrevision: {revision}\nkind: paper\ntitle: 様式\nparts:\n  - id: main\n    title: 本編\n    items:\n      - id: {group}\n{was}        title: 組\n        items:\n          - {{id: inner, title: 内, type: text}}\n          - {{id: other, title: 外, type: text}}\n"
        )
    }

    /// The states of the items of the earlier edition, for answers of the current one.
    fn earlier(current: &str) -> Vec<(String, State)> {
        let document = |form: &str, date: &str| {
            format!("form: f@{form}\ntitle: 題\nstatus: published\npublished: {date}\n")
        };
        let reader = MemoryReader::new([
            ("site.yaml", "title: 見本\nlanguages: [ja]\n".to_owned()),
            ("forms/one.yaml", form("1", "old", "")),
            ("forms/two.yaml", form("2", "new", "        was: main.old\n")),
            ("documents/d/document.yaml", document("2", "2026-01-01")),
            ("documents/d/main.yaml", current.to_owned()),
            ("documents/d/editions/2025-01-01/document.yaml", document("1", "2025-01-01")),
            (
                "documents/d/editions/2025-01-01/main.yaml",
                "main: {old: {inner: 秘密, other: 公開}}\n".to_owned(),
            ),
        ]);
        let (corpus, _) = load(&reader).expect("files in memory");
        let (documents, _) = all(&corpus);
        let state = |item: &Item| (item.path.to_string(), item.state.clone());
        documents[0].earlier[0].items.iter().map(state).collect()
    }

    fn state_of(states: &[(String, State)], path: &str) -> bool {
        states.iter().any(|(p, state)| p == path && matches!(state, State::Withheld(_)))
    }

    #[test]
    fn a_withheld_answer_is_hidden_where_its_group_had_another_name() {
        let states = earlier("main: {new: {inner: {withheld: 理由}, other: 公開}}\n");
        assert!(state_of(&states, "main.old.inner"), "{states:?}");
        assert!(!state_of(&states, "main.old.other"), "{states:?}");
    }

    #[test]
    fn a_withheld_group_is_hidden_with_all_that_is_below_it() {
        let states = earlier("main: {new: {withheld: 理由}}\n");
        assert!(state_of(&states, "main.old"), "{states:?}");
        assert!(!states.iter().any(|(path, _)| path == "main.old.inner"));
    }

    #[test]
    fn an_answer_that_keeps_its_earlier_text_is_not_hidden() {
        let states = earlier("main: {new: {inner: {withheld: 理由, earlier: keep}, other: 公開}}\n");
        assert!(!state_of(&states, "main.old.inner"), "{states:?}");
    }
}
