//! `bad-date`: a date is no date.
//!
//! Why: dates are compared, sorted and shown in two calendars.
//! Wrong and right: `tests/check/bad-date/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "bad-date",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "day",
            ja: "日付として読めません: 「{value}」",
            en: "`{value}` is no date",
            help_ja: "2026-04-01 のように年月日を書きます",
            help_en: "Write year, month and day like 2026-04-01",
        },
        Say {
            variant: "date",
            ja: "日付として読めません: 「{value}」",
            en: "`{value}` is no date",
            help_ja: "2026、2026-04、2026-04-01 のどれかの形で書きます",
            help_en: "Write 2026, 2026-04 or 2026-04-01",
        },
        Say {
            variant: "folder",
            ja: "版のフォルダー名「{value}」が日付ではありません",
            en: "The folder of the edition, `{value}`, is no date",
            help_ja: "editions/2026-04-01 のように名付けてください",
            help_en: "Name it like editions/2026-04-01",
        },
    ],
};
