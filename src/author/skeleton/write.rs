//! Lines of YAML: comments, keys and values. What was typed is written so that it is read as the same characters.

use crate::yaml::{Key, Node, Value};
use std::fmt::Write;

/// A file of YAML that grows line by line.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A comment for every line of a text.
    pub fn comment(&mut self, depth: usize, text: &str) {
        for line in text.lines() {
            let _ = writeln!(self.0, "{:1$}# {line}", "", depth * 2);
        }
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.0.push('\n');
    }

    /// A key with nothing behind it.
    pub fn key(&mut self, depth: usize, key: &str) {
        let _ = writeln!(self.0, "{:2$}{}:", "", word(key), depth * 2);
    }

    /// A key with its value, or with nothing.
    pub fn entry(&mut self, depth: usize, key: &str, value: Option<&Node>) {
        let _ = write!(self.0, "{:2$}{}:", "", word(key), depth * 2);
        match value {
            Some(value) => self.value(depth, &value.value),
            None => self.0.push('\n'),
        }
    }

    /// A key with a line of text.
    pub fn text(&mut self, depth: usize, key: &str, text: &str) {
        let _ = write!(self.0, "{:2$}{}:", "", word(key), depth * 2);
        self.scalar(depth, text);
    }

    /// A key with a list of lines.
    pub fn list<'t>(&mut self, depth: usize, key: &str, members: impl Iterator<Item = &'t str>) {
        self.key(depth, key);
        for member in members {
            let _ = writeln!(self.0, "{:2$}- {}", "", word(member), depth * 2 + 2);
        }
    }

    /// The file.
    pub fn finish(self) -> String {
        self.0
    }

    /// What stands behind the colon of a key at `depth`, to the end of the line and below.
    fn value(&mut self, depth: usize, value: &Value) {
        match value {
            Value::Empty => self.0.push('\n'),
            Value::Scalar(text) => self.scalar(depth, text),
            Value::Sequence(members) if members.is_empty() => self.0.push_str(" []\n"),
            Value::Mapping(entries) if entries.is_empty() => self.0.push_str(" {}\n"),
            Value::Sequence(members) => {
                self.0.push('\n');
                members.iter().for_each(|member| self.member(depth + 1, member));
            }
            Value::Mapping(entries) => {
                self.0.push('\n');
                self.entries(depth + 1, entries);
            }
        }
    }

    fn entries(&mut self, depth: usize, entries: &[(Key, Node)]) {
        entries.iter().for_each(|(key, node)| self.entry(depth, &key.text, Some(node)));
    }

    /// A member of a list: a mapping begins on the line of its dash.
    fn member(&mut self, depth: usize, member: &Node) {
        let _ = write!(self.0, "{:1$}-", "", depth * 2);
        match &member.value {
            Value::Mapping(entries) if !entries.is_empty() => {
                let mut below = Self::default();
                below.entries(depth + 1, entries);
                self.0.push(' ');
                self.0.push_str(below.0.trim_start_matches(' '));
            }
            value => self.value(depth, value),
        }
    }

    fn scalar(&mut self, depth: usize, text: &str) {
        if !is_block(text) {
            let _ = writeln!(self.0, " {}", word(text));
            return;
        }
        self.0.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
        for line in text.lines() {
            let indent = if line.is_empty() { 0 } else { depth * 2 + 2 };
            let _ = writeln!(self.0, "{:1$}{line}", "", indent);
        }
    }
}

/// True for texts of several lines that a block keeps to the letter.
fn is_block(text: &str) -> bool {
    let odd = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    text.trim_end_matches('\n').contains('\n')
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with("\n\n")
        && !text.ends_with(' ')
        && !text.contains(odd)
}

/// One line of text: as it is where YAML reads it so, else in quotation marks.
fn word(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let bad_start = first.is_whitespace() || "-?:,[]{}#&*!|>'\"%@`~：".contains(first);
    let bad_end = text.ends_with([':', '：']) || text.ends_with(char::is_whitespace);
    let inside = [": ", " #", "："].iter().any(|mark| text.contains(mark));
    let odd = text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}'));
    !bad_start && !bad_end && !inside && !odd
}

/// In double quotation marks; the escapes of JSON mean the same in YAML.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileId;
    use crate::yaml;

    /// The characters without the places.
    fn shown(node: &Node) -> String {
        match &node.value {
            Value::Empty => "∅".into(),
            Value::Scalar(text) => format!("{text:?}"),
            Value::Sequence(members) => format!("{:?}", members.iter().map(shown).collect::<Vec<_>>()),
            Value::Mapping(entries) => {
                format!(
                    "{:?}",
                    entries.iter().map(|(k, n)| (k.text.to_string(), shown(n))).collect::<Vec<_>>()
                )
            }
        }
    }

    fn read(text: &str) -> Node {
        let mut findings = Vec::new();
        let root = yaml::parse(FileId(0), text.as_bytes(), &mut findings).root;
        assert!(findings.is_empty(), "{findings:?}\n{text}");
        root.expect("a value")
    }

    #[test]
    fn what_is_written_is_read_as_the_same_characters() {
        let texts = [
            "平易な文",
            "0123",
            "no",
            "1:30",
            "~",
            "―",
            "- 項目",
            "# 見出し",
            "a: b",
            "a #b",
            "「引用」",
            "\"x\"",
            "it's",
            "前\n後",
            "前\n後\n",
            "前\n\n後\n",
            "前\n後\n\n",
            "  字下げ\n後\n",
            "\n前",
            "前\n  字下げ\n後",
            "末尾 ",
            "末尾\n ",
            "\t表",
            "円\\記号",
            "時刻：9時",
            "：",
            "全角　空白",
            "{x}",
            "[x]",
            "%",
            "@x",
            "x,",
            "key:",
            "キー：値\n別：値\n",
            "\u{FEFF}x",
            "a\u{2028}b",
            "",
            "😀",
            "|",
            ">-",
            "a\r\nb",
            "前\n ",
            "- a\n- b\n",
        ];
        for text in texts {
            let mut lines = Lines::default();
            lines.text(1, "k", text);
            let made = lines.finish();
            let read = read(&format!("top:\n{made}  after: x\n"));
            let top = read.get("top").expect("top");
            assert_eq!(top.get("k").map(shown), Some(format!("{text:?}")), "{made}");
            assert!(top.get("after").is_some(), "{made}");
        }
    }

    #[test]
    fn lists_and_mappings_keep_their_shape() {
        let source = "a:\n  - x\n  - other: 内容\n    more: |\n      一\n      二\n  - - deep\n  -\nb: {c: [], d: {}, e: }\n'f: g': [{h: i}]\n";
        let node = read(source);
        let mut lines = Lines::default();
        node.mapping().expect("a mapping").iter().for_each(|(k, n)| lines.entry(0, &k.text, Some(n)));
        let made = lines.finish();
        assert_eq!(shown(&read(&made)), shown(&node), "{made}");
    }
}
