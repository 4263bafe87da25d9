//! A normalised text as tokens: signs and pairs of signs, words, numbers, dates.

use super::chars::{Class, class};
use super::dates;
use std::fmt::Write;

/// A token, in its raw form: what a language makes of words is applied later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A kanji by itself.
    One(char),
    /// Two signs beside each other, or two kanji with one sign of okurigana between them.
    Two(char, char),
    /// A word of letters.
    Word(&'a str),
    /// A number, a circled number, a date: no language changes these.
    Mark(&'a str),
}

/// Calls `see` with every token of a normalised text, in order.
pub fn each(text: &[char], see: &mut impl FnMut(Token)) {
    let mut buffer = String::new();
    let mut at = 0;
    while at < text.len() {
        let end = match class(text[at]) {
            Class::Kanji | Class::Kana => dense(text, at, see),
            Class::Letter => word(text, at, &mut buffer, see),
            Class::Digit => digits(text, at, &mut buffer, see),
            Class::Circled => {
                buffer.clear();
                buffer.push(text[at]);
                see(Token::Mark(&buffer));
                at + 1
            }
            Class::Other => at + 1,
        };
        at = end;
    }
}

/// Kana that end the first half of a compound, which some leave out: 取り扱い and 取扱い, 引き継ぎ and 引継ぎ.
const OKURIGANA: &str = "いえきぎけげしせちびべみめりれわ";

/// A run of signs: every kanji, every two signs beside each other, and every two kanji that only okurigana parts.
fn dense(text: &[char], start: usize, see: &mut impl FnMut(Token)) -> usize {
    let mut at = start;
    let mut before = None;
    // The kanji before a sign of okurigana.
    let mut parted = None;
    while let Some(c) = text.get(at).copied() {
        let kind = class(c);
        if !matches!(kind, Class::Kanji | Class::Kana) {
            break;
        }
        if let Some(before) = before {
            see(Token::Two(before, c));
        }
        if kind == Class::Kanji {
            if let Some(first) = parted {
                see(Token::Two(first, c));
            }
            see(Token::One(c));
        }
        parted = before.filter(|b| class(*b) == Class::Kanji && OKURIGANA.contains(c));
        before = Some(c);
        at += 1;
    }
    at
}

/// A word. `person's` is person, `don’t` is dont.
fn word(text: &[char], start: usize, buffer: &mut String, see: &mut impl FnMut(Token)) -> usize {
    let letter = |n: usize| text.get(n).is_some_and(|c| class(*c) == Class::Letter);
    buffer.clear();
    let mut at = start;
    loop {
        if letter(at) {
            buffer.push(text[at]);
        } else if !(matches!(text.get(at), Some('\'' | '\u{2019}')) && letter(at + 1)) {
            break;
        } else if text[at + 1] == 's' && !letter(at + 2) {
            at += 2;
            break;
        }
        at += 1;
    }
    see(Token::Word(buffer));
    at
}

/// A number, and the date it is the year of: `y2025`, `y2025-7`, `y2025-7-1`.
fn digits(text: &[char], start: usize, buffer: &mut String, see: &mut impl FnMut(Token)) -> usize {
    let end = start + text[start..].iter().take_while(|c| c.is_ascii_digit()).count();
    buffer.clear();
    buffer.extend(&text[start..end]);
    see(Token::Mark(buffer));
    let Some(date) = dates::at(text, start, end) else { return end };
    buffer.clear();
    let _ = write!(buffer, "y{}", date.year);
    see(Token::Mark(buffer));
    for part in [date.month, date.day].into_iter().flatten() {
        let _ = write!(buffer, "-{part}");
        see(Token::Mark(buffer));
    }
    end
}
