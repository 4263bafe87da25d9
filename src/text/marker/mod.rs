//! Outline markers: what stands at the head of an entry, as staff type it: ・ ① (1) １． 1-1 （ⅰ） ア ※１ …
//!
//! `read` looks at one line alone. Whether a doubtful marker counts depends on the ones before: `sequence.rs`.

mod counter;
mod head;
mod numbered;
mod sequence;
mod sign;

pub use sequence::Sequence;

use head::Head;

/// What stands at the head of an outline entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Entries of one list have markers of one kind.
    pub kind: Kind,
    /// Bytes of the marker as printed, without the space after it.
    pub len: usize,
    /// Its number in the list, 0 if it has none.
    pub ordinal: u32,
    /// It is a marker only where the list calls for that number.
    pub doubtful: bool,
}

/// What makes two markers belong to one list. Half and full width make no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What counts the entries.
    pub counter: Counter,
    /// What is written around it.
    pub dress: Dress,
}

/// What counts the entries of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// ・ ◆ ○: nothing does.
    Sign(char),
    /// ※ ※1 （※1） （注）: a note.
    Note,
    /// ＃1.
    Hash,
    /// 1 2 3.
    Arabic,
    /// ① ② ③.
    Circled,
    /// ❶ ❷ ❸.
    Dark,
    /// 1-1, 1-①; with the number of parts.
    Parts(u8),
    /// ⅰ ⅱ ⅲ.
    Roman,
    /// Ⅰ Ⅱ Ⅲ.
    RomanCapital,
    /// 一 二 三.
    Kanji,
    /// ア イ ウ, イ ロ ハ.
    Kana,
    /// a b c.
    Letter,
    /// A B C.
    Capital,
}

/// What is written around the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// `1 `, `①`.
    Bare,
    /// `1.`.
    Dot,
    /// `1)`.
    Closed,
    /// `(1)`.
    Parentheses,
}

impl Kind {
    /// Whether its entries are notes.
    pub fn is_note(self) -> bool {
        self.counter == Counter::Note
    }

    /// Whether a sentence in English that is broken before a figure may look like it.
    pub fn may_be_prose(self) -> bool {
        matches!(self.counter, Counter::Arabic | Counter::Parts(_) | Counter::Roman | Counter::Letter)
    }

    /// Whether its entries carry no number.
    pub fn is_sign(self) -> bool {
        matches!(self.counter, Counter::Sign(_))
    }
}

/// The marker at the head of a line (without its indentation), if there is one.
pub fn read(line: &str) -> Option<Marker> {
    let marker = at_head(line)?;
    (!is_mention(&line[marker.len..], marker.kind)).then_some(marker)
}

fn at_head(line: &str) -> Option<Marker> {
    let head = Head::new(line);
    match line.chars().next()? {
        '0'..='9' | '０'..='９' => numbered::read(head),
        '(' | '（' => counter::in_parentheses(head),
        '※' | '注' => sign::note(head),
        '#' | '＃' => sign::hash(head),
        first => sign::read(head, first).or_else(|| counter::read(head, first)),
    }
}

/// Words that join the mention of one marker to the mention of another.
const CONNECTIVES: [&str; 14] = [
    "及び",
    "および",
    "又は",
    "または",
    "並びに",
    "若しくは",
    "から",
    "と",
    "や",
    "～",
    "〜",
    "、",
    "，",
    "・",
];

/// Whether the marker is only spoken of: `①の場合`, `①及び②の審査等`. `(2)～(7)` alone stands for entries left out.
fn is_mention(after: &str, kind: Kind) -> bool {
    if kind.counter == Counter::Sign('・') {
        return false;
    }
    if after.starts_with(['の', 'を']) {
        return true;
    }
    let joined = CONNECTIVES.iter().find_map(|word| after.trim_start().strip_prefix(word));
    joined.map(str::trim_start).is_some_and(|rest| {
        at_head(rest).is_some_and(|next| next.kind == kind && !rest[next.len..].trim().is_empty())
    })
}
