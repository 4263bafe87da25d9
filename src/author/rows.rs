//! The missing rows of changes.yaml, added to what is there: comments, order and every other character stay.

use crate::model::{Date, FileId};
use crate::yaml::{self, Node, Value};
use std::fmt::Write;

/// A row to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRow {
    /// The date of the edition that has the change.
    pub date: Date,
    /// The path of the item.
    pub path: String,
    /// Its official name and what happened to it, for the comment.
    pub comment: String,
}

/// changes.yaml with the rows added, dates in the order the file has them. `timing` is the comment that tells how to
/// write the timing of a new date.
///
/// Errors: the text cannot be read as YAML; it must be put right first.
pub fn add(text: &str, rows: &[NewRow], timing: &str) -> Result<String, Unreadable> {
    let mut findings = Vec::new();
    let parsed = yaml::parse(FileId(0), text.as_bytes(), &mut findings);
    if parsed.broken {
        return Err(Unreadable);
    }
    let entries = match parsed.root.as_ref().map(|root| &root.value) {
        None | Some(Value::Empty) => &[][..],
        Some(Value::Sequence(entries)) => entries,
        Some(_) => return Err(Unreadable),
    };
    let mut dates: Vec<Date> = rows.iter().map(|row| row.date).collect();
    dates.sort_unstable();
    dates.dedup();
    let newest_first = order(entries);
    if newest_first {
        dates.reverse();
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut inserted: Vec<(usize, Vec<String>)> = Vec::new();
    for date in dates {
        let own: Vec<&NewRow> = rows.iter().filter(|row| row.date == date).collect();
        inserted.push(match place_in_entry(&lines, entries, date) {
            Some((at, indent)) => (at, row_lines(&own, indent)),
            None => {
                (place_of_date(&lines, entries, date, newest_first), new_entry(date, &own, timing, &lines))
            }
        });
    }
    // From the end, so that the lines before stay where they were counted.
    inserted.sort_by_key(|(at, _)| *at);
    for (at, new) in inserted.into_iter().rev() {
        lines.splice(at..at, new);
    }
    let mut out = lines.join(line_end);
    out.push_str(line_end);
    Ok(out)
}

/// changes.yaml is no YAML, or no list.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable;

/// True where the file has its newest date first.
fn order(entries: &[Node]) -> bool {
    let dates: Vec<Date> = entries.iter().filter_map(date_of).collect();
    matches!((dates.first(), dates.last()), (Some(first), Some(last)) if first > last)
}

fn date_of(entry: &Node) -> Option<Date> {
    Date::parse(entry.get("date")?.scalar()?.trim())
}

/// The line (from 0) behind the last row of the last entry of a date, and the indentation of its rows; nothing where
/// there is no such entry, or its rows are not written line by line.
fn place_in_entry(lines: &[String], entries: &[Node], date: Date) -> Option<(usize, usize)> {
    let n = entries.iter().rposition(|entry| date_of(entry) == Some(date))?;
    let rows = entries[n].get("rows")?.sequence()?;
    let first = rows.first()?.span.line as usize - 1;
    let indent = lines[first].len() - lines[first].trim_start().len();
    if !lines[first].trim_start().starts_with("- ") {
        return None;
    }
    let end = entries.get(n + 1).map_or(lines.len(), |next| next.span.line as usize - 1);
    let is_of_row = |line: &&String| {
        let own = line.len() - line.trim_start().len();
        !line.trim().is_empty() && (own > indent || !line.trim_start().starts_with('#'))
    };
    let last = (first..end).rev().find(|at| is_of_row(&&lines[*at]))?;
    Some((last + 1, indent))
}

/// The line (from 0) before which an entry of a new date goes.
fn place_of_date(lines: &[String], entries: &[Node], date: Date, newest_first: bool) -> usize {
    let after = |entry: &Node| date_of(entry).is_some_and(|d| if newest_first { d < date } else { d > date });
    let Some(next) = entries.iter().find(|entry| after(entry)) else { return lines.len() };
    // Comments right above an entry are about that entry.
    let mut at = next.span.line as usize - 1;
    while at > 0 && lines[at - 1].trim_start().starts_with('#') {
        at -= 1;
    }
    at
}

fn new_entry(date: Date, rows: &[&NewRow], timing: &str, lines: &[String]) -> Vec<String> {
    let mut new = Vec::new();
    if lines.last().is_some_and(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        new.push(String::new());
    }
    new.push(format!("- date: {date}"));
    new.push(format!("  # {timing}"));
    new.push("  rows:".to_owned());
    new.extend(row_lines(rows, 4));
    new
}

fn row_lines(rows: &[&NewRow], indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let mut item = String::new();
        let _ = write!(item, "{:indent$}- item: {} # {}", "", row.path, one_line(&row.comment));
        lines.push(item);
        lines.push(format!("{:indent$}  reason:", ""));
    }
    lines
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(date: &str, path: &str) -> NewRow {
        NewRow {
            date: Date::parse(date).expect("a date"), path: path.into(), comment: "名称（変更）".into()
        }
    }

    #[test]
    fn rows_go_behind_those_of_their_date_and_everything_else_stays() {
        let text = "# 変更箇所\n- date: 2025-01-01\n  rows:\n    - item: a.b\n      reason: |\n        # 見出しではない\n        理由\n    # 次は後で\n\n# 第二\n- date: 2026-01-01\n  timing: after\n  rows: [{item: c, reason: 理由}]\n";
        let made = add(text, &[row("2025-01-01", "a.c"), row("2026-01-01", "c.d")], "timing").expect("YAML");
        assert_eq!(
            made,
            "# 変更箇所\n- date: 2025-01-01\n  rows:\n    - item: a.b\n      reason: |\n        # 見出しではない\n        理由\n    - item: a.c # 名称（変更）\n      reason:\n    # 次は後で\n\n# 第二\n- date: 2026-01-01\n  timing: after\n  rows: [{item: c, reason: 理由}]\n\n- date: 2026-01-01\n  # timing\n  rows:\n    - item: c.d # 名称（変更）\n      reason:\n"
        );
    }

    #[test]
    fn a_new_date_stands_where_the_order_of_the_file_puts_it() {
        let newest_first = "- date: 2026-01-01\n  rows: []\n# 前の年\n- date: 2024-01-01\n  rows: []\n";
        let made = add(newest_first, &[row("2025-01-01", "a")], "timing").expect("YAML");
        let dates: Vec<&str> = made.lines().filter(|l| l.contains("date:")).collect();
        assert_eq!(dates, ["- date: 2026-01-01", "- date: 2025-01-01", "- date: 2024-01-01"]);
        assert!(made.contains("# 前の年\n- date: 2024-01-01"));
        assert!(
            add("", &[row("2025-01-01", "a")], "timing").expect("YAML").starts_with("- date: 2025-01-01\n")
        );
        assert_eq!(add("date: 2025", &[], "timing"), Err(Unreadable));
    }
}
