//! `date-order`: two dates are in the wrong order.
//!
//! Why: a period that ends before it begins, or a hearing after publication, is a slip of the pen.
//! Wrong and right: `tests/check/date-order/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "date-order",
    level: Level::Warning,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "終わり（{to}）が始まり（{from}）より前です",
            en: "It ends ({to}) before it begins ({from})",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "edition",
            ja: "版の日付（{from}）が、後の版の日付（{to}）より前ではありません",
            en: "The date of this edition ({from}) is not before that of the one after it ({to})",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "folder",
            ja: "フォルダーの日付（{from}）と公表日（{to}）が違います",
            en: "The folder's date ({from}) differs from the date of publication ({to})",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "ended",
            ja: "終了日（{to}）が公表日（{from}）より前です",
            en: "It ended ({to}) before it was published ({from})",
            help_ja: "",
            help_en: "",
        },
    ],
};
