//! Finding the terms of the glossary in texts.

use crate::content::pages::Term;
use crate::text::Terms;
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// The terms of one language.
pub struct Glossary {
    words: AhoCorasick,
    /// For every word the index of its term.
    terms: Vec<usize>,
    /// Words of Latin letters count only where no letter stands beside them.
    latin: Vec<bool>,
}

impl Glossary {
    /// The words of `terms` in language `index`; nothing where there are none.
    pub fn new(terms: &[Term], index: usize) -> Option<Self> {
        let words: Vec<(usize, &str)> = terms
            .iter()
            .enumerate()
            .flat_map(|(n, term)| {
                let own = term.term.exact(index).map(|w| &*w.text);
                let also = term.also.iter().filter(move |(l, _)| *l == index).map(|(_, word)| &**word);
                own.into_iter().chain(also).map(move |word| (n, word.trim()))
            })
            .filter(|(_, word)| !word.is_empty())
            .collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(words.iter().map(|(_, word)| word))
            .ok()?;
        let latin = words.iter().map(|(_, word)| word.is_ascii()).collect();
        (!words.is_empty()).then(|| Self {
            words: automaton,
            terms: words.iter().map(|(n, _)| *n).collect(),
            latin,
        })
    }
}

impl Terms for Glossary {
    fn find(&self, run: &str) -> Vec<(Range<usize>, usize)> {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
        self.words
            .find_iter(run)
            .filter(|found| {
                let alone = !letter(run[..found.start()].chars().next_back())
                    && !letter(run[found.end()..].chars().next());
                !self.latin[found.pattern().as_usize()] || alone
            })
            .map(|found| (found.range(), self.terms[found.pattern().as_usize()]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FileId, Span, Translated};

    fn term(word: &str) -> Term {
        Term {
            key: word.into(),
            term: Translated::source(word, None),
            reading: None,
            text: Translated::default(),
            also: Vec::new(),
            span: Span::file(FileId(0)),
        }
    }

    #[test]
    fn the_longest_term_wins_and_latin_words_stand_alone() {
        let glossary =
            Glossary::new(&[term("個人番号"), term("特定個人番号ファイル"), term("PIA")], 0).expect("terms");
        let found = |run: &str| glossary.find(run).iter().map(|(_, n)| *n).collect::<Vec<_>>();
        assert_eq!(found("特定個人番号ファイルと個人番号"), [1, 0]);
        assert_eq!(found("PIAとPIAno"), [2]);
    }
}
