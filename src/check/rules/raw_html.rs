//! `raw-html`: a text has HTML in it.
//!
//! Why: HTML from a document would run in the name of the site. A `<` that begins no tag is a character like any other.
//! Wrong and right: `tests/check/raw-html/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "raw-html",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "文章の中にHTMLのタグがあります",
            en: "There is an HTML tag in the text",
            help_ja: "Markdownで書くか、< を全角の ＜ にしてください",
            help_en: "Write Markdown, or use the full-width ＜",
        },
        Say {
            variant: "unrendered",
            ja: "表示できない文字があります",
            en: "There is a character that cannot be shown",
            help_ja: "消すか、別の文字に置き換えてください",
            help_en: "Remove or replace it",
        },
    ],
};
