//! A table for a terminal: columns as wide as what stands in them, a kanji two cells wide.

use unicode_width::UnicodeWidthStr;

/// Rows of cells as lines; the first row is the head. Columns named in `right` hold numbers.
pub fn lines(rows: &[Vec<String>], right: &[usize]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |n: usize| rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> =
            row.iter().enumerate().map(|(n, cell)| padded(cell, widths[n], right.contains(&n))).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn padded(cell: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width - cell.width());
    if right { format!("{space}{cell}") } else { format!("{cell}{space}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kanji_is_two_cells_wide() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["文書", "数", "日"]), row(["a", "10", "x"]), row(["juki", "1", ""])];
        assert_eq!(lines(&rows, &[1]), "文書  数  日\na     10  x\njuki   1\n");
    }
}
