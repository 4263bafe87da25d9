//! The rows of changes.yaml as they may be shown: cells of withheld items emptied, 同上 resolved.

use super::filled::{Change, Edition, Row};
use super::further;
use super::withheld::Hidden;
use crate::content::Document;
use crate::content::changes;
use crate::model::{Languages, Translated, Wording};

/// The changes of a document, newest date first, up to the day its current edition was published.
pub fn resolve(
    source: &Document,
    current: Option<&Edition>,
    hidden: &Hidden,
    languages: &Languages,
) -> Vec<Change> {
    let last = current.and_then(|e| e.published);
    let public = |change: &&changes::Change| {
        current.is_some() && change.date.is_none_or(|d| last.is_none_or(|l| d <= l))
    };
    let mut resolved: Vec<Change> = source
        .changes
        .iter()
        .filter(public)
        .filter_map(|change| {
            let mut previous = Translated::default();
            let rows = change.rows.iter().map(|r| row(r, change, hidden, languages, &mut previous)).collect();
            Some(Change { date: change.date?, rows })
        })
        .collect();
    resolved.sort_by_key(|change| std::cmp::Reverse(change.date));
    resolved
}

fn row(
    row: &changes::Row,
    change: &changes::Change,
    hidden: &Hidden,
    languages: &Languages,
    previous: &mut Translated,
) -> Row {
    let withheld = row.items.iter().any(|(path, _)| hidden.touches(path));
    let shown = |text: &Translated| if withheld { Translated::default() } else { text.clone() };
    let reason = same_as_above(&row.reason, previous, languages);
    *previous = reason.clone();
    Row {
        items: row.items.iter().map(|(path, _)| path.clone()).collect(),
        label: row.label.clone(),
        timing: row.timing.or(change.timing),
        kind: row.kind.as_ref().map(|(kind, _)| kind.clone()),
        before: shown(&row.before),
        after: shown(&row.after),
        summary: shown(&row.summary),
        reason,
        withheld,
    }
}

/// 同上 says what the row above said, in every language that has it.
fn same_as_above(reason: &Translated, previous: &Translated, languages: &Languages) -> Translated {
    if !is_ditto(reason.text(0)) || previous.is_empty() {
        return reason.clone();
    }
    let mut resolved = previous.clone();
    for language in further(languages) {
        if let Some(own) = reason
            .exact(language)
            .filter(|w| !is_ditto(&w.text) && !w.text.eq_ignore_ascii_case("same as above"))
        {
            resolved.set(language, Wording { partial: false, ..own.clone() });
        }
    }
    resolved
}

fn is_ditto(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(text.as_str(), "同上" | "同" | "〃")
}
