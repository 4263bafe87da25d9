//! `file-type`: a file is of a type that is not published.
//!
//! Why: a page or a script from a document's folder would run in the name of the site.
//! Wrong and right: `tests/check/file-type/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "file-type",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "「{value}」の種類のファイルは公開できません",
            en: "Files like `{value}` are not published",
            help_ja: "公開できる種類: {options}",
            help_en: "Types that are: {options}",
        },
        Say {
            variant: "svg",
            ja: "「{value}」は安全なSVGに直せません（{detail}）",
            en: "`{value}` cannot be made a safe SVG ({detail})",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "picture",
            ja: "「{value}」は図として表示できません",
            en: "`{value}` cannot be shown as a picture",
            help_ja: "図に使える種類: {options}",
            help_en: "Types of pictures: {options}",
        },
    ],
};
