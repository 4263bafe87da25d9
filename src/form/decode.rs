//! A form from its YAML file. What the contract does not know is the finding `form-definition`; the rest is read.

use super::{Choice, Column, Form, Kind, Node, NodeId, Type, When, roles};
use crate::model::path::is_key;
use crate::model::{FileId, Finding, Localized, Span};
use crate::yaml::{self, Key};
use std::collections::BTreeMap;
use std::sync::Arc;

const FORM_KEYS: [&str; 7] = ["form", "revision", "number", "kind", "title", "options", "parts"];
const NODE_KEYS: [&str; 17] = [
    "id",
    "number",
    "title",
    "hint",
    "type",
    "options",
    "columns",
    "repeat",
    "page",
    "important",
    "required",
    "when",
    "counts",
    "role",
    "unsure",
    "was",
    "items",
];
const OPTION_KEYS: [&str; 5] = ["id", "text", "count", "counts", "note"];
const TYPES: [&str; 9] =
    ["line", "text", "choice", "checklist", "count", "date", "period", "table", "figure"];
/// Addresses below a document that belong to the site.
pub const RESERVED_PARTS: [&str; 4] = ["changes", "editions", "downloads", "compare"];

/// Reads a form. Errors: `form-definition`, at the key or value that does not fit.
pub fn decode(root: &yaml::Node, file: Option<FileId>, findings: &mut Vec<Finding>) -> Option<Form> {
    let mut decoder = Decoder { findings, lists: BTreeMap::new(), nodes: Vec::new(), conditions: Vec::new() };
    let entries = decoder.mapping(root)?;
    decoder.known(entries, &FORM_KEYS, root.span);
    let id = decoder.needed(root, "form")?;
    if let Some(lists) = root.get("options") {
        decoder.option_lists(lists);
    }
    let parts = root.get("parts").map(|n| decoder.items(n, None, false)).unwrap_or_default();
    if parts.is_empty() && root.get("parts").is_none_or(yaml::Node::is_empty) {
        decoder.wrong(root.span, "needed", "parts");
    }
    for part in root.get("parts").and_then(yaml::Node::sequence).unwrap_or(&[]) {
        if let Some(id) =
            part.get("id").filter(|n| n.scalar().is_some_and(|t| RESERVED_PARTS.contains(&&**t)))
        {
            decoder.wrong(id.span, "reserved", id.scalar().map_or("", |t| t));
        }
    }
    let form = Form {
        id,
        revision: text(root, "revision").unwrap_or_else(|| "0000".into()),
        number: text(root, "number").unwrap_or_default(),
        kind: decoder.kind(root),
        title: decoder.localized(root.get("title")),
        nodes: std::mem::take(&mut decoder.nodes),
        parts,
        file,
    };
    decoder.references(&form);
    Some(form)
}

struct Decoder<'a> {
    findings: &'a mut Vec<Finding>,
    lists: BTreeMap<Arc<str>, Arc<[Choice]>>,
    nodes: Vec<Node>,
    /// Where the conditions stand.
    conditions: Vec<(NodeId, Span)>,
}

impl Decoder<'_> {
    fn wrong(&mut self, at: Span, variant: &'static str, what: &str) {
        self.findings.push(Finding::new("form-definition", at).variant(variant).fact("what", what));
    }

    fn mapping<'n>(&mut self, node: &'n yaml::Node) -> Option<&'n [(Key, yaml::Node)]> {
        let entries = node.mapping();
        if entries.is_none() {
            self.wrong(node.span, "mapping", "");
        }
        entries
    }

    fn needed(&mut self, node: &yaml::Node, key: &str) -> Option<Arc<str>> {
        let found = text(node, key);
        if found.is_none() {
            self.wrong(node.span, "needed", key);
        }
        found
    }

    fn known(&mut self, entries: &[(Key, yaml::Node)], known: &[&str], _at: Span) {
        for (key, _) in entries {
            if !known.contains(&&*key.text) {
                self.wrong(key.span, "unknown", &key.text);
            }
        }
    }

    fn kind(&mut self, root: &yaml::Node) -> Kind {
        match root.get("kind").and_then(|n| Some((n.span, n.scalar()?.clone()))) {
            Some((_, kind)) if &*kind == "paper" => Kind::Paper,
            Some((span, kind)) if &*kind != "assessment" => {
                self.wrong(span, "kind", &kind);
                Kind::Assessment
            }
            _ => Kind::Assessment,
        }
    }

    fn localized(&mut self, node: Option<&yaml::Node>) -> Localized {
        node.map(yaml::Node::localized).unwrap_or_default()
    }

    fn option_lists(&mut self, lists: &yaml::Node) {
        for (key, list) in lists.mapping().unwrap_or(&[]) {
            let options = self.options(list);
            self.lists.insert(key.text.clone(), options);
        }
    }

    fn options(&mut self, list: &yaml::Node) -> Arc<[Choice]> {
        list.sequence().unwrap_or(&[]).iter().filter_map(|node| self.option(node)).collect()
    }

    fn option(&mut self, node: &yaml::Node) -> Option<Choice> {
        let id = self.needed(node, "id")?;
        let entries = self.mapping(node)?;
        let labels = entries.iter().filter(|(k, _)| !OPTION_KEYS.contains(&&*k.text));
        let label = Localized::new(labels.filter_map(|(k, n)| Some((k.text.clone(), n.scalar()?.clone()))));
        Some(Choice {
            id,
            label,
            text: flag(node, "text"),
            count: flag(node, "count"),
            counts: words(node.get("counts")),
        })
    }

    fn items(&mut self, list: &yaml::Node, parent: Option<NodeId>, important: bool) -> Vec<NodeId> {
        let mut ids: Vec<NodeId> = Vec::new();
        for node in list.sequence().unwrap_or(&[]) {
            let Some(id) = self.item(node, parent, important) else { continue };
            let name = self.nodes[id.0 as usize].id.clone();
            if ids.iter().any(|n| self.nodes[n.0 as usize].id == name) {
                self.wrong(node.span, "twice", &name);
            }
            ids.push(id);
        }
        ids
    }

    fn item(&mut self, node: &yaml::Node, parent: Option<NodeId>, inherited: bool) -> Option<NodeId> {
        let entries = self.mapping(node)?;
        self.known(entries, &NODE_KEYS, node.span);
        let id = self.needed(node, "id")?;
        if !is_key(&id) {
            self.wrong(node.get("id").map_or(node.span, |n| n.span), "id", &id);
        }
        let important = node.get("important").map_or(inherited, |_| flag(node, "important"));
        let place = NodeId(self.nodes.len() as u32);
        let answer = self.answer(node);
        let made = Node {
            id,
            parent,
            children: Vec::new(),
            number: text(node, "number").unwrap_or_default(),
            title: self.localized(node.get("title")),
            hint: self.localized(node.get("hint")),
            answer,
            repeat: node.get("repeat").map(|r| r.get("title").map(yaml::Node::localized).unwrap_or_default()),
            page: parent.is_none() || flag(node, "page"),
            important,
            required: node.get("required").map(|_| flag(node, "required")),
            when: self.when(node),
            counts: words(node.get("counts")),
            role: self.role(node),
            unsure: flag(node, "unsure"),
            was: text(node, "was"),
        };
        self.nodes.push(made);
        self.conditions.extend(node.get("when").map(|when| (place, when.span)));
        if let Some(items) = node.get("items") {
            let children = self.items(items, Some(place), important);
            self.nodes[place.0 as usize].children = children;
        } else if node.get("type").is_none() {
            self.wrong(node.span, "empty", &text(node, "id").unwrap_or_default());
        }
        Some(place)
    }

    fn answer(&mut self, node: &yaml::Node) -> Option<Type> {
        let name = node.get("type")?;
        let typed = name.scalar().cloned().unwrap_or_default();
        Some(match &*typed {
            "line" => Type::Line,
            "text" => Type::Text,
            "count" => Type::Count,
            "date" => Type::Date,
            "period" => Type::Period,
            "figure" => Type::Figure,
            "choice" => Type::Choice(self.options_of(node)),
            "checklist" => Type::Checklist(self.options_of(node)),
            "table" => Type::Table(self.columns(node)),
            other => {
                let suggestion = crate::model::finding::nearest(other, TYPES);
                let finding = Finding::new("form-definition", name.span).variant("type").fact("what", other);
                self.findings.push(finding.suggest(suggestion));
                return None;
            }
        })
    }

    /// The options of an item: the name of a list, or the list itself.
    fn options_of(&mut self, node: &yaml::Node) -> Arc<[Choice]> {
        let Some(options) = node.get("options") else {
            self.wrong(node.span, "needed", "options");
            return Arc::new([]);
        };
        let Some(name) = options.scalar() else { return self.options(options) };
        if let Some(list) = self.lists.get(name) {
            return list.clone();
        }
        let suggestion =
            crate::model::finding::nearest(name, self.lists.keys().map(|k| &**k)).map(str::to_owned);
        let finding =
            Finding::new("form-definition", options.span).variant("list").fact("what", name.clone());
        self.findings.push(finding.suggest(suggestion));
        Arc::new([])
    }

    /// The columns of a table. One that names none has a single one, which is called what the item is called.
    fn columns(&mut self, node: &yaml::Node) -> Arc<[Column]> {
        let Some(columns) = node.get("columns") else {
            return Arc::new([Column {
                id: text(node, "id").unwrap_or_default(),
                number: Arc::default(),
                title: node.get("title").map(yaml::Node::localized).unwrap_or_default(),
                key: false,
            }]);
        };
        let Some(columns) = columns.sequence() else {
            self.wrong(node.span, "needed", "columns");
            return Arc::new([]);
        };
        let column = |c: &yaml::Node| {
            Some(Column {
                id: text(c, "id")?,
                number: text(c, "number").unwrap_or_default(),
                title: c.get("title").map(yaml::Node::localized).unwrap_or_default(),
                key: flag(c, "key"),
            })
        };
        columns.iter().filter_map(column).collect()
    }

    fn when(&mut self, node: &yaml::Node) -> Option<When> {
        let when = node.get("when")?;
        let item = self.needed(when, "item")?;
        Some(When { item, is: words(when.get("is")), not: words(when.get("not")) })
    }

    fn role(&mut self, node: &yaml::Node) -> Option<Arc<str>> {
        let at = node.get("role")?;
        let role = at.scalar()?.clone();
        if roles().find(&role).is_none() {
            let suggestion = crate::model::finding::nearest(&role, roles().names());
            let finding = Finding::new("form-definition", at.span).variant("role").fact("what", role.clone());
            self.findings.push(finding.suggest(suggestion));
        }
        Some(role)
    }

    /// Conditions must name an item with such options.
    fn references(&mut self, form: &Form) {
        for (id, at) in std::mem::take(&mut self.conditions) {
            let Some(when) = &form.node(id).when else { continue };
            let options =
                form.controller(id, when).and_then(|c| form.node(c).answer.as_ref()).map(Type::options);
            let known = |o: &Arc<str>| options.is_some_and(|list| list.iter().any(|c| c.id == *o));
            if !when.is.iter().chain(&when.not).all(known) {
                self.wrong(at, "when", &form.path(id));
            }
        }
    }
}

fn text(node: &yaml::Node, key: &str) -> Option<Arc<str>> {
    node.get(key)?.scalar().cloned()
}

fn flag(node: &yaml::Node, key: &str) -> bool {
    node.get(key).and_then(yaml::Node::scalar).is_some_and(|t| &**t == "true")
}

/// A scalar or a list of scalars.
fn words(node: Option<&yaml::Node>) -> Vec<Arc<str>> {
    let Some(node) = node else { return Vec::new() };
    node.scalar().map_or_else(
        || node.sequence().unwrap_or(&[]).iter().filter_map(yaml::Node::scalar).cloned().collect(),
        |one| vec![one.clone()],
    )
}
