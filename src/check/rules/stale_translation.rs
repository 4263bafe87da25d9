//! `stale-translation`: the source text changed after its translation was last touched.
//!
//! Why: a resident who reads the translation would be told what no longer holds.
//! Wrong and right: `tests/check/stale-translation/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "stale-translation",
    level: Level::Warning,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "原文は{edition}で変わりましたが、{language} の訳は変わっていません",
        en: "The source changed in the {edition}, but its translation into {language} did not",
        help_ja: "訳を改めてください。改めるまで、変更前の原文の訳であることを断って示します",
        help_en: "Bring the translation up to date; until then readers are told that it renders the earlier text",
    }],
};
