//! `unknown-option`: a value is none of the options.
//!
//! Why: readers, filters and comparisons rely on the options of the form.
//! Wrong and right: `tests/check/unknown-option/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "unknown-option",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "選択肢にない値です: 「{value}」",
            en: "`{value}` is none of the options",
            help_ja: "選択肢: {options}",
            help_en: "Options: {options}",
        },
        Say {
            variant: "level",
            ja: "「{value}」は使えません",
            en: "`{value}` cannot stand here",
            help_ja: "次のどれかを書いてください: {options}",
            help_en: "Write one of: {options}",
        },
    ],
};
