//! `changes/`: the change table, the whole history on one page.

use super::marks;
use super::told::{Reason, Subject, Telling, timing};
use crate::history::{Block, Dated, Origin, Reader, Row};
use crate::plan::{Document, MakeError, address, files};
use crate::render::Publication;
use crate::render::frame::{Frame, Said};
use crate::render::texts::Texts;
use crate::render::view::DateView;
use crate::text::cache::Cache;
use serde::Serialize;

/// The most lines of a cell. What changed item by item is told in full on the page of the date.
const MOST_LINES: usize = 12;

#[derive(Serialize)]
struct RowView {
    /// Its anchor.
    id: String,
    date: Option<DateView>,
    date_text: String,
    date_href: String,
    /// The first row of its date.
    first: bool,
    subjects: Vec<Subject>,
    /// How the printed table names the item, where that differs.
    printed: String,
    part: String,
    timing: &'static str,
    origin: &'static str,
    before_html: String,
    after_html: String,
    cells_lang: String,
    summary_html: String,
    summary_lang: String,
    clipped: bool,
    reason: Option<Reason>,
}

#[derive(Serialize)]
struct ChoiceView {
    id: String,
    label: String,
}

/// The page in one language.
pub fn page(
    publication: &Publication,
    document: &Document,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let planned = &document.current;
    let mut frame = Frame::new(publication, language, &address::changes(document.slug()), "changes", cache);
    let root = frame.root();
    let texts = Texts::new(publication, language, Some(planned), &root, cache, false);
    let telling = Telling { said: &said, document, texts: &texts };
    let table = Table { telling: &telling, readers: publication.readers(cache) };
    let name = said.word("changes");
    frame.title(&format!("{name} － {}", said.text(&planned.edition.title).0));
    frame.alternates(|n| planned.edition.has_language(n));
    frame.breadcrumb(vec![said.document_step(&planned.edition), said.here(&name)]);
    frame.put_value("doc", said.document(document, planned, cache));
    frame.put("rows", &table.rows());
    frame.put("parts", &table.parts());
    frame.put("dates", &table.dates());
    frame.put("compared", &compared(&said, document));
    frame.put("files", &files(&said, document));
    frame.render("changes.html")
}

struct Table<'a> {
    telling: &'a Telling<'a>,
    readers: Vec<Reader<'a>>,
}

impl Table<'_> {
    fn rows(&self) -> Vec<RowView> {
        let dates = &self.telling.history().dates;
        dates
            .iter()
            .flat_map(|dated| dated.rows.iter().enumerate().map(move |(n, row)| self.row(dated, n, row)))
            .collect()
    }

    fn row(&self, dated: &Dated, n: usize, row: &Row) -> RowView {
        let (telling, said) = (self.telling, self.telling.said);
        let cells = telling.history().cells(dated, row, said.language, &self.readers);
        let words = telling.words();
        let heading = |block: &Block| block.heading.as_ref().map(|heading| heading.words(said.code()));
        let (before_html, before_clipped) = marks::cell(&cells.before, MOST_LINES, &words, heading);
        let (after_html, after_clipped) = marks::cell(&cells.after, MOST_LINES, &words, heading);
        let id = format!("_{}-{}", dated.segment(), n + 1);
        let authored = row.authored.as_deref();
        let summary = authored.filter(|_| cells.origin != Origin::Withheld).map(|a| &a.summary);
        let summary = summary.map(|text| telling.texts.markdown(text, &format!("{id}-summary"), ""));
        RowView {
            date: dated.date.map(|date| said.date(date)),
            date_text: telling.date(dated.date),
            date_href: telling.date_href(dated),
            first: n == 0,
            subjects: telling.subjects(row),
            printed: self.printed(row),
            part: row
                .subjects
                .iter()
                .find_map(|s| s.part.as_ref())
                .map_or(String::new(), |(path, ..)| path.to_string()),
            timing: timing(authored.and_then(|a| a.timing)),
            origin: cells.origin.id(),
            before_html,
            after_html,
            cells_lang: said.publication.code(cells.language).to_owned(),
            summary_lang: said.publication.code(summary.as_ref().map_or(0, |s| s.language)).to_owned(),
            summary_html: summary.map_or(String::new(), |s| s.html),
            clipped: before_clipped || after_clipped,
            reason: authored.map(|a| telling.reason(a, &format!("{id}-reason"))),
            id,
        }
    }

    /// The words of the printed table beside the official label.
    fn printed(&self, row: &Row) -> String {
        let label = row.authored.as_ref().map_or(String::new(), |a| self.telling.said.text(&a.label).0);
        let named = row.subjects.iter().any(|s| s.path().is_some());
        if named { label } else { String::new() }
    }

    /// The parts that rows are about, in the order of the form.
    fn parts(&self) -> Vec<ChoiceView> {
        let said = self.telling.said;
        let form = &self.telling.document.current.edition.form;
        let rows = || self.telling.history().dates.iter().flat_map(|dated| &dated.rows);
        let mut found: Vec<_> =
            rows().flat_map(|row| &row.subjects).filter_map(|s| s.part.as_ref()).collect();
        let place = |path: &str| form.parts.iter().position(|id| &*form.node(*id).id == path);
        found.sort_by_key(|(path, ..)| place(path.as_str()).unwrap_or(usize::MAX));
        found.dedup_by_key(|(path, ..)| path.clone());
        let view = |(path, number, title): &(
            crate::model::ItemPath,
            std::sync::Arc<str>,
            crate::model::Localized,
        )| ChoiceView {
            id: path.to_string(),
            label: format!("{number} {}", title.text(said.code())).trim().to_owned(),
        };
        found.into_iter().map(view).collect()
    }

    fn dates(&self) -> Vec<ChoiceView> {
        let view = |dated: &Dated| ChoiceView { id: dated.segment(), label: self.telling.date(dated.date) };
        self.telling.history().dates.iter().filter(|d| !d.rows.is_empty()).map(view).collect()
    }
}

/// Links to earlier editions compared with the current one.
fn compared(said: &Said, document: &Document) -> Vec<ChoiceView> {
    let view = |planned: &crate::plan::Planned| ChoiceView {
        id: said.local(&address::compare(document.slug(), &planned.edition.date_segment())),
        label: said.edition_name(&planned.edition),
    };
    document.earlier.iter().map(view).collect()
}

/// The table as files.
fn files(said: &Said, document: &Document) -> Vec<ChoiceView> {
    files::of_history(document, said.publication.site.languages(), said.language)
        .into_iter()
        .map(|file| ChoiceView { id: file.address, label: file.format.to_owned() })
        .collect()
}
