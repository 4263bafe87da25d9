//! JSON Schemas, so that an editor with YAML support completes keys and options and explains them: of the answers of a
//! form, of their translations (`translation`), and of the files beside them (`fixed`).

mod fixed;
mod translation;

pub use fixed::{document, document_translation, site};

use crate::form::{Choice, Form, Forms, NodeId, Type};
use crate::model::{Languages, Localized};
use crate::plan::MakeError;
use serde_json::{Map, Value, json};

/// The name of the schema file: the form's id for its newest revision, with the revision for others.
pub fn file_name(forms: &Forms, form: &Form) -> String {
    let newest = forms.find(&form.id).is_some_and(|f| f.revision == form.revision);
    if newest { format!("{}.json", form.id) } else { format!("{}@{}.json", form.id, form.revision) }
}

/// The name of the schema of document.yaml.
pub const DOCUMENT: &str = "document.json";
/// The name of the schema of site.yaml.
pub const SITE: &str = "site.json";

/// The name of the schema of translations: `full.translation.json` for `full.json`.
pub fn translation_name(name: &str) -> String {
    format!("{}.translation.json", name.strip_suffix(".json").unwrap_or(name))
}

/// The schema (draft 2020-12) of the answers of a form, one file of them or all.
pub fn bytes(form: &Form, languages: &Languages) -> Result<Vec<u8>, MakeError> {
    let mut bytes =
        serde_json::to_vec_pretty(&schema(form, languages)).map_err(|e| MakeError(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Every schema that an editor can use, by the name of its file.
pub fn all(forms: &Forms, languages: &Languages) -> Result<Vec<(String, Vec<u8>)>, MakeError> {
    let mut files = vec![
        (DOCUMENT.to_owned(), written(&document(forms))?),
        (translation_name(DOCUMENT), written(&document_translation())?),
        (SITE.to_owned(), written(&site())?),
    ];
    for form in forms.iter() {
        let name = file_name(forms, form);
        files.push((translation_name(&name), written(&translation::schema(form, languages))?));
        files.push((name, written(&schema(form, languages))?));
    }
    Ok(files)
}

/// A schema that only programs read: on one line.
fn written(schema: &Value) -> Result<Vec<u8>, MakeError> {
    let mut bytes = serde_json::to_vec(schema).map_err(|e| MakeError(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn schema(form: &Form, languages: &Languages) -> Value {
    let writer = Writer { form, languages };
    let shared = json!({
        "withheld": {
            "type": "object",
            "properties": { "withheld": { "type": "string" }, "earlier": { "enum": ["keep"] } },
            "required": ["withheld"],
            "additionalProperties": false,
        },
        "not-applicable": { "const": "―" },
    });
    writer.whole(&writer.properties(&form.parts), &shared)
}

struct Writer<'a> {
    form: &'a Form,
    languages: &'a Languages,
}

impl Writer<'_> {
    /// A schema of what a form asks for.
    fn whole(&self, properties: &Value, shared: &Value) -> Value {
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.words(&self.form.title),
            "description": self.form.reference(),
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
            "$defs": shared,
        })
    }

    /// A label in every language of the site.
    fn words(&self, label: &Localized) -> String {
        let mut words: Vec<&str> =
            self.languages.iter().filter_map(|code| label.get(code)).map(|t| &**t).collect();
        words.dedup();
        words.join(" / ")
    }

    fn properties(&self, nodes: &[NodeId]) -> Value {
        Value::Object(nodes.iter().map(|id| (self.form.node(*id).id.to_string(), self.node(*id))).collect())
    }

    fn node(&self, id: NodeId) -> Value {
        let node = self.form.node(id);
        let inner = match (&node.answer, &node.repeat) {
            (Some(answer), None) => self.answer(answer),
            (Some(answer), Some(_)) => entries(self.answer(answer)),
            (None, None) => self.group(&node.children),
            (None, Some(_)) => entries(self.group(&node.children)),
        };
        let mut value = json!({
            "title": format!("{} {}", node.number, self.words(&node.title)).trim(),
            "anyOf": [inner, { "$ref": "#/$defs/withheld" }, { "$ref": "#/$defs/not-applicable" }, { "type": "null" }],
        });
        let required = if node.required == Some(true) { "必須 / required\n" } else { "" };
        let important =
            if node.important { "※ 重要な変更の対象 / significant change\n" } else { "" };
        let hint = format!("{required}{important}{}", self.words(&node.hint));
        if let (false, Some(map)) = (hint.is_empty(), value.as_object_mut()) {
            map.insert("description".into(), json!(hint.trim_end()));
        }
        value
    }

    fn group(&self, children: &[NodeId]) -> Value {
        json!({ "type": "object", "properties": self.properties(children), "additionalProperties": false })
    }

    fn answer(&self, answer: &Type) -> Value {
        const SCALAR: [&str; 3] = ["string", "number", "boolean"];
        match answer {
            Type::Line | Type::Text => json!({ "type": SCALAR }),
            Type::Choice(options) => {
                json!({ "anyOf": [{ "oneOf": self.options(options) }, labels(options)] })
            }
            Type::Checklist(options) => {
                json!({ "type": "array", "items": { "anyOf": self.checks(options) } })
            }
            Type::Count => json!({ "type": "integer", "minimum": 0 }),
            Type::Date => date(),
            Type::Period => {
                json!({ "type": "object", "properties": { "from": date(), "to": date() }, "additionalProperties": false })
            }
            Type::Table(columns) => {
                let cells: Map<String, Value> = columns
                    .iter()
                    .map(|c| (c.id.to_string(), json!({ "title": self.words(&c.title), "type": SCALAR })))
                    .collect();
                let row = json!({ "type": "object", "properties": cells, "additionalProperties": false });
                // The cell of an only column need not be named.
                let row =
                    if columns.len() == 1 { json!({ "anyOf": [row, { "type": SCALAR }] }) } else { row };
                let rows = json!({ "type": "array", "items": row });
                let file = json!({ "type": "object", "properties": { "csv": { "type": "string", "pattern": "^files/.+\\.csv$" } }, "required": ["csv"] });
                json!({ "anyOf": [rows, file] })
            }
            Type::Figure => figure(),
        }
    }

    fn options(&self, options: &[Choice]) -> Vec<Value> {
        let option = |o: &Choice| {
            let label = self.words(&o.label);
            json!({ "const": &*o.id, "title": label, "description": label })
        };
        options.iter().map(option).collect()
    }

    fn checks(&self, options: &[Choice]) -> Vec<Value> {
        let plain = self.options(options).into_iter();
        let carrying = options.iter().filter(|o| o.text || o.count).map(|o| {
            let carried = if o.count { json!({ "type": "integer", "minimum": 0 }) } else { json!({ "type": ["string", "number"] }) };
            json!({ "type": "object", "properties": { &*o.id: carried }, "required": [&*o.id], "additionalProperties": false, "title": self.words(&o.label), "description": self.words(&o.label) })
        });
        plain.chain(carrying).chain([labels(options)]).collect()
    }
}

/// The printed labels are answers as well.
fn labels(options: &[Choice]) -> Value {
    let ids: Vec<&str> = options.iter().map(|o| &*o.id).collect();
    let mut labels: Vec<&str> =
        options.iter().flat_map(|o| o.label.iter()).map(|(_, label)| &**label).collect();
    labels.retain(|label| !ids.contains(label));
    let mut seen = std::collections::BTreeSet::new();
    labels.retain(|label| seen.insert(*label));
    json!({ "enum": labels })
}

fn entries(entry: Value) -> Value {
    json!({
        "type": "object",
        "propertyNames": { "pattern": "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$" },
        "additionalProperties": entry,
    })
}

fn date() -> Value {
    json!({ "type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" })
}

fn figure() -> Value {
    let text = json!({ "type": "string" });
    let node = json!({
        "type": "object",
        "properties": {
            "kind": { "enum": ["person", "organisation", "system", "file"] },
            "label": text,
            "in": text,
            "holds": { "type": "array", "items": text },
        },
        "additionalProperties": false,
    });
    let arrow = json!({
        "type": "object",
        "properties": {
            "from": text,
            "to": text,
            "steps": { "type": "array", "items": { "type": ["string", "number"] } },
            "number": { "type": "boolean" },
            "label": text,
        },
        "required": ["from", "to"],
        "additionalProperties": false,
    });
    json!({
        "anyOf": [
            { "type": "object", "properties": { "file": { "type": "string", "pattern": "^files/.+" }, "alt": text }, "required": ["file", "alt"], "additionalProperties": false },
            {
                "type": "object",
                "properties": { "caption": text, "nodes": entries(node), "arrows": entries(arrow), "notes": text },
                "required": ["nodes", "arrows"],
                "additionalProperties": false,
            },
        ],
    })
}
