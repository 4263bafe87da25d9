//! Fenced code.

use super::containers::Placing;
use super::line::{self, Fence, Line};
use super::{Leaf, Reader, Step};
use crate::text::node::Block;

impl Reader<'_> {
    /// The line that closes a fence; without one, a row of tildes is a row of tildes.
    pub(super) fn closing(&mut self, fence: Fence) -> Option<usize> {
        let kind = usize::from(fence.mark == b'~');
        if fence.len >= self.unclosed[kind] {
            return None;
        }
        let closes = |line: &Line| {
            let other = line::fence(line.content(self.text));
            other.is_some_and(|other| other.mark == fence.mark && other.len >= fence.len && other.bare)
        };
        let close = self.lines[self.at..].iter().position(closes).map(|n| self.at + n);
        if close.is_none() {
            self.unclosed[kind] = fence.len;
        }
        close
    }

    /// Code from the line after this one up to the closing fence.
    pub(super) fn code(&mut self, fence: Line, close: usize) {
        self.settle(&fence, Placing::Content);
        self.fill();
        let first = self.done.runs.len();
        for at in self.at..close {
            let line = self.lines[at];
            // What indents the fence indents the code, and is no part of it.
            let own = line.start + (fence.body - fence.start).min(line.body - line.start);
            let start = (own..=line.body).find(|at| self.text.is_char_boundary(*at)).unwrap_or(line.body);
            self.run(start..line.end.max(start), false);
        }
        self.at = close + 1;
        let leaf = Leaf { first, end: self.done.runs.len(), marker: 0 };
        self.open_block(Block::Code);
        self.done.steps.push(Step::Code(leaf));
        self.close_block(Block::Code);
    }
}
