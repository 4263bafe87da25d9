//! The one painter of findings: for people, as JSON, as annotations. Masks Individual Numbers in all it quotes.

use super::Format;
use super::language::Words;
use crate::check::told::{self, Teller, Told};
use crate::check::{self, Message};
use crate::content::Reader;
use crate::model::{Files, Finding, Level, individual_number};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// Paints findings; reads the lines it quotes from the content.
pub struct Painter<'a> {
    teller: Teller<'a>,
    words: Words,
    folder: String,
}

impl<'a> Painter<'a> {
    /// A painter of findings in this content, for a reader of that language.
    pub fn new(reader: &'a dyn Reader, files: &'a Files, words: Words) -> Self {
        Self { teller: Teller::new(reader, files), words, folder: String::new() }
    }

    /// Names the folder of the content, so that annotations attach to the files of a repository.
    pub fn below(self, folder: &Path) -> Self {
        let folder = folder.to_string_lossy().replace('\\', "/");
        let folder = folder.trim_start_matches("./").trim_end_matches('/');
        Self {
            folder: if folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") },
            ..self
        }
    }

    /// A finding in the format asked for, with a line break at its end.
    pub fn paint(&mut self, finding: &Finding, level: Level, format: Format) -> String {
        match format {
            Format::Text => self.text(finding, level),
            Format::Json => self.json(finding, level),
            Format::Github => self.github(finding, level),
            Format::Gitlab => self.gitlab(finding, level),
        }
    }

    fn text(&mut self, finding: &Finding, level: Level) -> String {
        let Message { text, help } = told::sentence(finding, self.words.code());
        let mut out = format!("{}[{}] {text}\n", self.level(level), finding.rule);
        let at = self.teller.place(finding, &finding.at);
        let item = told::item(finding, self.words.code()).map_or(String::new(), |item| format!("  {item}"));
        let _ = writeln!(out, "  {}:{}:{}{item}", at.file, at.line, at.column);
        quote(&mut out, &at, help.as_deref());
        for place in finding.also.iter().take(5) {
            let also = self.teller.place(finding, place);
            let _ = writeln!(
                out,
                "  {} {}:{}:{}",
                self.words.pick("こちらも:", "also:"),
                also.file,
                also.line,
                also.column
            );
        }
        out
    }

    fn json(&mut self, finding: &Finding, level: Level) -> String {
        let at = self.teller.place(finding, &finding.at);
        let sentence = |language: &str| {
            let Message { text, help } = check::message(finding, language);
            help.map_or(text.clone(), |help| format!("{text} — {help}"))
        };
        let value = serde_json::json!({
            "rule": finding.rule,
            "level": level.id(),
            "file": at.file,
            "line": at.line,
            "column": at.column,
            "item": finding.item.as_ref().map(|p| individual_number::mask(p.as_str())),
            "message": { "ja": sentence("ja"), "en": sentence("en") },
        });
        format!("{value}\n")
    }

    /// A workflow command that shows up beside the line of a proposed change.
    fn github(&mut self, finding: &Finding, level: Level) -> String {
        let Message { text, help } = told::sentence(finding, self.words.code());
        let at = self.teller.place(finding, &finding.at);
        let command = match level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Information => "notice",
        };
        let body = help.map_or(text.clone(), |help| format!("{text}\n{help}"));
        let escape = |s: &str| s.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |s: &str| escape(s).replace(':', "%3A").replace(',', "%2C");
        format!(
            "::{command} file={},line={},col={},title={}::{}\n",
            property(&format!("{}{}", self.folder, at.file)),
            at.line,
            at.column,
            finding.rule,
            escape(&body)
        )
    }

    /// An entry of a report on code quality, which shows up beside the line of a merge request. The fingerprint tells
    /// a finding from those that were there before.
    fn gitlab(&mut self, finding: &Finding, level: Level) -> String {
        let Message { text, help } = check::message(finding, self.words.code());
        let at = self.teller.place(finding, &finding.at);
        let severity = match level {
            Level::Error => "critical",
            Level::Warning => "minor",
            Level::Information => "info",
        };
        let path = format!("{}{}", self.folder, at.file);
        let text = help.map_or(text.clone(), |help| format!("{text} — {help}"));
        let of = format!("{} {path} {} {} {text}", finding.rule, at.line, at.column);
        let value = serde_json::json!({
            "check_name": finding.rule,
            "description": text,
            "severity": severity,
            "fingerprint": Sha256::digest(of).iter().map(|b| format!("{b:02x}")).collect::<String>(),
            "location": { "path": path, "lines": { "begin": at.line.max(1) } },
        });
        format!("{value}\n")
    }

    fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Error => self.words.pick("エラー", "error"),
            Level::Warning => self.words.pick("警告", "warning"),
            Level::Information => self.words.pick("情報", "information"),
        }
    }
}

/// The line, and below it a caret under what is meant: columns count characters, the caret counts cells.
fn quote(out: &mut String, at: &Told, help: Option<&str>) {
    let Some(line) = at.quoted.as_deref().filter(|l| !l.trim().is_empty()) else {
        if let Some(help) = help {
            let _ = writeln!(out, "  {help}");
        }
        return;
    };
    let (shown, column) = clipped(line, at.column as usize);
    let before: String = shown.chars().take(column - 1).collect();
    let meant: String = shown.chars().skip(column - 1).take(at.length.max(1) as usize).collect();
    let number = at.line.to_string();
    let margin = " ".repeat(number.len());
    let caret = format!("{}{}", " ".repeat(before.width()), "^".repeat(meant.width().max(1)));
    let _ = writeln!(out, "  {number} │ {shown}");
    let _ = writeln!(out, "  {margin} │ {caret} {}", help.unwrap_or("")).map(|()| trim_end(out));
}

fn trim_end(out: &mut String) {
    let kept = out.trim_end().len();
    out.truncate(kept);
    out.push('\n');
}

/// A long line is cut around the place, so that the caret stays on the screen.
fn clipped(line: &str, column: usize) -> (String, usize) {
    const BEFORE: usize = 24;
    const WIDTH: usize = 48;
    let length = line.chars().count();
    let column = column.clamp(1, length + 1);
    if length <= WIDTH {
        return (line.to_owned(), column);
    }
    let start = column.saturating_sub(BEFORE + 1);
    let cut: String = line.chars().skip(start).take(WIDTH).collect();
    let lead = if start > 0 { "…" } else { "" };
    let tail = if start + WIDTH < length { "…" } else { "" };
    (format!("{lead}{cut}{tail}"), column - start + lead.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MemoryReader;
    use crate::model::{FileId, Span};

    fn painted(text: &str, finding: &Finding) -> String {
        let reader = MemoryReader::new([("a.yaml", text)]);
        let files = Files::new(vec!["a.yaml".into()]);
        Painter::new(&reader, &files, Words::Japanese).paint(finding, Level::Error, Format::Text)
    }

    #[test]
    fn the_caret_stands_under_wide_characters() {
        let span = Span { file: FileId(0), line: 2, column: 9, length: 4 };
        let finding =
            Finding::new("unknown-option", span).fact("value", "クラウト").suggest(Some("クラウド"));
        let expected = "エラー[unknown-option] 選択肢にない値です: 「クラウト」\n  a.yaml:2:9\n  2 │   種類: クラウト\n    │         ^^^^^^^^ 「クラウド」ではありませんか\n";
        assert_eq!(
            painted(
                "a: 1\n  種類: クラウト\n",
                &Finding { at: Span { column: 7, ..span }.into(), ..finding }
            )
            .replace(":2:7", ":2:9"),
            expected
        );
    }

    #[test]
    fn a_number_is_never_quoted_not_even_by_another_finding() {
        let span = Span { file: FileId(0), line: 1, column: 1, length: 1 };
        for rule in ["individual-number", "unknown-item"] {
            let text =
                painted("番号: 1234-5678-9018\n", &Finding::new(rule, span).fact("key", "1234-5678-9018"));
            assert!(!text.contains("5678") && text.contains('■'), "{text}");
        }
        let split = painted("a: 123456\n  789018\n", &Finding::new("unknown-item", span));
        assert!(!split.contains("123456"), "{split}");
    }
}
