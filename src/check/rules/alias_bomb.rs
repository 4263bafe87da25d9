//! `alias-bomb`: aliases repeat too much.
//!
//! Why: a few lines of aliases can grow to gigabytes.
//! Wrong and right: `tests/check/alias-bomb/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "alias-bomb",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "エイリアス（*名前）による繰り返しが多すぎます（上限 {most}）",
        en: "Aliases (*name) repeat too much (limit {most})",
        help_ja: "エイリアスを使わず、内容をそのまま書いてください",
        help_en: "Write the content out instead of using aliases",
    }],
};
