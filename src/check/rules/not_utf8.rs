//! `not-utf8`: the file is not UTF-8.
//!
//! Why: Kohyo reads UTF-8 alone; a file saved as Shift_JIS would be published as unreadable characters.
//! Wrong and right: `tests/check/not-utf8/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "not-utf8",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "このファイルはUTF-8ではありません",
        en: "This file is not UTF-8",
        help_ja: "エディターで「UTF-8」を選んで保存し直してください",
        help_en: "Save it again with the encoding UTF-8",
    }],
};
