//! HTML pages: artifacts that turn the planned site into what residents read.
//!
//! `frame` holds what every page has, `item` makes the views of answers, `texts` writes texts into a page; the other
//! files are one kind of page each. Facts come from the stages before: nothing is decided here.

mod document;
mod edition;
pub mod figure;
pub mod frame;
mod free;
pub mod glance;
mod glossary;
mod gone;
mod history;
mod home;
mod item;
pub mod press;
mod search;
mod section;
mod terms;
pub mod texts;
pub mod theme;
pub mod view;

pub use theme::Theme;

use crate::content;
use crate::content::pages::Term;
use crate::history::Reader;
use crate::model::Languages;
use crate::plan::files::{self, File};
use crate::plan::{Document, MakeError, Set, Site};
use crate::resolve::plain::Plain;
use crate::text::cache::Cache;
use press::Press;
use std::sync::Arc;
use tera::Value;
use terms::Glossary;

/// A site with what it is published with: the theme, and a way to read attachments.
pub struct Publication<'a> {
    /// The planned site.
    pub site: &'a Site,
    /// The theme.
    pub theme: Arc<Theme>,
    /// Reads the bytes of attachments.
    pub reader: &'a dyn content::Reader,
    /// The files of the content, for the paths of attachments.
    pub files: &'a crate::model::Files,
    /// What prints PDF files; nothing where none are made.
    pub press: Option<Arc<dyn Press>>,
    /// The downloads of all documents are packed into one archive.
    pub archive: bool,
    glossaries: Arc<[Option<Glossary>]>,
    strings: Arc<[Value]>,
}

/// The theme, with what it and the glossary make of each language: what pages share whichever documents they are of.
#[derive(Clone)]
pub struct Dress {
    /// The theme.
    pub theme: Arc<Theme>,
    /// What prints PDF files; nothing where none are made.
    press: Option<Arc<dyn Press>>,
    glossaries: Arc<[Option<Glossary>]>,
    strings: Arc<[Value]>,
}

impl Dress {
    /// Prepares a theme for the languages and the glossary of a site.
    pub fn new(theme: Arc<Theme>, languages: &Languages, glossary: &[Term]) -> Self {
        let glossaries = (0..languages.count()).map(|n| Glossary::new(glossary, n)).collect();
        let strings = languages.iter().map(|code| theme.strings(code)).collect();
        Self { theme, press: None, glossaries, strings }
    }

    /// The same, with PDF files.
    pub fn with_press(self, press: Arc<dyn Press>) -> Self {
        Self { press: Some(press), ..self }
    }
}

impl<'a> Publication<'a> {
    /// Loads the theme and prepares what all pages share. Errors: a theme that is not valid.
    pub fn new(
        site: &'a Site,
        reader: &'a dyn content::Reader,
        files: &'a crate::model::Files,
    ) -> Result<Self, MakeError> {
        let theme = Arc::new(Theme::load(reader)?);
        let dress = Dress::new(theme, site.languages(), &site.glossary);
        Ok(Self::dressed(site, reader, files, dress))
    }

    /// The same with what pages share at hand already.
    pub fn dressed(
        site: &'a Site,
        reader: &'a dyn content::Reader,
        files: &'a crate::model::Files,
        dress: Dress,
    ) -> Self {
        Self {
            site,
            theme: dress.theme,
            reader,
            files,
            press: dress.press,
            archive: false,
            glossaries: dress.glossaries,
            strings: dress.strings,
        }
    }

    /// The same, with PDF files.
    pub fn with_press(self, press: Arc<dyn Press>) -> Self {
        Self { press: Some(press), ..self }
    }

    /// The files of a document to download, for a reader of a language.
    pub fn files_of(&self, document: &Document, language: usize) -> Vec<File> {
        files::of_document(document, self.site.languages(), language, self.prints())
    }

    /// PDF files are made.
    pub fn prints(&self) -> bool {
        self.press.is_some()
    }

    /// The glossary of a language, where it has terms.
    fn glossary(&self, language: usize) -> Option<&Glossary> {
        self.glossaries.get(language).and_then(Option::as_ref)
    }

    /// The theme's words for templates.
    fn strings(&self, language: usize) -> Value {
        self.strings[language].clone()
    }

    /// The code of a language.
    pub fn code(&self, language: usize) -> &str {
        self.site.languages().code(language)
    }

    /// Voices for readers of every language, who are told what changed.
    pub fn readers<'c>(&'c self, cache: &'c Cache) -> Vec<Reader<'c>> {
        let languages = self.site.languages();
        let reader = |language| Reader {
            plain: Plain { languages, language, cache },
            words: Box::new(move |key| self.word(key, language).to_owned()),
        };
        (0..languages.count()).map(reader).collect()
    }

    /// A word of the theme.
    pub fn word(&self, key: &str, language: usize) -> &str {
        self.theme.word(key, self.code(language))
    }
}

/// The pages of a document, in every language.
pub fn document_pages<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    for language in 0..publication.site.languages().count() {
        document::add(publication, document, language, set);
        section::add(publication, document, language, set);
        edition::add(publication, document, language, set);
        history::add(publication, document, language, set);
        gone::add(publication, document, language, set);
    }
}

/// The pages of the site as a whole, in every language, and the files of the theme.
pub fn site_pages<'s>(publication: &'s Publication<'s>, set: &mut Set<'s>) {
    for language in 0..publication.site.languages().count() {
        home::add(publication, language, set);
        glossary::add(publication, language, set);
        history::add_news(publication, language, set);
        free::add(publication, language, set);
        search::add(publication, language, set);
    }
    for asset in &publication.theme.assets {
        set.add(asset.address.clone(), |_| Ok(asset.bytes.clone()));
    }
}
