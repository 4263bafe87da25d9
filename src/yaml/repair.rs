//! Full-width colons and full-width spaces where YAML needs half-width ones: reported, then read as they were meant.
//!
//! An input method for Japanese leaves them behind, and a YAML parser only says that something is wrong somewhere
//! else. Both are ordinary characters inside a text, so lines of block scalars are left alone.

use crate::model::{FileId, Finding, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A text that may have been repaired, and the way back to the columns of the file.
pub struct Repaired<'a> {
    text: Cow<'a, str>,
    /// By line, the columns (of the file) after which one column too many was put in.
    shifts: BTreeMap<u32, Vec<u32>>,
}

impl Repaired<'_> {
    /// The text for the parser.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column in the file for a line and column of the repaired text.
    pub fn original(&self, line: u32, column: u32) -> (u32, u32) {
        let shifts = self.shifts.get(&line).map_or(&[][..], Vec::as_slice);
        let before = shifts.iter().enumerate().filter(|(n, at)| **at + (*n as u32) < column).count() as u32;
        (line, column - before.min(column - 1))
    }

    /// Empties a line and what is indented below it; false where there was nothing left to empty.
    pub fn cut(&mut self, line: u32) -> bool {
        let mut lines: Vec<&str> = self.text.split('\n').collect();
        let Some(first) = (0..lines.len().min(line as usize)).rev().find(|n| !lines[*n].trim().is_empty())
        else {
            return false;
        };
        let depth = indentation(lines[first]);
        lines[first] = "";
        for below in &mut lines[first + 1..] {
            if !below.trim().is_empty() && indentation(below) <= depth {
                break;
            }
            *below = "";
        }
        self.text = Cow::Owned(lines.join("\n"));
        true
    }
}

/// Looks for full-width colons after keys and full-width spaces as indentation.
pub fn repair<'a>(file: FileId, text: &'a str, findings: &mut Vec<Finding>) -> Repaired<'a> {
    let mut shifts = BTreeMap::new();
    if !has_suspects(text) {
        return Repaired { text: Cow::Borrowed(text), shifts };
    }
    let mut scan = Scan::default();
    let mut changed = false;
    let mut lines = Vec::new();
    let all: Vec<&str> = text.split('\n').collect();
    for (number, line) in (1..).zip(&all) {
        let next = all[number as usize..].iter().find(|l| !l.trim().is_empty()).copied().unwrap_or("");
        let in_text = scan.is_text(line);
        let mut fixed = Cow::Borrowed(*line);
        if line.trim().is_empty() {
            // A line of nothing but full-width spaces looks blank, and is meant to be.
            fixed = if line.contains('\u{3000}') { Cow::Borrowed("") } else { fixed };
        } else if !in_text {
            let mut columns = Vec::new();
            fix_spaces(file, number, &mut fixed, &scan, &mut columns, findings);
            fix_gap(file, number, &mut fixed, &scan, &columns, findings);
            fix_colon(file, number, &mut fixed, next, &scan, &mut columns, findings);
            if !columns.is_empty() {
                shifts.insert(number, columns);
            }
        }
        scan.after(&fixed, in_text);
        changed |= *fixed != **line;
        lines.push(fixed);
    }
    let text = if changed { Cow::Owned(lines.join("\n")) } else { Cow::Borrowed(text) };
    Repaired { text, shifts }
}

/// A quick look over the whole file: most have no line that could be wrong.
fn has_suspects(text: &str) -> bool {
    let colon = text.match_indices('：').any(|(at, _)| {
        let line = text[..at].rsplit('\n').next().unwrap_or("");
        key_before(line).is_some()
    });
    colon
        || text.match_indices('\u{3000}').any(|(at, _)| {
            text[..at]
                .rsplit('\n')
                .next()
                .is_some_and(|line| line.chars().all(|c| c == ' ') || parts_nothing(line))
        })
}

/// Follows block scalars and values from line to line.
#[derive(Default)]
struct Scan {
    /// The indentation of the key whose block scalar is open.
    block: Option<usize>,
    /// The indentation of the last key with a plain value: deeper lines continue it.
    value: Option<usize>,
}

impl Scan {
    fn is_text(&self, line: &str) -> bool {
        self.block.is_some_and(|depth| line.trim().is_empty() || indentation(line) > depth)
    }

    fn after(&mut self, line: &str, in_text: bool) {
        if in_text || line.trim().is_empty() {
            return;
        }
        let code = line.split(" #").next().unwrap_or(line).trim_end();
        let depth = indentation(line) + dashes(line);
        self.block = opens_block(code).then_some(depth);
        self.value = (!code.ends_with(':') && !code.ends_with('-') && self.block.is_none()).then_some(depth);
    }

    fn continues_value(&self, line: &str) -> bool {
        self.value.is_some_and(|depth| indentation(line) > depth)
    }
}

/// True for a line that ends in the mark of a block scalar: `key: |`, `- >-`, `key: |2`.
fn opens_block(code: &str) -> bool {
    let last = code.rsplit(' ').next().unwrap_or("");
    let mark = last.trim_end_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit());
    matches!(mark, "|" | ">") && code.trim_start() != last
}

/// How many spaces a line begins with.
pub fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The width of the `- ` marks before the key of a line.
fn dashes(line: &str) -> usize {
    let content = line.trim_start_matches(' ');
    let mut rest = content;
    while let Some(after) = rest.strip_prefix("- ") {
        rest = after.trim_start_matches(' ');
    }
    content.len() - rest.len()
}

/// The key that ends a piece of a line, if the piece is only indentation, dashes and the key.
pub fn key_before(piece: &str) -> Option<&str> {
    let rest = piece.trim_start_matches([' ', '\u{3000}']);
    let mut key = rest;
    while let Some(after) = key.strip_prefix("- ") {
        key = after.trim_start_matches(' ');
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (!key.is_empty() && key.chars().all(plain) && !key.starts_with('-')).then_some(key)
}

fn fix_spaces(
    file: FileId,
    number: u32,
    line: &mut Cow<str>,
    scan: &Scan,
    columns: &mut Vec<u32>,
    findings: &mut Vec<Finding>,
) {
    let lead: String = line.chars().take_while(|c| matches!(c, ' ' | '\u{3000}')).collect();
    let wide = lead.matches('\u{3000}').count();
    let key = line[lead.len()..].split_once([':', '：']).is_some_and(|(key, _)| key_before(key).is_some());
    // A paragraph that goes on below its first line may begin with a full-width space.
    if wide == 0 || (scan.continues_value(line) && !key) {
        return;
    }
    let first = lead.chars().take_while(|c| *c == ' ').count() as u32 + 1;
    let span = Span { file, line: number, column: first, length: lead.chars().count() as u32 + 1 - first };
    findings.push(Finding::new("full-width-space", span));
    columns.extend(lead.chars().zip(1..).filter(|(c, _)| *c == '\u{3000}').map(|(_, column)| column));
    *line = Cow::Owned(line.replacen(&lead, &lead.replace('\u{3000}', "  "), 1));
}

/// True for what stands before a space that must be half-width: `key:` and `-`.
fn parts_nothing(before: &str) -> bool {
    before.strip_suffix(':').is_some_and(|key| key_before(key).is_some())
        || before.trim_start_matches(' ') == "-"
}

/// `key:　value` and `-　value`: a full-width space parts nothing.
fn fix_gap(
    file: FileId,
    number: u32,
    line: &mut Cow<str>,
    scan: &Scan,
    columns: &[u32],
    findings: &mut Vec<Finding>,
) {
    let Some((before, after)) = line.split_once('\u{3000}') else { return };
    if !parts_nothing(before) || scan.continues_value(line) {
        return;
    }
    let rest = after.trim_start_matches('\u{3000}');
    let column = before.chars().count() as u32 + 1 - columns.len() as u32;
    let length = 1 + after[..after.len() - rest.len()].chars().count() as u32;
    findings
        .push(Finding::new("full-width-space", Span { file, line: number, column, length }).variant("gap"));
    *line = Cow::Owned(format!("{before}{}{rest}", " ".repeat(length as usize)));
}

fn fix_colon(
    file: FileId,
    number: u32,
    line: &mut Cow<str>,
    next: &str,
    scan: &Scan,
    columns: &mut Vec<u32>,
    findings: &mut Vec<Finding>,
) {
    let Some((before, after)) = line.split_once('：') else { return };
    let Some(key) = key_before(before) else { return };
    let depth = indentation(line);
    // `- 資料：…` is a list of words unless something that looks like a key follows below it.
    let dash = dashes(line) > 0;
    let mapping_below = indentation(next) > depth
        && next.trim_start().split([':', '：']).next().is_some_and(|k| key_before(k).is_some());
    if scan.continues_value(line) || (dash && !mapping_below) {
        return;
    }
    let column = before.chars().count() as u32 + 1 - columns.len() as u32;
    let span = Span { file, line: number, column, length: 1 };
    findings.push(Finding::new("full-width-colon", span).fact("key", key).suggest(Some(format!("{key}: "))));
    let spaced = after.starts_with(' ') || after.is_empty();
    *line = Cow::Owned(format!("{before}:{}{after}", if spaced { "" } else { " " }));
    if !spaced {
        columns.push(column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, u32, u32)> {
        let mut findings = Vec::new();
        repair(FileId(0), text, &mut findings);
        findings.iter().map(|f| (f.rule, f.at.span.line, f.at.span.column)).collect()
    }

    #[test]
    fn full_width_colons_after_keys_are_found_and_those_in_texts_are_not() {
        assert_eq!(found("form：full\ntitle: x\n"), [("full-width-colon", 1, 5)]);
        assert_eq!(found("a:\n  b：\n    c: 1\n"), [("full-width-colon", 2, 4)]);
        assert_eq!(found("- date：2025\n  timing: after\n"), [("full-width-colon", 1, 7)]);
        assert_eq!(found("a: |\n  b：本文\n  c：本文\n"), []);
        assert_eq!(found("a: 長い文\n  note：続き\n"), []);
        assert_eq!(found("list:\n  - PDF：資料\n  - x\n"), []);
        assert_eq!(found("a: 時刻：十時\n"), []);
    }

    #[test]
    fn full_width_spaces_are_wrong_only_as_indentation() {
        assert_eq!(found("a:\n　b: 1\n"), [("full-width-space", 2, 1)]);
        assert_eq!(found("a:\n 　b: 1\n"), [("full-width-space", 2, 2)]);
        assert_eq!(found("a: |\n  　字下げした段落\n"), []);
        assert_eq!(found("a: 空白　あり\n"), []);
    }

    #[test]
    fn columns_lead_back_to_the_file() {
        let mut findings = Vec::new();
        let repaired = repair(FileId(0), "　form：full\n", &mut findings);
        assert_eq!(repaired.text(), "  form: full\n");
        assert_eq!(repaired.original(1, 3), (1, 2));
        assert_eq!(repaired.original(1, 9), (1, 7));
        assert_eq!(findings.len(), 2);
    }
}
