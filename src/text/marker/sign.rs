//! Markers that are signs (・ ◆ ○), notes (※ 注) and ＃.

use super::head::Head;
use super::{Counter, Dress, Marker};
use crate::text::chars::digit;

/// The sign that stands for all that look the same.
fn family(c: char) -> Option<char> {
    Some(match c {
        '・' | '･' | '•' | '‣' => '・',
        '○' | '〇' | '◯' => '○',
        '●' | '◎' | '◆' | '◇' | '■' | '□' | '▪' | '▫' | '★' | '☆' | '＊' => c,
        '▲' | '△' | '▼' | '▽' | '◦' | '▶' | '➢' | '➤' | '✓' | '✔' | '☐' | '☑' | '☒' => {
            c
        }
        _ => return None,
    })
}

/// A sign, unless it is doubled (○○市, ・・・) or stands before a figure (△5千円 is a loss).
pub fn read(mut head: Head<'_>, first: char) -> Option<Marker> {
    let sign = family(first)?;
    head.next();
    match head.peek() {
        Some(c) if family(c) == Some(sign) => None,
        Some(c) if digit(c).is_some() && matches!(sign, '▲' | '△') => None,
        _ => head.marker(Counter::Sign(sign), Dress::Bare, 0),
    }
}

/// ※, ※1, 注1, 注）. ※2024年 is ※ and a year; 注意 is a word.
pub fn note(mut head: Head<'_>) -> Option<Marker> {
    let is_word = !head.eat(&['※']);
    if is_word {
        head.next();
    }
    if !is_word && head.peek() == Some('※') {
        return None;
    }
    let alone = head;
    let numbered = head.number(2).filter(|_| !head.peek().is_some_and(super::numbered::is_counted));
    let ordinal = numbered.unwrap_or_default();
    if numbered.is_none() {
        head = alone;
    }
    let ended = head.eat(&[')', '）', '．']);
    if is_word && !ended && !(numbered.is_some() && head.is_apart()) {
        return None;
    }
    head.marker(Counter::Note, Dress::Bare, ordinal)
}

/// ＃1, #1.
pub fn hash(mut head: Head<'_>) -> Option<Marker> {
    head.next();
    let ordinal = head.number(2)?;
    head.marker(Counter::Hash, Dress::Bare, ordinal)
}
