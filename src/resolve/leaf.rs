//! Judges a single answer by the type of its item.

use super::filled::{Answer, Checked, Item};
use crate::content::meta::{bad_date, translation};
use crate::content::table::Table;
use crate::form::{Choice, Type};
use crate::model::{Date, Finding, Localized, Span, Translated, finding};
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Judges the answers of one item.
pub struct Judge<'a> {
    /// The item.
    pub item: &'a Item,
    /// CSV tables of the edition, by name.
    pub tables: &'a BTreeMap<Arc<str>, Table>,
    /// What does not fit.
    pub findings: Vec<Finding>,
}

/// The translations of one answer, by language index.
pub type Overlays<'o, 'n> = &'o [(usize, &'n Node)];

impl Judge<'_> {
    /// The answer, or nothing with a finding that says why.
    pub fn answer(&mut self, kind: &Type, node: &Node, overlays: Overlays) -> Option<Answer> {
        match kind {
            Type::Line => self.text(node, overlays).map(Answer::Line),
            Type::Text => self.text(node, overlays).map(Answer::Text),
            Type::Choice(options) => {
                self.untranslatable(overlays);
                self.choice(options, node)
            }
            Type::Checklist(options) => self.checklist(options, node, overlays),
            Type::Count => {
                self.untranslatable(overlays);
                self.count(node).map(Answer::Count)
            }
            Type::Date => {
                self.untranslatable(overlays);
                self.date(node).map(Answer::Date)
            }
            Type::Period => {
                self.untranslatable(overlays);
                self.period(node)
            }
            Type::Table(columns) => self.table(columns, node, overlays),
            Type::Figure => self.figure(node, overlays),
        }
    }

    /// Adds a finding about the item.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding.item(&self.item.path, &self.item.label));
    }

    /// The answer has another shape than its type asks for.
    pub fn wrong(&mut self, span: Span, variant: &'static str) {
        self.report(Finding::new("wrong-type", span).variant(variant));
    }

    /// A scalar with its translations.
    pub fn text(&mut self, node: &Node, overlays: Overlays) -> Option<Translated> {
        let Some(text) = node.scalar() else {
            self.wrong(node.span, "text");
            return None;
        };
        Some(self.translated(Translated::source(text.clone(), Some(node.span)), overlays))
    }

    /// Adds the translations of a text; what is no text is `orphan-translation`.
    pub fn translated(&mut self, mut text: Translated, overlays: Overlays) -> Translated {
        for (language, overlay) in overlays.iter().filter(|(_, n)| !n.is_empty()) {
            match translation(overlay) {
                Some(wording) => text.set(*language, wording),
                None => self.report(Finding::new("orphan-translation", overlay.span).variant("shape")),
            }
        }
        text
    }

    /// A text that may be absent, at a key of mappings in the source and in the overlays.
    pub fn text_at(&mut self, node: &Node, overlays: Overlays, key: &str) -> Translated {
        let own: Vec<(usize, &Node)> = overlays.iter().filter_map(|(l, o)| Some((*l, o.get(key)?))).collect();
        match node.get(key).filter(|n| !n.is_empty()) {
            Some(node) => self.text(node, &own).unwrap_or_default(),
            None => {
                own.iter().for_each(|(_, o)| self.report(Finding::new("orphan-translation", o.span)));
                Translated::default()
            }
        }
    }

    /// A type without texts has nothing to translate.
    fn untranslatable(&mut self, overlays: Overlays) {
        for (_, overlay) in overlays.iter().filter(|(_, n)| !n.is_empty()) {
            self.report(Finding::new("orphan-translation", overlay.span).variant("untranslatable"));
        }
    }

    fn choice(&mut self, options: &[Choice], node: &Node) -> Option<Answer> {
        match &node.value {
            Value::Scalar(typed) => self.option(options, typed, node.span).map(Answer::Choice),
            Value::Sequence(members) if members.len() == 1 => self.choice(options, &members[0]),
            _ => {
                self.wrong(node.span, "choice");
                None
            }
        }
    }

    fn option(&mut self, options: &[Choice], typed: &str, span: Span) -> Option<usize> {
        let found = option(options, typed);
        if found.is_none() {
            let labels = options.iter().flat_map(|o| o.label.iter().map(|(_, label)| &**label));
            let ids = options.iter().map(|o| &*o.id);
            let suggestion = finding::nearest(typed, ids.chain(labels)).map(str::to_owned);
            let listed = |code: &str, [open, close, comma]: [&str; 3]| -> (String, String) {
                let one = |o: &Choice| format!("{}{open}{}{close}", o.id, o.label.text(code));
                (code.to_owned(), options.iter().map(one).collect::<Vec<_>>().join(comma))
            };
            let listed = Localized::new([listed("ja", ["（", "）", "、"]), listed("en", [" (", ")", ", "])]);
            let finding = Finding::new("unknown-option", span).fact("value", typed).fact("options", listed);
            self.report(finding.suggest(suggestion));
        }
        found
    }

    fn checklist(&mut self, options: &[Choice], node: &Node, overlays: Overlays) -> Option<Answer> {
        let Some(members) = node.sequence() else {
            self.wrong(node.span, "checklist");
            return None;
        };
        let mut checked: Vec<Checked> = Vec::new();
        for member in members {
            let (typed, span, carried) = match &member.value {
                Value::Scalar(typed) => (typed.clone(), member.span, None),
                Value::Mapping(entries) if entries.len() == 1 => {
                    (entries[0].0.text.clone(), entries[0].0.span, Some(&entries[0].1))
                }
                _ => {
                    self.wrong(member.span, "checked");
                    continue;
                }
            };
            let Some(index) = self.option(options, &typed, span) else { continue };
            if let Some(first) = checked.iter().find(|c| c.option == index) {
                self.report(
                    Finding::new("duplicate-key", span).variant("option").fact("key", typed).also(first.span),
                );
                continue;
            }
            let choice = &options[index];
            let carried = carried.filter(|n| !n.is_empty());
            let own = self.carried_overlays(choice, overlays);
            let (mut text, mut count) = (Translated::default(), None);
            match carried {
                Some(node) if choice.count => count = self.count(node),
                Some(node) if choice.text => text = self.text(node, &own).unwrap_or_default(),
                Some(node) => self.report(
                    Finding::new("wrong-type", node.span).variant("carried").fact("value", typed.clone()),
                ),
                None => own.iter().for_each(|(_, n)| self.report(Finding::new("orphan-translation", n.span))),
            }
            checked.push(Checked { option: index, text, count, span });
        }
        self.foreign_overlays(options, &checked, overlays);
        checked.sort_by_key(|c| c.option);
        Some(Answer::Checklist(checked))
    }

    /// The translations of the text an option carries: overlays are the same list or a mapping of options.
    fn carried_overlays<'n>(
        &self,
        choice: &Choice,
        overlays: &[(usize, &'n Node)],
    ) -> Vec<(usize, &'n Node)> {
        let same = |typed: &str| option(std::slice::from_ref(choice), typed).is_some();
        let of = |node: &'n Node| {
            let mut found = None;
            each_option(node, &mut |typed, _, value| {
                if same(typed) && value.is_some() {
                    found = value;
                }
            });
            found
        };
        overlays.iter().filter_map(|(l, o)| Some((*l, of(o)?))).collect()
    }

    /// An overlay may only speak of options that the source has chosen.
    fn foreign_overlays(&mut self, options: &[Choice], checked: &[Checked], overlays: Overlays) {
        for (_, overlay) in overlays {
            let mut foreign = Vec::new();
            each_option(overlay, &mut |typed, span, _| {
                let known = option(options, typed).is_some_and(|n| checked.iter().any(|c| c.option == n));
                if !known {
                    foreign.push((typed.to_owned(), span));
                }
            });
            for (typed, span) in foreign {
                self.report(Finding::new("orphan-translation", span).variant("key").fact("key", typed));
            }
        }
    }

    fn count(&mut self, node: &Node) -> Option<u64> {
        let typed = node.scalar().map_or("", |t| t.trim());
        let plain = !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit());
        let number = if plain { typed.parse().ok() } else { None };
        if number.is_none() {
            let folded: String = typed.nfkc().collect();
            let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
            // 1,000 and 約1000人 are numbers; 1.5, -5 and 10-20 are others.
            let plain = !folded.contains(['.', '-', '−', '~', '〜', '/']) && digits.parse::<u64>().is_ok();
            let suggestion = plain.then_some(digits);
            self.report(
                Finding::new("wrong-type", node.span)
                    .variant("count")
                    .fact("value", typed)
                    .suggest(suggestion),
            );
        }
        number
    }

    fn date(&mut self, node: &Node) -> Option<Date> {
        let typed = node.scalar().map_or("", |t| t.trim());
        let date = Date::parse(typed);
        if date.is_none() {
            self.report(bad_date(typed, node.span, "date"));
        }
        date
    }

    fn period(&mut self, node: &Node) -> Option<Answer> {
        let Some(entries) = node.mapping() else {
            self.wrong(node.span, "period");
            return None;
        };
        for (key, _) in entries.iter().filter(|(k, _)| !matches!(&*k.text, "from" | "to")) {
            let suggestion = finding::nearest(&key.text, ["from", "to"]);
            let finding = Finding::new("unknown-item", key.span).variant("key").fact("key", key.text.clone());
            self.report(finding.fact("options", "from, to").suggest(suggestion));
        }
        let day =
            |this: &mut Self, key: &str| node.get(key).filter(|n| !n.is_empty()).and_then(|n| this.date(n));
        let (from, to) = (day(self, "from"), day(self, "to"));
        (from.is_some() || to.is_some()).then_some(Answer::Period(from, to))
    }
}

/// The index of the option that was typed: its id, or its label in any language, width and spaces aside.
pub fn option(options: &[Choice], typed: &str) -> Option<usize> {
    let typed = typed.trim();
    options.iter().position(|o| &*o.id == typed || o.label.iter().any(|(_, l)| &**l == typed)).or_else(|| {
        let folded = fold(typed);
        options.iter().position(|o| o.label.iter().any(|(_, l)| fold(l) == folded))
    })
}

fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Every option an overlay of a checklist names, with what it gives for it.
fn each_option<'n>(node: &'n Node, see: &mut impl FnMut(&'n str, Span, Option<&'n Node>)) {
    match &node.value {
        Value::Sequence(members) => members.iter().for_each(|m| each_option(m, see)),
        Value::Mapping(entries) => entries.iter().for_each(|(k, n)| see(&k.text, k.span, Some(n))),
        Value::Scalar(typed) => see(typed, node.span, None),
        Value::Empty => {}
    }
}
