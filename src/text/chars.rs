//! What a character is: its script, its width, whether it is space.
//!
//! Only what setting a text needs; ranges are those of the Unicode blocks.

/// Han, kana, and the punctuation and forms that are as wide as they are.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}'      // radicals
        | '\u{2ff0}'..='\u{30ff}'    // punctuation, kana
        | '\u{3100}'..='\u{312f}'
        | '\u{31a0}'..='\u{4dbf}'    // small kana, enclosed, extension A
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff9f}'    // full-width and half-width forms; Hangul comes after
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1b000}'..='\u{1b16f}'
        | '\u{1f200}'..='\u{1f2ff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Signs that Japanese sets as wide as a kanji and English as wide as a letter: “ … ※ ① ○ → and the like.
fn is_shared(c: char) -> bool {
    matches!(c,
        '§' | '¶' | '×' | '÷'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{203e}'
        | '\u{2116}'
        | '\u{2160}'..='\u{217f}'
        | '\u{2190}'..='\u{22ff}'
        | '\u{2460}'..='\u{27bf}')
}

/// Whether a line break between these two characters leaves nothing; elsewhere it leaves a space.
///
/// Japanese is broken anywhere, so the break carried no meaning. Korean separates its words by spaces.
pub fn closes_up(before: char, after: char) -> bool {
    match (is_cjk(before), is_cjk(after)) {
        (true, true) => true,
        (true, false) => is_shared(after),
        (false, true) => is_shared(before),
        (false, false) => false,
    }
}

/// Columns that the string takes: one a letter, two a kanji.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(is_cjk(c) || is_shared(c))).sum()
}

/// Columns of a character that indents a line, none if it does not.
pub fn indentation(c: char) -> Option<usize> {
    match c {
        ' ' | '\u{a0}' => Some(1),
        '\t' => Some(4),
        '\u{3000}' => Some(2),
        _ => None,
    }
}

/// Space within a line, as it is typed in Japanese and in English.
pub fn is_blank(c: char) -> bool {
    indentation(c).is_some()
}

/// Neither letter, digit nor space: what Markdown looks at beside `*`.
pub fn is_punctuation(c: char) -> bool {
    let is_attached = matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{3099}'..='\u{309a}'
        | '\u{e000}'..='\u{f8ff}'          // private
        | '\u{fe00}'..='\u{fe0f}'          // variants, as of 葛
        | '\u{e0100}'..='\u{10ffff}');
    !is_attached && !c.is_alphanumeric() && !c.is_whitespace()
}

/// The value of a digit of either width.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// The ASCII letter that a letter of either width is.
pub fn letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(c),
        'ａ'..='ｚ' | 'Ａ'..='Ｚ' => char::from_u32(c as u32 - 'ａ' as u32 + 'a' as u32),
        _ => None,
    }
}
