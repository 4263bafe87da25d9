//! Answers to a form with every type of item, made and edited at random.

use super::random::Random;
use std::fmt::Write;

/// A form with every type of answer, a repeat and a repeat within it.
pub const FORM: &str = r#"form: sample
revision: "1"
kind: paper
title: 見本
parts:
  - id: main
    title: 本編
    items:
      - {id: line, title: 一行, type: line}
      - {id: text, title: 文章, type: text}
      - {id: kind, title: 選択, type: choice, options: [{id: a, ja: 甲}, {id: b, ja: 乙}, {id: c, ja: 丙}]}
      - {id: boxes, title: 複数, type: checklist, options: [{id: a, ja: 甲}, {id: b, ja: 乙}, {id: c, ja: その他, text: true}, {id: d, ja: 件数, count: true}]}
      - {id: count, title: 数, type: count}
      - {id: date, title: 日, type: date}
      - {id: term, title: 期間, type: period}
      - {id: rows, title: 表, type: table, columns: [{id: x, title: 甲}, {id: y, title: 乙}]}
      - {id: keyed, title: 番号の表, type: table, columns: [{id: no, title: 番号, key: true}, {id: y, title: 乙}]}
      - {id: flow, title: 図, type: figure}
      - id: list
        title: 一覧
        repeat: {title: "一覧{n}"}
        items:
          - {id: name, title: 名, type: line}
          - {id: note, title: 注, type: text}
          - id: inner
            title: 内訳
            repeat: {title: "内訳{n}"}
            items: [{id: name, title: 名, type: line}]
"#;

/// The same form in a later revision: an item and an item of entries have other names.
pub const REVISED: &str = r#"form: sample
revision: "2"
kind: paper
title: 見本
parts:
  - id: main
    title: 本編
    items:
      - {id: line, title: 一行, type: line}
      - {id: words, was: main.text, title: 文章, type: text}
      - {id: kind, title: 選択, type: choice, options: [{id: b, ja: 乙}, {id: a, ja: 甲}, {id: c, ja: 丙}]}
      - {id: boxes, title: 複数, type: checklist, options: [{id: a, ja: 甲}, {id: b, ja: 乙}, {id: c, ja: その他, text: true}, {id: d, ja: 件数, count: true}]}
      - {id: count, title: 数, type: count}
      - {id: date, title: 日, type: date}
      - {id: term, title: 期間, type: period}
      - {id: rows, title: 表, type: table, columns: [{id: y, title: 乙}, {id: x, title: 甲}]}
      - {id: keyed, title: 番号の表, type: table, columns: [{id: no, title: 番号, key: true}, {id: y, title: 乙}]}
      - {id: flow, title: 図, type: figure}
      - id: entries
        was: main.list
        title: 一覧
        repeat: {title: "一覧{n}"}
        items:
          - {id: called, was: main.list.name, title: 名, type: line}
          - {id: note, title: 注, type: text}
          - id: inner
            title: 内訳
            repeat: {title: "内訳{n}"}
            items: [{id: name, title: 名, type: line}]
"#;

const PHRASES: [&str; 16] = [
    "個人番号を記録する。",
    "届出書を受け付ける",
    "・電子記録媒体は施錠して保管する。",
    "（１）本人確認の措置",
    "Access is logged. ",
    "令和７年７月１日から",
    "※",
    "ガバメントクラウド",
    "**重要**",
    "、及び",
    "３階の窓口",
    "about 316,000 people",
    "消去する。",
    "①",
    "「5情報」という。",
    "𠮷野",
];

/// Answers to [`FORM`]; what is `None` is not answered.
#[derive(Clone, Default)]
pub struct Answers {
    line: Option<String>,
    text: Option<String>,
    kind: Option<usize>,
    boxes: Vec<(usize, String)>,
    count: Option<usize>,
    date: Option<usize>,
    term: Option<(usize, usize)>,
    rows: Vec<(String, String)>,
    keyed: Vec<(usize, String)>,
    nodes: Vec<(usize, String, Option<usize>)>,
    arrows: Vec<(usize, usize, String, bool)>,
    list: Vec<Entry>,
    /// ― or withheld in place of the line.
    instead: Option<&'static str>,
}

#[derive(Clone)]
struct Entry {
    key: usize,
    name: Option<String>,
    note: Option<String>,
    inner: Vec<(usize, String)>,
}

fn sentence(random: &mut Random) -> String {
    (0..1 + random.below(4)).map(|_| random.pick(&PHRASES)).collect::<String>().trim().to_owned()
}

fn paragraphs(random: &mut Random) -> String {
    let lines: Vec<String> = (0..1 + random.below(6)).map(|_| sentence(random)).collect();
    lines.join("\n")
}

impl Answers {
    /// Some answers.
    pub fn random(random: &mut Random) -> Self {
        let mut answers = Self::default();
        for _ in 0..30 {
            answers.edit(random);
        }
        answers
    }

    /// Changes something.
    pub fn edit(&mut self, random: &mut Random) {
        match random.below(14) {
            0 => self.line = random.chance(8).then(|| sentence(random)),
            1 | 2 => self.edit_text(random),
            3 => self.kind = random.chance(8).then(|| random.below(3)),
            4 => self.edit_boxes(random),
            5 => self.count = random.chance(8).then(|| random.below(100)),
            6 => self.date = random.chance(8).then(|| random.below(28)),
            7 => self.term = random.chance(8).then(|| (random.below(12), random.below(12))),
            8 => edit_list(&mut self.rows, random, |r| (sentence(r), sentence(r))),
            9 => edit_keys(&mut self.keyed, random, sentence),
            10 => self.edit_flow(random),
            11 | 12 => self.edit_entries(random),
            _ => {
                self.instead =
                    [None, Some("―"), Some("{withheld: 安全のため, earlier: keep}")][random.below(3)]
            }
        }
    }

    fn edit_text(&mut self, random: &mut Random) {
        let Some(text) = self.text.as_ref().filter(|_| random.chance(8)) else {
            self.text = random.chance(9).then(|| paragraphs(random));
            return;
        };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = random.below(lines.len());
        match random.below(5) {
            0 => lines.insert(at, sentence(random)),
            1 if lines.len() > 1 => drop(lines.remove(at)),
            2 => {
                let to = random.below(lines.len());
                lines.swap(at, to);
            }
            _ => {
                let chars: Vec<char> = lines[at].chars().collect();
                let cut = random.below(chars.len() + 1);
                let (before, after) = chars.split_at(cut);
                let after: String = after.iter().skip(random.below(4)).collect();
                lines[at] = format!("{}{}{after}", before.iter().collect::<String>(), random.pick(&PHRASES));
            }
        }
        self.text = Some(lines.join("\n"));
    }

    fn edit_boxes(&mut self, random: &mut Random) {
        let option = random.below(4);
        let own = match option {
            2 => sentence(random),
            3 => random.below(50).to_string(),
            _ => String::new(),
        };
        self.boxes.retain(|(o, _)| *o != option);
        if random.chance(7) {
            self.boxes.push((option, own));
            self.boxes.sort();
        }
    }

    fn edit_flow(&mut self, random: &mut Random) {
        let key = random.below(6);
        let label = sentence(random);
        let inside = self.nodes.first().map(|n| n.0).filter(|n| *n != key && random.chance(3));
        match self.nodes.iter_mut().find(|(k, ..)| *k == key) {
            Some(node) => (node.1, node.2) = (label, inside),
            None => self.nodes.push((key, label, inside)),
        }
        if self.nodes.len() > 1 && random.chance(6) {
            let (from, to) = (random.below(self.nodes.len()), random.below(self.nodes.len()));
            let arrow = (self.nodes[from].0, self.nodes[to].0, sentence(random), random.chance(5));
            if self.arrows.len() < 5 && random.chance(5) {
                self.arrows.push(arrow);
            } else if let Some(first) = self.arrows.first_mut() {
                *first = arrow;
            }
        }
    }

    fn edit_entries(&mut self, random: &mut Random) {
        let at = random.below(self.list.len());
        match random.below(6) {
            0 if !self.list.is_empty() => drop(self.list.remove(at)),
            1 if self.list.len() > 1 => {
                let entry = self.list.remove(at);
                let to = random.below(self.list.len() + 1);
                self.list.insert(to, entry);
            }
            2 | 3 if !self.list.is_empty() => {
                let entry = &mut self.list[at];
                match random.below(3) {
                    0 => entry.name = random.chance(8).then(|| sentence(random)),
                    1 => entry.note = random.chance(8).then(|| paragraphs(random)),
                    _ => edit_keys(&mut entry.inner, random, sentence),
                }
            }
            _ => {
                let key = random.below(9);
                if self.list.iter().all(|e| e.key != key) {
                    let entry = Entry { key, name: Some(sentence(random)), note: None, inner: Vec::new() };
                    self.list.insert(at.min(self.list.len()), entry);
                }
            }
        }
    }

    /// The answers as YAML, to the first revision.
    pub fn yaml(&self) -> String {
        self.written("text", "list", "name")
    }

    /// The answers as YAML, to the revised form.
    pub fn yaml_revised(&self) -> String {
        self.written("words", "entries", "called")
    }

    fn written(&self, text: &str, list: &str, name: &str) -> String {
        let mut out = String::from("main:\n");
        let mut put = |key: &str, value: String| {
            let _ = writeln!(out, "  {key}: {value}");
        };
        match (&self.instead, &self.line) {
            (Some(instead), _) => put("line", (*instead).to_owned()),
            (None, Some(line)) => put("line", quoted(line)),
            (None, None) => {}
        }
        self.text.iter().for_each(|t| put(text, quoted(t)));
        self.kind.iter().for_each(|k| put("kind", ["a", "b", "c"][*k].to_owned()));
        if !self.boxes.is_empty() {
            put(
                "boxes",
                flow_list(self.boxes.iter().map(|(option, own)| match option {
                    2 => format!("{{c: {}}}", quoted(own)),
                    3 => format!("{{d: {own}}}"),
                    n => ["a", "b"][*n].to_owned(),
                })),
            );
        }
        self.count.iter().for_each(|n| put("count", n.to_string()));
        self.date.iter().for_each(|d| put("date", format!("2025-02-{:02}", d + 1)));
        self.term
            .iter()
            .for_each(|(a, b)| put("term", format!("{{from: 2024-{:02}, to: 2025-{:02}}}", a + 1, b + 1)));
        if !self.rows.is_empty() {
            put(
                "rows",
                flow_list(self.rows.iter().map(|(x, y)| format!("{{x: {}, y: {}}}", quoted(x), quoted(y)))),
            );
        }
        if !self.keyed.is_empty() {
            put(
                "keyed",
                flow_list(self.keyed.iter().map(|(no, y)| format!("{{no: \"{no}\", y: {}}}", quoted(y)))),
            );
        }
        if !self.nodes.is_empty() {
            put("flow", self.flow());
        }
        if !self.list.is_empty() {
            put(list, self.entries(name));
        }
        if out == "main:\n" { "main: {}\n".to_owned() } else { out }
    }

    fn flow(&self) -> String {
        let nodes: Vec<String> = self
            .nodes
            .iter()
            .map(|(key, label, inside)| {
                let inside = inside.map_or(String::new(), |n| format!(", in: n{n}"));
                format!("n{key}: {{kind: system, label: {}{inside}}}", quoted(label))
            })
            .collect();
        let arrows: Vec<String> = self
            .arrows
            .iter()
            .enumerate()
            .map(|(n, (from, to, label, number))| {
                format!(
                    "a{n}: {{from: n{from}, to: n{to}, steps: [\"{n}\"], number: {number}, label: {}}}",
                    quoted(label)
                )
            })
            .collect();
        format!("{{caption: 図, nodes: {{{}}}, arrows: {{{}}}}}", nodes.join(", "), arrows.join(", "))
    }

    fn entries(&self, name: &str) -> String {
        let entry = |entry: &Entry| {
            let mut fields: Vec<String> = Vec::new();
            fields.extend(entry.name.iter().map(|n| format!("{name}: {}", quoted(n))));
            fields.extend(entry.note.iter().map(|n| format!("note: {}", quoted(n))));
            if !entry.inner.is_empty() {
                let inner: Vec<String> =
                    entry.inner.iter().map(|(k, n)| format!("i{k}: {{name: {}}}", quoted(n))).collect();
                fields.push(format!("inner: {{{}}}", inner.join(", ")));
            }
            format!("e{}: {{{}}}", entry.key, fields.join(", "))
        };
        format!("{{{}}}", self.list.iter().map(entry).collect::<Vec<_>>().join(", "))
    }
}

fn edit_list<T>(list: &mut Vec<T>, random: &mut Random, make: impl Fn(&mut Random) -> T) {
    let at = random.below(list.len());
    match random.below(4) {
        0 if !list.is_empty() => drop(list.remove(at)),
        1 if list.len() > 1 => {
            let row = list.remove(at);
            let to = random.below(list.len() + 1);
            list.insert(to, row);
        }
        2 if !list.is_empty() => list[at] = make(random),
        _ => list.insert(at.min(list.len()), make(random)),
    }
}

/// The same where a key may stand once only.
fn edit_keys<T: Clone>(list: &mut Vec<(usize, T)>, random: &mut Random, make: impl Fn(&mut Random) -> T) {
    let key = random.below(9);
    match list.iter().position(|(k, _)| *k == key) {
        Some(at) if random.chance(4) => drop(list.remove(at)),
        Some(at) if random.chance(5) => list[at].1 = make(random),
        Some(at) => {
            let entry = list.remove(at);
            let to = random.below(list.len() + 1);
            list.insert(to, entry);
        }
        None => {
            let at = random.below(list.len() + 1);
            let made = make(random);
            list.insert(at, (key, made));
        }
    }
}

/// A JSON string is a YAML one.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

fn flow_list(members: impl Iterator<Item = String>) -> String {
    format!("[{}]", members.collect::<Vec<_>>().join(", "))
}
