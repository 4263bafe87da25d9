//! Spreadsheets as XLSX: one writer for every table that people file. Texts are written as texts, never as formulas;
//! nothing in the file depends on the machine or the moment.

mod look;
mod names;
mod pieces;

pub use names::Names;
pub use pieces::pieces;

use crate::history::{Mark, Run};
use crate::model::Date;
use crate::plan::MakeError;
use look::Looks;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, IgnoreError, Url, Workbook, Worksheet, XlsxError,
};

/// What Excel takes in one cell, in UTF-16 units.
const MOST: usize = 32_767;
/// What Excel takes as the head of a printed page, signs that say where it stands included, with some to spare.
const HEADER: usize = 100;
/// The longest address that Excel follows, with some to spare.
const LONGEST: usize = 2_000;
/// A4.
const PAPER: u8 = 9;

/// A sheet.
pub struct Sheet<'a> {
    /// Its name.
    pub name: &'a str,
    /// The columns: their titles and widths in characters.
    pub columns: &'a [(String, f64)],
    /// The rows, a cell for every column.
    pub rows: &'a [Row],
    /// What it is.
    pub kind: Kind<'a>,
}

/// What a sheet is.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    /// A table: its columns have titles that stay in sight and are repeated on paper, its rows can be filtered.
    Table,
    /// A table of a workbook with several: every printed page says which it is and of how many pages, and has only so
    /// many of the columns.
    Part {
        /// At the left of every page.
        header: &'a str,
        /// How many columns go on paper.
        printed: usize,
    },
    /// Facts, each with its name before it.
    Facts,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// How it looks.
    pub look: Look,
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Like any other.
    Plain,
    /// A heading above rows; 0 is the highest.
    Heading(u16),
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Self { cells, look: Look::Plain }
    }
}

/// A cell.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Runs of text; those that are marked are underlined and bold.
    Text(Vec<Run>),
    /// A text that begins so many steps to the right.
    Indented(String, u16),
    /// Words about what is not there.
    Soft(String),
    /// A number.
    Number(u64),
    /// Words that lead to another sheet of this name.
    ToSheet(String, String),
    /// An address on the web.
    ToWeb(String),
}

impl Cell {
    /// The words in it.
    fn words(&self) -> String {
        match self {
            Self::Text(runs) => runs.iter().map(|run| &*run.text).collect(),
            // A step is about two characters.
            Self::Indented(text, steps) => format!("{:1$}{text}", "", usize::from(*steps) * 2),
            Self::Soft(text) | Self::ToSheet(text, _) | Self::ToWeb(text) => text.clone(),
            Self::Number(n) => n.to_string(),
        }
    }
}

impl Default for Cell {
    fn default() -> Self {
        Self::Text(Vec::new())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(vec![Run::new(Mark::Same, text)])
    }
}

/// What the file says about itself.
pub struct About<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who publishes it.
    pub author: &'a str,
    /// The day it is of.
    pub date: Option<Date>,
}

/// The bytes of a workbook of `sheets`. The words stand in for what does not fit into a cell.
pub fn write(about: &About, sheets: &[Sheet], cut: &str) -> Result<Vec<u8>, MakeError> {
    workbook(about, sheets, cut).map_err(|e| MakeError(e.to_string()))
}

fn workbook(about: &About, sheets: &[Sheet], cut: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = about.date.map_or((2000, 1, 1), |d| (d.year, d.month.max(1), d.day.max(1)));
    let created = ExcelDateTime::from_ymd(day.0, day.1, day.2)?;
    let properties =
        DocProperties::new().set_title(about.title).set_author(about.author).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.name)?;
        set_up(worksheet, sheet)?;
        fill(worksheet, sheet, &looks, cut)?;
    }
    workbook.save_to_buffer()
}

/// What is around the cells: on the screen and on paper.
fn set_up(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    let last_row = sheet.rows.len() as u32;
    let last_column = sheet.columns.len().saturating_sub(1) as u16;
    if matches!(sheet.kind, Kind::Facts) {
        worksheet.set_screen_gridlines(false);
        return Ok(());
    }
    worksheet.set_landscape().set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    if last_row > 0 {
        worksheet.autofilter(0, 0, last_row, last_column)?;
    }
    if let Kind::Part { header, printed } = sheet.kind {
        worksheet.set_print_area(0, 0, last_row, (printed.max(1) - 1) as u16)?;
        let header: String = header.chars().take(HEADER).collect();
        worksheet.set_header(format!("&L {}&R &P / &N", header.replace('&', "&&")));
        // A text of digits is meant to be one.
        worksheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, looks: &Looks, cut: &str) -> Result<(), XlsxError> {
    let has_head = !matches!(sheet.kind, Kind::Facts);
    for (column, (title, width)) in (0..).zip(sheet.columns) {
        worksheet.set_column_width(column, *width)?;
        if has_head {
            worksheet.write_string_with_format(0, column, title, &looks.head)?;
        }
    }
    for (row, own) in (u32::from(has_head)..).zip(sheet.rows) {
        let texts: Vec<(String, f64)> =
            own.cells.iter().zip(sheet.columns).map(|(cell, (_, width))| (cell.words(), *width)).collect();
        let texts = texts.iter().map(|(text, width)| (&**text, *width));
        worksheet.set_row_height(row, pieces::row_height(texts))?;
        for (column, cell) in (0..).zip(&own.cells) {
            put(worksheet, (row, column), cell, looks.of(own.look, cell), looks, cut)?;
        }
    }
    Ok(())
}

fn put(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
    looks: &Looks,
    cut: &str,
) -> Result<(), XlsxError> {
    let short =
        |text: &str| fitting(&[Run::new(Mark::Same, text)], cut).pop().map_or(String::new(), |r| r.text);
    match cell {
        Cell::Text(runs) => return text(worksheet, (row, column), &fitting(runs, cut), format, looks),
        Cell::Indented(text, _) | Cell::Soft(text) => {
            worksheet.write_string_with_format(row, column, short(text), format)?
        }
        // Beyond this a spreadsheet would round.
        Cell::Number(n) if *n < 1 << 53 => {
            worksheet.write_number_with_format(row, column, *n as f64, format)?
        }
        Cell::Number(n) => worksheet.write_string_with_format(row, column, n.to_string(), format)?,
        Cell::ToSheet(words, name) => {
            let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
            worksheet.write_url_with_options(row, column, Url::new(place), short(words), "", Some(format))?
        }
        Cell::ToWeb(address) if is_link(address) => {
            worksheet.write_url_with_format(row, column, &**address, format)?
        }
        Cell::ToWeb(address) => worksheet.write_string_with_format(row, column, short(address), format)?,
    };
    Ok(())
}

/// True for an address that a spreadsheet takes for one.
fn is_link(address: &str) -> bool {
    address.len() <= LONGEST && ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

/// A text with its marks.
fn text(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    runs: &[Run],
    format: &Format,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match runs {
        [] => worksheet.write_blank(row, column, format)?,
        [one] if one.mark == Mark::Same => {
            worksheet.write_string_with_format(row, column, &one.text, format)?
        }
        [one] => worksheet.write_string_with_format(row, column, &one.text, &looks.all_marked)?,
        several => {
            let of = |r: &Run| if r.mark == Mark::Same { &looks.run } else { &looks.marked };
            let parts: Vec<(&Format, &str)> = several.iter().map(|r| (of(r), &*r.text)).collect();
            worksheet.write_rich_string_with_format(row, column, &parts, format)?
        }
    };
    Ok(())
}

/// The runs without control characters and empty ones, neighbours of one kind joined, cut to what a cell takes.
fn fitting(whole: &[Run], cut: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(whole.len());
    let mut room = MOST - cut.encode_utf16().count();
    for run in whole {
        let mut text = String::with_capacity(run.text.len());
        let mut full = false;
        for c in run.text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')) {
            if c.len_utf16() > room {
                full = true;
                break;
            }
            room -= c.len_utf16();
            text.push(c);
        }
        if full {
            text.push_str(cut);
        }
        match runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if (last.mark == Mark::Same) == (run.mark == Mark::Same) => last.text.push_str(&text),
            _ => runs.push(Run::new(run.mark, text)),
        }
        if full {
            break;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_a_cell_is_cut_and_says_so() {
        let runs = [Run::new(Mark::Same, "𠮷".repeat(20_000)), Run::new(Mark::Added, "後")];
        let runs = fitting(&runs, "（以下略）");
        let units: usize = runs.iter().map(|r| r.text.encode_utf16().count()).sum();
        assert!(runs.len() == 1 && runs[0].text.ends_with("（以下略）") && units <= MOST, "{units}");
    }

    #[test]
    fn control_characters_and_empty_runs_are_left_out() {
        let runs = vec![
            Run::new(Mark::Same, "=1+1\u{7}"),
            Run::new(Mark::Removed, ""),
            Run::new(Mark::Same, "\n次"),
        ];
        assert_eq!(fitting(&runs, ""), [Run::new(Mark::Same, "=1+1\n次")]);
        let rows = [vec![Cell::Text(runs)].into()];
        let columns = [("列".into(), 20.0)];
        let sheet = || Sheet { name: "表", columns: &columns, rows: &rows, kind: Kind::Table };
        let about = About { title: "題", author: "見本市", date: None };
        let made = || write(&about, &[sheet()], "").expect("a workbook");
        assert_eq!(made(), made());
    }
}
