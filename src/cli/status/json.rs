//! Where the documents stand, one JSON object a line.

use crate::model::{Languages, individual_number};
use crate::status::{Accepted, Due, Progress, Standing};
use serde_json::{Map, Value, json};

/// One object for each document, in the order of the table.
pub fn lines(standings: &[Standing], languages: &Languages) -> String {
    standings.iter().map(|standing| format!("{}\n", object(standing, languages))).collect()
}

fn object(standing: &Standing, languages: &Languages) -> Value {
    let title: Map<String, Value> = standing
        .title
        .iter()
        .map(|(index, wording)| (languages.code(index).to_string(), masked(&wording.text)))
        .collect();
    let translations: Map<String, Value> =
        standing.translations.iter().map(|(code, p)| (code.to_string(), progress(*p))).collect();
    json!({
        "slug": &*standing.slug,
        "title": title,
        "form": standing.form.as_deref(),
        "status": standing.status.id(),
        "published": standing.published.map(|day| day.to_string()),
        "answers": standing.answers.map(progress),
        "translations": translations,
        "errors": standing.errors,
        "warnings": standing.warnings,
        "accepted": standing.accepted.iter().map(accepted).collect::<Vec<_>>(),
        "due": standing.due.iter().map(|due| self::due(*due)).collect::<Vec<_>>(),
    })
}

fn progress(progress: Progress) -> Value {
    json!({ "done": progress.done, "all": progress.all })
}

fn accepted(accepted: &Accepted) -> Value {
    json!({
        "item": masked(&accepted.item),
        "rule": &*accepted.rule,
        "reason": masked(&accepted.reason),
        "found": accepted.found,
    })
}

fn due(due: Due) -> Value {
    json!({ "what": due.what.id(), "date": due.on.to_string(), "days": due.days, "overdue": due.is_overdue() })
}

fn masked(text: &str) -> Value {
    json!(individual_number::mask(text))
}
