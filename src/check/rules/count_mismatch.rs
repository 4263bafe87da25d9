//! `count-mismatch`: a declared number differs from the number of entries.
//!
//! Why: one of the two is wrong, or the reader is owed an explanation.
//! Wrong and right: `tests/check/count-mismatch/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "count-mismatch",
    level: Level::Warning,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "{n} 件とありますが、記入は {m} 件です",
        en: "{n} are declared, {m} are given",
        help_ja: "数か記入を直すか、違う理由を備考に書いてください",
        help_en: "Correct one of the two, or explain the difference in the remarks",
    }],
};
