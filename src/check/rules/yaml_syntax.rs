//! `yaml-syntax`: the file is not YAML at this place.
//!
//! Why: what cannot be read cannot be published, and a parser's own words rarely name the cause.
//! Wrong and right: `tests/check/yaml-syntax/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "yaml-syntax",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "YAMLとして読めません（{detail}）",
            en: "This is not valid YAML ({detail})",
            help_ja: "この行か、そのすぐ上の行を見直してください。字下げ、コロンの後の空白、引用符の閉じ忘れがよくある原因です",
            help_en: "Look at this line and the one above it: indentation, the space after a colon and unclosed quotation marks are the usual causes",
        },
        Say {
            variant: "tab",
            ja: "タブ文字では字下げできません",
            en: "A tab cannot be used for indentation",
            help_ja: "半角の空白に置き換えてください",
            help_en: "Replace it with half-width spaces",
        },
        Say {
            variant: "colon",
            ja: "「キー: 値」の形になっていません",
            en: "This is not of the form `key: value`",
            help_ja: "コロンの後に半角の空白を入れ、値にコロンが含まれるときは引用符で囲んでください",
            help_en: "Put a space after the colon, and put a value that contains a colon in quotation marks",
        },
        Say {
            variant: "indent",
            ja: "字下げがそろっていません",
            en: "The indentation does not line up",
            help_ja: "同じ階層のキーは、同じ数の半角の空白で始めてください",
            help_en: "Keys of one level begin with the same number of spaces",
        },
        Say {
            variant: "quote",
            ja: "引用符が閉じられていません",
            en: "A quotation mark is not closed",
            help_ja: "始めと同じ引用符で閉じてください",
            help_en: "Close it with the same mark it began with",
        },
        Say {
            variant: "after-quote",
            ja: "閉じた引用符の後に文字が続いています",
            en: "Something stands after the closing quotation mark",
            help_ja: "値の全体を引用符で囲むか、引用符を全角にしてください",
            help_en: "Put the whole value in quotation marks, or use other marks",
        },
        Say {
            variant: "bracket",
            ja: "括弧の対応が合っていません",
            en: "The brackets do not match",
            help_ja: "[ ] と { } を閉じ、文章の中の括弧は値ごと引用符で囲んでください",
            help_en: "Close [ ] and { }; put a value that has brackets in quotation marks",
        },
        Say {
            variant: "anchor",
            ja: "「*」や「&」で始まる値は、文章として読めません",
            en: "A value that begins with `*` or `&` is no text",
            help_ja: "値を引用符で囲むか、「|」に続けて次の行に書いてください",
            help_en: "Put it in quotation marks, or write it below a `|`",
        },
        Say {
            variant: "character",
            ja: "ここには使えない文字があります（{detail}）",
            en: "There is a character that cannot stand here ({detail})",
            help_ja: "@ や % で始まる値は引用符で囲み、見えない制御文字は消してください",
            help_en: "Put a value that begins with @ or % in quotation marks; remove control characters",
        },
        Say {
            variant: "key",
            ja: "コロンの前には、キーを1つ書いてください",
            en: "A key must be a single word",
            help_ja: "一覧や組をキーにすることはできません",
            help_en: "A list or a mapping cannot be a key",
        },
    ],
};
