//! The rows of a Markdown table: the one that makes it a table, and the cells of each.

use std::ops::Range;

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Start,
    Center,
    End,
}

/// The alignments, if the line is the one below a header: `| --- | :---: |`.
pub fn delimiter(content: &str) -> Option<Vec<Align>> {
    if !content.starts_with(['|', '-', ':']) {
        return None;
    }
    split(content).map(|cell| alignment(&content[cell])).collect()
}

fn alignment(cell: &str) -> Option<Align> {
    let dashes = cell.trim_matches(':');
    if dashes.is_empty() || dashes.bytes().any(|byte| byte != b'-') {
        return None;
    }
    Some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Align::Center,
        (false, true) => Align::End,
        _ => Align::Start,
    })
}

/// Where the cells of a row are, without the space around them. `\|` is no border.
pub fn split(row: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = usize::from(row.starts_with('|'));
    std::iter::from_fn(move || {
        if from >= row.len() {
            return None;
        }
        let end = border(row.as_bytes(), from);
        let cell = &row[from..end];
        let start = from + cell.len() - cell.trim_start().len();
        from = end + 1;
        Some(start..start + cell.trim().len())
    })
}

/// The next border that is not escaped, or the end.
fn border(row: &[u8], mut at: usize) -> usize {
    while let Some(byte) = row.get(at) {
        match byte {
            b'|' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    row.len()
}
