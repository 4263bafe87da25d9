//! Years written in eras and in the Western way, made one.

use super::chars::{Class, class};

/// A date found in a text: where, and what it is called in the index.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The year.
    pub year: u32,
    /// The month, where one is given.
    pub month: Option<u32>,
    /// The day, where one is given.
    pub day: Option<u32>,
}

/// The year before the first of an era.
pub fn era(first: char, second: char) -> Option<u32> {
    match (first, second) {
        ('令', '和') => Some(2018),
        ('平', '成') => Some(1988),
        ('昭', '和') => Some(1925),
        ('大', '正') => Some(1911),
        _ => None,
    }
}

fn letter(c: char) -> Option<u32> {
    match c {
        'r' => Some(2018),
        'h' => Some(1988),
        's' => Some(1925),
        't' => Some(1911),
        _ => None,
    }
}

/// The date whose year is the digits from `start` to `end` of a normalised text.
pub fn at(text: &[char], start: usize, end: usize) -> Option<Found> {
    let value = number(text, start, end)?;
    let year = year(text, start, end, value)?;
    let (month, day) = rest(text, end);
    Some(Found { year, month, day })
}

fn year(text: &[char], start: usize, end: usize, value: u32) -> Option<u32> {
    if end - start == 4 {
        return (1868..=2100).contains(&value).then_some(value);
    }
    if end - start > 2 || value == 0 {
        return None;
    }
    let next = text.get(end).copied().unwrap_or('\n');
    let before = |n: usize| start.checked_sub(n).map(|at| text[at]);
    if let Some(base) = before(2).and_then(|first| era(first, text[start - 1])) {
        return Some(base + value);
    }
    let alone = before(2).is_none_or(|c| !matches!(class(c), Class::Letter | Class::Digit));
    let base = before(1).and_then(letter).filter(|_| alone && matches!(next, '.' | '/' | '年'))?;
    Some(base + value)
}

/// Month and day behind a year: 年7月1日, 年度 has none, /7/1, -07-01, .7.1.
fn rest(text: &[char], end: usize) -> (Option<u32>, Option<u32>) {
    let Some((separator, start)) = text.get(end).map(|c| (*c, end + 1)) else { return (None, None) };
    let (after_month, after_day) = match separator {
        '年' => ('月', '日'),
        '/' | '-' | '.' => (separator, '\0'),
        _ => return (None, None),
    };
    let Some((month, end)) = small(text, start, 12) else { return (None, None) };
    if separator == '年' && text.get(end) != Some(&after_month) {
        return (None, None);
    }
    if text.get(end) != Some(&after_month) {
        return (Some(month), None);
    }
    let day =
        small(text, end + 1, 31).filter(|(_, end)| after_day == '\0' || text.get(*end) == Some(&after_day));
    (Some(month), day.map(|(day, _)| day))
}

/// A number of one or two digits up to `most`, and where it ends.
fn small(text: &[char], start: usize, most: u32) -> Option<(u32, usize)> {
    let end = start + text.get(start..)?.iter().take_while(|c| c.is_ascii_digit()).count();
    let value = number(text, start, end).filter(|_| end - start <= 2)?;
    (1..=most).contains(&value).then_some((value, end))
}

fn number(text: &[char], start: usize, end: usize) -> Option<u32> {
    if start == end || end - start > 9 {
        return None;
    }
    text[start..end].iter().try_fold(0, |n, c| Some(n * 10 + c.to_digit(10)?))
}
