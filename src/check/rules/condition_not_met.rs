//! `condition-not-met`: an answer stands where the form says that the item does not apply.
//!
//! Why: it contradicts another answer, and would not be published.
//! Wrong and right: `tests/check/condition-not-met/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "condition-not-met",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "「{controller}」の回答により、この項目は該当しません",
        en: "Because of the answer to \"{controller}\" this item does not apply",
        help_ja: "この回答を消すか、「{controller}」の回答を見直してください",
        help_en: "Remove this answer, or look again at \"{controller}\"",
    }],
};
