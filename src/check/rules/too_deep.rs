//! `too-deep`: the nesting is too deep.
//!
//! Why: no form needs it, and reading it could exhaust the machine.
//! Wrong and right: `tests/check/too-deep/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "too-deep",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "入れ子が深すぎます",
        en: "The nesting is too deep",
        help_ja: "括弧や字下げの閉じ忘れがないか確かめてください",
        help_en: "Look for brackets or indentation left open",
    }],
};
