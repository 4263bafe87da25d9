//! Spreadsheets as XLSX: one writer for every table that people file. Texts are written as texts, never as formulas;
//! nothing in the file depends on the machine or the moment.

use crate::history::{Mark, Run};
use crate::model::Date;
use crate::plan::MakeError;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook, Worksheet,
    XlsxError,
};

/// The font of all cells: on every Windows and Mac that reads Japanese; others put their own in its place.
const FONT: &str = "Yu Gothic";
const SIZE: f64 = 10.0;
/// What Excel takes in one cell, in UTF-16 units.
const MOST: usize = 32_767;
/// A4.
const PAPER: u8 = 9;

/// A sheet.
pub struct Sheet<'a> {
    /// Its name.
    pub name: &'a str,
    /// The columns: their titles and widths in characters.
    pub columns: &'a [(String, f64)],
    /// The rows, a cell for every column.
    pub rows: &'a [Vec<Cell>],
}

/// A cell: runs of text; those that are marked are underlined and bold.
#[derive(Debug, Clone, Default)]
pub struct Cell(pub Vec<Run>);

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self(vec![Run::new(Mark::Same, text)])
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
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet, cut)?;
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, cut: &str) -> Result<(), XlsxError> {
    let plain = Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Hair);
    let head = plain.clone().set_bold().set_background_color(0x00E8_EEF7).set_border(FormatBorder::Thin);
    let marked = Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_bold()
        .set_underline(FormatUnderline::Single);
    let run = Format::new().set_font_name(FONT).set_font_size(SIZE);
    worksheet.set_name(sheet.name)?;
    worksheet.set_freeze_panes(1, 0)?.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(0, 0)?;
    for (column, (title, width)) in (0..).zip(sheet.columns) {
        worksheet.set_column_width(column, *width)?;
        worksheet.write_string_with_format(0, column, title, &head)?;
    }
    for (row, cells) in (1..).zip(sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            let runs = fitting(cell, cut);
            match &runs[..] {
                [] => worksheet.write_blank(row, column, &plain)?,
                [one] if one.mark == Mark::Same => {
                    worksheet.write_string_with_format(row, column, &one.text, &plain)?
                }
                [one] => {
                    let format = plain.clone().set_bold().set_underline(FormatUnderline::Single);
                    worksheet.write_string_with_format(row, column, &one.text, &format)?
                }
                several => {
                    let format = |r: &Run| if r.mark == Mark::Same { &run } else { &marked };
                    let parts: Vec<(&Format, &str)> = several.iter().map(|r| (format(r), &*r.text)).collect();
                    worksheet.write_rich_string_with_format(row, column, &parts, &plain)?
                }
            };
        }
    }
    if !sheet.rows.is_empty() {
        worksheet.autofilter(0, 0, sheet.rows.len() as u32, sheet.columns.len() as u16 - 1)?;
    }
    Ok(())
}

/// The runs without control characters and empty ones, neighbours of one kind joined, cut to what a cell takes.
fn fitting(cell: &Cell, cut: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(cell.0.len());
    let mut room = MOST - cut.encode_utf16().count();
    for run in &cell.0 {
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
        let cell = Cell(vec![Run::new(Mark::Same, "𠮷".repeat(20_000)), Run::new(Mark::Added, "後")]);
        let runs = fitting(&cell, "（以下略）");
        let units: usize = runs.iter().map(|r| r.text.encode_utf16().count()).sum();
        assert!(runs.len() == 1 && runs[0].text.ends_with("（以下略）") && units <= MOST, "{units}");
    }

    #[test]
    fn control_characters_and_empty_runs_are_left_out() {
        let cell = Cell(vec![
            Run::new(Mark::Same, "=1+1\u{7}"),
            Run::new(Mark::Removed, ""),
            Run::new(Mark::Same, "\n次"),
        ]);
        assert_eq!(fitting(&cell, ""), [Run::new(Mark::Same, "=1+1\n次")]);
        let sheet = Sheet { name: "表", columns: &[("列".into(), 20.0)], rows: &[vec![cell]] };
        let about = About { title: "題", author: "見本市", date: None };
        let made = || write(&about, &[Sheet { ..sheet }], "").expect("a workbook");
        assert_eq!(made(), made());
    }
}
