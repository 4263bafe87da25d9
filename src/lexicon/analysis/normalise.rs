//! One form for what is written in many ways: width, case, variants of kanji and kana, dashes, numerals.
//!
//! `themes/default/search/normalise.js` does the same in the browser; a test compares the two on every text.

use super::chars::{is_dash, is_dense, is_ignorable, is_katakana, is_space};
use crate::lexicon::tables;
use unicode_normalization::UnicodeNormalization;

/// The characters of a text in their one form, put into `out`.
pub fn normalise(text: &str, out: &mut Vec<char>) {
    out.clear();
    let folded = folded(text);
    let mut at = 0;
    while at < folded.len() {
        at += step(&folded, at, out);
    }
}

/// Width, case and variants: what depends on no neighbour.
fn folded(text: &str) -> Vec<char> {
    let variants = tables::variants();
    let fold = |c: char| variants.get(c);
    if text.chars().all(is_plain) {
        return text.chars().map(narrow).map(fold).collect();
    }
    let composed: String = text.chars().map(shielded).nfkc().map(unshielded).collect();
    composed.chars().flat_map(char::to_lowercase).filter(|c| !is_ignorable(*c)).map(fold).collect()
}

/// True for characters whose one form is known without the tables of Unicode. Nearly every text has only these.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{7E}'
        | '\u{2010}' | '\u{2012}'..='\u{2016}' | '\u{2018}'..='\u{201D}' | '\u{203B}' | '\u{2190}'..='\u{21FF}'
        | '\u{2460}'..='\u{2473}' | '\u{25A0}'..='\u{25FF}' | '\u{3000}'..='\u{302F}' | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FE}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}

/// The narrow, lower-case form of a plain character.
fn narrow(c: char) -> char {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    narrow.to_ascii_lowercase()
}

/// Circled numbers stay what they are: in texts they are the names of steps, not numbers.
fn shielded(c: char) -> char {
    match c {
        '\u{2460}'..='\u{2473}' => char::from_u32(c as u32 - 0x2460 + 0xE000).unwrap_or(c),
        c => c,
    }
}

fn unshielded(c: char) -> char {
    match c {
        '\u{E000}'..='\u{E013}' => char::from_u32(c as u32 - 0xE000 + 0x2460).unwrap_or(c),
        c => c,
    }
}

/// Writes the form of the character at `at` among its neighbours; says how many characters were read.
fn step(text: &[char], at: usize, out: &mut Vec<char>) -> usize {
    let c = text[at];
    let next = text.get(at + 1).copied().unwrap_or('\n');
    let before = out.last().copied().unwrap_or('\n');
    match c {
        'ヴ' => return vu(next, out),
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' => {
            out.push(char::from_u32(c as u32 + 1).unwrap_or(c));
        }
        'ー' => long_vowel(next, out),
        c if is_dash(c) && is_katakana(before) && (is_dense(next) || next == '\n') => long_vowel(next, out),
        c if is_space(c) && is_dense(before) && is_dense(after_spaces(text, at)) => {}
        ',' if is_thousands(text, at) => {}
        '元' if next == '年' && ends_with_era(out) => out.push('1'),
        c if numeral(c).is_some() && !before.is_ascii_digit() => return number(text, at, out),
        c => out.push(c),
    }
    1
}

/// ヴァイオリン and バイオリン are one word.
fn vu(next: char, out: &mut Vec<char>) -> usize {
    let (kana, read) = match next {
        'ァ' => ('バ', 2),
        'ィ' => ('ビ', 2),
        'ェ' => ('ベ', 2),
        'ォ' => ('ボ', 2),
        _ => ('ブ', 1),
    };
    out.push(kana);
    read
}

/// サーバー and サーバ are one word: the mark falls away at the end of a run of four or more.
fn long_vowel(next: char, out: &mut Vec<char>) {
    let run = out.iter().rev().take_while(|c| is_katakana(**c)).count() + 1;
    let ends = !is_katakana(next) && !is_dash(next);
    if !(ends && run >= 4) {
        out.push('ー');
    }
}

/// What follows the spaces at `at`.
fn after_spaces(text: &[char], at: usize) -> char {
    text[at..].iter().copied().find(|c| !is_space(*c)).unwrap_or('\n')
}

/// The comma in 12,345.
fn is_thousands(text: &[char], at: usize) -> bool {
    let digit = |n: usize| text.get(n).is_some_and(char::is_ascii_digit);
    at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4)
}

fn ends_with_era(out: &[char]) -> bool {
    out.len() >= 2 && super::dates::era(out[out.len() - 2], out[out.len() - 1]).is_some()
}

fn numeral(c: char) -> Option<u32> {
    const NUMERALS: &str = "〇一二三四五六七八九";
    NUMERALS.chars().position(|n| n == c).map(|n| n as u32).or(match c {
        '十' => Some(10),
        '百' => Some(100),
        _ => None,
    })
}

/// 三年 is 3年, 十二月 is 12月: numerals before a counter become digits.
fn number(text: &[char], at: usize, out: &mut Vec<char>) -> usize {
    const COUNTERS: &str = "年月日人件回条項号章節";
    let run = text[at..].iter().take_while(|c| numeral(**c).is_some()).count();
    let counter = text.get(at + run).is_some_and(|c| COUNTERS.contains(*c));
    let value = counter.then(|| value(&text[at..at + run])).flatten();
    match value {
        Some(value) => out.extend(value.to_string().chars()),
        None => out.extend_from_slice(&text[at..at + run]),
    }
    run
}

/// 二十五 is 25, 二〇二五 is 2025.
fn value(run: &[char]) -> Option<u32> {
    if run.len() > 5 {
        return None;
    }
    let (mut total, mut last) = (0, None);
    for c in run {
        match numeral(*c)? {
            unit @ (10 | 100) => total += last.take().unwrap_or(1) * unit,
            digit => last = Some(last.map_or(digit, |before| before * 10 + digit)),
        }
    }
    Some(total + last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> String {
        let mut out = Vec::new();
        normalise(text, &mut out);
        out.into_iter().collect()
    }

    #[test]
    fn what_means_the_same_has_one_form() {
        let cases = [
            (&["ＤＶ", "dv", "Dv"][..], "dv"),
            (&["サーバー", "サーバ", "ｻｰﾊﾞｰ", "サ−バ－"], "サーバ"),
            (&["ファイル", "フアイル", "ﾌｧｲﾙ"], "フアイル"),
            (&["ヴァイオリン", "バイオリン"], "バイオリン"),
            (&["髙橋", "高橋"], "高橋"),
            (&["邊", "邉", "辺"], "辺"),
            (&["個人 番号", "個人番号", "個人　番号"], "個人番号"),
            (&["12,345", "１２，３４５", "12345"], "12345"),
            (&["三年", "3年", "３年"], "3年"),
            (&["二十五年", "25年"], "25年"),
            (&["令和元年", "令和1年", "令和１年"], "令和1年"),
        ];
        for (written, expected) in cases {
            for text in written {
                assert_eq!(form(text), expected, "{text}");
            }
        }
    }

    #[test]
    fn what_means_something_else_stays() {
        for text in ["①", "1", "第三者", "一部", "データ", "my number", "氏名\n住所", "1,23", "クラウド-2"]
        {
            assert_eq!(form(text), text);
        }
        assert_eq!(form("辻\u{E0100}"), "辻");
    }
}
