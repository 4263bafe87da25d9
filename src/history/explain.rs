//! The change table: what differs between editions joined with the rows that explain it.

use super::{Difference, Kind, Step};
use crate::form::NodeId;
use crate::model::{Date, ItemPath, Localized};
use crate::resolve::{self, Change, Edition, Kind as Place};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What changed on one date (変更日).
#[derive(Debug)]
pub struct Dated {
    /// The date; nothing for an edition that has none.
    pub date: Option<Date>,
    /// The step whose editions lie around the date; nothing before the oldest edition.
    pub step: Option<usize>,
    /// An edition was published on this date.
    pub is_edition: bool,
    /// The rows: those somebody wrote, in their order, then what nobody explained.
    pub rows: Vec<Row>,
}

/// A row of the change table (変更箇所).
#[derive(Debug)]
pub struct Row {
    /// What somebody wrote about it; nothing for a difference that nobody explained.
    pub authored: Option<Arc<resolve::Row>>,
    /// The items it is about.
    pub subjects: Vec<Subject>,
    /// What differs in these items: indexes among the differences of the step.
    pub differences: Vec<usize>,
}

/// What a row is about.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The item, or the words of the printed table.
    pub named: Named,
    /// The part it belongs to, as far as that can be told: path, number and title.
    pub part: Option<(ItemPath, Arc<str>, Localized)>,
}

/// How a row names an item.
#[derive(Debug, Clone)]
pub enum Named {
    /// By its path.
    Item {
        /// The path.
        path: ItemPath,
        /// The printed number.
        number: Arc<str>,
        /// The label.
        label: Localized,
        /// ※.
        important: bool,
    },
    /// As the printed table names it (項目の記載のまま).
    Printed(Arc<str>),
}

impl Dated {
    /// The last part of the address of the date.
    pub fn segment(&self) -> String {
        self.date.map_or_else(|| "undated".to_owned(), |date| date.to_string())
    }

    /// The differences that belong to this date, each once, in the order of the edition: of the date of an edition all
    /// of its step, else those that the rows name.
    pub fn differences(&self, steps: &[Step]) -> Vec<usize> {
        let Some(step) = self.step else { return Vec::new() };
        let all = &steps[step].differences;
        let named: HashSet<usize> =
            self.rows.iter().flat_map(|row| row.differences.iter().copied()).collect();
        (0..all.len())
            .filter(|n| all[*n].within.is_none() && (self.is_edition || named.contains(n)))
            .collect()
    }

    /// True where something about this very item changed on this date.
    pub fn concerns(&self, path: &str, steps: &[Step]) -> bool {
        self.rows.iter().any(|row| match self.step {
            Some(step) => row.differences.iter().any(|n| steps[step].path(*n).as_str() == path),
            None => row.subjects.iter().any(|s| s.path().is_some_and(|p| p.as_str() == path)),
        })
    }
}

impl Subject {
    /// The path of the item.
    pub fn path(&self) -> Option<&ItemPath> {
        match &self.named {
            Named::Item { path, .. } => Some(path),
            Named::Printed(_) => None,
        }
    }

    /// An item of an edition, told with the entry it is in.
    pub fn item(edition: &Edition, index: usize) -> Self {
        let item = &edition.items[index];
        let node = edition.node(item);
        let named = Named::Item {
            path: item.path.clone(),
            number: item.number.clone(),
            label: label(edition, index),
            important: node.important,
        };
        Self { named, part: part_of(edition, index) }
    }

    fn printed(edition: Option<&Edition>, words: &Arc<str>) -> Self {
        Self { named: Named::Printed(words.clone()), part: edition.and_then(|e| part_named(e, words)) }
    }
}

impl Step {
    /// The path of a difference: in the newer edition, or where it is gone from there in the older one.
    pub fn path(&self, difference: usize) -> &ItemPath {
        let (edition, index) = self.place(&self.differences[difference]);
        &edition.items[index].path
    }

    /// Where a difference stands: the newer edition, or where it is gone from there the older one.
    pub fn place(&self, difference: &Difference) -> (&Arc<Edition>, usize) {
        match (difference.newer, difference.older) {
            (Some(n), _) => (&self.newer, n),
            (None, o) => (&self.older, o.unwrap_or(0)),
        }
    }

    /// The differences in an item, below it, or in an entry that it is part of. `path` may be of either edition.
    pub fn about(&self, path: &str) -> impl Iterator<Item = usize> {
        let asked = ItemPath::new(path);
        (0..self.differences.len()).filter(move |n| {
            let difference = &self.differences[*n];
            let on = |edition: &Edition, at: Option<usize>| {
                at.map(|at| &edition.items[at].path)
                    .is_some_and(|own| own.is_within(asked.as_str()) || asked.is_within(own.as_str()))
            };
            on(&self.newer, difference.newer) || on(&self.older, difference.older)
        })
    }
}

/// The label of an item with that of the entry it is in, where there is one: the same label stands in each entry.
fn label(edition: &Edition, index: usize) -> Localized {
    let item = &edition.items[index];
    let around = (0..index).rev().find(|n| {
        edition.items[*n].end as usize > index
            && edition.items[*n].kind == Place::Entry
            && edition.items[*n].depth > 0
    });
    match around {
        Some(entry) if item.kind == Place::Leaf => {
            let outer = &edition.items[entry].label;
            Localized::new(
                item.label.iter().map(|(code, own)| (code.clone(), format!("{}　{own}", outer.text(code)))),
            )
        }
        _ => item.label.clone(),
    }
}

fn part_of(edition: &Edition, index: usize) -> Option<(ItemPath, Arc<str>, Localized)> {
    let top = (0..=index).rev().find(|n| edition.items[*n].depth == 0)?;
    Some(part(edition, edition.items[top].node))
}

fn part(edition: &Edition, id: NodeId) -> (ItemPath, Arc<str>, Localized) {
    let node = edition.form.node(id);
    (ItemPath::new(node.id.clone()), node.number.clone(), node.title.clone())
}

/// The part that printed words begin with the number of: `Ⅲリスク対策`, `（別添１）事務の内容`.
fn part_named(edition: &Edition, words: &str) -> Option<(ItemPath, Arc<str>, Localized)> {
    let fold = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    let words = fold(words);
    let numbered = edition.form.parts.iter().map(|id| (*id, fold(&edition.form.node(*id).number)));
    // A number of one sign, as Ⅰ, says something at the beginning only.
    let names =
        |number: &str| words.starts_with(number) || (number.chars().count() > 3 && words.contains(number));
    let found = numbered.filter(|(_, n)| !n.is_empty() && names(n)).max_by_key(|(_, n)| n.chars().count());
    found.map(|(id, _)| part(edition, id))
}

/// Everything that changed, by date, newest first.
pub fn dates(editions: &[Arc<Edition>], steps: &[Step], changes: &[Change]) -> Vec<Dated> {
    let mut dates: Vec<Dated> = steps
        .iter()
        .enumerate()
        .map(|(n, step)| Dated {
            date: step.newer.published,
            step: Some(n),
            is_edition: true,
            rows: Vec::new(),
        })
        .collect();
    for change in changes {
        let step = step_of(steps, change.date);
        let rows = change.rows.iter().map(|row| authored(row, step.map(|n| &steps[n]), editions));
        // Two editions of one day are a slip that is reported; their rows must not get mixed up all the same.
        match dates.iter_mut().find(|d| d.date == Some(change.date) && d.step == step) {
            Some(dated) => dated.rows.extend(rows),
            None => {
                let is_edition = editions.iter().any(|e| e.published == Some(change.date));
                dates.push(Dated { date: Some(change.date), step, is_edition, rows: rows.collect() });
            }
        }
    }
    unexplained(&mut dates, steps);
    // An edition without a date is the newest.
    dates.sort_by_key(|dated| std::cmp::Reverse(dated.date.map_or((1, None), |date| (0, Some(date)))));
    dates
}

/// The step that a date explains: previous.published < date ≤ this.published.
fn step_of(steps: &[Step], date: Date) -> Option<usize> {
    let after = |edition: &Edition| edition.published.is_none_or(|p| p < date);
    let until = |edition: &Edition| edition.published.is_none_or(|p| date <= p);
    steps.iter().position(|step| after(&step.older) && until(&step.newer))
}

fn authored(row: &Arc<resolve::Row>, step: Option<&Step>, editions: &[Arc<Edition>]) -> Row {
    let subject = |words: &Arc<str>| match step {
        Some(step) => [&step.newer, &step.older]
            .into_iter()
            .find_map(|e| e.find(words).map(|n| Subject::item(e, n)))
            .unwrap_or_else(|| Subject::printed(Some(&step.newer), words)),
        None => editions
            .iter()
            .rev()
            .find_map(|e| e.find(words).map(|n| Subject::item(e, n)))
            .unwrap_or_else(|| Subject::printed(editions.last().map(|e| &**e), words)),
    };
    let subjects: Vec<Subject> = row.items.iter().map(|(words, _)| subject(words)).collect();
    let mut differences: Vec<usize> =
        step.into_iter().flat_map(|step| row.items.iter().flat_map(|(words, _)| step.about(words))).collect();
    differences.sort_unstable();
    differences.dedup();
    if let Some(step) = step {
        outermost(&mut differences, step);
    }
    Row { authored: Some(row.clone()), subjects, differences }
}

/// Of an entry and what is in it the entry alone, as far as both are there.
fn outermost(differences: &mut Vec<usize>, step: &Step) {
    let all = differences.clone();
    differences.retain(|n| step.differences[*n].within.is_none_or(|outer| !all.contains(&outer)));
}

/// Adds a row for everything that no row is about, at the date of its edition.
fn unexplained(dates: &mut [Dated], steps: &[Step]) {
    for (n, step) in steps.iter().enumerate() {
        let explained: HashSet<usize> = dates
            .iter()
            .filter(|d| d.step == Some(n))
            .flat_map(|d| &d.rows)
            .flat_map(|row| row.differences.iter().copied())
            .collect();
        let open = (0..step.differences.len()).filter(|d| {
            let difference = &step.differences[*d];
            difference.within.is_none() && !difference.by_form && !explained.contains(d)
        });
        let row = |d: usize| {
            let (edition, index) = step.place(&step.differences[d]);
            Row { authored: None, subjects: vec![Subject::item(edition, index)], differences: vec![d] }
        };
        let rows: Vec<Row> = open.map(row).collect();
        if let Some(dated) = dates.iter_mut().find(|d| d.step == Some(n) && d.is_edition) {
            dated.rows.extend(rows);
        }
    }
}

/// For every item of the newest edition that ever changed the newest date on which it did.
pub fn latest(newest: &Edition, steps: &[Step], dates: &[Dated]) -> BTreeMap<Arc<str>, usize> {
    let there: HashSet<&str> = newest.items.iter().map(|item| item.path.as_str()).collect();
    let mut latest = BTreeMap::new();
    for (n, dated) in dates.iter().enumerate() {
        for row in &dated.rows {
            let of_differences = row.differences.iter().filter_map(|d| {
                let step = &steps[dated.step?];
                (step.differences[*d].kind != Kind::Removed).then(|| step.path(*d))
            });
            let of_subjects =
                row.subjects.iter().filter_map(Subject::path).filter(|_| row.differences.is_empty());
            for path in of_differences.chain(of_subjects).filter(|p| there.contains(p.as_str())) {
                latest.entry(path.shared()).or_insert(n);
            }
        }
    }
    latest
}
