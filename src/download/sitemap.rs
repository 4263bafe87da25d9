//! `sitemap.xml`: the pages of the site with their other languages; earlier editions are left out.

use crate::plan::{Document, Set, address};
use crate::render::Publication;
use crate::render::texts::encoded;
use std::fmt::Write;

/// Most addresses of one file, by the protocol of sitemaps.
const MOST: usize = 50_000;

/// Adds `sitemap.xml`; a larger site gets an index there and numbered files beside it.
pub fn add<'s>(publication: &'s Publication<'s>, set: &mut Set<'s>) {
    let languages = publication.site.languages().count();
    let count: usize =
        publication.site.documents.iter().map(|d| pages(d).len() * languages).sum::<usize>() + 1_000;
    let files = count.div_ceil(MOST);
    if files == 1 {
        set.add("sitemap.xml", move |_| Ok(urls(publication, 0, 1)));
        return;
    }
    for n in 0..files {
        set.add(format!("sitemap-{}.xml", n + 1), move |_| Ok(urls(publication, n, files)));
    }
    set.add("sitemap.xml", move |_| Ok(index(publication, files)));
}

/// The addresses of a document in the source language, with whether it has other languages and its day.
fn pages(document: &Document) -> Vec<String> {
    let slug = document.slug();
    let planned = &document.current;
    let edition = &planned.edition;
    let sections = planned.pages.list.iter().map(|p| address::section(slug, &edition.items[p.item].path));
    let own =
        [address::document(slug), address::edition(slug, &edition.date_segment()), address::downloads(slug)];
    let dates = document.history.dates.iter().map(|dated| address::change(slug, &dated.segment()));
    let table = (!document.history.dates.is_empty()).then(|| address::changes(slug));
    own.into_iter().chain(table).chain(dates).chain(sections).collect()
}

fn urls(publication: &Publication, part: usize, parts: usize) -> Vec<u8> {
    let site = publication.site;
    let languages = site.languages();
    let all: Vec<usize> = (0..languages.count()).collect();
    let mut out = String::with_capacity(1 << 20);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    if part == 0 {
        let glossary = (!site.glossary.is_empty()).then(|| "glossary/".to_owned());
        let free = site.pages.iter().map(|p| {
            (format!("{}/", p.name), (0..languages.count()).filter(|n| p.body.exact(*n).is_some()).collect())
        });
        let fixed = [String::new(), address::NEWS.to_owned(), address::DOWNLOADS.to_owned()];
        let fixed = fixed.into_iter().chain(glossary).map(|a| (a, all.clone()));
        for (address, there) in fixed.chain(free).collect::<Vec<(String, Vec<usize>)>>() {
            url(&mut out, publication, &address, &there, None);
        }
    }
    let size = site.documents.len().div_ceil(parts);
    for document in site.documents.iter().skip(part * size).take(size) {
        let edition = &document.current.edition;
        let there: Vec<usize> = all.iter().copied().filter(|n| edition.has_language(*n)).collect();
        let day = edition.published.map(|d| d.to_string());
        for address in pages(document) {
            url(&mut out, publication, &address, &there, day.as_deref());
        }
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

/// One entry for each language, each naming all of them.
fn url(out: &mut String, publication: &Publication, address: &str, there: &[usize], day: Option<&str>) {
    let languages = publication.site.languages();
    let base = &publication.site.settings.base_url;
    let encoded = encoded(address);
    let location = |n: usize| format!("{base}{}{encoded}", address::language(languages, n));
    for language in there {
        let _ = write!(out, "<url><loc>{}</loc>", location(*language));
        for other in there.iter().filter(|_| there.len() > 1) {
            let code = languages.code(*other);
            let _ = write!(
                out,
                "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{}\"/>",
                location(*other)
            );
        }
        if let Some(day) = day {
            let _ = write!(out, "<lastmod>{day}</lastmod>");
        }
        out.push_str("</url>\n");
    }
}

fn index(publication: &Publication, files: usize) -> Vec<u8> {
    let base = &publication.site.settings.base_url;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for n in 1..=files {
        let _ = writeln!(out, "<sitemap><loc>{base}sitemap-{n}.xml</loc></sitemap>");
    }
    out.push_str("</sitemapindex>\n");
    out.into_bytes()
}
