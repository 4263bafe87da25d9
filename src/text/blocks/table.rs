//! Markdown tables among the blocks.

use super::Reader;
use super::cells::{self, Align};
use super::containers::Placing;
use super::line::Line;
use crate::text::node::Block;
use crate::text::source::Traits;

impl Reader<'_> {
    /// The alignments of the table that begins with this line.
    pub(super) fn table_ahead(&self, content: &str) -> Option<Vec<Align>> {
        if !self.source.traits.any(Traits::PIPES) {
            return None;
        }
        let alignments = cells::delimiter(self.lines.get(self.at)?.content(self.text))?;
        (content.contains('|') && cells::split(content).count() == alignments.len()).then_some(alignments)
    }

    /// The table whose header this is, as far as its lines have borders.
    pub(super) fn table(&mut self, header: Line, alignments: &[Align]) {
        self.settle(&header, Placing::Content);
        self.fill();
        let table = Block::Table(self.tables);
        self.tables += 1;
        self.open_block(table);
        if cells::split(header.content(self.text)).any(|cell| !cell.is_empty()) {
            self.open_block(Block::Head);
            self.row(header, alignments, Block::HeadCell);
            self.close_block(Block::Head);
        }
        self.open_block(Block::Body);
        self.at += 1;
        while let Some(line) = self.lines.get(self.at).copied() {
            if !line.content(self.text).contains('|') {
                break;
            }
            self.row(line, alignments, Block::Cell);
            self.at += 1;
        }
        self.close_block(Block::Body);
        self.close_block(table);
    }

    /// A row. Cells that the header does not have are kept, missing ones are empty.
    fn row(&mut self, line: Line, alignments: &[Align], cell: fn(Align) -> Block) {
        self.open_block(Block::Row);
        let mut count = 0;
        for range in cells::split(line.content(self.text)) {
            self.collect(0, Some(cell(alignments.get(count).copied().unwrap_or_default())));
            self.run(line.body + range.start..line.body + range.end, false);
            self.close_leaf();
            count += 1;
        }
        for align in alignments.iter().skip(count) {
            self.open_block(cell(*align));
            self.close_block(cell(*align));
        }
        self.close_block(Block::Row);
    }
}
