//! `published-in-future`: the date of publication is later than today.
//!
//! Why: the site would announce what has not happened.
//! Wrong and right: `tests/check/published-in-future/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "published-in-future",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "公表日（{date}）が今日（{today}）より後です",
        en: "The date of publication ({date}) is later than today ({today})",
        help_ja: "その日まで status を draft か consultation にしてください",
        help_en: "Keep the status at draft or consultation until then",
    }],
};
