//! Differences for programs: one JSON object a line, an item each.

use super::{Compared, Entry};
use crate::history::{Mark, Marked};
use serde_json::{Value, json};

/// Writes what differs.
pub fn write(compared: &Compared) -> String {
    compared.entries.iter().map(|entry| format!("{}\n", object(compared, entry))).collect()
}

fn object(compared: &Compared, entry: &Entry) -> Value {
    json!({
        "slug": &**compared.document.slug(),
        "from": compared.step.older.date_segment(),
        "to": compared.step.newer.date_segment(),
        "draft": !compared.step.newer.status.is_public(),
        "path": entry.path,
        "was": entry.was,
        "number": entry.number,
        "label": entry.label,
        "language": entry.code,
        "important": entry.important,
        "change": entry.kind,
        "reasons": entry.reasons,
        "lines": entry.redline.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// The runs of a line; those without a mark stand in both editions.
fn line(line: &Marked) -> Value {
    let runs = line.runs.iter().map(|run| match run.mark {
        Mark::Same => json!({ "text": run.text }),
        Mark::Removed => json!({ "text": run.text, "mark": "removed" }),
        Mark::Added => json!({ "text": run.text, "mark": "added" }),
    });
    Value::Array(runs.collect())
}
