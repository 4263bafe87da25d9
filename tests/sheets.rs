//! `document.xlsx` opened by another program: LibreOffice turns every sheet into CSV, and each cell is compared with what
//! the source says. Without LibreOffice on the machine the test says that it was skipped.

mod scratch;

use kohyo::content::FolderReader;
use kohyo::history::lines;
use kohyo::pipeline::{self, Drafts};
use kohyo::plan::{Document, Planned};
use kohyo::render::Publication;
use kohyo::resolve::{Answer, Item, Kind, State};
use kohyo::text::cache::Cache;
use scratch::Scratch;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Comma, quotes, UTF-8, from the first row, every cell a text as it is formatted, every sheet into a file of its own.
const FILTER: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

/// The sheets of these workbooks as LibreOffice reads them, by file name (`<workbook>-<sheet>.csv`); nothing where there
/// is no LibreOffice.
fn opened(workbooks: &[PathBuf], scratch: &Scratch) -> Option<BTreeMap<String, Vec<Vec<String>>>> {
    let folder = scratch.join("csv");
    let profile = format!("-env:UserInstallation=file://{}", scratch.join("profile").display());
    let run = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", FILTER, "--outdir"])
        .arg(&folder)
        .args(workbooks)
        .output();
    let Ok(run) = run else {
        println!("skipped: LibreOffice (soffice) is not on this machine; tests/setup.sh installs it");
        return None;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut sheets = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("LibreOffice wrote files") {
        let path = entry.expect("an entry").path();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(fs::File::open(&path).expect("a file"));
        let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        sheets.insert(name, rows.collect());
    }
    Some(sheets)
}

fn build(content: &Path, output: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    let run = command.args(["build", "--content"]).arg(content).arg("--output").arg(output).output();
    let run = run.expect("kohyo runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn libreoffice_reads_every_cell_of_the_sample_as_the_source_has_it() {
    compare("sheets", &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
}

#[test]
fn libreoffice_reads_every_cell_of_the_real_documents_as_the_source_has_it() {
    if let Some(content) = scratch::real_content() {
        compare("sheets-real", &content);
    }
}

fn compare(name: &str, content: &Path) {
    let scratch = Scratch::new(name);
    build(content, &scratch.join("out"));
    let reader = FolderReader::new(content);
    let prepared = pipeline::prepare(&reader, None, Drafts::Ignored).expect("content");
    let publication = Publication::new(&prepared.public, &reader, &prepared.corpus.files).expect("a theme");
    let mut workbooks = Vec::new();
    for (n, document) in prepared.public.documents.iter().enumerate() {
        for language in languages(&publication, document) {
            let code = if language == 0 { String::new() } else { format!("{}/", publication.code(language)) };
            let from = format!("out/{code}documents/{}/downloads/document.xlsx", document.slug());
            let to = scratch.join(&format!("d{n}l{language}.xlsx"));
            fs::copy(scratch.join(&from), &to).expect(&from);
            workbooks.push((document, n, language, to));
        }
    }
    let paths: Vec<PathBuf> = workbooks.iter().map(|(.., path)| path.clone()).collect();
    let Some(sheets) = opened(&paths, &scratch) else { return };
    let mut looked = 0;
    for (document, n, language, _) in workbooks {
        let beginning = format!("d{n}l{language}-");
        let own: BTreeMap<&str, &Vec<Vec<String>>> =
            sheets.iter().filter_map(|(name, rows)| Some((name.strip_prefix(&beginning)?, rows))).collect();
        looked += Book { publication: &publication, document, language, sheets: own }.check();
    }
    assert!(looked > 400, "only {looked} cells");
    println!("{looked} cells of {} workbooks are as in the source", paths.len());
}

/// The languages in which a document has a workbook.
fn languages(publication: &Publication, document: &Document) -> Vec<usize> {
    let count = publication.site.languages().count();
    (0..count).filter(|n| document.current.edition.has_language(*n)).collect()
}

/// A workbook as LibreOffice read it, and what it was made from.
struct Book<'a> {
    publication: &'a Publication<'a>,
    document: &'a Document,
    language: usize,
    sheets: BTreeMap<&'a str, &'a Vec<Vec<String>>>,
}

impl Book<'_> {
    fn planned(&self) -> &Planned {
        &self.document.current
    }

    /// The rows of all parts that are about an item, by its path; of a part the header has the path last.
    fn rows(&self) -> BTreeMap<&str, Vec<&Vec<String>>> {
        let path = self.publication.word("column_path", self.language);
        let mut found: BTreeMap<&str, Vec<&Vec<String>>> = BTreeMap::new();
        for rows in self.sheets.values().filter(|rows| rows[0].last().is_some_and(|title| title == path)) {
            for row in &rows[1..] {
                found.entry(row.last().map_or("", String::as_str)).or_default().push(row);
            }
        }
        found
    }

    /// Compares every item; yields how many cells were looked at.
    fn check(&self) -> usize {
        let planned = self.planned();
        let mut rows = self.rows();
        let mut looked = 0;
        for (n, item) in planned.edition.items.iter().enumerate() {
            if planned.pages.page_of(n).is_none() {
                continue;
            }
            let own = rows.remove(item.path.as_str()).unwrap_or_default();
            assert!(!own.is_empty(), "{}: {} has no row", self.document.slug(), item.path);
            if item.kind == Kind::Leaf {
                looked += self.item(n, item, &own);
            }
        }
        assert!(rows.is_empty(), "{}: rows of no item: {:?}", self.document.slug(), rows.keys());
        looked
    }

    fn item(&self, index: usize, item: &Item, rows: &[&Vec<String>]) -> usize {
        let slug = self.document.slug();
        let mut order = languages(self.publication, self.document);
        order.sort_by_key(|n| *n != self.language);
        let first = rows[0];
        assert_eq!(first[0], &*item.number, "{slug}: {}: number", item.path);
        let label = item.label.text(self.publication.code(self.language));
        assert_eq!(first[1].trim(), label.trim(), "{slug}: {}: label", item.path);
        let mark = if self.planned().edition.node(item).important { "※" } else { "" };
        assert_eq!(first[2 + order.len()], mark, "{slug}: {}: mark", item.path);
        for (column, language) in order.iter().enumerate() {
            let cells: Vec<&str> = rows.iter().map(|row| &*row[2 + column]).collect();
            let expected = self.expected(index, item, *language);
            assert_eq!(
                signs(&cells.concat()),
                signs(&expected),
                "{slug}: {}: {}",
                item.path,
                self.publication.code(*language)
            );
        }
        order.len() + 3
    }

    /// What the source says in a language.
    fn expected(&self, index: usize, item: &Item, language: usize) -> String {
        let edition = &self.planned().edition;
        let cache = Cache::default();
        let readers = self.publication.readers(&cache);
        let word = |key: &str, language: usize| self.publication.word(key, language).to_owned();
        let partial = |answer: &Answer| {
            let mut partial = false;
            answer.each_text(&mut |text, _| partial |= text.exact(language).is_some_and(|w| w.partial));
            partial
        };
        match (&item.state, &item.answer) {
            (State::Withheld(reason), _) => {
                format!("{} {}", word("state_withheld", language), reason.text(language))
            }
            (State::NotApplicable, _) => word("state_not_applicable", language),
            (State::Empty, _) => word("state_empty", language),
            (State::Answered, Some(Answer::Table(rows))) if rows.len() > 4 => {
                self.table(item, rows, language)
            }
            (State::Answered, Some(answer)) if !answer.is_worded(language) => {
                word("sheet_untranslated", self.language)
            }
            (State::Answered, answer) => {
                let mark = answer.as_ref().is_some_and(partial).then(|| word("sheet_partial", language));
                let columns = match (answer, edition.answer_type(item)) {
                    (Some(Answer::Table(_)), Some(kohyo::form::Type::Table(columns))) => &columns[..],
                    _ => &[],
                };
                let code = self.publication.code(language);
                let head: Vec<&str> = columns.iter().map(|c| c.title.text(code)).collect();
                let lines = lines::of(edition, index, &readers[language]).into_iter().map(|line| line.text);
                let head = head.join(" ｜ ");
                mark.into_iter().chain([head]).chain(lines).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// A long table is on a sheet of its own; the cell says how many rows it has and where they are.
    fn table(&self, item: &Item, rows: &[Vec<kohyo::model::Translated>], language: usize) -> String {
        let cache = Cache::default();
        let readers = self.publication.readers(&cache);
        let cells =
            |rows: &Vec<Vec<String>>| rows[1..].iter().flatten().map(|c| signs(c)).collect::<Vec<_>>();
        let source: Vec<String> = rows
            .iter()
            .flatten()
            .filter(|cell| cell.exact(0).is_some())
            .map(|cell| signs(&readers[0].plain.markdown(cell)))
            .collect();
        let found = self.sheets.iter().find(|(_, sheet)| {
            sheet.len() == rows.len() + 1 && source.iter().all(|cell| cells(sheet).contains(cell))
        });
        let (name, _) = found.unwrap_or_else(|| panic!("{}: no sheet has the rows", item.path));
        let code = self.publication.code(self.language);
        let count = rows.len().to_string();
        let _ = language;
        self.publication.theme.words("sheet_rows", code, &[("n", &count), ("sheet", name)])
    }
}

/// A text without white space, which is where long texts are divided.
fn signs(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
