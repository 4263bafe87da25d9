//! `before-mismatch`: the `before` of a row does not stand in the edition before the change.
//!
//! Why: readers would compare with a text that was never published.
//! Wrong and right: `tests/check/before-mismatch/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "before-mismatch",
    level: Level::Warning,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "「変更前」の記載が{edition}にありません: 「{line}」",
        en: "The text before the change is not in the {edition}: `{line}`",
        help_ja: "版の記載をそのまま写すか、before を消してください（消せば版から自動で作られます）",
        help_en: "Copy the words of the edition, or remove `before`: it is then computed from the edition",
    }],
};
