//! Markers that begin with a figure: `1.` `1)` `1-1` `1-①’` `1 経緯`.
//!
//! Figures also begin sentences; most of this file is about the ones that count things, as 10 月 or 1.5倍 do.

use super::counter::circled;
use super::head::Head;
use super::{Counter, Dress, Marker};
use crate::text::chars::{digit, is_cjk};

const HYPHENS: [char; 9] = ['-', '－', 'ー', '‐', '‑', '−', '–', '—', '―'];

/// What Japanese counts with. A figure and one of these is an amount or a date, not the head of an entry.
const COUNTED: &str = "年月日時分秒人名件回円個本枚台社校号条項款章節頁級種類度割倍歳才週世代階番点部冊通組戸棟口床位か箇ヶヵケカつ以未超約余程丁％%万億兆千百";

/// What follows such a word when it does count: 3 年間, 10 日以内, 1 月の.
const AFTER_COUNTED: &str = "間目度分以未程前後半余中内毎頃台代末";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether a figure before this character counts something.
pub fn is_counted(c: char) -> bool {
    digit(c).is_some() || COUNTED.contains(c)
}

/// A marker that begins with a figure.
pub fn read(mut head: Head<'_>) -> Option<Marker> {
    let start = head;
    let ordinal = head.number(3)?;
    match head.peek()? {
        c if HYPHENS.contains(&c) => hyphenated(start),
        '.' | '．' => dotted(head, ordinal),
        ')' | '）' => {
            head.close();
            head.primes();
            head.marker(Counter::Arabic, Dress::Closed, ordinal)
        }
        _ => bare(head, ordinal),
    }
}

/// `1.` and `１．`; 1.5 and 1.x are none.
fn dotted(mut head: Head<'_>, ordinal: u32) -> Option<Marker> {
    let narrow = head.next() == Some('.');
    match head.peek() {
        Some(c) if digit(c).is_some() || narrow && c.is_ascii_alphanumeric() => None,
        _ => head.marker(Counter::Arabic, Dress::Dot, ordinal),
    }
}

/// A figure, space and a title, as council papers have it: `1 経緯`, `2 What changes`.
fn bare(mut head: Head<'_>, ordinal: u32) -> Option<Marker> {
    let marker = head.marker(Counter::Arabic, Dress::Bare, ordinal)?;
    if ordinal > 99 || !head.space() {
        return None;
    }
    let first = head.next()?;
    if first.is_ascii_uppercase() {
        let month =
            MONTHS.iter().any(|month| head.rest().starts_with(&month[1..]) && month.starts_with(first));
        return (!month).then_some(Marker { doubtful: true, ..marker });
    }
    if !is_cjk(first) || digit(first).is_some() {
        return None;
    }
    if !COUNTED.contains(first) {
        return Some(marker);
    }
    // 5 個人情報の… is the fifth entry of a list, 5 個の… an amount.
    let goes_on = head.peek().is_some_and(|c| is_word(c) && !AFTER_COUNTED.contains(c));
    goes_on.then_some(Marker { doubtful: true, ..marker })
}

/// Han or katakana: the character before it is part of a word.
fn is_word(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// `1-1`, `１－①’`; 10-20 % and 03-1234-5678 are none.
fn hyphenated(mut head: Head<'_>) -> Option<Marker> {
    let (counter, ordinal) = parts(&mut head, 2)?;
    if counter == Counter::Arabic {
        return None;
    }
    let figures = head.is_after_figure();
    if !head.close() {
        head.eat(&['.', '．']);
    }
    head.primes();
    let marker = head.marker(counter, Dress::Bare, ordinal)?;
    if !figures {
        return Some(marker);
    }
    match head.peek() {
        None => None,
        Some(c) if is_counted(c) || c.is_ascii_alphanumeric() || HYPHENS.contains(&c) => None,
        Some(_) => {
            head.space();
            let first = head.peek()?;
            let doubtful = first.is_ascii_uppercase() && counter == Counter::Parts(2);
            (doubtful || is_cjk(first) && !is_counted(first)).then_some(Marker { doubtful, ..marker })
        }
    }
}

/// Figures joined by hyphens, the last perhaps circled; a single one is `Arabic`.
pub fn parts(head: &mut Head<'_>, most: usize) -> Option<(Counter, u32)> {
    let mut ordinal = head.number(most)?;
    let mut count = 1;
    loop {
        let before = *head;
        if count == 4 || !head.eat(&HYPHENS) {
            break;
        }
        if let Some(value) = head.peek().and_then(circled) {
            head.next();
            ordinal = value;
        } else if let Some(value) = head.number(2) {
            ordinal = value;
        } else {
            *head = before;
            break;
        }
        count += 1;
    }
    Some((if count == 1 { Counter::Arabic } else { Counter::Parts(count) }, ordinal))
}
