//! The schemas of files that every document and every site has: document.yaml, its translations, site.yaml.

use super::date;
use super::translation::partial;
use crate::form::Forms;
use serde_json::{Map, Value, json};

/// The schema of document.yaml; `form` completes to the forms there are.
pub fn document(forms: &Forms) -> Value {
    let mut ids: Vec<Value> = Vec::new();
    for form in forms.iter() {
        let words = form.title.iter().map(|(_, title)| &**title).collect::<Vec<_>>().join(" / ");
        let words = format!("{} {words}", form.number);
        let named = |id: &str| json!({ "const": id, "title": words.trim(), "description": words.trim() });
        if !ids.iter().any(|value| value["const"] == *form.id) {
            ids.push(named(&form.id));
        }
        ids.push(named(&form.reference()));
    }
    object(
        "document.yaml",
        [
            (
                "form",
                "様式。改定版まで書くなら full@2024-10 / The form; full@2024-10 names a revision",
                json!({ "anyOf": ids }),
            ),
            ("number", "文書の番号（評価書番号）/ Number of the document", text()),
            ("title", "題名 / Title", text()),
            ("status", "状態 / Status", status()),
            ("published", "公表日（2026-04-01）/ Day of publication", day()),
            ("department", "担当部署 / Department in charge", text()),
            ("keywords", "検索のための語 / Words under which people look for it", texts()),
            ("relates_to", "関係する文書のフォルダー名 / Related documents, by their folders", texts()),
            ("moved_from", "以前のアドレス / Former addresses", texts()),
            (
                "consultation",
                "意見の募集 / Public hearing",
                object(
                    "",
                    [
                        ("from", "始まり / First day", day()),
                        ("to", "終わり / Last day", day()),
                        ("how", "意見の出し方 / How to send opinions", text()),
                    ],
                ),
            ),
            ("ended", "終了日 / Day the affairs ended", day()),
        ],
    )
}

/// The schema of document.en.yaml and its like.
pub fn document_translation() -> Value {
    let text = || json!({ "anyOf": [text(), partial()] });
    object(
        "document.*.yaml",
        [
            ("title", "題名 / Title", text()),
            ("department", "担当部署 / Department in charge", text()),
            ("keywords", "検索のための語 / Words under which people look for it", texts()),
            (
                "consultation",
                "意見の募集 / Public hearing",
                object("", [("how", "意見の出し方 / How to send opinions", text())]),
            ),
        ],
    )
}

/// The schema of site.yaml.
pub fn site() -> Value {
    let localized = || json!({ "type": ["object", "string"], "additionalProperties": { "type": "string" } });
    let rules: Map<String, Value> = crate::check::rules::ALL
        .iter()
        .map(|rule| (rule.id.to_owned(), json!({ "enum": ["error", "warning", "information", "off"] })))
        .collect();
    object(
        "site.yaml",
        [
            ("title", "サイトの名前（言語ごと）/ Name of the site, by language", localized()),
            (
                "base_url",
                "サイトを置くアドレス / Where the site stands",
                json!({ "type": "string", "pattern": "^https?://" }),
            ),
            ("languages", "言語。最初が原文の言語 / Languages, the source language first", texts()),
            ("publisher", "公表する団体 / Who publishes", localized()),
            ("contact", "問合せ先 / Whom to ask", localized()),
            (
                "rules",
                "規則の重さ / Levels of rules",
                json!({ "type": ["object", "null"], "properties": rules, "additionalProperties": false }),
            ),
            (
                "not_personal_numbers",
                "個人番号に見えるが、そうでない数字（引用符で囲む）/ Digits that are no Individual Number, in quotation marks",
                texts(),
            ),
        ],
    )
}

fn object<const N: usize>(title: &str, keys: [(&str, &str, Value); N]) -> Value {
    let described = keys.into_iter().map(|(key, words, mut value)| {
        if let Some(map) = value.as_object_mut() {
            map.insert("description".into(), json!(words));
        }
        (key.to_owned(), value)
    });
    let mut schema = json!({
        "type": ["object", "null"],
        "properties": described.collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    if let Some(map) = schema.as_object_mut().filter(|_| !title.is_empty()) {
        map.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".into(), json!(title));
    }
    schema
}

fn day() -> Value {
    json!({ "anyOf": [date(), { "type": "null" }] })
}

fn text() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

fn texts() -> Value {
    json!({ "anyOf": [text(), { "type": "array", "items": text() }] })
}

fn status() -> Value {
    let one = |id, words| json!({ "const": id, "title": words, "description": words });
    json!({ "oneOf": [
        one("draft", "下書き（公表されない）/ not published"),
        one("consultation", "意見募集中 / out for the public hearing"),
        one("published", "公表 / published"),
        one("ended", "終了（公表は続く）/ ended; stays public"),
    ] })
}
