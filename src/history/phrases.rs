//! Two wordings of a line, as phrases that a Japanese reader would mark: whole words, joined where single words between
//! two changes would leave confetti, and moved to where a phrase begins.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// What happened to a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It stands in both.
    Same,
    /// It stood in the older text only.
    Removed,
    /// It stands in the newer text only.
    Added,
}

/// A stretch of text with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What happened to it.
    pub mark: Mark,
    /// The characters.
    pub text: String,
}

impl Run {
    /// A run.
    pub fn new(mark: Mark, text: impl Into<String>) -> Self {
        Self { mark, text: text.into() }
    }
}

/// The most words of a stretch without a common sentence that are compared one by one. Above it the time would grow
/// with the square; no reader follows marks through so much new text.
const MOST_WORDS: usize = 6_000;
/// The longest stretch, in characters, that is taken into the changes on both sides of it.
const LONGEST_SCRAP: usize = 4;

/// The runs that make `newer` of `older`: without the added ones they spell the older text, without the removed ones
/// the newer. A removed run stands before the added one that takes its place.
pub fn runs(older: &str, newer: &str) -> Vec<Run> {
    let (from, to) = (Words::of(older), Words::of(newer));
    let mut changes = changes(&from, &to);
    join_scraps(&mut changes, &from);
    changes.iter_mut().for_each(|change| slide(change, &from, &to));
    write(&changes, &from, &to)
}

/// The words of a text, and the sentences they make.
struct Words<'t> {
    words: Vec<&'t str>,
    /// Ranges of `words`.
    sentences: Vec<Range<usize>>,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let bounds: Vec<usize> = segmenter.segment_str(text).collect();
        let words: Vec<&str> = bounds.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
        let mut sentences = Vec::new();
        let mut start = 0;
        for (n, word) in words.iter().enumerate() {
            if ends_sentence(word) {
                sentences.push(start..n + 1);
                start = n + 1;
            }
        }
        if start < words.len() {
            sentences.push(start..words.len());
        }
        Self { words, sentences }
    }

    fn sentence_texts(&self) -> Vec<&[&'t str]> {
        self.sentences.iter().map(|range| &self.words[range.clone()]).collect()
    }

    /// The words of some sentences that stand side by side.
    fn spanned(&self, sentences: Range<usize>) -> Range<usize> {
        let at = |n: usize| self.sentences.get(n).map_or(self.words.len(), |range| range.start);
        at(sentences.start)..at(sentences.end)
    }
}

fn ends_sentence(word: &str) -> bool {
    matches!(word, "。" | "．" | "." | "！" | "？" | "\n")
}

/// Words of the older text that make room for words of the newer one.
#[derive(Debug, Clone)]
struct Change {
    older: Range<usize>,
    newer: Range<usize>,
}

/// First by sentences, so that long texts cost little; then by words in what is left.
fn changes(from: &Words, to: &Words) -> Vec<Change> {
    let ops = capture_diff_slices(Algorithm::Histogram, &from.sentence_texts(), &to.sentence_texts());
    let stretches = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let stretch = |op: &DiffOp| (from.spanned(op.old_range()), to.spanned(op.new_range()));
    stretches.map(stretch).flat_map(|(older, newer)| words_within(from, older, to, newer)).collect()
}

fn words_within(from: &Words, older: Range<usize>, to: &Words, newer: Range<usize>) -> Vec<Change> {
    if older.len() + newer.len() > MOST_WORDS {
        return vec![Change { older, newer }];
    }
    let ops = capture_diff_slices(Algorithm::Myers, &from.words[older.clone()], &to.words[newer.clone()]);
    let shifted = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    ops.iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| Change {
            older: shifted(op.old_range(), older.start),
            newer: shifted(op.new_range(), newer.start),
        })
        .collect()
}

/// Joins changes that only a scrap of common text parts: a particle, a comma, less than what changed beside it.
fn join_scraps(changes: &mut Vec<Change>, from: &Words) {
    let letters = |range: Range<usize>, words: &[&str]| -> usize {
        words[range].iter().map(|word| word.chars().count()).sum()
    };
    let mut joined: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes.drain(..) {
        let Some(last) = joined.last_mut() else {
            joined.push(change);
            continue;
        };
        let between = last.older.end..change.older.start;
        let size = |c: &Change| c.older.len().max(c.newer.len());
        let scrap = letters(between.clone(), &from.words);
        let small = scrap <= 1 || (scrap <= LONGEST_SCRAP && between.len() <= size(last).min(size(&change)));
        if small && !from.words[between].iter().any(|word| ends_sentence(word)) {
            *last = Change { older: last.older.start..change.older.end, newer: last.newer.start..change.newer.end };
        } else {
            joined.push(change);
        }
    }
    *changes = joined;
}

/// What was only added or only removed can often be marked one word earlier or later just as well: it is marked where
/// a phrase begins or ends.
fn slide(change: &mut Change, from: &Words, to: &Words) {
    let (words, range, other) = match (change.older.is_empty(), change.newer.is_empty()) {
        (true, false) => (&to.words, change.newer.clone(), &mut change.older),
        (false, true) => (&from.words, change.older.clone(), &mut change.newer),
        _ => return,
    };
    let earliest = (1..=range.start)
        .take_while(|by| words[range.start - by] == words[range.end - by])
        .last()
        .unwrap_or(0)
        .min(range.len());
    let best = (0..=earliest).max_by_key(|by| {
        // Of two places that are as good, the later: it is where the text goes on as before.
        (natural(words, range.start - by..range.end - by), std::cmp::Reverse(*by))
    });
    let by = best.unwrap_or(0).min(other.start);
    *other = other.start - by..other.end - by;
    let moved = range.start - by..range.end - by;
    if change.older.is_empty() { change.newer = moved } else { change.older = moved }
}

/// How natural it is to mark these words: they begin after a break and end with one.
fn natural(words: &[&str], range: Range<usize>) -> u8 {
    let is_break = |word: &&str| matches!(*word, "。" | "、" | "，" | "," | "." | "；" | ";" | "\n" | "\t" | "）" | ")");
    let begins = range.start == 0 || words.get(range.start - 1).is_some_and(is_break);
    let ends = words.get(range.end - 1).is_some_and(is_break) || range.end == words.len();
    let opens = words.get(range.start).is_some_and(is_break);
    2 * u8::from(begins && ends) + u8::from(begins) + u8::from(opens && !begins)
}

fn write(changes: &[Change], from: &Words, to: &Words) -> Vec<Run> {
    let mut runs = Vec::with_capacity(changes.len() * 3 + 1);
    let mut push = |mark: Mark, words: &[&str]| {
        if !words.is_empty() {
            runs.push(Run::new(mark, words.concat()));
        }
    };
    let mut at = 0;
    for change in changes {
        push(Mark::Same, &from.words[at..change.older.start]);
        push(Mark::Removed, &from.words[change.older.clone()]);
        push(Mark::Added, &to.words[change.newer.clone()]);
        at = change.older.end;
    }
    push(Mark::Same, &from.words[at..]);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `［-…-］` for what went, `［+…+］` for what came.
    fn marked(older: &str, newer: &str) -> String {
        let runs = runs(older, newer);
        let spelled = |not: Mark| runs.iter().filter(|r| r.mark != not).map(|r| &*r.text).collect::<String>();
        assert_eq!((spelled(Mark::Added).as_str(), spelled(Mark::Removed).as_str()), (older, newer));
        let show = |run: &Run| match run.mark {
            Mark::Same => run.text.clone(),
            Mark::Removed => format!("[-{}-]", run.text),
            Mark::Added => format!("[+{}+]", run.text),
        };
        runs.iter().map(show).collect()
    }

    #[test]
    fn words_are_marked_whole() {
        for (older, newer, expected) in [
            ("令和5年度に答えた照会", "令和7年度に答えた照会", "令和[-5-][+7+]年度に答えた照会"),
            ("市役所本庁舎３階で受け付ける。", "市役所本庁舎１階で受け付ける。", "市役所本庁舎[-３-][+１+]階で受け付ける。"),
            ("about 316,000 people", "about 318,000 people", "about [-316,000-][+318,000+] people"),
            ("同じ文。", "同じ文。", "同じ文。"),
            ("", "新しい文。", "[+新しい文。+]"),
            ("古い文。", "", "[-古い文。-]"),
        ] {
            assert_eq!(marked(older, newer), expected);
        }
    }

    #[test]
    fn a_new_sentence_is_marked_from_its_beginning_to_its_end() {
        assert_eq!(
            marked("記録を残す。年に1回点検する。", "記録を残す。記録を7年間保存する。年に1回点検する。"),
            "記録を残す。[+記録を7年間保存する。+]年に1回点検する。"
        );
    }

    #[test]
    fn no_scraps_are_left_between_changes() {
        assert_eq!(
            marked("ICカードとパスワードの二要素で認証する。", "静脈認証とパスワードの二要素で認証する。"),
            "[-ICカード-][+静脈認証+]とパスワードの二要素で認証する。"
        );
        assert_eq!(
            marked("影響を及ぼしかねないことを認識し", "影響を与えかねないことを認識し"),
            "影響を[-及ぼし-][+与え+]かねないことを認識し"
        );
    }
}
