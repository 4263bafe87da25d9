//! `documents.csv` and `documents.json`: all documents of the site.

use super::csv;
use crate::plan::{MakeError, address};
use crate::render::Publication;
use serde_json::{Map, Value, json};

/// The list as a table, in one language.
pub fn csv(publication: &Publication, language: usize) -> Result<Vec<u8>, MakeError> {
    const COLUMNS: [&str; 9] = [
        "column_slug",
        "column_number",
        "column_title",
        "column_form",
        "column_kind",
        "column_status",
        "column_published",
        "column_department",
        "column_url",
    ];
    let code = publication.code(language);
    let header = COLUMNS.map(|key| publication.word(key, language).to_owned()).to_vec();
    let rows = publication.site.documents.iter().map(|document| {
        let edition = &document.current.edition;
        vec![
            document.slug().to_string(),
            edition.number.as_deref().unwrap_or("").to_owned(),
            edition.title.text(language).trim().to_owned(),
            edition.form.title.text(code).to_owned(),
            edition.form.kind.id().to_owned(),
            edition.status.id().to_owned(),
            edition.published.map_or(String::new(), |d| d.to_string()),
            edition.department.text(language).trim().to_owned(),
            url(publication, document.slug(), language),
        ]
    });
    csv::write(std::iter::once(header).chain(rows))
}

/// The list as data, all languages inside.
pub fn json(publication: &Publication) -> Result<Vec<u8>, MakeError> {
    let languages = publication.site.languages();
    let texts = |text: &crate::model::Translated| -> Value {
        Value::Object(
            text.iter().map(|(n, w)| (languages.code(n).to_string(), json!(w.text.trim()))).collect(),
        )
    };
    let document = |document: &crate::plan::Document| {
        let edition = &document.current.edition;
        let there = (0..languages.count()).filter(|n| edition.has_language(*n));
        let urls: Map<String, Value> = there
            .map(|n| (languages.code(n).to_string(), json!(url(publication, document.slug(), n))))
            .collect();
        let keywords: Map<String, Value> = edition
            .keywords
            .iter()
            .enumerate()
            .filter(|(_, words)| !words.is_empty())
            .map(|(n, words)| (languages.code(n).to_string(), words.iter().map(|w| json!(&**w)).collect()))
            .collect();
        json!({
            "slug": &**document.slug(),
            "form": edition.form.reference(),
            "kind": edition.form.kind.id(),
            "number": edition.number.as_deref(),
            "status": edition.status.id(),
            "published": edition.published.map(|d| d.to_string()),
            "ended": edition.ended.map(|d| d.to_string()),
            "editions": document.editions().map(|e| e.edition.date_segment()).collect::<Vec<_>>(),
            "title": texts(&edition.title),
            "department": texts(&edition.department),
            "keywords": keywords,
            "url": urls,
        })
    };
    let list: Vec<Value> = publication.site.documents.iter().map(|d| document(d)).collect();
    let mut bytes =
        serde_json::to_vec_pretty(&json!({ "documents": list })).map_err(|e| MakeError(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn url(publication: &Publication, slug: &str, language: usize) -> String {
    let prefix = address::language(publication.site.languages(), language);
    let address = format!("{prefix}{}", address::document(slug));
    format!("{}{}", publication.site.settings.base_url, crate::render::texts::encoded(&address))
}
