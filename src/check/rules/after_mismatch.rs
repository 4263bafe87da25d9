//! `after-mismatch`: the `after` of a row does not stand in the edition after the change.
//!
//! Why: readers would be told of a text that the document does not have.
//! Wrong and right: `tests/check/after-mismatch/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "after-mismatch",
    level: Level::Warning,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "「変更後」の記載が{edition}にありません: 「{line}」",
            en: "The text after the change is not in the {edition}: `{line}`",
            help_ja: "版の記載をそのまま写すか、after を消してください（消せば版から自動で作られます）",
            help_en: "Copy the words of the edition, or remove `after`: it is then computed from the edition",
        },
        Say {
            variant: "still",
            ja: "「変更後」では消えている記載が、{edition}にはまだあります: 「{line}」",
            en: "The text after the change leaves this out, but the {edition} still has it: `{line}`",
            help_ja: "版の記載か、変更箇所の記載のどちらかを直してください",
            help_en: "Correct either the edition or the row",
        },
    ],
};
