//! `missing-file`: a file that is referred to is not there.
//!
//! Why: readers would find a gap. Names are compared to the letter: a web server tells upper from lower case.
//! Wrong and right: `tests/check/missing-file/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "missing-file",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "ファイル「{value}」がありません",
            en: "The file `{value}` does not exist",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "case",
            ja: "ファイル「{value}」は、大文字と小文字が違う「{other}」しかありません",
            en: "There is no `{value}`, only `{other}`: upper and lower case differ",
            help_ja: "",
            help_en: "",
        },
    ],
};
