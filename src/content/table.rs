//! CSV tables beside the answers.

use crate::model::{FileId, Finding, Span};
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

/// Reads a CSV file: UTF-8 with or without a byte order mark, comma-separated, quoted where needed.
pub fn parse(file: FileId, bytes: &[u8], findings: &mut Vec<Finding>) -> Table {
    let Some(text) = super::yaml::decode(file, bytes, findings) else { return Table::default() };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(cells(file, &record, text)),
            Err(error) => {
                let line = error.position().map_or(1, |p| p.line() as u32);
                let span = Span { file, line, column: 1, length: 0 };
                findings
                    .push(Finding::new("wrong-type", span).variant("csv").fact("value", error.to_string()));
            }
        }
    }
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    Table { header, rows }
}

/// The cells of a record. The column of a cell counts the characters of the cells before it in their printed form.
fn cells(file: FileId, record: &csv::StringRecord, text: &str) -> Vec<Cell> {
    let position = record.position();
    let line = position.map_or(1, csv::Position::line) as u32;
    let source = position.map_or("", |p| text.get(p.byte() as usize..).unwrap_or(""));
    let mut column = 1;
    record
        .iter()
        .map(|cell| {
            let quoted = source.chars().nth(column as usize - 1) == Some('"');
            let at = column + u32::from(quoted);
            let length = cell.chars().count() as u32;
            column += length + 1 + if quoted { 2 } else { 0 };
            (Arc::from(cell.trim()), Span { file, line, column: at, length })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_their_places_behind_quotes_too() {
        let mut findings = Vec::new();
        let table = parse(FileId(0), "\u{FEFF}a,b\n\"一,二\",三\n".as_bytes(), &mut findings);
        assert_eq!(&*table.rows[0][0].0, "一,二");
        let at = |n: usize| (table.rows[0][n].1.line, table.rows[0][n].1.column);
        assert_eq!((at(0), at(1)), ((2, 2), (2, 7)));
        assert!(findings.is_empty());
    }
}
