//! The change table (別添３) as files: `changes.csv` and `changes.xlsx` in the official columns, `changes.json` with
//! every language and the runs of what changed.

use super::{csv, xlsx};
use crate::content::changes::Timing;
use crate::history::{Block, Cells, Dated, Mark, Named, Origin, Reader, Row, Run};
use crate::model::Localized;
use crate::plan::{Document, MakeError};
use crate::render::Publication;
use crate::text::cache::Cache;
use serde_json::{Map, Value, json};

/// The official columns, and one that says where the cells come from; with widths in characters.
const COLUMNS: [(&str, f64); 7] = [
    ("column_date", 14.0),
    ("column_item", 30.0),
    ("column_before", 52.0),
    ("column_after", 52.0),
    ("column_timing", 10.0),
    ("column_reason", 42.0),
    ("column_origin", 12.0),
];

/// `changes.csv`.
pub fn csv(
    publication: &Publication,
    document: &Document,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let table = Table::new(publication, document, language, cache);
    let header = COLUMNS.map(|(key, _)| publication.word(key, language).to_owned()).to_vec();
    let rows = table.rows().map(|(dated, row)| {
        table.cells(dated, row).into_iter().map(|runs| runs.iter().map(|run| &*run.text).collect()).collect()
    });
    csv::write(std::iter::once(header).chain(rows))
}

/// `changes.xlsx`.
pub fn xlsx(
    publication: &Publication,
    document: &Document,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let table = Table::new(publication, document, language, cache);
    let edition = &document.current.edition;
    let columns = COLUMNS.map(|(key, width)| (publication.word(key, language).to_owned(), width));
    let rows: Vec<xlsx::Row> = table
        .rows()
        .map(|(dated, row)| {
            table.cells(dated, row).into_iter().map(xlsx::Cell::Text).collect::<Vec<_>>().into()
        })
        .collect();
    let name = xlsx::Names::default().name(publication.word("sheet_changes", language));
    let sheet = xlsx::Sheet { name: &name, columns: &columns, rows: &rows, kind: xlsx::Kind::Table };
    let title =
        format!("{} － {}", publication.word("changes", language), edition.title.text(language).trim());
    let about = xlsx::About {
        title: &title,
        author: publication.site.settings.publisher.text(publication.code(language)),
        date: edition.published,
    };
    xlsx::write(&about, &[sheet], publication.word("cut", language))
}

/// The rows of the table in one language.
struct Table<'a> {
    publication: &'a Publication<'a>,
    document: &'a Document,
    language: usize,
    readers: Vec<Reader<'a>>,
}

impl<'a> Table<'a> {
    fn new(
        publication: &'a Publication<'a>,
        document: &'a Document,
        language: usize,
        cache: &'a Cache,
    ) -> Self {
        Self { publication, document, language, readers: publication.readers(cache) }
    }

    fn word(&self, key: &str) -> String {
        self.publication.word(key, self.language).to_owned()
    }

    fn rows(&self) -> impl Iterator<Item = (&'a Dated, &'a Row)> {
        self.document.history.dates.iter().flat_map(|dated| dated.rows.iter().map(move |row| (dated, row)))
    }

    fn cells(&self, dated: &Dated, row: &Row) -> Vec<Vec<Run>> {
        let cells = self.document.history.cells(dated, row, self.language, &self.readers);
        let authored = row.authored.as_deref();
        let [before, after] = self.sides(&cells, authored);
        let timing = authored.and_then(|a| a.timing).map(|t| {
            self.word(match t {
                Timing::Before => "timing_before",
                Timing::After => "timing_after",
            })
        });
        let reason = authored.map(|a| self.readers[self.language].plain.markdown(&a.reason));
        vec![
            one(dated.date.map_or_else(|| self.word("undated"), |date| date.to_string())),
            one(self.item(row, authored)),
            before,
            after,
            one(timing.unwrap_or_default()),
            one(reason.unwrap_or_default()),
            one(self.word(&format!("origin_{}", cells.origin.id()))),
        ]
    }

    fn sides(&self, cells: &Cells, authored: Option<&crate::resolve::Row>) -> [Vec<Run>; 2] {
        match cells.origin {
            Origin::Withheld => [self.word("state_withheld"), self.word("state_withheld")].map(one),
            Origin::Summary => {
                let text = authored.map(|a| self.readers[self.language].plain.markdown(&a.summary));
                [Vec::new(), one(text.unwrap_or_default())]
            }
            _ => {
                let [before, mut after] = [&cells.before, &cells.after].map(|blocks| self.side(blocks));
                // Prose beside the cells stands below them.
                let prose = authored.map(|a| self.readers[self.language].plain.markdown(&a.summary));
                if let Some(prose) = prose.filter(|p| !p.is_empty()) {
                    let line_break = if after.is_empty() { "" } else { "\n" };
                    after.push(Run::new(Mark::Same, format!("{line_break}{prose}")));
                }
                [before, after]
            }
        }
    }

    fn side(&self, blocks: &[Block]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut line = |own: Vec<Run>| {
            if !runs.is_empty() {
                runs.push(Run::new(Mark::Same, "\n"));
            }
            runs.extend(own);
        };
        for block in blocks {
            if let Some(heading) = &block.heading {
                let words = heading.words(self.publication.code(self.language));
                line(vec![Run::new(Mark::Same, format!("【{words}】"))]);
            }
            for own in &block.lines {
                line(own.clone().unwrap_or_else(|| vec![Run::new(Mark::Same, self.word("left_out"))]));
            }
        }
        runs
    }

    fn named(&self, number: &str, label: &Localized) -> String {
        format!("{number} {}", label.text(self.publication.code(self.language))).trim().to_owned()
    }

    /// The items, one a line, and what the printed table calls them where that is another name.
    fn item(&self, row: &Row, authored: Option<&crate::resolve::Row>) -> String {
        let subject = |named: &Named| match named {
            Named::Item { number, label, .. } => self.named(number, label),
            Named::Printed(words) => words.to_string(),
        };
        let mut lines: Vec<String> = row.subjects.iter().map(|s| subject(&s.named)).collect();
        let printed = authored.map_or("", |a| a.label.text(self.language).trim());
        if !printed.is_empty() && !lines.iter().any(|line| line == printed) {
            lines.push(format!("（{printed}）"));
        }
        lines.join("\n")
    }
}

/// A text without marks.
fn one(text: String) -> Vec<Run> {
    vec![Run::new(Mark::Same, text)]
}

/// `changes.json`: dates with their rows, each with the items, cells in every language, and what differs in runs.
pub fn json(publication: &Publication, document: &Document, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let languages = publication.site.languages();
    let tables: Vec<Table> =
        (0..languages.count()).map(|language| Table::new(publication, document, language, cache)).collect();
    let dates: Vec<Value> =
        document.history.dates.iter().map(|dated| json_date(&tables, document, dated)).collect();
    let whole = json!({
        "slug": &**document.slug(),
        "form": document.current.edition.form.reference(),
        "edition": document.current.edition.date_segment(),
        "editions": document.editions().map(|e| e.edition.date_segment()).collect::<Vec<_>>(),
        "source_language": publication.code(0),
        "dates": dates,
    });
    let mut bytes = serde_json::to_vec_pretty(&whole).map_err(|e| MakeError(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn json_date(tables: &[Table], document: &Document, dated: &Dated) -> Value {
    let step = dated.step.map(|n| &document.history.steps[n]);
    json!({
        "date": dated.date.map(|d| d.to_string()),
        "edition": dated.is_edition,
        "from": step.map(|s| s.older.date_segment()),
        "to": step.map(|s| s.newer.date_segment()),
        "rows": dated.rows.iter().map(|row| json_row(tables, document, dated, row)).collect::<Vec<_>>(),
    })
}

fn json_row(tables: &[Table], document: &Document, dated: &Dated, row: &Row) -> Value {
    let authored = row.authored.as_deref();
    let by_language = |make: &dyn Fn(&Table) -> Value| -> Value {
        Value::Object(
            tables
                .iter()
                .map(|t| (t.publication.code(t.language).to_owned(), make(t)))
                .collect::<Map<_, _>>(),
        )
    };
    let texts = |text: Option<&crate::model::Translated>| {
        by_language(&|t: &Table| json!(text.and_then(|text| text.exact(t.language)).map(|w| w.text.trim())))
    };
    // Each language is told once for both sides.
    let told: Vec<Cells> =
        tables.iter().map(|t| document.history.cells(dated, row, t.language, &t.readers)).collect();
    let cells = |pick: fn(&Cells) -> &Vec<Block>| -> Value {
        let told = tables.iter().zip(&told);
        let own = told.map(|(table, cells)| {
            let code = table.publication.code(table.language).to_owned();
            let language = table.publication.code(cells.language);
            (code, json!({ "language": language, "blocks": blocks(pick(cells)) }))
        });
        Value::Object(own.collect())
    };
    json!({
        "items": row.subjects.iter().map(|s| match &s.named {
            Named::Item { path, number, label, important } => json!({
                "path": path.as_str(),
                "number": &**number,
                "label": label.iter().map(|(code, text)| (code.to_string(), json!(&**text))).collect::<Map<_, _>>(),
                "important": important,
            }),
            Named::Printed(words) => json!({ "printed": &**words }),
        }).collect::<Vec<_>>(),
        "label": texts(authored.map(|a| &a.label)),
        "origin": told[0].origin.id(),
        "timing": authored.and_then(|a| a.timing).map(|t| match t { Timing::Before => "before", Timing::After => "after" }),
        "kind": authored.and_then(|a| a.kind.as_deref()),
        "before": cells(|c| &c.before),
        "after": cells(|c| &c.after),
        "summary": texts(authored.filter(|a| !a.withheld).map(|a| &a.summary)),
        "reason": texts(authored.map(|a| &a.reason)),
        "differences": row.differences.iter().filter_map(|n| json_difference(document, dated, *n)).collect::<Vec<_>>(),
    })
}

fn json_difference(document: &Document, dated: &Dated, n: usize) -> Option<Value> {
    let step = &document.history.steps[dated.step?];
    let difference = &step.differences[n];
    let before = difference.older.map(|o| &step.older.items[o].path).filter(|path| *path != step.path(n));
    Some(json!({
        "path": step.path(n).as_str(),
        "was": before.map(|path| path.as_str()),
        "change": difference.kind.id(),
        "moved": difference.moved,
    }))
}

/// Blocks of lines of runs: `{"item": "a.b", "lines": [[{"text": …}, {"text": …, "mark": "added"}], null]}`; the item is
/// named where the cell is about several, null stands where unchanged lines are left out.
fn blocks(blocks: &[Block]) -> Vec<Value> {
    let run = |run: &Run| match run.mark {
        Mark::Same => json!({ "text": run.text }),
        Mark::Removed => json!({ "text": run.text, "mark": "removed" }),
        Mark::Added => json!({ "text": run.text, "mark": "added" }),
    };
    let line =
        |line: &Option<Vec<Run>>| json!(line.as_ref().map(|runs| runs.iter().map(run).collect::<Vec<_>>()));
    let block = |block: &Block| {
        json!({
            "item": block.heading.as_ref().map(|heading| heading.path.as_str()),
            "lines": block.lines.iter().map(line).collect::<Vec<_>>(),
        })
    };
    blocks.iter().map(block).collect()
}
