//! Individual Numbers (個人番号) in text: finding them so that none is published, and masking them so that none is shown.
//!
//! A number is 12 digits of which the last is the check digit of 行政手続における特定の個人を識別するための番号の利用等に
//! 関する法律の規定による…命令 (平成26年総務省令第85号) 第5条. People write it in any width and in groups, so digits are
//! read after NFKC and across spaces, hyphens, dots, line breaks and the marks of Markdown.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Byte ranges of `text` that hold a valid Individual Number.
pub fn find(text: &str) -> Vec<Range<usize>> {
    // Most texts have fewer than twelve digits altogether; they are done here.
    if !may_hold_twelve(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for run in runs(text) {
        numbers_in(&run, &mut found);
    }
    found
}

/// `text` with every Individual Number replaced by black squares, one for a character.
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for range in find(text) {
        masked.push_str(&text[from..range.start]);
        masked.extend(text[range.clone()].chars().map(|_| '■'));
        from = range.end;
    }
    masked + &text[from..]
}

/// True where the twelfth digit is the check digit of the eleven before it.
pub fn is_valid(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 11] = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    if digits.len() != 12 {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(*d) * w).sum();
    let check = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    u32::from(digits[11]) == check
}

/// Digits written without anything between them.
struct Group {
    digits: Vec<u8>,
    range: Range<usize>,
}

/// Groups of digits with only separators between them. A date in ISO form ends a run: it is no part of a number.
fn runs(text: &str) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = vec![Vec::new()];
    let mut gap = 0;
    let mut in_group = false;
    for (at, c) in text.char_indices() {
        let digits = digits_of(c);
        let run = runs.last_mut().expect("there is always a run");
        if !digits.is_empty() {
            match run.last_mut().filter(|_| in_group) {
                Some(group) => {
                    group.digits.extend(&digits);
                    group.range.end = at + c.len_utf8();
                }
                None => run.push(Group { digits, range: at..at + c.len_utf8() }),
            }
            (in_group, gap) = (true, 0);
        } else if is_invisible(c) {
            // A zero-width character does not even end the group.
        } else if is_separator(c) && gap < 8 {
            (in_group, gap) = (false, gap + 1);
        } else {
            (in_group, gap) = (false, 0);
            if !run.is_empty() {
                runs.push(Vec::new());
            }
        }
    }
    runs.into_iter().flat_map(|run| without_dates(text, run)).filter(|run| !run.is_empty()).collect()
}

/// Splits a run at dates of the form 2025-07-01, so that two neighbouring dates are not taken for a number.
fn without_dates(text: &str, run: Vec<Group>) -> Vec<Vec<Group>> {
    let mut parts = vec![Vec::new()];
    let mut groups = run.into_iter().peekable();
    while let Some(group) = groups.next() {
        let year = group.digits.len() == 4
            && matches!(group.digits[0], 1 | 2)
            && is_dash_next(text, group.range.end);
        let month = year && groups.peek().is_some_and(|g| in_range(g, 12) && is_dash_next(text, g.range.end));
        if !month {
            parts.last_mut().expect("there is always a part").push(group);
            continue;
        }
        let month = groups.next();
        if groups.next_if(|g| in_range(g, 31)).is_none() {
            // 2025-07- and then no day: not a date after all.
            parts.last_mut().expect("there is always a part").extend([group].into_iter().chain(month));
        } else {
            parts.push(Vec::new());
        }
    }
    parts
}

fn in_range(group: &Group, most: u8) -> bool {
    matches!(group.digits[..], [tens, ones] if (1..=most).contains(&(tens * 10 + ones)))
}

fn is_dash_next(text: &str, at: usize) -> bool {
    text[at..].starts_with('-')
}

/// Whole consecutive groups that make twelve digits together.
fn numbers_in(run: &[Group], found: &mut Vec<Range<usize>>) {
    let mut first = 0;
    while first < run.len() {
        let mut digits = Vec::new();
        let mut next = first + 1;
        for (index, group) in run.iter().enumerate().skip(first) {
            digits.extend(&group.digits);
            if digits.len() >= 12 {
                if is_valid(&digits) {
                    found.push(run[first].range.start..group.range.end);
                    next = index + 1;
                }
                break;
            }
        }
        first = next;
    }
}

/// Weighs the bytes that a digit could begin with: one for a plain digit, two for a sign that may stand for two digits
/// (⑫). Kana and kanji begin with other bytes, so most texts are done with one look at each byte.
const WEIGHTS: [u8; 256] = {
    let mut weights = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        weights[byte] = match byte as u8 {
            b'0'..=b'9' => 1,
            // Full-width digits; also full-width punctuation.
            0xEF => 1,
            // Superscript and circled digits, digits of other scripts, mathematical digits.
            0xC2 | 0xD9 | 0xDB | 0xE0 | 0xE1 | 0xE2 | 0xEA | 0xF0 => 2,
            _ => 0,
        };
        byte += 1;
    }
    weights
};

/// False only for a text that cannot have twelve digits. (㉑ to ㊿ begin like kana and are not weighed: nobody writes a
/// number in them alone.)
pub fn may_hold_twelve(text: &str) -> bool {
    let weigh = |part: &[u8]| part.iter().map(|byte| u32::from(WEIGHTS[*byte as usize])).sum::<u32>();
    let mut weight = 0;
    text.as_bytes().chunks(1024).any(|part| {
        weight += weigh(part);
        weight >= 12
    })
}

/// The decimal digits a character stands for after NFKC: one for ７ or 𝟕, two for ⑫, none for a letter.
fn digits_of(c: char) -> Vec<u8> {
    if c.is_ascii() {
        return if c.is_ascii_digit() { vec![c as u8 - b'0'] } else { Vec::new() };
    }
    if !c.is_numeric() {
        return Vec::new();
    }
    let folded: Vec<char> = std::iter::once(c).nfkc().collect();
    if folded.iter().all(char::is_ascii_digit) {
        return folded.iter().map(|d| *d as u8 - b'0').collect();
    }
    // Digits of other scripts have no compatibility form; they print as digits all the same.
    unicode_digit(c).map_or(Vec::new(), |d| vec![d])
}

/// Decimal digits of the scripts a Japanese input method can produce: Arabic-Indic and Devanagari blocks of ten.
fn unicode_digit(c: char) -> Option<u8> {
    const ZEROS: [u32; 4] = [0x0660, 0x06F0, 0x0966, 0x09E6];
    ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero).filter(|d| *d < 10)).map(|d| d as u8)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{FE00}'..='\u{FE0F}')
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{2010}'
                ..='\u{2015}'
                    | '−'
                    | '－'
                    | 'ー'
                    | 'ｰ'
                    | '﹣'
                    | '・'
                    | '･'
                    | '·'
                    | '.'
                    | '．'
                    | '_'
                    | '*'
                    | '`'
                    | '~'
                    | '|'
                    | '｜'
                    | '\\'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number made for this test; its check digit is right.
    const NUMBER: &str = "123456789018";

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for written in [
            "123456789018",
            "番号は１２３４５６７８９０１８です",
            "1234 5678 9018",
            "1234-5678-9018",
            "1234‐5678－9018",
            "1234　5678　9018",
            "123456\n789018",
            "1234\n  5678\n  9018",
            "1 2 3 4 5 6 7 8 9 0 1 8",
            "1234\u{200B}5678\u{00A0}9018",
            "1234・5678・9018",
            "**1234**5678*9018*",
            "1234 | 5678 | 9018",
            "２０２５年 123456789018 号",
            "2025-07-01 1234-5678-9018",
        ] {
            assert_eq!(find(written).len(), 1, "{written}");
            assert!(!mask(written).contains("5678"), "{written}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_passes() {
        for written in [
            "123456789012",          // wrong check digit
            "1234567890180",         // a corporate number has 13 digits
            "0123456789018",         // a digit before it
            "03-5925-5307",          // telephone
            "2025-07-01 2026-07-01", // two dates
            "2025-07-01-2026-07-01", // a period without spaces
            "1,234人 5678人 9018人", // words between
            "12345678901a8",
            "",
        ] {
            assert!(find(written).is_empty(), "{written}");
        }
    }

    #[test]
    fn the_check_digit_follows_the_ordinance() {
        let digits = |text: &str| text.bytes().map(|b| b - b'0').collect::<Vec<_>>();
        for valid in [NUMBER, "983205673214", "111111111118", "000000000000"] {
            assert!(is_valid(&digits(valid)), "{valid}");
        }
        assert!(!is_valid(&digits("123456789019")));
    }

    #[test]
    fn a_mask_keeps_everything_else() {
        assert_eq!(mask("番号：1234-5678-9018。以上"), "番号：■■■■■■■■■■■■■■。以上");
        assert_eq!(mask("第19条第8号"), "第19条第8号");
    }
}
