//! `status-unknown`: the state of an edition is missing or unknown.
//!
//! Why: what is not known to be public is treated as a draft, so the document would vanish from the site.
//! Wrong and right: `tests/check/status-unknown/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "status-unknown",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "状態（status）「{value}」はありません。下書きとして扱います",
            en: "There is no status `{value}`; the edition counts as a draft",
            help_ja: "次のどれかを書いてください: {options}",
            help_en: "Write one of: {options}",
        },
        Say {
            variant: "missing",
            ja: "状態（status）が書かれていません。下書きとして扱います",
            en: "No status is given; the edition counts as a draft",
            help_ja: "次のどれかを書いてください: {options}",
            help_en: "Write one of: {options}",
        },
    ],
};
