//! Looks for `missing-translation`: texts of shown documents that have no wording in a language of the site.

use super::{Own, is_draft};
use crate::model::{Finding, Span};
use crate::resolve::{Edition, Item};
use std::sync::Arc;

/// One finding for a document without any translation, else one for every part that lacks some.
pub fn find(own: &Own) -> Vec<Finding> {
    let languages = &own.settings.languages;
    let mut findings = Vec::new();
    for planned in own.editions().filter(|p| !p.is_earlier) {
        for (index, code) in languages.iter().enumerate().skip(1) {
            let found = edition(&planned.edition, index, code);
            findings.extend(found.into_iter().map(|f| f.in_draft(is_draft(planned))));
        }
    }
    findings
}

fn edition(edition: &Edition, language: usize, code: &Arc<str>) -> Vec<Finding> {
    let counted: Vec<(usize, Count)> = edition
        .items
        .iter()
        .enumerate()
        .filter(|(_, i)| i.depth == 0)
        .map(|(n, _)| (n, part(edition, n, language)))
        .collect();
    if edition.title.exact(language).is_none() && counted.iter().all(|(_, c)| c.translated == 0) {
        return vec![
            Finding::new("missing-translation", edition.span)
                .variant("document")
                .fact("language", code.clone()),
        ];
    }
    let title =
        edition.title.exact(0).and_then(|t| t.span).filter(|_| edition.title.exact(language).is_none());
    let title = title.map(|span| {
        Finding::new("missing-translation", span).variant("title").fact("language", code.clone())
    });
    let lacking = counted.iter().filter(|(_, c)| c.missing > 0);
    let parts = lacking.map(|(part, count)| {
        let item = count.first.map_or(&edition.items[*part], |n| &edition.items[n]);
        let span = count.span.or(item.span).unwrap_or(edition.span);
        let finding = Finding::new("missing-translation", span).item(&item.path, &item.label);
        finding.fact("n", count.missing.to_string()).fact("language", code.clone())
    });
    title.into_iter().chain(parts).collect()
}

/// How many texts of an edition, its title among them, have a wording in a language, and how many need one.
pub fn translated(edition: &Edition, language: usize) -> (usize, usize) {
    let has_title = edition.title.exact(language).is_some();
    let (mut done, mut all) = (usize::from(has_title), 1);
    for item in &edition.items {
        texts(item, language, &mut |translated, _| {
            all += 1;
            done += usize::from(translated);
        });
    }
    (done, all)
}

#[derive(Default)]
struct Count {
    translated: usize,
    missing: usize,
    /// The first item that lacks a translation, and where its text stands.
    first: Option<usize>,
    span: Option<Span>,
}

fn part(edition: &Edition, part: usize, language: usize) -> Count {
    let mut count = Count::default();
    let end = edition.items[part].end as usize;
    for (n, item) in edition.items[part..end].iter().enumerate() {
        texts(item, language, &mut |translated, span| {
            if translated {
                count.translated += 1;
            } else {
                count.missing += 1;
                count.span = count.span.or(span);
                count.first = count.first.or(Some(part + n));
            }
        });
    }
    count
}

/// Calls `see` for every text of an item that has words, with whether it is translated.
fn texts(item: &Item, language: usize, see: &mut impl FnMut(bool, Option<Span>)) {
    let Some(answer) = &item.answer else { return };
    answer.each_text(&mut |translated, _| {
        if let Some(source) = translated.exact(0).filter(|w| needs_words(&w.text)) {
            see(translated.exact(language).is_some(), source.span);
        }
    });
}

/// Numbers, dates and marks are the same in every language.
fn needs_words(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}
