//! Which facts stand on the page at a glance: by role, in the blocks and the order of roles.yaml.
//!
//! An entry of a repeat or a row of a table is named by its first item or column; items of an entry whose role is of
//! the same block are told with the entry.

use crate::form::{Role, roles};
use crate::resolve::{Answer, Edition, Kind, State};
use std::sync::Arc;

/// A block of the page, such as `recipients`.
#[derive(Debug)]
pub struct Block {
    /// Its word in roles.yaml.
    pub id: Arc<str>,
    /// Its facts.
    pub facts: Vec<Fact>,
}

/// What the document says about one role.
#[derive(Debug)]
pub struct Fact {
    /// The role.
    pub role: &'static Role,
    /// Where it says so.
    pub entries: Vec<Entry>,
    /// How many entries there are besides.
    pub more: usize,
    /// The item that has them all.
    pub item: usize,
}

/// One thing that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The answer of an item.
    Item(usize),
    /// An entry: the item that names it, and items that are told with it.
    Named(usize, Vec<usize>),
    /// The row of a table: the item, the row and the column that names it.
    Row(usize, usize, usize),
    /// How often each option was chosen: `(item, option, times)` with the item for its type.
    Tally(usize, usize, usize),
}

/// Most entries of a fact that are shown.
const MOST: usize = 6;

/// The blocks that have something to say.
pub fn blocks(edition: &Edition) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for role in roles().iter() {
        let Some(id) = role.block.clone() else { continue };
        let Some(fact) = fact(edition, role) else { continue };
        match blocks.iter_mut().find(|b| b.id == id) {
            Some(block) => block.facts.push(fact),
            None => blocks.push(Block { id, facts: vec![fact] }),
        }
    }
    blocks
}

fn fact(edition: &Edition, role: &'static Role) -> Option<Fact> {
    let items: Vec<usize> =
        edition.with_role(&role.id).filter(|n| !is_told_with_entry(edition, *n, role)).collect();
    let first = items.iter().copied().find(|n| edition.items[*n].state != State::Empty)?;
    let mut entries: Vec<Entry> = if items.len() > MOST && is_choice(edition, first) {
        tally(edition, &items)
    } else {
        items.iter().flat_map(|n| said(edition, *n, role)).collect()
    };
    let total = entries.len();
    // Of a long table the number of rows says more than its first rows, which the caller shows as well.
    entries.truncate(MOST);
    (total > 0).then(|| Fact { role, more: total - entries.len(), entries, item: first })
}

fn is_choice(edition: &Edition, item: usize) -> bool {
    matches!(edition.items[item].answer, Some(Answer::Choice(_)))
}

/// A question that is asked many times is told by its answers, counted.
fn tally(edition: &Edition, items: &[usize]) -> Vec<Entry> {
    let mut counted: Vec<Entry> = Vec::new();
    for item in items {
        let Some(Answer::Choice(option)) = edition.items[*item].answer else { continue };
        let found = counted.iter_mut().find_map(|entry| match entry {
            Entry::Tally(_, o, times) if *o == option => Some(times),
            _ => None,
        });
        match found {
            Some(times) => *times += 1,
            None => counted.push(Entry::Tally(*item, option, 1)),
        }
    }
    counted
}

/// True for an item inside an entry that itself has a role of the same block.
fn is_told_with_entry(edition: &Edition, index: usize, role: &Role) -> bool {
    above(edition, index)
        .any(|n| edition.items[n].kind == Kind::Repeat && n != index && block_of(edition, n) == role.block)
}

fn above(edition: &Edition, index: usize) -> impl Iterator<Item = usize> + '_ {
    (0..index).rev().filter(move |n| edition.items[*n].end as usize > index)
}

fn block_of(edition: &Edition, index: usize) -> Option<Arc<str>> {
    let role = edition.node(&edition.items[index]).role.as_deref()?;
    roles().find(role)?.block.clone()
}

fn said(edition: &Edition, index: usize, role: &Role) -> Vec<Entry> {
    let item = &edition.items[index];
    match (&item.answer, item.kind) {
        (_, Kind::Repeat) => edition.children(index).map(|entry| named(edition, entry, role)).collect(),
        (Some(Answer::Table(rows)), _) => {
            let column = naming_column(edition, index);
            (0..rows.len()).map(|row| Entry::Row(index, row, column)).collect()
        }
        _ if item.state == State::Empty => Vec::new(),
        _ => vec![Entry::Item(index)],
    }
}

fn named(edition: &Edition, entry: usize, role: &Role) -> Entry {
    let end = edition.items[entry].end as usize;
    let name = edition.children(entry).find(|n| edition.items[*n].kind == Kind::Leaf).unwrap_or(entry);
    let same_block = |n: &usize| block_of(edition, *n).is_some() && block_of(edition, *n) == role.block;
    let told = (entry + 1..end)
        .filter(|n| *n != name && edition.items[*n].state == State::Answered)
        .filter(same_block);
    Entry::Named(name, told.take(2).collect())
}

/// The first column that is not the key tells what a row is about.
fn naming_column(edition: &Edition, index: usize) -> usize {
    match edition.answer_type(&edition.items[index]) {
        Some(crate::form::Type::Table(columns)) => {
            let numbered = columns.first().is_some_and(|c| c.key);
            if numbered { 1.min(columns.len() - 1) } else { columns.len().saturating_sub(1) }
        }
        _ => 0,
    }
}
