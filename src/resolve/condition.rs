//! Whether a node applies: its `when`, judged on the answer that decides.

use crate::form::{Form, NodeId, Type, When};
use crate::yaml::{Key, Node, Value};
use std::sync::Arc;

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It holds, or there is none.
    Yes,
    /// It does not: the node does not apply.
    No,
    /// The deciding item is not answered.
    Unknown,
}

/// Judges the condition of `node`.
///
/// `siblings` are the answers beside the node; `root` all answers; `keys` the form paths of the entries the node is in,
/// with their keys, so that a path across repeats leads to the same entry.
pub fn holds(
    form: &Form,
    node: NodeId,
    when: &When,
    siblings: Option<&[(Key, Node)]>,
    root: &[(Key, Node)],
    keys: &[(NodeId, Arc<str>)],
) -> Holds {
    let Some(controller) = form.controller(node, when) else { return Holds::Yes };
    let answer = if when.item.contains('.') {
        follow(form, &when.item, root, keys)
    } else {
        siblings.and_then(|entries| find(entries, &when.item))
    };
    let options = form.node(controller).answer.as_ref();
    let chosen = answer.map(|a| chosen(a, options)).unwrap_or_default();
    // What is withheld, or none of the options, decides nothing.
    if answer.is_some_and(|a| a.get("withheld").is_some() || is_mistaken(a, chosen.len())) {
        return Holds::Unknown;
    }
    // An empty list of boxes is an answer: none is ticked. A choice without a value is not.
    let answered = answer.is_some_and(|a| !a.is_empty())
        || matches!(options, Some(Type::Checklist(_)) if when.is.is_empty());
    if !answered {
        return Holds::Unknown;
    }
    let any = |list: &[Arc<str>]| chosen.iter().any(|c| list.contains(c));
    let holds = (when.is.is_empty() || any(&when.is)) && !any(&when.not);
    if holds { Holds::Yes } else { Holds::No }
}

/// True where some of what was typed is no option. ― is an answer.
fn is_mistaken(answer: &Node, known: usize) -> bool {
    let typed = answer.sequence().map_or(usize::from(!answer.is_empty()), <[Node]>::len);
    typed > known && !answer.scalar().is_some_and(|t| super::edition::is_dash(t))
}

fn find<'a>(entries: &'a [(Key, Node)], key: &str) -> Option<&'a Node> {
    entries.iter().find(|(k, _)| &*k.text == key).map(|(_, node)| node)
}

/// Follows a dotted path from the top, taking the key of the entry the asking node is in at every repeat.
fn follow<'a>(
    form: &Form,
    path: &str,
    root: &'a [(Key, Node)],
    keys: &[(NodeId, Arc<str>)],
) -> Option<&'a Node> {
    let mut entries = root;
    let mut parent = None;
    let mut at = None;
    for id in path.split('.') {
        let node = form.child(parent, id)?;
        let mut value = find(entries, id)?;
        if form.node(node).repeat.is_some() {
            let (_, key) = keys.iter().find(|(n, _)| *n == node)?;
            value = value.get(key)?;
        }
        at = Some(value);
        entries = value.mapping().unwrap_or(&[]);
        parent = Some(node);
    }
    at
}

/// The ids of the options an answer chooses, as far as they can be told.
fn chosen(answer: &Node, answer_type: Option<&Type>) -> Vec<Arc<str>> {
    let options = answer_type.map_or(&[][..], Type::options);
    let one = |node: &Node| {
        let typed = match &node.value {
            Value::Mapping(entries) => entries.first().map(|(key, _)| key.text.clone())?,
            _ => node.scalar()?.clone(),
        };
        super::leaf::option(options, &typed).map(|n| options[n].id.clone())
    };
    match answer.sequence() {
        Some(members) => members.iter().filter_map(one).collect(),
        None => one(answer).into_iter().collect(),
    }
}
