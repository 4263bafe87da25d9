//! Which items of a document have which tokens, and how much each of them says about the item.
//!
//! As in BM25F more of a word says less and less, and a word in a short answer says more than in a long one; but label,
//! surroundings and answer are each bounded by themselves, so that no long answer is better than a label. The lengths are measured against fixed ones, not against the average of the site, so that
//! the postings of a document depend on nothing else and stay the same bytes while others change.

use super::unit::Unit;
use crate::lexicon::analysis::{Token, Words, each, normalise};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Where a token stands in an item.
#[derive(Clone, Copy)]
enum Field {
    /// Its label.
    Label,
    /// The label of what stands so many steps above it; the title of the document stands far above.
    Above(usize),
    /// The label of the item that it goes on from.
    Beside,
    /// The plain words of its role.
    Role,
    /// Its answer.
    Text,
}

/// The most that label, surroundings and answer can each add to an impact. A word of the label is worth more than any
/// number of mentions in a long answer, and none of the three makes up for another.
const LABEL: f32 = 8.0;
const ABOVE: f32 = 4.0;
const TEXT: f32 = 7.0;
/// How much of each makes half of the most.
const HALF_LABEL: f32 = 0.6;
const HALF_ABOVE: f32 = 0.8;
const HALF_TEXT: f32 = 1.2;
/// A word one step above counts so much; each step further the same share of the step before.
const STEP: f32 = 0.75;
/// How much a word of the role counts beside one of the label.
const ROLE: f32 = 0.5;
/// What a question counts that a label above the item answers, of what it counts that its own label does.
const ASKED_ABOVE: f32 = 0.3;
/// How much its surroundings tell about an item whose answer has no words: the number of a clause says nothing of it.
const WORDLESS: f32 = 0.25;
/// Steps from an item to the title of its document.
const TITLE: usize = 5;
/// A label and an answer of this many tokens are of ordinary length.
const LABEL_LENGTH: f32 = 16.0;
const TEXT_LENGTH: f32 = 300.0;
/// How much length counts: 0 not at all, 1 wholly.
const B: f32 = 0.6;
/// Bits of an impact. Impacts are 1 to the most that fits.
pub const BITS: u32 = 4;
const MOST: f32 = 15.0;

/// A token as a number; words are numbered as they come.
type Key = u64;
const WORD: Key = 1 << 63;

/// The postings of one document in one language.
#[derive(Default, Serialize, Deserialize)]
pub struct Postings {
    /// How many items it has.
    pub units: u32,
    /// The tokens that are words.
    words: Vec<Box<str>>,
    /// The tokens, in the order in which they were met.
    terms: Vec<Entry>,
    /// For every item of a token the step from the one before it, with the impact, as a number of variable length.
    bytes: Vec<u8>,
}

/// A token of a document.
#[derive(Serialize, Deserialize)]
struct Entry {
    key: Key,
    /// How many items have it.
    count: u32,
    /// How many items there are up to the last that has it.
    last: u32,
    /// Where its bytes begin.
    start: u32,
}

/// The items of a document that have a token.
pub struct Listed<'a> {
    /// The token.
    pub term: Term<'a>,
    /// How many items have it.
    pub count: u32,
    /// How many items there are up to the last that has it.
    pub last: u32,
    /// The steps from item to item, with impacts.
    pub bytes: &'a [u8],
}

/// What a token is in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term<'a> {
    /// One or two signs.
    Signs(char, Option<char>),
    /// A word.
    Word(&'a str),
}

impl Postings {
    /// Every token with the number of its items and their bytes.
    pub fn terms(&self) -> impl Iterator<Item = Listed<'_>> {
        let ends = self.terms.iter().skip(1).map(|t| t.start as usize).chain([self.bytes.len()]);
        self.terms.iter().zip(ends).map(|(entry, end)| Listed {
            term: self.term(entry.key),
            count: entry.count,
            last: entry.last,
            bytes: &self.bytes[entry.start as usize..end],
        })
    }

    fn term(&self, key: Key) -> Term<'_> {
        if key & WORD != 0 {
            return Term::Word(&self.words[(key & !WORD) as usize]);
        }
        let sign = |n: u64| char::from_u32(n as u32).filter(|c| *c != '\0');
        Term::Signs(sign(key >> 32).unwrap_or('\u{FFFD}'), sign(key & 0xFFFF_FFFF))
    }
}

/// How much of a token an item has in its label, around it, and in its answer.
#[derive(Default, Clone, Copy, PartialEq)]
struct Tally {
    label: f32,
    above: f32,
    text: f32,
}

impl Tally {
    /// From 1 up; `norm` is the length of the answer against an ordinary one, `around` how much its surroundings tell.
    fn impact(self, norm: f32, share: f32, around: f32) -> u8 {
        let part = |most: f32, value: f32, half: f32| most * value / (value + half);
        let sum = part(LABEL, self.label, HALF_LABEL)
            + part(ABOVE, self.above * around, HALF_ABOVE)
            + part(TEXT, self.text / norm, HALF_TEXT);
        (share * sum).round().clamp(1.0, MOST) as u8
    }
}

/// Collects the postings of a document, item by item.
pub struct Inverter<'w> {
    language: &'w mut Words,
    /// The number of every token met so far.
    numbers: HashMap<Key, u32, BuildHasherDefault<Mix>>,
    /// The key of every word as it is written; nothing for a stop word.
    written: HashMap<Box<str>, Option<Key>, BuildHasherDefault<Mix>>,
    /// The number of every word as it is indexed.
    word_numbers: HashMap<Box<str>, u32, BuildHasherDefault<Mix>>,
    words: Vec<Box<str>>,
    keys: Vec<Key>,
    /// What the item at hand has of every token.
    tally: Vec<Tally>,
    touched: Vec<u32>,
    /// Token, item, impact.
    found: Vec<(u32, u32, u8)>,
    units: u32,
    chars: Vec<char>,
}

impl<'w> Inverter<'w> {
    /// For a language, whose words are kept from one document to the next.
    pub fn new(language: &'w mut Words) -> Self {
        Self {
            language,
            numbers: HashMap::default(),
            written: HashMap::default(),
            word_numbers: HashMap::default(),
            words: Vec::new(),
            keys: Vec::new(),
            tally: Vec::new(),
            touched: Vec::new(),
            found: Vec::new(),
            units: 0,
            chars: Vec::new(),
        }
    }

    /// Adds the next item of the document; `title` is that of the document.
    pub fn add(&mut self, unit: &Unit, title: &str) {
        self.field(&unit.label.0, Field::Label);
        for (n, place) in unit.place.iter().rev().enumerate() {
            self.field(place, Field::Above(n));
        }
        self.field(title, Field::Above(TITLE));
        self.field(&unit.beside, Field::Beside);
        self.field(&unit.role, Field::Role);
        let length = self.field(&unit.text, Field::Text);
        // The root: an answer four times as long is not a quarter as good.
        let norm = 1.0 - B + B * (length as f32 / TEXT_LENGTH).sqrt();
        let share = if unit.is_empty { 0.4 } else { 1.0 };
        let around = if unit.text.chars().any(char::is_alphabetic) { 1.0 } else { WORDLESS };
        for number in self.touched.drain(..) {
            let impact = std::mem::take(&mut self.tally[number as usize]).impact(norm, share, around);
            self.found.push((number, self.units, impact));
        }
        self.questions(&unit.asked);
        self.units += 1;
    }

    /// Counts the tokens of a text; says how many there are.
    fn field(&mut self, text: &str, field: Field) -> usize {
        let mut chars = std::mem::take(&mut self.chars);
        normalise(text, &mut chars);
        let weight = match field {
            Field::Label => 1.0 / (1.0 - B + B * chars.len() as f32 / LABEL_LENGTH),
            Field::Role => ROLE,
            Field::Above(steps) => STEP.powi(steps as i32),
            Field::Beside | Field::Text => 1.0,
        };
        let mut length = 0;
        each(&chars, &mut |token| {
            length += usize::from(!matches!(token, Token::One(_)));
            let Some(number) = self.number(token) else { return };
            let tally = &mut self.tally[number as usize];
            if *tally == Tally::default() {
                self.touched.push(number);
            }
            match field {
                Field::Label | Field::Role => tally.label += weight,
                Field::Above(_) | Field::Beside => tally.above += weight,
                Field::Text => tally.text += weight,
            }
        });
        self.chars = chars;
        length
    }

    /// The questions that the item answers by labels so many steps above it, the nearest first. A question is all that its
    /// own label says.
    fn questions(&mut self, asked: &[(usize, u32)]) {
        for (n, (steps, question)) in asked.iter().enumerate() {
            if asked[..n].iter().any(|(_, nearer)| nearer == question) {
                continue;
            }
            let Some(number) = self.number(Token::Mark(&format!("?{question}"))) else { continue };
            let share = if *steps == 0 { 1.0 } else { ASKED_ABOVE * STEP.powi(*steps as i32 - 1) };
            self.found.push((number, self.units, (share * MOST).round() as u8));
        }
    }

    fn number(&mut self, token: Token) -> Option<u32> {
        let key = match token {
            Token::One(c) => (c as u64) << 32,
            Token::Two(a, b) => (a as u64) << 32 | b as u64,
            Token::Mark(mark) => word_key(&mut self.words, &mut self.word_numbers, mark),
            Token::Word(word) => self.word(word)?,
        };
        let next = self.keys.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.keys.push(key);
            self.tally.push(Tally::default());
        }
        Some(number)
    }

    /// The key of a word. Most words stand in a document many times.
    fn word(&mut self, word: &str) -> Option<Key> {
        if let Some(key) = self.written.get(word) {
            return *key;
        }
        let form = self.language.get(word);
        let key = form.map(|form| word_key(&mut self.words, &mut self.word_numbers, form));
        self.written.insert(word.into(), key);
        key
    }

    /// The postings, token by token in the order in which the tokens were met.
    pub fn finish(self) -> Postings {
        let mut starts = vec![0_u32; self.keys.len() + 1];
        for (number, ..) in &self.found {
            starts[*number as usize + 1] += 1;
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        // Items come in order, so those of a token stay in order.
        let mut sorted = vec![(0_u32, 0_u8); self.found.len()];
        let mut next = starts.clone();
        for (number, unit, impact) in &self.found {
            let place = &mut next[*number as usize];
            sorted[*place as usize] = (*unit, *impact);
            *place += 1;
        }
        let mut postings = Postings { units: self.units, words: self.words, ..Postings::default() };
        for (n, key) in self.keys.iter().enumerate() {
            let items = &sorted[starts[n] as usize..starts[n + 1] as usize];
            let (start, count) = (postings.bytes.len() as u32, items.len() as u32);
            let mut last = 0;
            for (unit, impact) in items {
                push(&mut postings.bytes, unit + 1 - last, *impact);
                last = unit + 1;
            }
            postings.terms.push(Entry { key: *key, count, last, start });
        }
        postings
    }
}

fn word_key(
    words: &mut Vec<Box<str>>,
    numbers: &mut HashMap<Box<str>, u32, BuildHasherDefault<Mix>>,
    word: &str,
) -> Key {
    if let Some(number) = numbers.get(word) {
        return WORD | u64::from(*number);
    }
    let number = words.len() as u32;
    words.push(word.into());
    numbers.insert(word.into(), number);
    WORD | u64::from(number)
}

/// Writes the step to an item with its impact.
pub fn push(bytes: &mut Vec<u8>, step: u32, impact: u8) {
    number(bytes, u64::from(step) << BITS | u64::from(impact));
}

/// Writes a number of variable length, seven bits a byte, the lowest first.
pub fn number(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Reads a number; says how many bytes it took.
pub fn read(bytes: &[u8]) -> (u64, usize) {
    let end = bytes.iter().position(|b| *b < 0x80).unwrap_or(0);
    let value = bytes[..=end].iter().rev().fold(0, |value, b| value << 7 | u64::from(b & 0x7F));
    (value, end + 1)
}

/// A hasher for keys that are numbers already: a text has hundreds of thousands.
#[derive(Default)]
pub struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(eight));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517C_C1B7_2722_0A95);
    }

    fn finish(&self) -> u64 {
        // The table looks at the highest and the lowest bits; both must depend on all of the key.
        self.0 ^ self.0 >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(label: &str, text: &str) -> Unit {
        Unit {
            item: 0,
            part: 0,
            number: String::new(),
            label: (label.to_owned(), "ja".to_owned()),
            place: vec!["基本情報".to_owned()],
            beside: String::new(),
            role: String::new(),
            asked: Vec::new(),
            text: text.to_owned(),
            text_language: 0,
            is_empty: false,
            page_depth: 1,
        }
    }

    fn impacts(postings: &Postings, term: Term) -> Vec<(u32, u64)> {
        let mut bytes = postings.terms().find(|listed| listed.term == term).expect("the term is there").bytes;
        let (mut at, mut found) = (0, Vec::new());
        while !bytes.is_empty() {
            let (value, read) = read(bytes);
            at += (value >> BITS) as u32;
            found.push((at - 1, value & 15));
            bytes = &bytes[read..];
        }
        found
    }

    #[test]
    fn a_label_counts_more_than_a_text_and_a_short_text_more_than_a_long_one() {
        let mut words = Words::new("ja");
        let mut inverter = Inverter::new(&mut words);
        let long = format!("委託する。{}", "そのほかの事務について定める。".repeat(60));
        for unit in [unit("委託先", "汐見野市"), unit("方法", "委託する。"), unit("方法", &long)]
        {
            inverter.add(&unit, "評価書");
        }
        let postings = inverter.finish();
        let found = impacts(&postings, Term::Signs('委', Some('託')));
        assert_eq!(found.iter().map(|(unit, _)| *unit).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(found[0].1 > found[1].1 && found[1].1 > found[2].1, "{found:?}");
        assert_eq!(
            impacts(&postings, Term::Signs('評', Some('価'))).len(),
            3,
            "the title stands above every item"
        );
    }

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for value in [0, 1, 127, 128, 300, 1 << 20, u64::from(u32::MAX)] {
            let mut bytes = Vec::new();
            number(&mut bytes, value);
            assert_eq!(read(&bytes), (value, bytes.len()));
        }
    }
}
