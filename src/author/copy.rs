//! What of a document (文書) serves another one: its answers, without those that are true of it alone.
//!
//! Left empty: name and number, every date and period, the hearing and what else happened on the way to publication.
//! Which items these are, the types of the form and `once` in the list of roles say.

use crate::content::Edition;
use crate::form::{Form, NodeId, Once, Type, roles};
use crate::model::Translated;
use crate::resolve::is_dash;
use crate::yaml::{Key, Node, Value};
use std::sync::Arc;

/// Keys with their values.
pub type Entries = Vec<(Key, Node)>;

/// What is taken over from a document.
#[derive(Debug, Default)]
pub struct Copied {
    /// The department in charge.
    pub department: Translated,
    /// Words under which it is found, by language index.
    pub keywords: Vec<Vec<Arc<str>>>,
    /// Slugs of related documents.
    pub relates_to: Vec<Arc<str>>,
    /// The answers in the source language.
    pub answers: Entries,
    /// The translations, by language index.
    pub overlays: Vec<(usize, Entries)>,
    /// Names below `files/` of what the answers refer to.
    pub files: Vec<Arc<str>>,
    /// Paths of what is withheld: the mark and its reason are taken over.
    pub withheld: Vec<String>,
    /// How many answers were left empty.
    pub emptied: usize,
}

/// Takes over what serves another document of the same form.
pub fn of(edition: &Edition, form: &Form) -> Copied {
    let mut walk = Walk { form, withheld: Vec::new(), emptied: 0 };
    let answers = walk.kept(None, &edition.answers, "");
    let mut overlays: Vec<(usize, Entries)> = Vec::new();
    for overlay in &edition.overlays {
        overlays.push((overlay.language, walk.translated(None, &answers, &overlay.answers)));
    }
    let files = edition.files.keys().filter(|name| is_named(name, &answers, &overlays)).cloned().collect();
    Copied {
        department: edition.meta.department.clone(),
        keywords: edition.meta.keywords.clone(),
        relates_to: edition.meta.relates_to.iter().map(|(slug, _)| slug.clone()).collect(),
        answers,
        overlays,
        files,
        withheld: walk.withheld,
        emptied: walk.emptied,
    }
}

struct Walk<'a> {
    form: &'a Form,
    withheld: Vec<String>,
    emptied: usize,
}

impl Walk<'_> {
    fn kept(&mut self, parent: Option<NodeId>, entries: &[(Key, Node)], path: &str) -> Entries {
        let mut kept = Vec::new();
        for id in self.form.children(parent) {
            let node = self.form.node(*id);
            let Some((key, value)) = entries.iter().find(|(k, _)| k.text == node.id) else { continue };
            if value.is_blank() {
                continue;
            }
            if is_once(self.form, *id) {
                self.emptied += 1;
                continue;
            }
            let path = if path.is_empty() { key.text.to_string() } else { format!("{path}.{}", key.text) };
            kept.push((key.clone(), self.value(*id, value, &path)));
        }
        kept
    }

    fn value(&mut self, id: NodeId, value: &Node, path: &str) -> Node {
        let node = self.form.node(id);
        if node.repeat.is_none() {
            return self.below(id, value, path);
        }
        let Some(entries) = value.mapping().filter(|_| value.get("withheld").is_none()) else {
            return self.below(id, value, path);
        };
        let entries = entries.iter();
        let kept =
            entries.map(|(k, entry)| (k.clone(), self.below(id, entry, &format!("{path}.{}", k.text))));
        with(value, Value::Mapping(kept.collect()))
    }

    /// A group, an entry or an answer. Where it is withheld, only the mark and its reason: whoever answers it one day
    /// in the new document decides then what its own earlier editions show.
    fn below(&mut self, id: NodeId, value: &Node, path: &str) -> Node {
        if let Some(mark) = value.entry("withheld") {
            self.withheld.push(path.to_owned());
            return with(value, Value::Mapping(vec![mark.clone()]));
        }
        match value.mapping() {
            Some(entries) if !self.form.node(id).children.is_empty() => {
                with(value, Value::Mapping(self.kept(Some(id), entries, path)))
            }
            _ => value.clone(),
        }
    }

    /// The translations of what is kept. The wording that a withheld answer once had stays behind: it would come to
    /// light as soon as the new document answers the item.
    fn translated(&self, parent: Option<NodeId>, source: &[(Key, Node)], overlay: &[(Key, Node)]) -> Entries {
        let mut kept = Vec::new();
        for (key, value) in source {
            let Some(id) = self.form.child(parent, &key.text) else { continue };
            let Some((_, own)) = overlay.iter().find(|(k, _)| k.text == key.text) else { continue };
            let node = if self.form.node(id).repeat.is_some() && value.get("withheld").is_none() {
                let pairs = value.mapping().unwrap_or(&[]).iter();
                let entries = pairs
                    .filter_map(|(k, entry)| Some((k.clone(), self.below_it(id, entry, own.get(&k.text)?)?)));
                Some(with(own, Value::Mapping(entries.collect())))
            } else {
                self.below_it(id, value, own)
            };
            kept.extend(node.filter(|n| !n.is_blank()).map(|n| (key.clone(), n)));
        }
        kept
    }

    fn below_it(&self, id: NodeId, source: &Node, own: &Node) -> Option<Node> {
        if source.get("withheld").is_some() {
            return Some(with(own, Value::Mapping(vec![own.entry("withheld")?.clone()])));
        }
        if source.is_blank() || source.scalar().is_some_and(|text| is_dash(text)) {
            return None;
        }
        match (source.mapping(), own.mapping()) {
            (Some(entries), Some(overlay)) if !self.form.node(id).children.is_empty() => {
                Some(with(own, Value::Mapping(self.translated(Some(id), entries, overlay))))
            }
            _ => Some(own.clone()),
        }
    }
}

/// True for answers that are true of one document only: dates, periods, and what the roles say.
fn is_once(form: &Form, id: NodeId) -> bool {
    let node = form.node(id);
    let of = |id: NodeId| form.node(id).role.as_deref().and_then(|r| roles().find(r)?.once);
    let dated = matches!(node.answer, Some(Type::Date | Type::Period));
    let beside = node.parent.map_or(&[][..], |parent| form.children(Some(parent)));
    dated || of(id).is_some() || beside.iter().any(|sibling| of(*sibling) == Some(Once::Group))
}

fn with(node: &Node, value: Value) -> Node {
    Node { span: node.span, value }
}

/// True where a text of the answers names the file.
fn is_named(name: &str, answers: &[(Key, Node)], overlays: &[(usize, Entries)]) -> bool {
    let name = format!("files/{name}");
    let mut found = false;
    let all = answers.iter().chain(overlays.iter().flat_map(|(_, entries)| entries));
    all.for_each(|(_, node)| node.each_text(&mut |text, _| found |= text.contains(&name)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{MemoryReader, load};

    const FORM: &str = "form: f\nrevision: 2026-01\nnumber: 一\nkind: paper\ntitle: {ja: 様式}\nparts:\n  - id: p\n    title: {ja: 部}\n    items:\n      - {id: name, title: {ja: 名}, type: line, role: title}\n      - {id: day, title: {ja: 日}, type: date}\n      - {id: text, title: {ja: 文}, type: text}\n      - {id: secret, title: {ja: 秘}, type: text}\n      - id: asked\n        title: {ja: 意見}\n        items:\n          - {id: how, title: {ja: 方法}, type: text}\n          - {id: when, title: {ja: 期間}, type: period, role: hearing}\n      - id: many\n        title: {ja: 各}\n        repeat: {title: {ja: \"{n}\"}}\n        items:\n          - {id: a, title: {ja: あ}, type: line}\n          - {id: b, title: {ja: い}, type: line}\n";

    #[test]
    fn what_is_true_of_one_document_only_and_what_it_hides_stays_behind() {
        let reader = MemoryReader::new([
            ("site.yaml", "languages: [ja, en]\n"),
            ("forms/f.yaml", FORM),
            ("documents/d/document.yaml", "form: f\nstatus: draft\ntitle: 題\ndepartment: 課\n"),
            (
                "documents/d/p.yaml",
                "p:\n  name: 名\n  day: 2026-01-01\n  text: 本文[表](files/a.csv)\n  secret: {withheld: 理由, earlier: keep}\n  asked: {how: 郵送, when: {from: 2026-01-01}}\n  many:\n    x: {a: 一, b: {withheld: 別の理由}}\n",
            ),
            (
                "documents/d/p.en.yaml",
                "p:\n  name: Name\n  text: Body\n  secret: HIDDEN\n  many:\n    x: {a: One, b: HIDDEN}\n    y: {a: gone}\n",
            ),
            ("documents/d/files/a.csv", "x\n"),
            ("documents/d/files/other.csv", "x\n"),
        ]);
        let (corpus, _) = load(&reader).expect("files in memory");
        let form = corpus.forms.find("f").expect("the form");
        let copied = of(&corpus.documents[0].top, form);
        let shown = |entries: &Entries| {
            let mut texts = Vec::new();
            entries.iter().for_each(|(k, n)| {
                texts.push(k.text.to_string());
                n.each_text(&mut |t, _| texts.push(t.to_owned()));
            });
            texts.join(" ")
        };
        assert_eq!(
            shown(&copied.answers),
            "p text 本文[表](files/a.csv) secret withheld 理由 asked many x a 一 b withheld 別の理由"
        );
        assert_eq!(shown(&copied.overlays[0].1), "p text Body many x a One");
        assert_eq!(copied.withheld, ["p.secret", "p.many.x.b"]);
        assert_eq!(copied.emptied, 4);
        assert_eq!(copied.files.iter().map(|f| &**f).collect::<Vec<_>>(), ["a.csv"]);
        assert_eq!(copied.department.text(0), "課");
    }
}
