//! What pages about changes have in common: items as they are named and linked, reasons, timing.

use super::marks;
use crate::content::changes::Timing;
use crate::history::{self, Dated, History, Named, Row, Step};
use crate::model::{Date, ItemPath, Localized};
use crate::plan::{Document, address};
use crate::render::frame::Said;
use crate::render::texts::Texts;
use crate::resolve;
use serde::Serialize;

/// Tells the history of a document in one language.
pub struct Telling<'a> {
    /// The language and the words of the theme.
    pub said: &'a Said<'a>,
    /// The document.
    pub document: &'a Document,
    /// Writes reasons into the page.
    pub texts: &'a Texts<'a>,
}

/// An item as a row names it.
#[derive(Debug, Serialize)]
pub struct Subject {
    /// The printed number.
    pub number: String,
    /// The label, or the words of the printed table.
    pub label: String,
    /// The language of the label.
    pub label_lang: String,
    /// Where it stands now, if it does.
    pub href: Option<String>,
    /// ※.
    pub important: bool,
}

/// A reason that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The HTML.
    pub html: String,
    /// Its language.
    pub lang: String,
    /// before, after or nothing.
    pub timing: &'static str,
    /// What kind of change it is, in words.
    pub kind: String,
}

impl<'a> Telling<'a> {
    /// The history.
    pub fn history(&self) -> &'a History {
        &self.document.history
    }

    /// The words that marks need.
    pub fn words(&self) -> marks::Words<'a> {
        let word = |key| self.said.publication.word(key, self.said.language);
        marks::Words { left_out: word("left_out"), moved: word("moved") }
    }

    /// A date in the reader's manner, or that there is none.
    pub fn date(&self, date: Option<Date>) -> String {
        date.map_or_else(|| self.said.word("undated"), |date| date.display(self.said.code()))
    }

    /// Where a date is told.
    pub fn date_href(&self, dated: &Dated) -> String {
        self.said.local(&address::change(self.document.slug(), &dated.segment()))
    }

    /// The items of a row.
    pub fn subjects(&self, row: &Row) -> Vec<Subject> {
        row.subjects.iter().map(|subject| self.subject(&subject.named)).collect()
    }

    fn subject(&self, named: &Named) -> Subject {
        match named {
            Named::Item { path, number, label, important } => self.item(path, number, label, *important),
            Named::Printed(words) => Subject {
                number: String::new(),
                label: words.to_string(),
                label_lang: self.said.publication.code(0).to_owned(),
                href: None,
                important: false,
            },
        }
    }

    /// An item by its path in whichever edition had it.
    fn item(&self, path: &ItemPath, number: &str, label: &Localized, important: bool) -> Subject {
        let (label, label_lang) = self.said.label(label);
        let now = self.document.current.edition.find(path.as_str());
        let href = now.and_then(|n| self.document.place_of(n)).map(|address| self.said.local(&address));
        Subject { number: number.to_owned(), label, label_lang, href, important }
    }

    /// The item of a difference.
    pub fn item_of(&self, step: &Step, difference: usize) -> Subject {
        let (edition, index) = step.place(&step.differences[difference]);
        self.subject(&history::Subject::item(edition, index).named)
    }

    /// Why a row was needed; `id` makes its footnotes unique on the page.
    pub fn reason(&self, row: &resolve::Row, id: &str) -> Reason {
        let written = self.texts.markdown(&row.reason, id, "");
        Reason {
            lang: self.said.publication.code(written.language).to_owned(),
            html: written.html,
            timing: timing(row.timing),
            kind: row.kind.as_ref().map_or(String::new(), |kind| self.said.word(&format!("change_{kind}"))),
        }
    }

    /// The reasons of all rows about a difference, each once.
    pub fn reasons_of(&self, dated: &Dated, difference: usize) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        let step = dated.step;
        let dates = self.history().dates.iter().filter(|d| step.is_some() && d.step == step);
        for (n, row) in dates.flat_map(|d| &d.rows).enumerate() {
            let Some(authored) = row.authored.as_ref().filter(|_| row.differences.contains(&difference))
            else {
                continue;
            };
            let reason = self.reason(authored, &format!("_reason-{difference}-{n}"));
            if (!reason.html.is_empty() || !reason.timing.is_empty()) && !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }
}

/// Number and title of the part that an item belongs to, in whichever edition of a step has it.
pub fn part_of(said: &Said, step: &Step, path: &str) -> Option<String> {
    let first = path.split('.').next()?;
    let item = [&step.newer, &step.older].into_iter().find_map(|e| Some(&e.items[e.find(first)?]))?;
    Some(format!("{} {}", item.number, said.label(&item.label).0).trim().to_owned())
}

/// The word of a timing in data and templates.
pub fn timing(timing: Option<Timing>) -> &'static str {
    match timing {
        Some(Timing::Before) => "before",
        Some(Timing::After) => "after",
        None => "",
    }
}
