//! The cells of the change table (変更前の記載, 変更後の記載): as somebody wrote them, or computed from the editions.

use super::lines::{self, Line, Reader, Voice};
use super::phrases::{Mark, Run};
use super::redline::{Marked, Redline, Shown};
use super::{Dated, Difference, History, Row, Step};
use crate::model::{ItemPath, Localized, Translated};
use crate::resolve::{Answer, Edition};
use std::rc::Rc;
use std::sync::Arc;

/// Where the cells of a row come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Somebody wrote them.
    Authored,
    /// Compared from the two editions.
    Computed,
    /// Prose stands in their place.
    Summary,
    /// An item of the row is withheld.
    Withheld,
    /// There is nothing to show: no excerpt was written, and no edition is there to compare.
    Absent,
}

impl Origin {
    /// The word used in JSON and in pages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Authored => "authored",
            Self::Computed => "computed",
            Self::Summary => "summary",
            Self::Withheld => "withheld",
            Self::Absent => "absent",
        }
    }
}

/// What stands in the two cells of a row, for readers of one language.
#[derive(Debug)]
pub struct Cells {
    /// Where it comes from.
    pub origin: Origin,
    /// 変更前の記載.
    pub before: Vec<Block>,
    /// 変更後の記載.
    pub after: Vec<Block>,
    /// The index of the language it is in.
    pub language: usize,
}

/// Lines about one item.
#[derive(Debug, Default)]
pub struct Block {
    /// The item, where the cell is about several.
    pub heading: Option<Heading>,
    /// The lines; nothing where lines that did not change are left out.
    pub lines: Vec<Option<Vec<Run>>>,
}

/// An item that lines are about.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its path.
    pub path: ItemPath,
    /// Its printed number.
    pub number: Arc<str>,
    /// Its label.
    pub label: Localized,
}

impl Heading {
    /// Number and label for a reader of `code`.
    pub fn words(&self, code: &str) -> String {
        format!("{} {}", self.number, self.label.text(code)).trim().to_owned()
    }
}

/// The readers of a site's languages, by index.
pub type Readers<'a> = [Reader<'a>];

impl History {
    /// The cells of a row for readers of `language`.
    pub fn cells(&self, dated: &Dated, row: &Row, language: usize, readers: &Readers) -> Cells {
        let step = dated.step.map(|n| &self.steps[n]);
        let Some(authored) = &row.authored else { return computed(step, row, language, readers) };
        if authored.withheld {
            return Cells::empty(Origin::Withheld, language);
        }
        match (authored.before.is_empty(), authored.after.is_empty(), authored.summary.is_empty()) {
            (true, true, false) => Cells::empty(Origin::Summary, language),
            (true, true, true) => computed(step, row, language, readers),
            _ => excerpts(step, row, authored, language, readers),
        }
    }
}

/// What differs in an item, line by line, for readers of `language`: in their language where both sides are translated
/// and the translations differ, else in the source. Also tells the index of the language.
///
/// Tables, pages and files show the same redlines: one is made once for a document.
pub fn redline(step: &Step, difference: usize, language: usize, readers: &Readers) -> Rc<(Redline, usize)> {
    let told = told_in(step, &step.differences[difference], language);
    let make = || (between(step, &step.differences[difference], &readers[told]), told);
    readers[told].plain.cache.once(identity(step, difference, told), make)
}

/// What tells a redline from all others of a document: of two texts their places in memory, which editions share, so
/// that a change is compared once whichever editions are set side by side.
fn identity(step: &Step, difference: usize, language: usize) -> [usize; 3] {
    let text = |edition: &Edition, at: Option<usize>| match edition.items[at?].answer.as_ref()? {
        Answer::Text(text) => text.exact(language).map(|w| Arc::as_ptr(&w.text).cast::<u8>() as usize),
        _ => None,
    };
    let sides = &step.differences[difference];
    match (text(&step.older, sides.older), text(&step.newer, sides.newer)) {
        (Some(older), Some(newer)) => [older, newer, language],
        _ => [std::ptr::from_ref(step) as usize, difference, language],
    }
}

/// What differs in an item, in the words of one voice.
pub fn between(step: &Step, difference: &Difference, voice: &dyn Voice) -> Redline {
    let side =
        |edition: &Edition, at: Option<usize>| at.map_or_else(Vec::new, |at| lines::of(edition, at, voice));
    Redline::between(&side(&step.older, difference.older), &side(&step.newer, difference.newer))
}

fn told_in(step: &Step, difference: &Difference, language: usize) -> usize {
    if language == 0 {
        return 0;
    }
    let before = difference.older.and_then(|at| step.older.items[at].answer.as_ref());
    let after = difference.newer.and_then(|at| step.newer.items[at].answer.as_ref());
    let sides: Vec<Vec<&Translated>> = [before, after].into_iter().flatten().map(worded).collect();
    let translated =
        |side: &Vec<&Translated>| side.is_empty() || side.iter().any(|t| t.exact(language).is_some());
    let same_words = |a: &[&Translated], b: &[&Translated]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.text(language).trim() == b.text(language).trim())
    };
    let has_words = sides.iter().any(|side| !side.is_empty());
    let same = matches!(&sides[..], [a, b] if same_words(a, b));
    if !has_words || (sides.iter().all(translated) && !same) { language } else { 0 }
}

/// The texts of an answer that have words.
fn worded(answer: &Answer) -> Vec<&Translated> {
    let mut texts = Vec::new();
    answer.each_text(&mut |text, _| {
        if !text.is_empty() {
            texts.push(text);
        }
    });
    texts
}

impl Cells {
    fn empty(origin: Origin, language: usize) -> Self {
        Self { origin, before: Vec::new(), after: Vec::new(), language }
    }

    fn of(origin: Origin, redline: &Redline, heading: Option<Heading>, language: usize) -> Self {
        let side = |mark| {
            let lines = side(redline, mark);
            if lines.is_empty() { Vec::new() } else { vec![Block { heading: heading.clone(), lines }] }
        };
        Self { origin, before: side(Mark::Removed), after: side(Mark::Added), language }
    }
}

/// One side of a redline: the lines that changed, and where others are left out between them.
fn side(redline: &Redline, mark: Mark) -> Vec<Option<Vec<Run>>> {
    let mut lines: Vec<Option<Vec<Run>>> = Vec::new();
    for shown in redline.shown(0) {
        match shown {
            Shown::Line(line) => {
                let runs: Vec<Run> = line.side(mark).cloned().collect();
                if !runs.is_empty() {
                    lines.push(Some(runs));
                }
            }
            Shown::Left(_) if lines.last().is_some_and(Option::is_some) => lines.push(None),
            Shown::Left(_) => {}
        }
    }
    if lines.last().is_some_and(Option::is_none) {
        lines.pop();
    }
    lines
}

fn computed(step: Option<&Step>, row: &Row, language: usize, readers: &Readers) -> Cells {
    let Some(step) = step.filter(|_| !row.differences.is_empty()) else {
        return Cells::empty(Origin::Absent, language);
    };
    let mut cells = Cells::empty(Origin::Computed, language);
    let several = row.differences.len() > 1;
    let mut source_only = true;
    for n in &row.differences {
        let difference = &step.differences[*n];
        let made = redline(step, *n, language, readers);
        let (redline, told) = &*made;
        source_only &= *told == 0;
        let (edition, index) = step.place(difference);
        let item = &edition.items[index];
        let heading = several.then(|| Heading {
            path: item.path.clone(),
            number: item.number.clone(),
            label: item.label.clone(),
        });
        let own = Cells::of(Origin::Computed, redline, heading, *told);
        cells.before.extend(own.before);
        cells.after.extend(own.after);
    }
    cells.language = if source_only { 0 } else { language };
    cells
}

/// Cells as somebody wrote them. A cell that is absent is computed: the other side of the lines that the excerpt has.
fn excerpts(
    step: Option<&Step>,
    row: &Row,
    authored: &crate::resolve::Row,
    language: usize,
    readers: &Readers,
) -> Cells {
    let translated = |text: &Translated| text.is_empty() || text.exact(language).is_some();
    let language = if translated(&authored.before) && translated(&authored.after) { language } else { 0 };
    let voice = &readers[language];
    let excerpt = |text: &Translated| -> Vec<Line> { lines::prose(&voice.prose(text)) };
    let (before, after) = (excerpt(&authored.before), excerpt(&authored.after));
    let redline = match (before.is_empty(), after.is_empty()) {
        (false, false) => Redline::between(&before, &after),
        (true, _) => Redline { lines: counterparts(step, row, &after, Mark::Added, voice) },
        (_, true) => Redline { lines: counterparts(step, row, &before, Mark::Removed, voice) },
    };
    Cells::of(Origin::Authored, &redline, None, language)
}

/// The lines of an excerpt of one side, each with what the edition of the other side has in its place.
fn counterparts(step: Option<&Step>, row: &Row, excerpt: &[Line], own: Mark, voice: &Reader) -> Vec<Marked> {
    let changed: Vec<Marked> = step
        .into_iter()
        .flat_map(|step| row.differences.iter().map(move |n| between(step, &step.differences[*n], voice)))
        .flat_map(|redline| redline.lines)
        .filter(|line| line.mark().is_none())
        .collect();
    let same_words = |line: &Marked, words: &str| {
        line.side(own).map(|run| run.text.trim()).collect::<String>() == words.trim()
    };
    let counterpart = |line: &Line| changed.iter().find(|c| same_words(c, &line.text)).cloned();
    let alone = |line: &Line| Marked { runs: vec![Run::new(own, &*line.text)], moved: false };
    excerpt.iter().map(|line| counterpart(line).unwrap_or_else(|| alone(line))).collect()
}
