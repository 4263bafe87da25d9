//! Lines for a terminal: a kanji takes two cells, and Japanese breaks between its characters.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use unicode_width::UnicodeWidthStr;

/// The lines of a text, none wider than `most` cells if it can be helped, by the rules for Japanese lines (禁則).
pub fn lines(text: &str, most: usize) -> Vec<String> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    let segmenter = LineSegmenter::new_for_non_complex_scripts(options);
    let mut lines = vec![String::new()];
    let mut start = 0;
    for end in segmenter.segment_str(text).filter(|end| *end > 0 && !is_within_word(text, *end)) {
        let piece = &text[start..end];
        start = end;
        if let Some(line) = lines.last_mut() {
            if line.is_empty() || line.width() + piece.trim_end().width() <= most {
                line.push_str(piece);
            } else {
                lines.push(piece.to_owned());
            }
        }
    }
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    lines
}

/// True between two letters of a word in katakana, which is hard to read when it is broken.
fn is_within_word(text: &str, at: usize) -> bool {
    let katakana = |c: char| ('ァ'..='ヶ').contains(&c) || c == 'ー';
    let (before, after) = text.split_at(at);
    before.chars().next_back().is_some_and(katakana) && after.chars().next().is_some_and(katakana)
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_line_breaks_between_japanese_characters_and_never_within_a_word() {
        let text = "前の出力のフォルダーを、そのまま残します。";
        assert_eq!(lines(text, 16), ["前の出力の", "フォルダーを、そ", "のまま残します。"]);
        assert_eq!(lines("Shows how long it took", 10), ["Shows how", "long it", "took"]);
    }

    #[test]
    fn nothing_that_ends_a_sentence_begins_a_line() {
        assert_eq!(lines("残します。残します。", 8), ["残しま", "す。残し", "ます。"]);
    }

    #[test]
    fn what_is_longer_than_a_line_stays_whole() {
        assert_eq!(lines("an internationalisation", 6), ["an", "internationalisation"]);
        assert_eq!(lines("", 6), [""]);
    }
}
