//! What the comments of a skeleton say beside the words of the form: Japanese for `ja`, else English.

/// One of two wordings.
pub fn pick(code: &str, japanese: &'static str, english: &'static str) -> &'static str {
    if is_japanese(code) { japanese } else { english }
}

/// How to fill in a file of answers.
pub fn how_to_answer(code: &str) -> &'static str {
    pick(
        code,
        "答えは、項目の名前とコロン（:）のあとに半角の空白を1つ置いて書きます。何行にもなる文章は、コロンのあとに「 |」と書き、\n\
         次の行から字下げして書きます。該当しない項目は ―、公表しない項目は {withheld: 理由} と書きます。空欄は「記載なし」です。\n\
         「#」で始まる行は説明です。公表されません。消してもかまいません。",
        "Write an answer behind the colon of its key, after one space. For a text of several lines write ` |` behind the\n\
         colon and indent the lines below. What does not apply is ―, what is not published is {withheld: reason}; nothing at\n\
         all is shown as not filled in. What follows a # is guidance; it is not published and may be deleted.",
    )
}

/// How to fill in a file of translations.
pub fn how_to_translate(code: &str) -> &'static str {
    pick(
        code,
        "原文のファイルで答えた文章の訳を書きます。選択肢、数、日付は訳が要らないので、ここにはありません。\n\
         キー（項目と記入の名前）は原文と同じにします。訳していない項目は空のままにすると、原文が示されます。\n\
         一部だけの訳は {partial: 訳文} と書きます。",
        "Translations of the texts in the file in the source language. Options, numbers and dates need none and are not here.\n\
         Keys (of items and of entries) are those of the source. What is left empty is shown in the source language.\n\
         A translation of a part only is written {partial: text}.",
    )
}

/// How the entries of a repeating node are written.
pub fn how_to_repeat(code: &str, label: &str) -> String {
    if is_japanese(code) {
        format!(
            "「{label}」ごとに1つ。entry-1 は仮の名前です。内容の分かる短い名前（半角の英小文字、数字、ハイフン）に変え、要る数だけ\n下に増やします。公表した後は名前を変えません。"
        )
    } else {
        format!(
            "One for each \"{label}\". entry-1 is a stand-in: give it a short name of its own (lower-case letters, digits,\nhyphens), and add as many as are needed. Names stay as they are once published."
        )
    }
}

/// Under which answers a node is filled in.
pub fn condition(code: &str, controller: &str, options: &str, holds: bool) -> String {
    match (is_japanese(code), holds) {
        (true, true) => format!("「{controller}」が次のときだけ書きます: {options}"),
        (true, false) => format!("「{controller}」が次のときは書きません: {options}"),
        (false, true) => format!("Only where \"{controller}\" is: {options}"),
        (false, false) => format!("Not where \"{controller}\" is: {options}"),
    }
}

/// How an option that carries something is written.
pub fn carried(code: &str, id: &str, is_count: bool) -> String {
    let what = match (is_japanese(code), is_count) {
        (true, true) => "数",
        (true, false) => "内容",
        (false, true) => "number",
        (false, false) => "text",
    };
    format!("{id}: {what}")
}

fn is_japanese(code: &str) -> bool {
    code.split('-').next() == Some("ja")
}
