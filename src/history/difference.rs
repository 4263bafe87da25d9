//! What differs between two editions, item by item.

use super::align::{Alignment, align};
use super::same::{Side, same};
use crate::form::Forms;
use crate::resolve::{Answer, Edition, Item, Kind as Place, State};

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 追加: nothing stood there before.
    Added,
    /// 削除: nothing stands there any more.
    Removed,
    /// 変更.
    Changed,
    /// 選択の変更: another option was chosen.
    Chosen,
    /// 移動: it says the same in another place.
    Moved,
}

impl Kind {
    /// The word used in JSON and in pages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Chosen => "choice-changed",
            Self::Moved => "moved",
        }
    }
}

/// Something that differs (差分): an item, or an entry as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What happened.
    pub kind: Kind,
    /// The index of the item in the older edition.
    pub older: Option<usize>,
    /// The index of the item in the newer edition.
    pub newer: Option<usize>,
    /// It stands in another place: its entry has another position, or the form moved it.
    pub moved: bool,
    /// Only the revision of the form gave it another place; its writers changed nothing.
    pub by_form: bool,
    /// The entry that was added or removed and with it this item: the index among the differences.
    pub within: Option<usize>,
}

/// What differs between `older` and `newer`, in the order of the newer edition; what is gone stands where it was.
///
/// An entry that was added or removed is one difference; each answer in it is one more, `within` the first.
pub fn between(older: &Edition, newer: &Edition, forms: &Forms) -> Vec<Difference> {
    let aligned = align(older, newer, forms);
    let moved = moved_entries(&aligned, newer);
    let covered = covered(&aligned, older, newer);
    let mut found = Vec::new();
    for (o, n) in in_order(&aligned).into_iter().filter(|(o, _)| o.is_none_or(|o| !covered[o])) {
        let before = o.map(|o| Side::new(older, o));
        let after = n.map(|n| Side::new(newer, n));
        let is_moved = n.is_some_and(|n| moved[n]);
        let place = after.or(before).map(|side| side.item.kind);
        let kind = match place {
            Some(Place::Leaf) => leaf(before, after),
            Some(Place::Entry) => group(before, after).or(entry(o, n, is_moved)),
            _ => group(before, after),
        };
        let by_form = !is_moved && renamed(older, o, newer, n);
        let kind = kind.or(by_form.then_some(Kind::Moved).filter(|_| is_leaf(newer, n)));
        found.extend(kind.map(|kind| Difference {
            kind,
            older: o,
            newer: n,
            moved: is_moved || by_form,
            by_form: by_form && kind == Kind::Moved,
            within: None,
        }));
    }
    place_within(&mut found, older, newer);
    found
}

/// Pairs in the order of the newer edition; an item that is gone stands after the one that was before it.
fn in_order(aligned: &Alignment) -> Vec<(Option<usize>, Option<usize>)> {
    let mut order: Vec<(usize, usize, Option<usize>, Option<usize>)> =
        aligned.older_of.iter().enumerate().map(|(n, o)| (n + 1, 0, *o, Some(n))).collect();
    let mut last = 0;
    for (o, n) in aligned.newer_of.iter().enumerate() {
        match n {
            Some(n) => last = n + 1,
            None => order.push((last, o + 1, Some(o), None)),
        }
    }
    order.sort_unstable();
    order.into_iter().map(|(_, _, o, n)| (o, n)).collect()
}

fn entry(o: Option<usize>, n: Option<usize>, moved: bool) -> Option<Kind> {
    match (o, n) {
        (None, _) => Some(Kind::Added),
        (_, None) => Some(Kind::Removed),
        _ => moved.then_some(Kind::Moved),
    }
}

/// A group or an entry differs by itself only where it is withheld as a whole on one side.
fn group(before: Option<Side>, after: Option<Side>) -> Option<Kind> {
    let withheld = |side: Option<Side>| side.is_some_and(|s| matches!(s.item.state, State::Withheld(_)));
    match (withheld(before), withheld(after)) {
        (_, true) if before.is_none() => Some(Kind::Added),
        (true, _) if after.is_none() => Some(Kind::Removed),
        (false, true) => Some(Kind::Changed),
        _ => None,
    }
}

/// Items of the older edition below something that the newer one withholds as a whole: the group tells it for them.
fn covered(aligned: &Alignment, older: &Edition, newer: &Edition) -> Vec<bool> {
    let mut covered = vec![false; older.items.len()];
    for (o, n) in aligned.newer_of.iter().enumerate() {
        if n.is_some_and(|n| matches!(newer.items[n].state, State::Withheld(_))) {
            covered[o + 1..older.items[o].end as usize].fill(true);
        }
    }
    covered
}

fn leaf(before: Option<Side>, after: Option<Side>) -> Option<Kind> {
    let before = before.filter(|side| says(side.item));
    let after = after.filter(|side| says(side.item));
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(Kind::Added),
        (Some(_), None) => Some(Kind::Removed),
        (Some(a), Some(b)) if same(a, b) => None,
        (Some(a), Some(b)) => Some(match (&a.item.answer, &b.item.answer) {
            (Some(Answer::Choice(_)), Some(Answer::Choice(_))) => Kind::Chosen,
            _ => Kind::Changed,
        }),
    }
}

/// True where a reader finds something at an item that can be answered: an answer, that it is withheld, a ― that was
/// typed. What a condition makes not applicable says nothing by itself: the answer that decides is the change.
fn says(item: &Item) -> bool {
    match item.state {
        State::Empty => false,
        State::Withheld(_) => true,
        State::NotApplicable => item.span.is_some(),
        State::Answered => !is_edition_itself(item),
    }
}

/// The day of publication that document.yaml gives tells one edition from another; it is no change of what it says.
fn is_edition_itself(item: &Item) -> bool {
    item.span.is_none() && matches!(item.answer, Some(Answer::Date(_)))
}

fn is_leaf(edition: &Edition, n: Option<usize>) -> bool {
    n.is_some_and(|n| edition.items[n].kind == Place::Leaf && says(&edition.items[n]))
}

/// True where a revision of the form gave the item another path.
fn renamed(older: &Edition, o: Option<usize>, newer: &Edition, n: Option<usize>) -> bool {
    o.zip(n).is_some_and(|(o, n)| older.items[o].path != newer.items[n].path)
}

/// For every item of the newer edition: it is an entry whose place among those that were there before is another one.
fn moved_entries(aligned: &Alignment, newer: &Edition) -> Vec<bool> {
    let mut moved = vec![false; newer.items.len()];
    for (repeat, _) in newer.items.iter().enumerate().filter(|(_, item)| item.kind == Place::Repeat) {
        let kept: Vec<(usize, usize)> =
            newer.children(repeat).filter_map(|n| Some((aligned.older_of[n]?, n))).collect();
        let stay = longest_rising(&kept.iter().map(|(o, _)| *o).collect::<Vec<_>>());
        for (position, (_, n)) in kept.iter().enumerate() {
            moved[*n] = !stay[position];
        }
    }
    moved
}

/// Marks a longest rising subsequence: what stayed in its place.
fn longest_rising(values: &[usize]) -> Vec<bool> {
    let mut length = vec![1; values.len()];
    let mut before = vec![None; values.len()];
    for at in 0..values.len() {
        for earlier in 0..at {
            if values[earlier] < values[at] && length[earlier] + 1 > length[at] {
                (length[at], before[at]) = (length[earlier] + 1, Some(earlier));
            }
        }
    }
    let mut stay = vec![false; values.len()];
    let mut at = (0..values.len()).rev().max_by_key(|n| length[*n]);
    while let Some(n) = at {
        stay[n] = true;
        at = before[n];
    }
    stay
}

/// Says of every difference inside an entry that was added or removed which one that is.
fn place_within(found: &mut [Difference], older: &Edition, newer: &Edition) {
    let mut open: Vec<usize> = Vec::new();
    for n in 0..found.len() {
        let path = path_of(&found[n], older, newer);
        while open.last().is_some_and(|outer| !path.is_within(path_of(&found[*outer], older, newer).as_str()))
        {
            open.pop();
        }
        found[n].within = open.last().copied();
        let side =
            if found[n].kind == Kind::Added { (newer, found[n].newer) } else { (older, found[n].older) };
        let entry = side.1.is_some_and(|at| side.0.items[at].kind == Place::Entry);
        if entry && matches!(found[n].kind, Kind::Added | Kind::Removed) {
            open.push(n);
        }
    }
}

fn path_of<'a>(
    difference: &Difference,
    older: &'a Edition,
    newer: &'a Edition,
) -> &'a crate::model::ItemPath {
    match (difference.newer, difference.older) {
        (Some(n), _) => &newer.items[n].path,
        (_, Some(o)) => &older.items[o].path,
        (None, None) => unreachable!("a difference has a side"),
    }
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn as_few_entries_as_possible_count_as_moved() {
        assert_eq!(longest_rising(&[2, 0, 1]), [false, true, true]);
        assert_eq!(longest_rising(&[0, 1, 2]), [true, true, true]);
        assert_eq!(longest_rising(&[]), [false; 0]);
    }
}
