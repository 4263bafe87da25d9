//! Opening and closing: what is open on the way, and the steps written for it.

use super::containers::{self, Container, DEEPEST, Placing, What};
use super::line::Line;
use super::{Leaf, OpenLeaf, Reader, Run, Step};
use crate::text::node::Block;
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn open_block(&mut self, block: Block) {
        self.done.steps.push(Step::Open(block));
    }

    pub(super) fn close_block(&mut self, block: Block) {
        self.done.steps.push(Step::Close(block));
    }

    /// Begins a leaf: the first of an item or a note stands in it bare, any other is a paragraph.
    pub(super) fn begin(&mut self) {
        let bare = self.open.last().is_some_and(|container| !container.filled);
        self.collect(0, (!bare).then_some(Block::Paragraph));
        self.fill();
    }

    /// From here on runs are collected, for a leaf in this block.
    pub(super) fn collect(&mut self, marker: usize, around: Option<Block>) {
        self.leaf = Some(OpenLeaf { first: self.done.runs.len(), marker, around });
    }

    pub(super) fn run(&mut self, range: Range<usize>, hard: bool) {
        self.done.runs.push(Run { start: range.start, end: range.end, hard });
    }

    pub(super) fn close_leaf(&mut self) {
        let Some(OpenLeaf { first, marker, around }) = self.leaf.take() else { return };
        let leaf = Step::Leaf(Leaf { first, end: self.done.runs.len(), marker });
        self.done.steps.extend(around.map(Step::Open));
        self.done.steps.push(leaf);
        self.done.steps.extend(around.map(Step::Close));
    }

    /// What is open has content now.
    pub(super) fn fill(&mut self) {
        if let Some(container) = self.open.last_mut() {
            container.filled = true;
        }
    }

    /// Closes what the line does not stand in.
    pub(super) fn settle(&mut self, line: &Line, placing: Placing) {
        self.close_to(containers::staying(&self.open, line, placing, self.below));
    }

    pub(super) fn close_to(&mut self, depth: usize) {
        self.close_leaf();
        while self.open.len() > depth {
            self.pop();
        }
    }

    /// Opens a list and its first entry inside what is open; at the deepest level, instead of it.
    pub(super) fn begin_list(&mut self, container: Container, list: Block, entry: Block) {
        self.close_leaf();
        if self.open.len() >= DEEPEST {
            self.pop();
        }
        self.fill();
        self.open_block(list);
        self.open_block(entry);
        self.open.push(container);
    }

    /// The next of the list that the container at this depth is in.
    pub(super) fn continue_list(&mut self, at: usize, container: Container, entry: Block) {
        self.close_to(at + 1);
        self.close_block(entry);
        self.open_block(entry);
        self.open[at] = container;
    }

    /// Closes the deepest container, and the list it is in.
    fn pop(&mut self) {
        match self.open.pop().map(|container| container.what) {
            Some(What::Entry(kind)) => {
                self.close_block(Block::Entry { note: kind.is_note() });
                self.close_block(Block::Outline);
            }
            Some(What::Item) => {
                self.close_block(Block::Item);
                self.close_block(Block::List);
            }
            Some(What::Note) => {
                if let Some(steps) = self.done.notes.last_mut() {
                    steps.end = self.done.steps.len();
                }
            }
            None => {}
        }
    }
}
