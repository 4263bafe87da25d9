//! Looks for characters that the fonts of PDF files do not have. Serves the rule `missing-glyph`.

use super::{Own, is_draft};
use crate::model::glyphs::is_printable;
use crate::model::{Finding, Place, Translated, individual_number};
use crate::plan::Planned;
use std::collections::BTreeSet;

/// One finding a text, at the first such character.
pub fn find(own: &Own) -> Vec<Finding> {
    let mut findings = Vec::new();
    for planned in own.editions() {
        let mut found = Vec::new();
        edition(planned, &mut found);
        findings.extend(found.into_iter().map(|f| f.in_draft(is_draft(planned))));
    }
    // Rows that belong to a draft are not printed yet.
    for row in own.public.iter().flat_map(|d| &d.resolved.changes).flat_map(|c| &c.rows) {
        text(&row.reason, &|f| f, &mut findings);
    }
    findings
}

fn edition(planned: &Planned, findings: &mut Vec<Finding>) {
    let edition = &planned.edition;
    for item in &edition.items {
        let Some(answer) = &item.answer else { continue };
        let of_item = |f: Finding| f.item(&item.path, &item.label);
        answer.each_text(&mut |translated, _| text(translated, &of_item, findings));
    }
    let hearing = edition.consultation.iter().map(|hearing| &hearing.how);
    for own in [&edition.title, &edition.department].into_iter().chain(hearing) {
        text(own, &|f| f, findings);
    }
}

fn text(translated: &Translated, of: &dyn Fn(Finding) -> Finding, findings: &mut Vec<Finding>) {
    for (_, wording) in translated.iter() {
        let Some(span) = wording.span else { continue };
        let absent = |c: &char| !c.is_ascii() && !is_printable(*c);
        let Some(first) = wording.text.find(|c| absent(&c)) else { continue };
        // What is said here would tell the digits of a number in some rare script.
        if !individual_number::find(&wording.text).is_empty() {
            continue;
        }
        let all: BTreeSet<char> = wording.text.chars().filter(absent).collect();
        let end = first + wording.text[first..].chars().next().map_or(0, char::len_utf8);
        let finding = Finding::new("missing-glyph", Place::within(span, &wording.text, first..end));
        let finding = finding.fact("value", listed(&all, |c| c.to_string()));
        findings.push(of(finding.fact("code", listed(&all, |c| format!("U+{:04X}", c as u32)))));
    }
}

fn listed(characters: &BTreeSet<char>, name: impl Fn(char) -> String) -> String {
    characters.iter().map(|c| name(*c)).collect::<Vec<_>>().join(" ")
}
