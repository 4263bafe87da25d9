//! Which item of the older edition an item of the newer one was: by path, and through `was` where its form was revised.

use crate::form::{Form, Forms, NodeId};
use crate::resolve::{Edition, Item, Kind};
use std::collections::HashMap;
use std::sync::Arc;

/// The items of two editions side by side.
pub struct Alignment {
    /// For every item of the newer edition the item it was.
    pub older_of: Vec<Option<usize>>,
    /// For every item of the older edition the item it became.
    pub newer_of: Vec<Option<usize>>,
}

/// Aligns two editions.
pub fn align(older: &Edition, newer: &Edition, forms: &Forms) -> Alignment {
    let by_path: HashMap<&str, usize> =
        older.items.iter().enumerate().map(|(n, item)| (item.path.as_str(), n)).collect();
    let renamed = Renamed::new(older, newer, forms);
    let mut aligned =
        Alignment { older_of: vec![None; newer.items.len()], newer_of: vec![None; older.items.len()] };
    for (n, item) in newer.items.iter().enumerate() {
        let before = renamed.as_ref().and_then(|r| by_path.get(&*r.path_before(item)?).copied());
        let same = || by_path.get(item.path.as_str()).copied();
        let found = before.or_else(same).filter(|o| aligned.newer_of[*o].is_none());
        if let Some(o) = found.filter(|o| is_entry(&older.items[*o]) == is_entry(item)) {
            aligned.older_of[n] = Some(o);
            aligned.newer_of[o] = Some(n);
        }
    }
    aligned
}

fn is_entry(item: &Item) -> bool {
    item.kind == Kind::Entry
}

/// What the nodes of a form were called in an earlier revision of it.
struct Renamed<'a> {
    older: &'a Form,
    /// By node of the newer form the path in the older one, without the keys of entries.
    paths: Vec<Option<String>>,
    newer: &'a Form,
}

impl<'a> Renamed<'a> {
    /// Nothing where the two editions have the same revision, or forms that have nothing to do with each other.
    fn new(older: &'a Edition, newer: &'a Edition, forms: &Forms) -> Option<Self> {
        let (from, to) = (&older.form, &newer.form);
        if from.id != to.id || from.revision == to.revision {
            return None;
        }
        // `was` speaks of the revision before: walk back through all revisions in between.
        let mut between: Vec<&Arc<Form>> = forms
            .iter()
            .filter(|f| f.id == to.id && f.revision > from.revision && f.revision <= to.revision)
            .collect();
        between.sort_by(|a, b| b.revision.cmp(&a.revision));
        let paths = (0..to.nodes.len() as u32).map(|n| path_through(&between, to.path(NodeId(n)))).collect();
        Some(Self { older: from, paths, newer: to })
    }

    /// The path of an item in the older edition: the path of its node then, with the keys of its entries put in.
    fn path_before(&self, item: &Item) -> Option<String> {
        let path = self.paths[item.node.0 as usize].as_ref()?;
        let mut keys = self.keys(item).into_iter();
        let (mut before, mut at) = (String::new(), None);
        let segments: Vec<&str> = path.split('.').collect();
        for (n, segment) in segments.iter().enumerate() {
            at = Some(self.older.child(at, segment)?);
            before = if before.is_empty() { (*segment).to_owned() } else { format!("{before}.{segment}") };
            let repeats = self.older.node(at?).repeat.is_some();
            if repeats && (n + 1 < segments.len() || item.kind == Kind::Entry) {
                before = format!("{before}.{}", keys.next()?);
            }
        }
        Some(before)
    }

    /// The keys of the entries an item is in, from the outside in.
    fn keys<'i>(&self, item: &'i Item) -> Vec<&'i str> {
        let mut keys = Vec::new();
        let mut segments = item.path.segments();
        let mut at = None;
        while let Some(segment) = segments.next() {
            let Some(node) = self.newer.child(at, segment) else { break };
            at = Some(node);
            if self.newer.node(node).repeat.is_some() {
                keys.extend(segments.next());
            }
        }
        keys
    }
}

/// The path that a node of the newest of `forms` had before the oldest of them; nothing where it was not renamed.
fn path_through(forms: &[&Arc<Form>], path: String) -> Option<String> {
    let mut at = path.clone();
    for form in forms {
        let mut node = None;
        for segment in at.split('.') {
            node = Some(form.child(node, segment)?);
        }
        at = form.path_before(node?).unwrap_or(at);
    }
    (at != path).then_some(at)
}
