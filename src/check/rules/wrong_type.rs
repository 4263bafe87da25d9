//! `wrong-type`: an answer has another shape than the item asks for.
//!
//! Why: it could not be shown as what it is.
//! Wrong and right: `tests/check/wrong-type/`.

use crate::check::{Rule, Say};
use crate::model::Level;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "wrong-type",
    level: Level::Error,
    absence: false,
    says: &[
        Say {
            variant: "mapping",
            ja: "ここには「キー: 値」の組を書きます",
            en: "Keys with values are expected here",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "entries",
            ja: "ここには、見出し（キー）を付けた記入を並べます",
            en: "Entries, each with a key of its own, are expected here",
            help_ja: "例）core: の下に1字下げて項目を書きます",
            help_en: "For example `core:` with its items indented below it",
        },
        Say {
            variant: "text",
            ja: "ここには文章を書きます",
            en: "A text is expected here",
            help_ja: "複数行のときは「|」に続けて、次の行から字下げして書きます",
            help_en: "For several lines write `|` and indent the lines below",
        },
        Say {
            variant: "choice",
            ja: "選択肢を1つだけ書いてください",
            en: "Exactly one option is expected here",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "checklist",
            ja: "選択肢を一覧（- ）で書いてください",
            en: "A list of options (`- `) is expected here",
            help_ja: "1つだけのときも「- 」を付けます",
            help_en: "Use `- ` even for a single one",
        },
        Say {
            variant: "checked",
            ja: "選択肢1つか「選択肢: 内容」を書いてください",
            en: "An option, or `option: text`, is expected here",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "carried",
            ja: "選択肢「{value}」には内容を付けられません",
            en: "The option `{value}` carries no text",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "count",
            ja: "数字だけを書いてください: 「{value}」",
            en: "A number is expected: `{value}`",
            help_ja: "単位やコンマは付けません",
            help_en: "Without unit or separators",
        },
        Say {
            variant: "period",
            ja: "期間は from と to で書きます",
            en: "A period is written with from and to",
            help_ja: "例）{from: 2026-04-01, to: 2027-03-31}",
            help_en: "For example {from: 2026-04-01, to: 2027-03-31}",
        },
        Say {
            variant: "table",
            ja: "表は行の一覧か、csv: files/名前.csv と書きます",
            en: "A table is a list of rows, or csv: files/name.csv",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "row",
            ja: "行は「列: 値」の組で書きます",
            en: "A row is made of columns with values",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "csv",
            ja: "CSVの引用符（\"）が閉じられていません",
            en: "A quotation mark of the CSV file is not closed",
            help_ja: "値の中に書く \" は、\"\" と2つ続けてください",
            help_en: "Write a mark within a value twice: \"\"",
        },
        Say {
            variant: "figure",
            ja: "図は file と alt、または nodes と arrows で書きます",
            en: "A figure is written with file and alt, or with nodes and arrows",
            help_ja: "",
            help_en: "",
        },
        Say {
            variant: "alt",
            ja: "図の説明（alt）がありません",
            en: "The figure has no description (alt)",
            help_ja: "図を見られない人のために、図が示す内容を文章で書いてください",
            help_en: "Say in words what it shows, for those who cannot see it",
        },
        Say {
            variant: "url",
            ja: "サイトのアドレスとして使えません: 「{value}」",
            en: "`{value}` cannot be the address of the site",
            help_ja: "https:// で始まり、? や # を含まないアドレスを書いてください",
            help_en: "Write an address that begins with https:// and has no ? or #",
        },
        Say {
            variant: "list",
            ja: "ここには一覧（- ）を書きます",
            en: "A list (`- `) is expected here",
            help_ja: "1つだけのときも「- 」を付けます",
            help_en: "Use `- ` even for a single one",
        },
        Say {
            variant: "cells",
            ja: "この行には、見出しより多くの値があります",
            en: "This row has more cells than the header",
            help_ja: "コンマを含む値は \" で囲んでください",
            help_en: "Put a value that contains a comma in quotation marks",
        },
    ],
};
