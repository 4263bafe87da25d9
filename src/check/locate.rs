//! Where a part of a scalar stands in its file.
//!
//! Reading a scalar takes away indentation, folds lines and resolves escapes, so a place in its value is turned into a
//! place of the file only here, with the lines of the file at hand.

use crate::model::{Place, Within};

/// Line, column and length of a place, with the lines of its file.
pub fn locate(place: &Place, lines: &[&str], yaml: bool) -> (u32, u32, u32) {
    let span = place.span;
    let Some(within) = place.within else { return (span.line, span.column, span.length) };
    if lines.is_empty() {
        // A file that is not quoted.
        let column = if within.lines == 0 { span.column } else { 1 };
        return (span.line + within.lines, column + within.characters, within.length);
    }
    let mut walk = Walk::new(lines, span.line as usize - 1, span.column as usize - 1, yaml);
    walk.go(&within);
    (walk.line as u32 + 1, walk.at as u32 + 1, within.length)
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// After `|`, and everything that is not YAML: every line break counts.
    Literal,
    /// After `>`.
    Folded,
    /// Plain over several lines.
    Plain,
    /// In single quotation marks.
    Single,
    /// In double quotation marks.
    Double,
}

/// Goes through the source of a scalar, one character of its value at a time.
struct Walk<'t> {
    lines: &'t [&'t str],
    style: Style,
    /// The column at which the lines of a block begin, from 0.
    indent: usize,
    line: usize,
    /// The characters of the line, without the white space at its end where lines are folded.
    own: Vec<char>,
    at: usize,
}

/// A character of the value.
enum Step {
    Character,
    LineBreak,
    End,
}

impl<'t> Walk<'t> {
    fn new(lines: &'t [&'t str], line: usize, at: usize, yaml: bool) -> Self {
        let style = if yaml { style(lines, line, at) } else { Style::Literal };
        let quoted = matches!(style, Style::Single | Style::Double);
        let indent = if yaml { at } else { 0 };
        let mut walk = Self { lines, style, indent, line, own: Vec::new(), at: at + usize::from(quoted) };
        walk.load();
        walk
    }

    fn load(&mut self) {
        let line = self.lines.get(self.line).copied().unwrap_or("");
        self.own = if self.style == Style::Literal { line } else { line.trim_end() }.chars().collect();
    }

    fn go(&mut self, within: &Within) {
        let (mut lines, mut characters) = (within.lines, within.characters);
        while lines > 0 || characters > 0 {
            match self.step() {
                Step::End => return,
                Step::LineBreak => lines = lines.saturating_sub(1),
                Step::Character if lines == 0 => characters -= 1,
                Step::Character => {}
            }
        }
        // At the end of a line that goes on below, what is meant begins there.
        if self.at >= self.own.len() && self.style != Style::Literal && self.line + 1 < self.lines.len() {
            self.step();
        }
    }

    fn step(&mut self) -> Step {
        let rest = self.own.get(self.at..).unwrap_or(&[]);
        let (width, step) = match (self.style, rest) {
            (_, []) => return self.line_break(false),
            (Style::Double, ['\\']) => return self.line_break(true),
            (Style::Double, ['\\', kind, ..]) => escape(*kind),
            (Style::Single, ['\'', '\'', ..]) => (2, Step::Character),
            _ => (1, Step::Character),
        };
        self.at += width;
        step
    }

    /// A line break is one, or a space where the lines are folded; a blank line is a break then.
    fn line_break(&mut self, escaped: bool) -> Step {
        self.line += 1;
        let Some(next) = self.lines.get(self.line) else { return Step::End };
        self.load();
        let block = matches!(self.style, Style::Literal | Style::Folded);
        let lead = next.chars().take_while(|c| c.is_whitespace()).count();
        self.at = if block { self.indent.min(next.chars().count()) } else { lead };
        if self.style == Style::Literal {
            return Step::LineBreak;
        }
        if escaped {
            return self.step();
        }
        if !next.trim().is_empty() {
            return Step::Character;
        }
        // Several blank lines are as many breaks; the last of them leads to the words below.
        if self.lines.get(self.line + 1).is_some_and(|line| !line.trim().is_empty()) {
            self.line_break(false);
        }
        Step::LineBreak
    }
}

/// The width of an escape in double quotation marks, and what it stands for.
fn escape(kind: char) -> (usize, Step) {
    match kind {
        'x' => (4, Step::Character),
        'u' => (6, Step::Character),
        'U' => (10, Step::Character),
        'n' => (2, Step::LineBreak),
        _ => (2, Step::Character),
    }
}

/// The style of the scalar whose first character stands there.
fn style(lines: &[&str], line: usize, at: usize) -> Style {
    let own = lines.get(line).copied().unwrap_or("");
    let begins_line = own.chars().take(at).all(|c| c == ' ');
    let above =
        lines[..line.min(lines.len())].iter().rev().find(|l| !l.trim().is_empty()).copied().unwrap_or("");
    let mark = above.split(" #").next().unwrap_or("").trim_end().rsplit(' ').next().unwrap_or("");
    match (begins_line.then(|| mark.chars().next()).flatten(), own.chars().nth(at)) {
        (Some('|'), _) => Style::Literal,
        (Some('>'), _) => Style::Folded,
        (_, Some('"')) => Style::Double,
        (_, Some('\'')) => Style::Single,
        _ => Style::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FileId, Span};

    /// The place of `part` in the scalar with this value that begins at line and column of the text.
    fn at(text: &str, (line, column): (u32, u32), value: &str, part: &str) -> (u32, u32) {
        let start = value.find(part).expect("it is a part of the value");
        let span = Span { file: FileId(0), line, column, length: 1 };
        let place = Place::within(span, value, start..start + part.len());
        let lines: Vec<&str> = text.lines().collect();
        let (line, column, _) = locate(&place, &lines, true);
        (line, column)
    }

    #[test]
    fn blocks_keep_their_lines_or_fold_them() {
        assert_eq!(at("a: |\n  一\n  二x\n", (2, 3), "一\n二x\n", "x"), (3, 4));
        assert_eq!(at("a: |\n  \"一\" x\n  二y\n", (2, 3), "\"一\" x\n二y\n", "x"), (2, 7));
        assert_eq!(at("a: |\n  \"一\" x\n  二y\n", (2, 3), "\"一\" x\n二y\n", "y"), (3, 4));
        assert_eq!(at("a: >\n  一\n  二x\n\n  三y\n", (2, 3), "一 二x\n三y\n", "x"), (3, 4));
        assert_eq!(at("a: >\n  一\n  二x\n\n  三y\n", (2, 3), "一 二x\n三y\n", "y"), (5, 4));
    }

    #[test]
    fn plain_and_quoted_values_go_on_below() {
        assert_eq!(at("a: 一\n  二x\n", (1, 4), "一 二x", "x"), (2, 4));
        assert_eq!(at("a: \"一\n  二x\n\n  三y\"\n", (1, 4), "一 二x\n三y", "x"), (2, 4));
        assert_eq!(at("a: \"一\n  二x\n\n  三y\"\n", (1, 4), "一 二x\n三y", "y"), (4, 4));
        assert_eq!(at("a: \"一\\\n  二x\"\n", (1, 4), "一二x", "x"), (2, 4));
    }

    #[test]
    fn escapes_are_wider_than_what_they_stand_for() {
        assert_eq!(at("a: \"\\u00e9\\tx\"\n", (1, 4), "é\tx", "x"), (1, 13));
        assert_eq!(at("a: 'it''s x'\n", (1, 4), "it's x", "x"), (1, 11));
        assert_eq!(at("a: \"一\\n二x\"\n", (1, 4), "一\n二x", "x"), (1, 9));
    }
}
