//! How large texts are, and where their lines break.
//!
//! No font is asked: the widths are those of the usual Japanese sans-serif faces, rounded up, so that a text fits in
//! whichever of them a reader has.

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_width::UnicodeWidthChar;

/// The size of the names of boxes.
pub const LABEL: i32 = 13;
/// The size of everything else.
pub const SMALL: i32 = 12;
/// From line to line.
pub const LEADING: i32 = 16;

/// The width of a text in pixels.
pub fn width(text: &str, size: i32) -> i32 {
    let hundredths: i32 = text.chars().map(advance).sum();
    (hundredths * size + 99) / 100
}

/// The advance of a character in hundredths of the size.
fn advance(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | ';' | '|' | '!' => 32,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | ' ' | '/' => 40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 95,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' => 70,
        '’' | '‘' => 50,
        '”' | '“' => 60,
        _ => match c.width().unwrap_or(0) {
            0 => 0,
            1 if c.is_ascii() => 60,
            1 if ('｡'..='ﾟ').contains(&c) => 50,
            1 if c.is_alphabetic() => 68,
            _ => 100,
        },
    }
}

/// Breaks texts into lines.
pub struct Breaker(LineSegmenterBorrowed<'static>);

impl Breaker {
    /// A breaker that follows the rules for Japanese lines (禁則).
    pub fn new() -> Self {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        Self(LineSegmenter::new_for_non_complex_scripts(options))
    }

    /// The lines of a text, none wider than `most` if it can be helped, all about as long as each other.
    pub fn lines(&self, text: &str, size: i32, most: i32) -> Vec<String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let pieces = self.pieces(&text, size, most);
        let lines = fill(&pieces, size, most);
        let (mut low, mut high) = (most / 2, most);
        while low < high {
            let middle = (low + high) / 2;
            if fits(&pieces, size, middle, lines.len()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        fill(&pieces, size, high)
    }

    /// What stays together: words, and words in katakana, which are hard to read when they are broken.
    fn pieces<'t>(&self, text: &'t str, size: i32, most: i32) -> Vec<&'t str> {
        let mut pieces: Vec<&str> = Vec::new();
        let (mut start, mut bounds) = (0, Vec::new());
        for end in self.0.segment_str(text).filter(|end| *end > 0) {
            bounds.push(end);
            if !joined(text, end) {
                split(text, start, &bounds, size, most, &mut pieces);
                (start, bounds) = (end, Vec::new());
            }
        }
        pieces
    }
}

/// The text from `start` to the last of `bounds` as one piece; in several where it is longer than a line.
fn split<'t>(text: &'t str, start: usize, bounds: &[usize], size: i32, most: i32, pieces: &mut Vec<&'t str>) {
    let end = bounds.last().copied().unwrap_or(start);
    if width(text[start..end].trim_end(), size) <= most {
        pieces.push(&text[start..end]);
        return;
    }
    let mut from = start;
    for &to in bounds {
        cut(&text[from..to], size, most, pieces);
        from = to;
    }
}

/// True between two letters of a word in katakana.
fn joined(text: &str, at: usize) -> bool {
    let katakana = |c: char| ('ァ'..='ヶ').contains(&c) || c == 'ー';
    text[..at].chars().next_back().is_some_and(katakana) && text[at..].chars().next().is_some_and(katakana)
}

/// A piece, in parts where it is longer than a line.
fn cut<'t>(piece: &'t str, size: i32, most: i32, pieces: &mut Vec<&'t str>) {
    let mut start = 0;
    for (at, c) in piece.char_indices() {
        if at > start && width(piece[start..at + c.len_utf8()].trim_end(), size) > most {
            pieces.push(&piece[start..at]);
            start = at;
        }
    }
    pieces.push(&piece[start..]);
}

fn fill(pieces: &[&str], size: i32, most: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if width(&format!("{line}{}", piece.trim_end()), size) <= most => line.push_str(piece),
            _ => lines.push((*piece).to_owned()),
        }
    }
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    lines.retain(|line| !line.is_empty());
    lines
}

fn fits(pieces: &[&str], size: i32, most: i32, lines: usize) -> bool {
    pieces.iter().all(|p| width(p.trim_end(), size) <= most) && fill(pieces, size, most).len() <= lines
}

/// The width of the widest line.
pub fn widest(lines: &[String], size: i32) -> i32 {
    lines.iter().map(|line| width(line, size)).max().unwrap_or(0)
}
