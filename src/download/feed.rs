//! `feed.xml`: what was published last, as Atom (RFC 4287).

use crate::content::Status;
use crate::model::Date;
use crate::plan::{Planned, address};
use crate::render::Publication;
use crate::render::texts::{encoded, escape};
use std::fmt::Write;

/// Most entries.
const MOST: usize = 50;

/// The feed of the site in one language: editions by their day, newest first. Papers without a day are not news.
pub fn site(publication: &Publication, language: usize) -> Vec<u8> {
    let site = publication.site;
    let code = publication.code(language);
    let own = address::language(site.languages(), language);
    let base = &site.settings.base_url;
    let mut entries: Vec<(Date, &Planned)> =
        site.documents.iter().flat_map(|d| d.editions()).filter_map(|p| Some((day(p)?, p))).collect();
    entries.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.edition.slug.cmp(&b.1.edition.slug)));
    entries.truncate(MOST);
    let updated =
        entries.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |(date, _)| date.rfc3339());
    let title = publication.theme.words("feed_title", code, &[("site", site.settings.title.text(code))]);
    let mut out = String::with_capacity(16 * 1024);
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n\
         <title>{}</title>\n<id>{base}{own}</id>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}{own}feed.xml\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}{own}\"/>\n<author><name>{}</name></author>\n",
        escape(&title),
        escape(site.settings.publisher.text(code)),
    );
    for (date, planned) in entries {
        entry(&mut out, publication, planned, date, language);
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

/// The day of an entry: of publication, or the first of the hearing.
fn day(planned: &Planned) -> Option<Date> {
    let edition = &planned.edition;
    edition.published.or_else(|| edition.consultation.as_ref()?.from)
}

fn entry(out: &mut String, publication: &Publication, planned: &Planned, date: Date, language: usize) {
    let edition = &planned.edition;
    let code = publication.code(language);
    let own = address::language(publication.site.languages(), language);
    let permanent = format!("{own}{}", address::edition(&edition.slug, &edition.date_segment()));
    let url = format!("{}{}", publication.site.settings.base_url, encoded(&permanent));
    let open = edition.status == Status::Consultation;
    let key = if open { "feed_consultation" } else { "feed_published" };
    let shown = if open { hearing(planned, code) } else { date.display(code) };
    let summary = publication.theme.words(key, code, &[("date", &shown)]);
    let stamp = date.rfc3339();
    let _ = write!(
        out,
        "<entry>\n<title>{}</title>\n<id>{url}</id>\n<updated>{stamp}</updated>\n<published>{stamp}</published>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n<summary>{}</summary>\n</entry>\n",
        escape(edition.title.text(language).trim()),
        escape(&summary),
    );
}

fn hearing(planned: &Planned, code: &str) -> String {
    let show = |date: Option<Date>| date.map_or(String::new(), |d| d.display(code));
    let hearing = planned.edition.consultation.as_ref();
    format!("{} – {}", show(hearing.and_then(|h| h.from)), show(hearing.and_then(|h| h.to)))
}
