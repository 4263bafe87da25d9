//! Lines of two answers side by side (新旧対照): what stayed, went, came, and what changed inside a line.

use super::alike;
use super::lines::Line;
use super::phrases::{self, Mark, Run};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;

/// A redline: the lines of both answers in one order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redline {
    /// Its lines.
    pub lines: Vec<Marked>,
}

/// A line of a redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Its runs; those of a changed line have several marks.
    pub runs: Vec<Run>,
    /// It went here and came elsewhere, or the other way round, unchanged.
    pub moved: bool,
}

/// A stretch of a redline as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown<'r> {
    /// A line.
    Line(&'r Marked),
    /// So many lines that did not change are left out.
    Left(usize),
}

impl Redline {
    /// Compares the lines of an older and a newer answer.
    pub fn between(older: &[Line], newer: &[Line]) -> Self {
        let from: Vec<Id> = older.iter().map(Id::of).collect();
        let to: Vec<Id> = newer.iter().map(Id::of).collect();
        let mut lines = Vec::with_capacity(newer.len() + 4);
        for op in capture_diff_slices(Algorithm::Histogram, &from, &to) {
            let (a, b) = (&older[op.old_range()], &newer[op.new_range()]);
            match op {
                DiffOp::Equal { .. } => lines.extend(a.iter().zip(b).map(|(a, b)| Marked::pair(a, b))),
                _ => stretch(a, b, &mut lines),
            }
        }
        let mut redline = Self { lines };
        redline.find_moved();
        redline
    }

    /// A redline in which everything went, or came.
    pub fn all(lines: &[Line], mark: Mark) -> Self {
        Self { lines: lines.iter().map(|line| Marked::alone(line, mark)).collect() }
    }

    /// True where nothing is marked.
    pub fn is_unmarked(&self) -> bool {
        self.lines.iter().all(|line| line.mark() == Some(Mark::Same))
    }

    /// The lines near to what is marked; where more than `context` lines beside it are the same, their number.
    pub fn shown(&self, context: usize) -> Vec<Shown<'_>> {
        let changed: Vec<bool> = self.lines.iter().map(|line| line.mark() != Some(Mark::Same)).collect();
        let near = |n: usize| {
            let (from, to) = (n.saturating_sub(context), (n + context + 1).min(changed.len()));
            changed[from..to].contains(&true)
        };
        let mut shown = Vec::new();
        for (n, line) in self.lines.iter().enumerate() {
            match shown.last_mut() {
                _ if near(n) => shown.push(Shown::Line(line)),
                Some(Shown::Left(left)) => *left += 1,
                _ => shown.push(Shown::Left(1)),
            }
        }
        shown
    }

    /// Marks lines that went in one place and came in another.
    fn find_moved(&mut self) {
        let mut gone: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, line) in self.lines.iter().enumerate().filter(|(_, l)| l.mark() == Some(Mark::Removed)) {
            gone.entry(line.text()).or_default().push(n);
        }
        for n in 0..self.lines.len() {
            if self.lines[n].mark() == Some(Mark::Added)
                && let Some(from) = gone.get_mut(&self.lines[n].text()).and_then(Vec::pop)
            {
                self.lines[n].moved = true;
                self.lines[from].moved = true;
            }
        }
    }
}

impl Marked {
    /// A line that stands in both answers, with what changed in it.
    fn pair(older: &Line, newer: &Line) -> Self {
        let runs = if older.text == newer.text {
            vec![Run::new(Mark::Same, &*newer.text)]
        } else if older.whole || newer.whole {
            vec![Run::new(Mark::Removed, &*older.text), Run::new(Mark::Added, &*newer.text)]
        } else {
            phrases::runs(&older.text, &newer.text)
        };
        Self { runs, moved: false }
    }

    fn alone(line: &Line, mark: Mark) -> Self {
        Self { runs: vec![Run::new(mark, &*line.text)], moved: false }
    }

    /// The one mark of the whole line; nothing where it changed within.
    pub fn mark(&self) -> Option<Mark> {
        let mut marks = self.runs.iter().map(|run| run.mark);
        let first = marks.next().unwrap_or(Mark::Same);
        marks.all(|mark| mark == first).then_some(first)
    }

    /// All its characters.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| &*run.text).collect()
    }

    /// The runs as they stood (`Mark::Removed`) or stand (`Mark::Added`); empty where the line is not there.
    pub fn side(&self, side: Mark) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(move |run| run.mark == Mark::Same || run.mark == side)
    }
}

/// What a line is recognised by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Id<'l> {
    Key(&'l str),
    Text(&'l str),
}

impl<'l> Id<'l> {
    fn of(line: &'l Line) -> Self {
        line.key.as_deref().map_or(Self::Text(&line.text), Self::Key)
    }
}

/// A stretch without a common line: lines that are alike in their order are one that changed, others went or came.
fn stretch(older: &[Line], newer: &[Line], lines: &mut Vec<Marked>) {
    let (mut a, mut b) = (0, 0);
    for (i, j) in alike(older, newer) {
        lines.extend(older[a..i].iter().map(|line| Marked::alone(line, Mark::Removed)));
        lines.extend(newer[b..j].iter().map(|line| Marked::alone(line, Mark::Added)));
        lines.push(Marked::pair(&older[i], &newer[j]));
        (a, b) = (i + 1, j + 1);
    }
    lines.extend(older[a..].iter().map(|line| Marked::alone(line, Mark::Removed)));
    lines.extend(newer[b..].iter().map(|line| Marked::alone(line, Mark::Added)));
}

/// Pairs of alike lines, in order. Lines with a key are told apart by it: two of them are never alike.
fn alike(older: &[Line], newer: &[Line]) -> Vec<(usize, usize)> {
    if let ([a], [b]) = (older, newer)
        && a.key.is_none()
        && b.key.is_none()
        && (a.whole || b.whole)
    {
        return vec![(0, 0)];
    }
    let texts = |lines: &[Line]| -> Vec<Option<String>> {
        lines.iter().map(|line| line.key.is_none().then(|| line.text.clone())).collect()
    };
    alike::pairs(&texts(older), &texts(newer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        text.lines().map(|line| Line { key: None, text: line.to_owned(), whole: false }).collect()
    }

    /// A line each: `=` the same, `-` went, `+` came, `~` changed, `>` moved.
    fn signs(older: &str, newer: &str) -> String {
        let redline = Redline::between(&lines(older), &lines(newer));
        let sign = |line: &Marked| match line.mark() {
            _ if line.moved => '>',
            Some(Mark::Same) => '=',
            Some(Mark::Removed) => '-',
            Some(Mark::Added) => '+',
            None => '~',
        };
        redline.lines.iter().map(sign).collect()
    }

    #[test]
    fn lines_are_paired_with_the_ones_they_came_from() {
        assert_eq!(
            signs("一つ目の措置\n二つ目の措置", "一つ目の措置\n二つ目の新しい措置\n三つ目は別"),
            "=~+"
        );
        assert_eq!(signs("何も同じでない", "まったく別の内容"), "-+");
        assert_eq!(signs("甲の記録\n乙の規則\n丙の点検", "乙の規則\n丙の点検\n甲の記録"), ">==>");
    }

    #[test]
    fn what_did_not_change_is_left_out_but_for_its_neighbours() {
        let redline = Redline::between(&lines("1\n2\n3\n4\n5\n6"), &lines("1\n2\n3\n4\n5\n6\n七"));
        let shown: Vec<bool> = redline.shown(1).iter().map(|s| matches!(s, Shown::Line(_))).collect();
        assert_eq!(shown, [false, true, true]);
        assert!(matches!(redline.shown(1)[0], Shown::Left(5)));
    }
}
