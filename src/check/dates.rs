//! Looks for `date-order`, `published-in-future` and assessments without a day of publication.

use super::{Own, is_draft};
use crate::content::{Meta, Status};
use crate::form::Kind;
use crate::model::{Date, Finding, Span};
use crate::resolve::{Answer, Edition};

/// All findings about the dates of a document.
pub fn find(own: &Own) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sources = || std::iter::once(&own.source.top).chain(&own.source.editions);
    for planned in own.editions() {
        let Some(source) = sources().find(|e| e.folder == planned.edition.folder) else { continue };
        let found = edition(&planned.edition, &source.meta, own.today);
        findings.extend(found.into_iter().map(|f| f.in_draft(is_draft(planned))));
    }
    let editions: Vec<&Edition> = own.public.iter().flat_map(|d| d.editions()).map(|e| &*e.edition).collect();
    for pair in editions.windows(2) {
        if let (Some(newer), Some(older)) = (pair[0].published, pair[1].published)
            && newer <= older
        {
            findings.push(order(pair[1].span, "edition", older, newer));
        }
    }
    if let Some(document) = own.draft() {
        let (draft, before) = (&document.current.edition, document.earlier.first());
        if let (Some(newer), Some(older)) = (draft.published, before.and_then(|e| e.edition.published))
            && newer <= older
        {
            findings.push(order(draft.span, "edition", older, newer).in_draft(true));
        }
    }
    for edition in &own.source.editions {
        if let (Some(folder), Some((published, span))) = (edition.date, edition.meta.published)
            && folder != published
        {
            findings.push(order(span, "folder", folder, published));
        }
    }
    findings
}

fn edition(edition: &Edition, meta: &Meta, today: Option<Date>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let assessment = edition.form.kind == Kind::Assessment;
    if assessment
        && edition.status == Status::Published
        && edition.published.is_none()
        && meta.published_span.is_none()
    {
        findings.push(Finding::new("missing-answer", edition.span).variant("published"));
    }
    if let (Some(today), Some(date)) = (today, edition.published)
        && date > today
        && matches!(edition.status, Status::Published | Status::Ended)
    {
        let finding = Finding::new("published-in-future", meta.published_span.unwrap_or(edition.span));
        findings.push(finding.fact("date", date.to_string()).fact("today", today.to_string()));
    }
    if let (Some(published), Some(ended)) = (edition.published, edition.ended)
        && ended < published
    {
        findings.push(order(meta.ended_span.unwrap_or(edition.span), "ended", published, ended));
    }
    if let Some(hearing) = &edition.consultation {
        findings.extend(period(hearing.from, hearing.to, hearing.span.unwrap_or(edition.span)));
    }
    for item in &edition.items {
        if let Some(Answer::Period(from, to)) = item.answer {
            let found = period(from, to, item.span.unwrap_or(edition.span));
            findings.extend(found.map(|f| f.item(&item.path, &item.label)));
        }
    }
    findings
}

fn period(from: Option<Date>, to: Option<Date>, span: Span) -> Option<Finding> {
    let (from, to) = (from?, to?);
    // 2026-04-30 ～ 2026-04 is in order: a month, or a year, does not end before its own days.
    let month = if to.month > 0 { from.month } else { 0 };
    let coarse = Date { month, day: if to.is_day() { from.day } else { 0 }, ..from };
    (to < coarse).then(|| order(span, "", from, to))
}

fn order(span: Span, variant: &'static str, from: Date, to: Date) -> Finding {
    Finding::new("date-order", span)
        .variant(variant)
        .fact("from", from.to_string())
        .fact("to", to.to_string())
}
