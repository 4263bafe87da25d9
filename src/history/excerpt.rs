//! Excerpts that somebody copied into changes.yaml, looked for in the text they were copied from.
//!
//! Spaces, line breaks, width and Markdown marks do not count; what is left out (…, ・・・, （略）) may be anything. Boxes
//! (［〇］) are read as the options they tick; boxes that are empty say nothing that could be looked for.

use crate::text;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Shorter words stand in many places: that they are still there says nothing.
const TELLING: usize = 12;

/// A text in which excerpts are looked for.
pub struct Haystack {
    folded: String,
    lines: Vec<String>,
}

impl Haystack {
    /// Makes a text ready; `plain` is what readers see, `source` what was typed.
    pub fn new(plain: &str, source: &str) -> Self {
        Self {
            // What was typed may have marks that readers do not see.
            folded: format!("{}{}", folded(plain), folded(source)),
            lines: plain.lines().map(str::to_owned).collect(),
        }
    }

    /// True where there is nothing to look in.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// The first line of an excerpt that does not stand in the text, in bytes of the excerpt.
    pub fn lacks(&self, excerpt: &str) -> Option<Range<usize>> {
        let there = |words: &str| pieces(words).iter().all(|piece| self.folded.contains(piece.as_str()));
        lines(excerpt).find(|(_, words)| !there(words)).map(|(range, _)| range)
    }

    /// The first line of an excerpt that is not in `kept` and stands in this text as often as in the one `before` it, in
    /// bytes of the excerpt.
    pub fn still_has(&self, excerpt: &str, kept: &str, before: &Self) -> Option<Range<usize>> {
        let kept = folded(kept);
        let count = |hay: &Self, piece: &str| hay.folded.matches(piece).count();
        let stays = |piece: &String| {
            let here = count(self, piece);
            piece.chars().count() >= TELLING
                && !kept.contains(piece.as_str())
                && here > 0
                && here >= count(before, piece)
        };
        let stands = |words: &str| {
            let pieces = pieces(words);
            !pieces.is_empty() && pieces.iter().all(stays)
        };
        lines(excerpt).find(|(_, words)| stands(words)).map(|(range, _)| range)
    }

    /// The line of the text that is most like `line`, if one is like it at all.
    pub fn nearest(&self, line: &str) -> Option<&str> {
        crate::model::finding::nearest(
            line,
            self.lines.iter().map(|l| l.trim()).filter(|l| l.chars().count() > 3),
        )
    }
}

/// The lines of an excerpt that have words, each with its place in bytes.
fn lines(excerpt: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    excerpt.split_inclusive('\n').filter_map(move |line| {
        let words = line.trim();
        let at = start + line.find(words)?;
        start += line.len();
        (!words.is_empty()).then(|| (at..at + words.len(), words))
    })
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
    let Some((inside, words)) = line.strip_prefix(['［', '[']).and_then(|rest| rest.split_once(['］', ']']))
    else {
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
        let hay = Haystack::new(
            "・番号法　第19条第8号\n（提供）1、2、3、120\nフラッシュメモリ、その他（ファイル交換サービス）",
            "",
        );
        for there in [
            "番号法 第１９条第８号",
            "・番号法　第19条\n第8号",
            "（提供）1、2・・・・120",
            "［〇］フラッシュメモリ\n\n［〇］その他（ファイル交換サービス）\n［　］専用線",
            "",
        ] {
            assert_eq!(hay.lacks(there), None, "{there}");
        }
        assert_eq!(hay.lacks("番号法　第19条第8号\n別表第2"), Some(28..38));
        assert!(hay.lacks("［〇］専用線").is_some());
    }
}
