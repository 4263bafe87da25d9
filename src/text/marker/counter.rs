//! Markers that count otherwise than by plain figures: ① ⅰ ア a, and whatever stands in parentheses.

use super::head::Head;
use super::{Counter, Dress, Marker, numbered};
use crate::text::chars::{is_cjk, letter};

/// ① … ㊿, ❶ … ⓴, Ⅰ … Ⅻ, ⅰ … ⅻ, ア … ン. Kana have no number: ア イ ウ and イ ロ ハ count alike.
fn single(c: char) -> Option<(Counter, u32)> {
    Some(match c {
        '⓪' => (Counter::Circled, 0),
        '①'..='⑳' => (Counter::Circled, c as u32 - '①' as u32 + 1),
        '㉑'..='㉟' => (Counter::Circled, c as u32 - '㉑' as u32 + 21),
        '㊱'..='㊿' => (Counter::Circled, c as u32 - '㊱' as u32 + 36),
        '❶'..='❿' => (Counter::Dark, c as u32 - '❶' as u32 + 1),
        '⓫'..='⓴' => (Counter::Dark, c as u32 - '⓫' as u32 + 11),
        'Ⅰ'..='Ⅻ' => (Counter::RomanCapital, c as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => (Counter::Roman, c as u32 - 'ⅰ' as u32 + 1),
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' => return None,
        'ア'..='ン' | 'ｱ'..='ﾝ' => (Counter::Kana, 0),
        _ => return None,
    })
}

/// The circled figure, if it is one.
pub fn circled(c: char) -> Option<u32> {
    single(c).filter(|(counter, _)| *counter == Counter::Circled).map(|(_, ordinal)| ordinal)
}

/// ⑴ and ⒈ are one character each.
fn composed(c: char) -> Option<(Counter, Dress, u32)> {
    Some(match c {
        '⑴'..='⒇' => (Counter::Arabic, Dress::Parentheses, c as u32 - '⑴' as u32 + 1),
        '⒈'..='⒛' => (Counter::Arabic, Dress::Dot, c as u32 - '⒈' as u32 + 1),
        '⒜'..='⒵' => (Counter::Letter, Dress::Parentheses, c as u32 - '⒜' as u32 + 1),
        '㈠'..='㈩' => (Counter::Kanji, Dress::Parentheses, c as u32 - '㈠' as u32 + 1),
        _ => return None,
    })
}

/// A marker that begins with its counter.
pub fn read(mut head: Head<'_>, first: char) -> Option<Marker> {
    if letter(first).is_some() {
        return lettered(head);
    }
    if let Some((counter, dress, ordinal)) = composed(first) {
        head.next();
        return head.marker(counter, dress, ordinal);
    }
    let (counter, ordinal) = single(first)?;
    head.next();
    if matches!(counter, Counter::Circled | Counter::Dark) {
        // ①② is one marker of two.
        while head.peek().and_then(single).is_some_and(|(next, _)| next == counter) {
            head.next();
        }
        head.primes();
        return head.marker(counter, Dress::Bare, ordinal);
    }
    let dress = dress(&mut head)?;
    head.marker(counter, dress, ordinal)
}

/// What follows the counter: a dot, a parenthesis, or space and then something.
fn dress(head: &mut Head<'_>) -> Option<Dress> {
    let before = *head;
    if head.close() {
        return Some(Dress::Closed);
    }
    if head.eat(&['.', '．']) {
        return Some(Dress::Dot);
    }
    let apart = head.space() && !head.is_done();
    *head = before;
    apart.then_some(Dress::Bare)
}

/// `a)`, `ii)`, `A)`, `a．`, `A. 国保`; `a. ` only where the list calls for it. `p. 5` and `A. Smith` are no markers.
fn lettered(mut head: Head<'_>) -> Option<Marker> {
    let (counter, ordinal) = letters(&mut head)?;
    if head.close() {
        return head.marker(counter, Dress::Closed, ordinal);
    }
    let full_width = head.peek() == Some('．');
    if !head.eat(&['.', '．']) {
        return None;
    }
    let marker = head.marker(counter, Dress::Dot, ordinal)?;
    let apart = head.space();
    let is_small = matches!(counter, Counter::Letter | Counter::Roman);
    match head.peek() {
        _ if full_width => Some(marker),
        Some(next) if is_cjk(next) => Some(marker),
        Some(_) if is_small && apart => Some(Marker { doubtful: true, ..marker }),
        _ => None,
    }
}

const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];

/// One letter, or several that are a Roman number. `i` is taken for the number; `sequence.rs` knows better after `h`.
fn letters(head: &mut Head<'_>) -> Option<(Counter, u32)> {
    let count = head.rest().chars().take(6).take_while(|c| letter(*c).is_some()).count();
    if !matches!(head.rest().chars().nth(count)?, ')' | '）' | '.' | '．') {
        return None;
    }
    let letters: String = head.rest().chars().map_while(letter).collect();
    let (first, small) = (letters.bytes().next()?, letters.to_ascii_lowercase());
    let capital = first.is_ascii_uppercase();
    if small != letters && letters != letters.to_ascii_uppercase() {
        return None;
    }
    letters.chars().for_each(|_| {
        head.next();
    });
    let (counters, ordinal) = match ROMAN.iter().position(|roman| *roman == small) {
        Some(at) => ((Counter::Roman, Counter::RomanCapital), at as u32 + 1),
        None if letters.len() == 1 => ((Counter::Letter, Counter::Capital), nth_letter(first)),
        None => return None,
    };
    Some((if capital { counters.1 } else { counters.0 }, ordinal))
}

/// The place of an ASCII letter in the alphabet, from 1.
fn nth_letter(letter: u8) -> u32 {
    u32::from(letter.to_ascii_lowercase().saturating_sub(b'a')) + 1
}

/// （1） （1-1） （ⅰ） （ア） （a） （一） （※1） （注）.
pub fn in_parentheses(mut head: Head<'_>) -> Option<Marker> {
    head.next();
    let first = head.peek()?;
    let (counter, ordinal) = match first {
        '※' | '注' => {
            head.next();
            (Counter::Note, head.number(2).unwrap_or_default())
        }
        '＃' | '#' => {
            head.next();
            (Counter::Hash, head.number(2)?)
        }
        '0'..='9' | '０'..='９' => numbered::parts(&mut head, 3)?,
        '一'..='龠' => (Counter::Kanji, kanji(&mut head)?),
        _ if letter(first).is_some() => letters(&mut head)?,
        _ => {
            head.next();
            single(first)?
        }
    };
    if !head.close() {
        return None;
    }
    head.primes();
    // Notes are one list however they are marked.
    let dress = if counter == Counter::Note { Dress::Bare } else { Dress::Parentheses };
    head.marker(counter, dress, ordinal)
}

/// 一 … 九十九.
fn kanji(head: &mut Head<'_>) -> Option<u32> {
    let (mut tens, mut ones) = (0, None);
    for _ in 0..3 {
        match head.peek() {
            Some('十') => {
                tens = 10 * ones.take().unwrap_or(1);
            }
            Some(c) => match "一二三四五六七八九".chars().position(|digit| digit == c) {
                Some(value) => ones = Some(value as u32 + 1),
                None => break,
            },
            None => break,
        }
        head.next();
    }
    let value = tens + ones.unwrap_or(0);
    (value > 0).then_some(value)
}
