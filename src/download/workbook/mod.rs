//! `document.xlsx`: an edition for people who work in spreadsheets. A sheet for the facts, one for every part with the
//! languages beside each other, one for every long table.

mod facts;
mod table;

use super::xlsx::{self, Cell, Kind, Look, Names, Row};
use crate::form::Type;
use crate::history::{Reader, Voice, lines};
use crate::plan::{MakeError, Planned};
use crate::render::Publication;
use crate::resolve::{self, Answer, Edition, Item, State};
use crate::text::cache::Cache;

/// Width of the columns of answers, by how many there are.
const ANSWERS: [f64; 4] = [84.0, 50.0, 40.0, 32.0];
/// Columns of a part before the answers, and behind them; the last two are not printed.
const BEFORE: [(&str, f64); 2] = [("column_number", 9.0), ("column_label", 30.0)];
const BEHIND: [(&str, f64); 4] =
    [("column_mark", 5.0), ("column_state", 10.0), ("column_under", 30.0), ("column_path", 36.0)];
const NOT_PRINTED: usize = 2;

/// The edition as a workbook for readers of one language.
pub fn document(
    publication: &Publication,
    planned: &Planned,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let book = Book::new(publication, planned, language, cache);
    let mut names = Names::default();
    let facts = names.name(&book.word("sheet_facts"));
    let parts = book.parts(&mut names);
    let mut tables = Vec::new();
    let mut pages: Vec<Page> =
        parts.into_iter().map(|(index, name)| book.part(index, name, &mut names, &mut tables)).collect();
    pages.append(&mut tables);
    pages.insert(0, book.facts(facts, &pages));
    let sheets: Vec<xlsx::Sheet> = pages.iter().map(Page::sheet).collect();
    let edition = &planned.edition;
    let about = xlsx::About {
        title: edition.title.text(language).trim(),
        author: publication.site.settings.publisher.text(publication.code(language)),
        date: edition.published,
    };
    xlsx::write(&about, &sheets, publication.word("cut", language))
}

/// A sheet in the making.
struct Page {
    name: String,
    /// What it has, in full.
    title: String,
    columns: Vec<(String, f64)>,
    rows: Vec<Row>,
    /// How many columns are printed; nothing for the sheet of the facts.
    printed: Option<usize>,
}

impl Page {
    fn sheet(&self) -> xlsx::Sheet<'_> {
        let part = |printed| Kind::Part { header: &self.title, printed };
        xlsx::Sheet {
            name: &self.name,
            columns: &self.columns,
            rows: &self.rows,
            kind: self.printed.map_or(Kind::Facts, part),
        }
    }
}

/// An edition with the languages that stand beside each other.
struct Book<'a> {
    publication: &'a Publication<'a>,
    planned: &'a Planned,
    /// The reader's language.
    language: usize,
    /// The reader's language, then the others in which the document exists.
    languages: Vec<usize>,
    /// For every language of the site.
    readers: Vec<Reader<'a>>,
}

impl<'a> Book<'a> {
    fn new(
        publication: &'a Publication<'a>,
        planned: &'a Planned,
        language: usize,
        cache: &'a Cache,
    ) -> Self {
        let all = 0..publication.site.languages().count();
        let others = all.filter(|n| *n != language && planned.edition.has_language(*n));
        Self {
            publication,
            planned,
            language,
            languages: std::iter::once(language).chain(others).collect(),
            readers: publication.readers(cache),
        }
    }

    fn edition(&self) -> &'a Edition {
        &self.planned.edition
    }

    fn word(&self, key: &str) -> String {
        self.publication.word(key, self.language).to_owned()
    }

    fn words(&self, key: &str, fill: &[(&str, &str)]) -> String {
        self.publication.theme.words(key, self.publication.code(self.language), fill)
    }

    /// Printed number and label.
    fn named(&self, item: &Item) -> String {
        let number = if item.kind == resolve::Kind::Entry { "" } else { &*item.number };
        format!("{number} {}", self.label(item)).trim().to_owned()
    }

    fn label(&self, item: &Item) -> String {
        item.label.text(self.publication.code(self.language)).to_owned()
    }

    /// The title of a column of one language: with the language where there are several.
    fn in_language(&self, title: &str, language: usize, several: bool) -> String {
        if !several {
            return title.to_owned();
        }
        let code = self.publication.code(language);
        let known = self.word(&format!("language_{code}"));
        let name = if known.is_empty() { code } else { &known };
        self.words("in_language", &[("title", title), ("language", name)])
    }

    /// The parts that are shown, with the names of their sheets.
    fn parts(&self, names: &mut Names) -> Vec<(usize, String)> {
        let items = self.edition().items.iter().enumerate();
        let shown = items.filter(|(n, item)| item.depth == 0 && self.planned.pages.page_of(*n).is_some());
        shown.map(|(n, item)| (n, names.name(&self.named(item)))).collect()
    }

    /// The sheet of a part; its long tables are added to `tables`.
    fn part(&self, index: usize, name: String, names: &mut Names, tables: &mut Vec<Page>) -> Page {
        let edition = self.edition();
        let mut rows = Vec::new();
        // The headings that the item is under, without the part.
        let mut under: Vec<(u16, String)> = Vec::new();
        for n in index..edition.items[index].end as usize {
            if self.planned.pages.page_of(n).is_none() {
                continue;
            }
            let item = &edition.items[n];
            under.retain(|(depth, _)| *depth < item.depth);
            let place: Vec<&str> = under.iter().map(|(_, label)| &**label).collect();
            let place = place.join(" › ");
            if item.kind == resolve::Kind::Leaf {
                let table = self.table(n, &place, names, tables);
                rows.extend(self.leaf(n, &place, table.as_deref()));
                continue;
            }
            rows.push(self.heading(n, &place));
            if item.depth > 0 && item.kind != resolve::Kind::Repeat {
                under.push((item.depth, self.label(item)));
            }
        }
        let columns = self.columns();
        let printed = Some(columns.len() - NOT_PRINTED);
        Page { name, title: self.named(&edition.items[index]), columns, rows, printed }
    }

    fn columns(&self) -> Vec<(String, f64)> {
        let fixed = |(key, width): (&str, f64)| (self.word(key), width);
        let several = self.languages.len() > 1;
        let answer =
            |n: &usize| (self.in_language(&self.word("column_answer"), *n, several), self.width_of_answers());
        let before = BEFORE.into_iter().map(fixed);
        before.chain(self.languages.iter().map(answer)).chain(BEHIND.into_iter().map(fixed)).collect()
    }

    fn width_of_answers(&self) -> f64 {
        ANSWERS[(self.languages.len() - 1).min(ANSWERS.len() - 1)]
    }

    /// The row of a group, a repeat or an entry.
    fn heading(&self, index: usize, place: &str) -> Row {
        let item = &self.edition().items[index];
        let is_bare = item.kind == resolve::Kind::Repeat && item.end as usize == index + 1;
        let has_state = is_bare || matches!(item.state, State::Withheld(_) | State::NotApplicable);
        let answers = self.languages.iter().map(|n| match has_state {
            true => Cell::Soft(self.state(item, *n)),
            false => Cell::default(),
        });
        let state = if has_state { self.state_word(item, self.language) } else { String::new() };
        let row =
            self.row(item, Cell::Indented(self.label(item), item.depth), answers.collect(), state, place);
        Row { look: Look::Heading(item.depth), ..row }
    }

    /// The rows of an item: one, or as many as its answer needs.
    fn leaf(&self, index: usize, place: &str, table: Option<&str>) -> Vec<Row> {
        let item = &self.edition().items[index];
        let answers: Vec<Cell> = self.languages.iter().map(|n| self.answer(index, *n, table)).collect();
        let texts: Vec<String> = answers.iter().map(plain).collect();
        let row = |(n, piece): (usize, Vec<String>)| {
            let cells = answers.iter().zip(piece).map(|(cell, text)| match cell {
                Cell::Text(_) => text.into(),
                _ if n == 0 => cell.clone(),
                _ => Cell::default(),
            });
            let label = match n {
                0 => Cell::Indented(self.label(item), item.depth),
                _ => Cell::Soft(self.word("sheet_continued")),
            };
            self.row(item, label, cells.collect(), self.state_word(item, self.language), place)
        };
        xlsx::pieces(&texts, self.width_of_answers()).into_iter().enumerate().map(row).collect()
    }

    fn row(&self, item: &Item, label: Cell, answers: Vec<Cell>, state: String, place: &str) -> Row {
        let number = if item.kind == resolve::Kind::Entry { "" } else { &*item.number };
        let mark = if self.edition().node(item).important { "※" } else { "" };
        let mut cells: Vec<Cell> = vec![number.to_owned().into(), label];
        cells.extend(answers);
        cells.extend([mark.to_owned(), state, place.to_owned(), item.path.to_string()].map(Cell::from));
        cells.into()
    }

    fn state_word(&self, item: &Item, language: usize) -> String {
        let key = match item.state {
            State::Answered => "state_answered",
            State::Empty => "state_empty",
            State::Withheld(_) => "state_withheld",
            State::NotApplicable => "state_not_applicable",
        };
        self.publication.word(key, language).to_owned()
    }

    /// What stands in place of an answer: that there is none, and why.
    fn state(&self, item: &Item, language: usize) -> String {
        let word = self.state_word(item, language);
        match &item.state {
            State::Withheld(reason) => format!("{word} {}", reason.text(language).trim()).trim().to_owned(),
            _ => word,
        }
    }

    /// The answer of an item in a language; `table` is the name of the sheet where its rows are.
    fn answer(&self, index: usize, language: usize, table: Option<&str>) -> Cell {
        let item = &self.edition().items[index];
        let Some(answer) = item.answer.as_ref().filter(|_| item.state == State::Answered) else {
            return Cell::Soft(self.state(item, language));
        };
        match (answer, table) {
            (Answer::Table(rows), Some(name)) => {
                let count = rows.len().to_string();
                Cell::ToSheet(self.words("sheet_rows", &[("n", &count), ("sheet", name)]), name.to_owned())
            }
            (Answer::Count(n), _) => Cell::Number(*n),
            _ if !answer.is_worded(language) => Cell::Soft(self.word("sheet_untranslated")),
            _ => self.text(index, answer, language).into(),
        }
    }

    fn text(&self, index: usize, answer: &Answer, language: usize) -> String {
        let voice = &self.readers[language];
        let mut text: Vec<String> = Vec::new();
        let mut partial = false;
        answer.each_text(&mut |text, _| partial |= text.exact(language).is_some_and(|w| w.partial));
        if partial {
            text.push(voice.word("sheet_partial"));
        }
        if let Some(Type::Table(columns)) = self.edition().answer_type(&self.edition().items[index]) {
            text.push(columns.iter().map(|c| voice.label(&c.title)).collect::<Vec<_>>().join(" ｜ "));
        }
        text.extend(lines::of(self.edition(), index, voice).into_iter().map(|line| line.text));
        text.join("\n")
    }
}

/// The text of a cell that holds one.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(runs) => runs.iter().map(|run| &*run.text).collect(),
        _ => String::new(),
    }
}
