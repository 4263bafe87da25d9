//! The home page: all documents, by department, kind and status.

use super::Publication;
use super::frame::{Frame, Said};
use super::view::DateView;
use crate::content::Status;
use crate::form::Kind;
use crate::plan::{Document, MakeError, Set, address};
use crate::resolve::plain::{Plain, excerpt};
use crate::text::cache::Cache;
use serde::Serialize;

/// Roles of which the first that is answered tells in a sentence what a document is about.
const SUMMARY: [&str; 2] = ["purpose", "affairs"];

#[derive(Serialize)]
struct CardView {
    href: String,
    title: String,
    title_lang: String,
    number: String,
    kind: &'static str,
    kind_label: String,
    form_title: String,
    form_title_lang: String,
    status: &'static str,
    status_label: String,
    department: String,
    department_lang: String,
    published: Option<DateView>,
    ended: Option<DateView>,
    summary: String,
    summary_lang: String,
    consultation: Option<PeriodView>,
}

#[derive(Serialize)]
struct PeriodView {
    from: Option<DateView>,
    to: Option<DateView>,
}

#[derive(Serialize)]
struct GroupView {
    department: String,
    department_lang: String,
    documents: Vec<usize>,
}

#[derive(Serialize)]
struct ChoiceView {
    id: &'static str,
    label: String,
}

/// Adds the home page in one language, and in the source language the page for addresses that are not there.
pub fn add<'s>(publication: &'s Publication<'s>, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    set.add(said.local(""), move |cache| page(publication, language, cache));
    if language == 0 {
        set.add("404.html", move |cache| not_found(publication, cache));
    }
}

fn page(publication: &Publication, language: usize, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, "", "home", cache);
    let settings = &publication.site.settings;
    let cards: Vec<CardView> = publication.site.documents.iter().map(|d| card(&said, d, cache)).collect();
    let open = |(_, card): &(usize, &CardView)| card.status == Status::Consultation.id();
    frame.title(settings.title.text(said.code()));
    let publisher = settings.publisher.text(said.code());
    frame.put(
        "description",
        &publication.theme.words("home_description", said.code(), &[("publisher", publisher)]),
    );
    frame.breadcrumb(Vec::new());
    let groups = groups(&cards);
    frame.put("departments", &groups.iter().map(|g| &g.department).collect::<Vec<_>>());
    frame.put("groups", &groups);
    frame.put(
        "kinds",
        &[Kind::Assessment, Kind::Paper].map(|k| ChoiceView { id: k.id(), label: said.kind(k) }),
    );
    let statuses = [Status::Published, Status::Consultation, Status::Ended];
    frame.put(
        "statuses",
        &statuses.map(|s| ChoiceView { id: s.id(), label: said.word(&format!("status_{}", s.id())) }),
    );
    frame.put("consultations", &cards.iter().enumerate().filter(open).map(|(n, _)| n).collect::<Vec<_>>());
    frame.put("documents", &cards);
    frame.render("home.html")
}

fn card(said: &Said, document: &Document, cache: &Cache) -> CardView {
    let edition = &document.current.edition;
    let (title, title_lang) = said.text(&edition.title);
    let (form_title, form_title_lang) = said.label(&edition.form.title);
    let (department, department_lang) = said.text(&edition.department);
    let no_department = department.is_empty();
    let (summary, summary_lang) = summary(said, document, cache);
    let open = edition.consultation.as_ref().filter(|_| edition.status == Status::Consultation);
    CardView {
        href: said.local(&address::document(document.slug())),
        title,
        title_lang,
        number: edition.number.as_deref().unwrap_or("").to_owned(),
        kind: edition.form.kind.id(),
        kind_label: said.kind(edition.form.kind),
        form_title,
        form_title_lang,
        status: edition.status.id(),
        status_label: said.word(&format!("status_{}", edition.status.id())),
        department: if no_department { said.word("no_department") } else { department },
        department_lang: if no_department { said.code().to_owned() } else { department_lang },
        published: edition.published.map(|d| said.date(d)),
        ended: edition.ended.map(|d| said.date(d)),
        summary,
        summary_lang,
        consultation: open
            .map(|h| PeriodView { from: h.from.map(|d| said.date(d)), to: h.to.map(|d| said.date(d)) }),
    }
}

fn summary(said: &Said, document: &Document, cache: &Cache) -> (String, String) {
    let edition = &document.current.edition;
    let found =
        SUMMARY.iter().flat_map(|role| edition.with_role(role)).find(|n| edition.items[*n].answer.is_some());
    let Some(item) = found.map(|n| &edition.items[n]) else { return (String::new(), said.code().to_owned()) };
    let plain = Plain { languages: said.publication.site.languages(), language: said.language, cache };
    let (text, clipped) = excerpt(&plain.answer(edition, item), 100);
    let lang = match &item.answer {
        Some(crate::resolve::Answer::Line(text) | crate::resolve::Answer::Text(text)) => said.text(text).1,
        _ => said.code().to_owned(),
    };
    let ends = text.ends_with(['。', '.']);
    (if clipped && !ends { format!("{text}…") } else { text }, lang)
}

/// Documents by department, in the order in which departments first appear.
fn groups(cards: &[CardView]) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for (n, card) in cards.iter().enumerate() {
        match groups.iter_mut().find(|g| g.department == card.department) {
            Some(group) => group.documents.push(n),
            None => groups.push(GroupView {
                department: card.department.clone(),
                department_lang: card.department_lang.clone(),
                documents: vec![n],
            }),
        }
    }
    groups
}

fn not_found(publication: &Publication, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let mut frame = Frame::new(publication, 0, "404.html", "404", cache);
    frame.absolute();
    frame.title(publication.word("not_found", 0));
    frame.put("noindex", &true);
    frame.alternates(|_| false);
    frame.breadcrumb(Vec::new());
    // A language switch leads to the home pages: the page that was asked for is nowhere.
    let home = |n: usize| {
        let code = publication.code(n);
        serde_json::json!({
            "code": code,
            "name": super::frame::own_name(code),
            "href": address::language(publication.site.languages(), n),
            "current": n == 0,
        })
    };
    frame.put("languages", &(0..publication.site.languages().count()).map(home).collect::<Vec<_>>());
    frame.render("404.html")
}
