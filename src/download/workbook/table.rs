//! Long tables: each on a sheet of its own, which its item leads to.

use super::{Book, Page};
use crate::download::xlsx::{Cell, Names};
use crate::form::{Column, Type};
use crate::history::Voice;
use crate::model::Translated;
use crate::resolve::Answer;
use unicode_width::UnicodeWidthStr;

/// A table of more rows has a sheet of its own; a shorter one is read in its cell.
const ROWS_IN_A_CELL: usize = 4;

impl Book<'_> {
    /// Gives a long table a sheet of its own, and yields its name. `place` are the headings it is under: they tell it
    /// from tables of the same label.
    pub(super) fn table(
        &self,
        index: usize,
        place: &str,
        names: &mut Names,
        tables: &mut Vec<Page>,
    ) -> Option<String> {
        let edition = self.edition();
        let item = &edition.items[index];
        let (Some(Answer::Table(rows)), Some(Type::Table(columns))) =
            (&item.answer, edition.answer_type(item))
        else {
            return None;
        };
        if rows.len() <= ROWS_IN_A_CELL {
            return None;
        }
        let label = self.named(item);
        let name = names.name(&label);
        let title = if place.is_empty() { label } else { format!("{label} － {place}") };
        tables.push(self.rows_of(&name, title, columns, rows));
        Some(name)
    }

    /// A table: every column in the languages in which somebody wrote it.
    fn rows_of(&self, name: &str, title: String, columns: &[Column], rows: &[Vec<Translated>]) -> Page {
        let said = |column: usize, language: usize| {
            rows.iter().any(|row| row.get(column).is_some_and(|cell| cell.exact(language).is_some()))
        };
        let languages =
            |column: usize| self.languages.iter().copied().filter(move |n| *n == 0 || said(column, *n));
        let places: Vec<(usize, usize)> =
            (0..columns.len()).flat_map(|column| languages(column).map(move |n| (column, n))).collect();
        let text = |row: &[Translated], (column, language): (usize, usize)| {
            let own = row.get(column).filter(|cell| cell.exact(language).is_some());
            own.map_or(String::new(), |cell| self.readers[language].prose(cell))
        };
        let texts: Vec<Vec<String>> =
            rows.iter().map(|row| places.iter().map(|place| text(row, *place)).collect()).collect();
        let heads = places.iter().enumerate().map(|(n, (column, language))| {
            let several = places.iter().filter(|(other, _)| other == column).count() > 1;
            let label = columns[*column].title.text(self.publication.code(self.language));
            let label = format!("{} {label}", columns[*column].number).trim().to_owned();
            let title = self.in_language(&label, *language, several);
            let width = width(&title, texts.iter().map(|row| &*row[n]));
            (title, width)
        });
        let columns: Vec<(String, f64)> = heads.collect();
        let rows = texts.into_iter().map(|row| row.into_iter().map(Cell::from).collect::<Vec<_>>().into());
        Page { name: name.to_owned(), title, printed: Some(columns.len()), columns, rows: rows.collect() }
    }
}

/// How wide a column of a table is: as its longest line, within bounds.
fn width<'t>(title: &str, texts: impl Iterator<Item = &'t str>) -> f64 {
    let longest = texts.flat_map(str::lines).map(UnicodeWidthStr::width).max().unwrap_or(0);
    (longest.max(title.width() + 3) as f64 + 2.0).clamp(8.0, 60.0)
}
