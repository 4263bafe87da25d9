//! `unknown-form`: the document names a form that does not exist.
//!
//! Why: without its form nothing of a document can be read.
//! Wrong and right: `tests/check/unknown-form/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "unknown-form",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "様式「{value}」はありません",
            en: "There is no form `{value}`",
            help_ja: "使える様式: {options}",
            help_en: "Forms: {options}",
        },
        Say {
            variant: "missing",
            ja: "様式（form）が書かれていません",
            en: "No form is given",
            help_ja: "form: に続けて書いてください。使える様式: {options}",
            help_en: "Write form: and one of {options}",
        },
    ],
};
