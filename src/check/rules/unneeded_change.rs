//! `unneeded-change`: a row of changes.yaml is about an item in which nothing differs.
//!
//! Why: a row that explains no change misleads, or was written for another item or date.
//! Wrong and right: `tests/check/unneeded-change/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "unneeded-change",
    level: Level::Warning,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "{older}と{newer}で、この項目の記載は同じです",
            en: "Nothing differs in this item between the {older} and the {newer}",
            help_ja: "項目や日付を確かめるか、行を消してください",
            help_en: "Check the item and the date, or remove the row",
        },
        Say {
            variant: "label",
            ja: "「{words}」がどの項目か分からないので、版と比べられません",
            en: "`{words}` is not the path of an item, so nothing can be compared",
            help_ja: "項目をパスで書いてください（`kohyo forms <様式>` で見られます）。印刷された名前は label に書けます",
            help_en: "Name the item by its path, as `kohyo forms <form>` lists it; the printed name can stand in `label`",
        },
        Say {
            variant: "none",
            ja: "この行には項目がありません",
            en: "The row names no item",
            help_ja: "item に項目のパスを書いてください",
            help_en: "Write the path of the item in `item`",
        },
    ],
};
