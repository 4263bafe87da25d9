//! The glossary, by the first kana of the reading.

use super::Publication;
use super::frame::{Frame, Said, Step};
use super::texts::Texts;
use crate::plan::{MakeError, Set};
use crate::text::cache::Cache;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Serialize)]
struct TermView {
    key: String,
    term: String,
    term_lang: String,
    reading: String,
    html: String,
    html_lang: String,
    also: Vec<String>,
    #[serde(skip)]
    sort: String,
}

#[derive(Serialize)]
struct GroupView {
    label: String,
    terms: Vec<usize>,
}

/// Adds the page in one language, where there is a glossary.
pub fn add<'s>(publication: &'s Publication<'s>, language: usize, set: &mut Set<'s>) {
    if !publication.site.glossary.is_empty() {
        let said = Said { publication, language };
        set.add(said.local("glossary/"), move |cache| page(publication, language, cache));
    }
}

fn page(publication: &Publication, language: usize, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, "glossary/", "glossary", cache);
    let root = frame.root();
    let terms = terms(publication, &said, &root, cache);
    let title = said.word("glossary");
    frame.title(&title);
    frame.breadcrumb(vec![Step {
        label: title,
        label_lang: said.code().to_owned(),
        href: String::new(),
        current: true,
    }]);
    frame.put("groups", &groups(&terms));
    frame.put("terms", &terms);
    frame.render("glossary.html")
}

/// The terms in the order of their readings; in other languages in that of the words.
fn terms(publication: &Publication, said: &Said, root: &str, cache: &Cache) -> Vec<TermView> {
    let mut views: Vec<TermView> = publication
        .site
        .glossary
        .iter()
        .map(|term| {
            // A term is not linked to itself: every text has a page of its own, so to speak.
            let texts = Texts::new(publication, said.language, None, root, cache, false);
            texts.mark_as_linked(publication.site.glossary.len());
            let (word, term_lang) = said.text(&term.term);
            let written = texts.markdown(&term.text, &format!("_{}", term.key), "");
            let own_language = said.language == 0 || term_lang != said.code();
            let reading = term.reading.as_deref().filter(|_| own_language).unwrap_or("").to_owned();
            let also = term
                .also
                .iter()
                .filter(|(l, _)| publication.code(*l) == term_lang)
                .map(|(_, w)| w.to_string())
                .collect();
            TermView {
                key: term.key.to_string(),
                sort: if reading.is_empty() { word.to_lowercase() } else { reading.clone() },
                term: word,
                term_lang,
                reading,
                html: written.html,
                html_lang: publication.code(written.language).to_owned(),
                also,
            }
        })
        .collect();
    views.sort_by(|a, b| (&a.sort, &a.key).cmp(&(&b.sort, &b.key)));
    views
}

fn groups(terms: &[TermView]) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for (n, term) in terms.iter().enumerate() {
        let label = first(&term.sort);
        match groups.last_mut().filter(|g| g.label == label) {
            Some(group) => group.terms.push(n),
            None => groups.push(GroupView { label, terms: vec![n] }),
        }
    }
    groups
}

/// The column of the kana table, or the letter, that a reading begins with.
fn first(reading: &str) -> String {
    const COLUMNS: [(&str, &str); 10] = [
        ("あ", "あいうえおぁぃぅぇぉ"),
        ("か", "かきくけこ"),
        ("さ", "さしすせそ"),
        ("た", "たちつてとっ"),
        ("な", "なにぬねの"),
        ("は", "はひふへほ"),
        ("ま", "まみむめも"),
        ("や", "やゆよゃゅょ"),
        ("ら", "らりるれろ"),
        ("わ", "わをん"),
    ];
    // が is か with a mark; the canonical decomposition takes the mark away.
    let Some(kana) = reading.nfd().next() else { return String::new() };
    let kana = if ('ァ'..='ヶ').contains(&kana) {
        char::from_u32(kana as u32 - 0x60).unwrap_or(kana)
    } else {
        kana
    };
    let column = COLUMNS.iter().find(|(_, members)| members.contains(kana));
    column.map_or_else(|| kana.to_uppercase().collect(), |(name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn readings_are_grouped_by_the_column_of_the_kana_table() {
        for (reading, column) in [
            ("がばめんと", "か"),
            ("ぴあ", "は"),
            ("いたく", "あ"),
            ("ガイド", "か"),
            ("access", "A"),
            ("番号", "番"),
        ] {
            assert_eq!(first(reading), column, "{reading}");
        }
    }
}
