//! `summary.pdf`: a document on two pages: the facts that a reader looks for, the flow of information, what changed last,
//! whom to ask.

use super::data::{self, About};
use super::setter::{Drawn, Setter};
use crate::content::changes::Timing;
use crate::history::{Named, Row};
use crate::plan::{Document, MakeError, address};
use crate::render::glance::{BlockView, Glance};
use crate::render::press::Job;
use crate::resolve::{self, Answer};
use crate::text::tree::Tree;
use serde::Serialize;

/// The room for the flow, in CSS pixels.
const ROOM: (f64, f64) = (650.0, 700.0);
/// Most rows of the last change.
const ROWS: usize = 8;

/// How much is told, from everything to the least: entries of a fact, and the size of the letters in points.
pub const FITS: [(usize, f64); 6] = [(6, 9.0), (6, 8.5), (4, 8.5), (3, 8.0), (2, 8.0), (1, 7.5)];

#[derive(Serialize)]
struct Summary {
    about: About,
    /// In points.
    size: f64,
    blocks: Vec<BlockView>,
    flow: Option<Drawn>,
    changed: Option<Changed>,
    contact: Vec<Tree>,
    /// Where the whole document stands.
    url: String,
    /// Where its files stand.
    downloads: String,
}

#[derive(Serialize)]
struct Changed {
    date: String,
    rows: Vec<Told>,
    /// How many rows there are besides.
    more: usize,
    url: String,
}

#[derive(Serialize)]
struct Told {
    item: String,
    /// How many items the row is about besides.
    more: usize,
    timing: String,
    reason: String,
}

/// The job of printing a summary; `fit` is a place in [`FITS`].
pub fn job(setter: &Setter, document: &Document, fit: usize) -> Result<Job, MakeError> {
    let (entries, size) = FITS[fit];
    let edition = setter.edition();
    let said = setter.frame();
    let mut blocks = Glance::new(&said, document, setter.planned, setter.plain.cache).blocks();
    for fact in blocks.iter_mut().flat_map(|block| &mut block.facts) {
        fact.more += fact.entries.len().saturating_sub(entries);
        fact.entries.truncate(entries);
    }
    let contact = &setter.publication.site.settings.contact;
    let summary = Summary {
        about: About::of(setter),
        size,
        blocks,
        flow: flow(setter),
        changed: changed(setter, document),
        contact: setter.tree(&contact.text(setter.code()).into()),
        url: setter.url(&address::document(document.slug()), None, true),
        downloads: setter.url(&address::downloads(document.slug()), None, true),
    };
    Ok(Job {
        template: "summary.typ",
        data: data::bytes(&summary).map_err(|e| MakeError(e.to_string()))?,
        pictures: setter.pictures.take(),
        ident: format!("{}{}/summary", address::document(&edition.slug), setter.code()),
        date: edition.published,
    })
}

/// The figure whose role is the flow.
fn flow(setter: &Setter) -> Option<Drawn> {
    let edition = setter.edition();
    edition.with_role("flow").find_map(|n| match &edition.items[n].answer {
        Some(Answer::Flow(flow)) if !flow.nodes.is_empty() => Some(setter.drawing(flow, ROOM)),
        Some(Answer::Picture(picture)) => {
            let (alt, _) = setter.said(&picture.alt);
            setter.picture(&picture.file).map(|file| Drawn { file, alt, large: false })
        }
        _ => None,
    })
}

/// The newest date that has rows.
fn changed(setter: &Setter, document: &Document) -> Option<Changed> {
    let dated = document.history.dates.iter().find(|dated| !dated.rows.is_empty())?;
    Some(Changed {
        date: dated.date.map_or_else(|| setter.word("undated"), |date| date.display(setter.code())),
        rows: dated.rows.iter().take(ROWS).map(|row| told(setter, row)).collect(),
        more: dated.rows.len().saturating_sub(ROWS),
        url: setter.url(&address::change(document.slug(), &dated.segment()), None, true),
    })
}

fn told(setter: &Setter, row: &Row) -> Told {
    let item = row.subjects.first().map_or(String::new(), |subject| match &subject.named {
        Named::Item { number, label, .. } => format!("{number} {}", setter.label(label).0).trim().to_owned(),
        Named::Printed(words) => words.to_string(),
    });
    let authored = row.authored.as_deref();
    Told {
        item,
        more: row.subjects.len().saturating_sub(1),
        timing: authored.and_then(|a| a.timing).map_or(String::new(), |timing| {
            setter.word(match timing {
                Timing::Before => "timing_before",
                Timing::After => "timing_after",
            })
        }),
        reason: authored.map_or(String::new(), |row: &resolve::Row| setter.plain.markdown(&row.reason)),
    }
}
