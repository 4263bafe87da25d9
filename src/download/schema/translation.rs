//! The schema of the translations of a form: the keys of what has words.

use super::{Writer, entries};
use crate::form::{Form, NodeId, Type};
use crate::model::Languages;
use serde_json::{Map, Value, json};

/// The schema of the answers in a language other than the source.
pub fn schema(form: &Form, languages: &Languages) -> Value {
    let writer = Writer { form, languages };
    let shared = json!({
        "text": { "anyOf": [{ "type": ["string", "number", "boolean"] }, partial()] },
        "withheld": {
            "type": "object",
            "properties": { "withheld": { "$ref": "#/$defs/text" } },
            "required": ["withheld"],
            "additionalProperties": false,
        },
    });
    writer.whole(&properties(&writer, &form.parts), &shared)
}

/// A translation of a part of the source.
pub fn partial() -> Value {
    json!({
        "type": "object",
        "properties": { "partial": { "type": "string", "title": "訳した部分 / the part that is translated" } },
        "required": ["partial"],
        "additionalProperties": false,
    })
}

fn properties(writer: &Writer, nodes: &[NodeId]) -> Value {
    let worded = nodes.iter().filter(|id| is_worded(writer.form, **id));
    Value::Object(worded.map(|id| (writer.form.node(*id).id.to_string(), node(writer, *id))).collect())
}

fn is_worded(form: &Form, id: NodeId) -> bool {
    let node = form.node(id);
    node.answer.as_ref().is_some_and(Type::has_words)
        || node.children.iter().any(|child| is_worded(form, *child))
}

fn node(writer: &Writer, id: NodeId) -> Value {
    let node = writer.form.node(id);
    let one = match &node.answer {
        Some(answer) => translated(writer, answer),
        None => json!({
            "type": "object",
            "properties": properties(writer, &node.children),
            "additionalProperties": false,
        }),
    };
    let inner = if node.repeat.is_some() {
        entries(json!({ "anyOf": [one, { "$ref": "#/$defs/withheld" }, { "type": "null" }] }))
    } else {
        one
    };
    json!({
        "title": format!("{} {}", node.number, writer.words(&node.title)).trim(),
        "anyOf": [inner, { "$ref": "#/$defs/withheld" }, { "type": "null" }],
    })
}

fn translated(writer: &Writer, answer: &Type) -> Value {
    let text = json!({ "$ref": "#/$defs/text" });
    match answer {
        Type::Checklist(options) => {
            let carrying = options.iter().filter(|o| o.text);
            let texts: Map<String, Value> = carrying
                .map(|o| (o.id.to_string(), json!({ "title": writer.words(&o.label), "anyOf": [text] })))
                .collect();
            let mapping = json!({ "type": "object", "properties": texts });
            json!({ "anyOf": [mapping, { "type": "array", "items": { "anyOf": [mapping, { "type": "string" }] } }] })
        }
        Type::Table(columns) => {
            let cells: Map<String, Value> = columns
                .iter()
                .map(|c| {
                    (
                        c.id.to_string(),
                        json!({ "title": writer.words(&c.title), "anyOf": [text, { "type": "null" }] }),
                    )
                })
                .collect();
            let row = json!({ "type": ["object", "null"], "properties": cells });
            let row = if columns.len() == 1 { json!({ "anyOf": [row, text] }) } else { row };
            json!({ "anyOf": [{ "type": "array", "items": row }, { "type": "object" }] })
        }
        Type::Figure => json!({ "type": "object" }),
        _ => text,
    }
}
