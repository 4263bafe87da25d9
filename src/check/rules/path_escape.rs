//! `path-escape`: a reference to a file leads out of its folder.
//!
//! Why: files elsewhere on the machine must never be published.
//! Wrong and right: `tests/check/path-escape/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "path-escape",
    level: Level::Error,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "「{value}」は文書の files/ フォルダーの外を指しています",
        en: "`{value}` leads out of the document's files/ folder",
        help_ja: "files/名前 の形で書き、ファイルを files/ に置いてください",
        help_en: "Put the file into files/ and write files/name",
    }],
};
