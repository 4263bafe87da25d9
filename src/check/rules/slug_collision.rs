//! `slug-collision`: two things would have the same address.
//!
//! Why: one would overwrite the other, on some machines only.
//! Wrong and right: `tests/check/slug-collision/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "slug-collision",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "「{slug}」と「{other}」は同じアドレスになります",
            en: "`{slug}` and `{other}` would have the same address",
            help_ja: "大文字と小文字、濁点の表し方だけが違う名前は使えません",
            help_en: "Names that differ only in case or Unicode form cannot stand side by side",
        },
        Say {
            variant: "reserved",
            ja: "「{slug}」の「{other}」はサイトが使う名前です",
            en: "In `{slug}` the name `{other}` belongs to the site",
            help_ja: "別の名前にしてください",
            help_en: "Choose another name",
        },
        Say {
            variant: "page",
            ja: "文書「{slug}」は文書「{other}」のページと同じアドレスになります",
            en: "The document `{slug}` would have the address of a page of `{other}`",
            help_ja: "別の名前にしてください",
            help_en: "Choose another name",
        },
        Say {
            variant: "characters",
            ja: "「{slug}」はアドレスに使えない文字を含んでいます",
            en: "`{slug}` has characters that cannot stand in an address",
            help_ja: "空白、? # % \\ などを使わないでください",
            help_en: "Do without spaces and ? # % \\",
        },
        Say {
            variant: "moved",
            ja: "移転元「{slug}」には別の文書があります",
            en: "`{slug}`, from which a document has moved, is the address of another",
            help_ja: "",
            help_en: "",
        },
    ],
};
