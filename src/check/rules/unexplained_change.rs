//! `unexplained-change`: an item differs from the edition before, and no row of changes.yaml says why.
//!
//! Why: residents and councils are told what changed and why; the second only people can tell.
//! Wrong and right: `tests/check/unexplained-change/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "unexplained-change",
    level: Level::Warning,
    absence: true,
    says: &[
        Say {
            variant: "changed",
            ja: "前の版から変わっていますが、変更箇所に説明がありません（{edition}）",
            en: "It has changed since the edition before, and no row of changes.yaml explains it ({edition})",
            help_ja: "`kohyo changes <文書>` を実行すると、足りない行が changes.yaml に加わります。理由を書いてください",
            help_en: "`kohyo changes <document>` adds the missing rows to changes.yaml; then write the reasons",
        },
        Say {
            variant: "added",
            ja: "前の版になかった記載ですが、変更箇所に説明がありません（{edition}）",
            en: "It is new since the edition before, and no row of changes.yaml explains it ({edition})",
            help_ja: "`kohyo changes <文書>` を実行すると、足りない行が changes.yaml に加わります。理由を書いてください",
            help_en: "`kohyo changes <document>` adds the missing rows to changes.yaml; then write the reasons",
        },
        Say {
            variant: "removed",
            ja: "前の版にあった記載がなくなっていますが、変更箇所に説明がありません（{edition}）",
            en: "It is gone since the edition before, and no row of changes.yaml explains it ({edition})",
            help_ja: "`kohyo changes <文書>` を実行すると、足りない行が changes.yaml に加わります。理由を書いてください",
            help_en: "`kohyo changes <document>` adds the missing rows to changes.yaml; then write the reasons",
        },
        Say {
            variant: "choice-changed",
            ja: "前の版と違う選択肢が選ばれていますが、変更箇所に説明がありません（{edition}）",
            en: "Another option is chosen than in the edition before, and no row of changes.yaml explains it ({edition})",
            help_ja: "`kohyo changes <文書>` を実行すると、足りない行が changes.yaml に加わります。理由を書いてください",
            help_en: "`kohyo changes <document>` adds the missing rows to changes.yaml; then write the reasons",
        },
        Say {
            variant: "moved",
            ja: "前の版と並び順が違いますが、変更箇所に説明がありません（{edition}）",
            en: "It stands in another place than in the edition before, and no row of changes.yaml explains it ({edition})",
            help_ja: "`kohyo changes <文書>` を実行すると、足りない行が changes.yaml に加わります。理由を書いてください",
            help_en: "`kohyo changes <document>` adds the missing rows to changes.yaml; then write the reasons",
        },
    ],
};
