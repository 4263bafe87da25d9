//! The rows of changes.yaml as they may be shown: cells of withheld items emptied, 同上 resolved.

use super::filled::{Change, Edition, Row};
use super::further;
use super::withheld::Hidden;
use crate::content::Document;
use crate::content::changes;
use crate::model::{Date, Languages, Span, Translated, Wording};
use std::sync::Arc;

/// The changes of a document, newest date first: those up to the day its current edition was published, and later ones.
pub fn resolve(
    source: &Document,
    current: Option<&Edition>,
    hidden: &Hidden,
    languages: &Languages,
) -> (Vec<Change>, Vec<Change>) {
    let last = current.and_then(|e| e.published);
    let mut resolved: Vec<Change> =
        source.changes.iter().filter_map(|c| Some(change(c.date?, c, hidden, languages))).collect();
    resolved.sort_by_key(|change| std::cmp::Reverse(change.date));
    let public = |change: &Change| current.is_some() && last.is_none_or(|last| change.date <= last);
    resolved.into_iter().partition(public)
}

fn change(date: Date, change: &changes::Change, hidden: &Hidden, languages: &Languages) -> Change {
    let mut above: Option<Arc<Row>> = None;
    let mut rows = Vec::with_capacity(change.rows.len());
    for written in &change.rows {
        let resolved = Arc::new(row(written, change, hidden, languages, above.as_deref()));
        above = Some(resolved.clone());
        rows.push(resolved);
    }
    Change { date, rows }
}

fn row(
    row: &changes::Row,
    change: &changes::Change,
    hidden: &Hidden,
    languages: &Languages,
    above: Option<&Row>,
) -> Row {
    let items: Vec<(Arc<str>, Span)> = row.items.iter().flat_map(|item| named(item, above)).collect();
    let withheld = items.iter().any(|(path, _)| hidden.touches(path));
    let shown = |text: &Translated| if withheld { Translated::default() } else { text.clone() };
    let label = match above {
        Some(above) if row.items.iter().any(|(words, _)| is_ditto(words)) && row.label.is_empty() => {
            above.label.clone()
        }
        _ => row.label.clone(),
    };
    Row {
        items,
        label,
        timing: row.timing.or(change.timing),
        kind: row.kind.as_ref().map(|(kind, _)| kind.clone()),
        before: shown(&row.before),
        after: shown(&row.after),
        summary: shown(&row.summary),
        reason: above
            .map_or_else(|| row.reason.clone(), |above| same_as_above(&row.reason, &above.reason, languages)),
        withheld,
        span: row.span,
    }
}

/// 同 is the item of the row above; 同　［システム２］ begins as that one does.
fn named(item: &(Arc<str>, Span), above: Option<&Row>) -> Vec<(Arc<str>, Span)> {
    let (words, span) = item;
    let Some(above) = above.filter(|row| !row.items.is_empty()) else { return vec![item.clone()] };
    if is_ditto(words) {
        return above.items.iter().map(|(words, _)| (words.clone(), *span)).collect();
    }
    let rest: Option<Vec<&str>> = words
        .strip_prefix('同')
        .and_then(|rest| rest.starts_with(char::is_whitespace).then(|| rest.split_whitespace().collect()));
    let Some(rest) = rest else { return vec![item.clone()] };
    let before: Vec<&str> = above.items[0].0.split_whitespace().collect();
    let shared = before.iter().position(|words| rest.first() == Some(words));
    let kept = shared.unwrap_or_else(|| before.len().saturating_sub(rest.len()).max(1));
    vec![([&before[..kept], &rest].concat().join("　").into(), *span)]
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

/// True where a reason says nothing: it is empty, or refers to a row above that says nothing either.
pub fn is_unexplained(reason: &Translated) -> bool {
    reason.is_empty() || is_ditto(reason.text(0))
}

fn is_ditto(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(text.as_str(), "同上" | "同" | "〃")
}

#[cfg(test)]
mod tests {
    use crate::content::{MemoryReader, load};

    #[test]
    fn ditto_stands_for_what_the_row_above_says() {
        let rows = "- date: 2020-01-01\n  rows:\n    - item: Ⅰ２　［システム２］　②機能\n      reason: 法の改正\n    - item: 同　［システム２］　③接続\n      reason: 同　上\n    - item: 同\n      reason: 〃\n";
        let reader = MemoryReader::new([
            ("site.yaml", "title: 見本\nlanguages: [ja]\n".to_owned()),
            (
                "documents/d/document.yaml",
                "form: basic\nstatus: published\npublished: 2021-01-01\n".to_owned(),
            ),
            ("documents/d/changes.yaml", rows.to_owned()),
        ]);
        let (corpus, _) = load(&reader).expect("files in memory");
        let (documents, _) = super::super::all(&corpus);
        let rows = &documents[0].changes[0].rows;
        let items: Vec<&str> = rows.iter().map(|row| &*row.items[0].0).collect();
        assert_eq!(
            items,
            ["Ⅰ２　［システム２］　②機能", "Ⅰ２　［システム２］　③接続", "Ⅰ２　［システム２］　③接続"]
        );
        assert!(rows.iter().all(|row| row.reason.text(0) == "法の改正"));
    }
}
