//! `change-after-publication`: a row is dated after the day the newest edition was published.
//!
//! Why: it explains no edition, so it is not shown.
//! Wrong and right: `tests/check/change-after-publication/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "change-after-publication",
    level: Level::Warning,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "変更日（{date}）が最新の版の公表日（{published}）より後なので、この行は公表されません",
        en: "The row is dated {date}, after the newest edition was published ({published}), and is not shown",
        help_ja: "date は、変更を載せた版の公表日までの日付にしてください",
        help_en: "The date must not be later than the publication of the edition that has the change",
    }],
};
