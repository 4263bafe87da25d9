//! The downloads of the whole site: the main files of every document, lists and data, and the archive where there is one.

use super::{FileView, Made, prefix, save_as, view};
use crate::download::schema;
use crate::plan::files::File;
use crate::plan::{Document, Finished, MakeError, Set, address};
use crate::render::Publication;
use crate::render::frame::{Frame, Said};
use crate::render::view::DateView;
use crate::text::cache::Cache;
use serde::Serialize;

/// The files that the page of the site names for every document; all others are on the document's own page.
const MAIN: [&str; 4] = ["file_pdf", "file_summary", "file_sheets", "file_text"];

#[derive(Serialize)]
struct DocumentView {
    href: String,
    title: String,
    title_lang: String,
    published: Option<DateView>,
    files: Vec<FileView>,
}

#[derive(Serialize)]
struct GroupView {
    department: String,
    department_lang: String,
    documents: Vec<DocumentView>,
}

/// Adds the page in one language: a seal, for it tells the lengths of files made before.
pub fn add<'s>(publication: &'s Publication<'s>, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    set.seal(said.local(address::DOWNLOADS), move |cache, finished| {
        page(publication, language, cache, finished)
    });
}

fn page(
    publication: &Publication,
    language: usize,
    cache: &Cache,
    finished: &[Finished],
) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let made = Made::new(finished);
    let mut frame = Frame::new(publication, language, address::DOWNLOADS, "all-downloads", cache);
    let name = said.word("site_downloads");
    frame.title(&name);
    frame.breadcrumb(vec![said.here(&name)]);
    frame.put("archive", &publication.archive.then(|| archive(&said, &made)));
    frame.put("groups", &groups(&said, &made));
    frame.put("lists", &lists(&said, &made));
    frame.put("schemas", &schemas(&said, &made));
    frame.render("all-downloads.html")
}

fn archive(said: &Said, made: &Made) -> FileView {
    site_file(said, address::ARCHIVE.to_owned(), "file_archive", "ZIP", made)
}

/// Documents by department, in the order in which departments first appear.
fn groups(said: &Said, made: &Made) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for document in &said.publication.site.documents {
        let (mut department, mut department_lang) = said.text(&document.current.edition.department);
        if department.is_empty() {
            (department, department_lang) = (said.word("no_department"), said.code().to_owned());
        }
        let view = of_document(said, document, made);
        match groups.iter_mut().find(|group| group.department == department) {
            Some(group) => group.documents.push(view),
            None => groups.push(GroupView { department, department_lang, documents: vec![view] }),
        }
    }
    groups
}

fn of_document(said: &Said, document: &Document, made: &Made) -> DocumentView {
    let edition = &document.current.edition;
    let (title, title_lang) = said.text(&edition.title);
    // A document that is not translated has its files in the source language alone.
    let language = if edition.has_language(said.language) { said.language } else { 0 };
    let prefix = prefix(edition);
    let files = said.publication.files_of(document, language).into_iter();
    let main = files.filter(|file| MAIN.contains(&file.what));
    let short = |file: File| FileView {
        what: said.word(&format!("{}_short", file.what)),
        ..view(said, &file, language, &prefix, made)
    };
    DocumentView {
        href: said.local(&address::downloads(document.slug())),
        title,
        title_lang,
        published: edition.published.map(|d| said.date(d)),
        files: main.map(short).collect(),
    }
}

/// Lists of documents, feeds, and what programs read of the whole site.
fn lists(said: &Said, made: &Made) -> Vec<FileView> {
    let own = |name: &str| said.local(name);
    let once = |name: &str| name.to_owned();
    [
        (own("documents.csv"), "list_csv", "CSV"),
        (once("documents.json"), "list_json", "JSON"),
        (own("feed.xml"), "list_feed", "Atom"),
        (once("sitemap.xml"), "list_sitemap", "XML"),
        (once("manifest.json"), "list_manifest", "JSON"),
    ]
    .into_iter()
    .map(|(address, what, format)| site_file(said, address, what, format, made))
    .collect()
}

fn schemas(said: &Said, made: &Made) -> Vec<FileView> {
    let forms = &said.publication.site.forms;
    let view = |form: &std::sync::Arc<crate::form::Form>| {
        let address = format!("schema/{}", schema::file_name(forms, form));
        let (title, lang) = said.label(&form.title);
        let file = site_file(said, address, "list_schema", "JSON", made);
        let what = format!("{} {title}", form.number).trim().to_owned();
        FileView { what, what_lang: lang, purpose: String::new(), ..file }
    };
    forms.iter().map(view).collect()
}

/// A file that belongs to no document.
fn site_file(said: &Said, address: String, what: &str, format: &str, made: &Made) -> FileView {
    let (size, sha256) = made.measures(&address);
    let name = address.rsplit('/').next().unwrap_or("").to_owned();
    let is_read_in_place = matches!(format, "Atom" | "XML");
    FileView {
        href: address,
        save_as: if is_read_in_place { String::new() } else { save_as("", "", &name, format) },
        name,
        what: said.word(what),
        what_lang: said.code().to_owned(),
        purpose: said.word(&format!("{what}_for")),
        format: format.to_owned(),
        language: String::new(),
        code: String::new(),
        every_language: false,
        size,
        sha256,
    }
}
