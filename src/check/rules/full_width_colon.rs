//! `full-width-colon`: a full-width colon stands after a key.
//!
//! Why: YAML knows only the half-width one; the key would become part of a text.
//! Wrong and right: `tests/check/full-width-colon/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "full-width-colon",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "キー「{key}」の後が全角のコロン（：）です",
        en: "The key `{key}` is followed by a full-width colon (：)",
        help_ja: "半角のコロンと半角の空白にしてください",
        help_en: "Use a half-width colon and a space",
    }],
};
