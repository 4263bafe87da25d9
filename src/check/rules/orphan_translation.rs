//! `orphan-translation`: a translation has no source.
//!
//! Why: it would never be shown, or shown in the wrong place.
//! Wrong and right: `tests/check/orphan-translation/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "orphan-translation",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "翻訳に対応する原文がありません",
            en: "This translation has no source text",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "key",
            ja: "「{key}」に対応する原文がありません",
            en: "`{key}` has no counterpart in the source",
            help_ja: "原文にあるキーだけを訳してください",
            help_en: "Translate only keys that the source has",
        },
        Say {
            variant: "rows",
            ja: "翻訳の行数（{n}）が原文の行数（{m}）と違います",
            en: "The translation has {n} rows, the source {m}",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "row",
            ja: "この行に対応する原文の行がありません",
            en: "This row has no counterpart in the source",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "shape",
            ja: "翻訳は文章か {partial: 文章} で書きます",
            en: "A translation is a text, or {partial: text}",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "untranslatable",
            ja: "この型の回答は翻訳しません",
            en: "Answers of this type are not translated",
            help_ja: "この行を消してください",
            help_en: "Remove it",
        },
        Say {
            variant: "language",
            ja: "「{language}」はこのサイトの言語ではありません",
            en: "`{language}` is no language of this site",
            help_ja: "site.yaml の languages にある言語: {options}",
            help_en: "Languages in site.yaml: {options}",
        },
    ],
};
