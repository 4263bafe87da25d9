//! Which items of an edition are pages of their own, and which page an item stands on.

use crate::resolve::{Edition, Item, Kind};

/// The pages of an edition, in the order of the form.
#[derive(Debug, Default)]
pub struct Pages {
    /// The pages.
    pub list: Vec<Page>,
    /// For every item the page it stands on; nothing for items of absent parts.
    page_of: Vec<Option<u32>>,
}

/// A page of an edition.
#[derive(Debug)]
pub struct Page {
    /// The index of its item.
    pub item: usize,
    /// The indexes of all items that stand on it, its own first.
    pub items: Vec<usize>,
    /// The pages directly below it.
    pub children: Vec<usize>,
    /// The page above it.
    pub parent: Option<usize>,
}

impl Pages {
    /// Divides an edition into pages: parts, nodes marked `page`, and the entries of repeating ones.
    pub fn of(edition: &Edition) -> Self {
        let mut pages = Self { list: Vec::new(), page_of: vec![None; edition.items.len()] };
        let mut index = 0;
        while index < edition.items.len() {
            let item = &edition.items[index];
            if item.depth == 0 && item.is_absent(edition) {
                index = item.end as usize;
                continue;
            }
            pages.place(edition, index);
            index += 1;
        }
        pages
    }

    fn place(&mut self, edition: &Edition, index: usize) {
        let item = &edition.items[index];
        let above = parent(&edition.items, index).and_then(|p| self.page_of[p]).map(|p| p as usize);
        if !starts_page(edition, item) {
            if let Some(page) = above {
                self.list[page].items.push(index);
                self.page_of[index] = Some(page as u32);
            }
            return;
        }
        let page = self.list.len();
        self.list.push(Page { item: index, items: vec![index], children: Vec::new(), parent: above });
        self.page_of[index] = Some(page as u32);
        if let Some(above) = above {
            self.list[above].children.push(page);
        }
    }

    /// The page an item stands on.
    pub fn page_of(&self, item: usize) -> Option<usize> {
        self.page_of.get(item).copied().flatten().map(|p| p as usize)
    }

    /// The pages that are directly below the document.
    pub fn top(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.list.len()).filter(|p| self.list[*p].parent.is_none())
    }
}

/// An entry has the node of its repeat, hence is a page where that is one. What does not apply needs no page below a part.
fn starts_page(edition: &Edition, item: &Item) -> bool {
    let group = item.kind != Kind::Leaf || edition.node(item).page;
    item.is_page(edition) && group
}

/// The item directly above: the nearest one before it that is less deep.
fn parent(items: &[Item], index: usize) -> Option<usize> {
    (0..index).rev().find(|n| items[*n].end as usize > index && items[*n].depth < items[index].depth)
}
