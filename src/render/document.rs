//! The page of a document at a glance: the facts a reader looks for, by their roles.

use super::Publication;
use super::frame::{Frame, Said, Step};
use super::glance::Glance;
use super::history::{Reason, Subject, Telling};
use super::texts::Texts;
use crate::plan::{Document, MakeError, Planned, Set, address, figure};
use crate::text::cache::Cache;
use serde::Serialize;

/// Most rows of the last change.
const ROWS: usize = 5;

/// The picture of the flow of the affairs.
#[derive(Serialize)]
struct FlowView {
    src: String,
    href: String,
    title: String,
    title_lang: String,
}

#[derive(Serialize)]
struct LastChange {
    date: String,
    href: String,
    rows: Vec<RowView>,
    more: usize,
}

#[derive(Serialize)]
struct RowView {
    subject: Option<Subject>,
    /// How many items the row is about besides.
    more: usize,
    reason: Option<Reason>,
}

#[derive(Serialize)]
struct EditionView {
    href: String,
    text: String,
    current: bool,
    compare: Option<String>,
}

#[derive(Serialize)]
struct RelatedView {
    href: String,
    title: String,
    title_lang: String,
    kind_label: String,
}

#[derive(Serialize)]
struct FileView {
    href: String,
    label: String,
    format: &'static str,
    size: String,
}

/// Adds the page in one language.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    set.add(said.local(&address::document(document.slug())), move |cache| {
        page(publication, document, language, cache)
    });
}

fn page(
    publication: &Publication,
    document: &Document,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let planned = &document.current;
    let edition = &planned.edition;
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, &address::document(document.slug()), "document", cache);
    let root = frame.root();
    let texts = Texts::new(publication, language, Some(planned), &root, cache, false);
    let (title, _) = said.text(&edition.title);
    let glance = Glance::new(&said, document, planned, cache);
    let doc = with_hearing(said.document(document, planned, cache), said.consultation(planned, &texts));
    frame.title(&title);
    frame.put(
        "description",
        &publication.theme.words("document_description", said.code(), &[("title", &title)]),
    );
    frame.alternates(|n| edition.has_language(n));
    frame.breadcrumb(vec![Step { current: true, href: String::new(), ..said.document_step(edition) }]);
    frame.put_value("doc", doc);
    frame.put("blocks", &glance.blocks());
    frame.put("flow", &flow(&said, document));
    frame.put("last_change", &last_change(&said, document, &texts));
    frame.put("related", &related(&said, planned));
    frame.put("files", &files(&said, document));
    frame.put("editions", &editions(&said, document));
    frame.render("document.html")
}

/// Puts the text of the hearing, which has links of this page, into what the pages share.
fn with_hearing(doc: tera::Value, hearing: Option<super::view::ConsultationView>) -> tera::Value {
    let Some(hearing) = hearing else { return doc };
    let Some(mut map) = doc.clone().into_map() else { return doc };
    map.insert("consultation".into(), tera::Value::from_serializable(&hearing));
    tera::Value::from(map)
}

/// The picture of the flow of the affairs, as the file that may be downloaded.
fn flow(said: &Said, document: &Document) -> Option<FlowView> {
    let edition = &document.current.edition;
    let drawn = figure::files(edition);
    let item = edition.with_role("flow").find(|n| drawn.iter().any(|(item, _)| item == n))?;
    let (_, name) = drawn.into_iter().find(|(n, _)| *n == item)?;
    let language = if edition.has_language(said.language) { said.language } else { 0 };
    let own = address::language(said.publication.site.languages(), language);
    let (title, title_lang) = said.label(&edition.items[item].label);
    Some(FlowView {
        src: format!("{own}{}{name}", address::downloads(&edition.slug)),
        href: said.local(&document.place_of(item)?),
        title,
        title_lang,
    })
}

fn last_change(said: &Said, document: &Document, texts: &Texts) -> Option<LastChange> {
    let dated = document.history.dates.iter().find(|dated| !dated.rows.is_empty())?;
    let telling = Telling { said, document, texts };
    let view = |(n, row): (usize, &crate::history::Row)| RowView {
        subject: telling.subjects(row).into_iter().next(),
        more: row.subjects.len().saturating_sub(1),
        reason: row.authored.as_ref().map(|a| telling.reason(a, &format!("_change-{n}"))),
    };
    Some(LastChange {
        date: telling.date(dated.date),
        href: telling.date_href(dated),
        more: dated.rows.len().saturating_sub(ROWS),
        rows: dated.rows.iter().take(ROWS).enumerate().map(view).collect(),
    })
}

fn related(said: &Said, planned: &Planned) -> Vec<RelatedView> {
    let documents =
        planned.edition.relates_to.iter().filter_map(|(slug, _)| said.publication.site.document(slug));
    documents
        .map(|other| {
            let (title, title_lang) = said.text(&other.current.edition.title);
            let kind_label = said.kind(other.current.edition.form.kind);
            RelatedView { href: said.local(&address::document(other.slug())), title, title_lang, kind_label }
        })
        .collect()
}

fn files(said: &Said, document: &Document) -> Vec<FileView> {
    said.publication
        .files_of(document, said.language)
        .into_iter()
        .map(|file| FileView {
            href: file.address,
            label: said.word(file.what),
            format: file.format,
            size: String::new(),
        })
        .collect()
}

fn editions(said: &Said, document: &Document) -> Vec<EditionView> {
    let view = |planned: &Planned| {
        let edition = &planned.edition;
        let href = said.local(&address::edition(&edition.slug, &edition.date_segment()));
        let compare =
            planned.is_earlier.then(|| said.local(&address::compare(&edition.slug, &edition.date_segment())));
        EditionView { href, text: said.edition_name(edition), current: !planned.is_earlier, compare }
    };
    document.editions().map(view).collect()
}
