//! Lines made ready for the Markdown parser, which is to find what is inside them and nothing else.
//!
//! A character that the text does not use is set where the parser would go wrong, and is gone again in what comes back:
//! - at the head of a line, so that nothing there (`#`, `>`, `1.`, `<div>`) begins a block;
//! - beside `**` and `~~` next to Japanese punctuation, since CommonMark sees no emphasis in `**「強調」**です`;
//! - around a lone `~`, which is a range (4月~6月) and strikes nothing out.

use crate::text::blocks::Run;
use crate::text::chars::{is_cjk, is_punctuation};
use crate::text::node::Span;
use crate::text::source::Source;
use std::ops::Range;

/// Lines with guards, and the way back to the text.
pub struct Guarded {
    pub text: String,
    guard: char,
    pieces: Vec<Piece>,
}

/// A stretch taken over unchanged.
struct Piece {
    at: usize,
    from: usize,
    len: usize,
}

/// A character that the text does not use.
pub fn guard(text: &str) -> char {
    ('\u{10fff0}'..='\u{10fffd}').rev().find(|c| !text.contains(*c)).unwrap_or('\u{10ffff}')
}

impl Guarded {
    /// The lines of a leaf, the first without its marker.
    pub fn new(source: &Source, guard: char, runs: &[Run]) -> Self {
        let mut guarded = Self { text: String::new(), guard, pieces: Vec::new() };
        for (n, run) in runs.iter().enumerate() {
            if n > 0 {
                guarded.text.push_str(if runs[n - 1].hard { "  \n" } else { "\n" });
            }
            guarded.line(source, *run);
        }
        guarded
    }

    fn line(&mut self, source: &Source, run: Run) {
        let line = &source.text[run.start..run.end];
        if !opens_emphasis(line) {
            self.text.push(self.guard);
        }
        let mut done = 0;
        while let Some(open) = line[done..].find(['*', '~']).map(|at| done + at) {
            let mark = line.as_bytes()[open];
            let close = open + line[open..].bytes().take_while(|byte| *byte == mark).count();
            let (before, after) = guards(&line[..open], &line[open..close], &line[close..]);
            self.copy(source, run.start + done..run.start + open);
            self.text.extend(before.then_some(self.guard));
            self.delimiters(source, run.start + open..run.start + close);
            self.text.extend(after.then_some(self.guard));
            done = close;
        }
        self.copy(source, run.start + done..run.end);
    }

    /// A run of one delimiter; what CriticMarkup put together stays two: `{--**a**--}{++**b**++}`.
    fn delimiters(&mut self, source: &Source, range: Range<usize>) {
        let mut from = range.start;
        while from < range.end {
            let to = source.change_after(from, range.end);
            self.copy(source, from..to);
            if to < range.end {
                self.text.push(self.guard);
            }
            from = to;
        }
    }

    fn copy(&mut self, source: &Source, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), from: range.start, len: range.len() });
            self.text.push_str(&source.text[range]);
        }
    }

    /// The stretches of the text that this range of the guarded lines came from.
    pub fn spans(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= range.start);
        let overlapping = self.pieces[first..].iter().take_while(move |piece| piece.at < range.end);
        overlapping.map(move |piece| Span {
            start: piece.from + range.start.saturating_sub(piece.at),
            end: piece.from + piece.len.min(range.end - piece.at),
        })
    }

    /// All of them as one. Looks at the first and the last only, since emphasis within emphasis asks for it again and
    /// again.
    pub fn span(&self, range: Range<usize>) -> Span {
        let Some(first) = self.spans(range.clone()).next() else { return Span { start: 0, end: 0 } };
        let after = self.pieces.partition_point(|piece| piece.at < range.end);
        let last = &self.pieces[after.max(1) - 1];
        Span { start: first.start, end: (last.from + last.len.min(range.end - last.at)).max(first.start) }
    }

    /// What the parser gives back, without guards.
    pub fn clean(&self, parsed: &str) -> String {
        parsed.chars().filter(|c| *c != self.guard).collect()
    }
}

/// Whether a line begins with emphasis; a guard before it would stop that.
fn opens_emphasis(line: &str) -> bool {
    let after = line.trim_start_matches(['*', '_', '~']);
    let run = &line[..line.len() - after.len()];
    !run.is_empty() && !run.starts_with("~~~") && !after.is_empty() && !after.starts_with(char::is_whitespace)
}

/// Whether a run of delimiters needs a guard before and after it.
fn guards(before: &str, run: &str, after: &str) -> (bool, bool) {
    if run == "~" {
        return (true, true);
    }
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else {
        return (false, false);
    };
    let japanese = is_cjk(before) || is_cjk(after);
    if !japanese || before.is_whitespace() || after.is_whitespace() || before == '\\' {
        return (false, false);
    }
    match (is_punctuation(before), is_punctuation(after)) {
        (true, false) => (true, false),
        (false, true) => (false, true),
        _ => (false, false),
    }
}
