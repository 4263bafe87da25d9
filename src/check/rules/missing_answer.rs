//! `missing-answer`: an item that must be answered is not.
//!
//! Why: a published assessment must answer every item of the statutory form that applies.
//! Wrong and right: `tests/check/missing-answer/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "missing-answer",
    level: Level::Error,
    absence: true,
    says: &[
        Say {
            variant: "",
            ja: "必須の項目「{label}」（{id}）に回答がありません",
            en: "The required item \"{label}\" ({id}) is not answered",
            help_ja: "回答を書くか、当てはまらないときは ― と書いてください",
            help_en: "Answer it, or write ― where it does not apply",
        },
        Say {
            variant: "group",
            ja: "「{label}」（{id}）がまるごと書かれていません（必須の項目 {n} 件）",
            en: "\"{label}\" ({id}) is absent altogether ({n} required items)",
            help_ja: "回答を書くか、当てはまらないときは ― と書いてください",
            help_en: "Answer it, or write ― where it does not apply",
        },
        Say {
            variant: "arrow",
            ja: "矢印に「{id}」がありません",
            en: "The arrow has no `{id}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "published",
            ja: "公表された評価書に公表日（published）がありません",
            en: "A published assessment has no date of publication",
            help_ja: "published: 2026-04-01 のように書いてください",
            help_en: "Write it like published: 2026-04-01",
        },
        Say {
            variant: "date",
            ja: "変更日（date）がありません",
            en: "The change has no date",
            help_ja: "date: 2026-04-01 のように書いてください",
            help_en: "Write it like date: 2026-04-01",
        },
    ],
};
