//! The first sheet: what the document is, which sheets there are, what marks and words mean.

use super::{Book, Page};
use crate::download::xlsx::{Cell, Look, Row};
use crate::model::Date;
use crate::plan::address;
use crate::render::texts::encoded;

/// Words that stand in place of answers, each with what it means.
const LEGEND: [&str; 5] =
    ["state_empty", "state_not_applicable", "state_withheld", "sheet_untranslated", "sheet_continued"];

impl Book<'_> {
    /// What the document is, which sheets there are, and what marks and words mean.
    pub(super) fn facts(&self, name: String, pages: &[Page]) -> Page {
        let mut rows = self.about();
        rows.push(self.facts_heading("sheet_sheets", 1));
        rows.extend(pages.iter().map(|page| {
            let link = Cell::ToSheet(page.name.clone(), page.name.clone());
            vec![link, page.title.clone().into()].into()
        }));
        rows.push(self.facts_heading("sheet_legend", 1));
        rows.push(fact("※".to_owned(), self.word("important_explained")));
        for key in LEGEND {
            rows.push(fact(self.word(key), self.word(&format!("{key}_explained"))));
        }
        let columns = vec![(String::new(), 34.0), (String::new(), 80.0)];
        Page { name, title: String::new(), columns, rows, printed: None }
    }

    fn facts_heading(&self, key: &str, height: u16) -> Row {
        Row { cells: vec![self.word(key).into(), Cell::default()], look: Look::Heading(height) }
    }

    fn about(&self) -> Vec<Row> {
        let (edition, language) = (self.edition(), self.language);
        let code = self.publication.code(language);
        let settings = &self.publication.site.settings;
        let form = format!("{} {}", edition.form.number, edition.form.title.text(code)).trim().to_owned();
        let day = |date: Option<Date>| date.map_or(String::new(), |d| d.display(code));
        let hearing =
            edition.consultation.as_ref().map(|h| self.readers[language].plain.period(h.from, h.to));
        let titles = self.languages.iter().map(|n| {
            let name = self.in_language(&self.word("column_title"), *n, self.languages.len() > 1);
            (name, edition.title.exact(*n).map_or(String::new(), |w| w.text.trim().to_owned()))
        });
        let rest = [
            ("column_form", form),
            ("column_number", edition.number.as_deref().unwrap_or("").to_owned()),
            ("column_edition", edition.published.map_or(self.word("undated"), |d| d.display(code))),
            ("column_status", self.word(&format!("status_{}", edition.status.id()))),
            ("column_hearing", hearing.unwrap_or_default()),
            ("column_ended", day(edition.ended)),
            ("column_department", edition.department.text(language).trim().to_owned()),
            ("column_publisher", settings.publisher.text(code).to_owned()),
        ];
        let facts = titles.chain(rest.map(|(key, value)| (self.word(key), value)));
        let mut rows = vec![self.facts_heading("sheet_facts", 0)];
        rows.extend(facts.filter(|(_, value)| !value.is_empty()).map(|(name, value)| fact(name, value)));
        let prefix = address::language(self.publication.site.languages(), language);
        let own = format!("{prefix}{}", address::edition(&edition.slug, &edition.date_segment()));
        let address = Cell::ToWeb(format!("{}{}", settings.base_url, encoded(&own)));
        rows.push(vec![self.word("column_url").into(), address].into());
        if self.publication.site.languages().count() > 1 {
            rows.push(fact(self.word("sheet_languages"), self.authority()));
        }
        rows
    }

    /// Which of the languages counts.
    fn authority(&self) -> String {
        let source = self.word(&format!("language_{}", self.publication.code(0)));
        self.words("authoritative", &[("language", &source)])
    }
}

fn fact(name: String, value: String) -> Row {
    vec![name.into(), value.into()].into()
}
