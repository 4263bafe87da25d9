//! `form-definition`: a form says something that forms cannot say.
//!
//! Why: pages, checks and downloads are made from the form; a fault in it is a fault in all of them.
//! Wrong and right: `tests/check/form-definition/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "form-definition",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "mapping",
            ja: "様式の定義は「キー: 値」の形で書いてください",
            en: "A form is made of keys with values",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "needed",
            ja: "様式に「{what}」がありません",
            en: "The form lacks `{what}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "unknown",
            ja: "様式に「{what}」というキーはありません",
            en: "Forms have no key `{what}`",
            help_ja: "docs/ のフォームの説明にあるキーを使ってください",
            help_en: "Use the keys that the guide to forms lists",
        },
        Say {
            variant: "kind",
            ja: "様式の種類「{what}」は使えません",
            en: "`{what}` is no kind of form",
            help_ja: "assessment か paper と書いてください",
            help_en: "Write assessment or paper",
        },
        Say {
            variant: "twice",
            ja: "項目「{what}」が同じ階層に2つあります",
            en: "The item `{what}` stands twice on one level",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "id",
            ja: "「{what}」はidに使えません",
            en: "`{what}` cannot be an id",
            help_ja: "半角の小文字、数字、ハイフンで40字までにしてください",
            help_en: "Use up to 40 lower-case letters, digits and hyphens",
        },
        Say {
            variant: "empty",
            ja: "項目「{what}」に type も items もありません",
            en: "The item `{what}` has neither a type nor items",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "type",
            ja: "「{what}」という型はありません",
            en: "There is no type `{what}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "list",
            ja: "選択肢の一覧「{what}」がありません",
            en: "There is no list of options `{what}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "role",
            ja: "「{what}」という役割（role）はありません",
            en: "There is no role `{what}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "when",
            ja: "項目「{what}」の条件（when）が、ない項目か、ない選択肢を指しています",
            en: "The condition of `{what}` names an item or an option that does not exist",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "reserved",
            ja: "部のid「{what}」はサイトが使うため付けられません",
            en: "`{what}` is reserved and cannot be the id of a part",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "again",
            ja: "様式「{what}」の同じ改定版が2つあります",
            en: "The form `{what}` exists twice in the same revision",
            help_ja: "",
            help_en: "",
        },
    ],
};
