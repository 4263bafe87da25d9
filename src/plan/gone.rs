//! Anchors that are gone: items that an earlier edition had and the current one has not. A link to one of them still
//! leads somewhere that says so.

use super::Planned;
use crate::history::{Named, Subject};
use crate::model::{ItemPath, Localized};
use std::collections::HashSet;
use std::sync::Arc;

/// An item that is gone (なくなった項目).
#[derive(Debug)]
pub struct Gone {
    /// Its path: the anchor.
    pub path: ItemPath,
    /// Its printed number.
    pub number: Arc<str>,
    /// Its label, with that of the entry it was in.
    pub label: Localized,
    /// The index, among the earlier editions, of the last one that had it.
    pub last: usize,
    /// The page where it stood, by the path of that page's item.
    pub page: ItemPath,
    /// The index of that page in the current edition; nothing where the page is gone as well.
    pub still: Option<usize>,
}

/// Everything that is gone, in the order of the edition that had it last.
pub fn find(current: &Planned, earlier: &[Planned]) -> Vec<Gone> {
    if earlier.is_empty() {
        return Vec::new();
    }
    let mut seen: HashSet<&str> = shown(current).map(|n| current.edition.items[n].path.as_str()).collect();
    let mut gone = Vec::new();
    for (last, planned) in earlier.iter().enumerate() {
        for n in shown(planned) {
            let item = &planned.edition.items[n];
            if !seen.insert(item.path.as_str()) {
                continue;
            }
            let Some(page) = planned.pages.page_of(n) else { continue };
            let Named::Item { number, label, .. } = Subject::item(&planned.edition, n).named else {
                continue;
            };
            let page = &planned.edition.items[planned.pages.list[page].item].path;
            gone.push(Gone {
                path: item.path.clone(),
                number,
                label,
                last,
                page: page.clone(),
                still: page_at(current, page),
            });
        }
    }
    gone
}

/// The items of an edition that stand on a page.
fn shown(planned: &Planned) -> impl Iterator<Item = usize> + '_ {
    (0..planned.edition.items.len()).filter(|n| planned.pages.page_of(*n).is_some())
}

/// The page of the current edition at the address of `path`.
fn page_at(current: &Planned, path: &ItemPath) -> Option<usize> {
    current.pages.list.iter().position(|page| current.edition.items[page.item].path == *path)
}
