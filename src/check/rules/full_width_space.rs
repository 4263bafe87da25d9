//! `full-width-space`: a line is indented with full-width spaces, or one stands after a key.
//!
//! Why: YAML does not take them for spaces.
//! Wrong and right: `tests/check/full-width-space/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "full-width-space",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "字下げに全角の空白が使われています",
            en: "This line is indented with full-width spaces",
            help_ja: "半角の空白2つに置き換えてください",
            help_en: "Replace each with two half-width spaces",
        },
        Say {
            variant: "gap",
            ja: "コロンや「-」の後が全角の空白です",
            en: "A full-width space stands after the colon or the `-`",
            help_ja: "半角の空白にしてください",
            help_en: "Use a half-width space",
        },
    ],
};
