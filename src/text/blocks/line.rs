//! Lines, and what a line by itself may be: a fence, a rule, a list item, a sub-heading, a definition.

use crate::text::chars::{indentation, is_blank, is_cjk, width};

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Where it begins, indentation included.
    pub start: usize,
    /// Where its first visible character is.
    pub body: usize,
    /// Where its last visible character ends.
    pub end: usize,
    /// Columns of indentation.
    pub indent: usize,
    /// It ends in two spaces, which ask for a line break.
    pub hard: bool,
}

impl Line {
    fn new(text: &str, start: usize, end: usize) -> Self {
        let line = &text[start..end];
        let mut indent = 0;
        let mut body = end;
        for (at, c) in line.char_indices() {
            match indentation(c) {
                Some(columns) => indent += columns,
                None => {
                    body = start + at;
                    break;
                }
            }
        }
        let trimmed = text[body..end].trim_end_matches(is_blank);
        Self { start, body, end: body + trimmed.len(), indent, hard: line.ends_with("  ") }
    }

    /// Whether there is nothing on it.
    pub fn is_blank(&self) -> bool {
        self.body == self.end
    }

    /// What is on it.
    pub fn content<'a>(&self, text: &'a str) -> &'a str {
        &text[self.body..self.end]
    }

    /// The rest of the line from this byte of its content on, as a line indented that far.
    pub fn rest(&self, text: &str, from: usize) -> Self {
        let content = self.content(text);
        let skipped = content[from..].len() - content[from..].trim_start_matches(is_blank).len();
        let indent = self.indent + width(&content[..from + skipped]);
        Self { body: self.body + from + skipped, indent, ..*self }
    }
}

/// The lines of a text.
pub fn split(text: &str) -> Vec<Line> {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let end = start + line.len();
        let line = Line::new(text, start, end);
        start = end + 1;
        line
    });
    lines.collect()
}

/// The fence that may open or close code: its character and length, and whether the line holds nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence {
    pub mark: u8,
    pub len: usize,
    pub bare: bool,
}

/// Three or more backticks or tildes.
pub fn fence(content: &str) -> Option<Fence> {
    let mark = *content.as_bytes().first()?;
    if mark != b'`' && mark != b'~' {
        return None;
    }
    let len = content.bytes().take_while(|byte| *byte == mark).count();
    let info = &content[len..];
    let inline = mark == b'`' && info.contains('`');
    (len >= 3 && !inline).then_some(Fence { mark, len, bare: info.is_empty() })
}

/// `---`, `* * *`, `___`.
pub fn is_rule(content: &str) -> bool {
    let Some(mark @ (b'-' | b'*' | b'_')) = content.bytes().next() else { return false };
    let mut marks = 0;
    content.bytes().all(|byte| {
        marks += usize::from(byte == mark);
        byte == mark || byte == b' '
    }) && marks >= 3
}

/// Whether the line is a Markdown list item. A mark alone is none: `-` is an answer too.
pub fn is_item(content: &str) -> bool {
    matches!(content.as_bytes().first(), Some(b'-' | b'*' | b'+')) && content[1..].starts_with(is_blank)
}

/// `＜…＞`, `【…】`, `〔…〕` and nothing else but a ※ or a reference to a note.
pub fn is_subheading(content: &str) -> bool {
    let close = match content.chars().next() {
        Some('＜') => '＞',
        Some('【') => '】',
        Some('〔') => '〕',
        Some('<') => '>',
        _ => return false,
    };
    let open = content.chars().next().unwrap_or_default();
    let Some((inner, after)) = content[open.len_utf8()..].split_once(close) else { return false };
    if inner.trim().is_empty() || inner.contains(open) || open == '<' && !inner.contains(is_cjk) {
        return false;
    }
    is_note_mark(after.trim_matches(is_blank))
}

/// Nothing, ※, ※1, （※1）.
fn is_note_mark(after: &str) -> bool {
    let bare = after.trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
    let Some(number) = bare.strip_prefix('※') else { return after.is_empty() };
    number.chars().all(|c| crate::text::chars::digit(c).is_some())
}

/// `[^label]: …`: the label and where what it says begins.
pub fn note(content: &str) -> Option<(&str, usize)> {
    let (label, rest) = content.strip_prefix("[^")?.split_once("]:")?;
    let fits = !label.is_empty() && !label.contains(['[', ']', '\n']);
    fits.then_some((label, content.len() - rest.len()))
}

/// `[label]: destination "title"`: label and destination.
pub fn definition(content: &str) -> Option<(&str, &str)> {
    let (label, rest) = content.strip_prefix('[')?.split_once("]:")?;
    let rest = rest.trim();
    let (destination, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let title = title.trim();
    let quoted = title.is_empty() || title.len() > 1 && title.starts_with(['"', '\'', '(']);
    let fits = !label.trim().is_empty() && !label.contains(['[', ']']) && !destination.is_empty() && quoted;
    fits.then(|| (label, destination.trim_start_matches('<').trim_end_matches('>')))
}

/// Whether Markdown would make a heading of the line: `# x`, or `===` below a line.
pub fn is_hashed(content: &str) -> bool {
    let hashes = content.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&hashes) && content[hashes..].starts_with([' ', '\t', '\u{3000}'])
}

/// `===`.
pub fn is_underline(content: &str) -> bool {
    content.len() > 1 && content.bytes().all(|byte| byte == b'=')
}
