//! `missing-translation`: a text has no translation.
//!
//! Why: readers of that language are shown the source text with a note.
//! Wrong and right: `tests/check/missing-translation/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "missing-translation",
    level: Level::Information,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "{language} の訳がない文章が {n} 件あります",
            en: "{n} texts have no translation into {language}",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "document",
            ja: "{language} の訳がありません",
            en: "There is no translation into {language}",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "title",
            ja: "題名に {language} の訳がありません",
            en: "The title has no translation into {language}",
            help_ja: "",
            help_en: "",
        },
    ],
};
