//! Excerpts that somebody copied into changes.yaml, looked for in the text they were copied from.
//!
//! Spaces, line breaks, width and Markdown marks do not count; what is left out (…, ・・・, （略）) may be anything. Boxes
//! (［〇］) are read as the options they tick; boxes that are empty say nothing that could be looked for.

use crate::text;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text in which excerpts are looked for.
pub struct Haystack {
    folded: String,
    lines: Vec<String>,
}

impl Haystack {
    /// Makes a text ready; `plain` is what readers see, `source` what was typed.
    pub fn new(plain: &str, source: &str) -> Self {
        Self {
            folded: format!("{}\n{}", folded(plain), folded(source)),
            lines: plain.lines().map(str::to_owned).collect(),
        }
    }

    /// The first line of an excerpt that does not stand in the text, in bytes of the excerpt.
    pub fn lacks(&self, excerpt: &str) -> Option<Range<usize>> {
        let mut start = 0;
        for line in excerpt.split_inclusive('\n') {
            let words = line.trim();
            if !pieces(words).iter().all(|piece| self.folded.contains(piece.as_str())) {
                let at = start + line.find(words).unwrap_or(0);
                return Some(at..at + words.len());
            }
            start += line.len();
        }
        None
    }

    /// The line of the text that is most like `line`, if one is like it at all.
    pub fn nearest(&self, line: &str) -> Option<&str> {
        crate::model::finding::nearest(line, self.lines.iter().map(|l| l.trim()).filter(|l| l.chars().count() > 3))
    }
}

/// What must stand in the text for a line of an excerpt to stand there.
fn pieces(line: &str) -> Vec<String> {
    let Some(line) = unboxed(line) else { return Vec::new() };
    let plain = folded(&text::parse(line).plain());
    const LEFT_OUT: [&str; 5] = ["...", "・・・", "(略)", "(中略)", "(省略)"];
    let mut pieces = vec![plain];
    for sign in LEFT_OUT {
        pieces = pieces.iter().flat_map(|piece| piece.split(sign)).map(str::to_owned).collect();
    }
    let cleaned = pieces.into_iter().map(|piece| piece.trim_matches(['・', '.']).to_owned());
    cleaned.filter(|piece| !piece.is_empty()).collect()
}

/// The words behind a box that is ticked, or the line where there is no box; nothing for an empty box.
fn unboxed(line: &str) -> Option<&str> {
    let Some((inside, words)) = line.strip_prefix(['［', '[']).and_then(|rest| rest.split_once(['］', ']'])) else {
        return Some(line);
    };
    match inside.trim() {
        "" => None,
        "〇" | "○" | "◯" | "✓" | "レ" | "x" | "X" => Some(words.trim()),
        _ => Some(line),
    }
}

fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_found_however_its_lines_are_broken() {
        let hay = Haystack::new("・番号法　第19条第8号\n（提供）1、2、3、120\nフラッシュメモリ、その他（ファイル交換サービス）", "");
        for there in [
            "番号法 第１９条第８号",
            "・番号法　第19条\n第8号",
            "（提供）1、2・・・・120",
            "［〇］フラッシュメモリ\n\n［〇］その他（ファイル交換サービス）\n［　］専用線",
            "",
        ] {
            assert_eq!(hay.lacks(there), None, "{there}");
        }
        assert_eq!(hay.lacks("番号法　第19条第8号\n別表第2"), Some(33..43));
        assert!(hay.lacks("［〇］専用線").is_some());
    }
}
