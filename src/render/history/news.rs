//! `changes/` of the site: what was published last.

use super::told::part_of;
use crate::plan::{MakeError, News, Set, address, news};
use crate::render::Publication;
use crate::render::frame::{Frame, Said};
use crate::render::view::DateView;
use crate::text::cache::Cache;
use serde::Serialize;

/// The most editions the page tells of; older ones are found at their documents.
const MOST: usize = 100;

#[derive(Serialize)]
struct NewsView {
    date: DateView,
    href: String,
    title: String,
    title_lang: String,
    kind_label: String,
    /// first, changed or hearing.
    what: &'static str,
    /// How many items changed.
    count: usize,
    parts: Vec<String>,
    change_href: String,
    department: String,
    department_lang: String,
}

/// Adds the page in one language.
pub fn add<'s>(publication: &'s Publication<'s>, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    set.add(said.local(address::NEWS), move |cache| page(publication, language, cache));
}

fn page(publication: &Publication, language: usize, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, address::NEWS, "news", cache);
    let name = said.word("news");
    let all = news::of(publication.site);
    frame.title(&name);
    frame.breadcrumb(vec![said.here(&name)]);
    frame.put("news", &all.iter().take(MOST).map(|n| view(&said, n)).collect::<Vec<_>>());
    frame.put("more", &all.len().saturating_sub(MOST));
    frame.render("news.html")
}

fn view(said: &Said, news: &News) -> NewsView {
    let edition = &news.planned.edition;
    let slug = news.document.slug();
    let (title, title_lang) = said.text(&edition.title);
    let (department, department_lang) = said.text(&edition.department);
    let change = news.change();
    let differences = change.map_or(0, |dated| dated.differences(&news.document.history.steps).len());
    let what = match (news.is_hearing(), news.step.is_some()) {
        (true, _) => "hearing",
        (false, true) => "changed",
        (false, false) => "first",
    };
    NewsView {
        date: said.date(news.date),
        href: said.local(&if news.planned.is_earlier {
            address::edition(slug, &edition.date_segment())
        } else {
            address::document(slug)
        }),
        title,
        title_lang,
        kind_label: said.kind(edition.form.kind),
        what,
        count: differences,
        parts: parts(said, news),
        change_href: change.map_or(String::new(), |d| said.local(&address::change(slug, &d.segment()))),
        department,
        department_lang,
    }
}

/// The parts in which something changed, in the order of the form.
fn parts(said: &Said, news: &News) -> Vec<String> {
    let Some(step) = news.step else { return Vec::new() };
    let mut parts: Vec<String> = Vec::new();
    for n in (0..step.differences.len()).filter(|n| step.differences[*n].within.is_none()) {
        let Some(label) = part_of(said, step, step.path(n).as_str()) else { continue };
        if !parts.contains(&label) {
            parts.push(label);
        }
    }
    parts
}
