//! What is due for a document, and when.
//!
//! - [`What::HearingEnd`]: the last day of the public hearing, as document.yaml says it. The hearing lasts 30 days or more
//!   (特定個人情報保護評価指針 第5の3).
//! - [`What::Review`]: a published report is looked through at least once a year (the guideline asks for it as a duty of
//!   effort). Counted from the day the edition that residents see was published.
//! - [`What::Reassessment`]: the assessment is done again before five years have passed since it was published
//!   (特定個人情報保護評価に関する規則 第15条, a duty of effort). A correction does not begin the five years anew:
//!   they are counted from the first edition that tells the same day of assessment as the current one.
//!
//! Papers for councils, drafts and affairs that have ended have none of the last two.

use crate::content::Status;
use crate::form::Kind;
use crate::model::Date;
use crate::plan::Document;
use crate::resolve::{Answer, Edition};

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub what: What,
    /// The last day for it.
    pub on: Date,
    /// Days from today until then; negative when it is overdue.
    pub days: i64,
}

impl Due {
    /// True when the day has passed.
    pub fn is_overdue(self) -> bool {
        self.days < 0
    }
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The public hearing ends (意見の聴取の終了).
    HearingEnd,
    /// The yearly review (年1回の見直し).
    Review,
    /// The assessment done again (5年経過前の再実施).
    Reassessment,
}

impl What {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::HearingEnd => "hearing-end",
            Self::Review => "review",
            Self::Reassessment => "reassessment",
        }
    }
}

/// What is due for a public document, the earliest first.
pub fn of(document: &Document, today: Date) -> Vec<Due> {
    let editions: Vec<&Edition> = document.editions().map(|planned| &*planned.edition).collect();
    let mut days = Vec::new();
    days.extend(hearing_end(editions[0]).map(|on| (What::HearingEnd, on)));
    if let Some(standing) = in_force(&editions) {
        days.extend(standing[0].published.map(|day| (What::Review, day.years_after(1))));
        days.extend(assessed(standing).map(|day| (What::Reassessment, day.years_after(5))));
    }
    let due = |(what, on): (What, Date)| Due { what, on, days: on.ordinal() - today.ordinal() };
    let mut due: Vec<Due> = days.into_iter().map(due).collect();
    due.sort_by_key(|due| due.on);
    due
}

fn hearing_end(edition: &Edition) -> Option<Date> {
    let hearing = edition.consultation.as_ref().filter(|_| edition.status == Status::Consultation)?;
    hearing.to.filter(|day| day.is_day())
}

/// The editions from the one in force on, newest first: what is out for the hearing is not in force yet. Nothing where
/// the document is no assessment, or its affairs have ended.
fn in_force<'e, 'a>(editions: &'e [&'a Edition]) -> Option<&'e [&'a Edition]> {
    let first = editions.iter().position(|e| e.status != Status::Consultation)?;
    let edition = editions[first];
    (edition.form.kind == Kind::Assessment && edition.status == Status::Published).then(|| &editions[first..])
}

/// The day on which the assessment in force was published first.
fn assessed(editions: &[&Edition]) -> Option<Date> {
    let day = day_of_assessment(editions[0]);
    let same = editions.iter().take_while(|e| day.is_some() && day_of_assessment(e) == day);
    same.last().unwrap_or(&editions[0]).published
}

fn day_of_assessment(edition: &Edition) -> Option<Date> {
    let index = edition.with_role("assessed").next()?;
    match edition.items[index].answer {
        Some(Answer::Date(day)) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MemoryReader;
    use crate::pipeline::{Drafts, prepare};

    const FORM: &str = "form: f\nrevision: 2026-01\nkind: KIND\ntitle: {ja: 様式}\nparts:\n  - id: p\n    title: {ja: 部}\n    items:\n      - {id: day, title: {ja: 実施日}, type: date, role: assessed}\n";

    /// What is due on a day: `documents/d/<file>` with texts.
    fn due(kind: &str, files: &[(&str, &str)], today: &str) -> Vec<(&'static str, String, i64)> {
        let mut all = vec![
            ("site.yaml".to_owned(), "languages: [ja]\n".to_owned()),
            ("forms/f.yaml".to_owned(), FORM.replace("KIND", kind)),
        ];
        all.extend(files.iter().map(|(name, text)| (format!("documents/d/{name}"), (*text).to_owned())));
        let prepared = prepare(&MemoryReader::new(all), None, Drafts::Checked).expect("files in memory");
        let today = Date::parse(today).expect("a day");
        let of = prepared.public.document("d").map(|d| of(d, today)).unwrap_or_default();
        of.iter().map(|due| (due.what.id(), due.on.to_string(), due.days)).collect()
    }

    fn document(status: &str, published: &str) -> String {
        format!("form: f\ntitle: 題\nstatus: {status}\npublished: {published}\n")
    }

    #[test]
    fn the_years_end_on_the_day_they_began_and_it_is_overdue_the_day_after() {
        let leap = document("published", "2024-02-29");
        let files = [("document.yaml", &*leap)];
        let expected = |days: i64| {
            vec![
                ("review", "2025-02-28".to_owned(), days),
                ("reassessment", "2029-02-28".to_owned(), days + 1461),
            ]
        };
        assert_eq!(due("assessment", &files, "2025-02-27"), expected(1));
        assert_eq!(due("assessment", &files, "2025-02-28"), expected(0));
        assert_eq!(due("assessment", &files, "2025-03-01"), expected(-1));
    }

    #[test]
    fn a_correction_does_not_begin_the_five_years_anew() {
        let (now, first, before) = (
            document("published", "2026-04-01"),
            document("published", "2025-04-01"),
            document("published", "2020-04-01"),
        );
        let files = [
            ("document.yaml", &*now),
            ("p.yaml", "p: {day: 2025-02-01}\n"),
            ("editions/2025-04-01/document.yaml", &*first),
            ("editions/2025-04-01/p.yaml", "p: {day: 2025-02-01}\n"),
            ("editions/2020-04-01/document.yaml", &*before),
            ("editions/2020-04-01/p.yaml", "p: {day: 2020-02-01}\n"),
        ];
        let found = due("assessment", &files, "2026-11-27");
        assert_eq!(found[0], ("review", "2027-04-01".to_owned(), 125));
        assert_eq!((found[1].0, &*found[1].1), ("reassessment", "2030-04-01"));
    }

    #[test]
    fn a_hearing_ends_while_the_edition_in_force_goes_on() {
        let (hearing, before) = (
            "form: f\ntitle: 題\nstatus: consultation\nconsultation: {from: 2026-11-01, to: 2026-12-04}\n",
            document("published", "2026-03-01"),
        );
        let files = [("document.yaml", hearing), ("editions/2026-03-01/document.yaml", &*before)];
        let found = due("assessment", &files, "2026-12-05");
        assert_eq!(found[0], ("hearing-end", "2026-12-04".to_owned(), -1));
        assert_eq!((found[1].0, &*found[1].1), ("review", "2027-03-01"));
    }

    #[test]
    fn of_papers_drafts_and_what_has_ended_nothing_is_due() {
        let published = document("published", "2020-01-01");
        assert_eq!(due("paper", &[("document.yaml", &published)], "2026-01-01"), []);
        let draft = document("draft", "2020-01-01");
        assert_eq!(due("assessment", &[("document.yaml", &draft)], "2026-01-01"), []);
        let ended = document("ended", "2020-01-01");
        assert_eq!(due("assessment", &[("document.yaml", &ended)], "2026-01-01"), []);
    }
}
