//! `individual-number`: there is an Individual Number.
//!
//! Why: publishing one is against the law (番号法第19条) and cannot be undone.
//! Wrong and right: `tests/check/individual-number/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "individual-number",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "個人番号と思われる12桁の数字があります（表示しません）",
            en: "There are twelve digits that look like an Individual Number (not shown)",
            help_ja: "消してください。個人番号でないときは site.yaml の not_personal_numbers に書きます",
            help_en: "Remove them. If they are no Individual Number, list them in not_personal_numbers of site.yaml",
        },
        Say {
            variant: "name",
            ja: "名前の中に、個人番号と思われる12桁の数字があります（表示しません）",
            en: "A name has twelve digits that look like an Individual Number (not shown)",
            help_ja: "フォルダーやファイルの名前を変えてください",
            help_en: "Rename the folder or the file",
        },
    ],
};
