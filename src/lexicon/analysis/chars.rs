//! What kinds of characters there are for searching.

/// What a character is to the splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Kanji, hangul: a sign that means something by itself.
    Kanji,
    /// Kana: it means something beside others.
    Kana,
    /// A letter of a script that puts spaces between words.
    Letter,
    /// 0 to 9.
    Digit,
    /// ① to ⑳, which are not the numbers 1 to 20.
    Circled,
    /// Everything else ends a run.
    Other,
}

/// The class of a character.
pub fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '\0'..='\u{7F}' => Class::Other,
        '\u{2460}'..='\u{2473}' => Class::Circled,
        '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{AC00}'..='\u{D7A3}' => Class::Kanji,
        '\u{3041}'..='\u{3096}'
        | '\u{309D}'..='\u{309E}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FE}' => Class::Kana,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

/// True for characters written without spaces between words.
pub fn is_dense(c: char) -> bool {
    matches!(class(c), Class::Kanji | Class::Kana)
}

/// True for katakana, the long-vowel mark included.
pub fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}')
}

/// True for a space inside a line.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\t')
}

/// Characters without width that only choose how their neighbour looks.
pub fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// Strokes that are typed in place of the long-vowel mark.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
