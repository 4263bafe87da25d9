//! A finding as it can be told to people: where it is in its file, which line stands there, what it says. Individual
//! Numbers are masked in all of it.

use super::locate::locate;
use crate::check::{Message, message};
use crate::content::Reader;
use crate::model::{Files, Finding, Place, individual_number};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Tells findings; reads the lines it quotes from the content.
pub struct Teller<'a> {
    reader: &'a dyn Reader,
    files: &'a Files,
    texts: BTreeMap<Arc<str>, Arc<str>>,
}

/// A place as a person finds it, with the line that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The file, relative to the content folder.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters are meant.
    pub length: u32,
    /// The line that stands there, where the file is a text.
    pub quoted: Option<String>,
}

impl<'a> Teller<'a> {
    /// A teller of findings in this content.
    pub fn new(reader: &'a dyn Reader, files: &'a Files) -> Self {
        Self { reader, files, texts: BTreeMap::new() }
    }

    /// Turns a place of a finding into line and column of the file, and fetches the line.
    pub fn place(&mut self, finding: &Finding, place: &Place) -> Told {
        let path = self.files.path(place.span.file).clone();
        let text = self.source(&path);
        let lines: Vec<&str> = text.lines().collect();
        let (line, column, length) = locate(place, &lines, path.ends_with(".yaml"));
        let secret = finding.secret || finding.rule == "individual-number";
        Told {
            file: printable(&individual_number::mask(&path)),
            line,
            column,
            length,
            quoted: quoted(&lines, line as usize, secret).map(|line| printable(&line)),
        }
    }

    fn source(&mut self, path: &Arc<str>) -> Arc<str> {
        if let Some(text) = self.texts.get(path) {
            return text.clone();
        }
        let quotable = [".yaml", ".md", ".csv", ".txt", ".json"].iter().any(|end| path.ends_with(end));
        let bytes = if quotable { self.reader.read(path).unwrap_or_default() } else { Vec::new() };
        let text: Arc<str> = String::from_utf8_lossy(&bytes).trim_start_matches('\u{FEFF}').into();
        self.texts.insert(path.clone(), text.clone());
        text
    }
}

/// What a finding says, with nothing in it that could steer a terminal.
pub fn sentence(finding: &Finding, language: &str) -> Message {
    let Message { text, help } = message(finding, language);
    Message { text: printable(&text), help: help.as_deref().map(printable) }
}

/// The item a finding is about and its official label, masked.
pub fn item(finding: &Finding, language: &str) -> Option<String> {
    let path = finding.item.as_ref()?;
    let label = finding.label.as_ref().map_or("", |l| l.text(language));
    let item = individual_number::mask(&format!("{path} {label}"));
    Some(printable(item.trim_end()))
}

/// The line to quote, masked. A number may go on in the lines around it, so the mask looks at those too; where a
/// number is the finding, no digit of the line is shown.
fn quoted(lines: &[&str], line: usize, secret: bool) -> Option<String> {
    let own = lines.get(line.checked_sub(1)?)?;
    if secret {
        return Some(own.chars().map(|c| if c.is_numeric() { '■' } else { c }).collect());
    }
    let from = line.saturating_sub(4);
    let window = lines[from..lines.len().min(line + 3)].join("\n");
    individual_number::mask(&window).split('\n').nth(line - 1 - from).map(str::to_owned)
}

/// A line as it can be shown: a tab as wide as the caret takes it for, signs that would steer the terminal or turn the
/// text around as a sign that is seen.
fn printable(line: &str) -> String {
    let shown = |c: char| match c {
        '\t' => ' ',
        c if c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => '\u{FFFD}',
        c => c,
    };
    line.chars().map(shown).collect()
}
