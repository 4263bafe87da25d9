//! `unknown-item`: a key is no item of the form.
//!
//! Why: the answer would not be published.
//! Wrong and right: `tests/check/unknown-item/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "unknown-item",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "様式に「{key}」という項目はありません",
            en: "The form has no item `{key}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "change",
            ja: "どの版にも「{key}」という項目はありません",
            en: "No edition has an item `{key}`",
            help_ja: "項目のパスを書いてください。版がない時期の項目は、印刷されている名前で書けます",
            help_en: "Write the path of an item; where no edition exists, the printed label",
        },
        Say {
            variant: "key",
            ja: "ここに「{key}」というキーは書けません",
            en: "`{key}` is no key that can stand here",
            help_ja: "書けるキー: {options}",
            help_en: "Keys that can: {options}",
        },
        Say {
            variant: "entry",
            ja: "「{key}」は記入の見出し（キー）に使えません",
            en: "`{key}` cannot be the key of an entry",
            help_ja: "半角の小文字、数字、ハイフンで40字までにしてください",
            help_en: "Use up to 40 lower-case letters, digits and hyphens",
        },
        Say {
            variant: "column",
            ja: "表に「{key}」という列はありません",
            en: "The table has no column `{key}`",
            help_ja: "列: {options}",
            help_en: "Columns: {options}",
        },
        Say {
            variant: "box",
            ja: "図に「{key}」という箱はありません",
            en: "The figure has no box `{key}`",
            help_ja: "箱: {options}",
            help_en: "Boxes: {options}",
        },
    ],
};
