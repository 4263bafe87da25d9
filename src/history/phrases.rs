//! Two wordings of a line, as phrases that a Japanese reader would mark: whole words, joined where single words between
//! two changes would leave confetti, and moved to where a phrase begins.

use super::alike;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::cmp::Reverse;
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

/// The most words that are compared one by one: above it the time would grow with the square.
const MOST_WORDS: usize = 6_000;
/// The longest stretch, in bytes of both sides, that is compared as a whole and not sentence by sentence.
const MOST_BYTES: usize = 24_000;
/// The longest stretch, in characters, that is taken into the changes on both sides of it.
const LONGEST_SCRAP: usize = 4;

/// The runs that make `newer` of `older`: without the added ones they spell the older text, without the removed ones
/// the newer. A removed run stands before the added one that takes its place. Equal texts are one run, the same.
pub fn runs(older: &str, newer: &str) -> Vec<Run> {
    let (from, to) = (sentences(older), sentences(newer));
    let mut runs: Vec<Run> = Vec::new();
    // Sentences first: only those that differ are taken apart into words.
    for op in capture_diff_slices(Algorithm::Histogram, &from, &to) {
        let (old, new) = (&from[op.old_range()], &to[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => runs.push(Run::new(Mark::Same, old.concat())),
            _ => stretch(old, new, &mut runs),
        }
    }
    joined(runs)
}

/// Sentences of which none is common. Where there are many, each is compared with the one it came from.
fn stretch(older: &[&str], newer: &[&str], runs: &mut Vec<Run>) {
    let letters = |list: &[&str]| list.iter().map(|text| text.len()).sum::<usize>();
    if letters(older) + letters(newer) <= MOST_BYTES {
        return within(&older.concat(), &newer.concat(), runs);
    }
    let some = |list: &[&str]| list.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>();
    let (mut a, mut b) = (0, 0);
    let ends = (older.len(), newer.len());
    for (i, j) in alike::pairs(&some(older), &some(newer)).into_iter().chain([ends]) {
        runs.push(Run::new(Mark::Removed, older[a..i].concat()));
        runs.push(Run::new(Mark::Added, newer[b..j].concat()));
        if (i, j) != ends {
            within(older[i], newer[j], runs);
        }
        (a, b) = (i + 1, j + 1);
    }
}

/// Neighbours of one mark as one run; empty ones are none.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.mark == run.mark => last.text.push_str(&run.text),
            _ => joined.push(run),
        }
    }
    joined
}

/// A text in sentences, each with the sign that ends it.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let end = at + sign.len_utf8();
        let ends = match sign {
            '。' | '．' | '！' | '？' | '\n' => true,
            // 3.5 is no end of a sentence.
            '.' | '!' | '?' => signs.peek().is_none_or(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if ends {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        sentences.push(&text[start..]);
    }
    sentences
}

/// Two stretches, word by word.
fn within(older: &str, newer: &str, runs: &mut Vec<Run>) {
    let (from, to) = (words(older), words(newer));
    if from.len() + to.len() > MOST_WORDS {
        return runs.extend([Run::new(Mark::Removed, older), Run::new(Mark::Added, newer)]);
    }
    let ops = capture_diff_slices(Algorithm::Myers, &from, &to);
    let changed = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let changes = changed.map(|op| Change { older: op.old_range(), newer: op.new_range() }).collect();
    let mut changes = without_scraps(changes, &from);
    changes.iter_mut().for_each(|change| slide(change, &from, &to));
    write(&changes, &from, &to, runs);
}

fn words(text: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let bounds: Vec<usize> = segmenter.segment_str(text).collect();
    bounds.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn ends_sentence(word: &str) -> bool {
    matches!(word, "。" | "．" | "." | "！" | "？" | "!" | "?" | "\n")
}

/// Words of the older text that make room for words of the newer one.
#[derive(Debug, Clone)]
struct Change {
    older: Range<usize>,
    newer: Range<usize>,
}

/// Joins changes that only a scrap of common text parts: a particle, a comma, less than what changed beside it.
fn without_scraps(changes: Vec<Change>, from: &[&str]) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        match joined.last_mut() {
            Some(last) if is_scrap(last, &change, from) => {
                *last = Change {
                    older: last.older.start..change.older.end,
                    newer: last.newer.start..change.newer.end,
                };
            }
            _ => joined.push(change),
        }
    }
    joined
}

/// True where what stands between two changes is too little to be left alone.
fn is_scrap(before: &Change, after: &Change, from: &[&str]) -> bool {
    let between = &from[before.older.end..after.older.start];
    let letters: usize = between.iter().map(|word| word.chars().count()).sum();
    let size = |c: &Change| c.older.len().max(c.newer.len());
    let small = letters <= 1 || (letters <= LONGEST_SCRAP && between.len() <= size(before).min(size(after)));
    small && !between.iter().any(|word| ends_sentence(word))
}

/// What was only added or only removed can often be marked one word earlier or later just as well: it is marked where
/// a phrase begins or ends.
fn slide(change: &mut Change, from: &[&str], to: &[&str]) {
    let (words, range, other) = match (change.older.is_empty(), change.newer.is_empty()) {
        (true, false) => (to, change.newer.clone(), &mut change.older),
        (false, true) => (from, change.older.clone(), &mut change.newer),
        _ => return,
    };
    let room = range.start.min(range.len()).min(other.start);
    let furthest =
        (1..=room).take_while(|by| words[range.start - by] == words[range.end - by]).last().unwrap_or(0);
    // Of two places that are as good, the later: it is where the text goes on as before.
    let natural = |by: &usize| (natural(words, range.start - by..range.end - by), Reverse(*by));
    let by = (0..=furthest).max_by_key(natural).unwrap_or(0);
    *other = other.start - by..other.end - by;
    let moved = range.start - by..range.end - by;
    if change.older.is_empty() { change.newer = moved } else { change.older = moved }
}

/// How natural it is to mark these words: they begin after a break and end with one.
fn natural(words: &[&str], range: Range<usize>) -> u8 {
    let is_break =
        |word: &&str| matches!(*word, "。" | "、" | "，" | "," | "." | "；" | ";" | "\n" | "\t" | "）" | ")");
    let begins = range.start == 0 || is_break(&words[range.start - 1]);
    let ends = range.end == words.len() || is_break(&words[range.end - 1]);
    let opens = words.get(range.start).is_some_and(is_break);
    2 * u8::from(begins && ends) + u8::from(begins) + u8::from(opens && !begins)
}

fn write(changes: &[Change], from: &[&str], to: &[&str], runs: &mut Vec<Run>) {
    let mut push = |mark: Mark, words: &[&str]| {
        if !words.is_empty() {
            runs.push(Run::new(mark, words.concat()));
        }
    };
    let mut at = 0;
    for change in changes {
        push(Mark::Same, &from[at..change.older.start]);
        push(Mark::Removed, &from[change.older.clone()]);
        push(Mark::Added, &to[change.newer.clone()]);
        at = change.older.end;
    }
    push(Mark::Same, &from[at..]);
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
            (
                "市役所本庁舎３階で受け付ける。",
                "市役所本庁舎１階で受け付ける。",
                "市役所本庁舎[-３-][+１+]階で受け付ける。",
            ),
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
