//! `broken-link`: a link leads nowhere.
//!
//! Why: a reader follows it and is lost; in every language.
//! Wrong and right: `tests/check/broken-link/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "broken-link",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "document",
            ja: "文書「{value}」はありません",
            en: "There is no document `{value}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "unpublished",
            ja: "文書「{value}」は公表されていません",
            en: "The document `{value}` is not published",
            help_ja: "公表されるまでリンクを外してください",
            help_en: "Take the link out until it is",
        },
        Say {
            variant: "item",
            ja: "項目「{value}」はありません",
            en: "There is no item `{value}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "page",
            ja: "ページ「{value}」はありません",
            en: "There is no page `{value}`",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "scheme",
            ja: "この種類のリンクは使えません: 「{value}」",
            en: "Links like `{value}` are not allowed",
            help_ja: "http、https、mailto、tel、#項目、doc:文書、page:ページ、files/ファイル だけが使えます",
            help_en: "Use http, https, mailto, tel, #item, doc:slug, page:name or files/name",
        },
    ],
};
