//! The file of a part (部) in the source language: every key, with what the form says of it.

use super::words;
use super::write::Lines;
use crate::form::{Form, NodeId, Type, When};
use crate::resolve::given_by_meta;
use crate::yaml::{Key, Node};
use unicode_width::UnicodeWidthStr;

/// The key of the one entry of a repeat that nobody has answered.
pub const FIRST_ENTRY: &str = "entry-1";

/// Writes keys for a reader of one language.
pub struct Writer<'a> {
    /// The form.
    pub form: &'a Form,
    /// The language of the comments.
    pub code: &'a str,
    /// The file so far.
    pub lines: Lines,
}

impl Writer<'_> {
    /// A node with everything below it, and its answers where there are any.
    pub fn node(&mut self, id: NodeId, depth: usize, value: Option<&Node>) {
        let node = self.form.node(id);
        self.about(id, depth);
        let value = value.filter(|v| !v.is_empty());
        if let Some(value) = value.filter(|v| v.mapping().is_none() || v.get("withheld").is_some()) {
            return self.lines.entry(depth, &node.id, Some(value));
        }
        match (&node.repeat, &node.answer) {
            (Some(_), _) => self.entries(id, depth, value),
            (None, Some(_)) => self.lines.entry(depth, &node.id, value),
            (None, None) => {
                self.lines.key(depth, &node.id);
                self.below(id, depth + 1, value);
            }
        }
    }

    fn entries(&mut self, id: NodeId, depth: usize, value: Option<&Node>) {
        self.lines.key(depth, &self.form.node(id).id);
        let entries = value.and_then(Node::mapping).unwrap_or(&[]);
        if entries.is_empty() {
            self.lines.key(depth + 1, FIRST_ENTRY);
            self.below(id, depth + 2, None);
        }
        for (Key { text, .. }, entry) in entries {
            if entry.mapping().is_none() || entry.get("withheld").is_some() {
                self.lines.entry(depth + 1, text, Some(entry));
            } else {
                self.lines.key(depth + 1, text);
                self.below(id, depth + 2, Some(entry));
            }
        }
    }

    fn below(&mut self, id: NodeId, depth: usize, value: Option<&Node>) {
        for child in &self.form.node(id).children {
            self.node(*child, depth, value.and_then(|v| v.get(&self.form.node(*child).id)));
        }
    }

    /// The official label, whether it must be answered, the guidance of the form, and how it is written.
    fn about(&mut self, id: NodeId, depth: usize) {
        self.labelled(id, depth, self.demand(id));
        let node = self.form.node(id);
        self.lines.comment(depth, node.hint.text(self.code));
        if let Some(when) = &node.when {
            self.condition(id, when, depth);
        }
        if let Some(label) = &node.repeat {
            let label = if label.is_empty() { &node.title } else { label };
            let label = label.text(self.code).replace("{n}", "1");
            // A label made of an answer says nothing before there is one.
            let label = if label.contains('{') { node.title.text(self.code) } else { &label };
            self.lines.comment(depth, &words::how_to_repeat(self.code, label.trim()));
        }
        if let Some(answer) = &node.answer {
            self.how(answer, depth);
        }
    }

    /// The number and the label as printed, with ※.
    pub fn label(&mut self, id: NodeId, depth: usize) {
        self.labelled(id, depth, "");
    }

    fn labelled(&mut self, id: NodeId, depth: usize, demand: &str) {
        let node = self.form.node(id);
        let label = format!("{} {}", node.number, node.title.text(self.code));
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        let mark = if node.important && node.answer.is_some() { "※" } else { "" };
        self.lines.comment(depth, &format!("{label}{mark}{demand}"));
    }

    /// What the form demands of an item.
    fn demand(&self, id: NodeId) -> &'static str {
        let node = self.form.node(id);
        let pick = |ja, en| words::pick(self.code, ja, en);
        match (node.required, &node.answer) {
            _ if given_by_meta(node.role.as_deref()) => {
                pick("（document.yaml に書けば、ここは空でよい）", " (document.yaml may say it alone)")
            }
            (Some(true), Some(_)) => pick("（必須）", " (required)"),
            (Some(false), None) => pick(
                "（要らなければ、この集まりごと消してよい）",
                " (delete it as a whole where it is not needed)",
            ),
            _ => "",
        }
    }

    fn condition(&mut self, id: NodeId, when: &When, depth: usize) {
        let Some(controller) = self.form.controller(id, when) else { return };
        let controller = self.form.node(controller);
        let options = controller.answer.as_ref().map_or(&[][..], Type::options);
        for (ids, holds) in [(&when.is, true), (&when.not, false)] {
            let named = options.iter().filter(|o| ids.contains(&o.id)).map(|o| o.label.text(self.code));
            let named = named.collect::<Vec<_>>().join(words::pick(self.code, "、", "; "));
            if !named.is_empty() {
                let title = controller.title.text(self.code);
                self.lines.comment(depth, &words::condition(self.code, title, &named, holds));
            }
        }
    }

    /// How an answer of this type is written; the options where it has any.
    fn how(&mut self, answer: &Type, depth: usize) {
        let pick = |ja, en| words::pick(self.code, ja, en);
        let how = match answer {
            Type::Line => "",
            Type::Text => pick("文章（何行でも）", "text of any length"),
            Type::Choice(_) => {
                pick("次から1つ、左の語を書きます。", "one of these, by the word on the left:")
            }
            Type::Checklist(_) => pick(
                "当てはまるものを、左の語で、1行に1つ「- 」に続けて書きます。",
                "those that apply, by the word on the left, one a line behind `- `:",
            ),
            Type::Count => pick("数（半角の数字）", "a number"),
            Type::Date => pick(
                "日付 2026-04-01（日や月が分からなければ 2026-04、2026）",
                "a date: 2026-04-01, or 2026-04, or 2026",
            ),
            Type::Period => pick(
                "期間 {from: 2026-04-01, to: 2027-03-31}（片方だけでもよい）",
                "a period: {from: 2026-04-01, to: 2027-03-31}; one of them may be absent",
            ),
            Type::Table(_) => pick(
                "表。1行ごとに「- 」で始め、次の列を書きます。CSVファイルを使うときは {csv: files/名前.csv}",
                "a table: every row begins with `- ` and has these columns; or {csv: files/name.csv}",
            ),
            Type::Figure => pick(
                "図。画像は {file: files/名前.svg, alt: 図の内容を言葉で}。事務の流れは caption、nodes、arrows、notes で書きます。",
                "a figure: {file: files/name.svg, alt: what it shows in words}, or a flow of caption, nodes, arrows and notes",
            ),
        };
        self.lines.comment(depth, how);
        for option in answer.options() {
            let written = if option.text || option.count {
                words::carried(self.code, &option.id, option.count)
            } else {
                option.id.to_string()
            };
            self.explained(depth, &written, option.label.text(self.code));
        }
        if let Type::Table(columns) = answer {
            for column in columns.iter() {
                let title = format!("{} {}", column.number, column.title.text(self.code));
                self.explained(depth, &column.id, title.trim());
            }
        }
    }

    /// A word to type, with what it means behind it.
    fn explained(&mut self, depth: usize, typed: &str, meaning: &str) {
        let space = 20_usize.saturating_sub(typed.width());
        self.lines.comment(depth, &format!("  {typed}{:space$} {meaning}", ""));
    }
}
