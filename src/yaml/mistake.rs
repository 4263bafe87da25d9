//! Mistakes of YAML syntax: where they are, and what they are called.
//!
//! A parser tells where it could not go on. What is to blame often stands above: a quotation mark or a bracket that was
//! never closed, a key without the space behind its colon.

use super::repair::{Repaired, indentation, key_before};
use crate::model::{FileId, Finding, Span};

/// A mistake: its place in the text that was parsed, and the parser's words.
pub struct Mistake {
    /// The line, from 1; one more than there are where the file ended too early.
    pub line: u32,
    column: u32,
    variant: &'static str,
    words: String,
}

/// The commonest mistakes have words of their own, the rest is told in the parser's. In the order in which they are
/// looked for.
const KNOWN: [(&str, &str); 15] = [
    ("tab", "tab"),
    ("unexpected character", "character"),
    ("anchor", "anchor"),
    ("trailing content", "after-quote"),
    ("bracket", "bracket"),
    ("illegal placement of ':'", "bracket"),
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "colon"),
    ("simple key", "colon"),
    ("quoted scalar", "quote"),
    ("unclosed quote", "quote"),
    ("flow construct", "bracket"),
    ("indent", "indent"),
    ("did not find expected key", "indent"),
    ("did not find expected '-'", "indent"),
];

impl Mistake {
    /// A mistake where the parser told it.
    pub fn new(line: u32, column: u32, words: String) -> Self {
        let lower = words.to_ascii_lowercase();
        let variant = KNOWN.iter().find(|(part, _)| lower.contains(part)).map_or("", |(_, variant)| variant);
        Self { line, column, variant, words }
    }

    /// The mistake where it really is.
    pub fn traced(self, text: &str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let told = (self.line as usize).min(lines.len());
        // From the line the parser stopped at upwards.
        let above = || (0..told).rev().map(|n| (n as u32 + 1, lines[n]));
        let stopped = lines.get(self.line as usize - 1).copied().unwrap_or("");
        let blamed = match self.variant {
            "tab" => above().next().and_then(|(line, text)| Some((line, position(text, |c| c == '\t')?))),
            "character" => above().next().and_then(|(line, text)| Some((line, position(text, is_control)?))),
            "quote" => above().find_map(|(line, text)| Some((line, open(text, &['"', '\''])?))),
            "bracket" if !self.words.contains("bracket") => {
                let outer = |text: &str| indentation(text) <= indentation(stopped) || stopped.is_empty();
                above()
                    .skip(1)
                    .filter(|(_, text)| outer(text))
                    .find_map(|(line, text)| Some((line, open(text, &['[', '{'])?)))
            }
            "colon" | "indent" => {
                let level =
                    |text: &str| stopped.trim().is_empty() || indentation(text) == indentation(stopped);
                let mut near = above().filter(|(_, text)| !text.trim().is_empty()).take(2);
                near.find_map(|(line, text)| Some((line, tight(text).filter(|_| level(text))?)))
            }
            _ => None,
        };
        let variant = if self.variant == "indent" && blamed.is_some() { "colon" } else { self.variant };
        let (line, column) = blamed.unwrap_or((self.line, self.column));
        Self { line, column, variant, ..self }
    }

    /// The mistake as a finding, with its place in the file.
    pub fn finding(&self, file: FileId, source: &Repaired) -> Finding {
        let (line, column) = source.original(self.line, self.column);
        let span = Span { file, line, column, length: 0 };
        let deep = self.words.contains("nesting") || self.words.contains("recursion");
        let rule = if deep { "too-deep" } else { "yaml-syntax" };
        Finding::new(rule, span).variant(self.variant).fact("detail", self.words.as_str())
    }
}

fn is_control(c: char) -> bool {
    c.is_control() && c != '\t'
}

fn position(line: &str, wanted: impl FnMut(char) -> bool) -> Option<u32> {
    line.chars().position(wanted).map(|n| n as u32 + 1)
}

/// The column of a mark (quotation mark, bracket) that begins a value and is not closed in its line.
fn open(line: &str, marks: &[char]) -> Option<u32> {
    let mut open: Vec<(char, u32)> = Vec::new();
    let (mut last, mut spaced, mut escaped) = ('-', true, false);
    for (c, column) in line.chars().zip(1..) {
        let quoted = open.last().map(|(mark, _)| *mark).filter(|mark| matches!(mark, '"' | '\''));
        let begins = matches!(last, '[' | '{' | ',') || (spaced && matches!(last, ':' | '-'));
        match (quoted, c) {
            (Some('"'), _) if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(mark), _) if c != mark => {}
            (Some(_), _) | (None, ']' | '}') => _ = open.pop(),
            (None, '#') if spaced => break,
            (None, '"' | '\'' | '[' | '{') if begins => open.push((c, column)),
            _ => {}
        }
        spaced = c == ' ';
        last = if spaced { last } else { c };
    }
    open.iter().find(|(mark, _)| marks.contains(mark)).map(|(_, column)| *column)
}

/// The column of a colon that has no space behind it and so ends no key: `name:住民`.
fn tight(line: &str) -> Option<u32> {
    let (key, value) = line.split_once([':', '：'])?;
    let key_is_plain =
        key_before(key).is_some() || line[key.len()..].starts_with('：') && !key.trim().is_empty();
    let is_tight = key_is_plain && !value.is_empty() && !value.starts_with([' ', '\r', '/']);
    is_tight.then(|| key.chars().count() as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traced(text: &str, line: u32, words: &str) -> (u32, u32, &'static str) {
        let mistake = Mistake::new(line, 9, words.to_owned()).traced(text);
        (mistake.line, mistake.column, mistake.variant)
    }

    #[test]
    fn what_was_never_closed_is_to_blame_and_not_the_line_below() {
        let words = "invalid indentation in multiline quoted scalar";
        assert_eq!(traced("a:\n  b: \"x\n  c: 1\n", 3, words), (2, 6, "quote"));
        assert_eq!(traced("a:\n  - {b: 'x, c: 1}\n  - c\n", 3, words), (2, 9, "quote"));
        assert_eq!(traced("a: 「\"」と\nb: 'it''s'\nc: \"x\n", 4, "unclosed quote"), (3, 4, "quote"));
        assert_eq!(traced("a: [x, y\nb: 1\n", 2, "illegal placement of ':' indicator"), (1, 4, "bracket"));
    }

    #[test]
    fn a_key_without_a_space_is_to_blame_and_not_its_neighbour() {
        let words = "mapping values are not allowed in this context";
        assert_eq!(traced("a:\n  b:住民\n  c: 1\n", 3, words), (2, 4, "colon"));
        assert_eq!(traced("a:\n  名称：住民\n  c: 1\n", 3, words), (2, 5, "colon"));
        assert_eq!(traced("a:\n  b: 1\n  since:2020\n", 4, "simple key expected ':'"), (3, 8, "colon"));
        assert_eq!(traced("a:\n  b: 手順: 受付\n", 2, words), (2, 9, "colon"));
        assert_eq!(traced("a:\n  b: https://x\n  c: x: y\n", 3, words), (3, 9, "colon"));
    }
}
