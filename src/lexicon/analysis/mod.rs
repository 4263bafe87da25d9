//! Texts as the tokens they are found by.
//!
//! One splitter for every language: scripts without spaces give signs and pairs of signs, the others give words. What a
//! language makes of its words (stop words, stems) is the pipeline of its [`elasticlunr::Language`]. A page in English
//! also shows texts that are not translated yet, so both kinds of script stand in every index.

mod chars;
mod dates;
mod normalise;
mod tokens;

pub use normalise::normalise;
pub use tokens::{Token, each};

use elasticlunr::{Language, Pipeline};
use std::collections::HashMap;

/// Japanese (日本語), and any language whose words stay as they are written.
pub struct Dense;

impl Language for Dense {
    fn name(&self) -> String {
        "Japanese".to_owned()
    }

    fn code(&self) -> String {
        "ja".to_owned()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        split(text)
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: Vec::new() }
    }
}

/// A language of words: the splitter is ours, stop words and stems are those of elasticlunr.
pub struct Worded(Box<dyn Language>);

impl Language for Worded {
    fn name(&self) -> String {
        self.0.name()
    }

    fn code(&self) -> String {
        self.0.code()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        split(text)
    }

    fn make_pipeline(&self) -> Pipeline {
        self.0.make_pipeline()
    }
}

fn split(text: &str) -> Vec<String> {
    let mut chars = Vec::new();
    normalise(text, &mut chars);
    let mut found = Vec::new();
    each(&chars, &mut |token| {
        found.push(match token {
            Token::One(c) => c.to_string(),
            Token::Two(a, b) => [a, b].iter().collect(),
            Token::Word(word) | Token::Mark(word) => word.to_owned(),
        });
    });
    found
}

/// The language of a code such as `en` or `zh-Hans`.
pub fn language(code: &str) -> Box<dyn Language> {
    let primary = code.split('-').next().unwrap_or(code);
    match elasticlunr::lang::from_code(primary) {
        Some(known) => Box::new(Worded(known)),
        None => Box::new(Dense),
    }
}

/// Words as a language indexes them. Every word goes through the pipeline once.
pub struct Words {
    pipeline: Pipeline,
    known: HashMap<Box<str>, Option<Box<str>>>,
}

impl Words {
    /// The words of a language.
    pub fn new(code: &str) -> Self {
        Self { pipeline: language(code).make_pipeline(), known: HashMap::new() }
    }

    /// The indexed form of a word; nothing for a stop word. Only plain letters are known to the pipelines.
    pub fn get(&mut self, word: &str) -> Option<&str> {
        if !self.known.contains_key(word) {
            let form = if word.bytes().all(|b| b.is_ascii_alphabetic()) {
                self.pipeline.run(vec![word.to_owned()]).pop().filter(|form| !form.is_empty())
            } else {
                Some(word.to_owned())
            };
            self.known.insert(word.into(), form.map(Into::into));
        }
        self.known.get(word)?.as_deref()
    }
}

/// The tokens of a text as the index of a language has them.
pub fn analyse(code: &str, text: &str) -> Vec<String> {
    let mut words = Words::new(code);
    let mut chars = Vec::new();
    normalise(text, &mut chars);
    let mut found = Vec::new();
    each(&chars, &mut |token| match token {
        Token::One(c) => found.push(c.to_string()),
        Token::Two(a, b) => found.push([a, b].iter().collect()),
        Token::Mark(mark) => found.push(mark.to_owned()),
        Token::Word(word) => found.extend(words.get(word).map(str::to_owned)),
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(code: &str, text: &str) -> String {
        analyse(code, text).join(" ")
    }

    #[test]
    fn signs_pairs_words_numbers_and_dates() {
        let cases = [
            ("ja", "再委託", "再 再委 委 委託 託"),
            ("ja", "取り扱い", "取 取り り扱 取扱 扱 扱い"),
            ("ja", "人の数", "人 人の の数 数"),
            ("ja", "ＤＶ等", "dv 等"),
            ("ja", "令和7年7月1日", "令 令和 和 7 y2025 y2025-7 y2025-7-1 年 7 月 1 日"),
            ("ja", "R7.7.1", "r 7 y2025 y2025-7 y2025-7-1 7 1"),
            ("ja", "平成三十年度", "平 平成 成 30 y2018 年 年度 度"),
            ("ja", "①入手", "① 入 入手 手"),
            ("en", "The person's records are kept.", "person record kept"),
            ("en", "1 July 2025", "1 juli 2025 y2025"),
            ("en", "retention periods, 保管", "retent period 保 保管 管"),
        ];
        for (code, text, expected) in cases {
            assert_eq!(tokens(code, text), expected, "{text}");
        }
    }

    #[test]
    fn the_language_and_the_index_split_alike() {
        for text in ["番号法第９条 別表", "The ISMAP list; AWS", "Ⅲ５．特定個人情報の提供・移転"]
        {
            let language = language("en");
            let through_trait = language.make_pipeline().run(language.tokenize(text));
            let expected: Vec<String> = through_trait.into_iter().filter(|t| !t.is_empty()).collect();
            let own: Vec<String> = analyse("en", text)
                .into_iter()
                .filter(|t| t.bytes().all(|b| b.is_ascii_alphanumeric()))
                .collect();
            assert_eq!(own, expected, "{text}");
        }
    }

    #[test]
    fn no_word_breaks_the_stemmer() {
        let mut words = Words::new("en");
        let letters = || b'a'..=b'z';
        for a in letters() {
            for b in letters() {
                for c in letters() {
                    words.get(std::str::from_utf8(&[a, b, c]).expect("letters"));
                }
            }
        }
        assert_eq!(words.get("re-entrustment"), Some("re-entrustment"));
        assert_eq!(words.get("assessments"), Some("assess"));
    }
}
