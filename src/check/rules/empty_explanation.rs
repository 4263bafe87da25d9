//! `empty-explanation`: a row of changes.yaml has no reason.
//!
//! Why: 提出時期に係る説明 is the one column that nobody can compute.
//! Wrong and right: `tests/check/empty-explanation/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "empty-explanation",
    level: Level::Warning,
    absence: true,
    says: &[Say {
        variant: "",
        ja: "変更の理由（提出時期に係る説明）がありません",
        en: "The row has no reason",
        help_ja: "reason に理由を書いてください。上の行と同じなら「同上」と書けます",
        help_en: "Write the reason in `reason`; 同上 stands for that of the row above",
    }],
};
