//! What the templates of PDF files receive: finished facts and trees of words, no markup. The names are the contract of
//! a theme's `pdf/` templates.

use super::setter::Setter;
use crate::model::Date;
use crate::model::glyphs::is_printable;
use crate::text::tree::Tree;
use serde::Serialize;
use std::collections::BTreeMap;

/// What every PDF file says about its document.
#[derive(Serialize)]
pub struct About {
    /// The language of the reader.
    pub lang: String,
    /// The theme's words whose keys begin with `pdf_` or `state_`.
    pub words: BTreeMap<String, String>,
    /// The title.
    pub title: String,
    /// The language of the title.
    pub title_lang: String,
    /// The printed number of the form.
    pub form_number: String,
    /// The title of the form.
    pub form_title: String,
    /// The language of that.
    pub form_title_lang: String,
    /// The number of the document, or empty.
    pub number: String,
    /// The name of the edition.
    pub edition: String,
    /// The state of the edition: published, consultation, ended, draft.
    pub status: &'static str,
    /// What the state is called.
    pub status_label: String,
    /// The day of publication, or empty.
    pub published: String,
    /// The department, or empty.
    pub department: String,
    /// The language of that.
    pub department_lang: String,
    /// Who publishes it.
    pub publisher: String,
    /// Words under which it is found.
    pub keywords: Vec<String>,
    /// The permanent address of the edition, or empty for a draft.
    pub url: String,
    /// The days of a public hearing that is open, or empty.
    pub hearing: String,
    /// How to send opinions to it.
    pub hearing_how: Vec<Tree>,
    /// It is a draft: every page says so.
    pub draft: bool,
}

impl About {
    pub fn of(setter: &Setter) -> Self {
        let edition = setter.edition();
        let (title, title_lang) = setter.said(&edition.title);
        let (form_title, form_title_lang) = setter.label(&edition.form.title);
        let (department, department_lang) = setter.said(&edition.department);
        let day = |date: Option<Date>| date.map_or(String::new(), |d| d.display(setter.code()));
        let draft = !edition.status.is_public();
        let open = edition.status == crate::content::Status::Consultation;
        let hearing = edition.consultation.as_ref().filter(|_| open);
        Self {
            lang: setter.code().to_owned(),
            words: setter.publication.theme.words_with(&["pdf_", "state_"], setter.code()),
            title,
            title_lang,
            form_number: edition.form.number.to_string(),
            form_title,
            form_title_lang,
            number: edition.number.as_deref().unwrap_or("").to_owned(),
            edition: setter.frame().edition_name(edition),
            status: edition.status.id(),
            status_label: setter.word(&format!("status_{}", edition.status.id())),
            published: day(edition.published),
            department,
            department_lang,
            publisher: setter.publication.site.settings.publisher.text(setter.code()).to_owned(),
            keywords: edition
                .keywords
                .get(setter.language)
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect(),
            url: if draft { String::new() } else { setter.permanent() },
            hearing: hearing.map_or(String::new(), |h| setter.plain.period(h.from, h.to)),
            hearing_how: hearing.map_or(Vec::new(), |h| setter.markdown(&h.how).tree),
            draft,
        }
    }
}

/// A text that was set: its tree and what a reader has to know of it.
#[derive(Serialize)]
pub struct Set {
    /// The words.
    pub tree: Vec<Tree>,
    /// Their language.
    pub lang: String,
    /// There is no translation: this is the source.
    pub fallback: bool,
    /// The translation covers a part of the source.
    pub partial: bool,
}

/// The data of a template as bytes. Characters that no font has become 〓, as printers do; the rule `missing-glyph`
/// says so before.
pub fn bytes(data: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let json = serde_json::to_string(data)?;
    if json.chars().all(|c| c.is_ascii() || is_printable(c)) {
        return Ok(json.into_bytes());
    }
    Ok(json.chars().map(|c| if is_printable(c) { c } else { '〓' }).collect::<String>().into_bytes())
}
