//! Atom feeds (RFC 4287): what was published last on the site, and of each document.

use crate::plan::{Document, News, address, news};
use crate::render::Publication;
use crate::render::texts::{encoded, escape};
use std::fmt::Write;

/// Most entries.
const MOST: usize = 50;

/// The feed of the site in one language: editions by their day, newest first. Papers without a day are not news.
pub fn site(publication: &Publication, language: usize) -> Vec<u8> {
    let code = publication.code(language);
    let name = publication.site.settings.title.text(code);
    let title = publication.theme.words("feed_title", code, &[("site", name)]);
    let head = Head { title, page: String::new(), feed: "feed.xml".into() };
    write(publication, language, &head, news::of(publication.site))
}

/// The feed of a document in one language: its editions, newest first.
pub fn document(publication: &Publication, document: &Document, language: usize) -> Vec<u8> {
    let title = document.current.edition.title.text(language).trim().to_owned();
    let slug = document.slug();
    let head = Head { title, page: address::document(slug), feed: address::feed(slug) };
    write(publication, language, &head, news::of_document(document).collect())
}

/// What a feed is about; addresses without the language.
struct Head {
    title: String,
    page: String,
    feed: String,
}

fn write(publication: &Publication, language: usize, head: &Head, mut news: Vec<News>) -> Vec<u8> {
    let site = publication.site;
    let code = publication.code(language);
    let own = format!("{}{}", site.settings.base_url, address::language(site.languages(), language));
    let updated = news.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |n| n.date.rfc3339());
    news.truncate(MOST);
    let (page, feed) = (encoded(&head.page), encoded(&head.feed));
    let mut out = String::with_capacity(16 * 1024);
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n\
         <title>{}</title>\n<id>{own}{page}</id>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}{feed}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{own}{page}\"/>\n<author><name>{}</name></author>\n",
        escape(&head.title),
        escape(site.settings.publisher.text(code)),
    );
    news.iter().for_each(|news| entry(&mut out, publication, news, language));
    out.push_str("</feed>\n");
    out.into_bytes()
}

/// An entry leads to what changed; that of a first edition to the edition. Its id is the permanent address.
fn entry(out: &mut String, publication: &Publication, news: &News, language: usize) {
    let edition = &news.planned.edition;
    let own = address::language(publication.site.languages(), language);
    let url = |address: String| {
        format!("{}{}", publication.site.settings.base_url, encoded(&format!("{own}{address}")))
    };
    let id = url(address::edition(&edition.slug, &edition.date_segment()));
    let link = news
        .change()
        .map_or_else(|| id.clone(), |dated| url(address::change(&edition.slug, &dated.segment())));
    let stamp = news.date.rfc3339();
    let _ = write!(
        out,
        "<entry>\n<title>{}</title>\n<id>{id}</id>\n<updated>{stamp}</updated>\n<published>{stamp}</published>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n<summary>{}</summary>\n</entry>\n",
        escape(edition.title.text(language).trim()),
        escape(&summary(publication, news, language)),
    );
}

fn summary(publication: &Publication, news: &News, language: usize) -> String {
    let code = publication.code(language);
    let words = |key, fill: &[(&str, &str)]| publication.theme.words(key, code, fill);
    if news.is_hearing() {
        return words("feed_consultation", &[("date", &hearing(news, code))]);
    }
    let date = news.date.display(code);
    match news.change().map(|dated| dated.differences(&news.document.history.steps).len()) {
        Some(n) => words("feed_changed", &[("date", &date), ("n", &n.to_string())]),
        None => words("feed_published", &[("date", &date)]),
    }
}

fn hearing(news: &News, code: &str) -> String {
    let show = |date: Option<crate::model::Date>| date.map_or(String::new(), |d| d.display(code));
    let hearing = news.planned.edition.consultation.as_ref();
    format!("{} – {}", show(hearing.and_then(|h| h.from)), show(hearing.and_then(|h| h.to)))
}
