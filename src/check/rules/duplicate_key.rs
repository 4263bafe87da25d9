//! `duplicate-key`: a key is answered twice.
//!
//! Why: one of the two answers would be lost without a word.
//! Wrong and right: `tests/check/duplicate-key/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "duplicate-key",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "キー「{key}」が2回書かれています",
            en: "The key `{key}` stands here twice",
            help_ja: "どちらか1つにまとめてください",
            help_en: "Keep one of the two",
        },
        Say {
            variant: "files",
            ja: "「{key}」は別のファイルでも回答されています",
            en: "`{key}` is also answered in another file",
            help_ja: "どちらか1つのファイルにまとめてください",
            help_en: "Keep it in one of the two files",
        },
        Say {
            variant: "option",
            ja: "選択肢「{key}」が2回選ばれています",
            en: "The option `{key}` is chosen twice",
            help_ja: "どちらか1つにまとめてください",
            help_en: "Keep one of the two",
        },
    ],
};
