//! Tables as CSV: UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet would run as a formula.

use crate::plan::{MakeError, Planned};
use crate::render::Publication;
use crate::resolve::plain::Plain;
use crate::resolve::{Answer, Kind};
use crate::text::cache::Cache;
use std::borrow::Cow;

/// Writes rows as a CSV file for spreadsheets.
pub fn write<'r>(rows: impl IntoIterator<Item = Vec<String>> + 'r) -> Result<Vec<u8>, MakeError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    for row in rows {
        for cell in &row {
            writer.write_field(safe(cell).as_bytes()).map_err(|e| MakeError(e.to_string()))?;
        }
        writer.write_record(None::<&[u8]>).map_err(|e| MakeError(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| MakeError(e.to_string()))
}

/// A cell that a spreadsheet takes as text. Half-width and full-width `= + - @`, tabs and returns start formulas in
/// Japanese spreadsheets; an apostrophe before them does not change what is read.
pub fn safe(cell: &str) -> Cow<'_, str> {
    let shown = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    let dirty = cell.bytes().any(|b| b < b' ' && b != b'\n' && b != b'\t' || b == 0x7F || b == 0xC2)
        && !cell.chars().all(shown);
    let cell =
        if dirty { Cow::Owned(cell.chars().filter(|c| shown(*c)).collect()) } else { Cow::Borrowed(cell) };
    let starts = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '＝' | '＋' | '－' | '＠');
    let first = cell.trim_start().chars().next();
    // A plain negative number is what it is.
    let number = cell.parse::<f64>().is_ok() && !cell.starts_with('+');
    if first.is_some_and(starts) && !number { Cow::Owned(format!("'{cell}")) } else { cell }
}

/// `items.csv`: one row for every item that can be answered.
pub fn items(
    publication: &Publication,
    planned: &Planned,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let edition = &planned.edition;
    let code = publication.code(language);
    let plain = Plain { languages: publication.site.languages(), language, cache };
    const COLUMNS: [&str; 7] = [
        "column_path",
        "column_number",
        "column_label",
        "column_type",
        "column_important",
        "column_state",
        "column_text",
    ];
    let header = COLUMNS.map(|key| publication.word(key, language).to_owned()).to_vec();
    let shown = edition
        .items
        .iter()
        .enumerate()
        .filter(|(n, i)| i.kind == Kind::Leaf && planned.pages.page_of(*n).is_some());
    let row = |(_, item): (usize, &crate::resolve::Item)| {
        let node = edition.node(item);
        let text = match &item.answer {
            Some(Answer::Date(date)) => date.to_string(),
            _ => plain.answer(edition, item),
        };
        vec![
            item.path.to_string(),
            item.number.to_string(),
            item.label.text(code).to_owned(),
            node.answer.as_ref().map_or("", |t| t.id()).to_owned(),
            if node.important { "※".to_owned() } else { String::new() },
            item.state.id().to_owned(),
            text,
        ]
    };
    write(std::iter::once(header).chain(shown.map(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("＝SUM(A1)", "'＝SUM(A1)"),
            ("　＋81", "'　＋81"),
            ("@x", "'@x"),
            ("-5", "-5"),
            ("- 項目", "'- 項目"),
            ("ふつう", "ふつう"),
        ] {
            assert_eq!(safe(cell), written);
        }
    }

    #[test]
    fn a_file_begins_with_a_mark_and_ends_lines_with_crlf() {
        let bytes = write([vec!["a".to_owned(), "一\n二,三".to_owned()]]).expect("a file");
        assert_eq!(String::from_utf8(bytes).expect("UTF-8"), "\u{FEFF}a,\"一\n二,三\"\r\n");
    }
}
