//! Walks a form beside the answers of one edition.

use super::condition::{self, Holds};
use super::filled::{Answer, Edition, Item, Kind, State};
use super::leaf;
use super::withheld::{self, Hidden, HiddenItem};
use crate::content::{self, Status};
use crate::form::{Form, NodeId, Type};
use crate::model::path::is_key;
use crate::model::{Finding, ItemPath, Languages, Localized, Span, Translated, finding};
use crate::yaml::{Key, Node, Value};
use std::sync::Arc;

/// Resolves one edition; also returns what it withholds in the editions before it.
pub fn resolve(
    slug: &Arc<str>,
    source: &content::Edition,
    form: &Arc<Form>,
    languages: &Languages,
    hidden: &Hidden,
    findings: &mut Vec<Finding>,
) -> (Edition, Vec<HiddenItem>) {
    let draft = source.meta.status == Status::Draft;
    let mut walk = Walk {
        source,
        form,
        languages,
        hidden,
        draft,
        items: Vec::new(),
        withheld: Vec::new(),
        findings,
        keys: Vec::new(),
    };
    let overlays: Vec<Group> = source.overlays.iter().map(|o| (o.language, &o.answers[..])).collect();
    let root = Place { depth: 0, number: "", scope: Scope::Applies, span: source.meta.span, path: None };
    walk.group(None, Some(&source.answers), &overlays, &root);
    let (items, own) = (std::mem::take(&mut walk.items), std::mem::take(&mut walk.withheld));
    let meta = &source.meta;
    let edition = Edition {
        slug: slug.clone(),
        form: form.clone(),
        folder: source.folder.clone(),
        status: meta.status,
        published: meta.published.map(|(date, _)| date).or(source.date),
        title: titled(&meta.title, slug),
        number: meta.number.as_ref().map(|(number, _)| number.clone()),
        department: meta.department.clone(),
        keywords: meta.keywords.clone(),
        relates_to: meta.relates_to.clone(),
        consultation: meta.consultation.clone(),
        ended: meta.ended,
        items,
        files: source.files.clone(),
        pictures: source.pictures.clone(),
        span: meta.span,
    };
    (edition, own)
}

/// A document without a title is called by its slug, so that no page is without a name.
fn titled(title: &Translated, slug: &Arc<str>) -> Translated {
    if title.is_empty() { Translated::source(slug.clone(), None) } else { title.clone() }
}

/// The answers of a group in one further language.
type Group<'a> = (usize, &'a [(Key, Node)]);

/// Whether what is below a node can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// It applies: what is required must be there.
    Applies,
    /// It is not known whether it applies, or the group above is absent: nothing is missing.
    Open,
    /// It does not apply.
    NotApplicable,
}

/// Where the walk stands.
struct Place<'a> {
    depth: u16,
    number: &'a str,
    scope: Scope,
    /// The nearest key in the source: where an absent answer should be.
    span: Span,
    path: Option<&'a ItemPath>,
}

struct Walk<'a> {
    source: &'a content::Edition,
    form: &'a Arc<Form>,
    languages: &'a Languages,
    hidden: &'a Hidden,
    draft: bool,
    items: Vec<Item>,
    withheld: Vec<HiddenItem>,
    findings: &'a mut Vec<Finding>,
    /// The entries the walk is in: the repeating node and the key.
    keys: Vec<(NodeId, Arc<str>)>,
}

impl<'a> Walk<'a> {
    /// Resolves the nodes below `parent` with the answers of the group.
    fn group(
        &mut self,
        parent: Option<NodeId>,
        answers: Option<&'a [(Key, Node)]>,
        overlays: &[Group<'a>],
        at: &Place,
    ) {
        let form = self.form.clone();
        let children = form.children(parent);
        self.unknown_keys(children, answers, overlays, at);
        for id in children {
            let name = &form.node(*id).id;
            let source = answers.and_then(|a| a.iter().find(|(k, _)| k.text == *name));
            // A translation without its source was reported as a whole.
            let own: Vec<(usize, &Node)> = overlays
                .iter()
                .filter(|_| source.is_some())
                .filter_map(|(l, entries)| Some((*l, &entries.iter().find(|(k, _)| k.text == *name)?.1)))
                .collect();
            self.node(*id, source, &own, answers, at);
        }
    }

    fn unknown_keys(
        &mut self,
        children: &[NodeId],
        answers: Option<&[(Key, Node)]>,
        overlays: &[Group],
        at: &Place,
    ) {
        let form = self.form.clone();
        let known = |key: &str| children.iter().any(|c| &*form.node(*c).id == key);
        for (key, _) in answers.unwrap_or(&[]).iter().filter(|(k, _)| !known(&k.text)) {
            let ids = children.iter().map(|c| &*form.node(*c).id);
            // Who fills in a form knows the printed labels.
            let labelled = |c: &&NodeId| form.node(**c).title.iter().any(|(_, label)| *label == key.text);
            let meant = children.iter().find(labelled).map(|c| &*form.node(*c).id);
            let finding = Finding::new("unknown-item", key.span)
                .fact("key", key.text.clone())
                .suggest(meant.or_else(|| finding::nearest(&key.text, ids)));
            self.report(match at.path {
                Some(path) => finding.item(&path.child(&key.text), &Localized::default()),
                None => finding.item(&ItemPath::new(key.text.clone()), &Localized::default()),
            });
        }
        for (_, entries) in overlays {
            for (key, node) in
                entries.iter().filter(|(k, _)| !answers.unwrap_or(&[]).iter().any(|(a, _)| a.text == k.text))
            {
                if !node.is_blank() {
                    self.orphan(key, at.path);
                }
            }
        }
    }

    fn orphan(&mut self, key: &Key, path: Option<&ItemPath>) {
        let path = path.map_or_else(|| ItemPath::new(key.text.clone()), |p| p.child(&key.text));
        let finding =
            Finding::new("orphan-translation", key.span).variant("key").fact("key", key.text.clone());
        self.report(finding.item(&path, &Localized::default()));
    }

    fn report(&mut self, finding: Finding) {
        self.findings.push(finding.in_draft(self.draft));
    }

    /// Resolves one node of the form, with its answer if there is one.
    fn node(
        &mut self,
        id: NodeId,
        source: Option<&'a (Key, Node)>,
        overlays: &[(usize, &'a Node)],
        siblings: Option<&'a [(Key, Node)]>,
        at: &Place,
    ) {
        let form = self.form.clone();
        let node = form.node(id);
        let path = at.path.map_or_else(|| ItemPath::new(node.id.clone()), |p| p.child(&node.id));
        let number = format!("{}{}", at.number, node.number);
        let scope = self.scope(id, siblings, at);
        let here = Place {
            depth: at.depth + 1,
            number: &number,
            scope,
            span: source.map_or(at.span, |(key, _)| key.span),
            path: Some(&path),
        };
        let value = source.map(|(_, value)| value).filter(|v| !v.is_empty());
        let index = self.open(id, &path, &number, node.title.clone(), at.depth, source.map(|(_, v)| v.span));
        if self.excluded(index, id, source, value, overlays, &here) {
        } else if node.repeat.is_some() {
            self.entries(index, id, value, overlays, &here);
        } else if node.answer.is_some() {
            self.leaf(index, id, value, overlays, &here);
        } else {
            self.items[index].kind = Kind::Group;
            self.subgroup(index, id, value, overlays, &here);
        }
        self.close(index);
    }

    fn scope(&self, id: NodeId, siblings: Option<&[(Key, Node)]>, at: &Place) -> Scope {
        let Some(when) = self.form.node(id).when.as_ref().filter(|_| at.scope != Scope::NotApplicable) else {
            return at.scope;
        };
        match condition::holds(self.form, id, when, siblings, &self.source.answers, &self.keys) {
            Holds::Yes => at.scope,
            Holds::No => Scope::NotApplicable,
            Holds::Unknown => Scope::Open,
        }
    }

    fn open(
        &mut self,
        node: NodeId,
        path: &ItemPath,
        number: &str,
        label: Localized,
        depth: u16,
        span: Option<Span>,
    ) -> usize {
        self.items.push(Item {
            path: path.clone(),
            node,
            kind: Kind::Leaf,
            depth,
            end: 0,
            number: number.into(),
            label,
            state: State::Empty,
            answer: None,
            span,
        });
        self.items.len() - 1
    }

    /// Closes an item. A group is answered when something below it is.
    fn close(&mut self, index: usize) {
        let end = self.items.len();
        let below = self.items[index + 1..]
            .iter()
            .any(|i| i.state != State::Empty && i.state != State::NotApplicable);
        let item = &mut self.items[index];
        item.end = end as u32;
        if item.kind != Kind::Leaf && item.state == State::Empty && below {
            item.state = State::Answered;
        }
    }

    /// What is not answered at all: withheld, hidden by a newer edition, ―, or a condition that does not hold.
    fn excluded(
        &mut self,
        index: usize,
        id: NodeId,
        source: Option<&(Key, Node)>,
        value: Option<&Node>,
        overlays: &[(usize, &Node)],
        here: &Place,
    ) -> bool {
        if here.scope == Scope::NotApplicable {
            // Keys of a skeleton without an answer are none.
            let value = value.filter(|v| !v.is_blank());
            if let (Some((key, _)), Some(value)) = (source, value) {
                self.condition_not_met(index, key, value, id);
                let path = self.items[index].path.clone();
                self.hide_below(&path, value);
            }
            self.items[index].state = State::NotApplicable;
            self.shut(index, id, here, value.is_none(), overlays);
            return true;
        }
        if self.withhold(index, id, value, overlays) {
            self.shut_kind(index, id);
            return true;
        }
        if value.and_then(Node::scalar).is_some_and(|t| is_dash(t)) {
            self.items[index].state = State::NotApplicable;
            self.shut_kind(index, id);
            return true;
        }
        false
    }

    /// Walks below a node that does not apply, so that its items keep their anchors.
    fn shut(&mut self, index: usize, id: NodeId, here: &Place, silent: bool, overlays: &[(usize, &Node)]) {
        self.shut_kind(index, id);
        if self.items[index].kind == Kind::Group {
            self.group(Some(id), None, &[], here);
        }
        // A translation of an answer that is itself reported needs no report of its own.
        if silent {
            for (_, node) in overlays.iter().filter(|(_, n)| !n.is_blank()) {
                let item = &self.items[index];
                let finding = Finding::new("orphan-translation", node.span).item(&item.path, &item.label);
                self.report(finding);
            }
        }
    }

    fn shut_kind(&mut self, index: usize, id: NodeId) {
        let node = self.form.node(id);
        self.items[index].kind = match (&node.repeat, &node.answer) {
            (Some(_), _) => Kind::Repeat,
            (None, Some(_)) => Kind::Leaf,
            (None, None) => Kind::Group,
        };
    }

    fn condition_not_met(&mut self, index: usize, key: &Key, value: &Node, id: NodeId) {
        if value.scalar().is_some_and(|t| is_dash(t)) || value.get("withheld").is_some() {
            return;
        }
        let mut finding = Finding::new("condition-not-met", key.span);
        let mut at = Some(id);
        while let Some(node) = at {
            if let Some(when) = &self.form.node(node).when
                && let Some(controller) = self.form.controller(node, when)
            {
                finding = finding.fact("controller", self.form.node(controller).title.clone());
                break;
            }
            at = self.form.node(node).parent;
        }
        let item = &self.items[index];
        let finding = finding.item(&item.path, &item.label);
        self.report(finding);
    }

    /// The items of a group that is no repeat.
    fn subgroup(
        &mut self,
        index: usize,
        id: NodeId,
        value: Option<&'a Node>,
        overlays: &[(usize, &'a Node)],
        here: &Place,
    ) {
        let answers = match value.map(|v| &v.value) {
            Some(Value::Mapping(entries)) => Some(&entries[..]),
            Some(_) => {
                self.wrong_type(index, value, "mapping");
                None
            }
            None => None,
        };
        let mut here = Place { path: here.path, ..*here };
        let node = self.form.node(id);
        if answers.is_none() && here.scope == Scope::Applies {
            if value.is_none() && node.required != Some(false) {
                self.missing_group(index, id, &here);
            }
            here.scope = Scope::Open;
        }
        // What may be absent as a whole is so while its keys have no answer.
        let optional = node.required == Some(false) && self.items[index].kind == Kind::Group;
        if optional && value.is_none_or(Node::is_blank) && here.scope == Scope::Applies {
            here.scope = Scope::Open;
        }
        self.wrong_overlays(index, overlays, "mapping");
        let overlays = self.groups(overlays);
        self.group(Some(id), answers, &overlays, &here);
    }

    fn groups<'n>(&mut self, overlays: &[(usize, &'n Node)]) -> Vec<Group<'n>> {
        overlays.iter().filter_map(|(l, n)| Some((*l, n.mapping()?))).collect()
    }

    /// The entries of a repeating node.
    fn entries(
        &mut self,
        index: usize,
        id: NodeId,
        value: Option<&'a Node>,
        overlays: &[(usize, &'a Node)],
        here: &Place,
    ) {
        self.items[index].kind = Kind::Repeat;
        let form = self.form.clone();
        let node = form.node(id);
        let entries = match value.map(|v| &v.value) {
            Some(Value::Mapping(entries)) => &entries[..],
            Some(_) => {
                self.wrong_type(index, value, "entries");
                &[]
            }
            None => &[],
        };
        self.wrong_overlays(index, overlays, "entries");
        let needed = node.required.unwrap_or(node.parent.is_none());
        if value.is_none() && needed && here.scope == Scope::Applies {
            self.missing(index, here);
        }
        for (_, overlay) in overlays {
            // An entry of a skeleton that nobody has translated says nothing.
            for (key, _) in overlay
                .mapping()
                .unwrap_or(&[])
                .iter()
                .filter(|(k, node)| !node.is_blank() && !entries.iter().any(|(e, _)| e.text == k.text))
            {
                self.orphan(key, here.path);
            }
        }
        for (n, (key, entry)) in entries.iter().enumerate() {
            if !is_key(&key.text) {
                let item = self.items[index].clone();
                let finding =
                    Finding::new("unknown-item", key.span).variant("entry").fact("key", key.text.clone());
                self.report(finding.item(&item.path, &item.label));
                continue;
            }
            let own: Vec<(usize, &Node)> =
                overlays.iter().filter_map(|(l, o)| Some((*l, o.get(&key.text)?))).collect();
            self.entry(id, n + 1, key, entry, &own, here);
        }
    }

    fn entry(
        &mut self,
        id: NodeId,
        n: usize,
        key: &'a Key,
        entry: &'a Node,
        overlays: &[(usize, &'a Node)],
        at: &Place,
    ) {
        let form = self.form.clone();
        let path = at.path.map_or_else(|| ItemPath::new(key.text.clone()), |p| p.child(&key.text));
        let label = self.entry_label(form.node(id).repeat.as_ref(), n, entry, overlays, id);
        let index = self.open(id, &path, at.number, label, at.depth, Some(key.span));
        self.items[index].kind = Kind::Entry;
        let here = Place {
            depth: at.depth + 1,
            number: at.number,
            scope: at.scope,
            span: key.span,
            path: Some(&path),
        };
        let value = Some(entry).filter(|v| !v.is_empty());
        if !self.withhold(index, id, value, overlays) {
            self.keys.push((id, key.text.clone()));
            self.subgroup(index, id, value, overlays, &here);
            self.keys.pop();
        }
        self.close(index);
    }

    /// What is withheld below an item that does not apply any more is hidden in earlier editions all the same.
    fn hide_below(&mut self, path: &ItemPath, value: &Node) {
        match withheld::read(value, &[]) {
            Some((_, true)) => {}
            Some((reason, false)) => self.withheld.push(HiddenItem { path: path.clone(), was: None, reason }),
            None => {
                for (key, below) in value.mapping().unwrap_or(&[]) {
                    self.hide_below(&path.child(&key.text), below);
                }
            }
        }
    }

    /// Withholds an item or an entry that says so, or that a newer edition withholds.
    fn withhold(
        &mut self,
        index: usize,
        id: NodeId,
        value: Option<&Node>,
        overlays: &[(usize, &Node)],
    ) -> bool {
        let path = self.items[index].path.clone();
        let own = value.and_then(|v| withheld::read(v, overlays));
        if let Some((reason, false)) = &own {
            let was = self.form.path_before(id).map(Into::into);
            self.withheld.push(HiddenItem { path: path.clone(), was, reason: reason.clone() });
        }
        let reason =
            own.map(|(reason, _)| reason).or_else(|| self.hidden.reason(&path, self.form, id).cloned());
        let Some(reason) = reason else { return false };
        self.items[index].state = State::Withheld(reason);
        true
    }

    /// The label of an entry: `{n}` is its number, `{<item id>}` the answer of that item, in each language.
    fn entry_label(
        &self,
        label: Option<&Localized>,
        n: usize,
        entry: &Node,
        overlays: &[(usize, &Node)],
        id: NodeId,
    ) -> Localized {
        let label =
            label.filter(|l| !l.is_empty()).cloned().unwrap_or_else(|| self.form.node(id).title.clone());
        let mut label = label.replace("{n}", |_| n.to_string());
        for child in &self.form.node(id).children {
            let name = &self.form.node(*child).id;
            let slot = format!("{{{name}}}");
            if !label.iter().any(|(_, text)| text.contains(&slot)) {
                continue;
            }
            let own = entry.get(name).and_then(Node::scalar).map_or("", |t| t.trim());
            label = label.replace(&slot, |code| {
                let index = self.languages.index_of(code).unwrap_or(0);
                let translated =
                    overlays.iter().find(|(l, _)| *l == index).and_then(|(_, o)| o.get(name)?.scalar());
                translated.map_or(own, |t| t.trim()).to_owned()
            });
            if own.is_empty() {
                // The item is not answered yet: the label of the group and the position say enough.
                let title = &self.form.node(id).title;
                label = title.suffixed(&n.to_string());
            }
        }
        label
    }

    /// One answer.
    fn leaf(
        &mut self,
        index: usize,
        id: NodeId,
        value: Option<&Node>,
        overlays: &[(usize, &Node)],
        here: &Place,
    ) {
        let form = self.form.clone();
        let node = form.node(id);
        let Some(kind) = &node.answer else { return };
        // A translation that nobody has written yet says nothing, whatever keys are there for it.
        let overlays: Vec<(usize, &Node)> = overlays.iter().copied().filter(|(_, n)| !n.is_blank()).collect();
        if value.is_none() {
            if let Some(answer) = self.meta_answer(node.role.as_deref(), kind) {
                self.items[index].state = State::Answered;
                self.items[index].answer = Some(answer);
                return;
            }
            if node.required == Some(true)
                && here.scope == Scope::Applies
                && !given_by_meta(node.role.as_deref())
            {
                self.missing(index, here);
            }
            // Where the source lacks the key, the key of the translation was already reported.
            let item = self.items[index].clone();
            for (_, overlay) in overlays.iter().filter(|_| item.span.is_some()) {
                self.report(Finding::new("orphan-translation", overlay.span).item(&item.path, &item.label));
            }
            return;
        }
        let Some(value) = value else { return };
        let item = self.items[index].clone();
        let mut judge = leaf::Judge { item: &item, tables: &self.source.tables, findings: Vec::new() };
        let answer = judge.answer(kind, value, &overlays);
        let found = std::mem::take(&mut judge.findings);
        found.into_iter().for_each(|f| self.report(f));
        if let Some(answer) = answer {
            self.items[index].state = State::Answered;
            self.items[index].answer = Some(answer);
        }
    }

    /// Title, number and day of publication may stand in document.yaml alone.
    fn meta_answer(&self, role: Option<&str>, kind: &Type) -> Option<Answer> {
        let meta = &self.source.meta;
        match (role?, kind) {
            ("title", Type::Line | Type::Text) => {
                (!meta.title.is_empty()).then(|| Answer::Line(meta.title.clone()))
            }
            ("number", Type::Line | Type::Text) => {
                let (number, span) = meta.number.as_ref()?;
                Some(Answer::Line(Translated::source(number.clone(), Some(*span))))
            }
            ("published", Type::Date) => meta.published.map(|(date, _)| Answer::Date(date)),
            _ => None,
        }
    }

    fn wrong_type(&mut self, index: usize, value: Option<&Node>, variant: &'static str) {
        let item = self.items[index].clone();
        let span = value.map(|v| v.span).or(item.span).unwrap_or(self.source.meta.span);
        self.report(Finding::new("wrong-type", span).variant(variant).item(&item.path, &item.label));
    }

    /// The translation of a group has the shape of the group.
    fn wrong_overlays(&mut self, index: usize, overlays: &[(usize, &Node)], variant: &'static str) {
        for (_, overlay) in overlays.iter().filter(|(_, o)| o.mapping().is_none() && !o.is_empty()) {
            self.wrong_type(index, Some(overlay), variant);
        }
    }

    fn missing(&mut self, index: usize, here: &Place) {
        if self.source.broken {
            // A file of this edition could not be read whole; the answer may be in it.
            return;
        }
        let item = self.items[index].clone();
        let id = item.path.segments().last().unwrap_or("").to_owned();
        let finding = Finding::new("missing-answer", here.span).fact("id", id);
        self.report(finding.item(&item.path, &item.label));
    }

    /// One finding for a group that is absent as a whole, if anything in it must be answered.
    fn missing_group(&mut self, index: usize, id: NodeId, here: &Place) {
        let form = self.form.clone();
        let mut open = vec![id];
        let mut needed = 0;
        while let Some(at) = open.pop() {
            let node = form.node(at);
            let skipped =
                at != id && (node.repeat.is_some() || node.when.is_some() || node.required == Some(false));
            if !skipped {
                let by_meta = given_by_meta(node.role.as_deref());
                needed += usize::from(node.answer.is_some() && node.required == Some(true) && !by_meta);
                open.extend(&node.children);
            }
        }
        if needed == 0 || self.source.broken {
            return;
        }
        let item = self.items[index].clone();
        let name = item.path.segments().last().unwrap_or("").to_owned();
        let finding = Finding::new("missing-answer", here.span)
            .variant("group")
            .fact("id", name)
            .fact("n", needed.to_string());
        self.report(finding.item(&item.path, &item.label));
    }
}

/// True for items that document.yaml may answer alone.
pub fn given_by_meta(role: Option<&str>) -> bool {
    matches!(role, Some("title" | "number" | "published"))
}

/// ― alone: the item does not apply.
pub fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "―" | "—")
}
