//! Answers that are tables: rows in YAML, or a CSV file.

use super::filled::Answer;
use super::leaf::{Judge, Overlays};
use crate::content::table::Cell;
use crate::form::Column;
use crate::model::{Finding, Span, Translated, Wording, finding};
use crate::yaml::{Node, Value};
use std::sync::Arc;

/// A row as written: its place, and for each column of the form the cell.
struct Written {
    span: Span,
    cells: Vec<Option<Wording>>,
}

impl Judge<'_> {
    /// Rows of the form's columns. The overlay follows the rows by position, or by the column marked as key.
    pub fn table(&mut self, columns: &[Column], node: &Node, overlays: Overlays) -> Option<Answer> {
        let source = self.rows(columns, node)?;
        let mut rows: Vec<Vec<Translated>> = source
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| cell.clone().map_or_else(Translated::default, in_source))
                    .collect()
            })
            .collect();
        for (language, overlay) in overlays.iter().filter(|(_, n)| !n.is_empty()) {
            if let Some(translated) = self.rows(columns, overlay) {
                self.translate(columns, &mut rows, *language, translated, overlay.span);
            }
        }
        Some(Answer::Table(rows))
    }

    fn translate(
        &mut self,
        columns: &[Column],
        rows: &mut [Vec<Translated>],
        language: usize,
        from: Vec<Written>,
        span: Span,
    ) {
        let key = columns.iter().position(|c| c.key);
        if key.is_none() && from.len() != rows.len() {
            let (n, m) = (from.len().to_string(), rows.len().to_string());
            return self
                .report(Finding::new("orphan-translation", span).variant("rows").fact("n", n).fact("m", m));
        }
        for (position, row) in from.into_iter().enumerate() {
            let target = match key {
                Some(column) => {
                    let named =
                        row.cells[column].as_ref().map(|w| w.text.trim().to_owned()).unwrap_or_default();
                    rows.iter().position(|r| r[column].text(0).trim() == named)
                }
                None => Some(position),
            };
            let Some(target) = target else {
                self.report(Finding::new("orphan-translation", row.span).variant("row"));
                continue;
            };
            for (column, cell) in row.cells.into_iter().enumerate().filter(|(c, _)| Some(*c) != key) {
                if let Some(cell) = cell {
                    rows[target][column].set(language, cell);
                }
            }
        }
    }

    fn rows(&mut self, columns: &[Column], node: &Node) -> Option<Vec<Written>> {
        match &node.value {
            Value::Sequence(members) => Some(members.iter().filter_map(|m| self.row(columns, m)).collect()),
            Value::Mapping(_) => self.csv(columns, node),
            _ => {
                self.wrong(node.span, "table");
                None
            }
        }
    }

    fn row(&mut self, columns: &[Column], node: &Node) -> Option<Written> {
        if columns.len() == 1 && node.scalar().is_some() {
            // What there is but one of need not be named.
            return Some(Written { span: node.span, cells: vec![self.cell(node)] });
        }
        let Some(entries) = node.mapping() else {
            self.wrong(node.span, "row");
            return None;
        };
        let mut cells = vec![None; columns.len()];
        for (key, value) in entries {
            match self.column(columns, &key.text, key.span) {
                Some(column) => cells[column] = self.cell(value),
                None => continue,
            }
        }
        Some(Written { span: node.span, cells })
    }

    fn cell(&mut self, node: &Node) -> Option<Wording> {
        if node.is_empty() {
            return None;
        }
        let found = crate::content::meta::translation(node);
        if found.is_none() {
            self.wrong(node.span, "text");
        }
        found
    }

    fn column(&mut self, columns: &[Column], id: &str, span: Span) -> Option<usize> {
        let found = columns.iter().position(|c| &*c.id == id);
        if found.is_none() {
            let ids: Vec<&str> = columns.iter().map(|c| &*c.id).collect();
            let suggestion = finding::nearest(id, ids.iter().copied());
            let finding = Finding::new("unknown-item", span).variant("column").fact("key", id);
            self.report(finding.fact("options", ids.join(", ")).suggest(suggestion));
        }
        found
    }

    /// `csv: files/records.csv`; the header of the file names the columns.
    fn csv(&mut self, columns: &[Column], node: &Node) -> Option<Vec<Written>> {
        let Some(named) = node.get("csv") else {
            self.wrong(node.span, "table");
            return None;
        };
        let path = named.scalar().cloned().unwrap_or_default();
        let name = self.file_name(&path, named.span)?;
        if !name.to_ascii_lowercase().ends_with(".csv") {
            self.wrong(named.span, "table");
            return None;
        }
        let Some(table) = self.tables.get(name) else {
            let names: Vec<String> = self.tables.keys().map(|n| format!("files/{n}")).collect();
            let suggestion = finding::nearest(&path, names.iter().map(String::as_str)).map(str::to_owned);
            let finding = Finding::new("missing-file", named.span).fact("value", path.clone());
            self.report(finding.suggest(suggestion));
            return None;
        };
        let places: Vec<Option<usize>> =
            table.header.iter().map(|(id, span)| self.column(columns, id, *span)).collect();
        for (n, (id, span)) in table.header.iter().enumerate() {
            if let Some((_, first)) = table.header[..n].iter().find(|(other, _)| other == id) {
                self.report(Finding::new("duplicate-key", *span).fact("key", id.clone()).also(*first));
            }
        }
        for row in &table.rows {
            if let Some((_, span)) = row.iter().skip(places.len()).find(|(text, _)| !text.is_empty()) {
                self.wrong(*span, "cells");
            }
        }
        let row = |row: &Vec<Cell>| {
            let mut cells = vec![None; columns.len()];
            for ((text, span), place) in row.iter().zip(&places) {
                if let (Some(column), false) = (place, text.is_empty()) {
                    cells[*column] = Some(Wording { text: text.clone(), span: Some(*span), partial: false });
                }
            }
            Written { span: row.first().map_or(named.span, |(_, span)| *span), cells }
        };
        Some(table.rows.iter().map(row).collect())
    }

    /// The name below `files/` of a reference to a file; `path-escape` for one that leads out of the folder.
    pub fn file_name<'p>(&mut self, path: &'p Arc<str>, span: Span) -> Option<&'p str> {
        let inside = path.strip_prefix("files/").filter(|name| is_inside(name));
        if inside.is_none() {
            // The name alone is the commonest slip.
            let meant = is_inside(path).then(|| format!("files/{path}")).filter(|_| !path.contains('/'));
            self.report(Finding::new("path-escape", span).fact("value", path.clone()).suggest(meant));
        }
        inside
    }
}

/// True for a relative path that stays where it begins.
pub fn is_inside(name: &str) -> bool {
    let plain = |segment: &str| !matches!(segment, "" | "." | "..");
    !name.contains(['\\', ':', '\0']) && name.split('/').all(plain)
}

fn in_source(wording: Wording) -> Translated {
    Translated::source(wording.text, wording.span)
}
