//! CSV tables beside the answers.

use crate::model::{FileId, Finding, Span};
use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

/// A CSV file: the header and the rows, each cell with its place.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The names in the first line.
    pub header: Vec<Cell>,
    /// The lines below it.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell with its place.
pub type Cell = (Arc<str>, Span);

/// Reads a CSV file: UTF-8 with or without a byte order mark, comma-separated, quoted where needed (RFC 4180).
pub fn parse(file: FileId, bytes: &[u8], findings: &mut Vec<Finding>) -> Table {
    let Some(text) = crate::yaml::decode(file, bytes, findings) else { return Table::default() };
    let mut scan = Scan { file, line: 1, column: 1, rest: text.chars().peekable() };
    let mut rows = Vec::new();
    while scan.rest.peek().is_some() {
        let row = scan.row(findings);
        let blank = row.len() == 1 && row[0].0.is_empty();
        rows.extend((!blank).then_some(row));
    }
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    Table { header, rows }
}

/// Goes through the characters of a file and knows where it is.
struct Scan<'t> {
    file: FileId,
    line: u32,
    column: u32,
    rest: Peekable<Chars<'t>>,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        Some(c)
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_next = self.rest.peek() == Some(&wanted);
        if is_next {
            self.next();
        }
        is_next
    }

    /// The cells up to the end of the line, which may be `\n`, `\r\n` or the end of the file.
    fn row(&mut self, findings: &mut Vec<Finding>) -> Vec<Cell> {
        let mut cells = vec![self.cell(findings)];
        while self.take(',') {
            cells.push(self.cell(findings));
        }
        self.take('\r');
        self.take('\n');
        cells
    }

    /// A cell without its quotation marks and the white space around it.
    fn cell(&mut self, findings: &mut Vec<Finding>) -> Cell {
        let opening = self.here(1);
        let mut quoted = self.take('"');
        let start = self.here(0);
        let mut text = String::new();
        while let Some(c) = self.rest.peek().copied() {
            match c {
                '"' if quoted => {
                    self.next();
                    quoted = self.take('"');
                    text.extend(quoted.then_some('"'));
                }
                ',' | '\n' | '\r' if !quoted => break,
                _ => text.extend(self.next()),
            }
        }
        if quoted {
            findings.push(Finding::new("wrong-type", opening).variant("csv"));
        }
        let lead = text.chars().take_while(|c| c.is_whitespace() && *c != '\n').count() as u32;
        let text = text.trim();
        let length = text.lines().next().unwrap_or("").chars().count() as u32;
        (text.into(), Span { column: start.column + lead, length, ..start })
    }

    fn here(&self, length: u32) -> Span {
        Span { file: self.file, line: self.line, column: self.column, length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> (Vec<(String, u32, u32)>, Vec<Finding>) {
        let mut findings = Vec::new();
        let table = parse(FileId(0), text.as_bytes(), &mut findings);
        let cells = table.header.iter().chain(table.rows.iter().flatten());
        (cells.map(|(text, span)| (text.to_string(), span.line, span.column)).collect(), findings)
    }

    fn cell(text: &str, line: u32, column: u32) -> (String, u32, u32) {
        (text.to_owned(), line, column)
    }

    #[test]
    fn cells_know_their_places_behind_quotes_too() {
        let (cells, findings) = places("\u{FEFF}a,b\n\"一,\"\"二\",三\n");
        assert_eq!(cells, [cell("a", 1, 1), cell("b", 1, 3), cell("一,\"二", 2, 2), cell("三", 2, 9)]);
        assert!(findings.is_empty());
    }

    #[test]
    fn line_ends_of_windows_and_in_cells_are_counted() {
        let (cells, _) = places("a,b\r\n\r\n\"一\r\n二\", 三 \r\n四,");
        assert_eq!(cells[2..], [cell("一\r\n二", 3, 2), cell("三", 4, 5), cell("四", 5, 1), cell("", 5, 3)]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_reported_where_it_stands() {
        let (_, findings) = places("a,b\n一,\"二\n三,四\n");
        assert_eq!((findings[0].at.span.line, findings[0].at.span.column), (2, 3));
    }
}
