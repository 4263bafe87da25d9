//! `missing-glyph`: a text has a character that cannot be printed.
//!
//! Why: PDF files carry their own fonts, so that they look the same everywhere and for ever; what these lack would be a
//! gap on paper. Wrong and right: `tests/check/missing-glyph/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "missing-glyph",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "PDFの書体にない文字です: 「{value}」（{code}）",
        en: "The fonts of PDF files lack: `{value}` ({code})",
        help_ja: "言葉か、ほかの文字に置き換えてください",
        help_en: "Use words or another character",
    }],
};
