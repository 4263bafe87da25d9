//! The page of a document at a glance: the facts a reader looks for, by their roles.

use super::Publication;
use super::frame::{Frame, Said, Step};
use super::history::{Reason, Subject, Telling};
use super::texts::Texts;
use crate::form::Type;
use crate::plan::glance::{self, Entry, Fact};
use crate::plan::{Document, MakeError, Planned, Set, address, figure};
use crate::resolve::plain::{Plain, excerpt};
use crate::resolve::{Answer, Item, Kind, State};
use crate::text::cache::Cache;
use serde::Serialize;

/// Longest text of a fact, in characters.
const CLIP: usize = 120;
/// Most rows of the last change.
const ROWS: usize = 5;

#[derive(Serialize)]
struct BlockView {
    id: String,
    title: String,
    facts: Vec<FactView>,
}

#[derive(Serialize)]
struct FactView {
    title: String,
    title_lang: String,
    entries: Vec<EntryView>,
    more: usize,
    more_href: String,
}

#[derive(Serialize)]
struct EntryView {
    text: String,
    lang: String,
    href: Option<String>,
    note: String,
    clipped: bool,
}

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
    let glance = Glance {
        said: &said,
        document,
        planned,
        texts: &texts,
        plain: Plain { languages: publication.site.languages(), language, cache },
    };
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
    frame.put("flow", &glance.flow());
    frame.put("last_change", &glance.last_change());
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

/// Words the facts of the page.
struct Glance<'a> {
    said: &'a Said<'a>,
    document: &'a Document,
    planned: &'a Planned,
    texts: &'a Texts<'a>,
    plain: Plain<'a>,
}

impl Glance<'_> {
    fn blocks(&self) -> Vec<BlockView> {
        let view = |block: glance::Block| BlockView {
            title: self.said.word(&format!("glance_{}", block.id)),
            facts: block.facts.iter().map(|fact| self.fact(fact)).collect(),
            id: block.id.to_string(),
        };
        glance::blocks(&self.planned.edition).into_iter().map(view).collect()
    }

    /// The picture of the flow of the affairs, as the file that may be downloaded.
    fn flow(&self) -> Option<FlowView> {
        let edition = &self.planned.edition;
        let drawn = figure::files(edition);
        let item = edition.with_role("flow").find(|n| drawn.iter().any(|(item, _)| item == n))?;
        let (_, name) = drawn.into_iter().find(|(n, _)| *n == item)?;
        let language = if edition.has_language(self.said.language) { self.said.language } else { 0 };
        let own = address::language(self.said.publication.site.languages(), language);
        let (title, title_lang) = self.said.label(&edition.items[item].label);
        Some(FlowView {
            src: format!("{own}{}{name}", address::downloads(&edition.slug)),
            href: self.href(item),
            title,
            title_lang,
        })
    }

    fn fact(&self, fact: &Fact) -> FactView {
        let (title, title_lang) = self.said.label(&fact.role.title);
        FactView {
            title,
            title_lang,
            entries: fact.entries.iter().map(|entry| self.entry(entry)).collect(),
            more: fact.more,
            more_href: self.href(fact.item),
        }
    }

    fn entry(&self, entry: &Entry) -> EntryView {
        let edition = &self.planned.edition;
        match entry {
            Entry::Item(index) => EntryView { note: self.whose(*index), ..self.item(*index) },
            Entry::Named(index, told) => {
                let notes: Vec<String> =
                    told.iter().map(|n| self.note(*n)).filter(|note| !note.is_empty()).collect();
                EntryView { note: notes.join(" ／ "), ..self.item(*index) }
            }
            Entry::Row(index, row, column) => {
                let Some(Answer::Table(rows)) = &edition.items[*index].answer else {
                    return self.item(*index);
                };
                let (text, lang) = self.said.text(&rows[*row][*column]);
                let (text, clipped) = excerpt(&text, CLIP);
                EntryView { text, lang, href: Some(self.href(*index)), note: String::new(), clipped }
            }
            Entry::Tally(index, option, times) => {
                let options = edition.answer_type(&edition.items[*index]).map_or(&[][..], Type::options);
                let label = options[*option].label.text(self.said.code());
                let theme = &self.said.publication.theme;
                let text =
                    theme.words("times", self.said.code(), &[("label", label), ("n", &times.to_string())]);
                EntryView {
                    text,
                    lang: self.said.code().to_owned(),
                    href: None,
                    note: String::new(),
                    clipped: false,
                }
            }
        }
    }

    fn item(&self, index: usize) -> EntryView {
        let item = &self.planned.edition.items[index];
        let (text, lang, clipped) = self.words(item);
        EntryView { text, lang, href: Some(self.href(index)), note: String::new(), clipped }
    }

    /// Where a document is about several files, the name of the one that an item belongs to.
    fn whose(&self, index: usize) -> String {
        let edition = &self.planned.edition;
        let around = |n: &usize| edition.items[*n].end as usize > index;
        let Some(entry) = (0..index).rev().filter(around).find(|n| edition.items[*n].kind == Kind::Entry)
        else {
            return String::new();
        };
        let repeat = (0..entry).rev().find(|n| edition.items[*n].end as usize > entry);
        if repeat.is_none_or(|r| edition.children(r).count() < 2) {
            return String::new();
        }
        // An entry that is itself told by its name needs no name beside it.
        let own = edition.children(entry).next() == Some(index);
        let name = edition.entry_name(entry).filter(|_| !own);
        let label = || edition.items[entry].label.text(self.said.code()).to_owned();
        name.map_or_else(label, |name| self.said.text(name).0)
    }

    /// What an item says in a line or two, the language of that, and whether something was left out.
    fn words(&self, item: &Item) -> (String, String, bool) {
        let own = || self.said.code().to_owned();
        match &item.state {
            State::Withheld(_) => return (self.said.word("state_withheld"), own(), false),
            State::NotApplicable => return (self.said.word("state_not_applicable"), own(), false),
            State::Empty => return (self.said.word("state_empty"), own(), false),
            State::Answered => {}
        }
        if item.kind != Kind::Leaf {
            let (label, lang) = self.said.label(&item.label);
            return (label, lang, false);
        }
        let (text, clipped) = excerpt(&self.plain.answer(&self.planned.edition, item), CLIP);
        let lang = match &item.answer {
            Some(Answer::Line(text) | Answer::Text(text)) => self.said.text(text).1,
            _ => own(),
        };
        (text, lang, clipped)
    }

    /// A further item told with an entry: its label and what it says.
    fn note(&self, index: usize) -> String {
        let item = &self.planned.edition.items[index];
        let (text, clipped) = excerpt(&self.plain.answer(&self.planned.edition, item), CLIP / 2);
        let label = item.label.text(self.said.code());
        if text.is_empty() {
            String::new()
        } else {
            format!("{label}: {text}{}", if clipped { "…" } else { "" })
        }
    }

    /// Where an item stands.
    fn href(&self, index: usize) -> String {
        let overview = || address::document(self.document.slug());
        self.said.local(&self.document.place_of(index).unwrap_or_else(overview))
    }

    fn last_change(&self) -> Option<LastChange> {
        let document = self.document;
        let dated = document.history.dates.iter().find(|dated| !dated.rows.is_empty())?;
        let telling = Telling { said: self.said, document, texts: self.texts };
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
    crate::download::of_document(document, said.publication.site.languages(), said.language)
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
