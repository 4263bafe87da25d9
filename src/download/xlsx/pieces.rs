//! How much room texts take. Rows are given their height, since not every spreadsheet measures them when it opens a
//! file; a text that needs more than the highest row (409 points) is divided over several, for it would be cut on the
//! screen and on paper, and nobody told.

use unicode_width::UnicodeWidthStr;

/// Lines that a row has room for.
const MOST: usize = 23;
/// Points of a line, and what is above and below the lines.
const LINE: f64 = 17.0;
const AROUND: f64 = 3.0;
/// How full lines are, since words are not broken and letters differ in width.
const FULL: f64 = 0.92;

/// The height of a row in points, for its texts in columns of these widths.
pub fn row_height<'t>(texts: impl Iterator<Item = (&'t str, f64)>) -> f64 {
    let lines = |(text, width): (&str, f64)| -> usize {
        text.lines().map(|line| height(line, characters(width))).sum()
    };
    texts.map(lines).max().unwrap_or(0).clamp(1, MOST) as f64 * LINE + AROUND
}

/// How many characters of half width a line in a column has.
fn characters(width: f64) -> usize {
    ((width * FULL) as usize).max(2)
}

/// Divides texts that stand beside each other into rows, in the same places where they have the same lines. `width` is
/// that of a column, in characters.
pub fn pieces(texts: &[String], width: f64) -> Vec<Vec<String>> {
    let width = characters(width);
    let lines: Vec<Vec<&str>> = texts.iter().map(|text| broken(text, width)).collect();
    let count = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut begins = vec![0];
    let mut heights = vec![0; texts.len()];
    for n in 0..count {
        let added = lines.iter().map(|own| own.get(n).map_or(0, |line| height(line, width)));
        let sum: Vec<usize> = heights.iter().zip(added.clone()).map(|(above, added)| above + added).collect();
        let fits = sum.iter().all(|height| *height <= MOST);
        heights = if fits { sum } else { added.collect() };
        if !fits {
            begins.push(n);
        }
    }
    let ends = begins[1..].iter().copied().chain([count]);
    let between =
        |own: &Vec<&str>, from: usize, to: usize| own[from.min(own.len())..to.min(own.len())].join("\n");
    begins
        .iter()
        .zip(ends)
        .map(|(from, to)| lines.iter().map(|own| between(own, *from, to)).collect())
        .collect()
}

/// How many lines a line becomes in a column.
fn height(line: &str, width: usize) -> usize {
    line.width().div_ceil(width).max(1)
}

/// The lines of a text; one that would fill more than a row is divided behind a sentence, if need be within.
fn broken(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for mut line in text.lines() {
        while height(line, width) > MOST {
            let (first, rest) = line.split_at(end_of_row(line, width * MOST));
            lines.push(first);
            line = rest;
        }
        lines.push(line);
    }
    lines
}

/// Where a line that is too long for a row is divided.
fn end_of_row(line: &str, most: usize) -> usize {
    let mut room = most;
    let mut sentence = 0;
    for (at, c) in line.char_indices() {
        let wide = c.to_string().width();
        if wide > room {
            return if sentence > 0 { sentence } else { at };
        }
        room -= wide;
        let rest = &line[at + c.len_utf8()..];
        if matches!(c, '。' | '．') || (c == '.' && rest.starts_with(' ')) {
            sentence = at + c.len_utf8();
        }
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(pieces: &[Vec<String>], text: usize) -> String {
        pieces.iter().map(|piece| piece[text].replace('\n', "")).collect()
    }

    #[test]
    fn a_short_text_is_one_piece() {
        let texts = ["一行\n二行".to_owned(), String::new()];
        assert_eq!(pieces(&texts, 40.0), [texts.to_vec()]);
    }

    #[test]
    fn no_piece_is_higher_than_a_row_and_nothing_is_lost() {
        let texts = ["長い文です。".repeat(300) + "\n短い行", "A sentence. ".repeat(20), "あ".repeat(3000)];
        let divided = pieces(&texts, 30.0);
        assert!(divided.len() > 3);
        for piece in divided.iter().flatten() {
            assert!(
                piece.lines().map(|line| height(line, characters(30.0))).sum::<usize>() <= MOST,
                "{piece}"
            );
        }
        for (n, text) in texts.iter().enumerate() {
            assert_eq!(whole(&divided, n), text.replace('\n', ""));
        }
        assert!(divided[0][0].ends_with('。'));
    }

    #[test]
    fn lines_that_belong_together_stay_beside_each_other() {
        let lines = |word: &str| (0..50).map(|n| format!("{word}{n}")).collect::<Vec<_>>().join("\n");
        for piece in pieces(&[lines("行"), lines("line ")], 40.0) {
            let first = |n: usize| piece[n].lines().next().unwrap_or("").to_owned();
            assert_eq!(first(0).replace('行', "line "), first(1));
        }
    }
}
