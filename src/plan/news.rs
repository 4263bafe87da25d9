//! What is new on the site: editions by the day they were published, newest first.

use super::{Document, Planned, Site};
use crate::content::Status;
use crate::history::{Dated, Step};
use crate::model::Date;

/// An edition that was published, or laid out for a public hearing (新着).
#[derive(Clone, Copy)]
pub struct News<'s> {
    /// The day of publication, or the first of the hearing.
    pub date: Date,
    /// The document.
    pub document: &'s Document,
    /// The edition.
    pub planned: &'s Planned,
    /// What changed since the edition before; nothing for the first one.
    pub step: Option<&'s Step>,
}

/// All news of a site. Papers without a day are none.
pub fn of(site: &Site) -> Vec<News<'_>> {
    let mut news: Vec<News> = site.documents.iter().flat_map(|d| of_document(d)).collect();
    news.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.document.slug().cmp(b.document.slug())));
    news
}

/// The news of one document, newest first.
pub fn of_document(document: &Document) -> impl Iterator<Item = News<'_>> {
    document.editions().enumerate().filter_map(|(n, planned)| {
        let edition = &planned.edition;
        let date = edition.published.or_else(|| edition.consultation.as_ref()?.from)?;
        Some(News { date, document, planned, step: document.history.steps.get(n) })
    })
}

impl News<'_> {
    /// The hearing is open.
    pub fn is_hearing(&self) -> bool {
        self.planned.edition.status == Status::Consultation
    }

    /// What changed with this edition, where something did.
    pub fn change(&self) -> Option<&Dated> {
        let step = self.step?;
        let history = &self.document.history;
        history.dates.iter().find(|dated| {
            dated.is_edition && dated.step.is_some_and(|n| std::ptr::eq(&history.steps[n], step))
        })
    }
}
