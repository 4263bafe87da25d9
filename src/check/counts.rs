//! Looks for `count-mismatch`: declared numbers against the entries they count.

use super::{Own, is_draft};
use crate::model::{Finding, Span};
use crate::resolve::{Answer, Edition, Item, Kind, State};
use std::sync::Arc;

/// All mismatches in the editions that are shown or written.
pub fn find(own: &Own) -> Vec<Finding> {
    own.editions().flat_map(|planned| edition(&planned.edition, is_draft(planned))).collect()
}

fn edition(edition: &Edition, draft: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for item in edition.items.iter().filter(|i| i.kind == Kind::Leaf) {
        let node = edition.node(item);
        match &item.answer {
            Some(Answer::Count(n)) => compare(edition, item, item.span, *n, &node.counts, &mut findings),
            Some(Answer::Checklist(checked)) => {
                let options = node.answer.as_ref().map_or(&[][..], |t| t.options());
                for checked in checked {
                    if let Some(n) = checked.count {
                        let counts = &options[checked.option].counts;
                        compare(edition, item, Some(checked.span), n, counts, &mut findings);
                    }
                }
            }
            _ => {}
        }
    }
    findings.into_iter().map(|f| f.in_draft(draft)).collect()
}

fn compare(
    edition: &Edition,
    item: &Item,
    at: Option<Span>,
    declared: u64,
    paths: &[Arc<str>],
    findings: &mut Vec<Finding>,
) {
    let counted: Vec<(usize, Option<Span>)> =
        paths.iter().filter_map(|p| entries(edition, item, p)).collect();
    let Some((given, also)) = counted.iter().find(|(n, _)| *n > 0).or(counted.first()).copied() else {
        return;
    };
    if given as u64 != declared {
        let span = at.unwrap_or(edition.span);
        let mut finding = Finding::new("count-mismatch", span).item(&item.path, &item.label);
        finding = finding.fact("n", declared.to_string()).fact("m", given.to_string());
        findings.push(match also {
            Some(place) => finding.also(place),
            None => finding,
        });
    }
}

/// How many entries or rows stand at a path: a sibling's id, or a dotted path from the top. Withheld ones are not told.
fn entries(edition: &Edition, item: &Item, path: &str) -> Option<(usize, Option<Span>)> {
    let path = match item.path.as_str().rsplit_once('.') {
        Some((parent, _)) if !path.contains('.') => format!("{parent}.{path}"),
        _ => path.to_owned(),
    };
    let index = edition.find(&path)?;
    let found = &edition.items[index];
    match (&found.answer, &found.state) {
        (_, State::Withheld(_)) => None,
        (Some(Answer::Table(rows)), _) => Some((rows.len(), found.span)),
        _ if found.kind == Kind::Repeat => Some((edition.children(index).count(), found.span)),
        _ => None,
    }
}
