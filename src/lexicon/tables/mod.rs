//! Tables that the index and the browser share: variants of kanji, words that mean the same, readings.
//!
//! Each has one source, a file beside this one. The browser gets variants and general synonyms in front of its script,
//! readings and the synonyms of the site's glossary with the index.

mod questions;

pub use questions::questions;

use super::analysis::{Words, normalise};
use crate::content::pages::Term;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

const VARIANTS: &str = include_str!("variants.txt");
const SYNONYMS: &str = include_str!("synonyms.yaml");
const STOPS: &str = include_str!("stops.txt");
const READINGS: &str = include_str!("readings.txt");

/// Forms of kanji by their variants. Every sign of every text is looked up, so those that matter lie in a row.
pub struct Variants {
    /// The form of every kanji from [`FIRST`] on.
    row: Vec<char>,
    /// The few variants outside the row.
    rare: HashMap<char, char>,
}

/// The first of the row of common kanji, and the first behind it.
const FIRST: u32 = 0x4E00;
const END: u32 = 0xA000;

impl Variants {
    /// The form a character is found under.
    pub fn get(&self, c: char) -> char {
        match (c as u32).checked_sub(FIRST) {
            None => c,
            Some(n) if n < END - FIRST => self.row[n as usize],
            Some(_) => self.rare.get(&c).copied().unwrap_or(c),
        }
    }
}

/// The variants, read once.
pub fn variants() -> &'static Variants {
    static READ: LazyLock<Variants> = LazyLock::new(|| {
        let row = (FIRST..END).map(|n| char::from_u32(n).unwrap_or_default()).collect();
        let mut variants = Variants { row, rare: HashMap::new() };
        for line in lines(VARIANTS) {
            let form = line.chars().next().unwrap_or_default();
            for variant in line.chars().skip(1) {
                match (variant as u32).checked_sub(FIRST).filter(|n| *n < END - FIRST) {
                    Some(n) => variants.row[n as usize] = form,
                    None => _ = variants.rare.insert(variant, form),
                }
            }
        }
        variants
    });
    &READ
}

/// Other words for things, by language.
#[derive(Default, Deserialize, Serialize)]
struct Synonyms {
    /// Groups of words that mean the same.
    same: BTreeMap<String, Vec<Vec<String>>>,
    /// What people say, and what documents call it.
    asked: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Groups of words that mean the same in several languages.
    across: Vec<BTreeMap<String, Vec<String>>>,
}

impl Synonyms {
    /// The same with every word in its one form.
    fn normalised(&self) -> Self {
        let all = |words: &[String]| words.iter().map(|word| form(word)).collect::<Vec<_>>();
        let map = |words: &BTreeMap<String, Vec<String>>| {
            words.iter().map(|(word, others)| (form(word), all(others))).collect::<BTreeMap<_, _>>()
        };
        let groups = |groups: &Vec<Vec<String>>| groups.iter().map(|group| all(group)).collect::<Vec<_>>();
        Self {
            same: self.same.iter().map(|(code, list)| (code.clone(), groups(list))).collect(),
            asked: self.asked.iter().map(|(code, words)| (code.clone(), map(words))).collect(),
            across: self
                .across
                .iter()
                .map(|group| group.iter().map(|(code, words)| (code.clone(), all(words))).collect())
                .collect(),
        }
    }
}

/// A word in its one form.
fn form(word: &str) -> String {
    let mut out = Vec::new();
    normalise(word, &mut out);
    out.into_iter().collect()
}

/// The general synonyms, read once.
fn synonyms() -> &'static Synonyms {
    static READ: LazyLock<Synonyms> = LazyLock::new(|| serde_saphyr::from_str(SYNONYMS).unwrap_or_default());
    &READ
}

/// Words of the glossary that mean the same, for readers of language `index`: term and others.
pub fn of_glossary(glossary: &[Term], index: usize) -> Vec<Vec<String>> {
    let words = |term: &Term| -> Vec<String> {
        let own = term.term.view(index);
        let language = own.map_or(index, |view| view.language);
        let also = term.also.iter().filter(|(l, _)| *l == language).map(|(_, word)| word.to_string());
        own.map(|view| view.text.trim().to_owned()).into_iter().chain(also).collect()
    };
    glossary.iter().map(words).filter(|group| group.len() > 1).collect()
}

/// Words with their readings: the table, and the glossary where it is of the source language.
pub fn readings(glossary: &[Term]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        known_words().map(|(word, kana)| (form(word), kana.to_owned())).collect();
    for term in glossary {
        let word = term.term.exact(0).map_or("", |w| w.text.trim());
        if let Some(kana) = term.reading.as_deref().filter(|kana| !word.is_empty() && !kana.is_empty()) {
            all.push((form(word), kana.to_owned()));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The words of the general table with their readings.
fn known_words() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(READINGS).filter_map(|line| line.split_once(' '))
}

/// Words that the browser divides what was typed by, beside those that it has synonyms for. Long ones of kanji it finds by
/// their parts.
fn parts() -> impl Iterator<Item = String> {
    let Synonyms { same, asked, .. } = synonyms();
    let said = asked.values().flat_map(BTreeMap::keys);
    let known: BTreeSet<String> =
        said.chain(same.values().flatten().flatten()).map(|word| form(word)).collect();
    let all = known_words().map(|(word, _)| form(word)).filter(move |word| !known.contains(word));
    all.filter(|word| word.chars().count() <= 3 || word.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー')))
}

/// Words that look otherwise in their one form: they are offered as they are written.
fn written() -> BTreeSet<&'static str> {
    let Synonyms { same, asked, .. } = synonyms();
    let said = asked.values().flat_map(BTreeMap::keys).map(String::as_str);
    let called = asked.values().flat_map(BTreeMap::values).flatten().map(String::as_str);
    let alike = same.values().flatten().flatten().map(String::as_str);
    let all = known_words().map(|(word, _)| word).chain(said).chain(called).chain(alike);
    all.filter(|word| !word.is_ascii() && form(word) != **word).collect()
}

/// What the browser's script begins with: the tables that are the same for every site.
pub fn for_browser() -> String {
    let variants: Vec<&str> = lines(VARIANTS).collect();
    format!(
        "const tables = {};\n",
        json!({
            "variants": variants.join(" "),
            "words": parts().collect::<Vec<_>>().join(" "),
            "written": written(),
            "synonyms": synonyms().normalised(),
            "stops": stops().join(" "),
        })
    )
}

/// Words that the English pipeline leaves out. It does not tell which, so it is asked about those that may be.
fn stops() -> Vec<&'static str> {
    let mut english = Words::new("en");
    STOPS.split_whitespace().filter(|word| english.get(word).is_none()).collect()
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_variant_stands_for_two_forms_and_no_form_is_a_variant() {
        let mut seen = BTreeSet::new();
        for line in lines(VARIANTS) {
            assert!(line.chars().count() > 1, "{line} has no variant");
            for c in line.chars() {
                assert!(seen.insert(c), "{c} stands twice");
            }
        }
    }

    #[test]
    fn synonyms_are_read_and_no_group_is_alone() {
        let Synonyms { same, asked, across } = synonyms();
        for languages in [same.keys().collect::<Vec<_>>(), asked.keys().collect()] {
            assert_eq!(languages, ["en", "ja"]);
        }
        for group in same.values().flatten() {
            assert!(group.len() > 1, "{group:?}");
        }
        for group in across {
            assert!(group.len() > 1, "{group:?}");
        }
    }

    #[test]
    fn nothing_that_is_asked_for_is_called_by_itself() {
        for (said, words) in synonyms().asked.values().flatten() {
            assert!(!words.is_empty() && !words.contains(said), "{said}");
        }
    }

    #[test]
    fn readings_are_kana() {
        for line in lines(READINGS) {
            let (word, kana) = line.split_once(' ').expect("a word and its reading");
            assert!(kana.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー')), "{word} {kana}");
        }
    }
}
