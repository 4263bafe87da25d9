//! The setter: turns texts, labels and answers of one edition, for a reader of one language, into what templates set.

use super::data::Set;
use crate::diagram;
use crate::form::{Choice, Type};
use crate::model::{Localized, Translated};
use crate::plan::links::{self, Link};
use crate::plan::{Planned, address};
use crate::render::Publication;
use crate::render::figure;
use crate::render::frame::Said;
use crate::render::texts::encoded;
use crate::resolve::plain::Plain;
use crate::resolve::{Edition, Flow};
use crate::text::cache::Cache;
use crate::text::tree::Tree;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sets the texts of an edition.
pub struct Setter<'a> {
    /// The site and the theme.
    pub publication: &'a Publication<'a>,
    /// The edition.
    pub planned: &'a Planned,
    /// The index of the reader's language.
    pub language: usize,
    /// Every item of the edition is in the file, so that links to items stay in it.
    whole: bool,
    /// Plain texts in that language.
    pub plain: Plain<'a>,
    /// The pictures that were set so far, by the name that the data says.
    pub pictures: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl<'a> Setter<'a> {
    /// A setter for an edition and a reader.
    pub fn new(
        publication: &'a Publication<'a>,
        planned: &'a Planned,
        language: usize,
        whole: bool,
        cache: &'a Cache,
    ) -> Self {
        let plain = Plain { languages: publication.site.languages(), language, cache };
        Self { publication, planned, language, whole, plain, pictures: RefCell::default() }
    }

    /// The edition.
    pub fn edition(&self) -> &'a Edition {
        &self.planned.edition
    }

    /// The code of the reader's language.
    pub fn code(&self) -> &'a str {
        self.publication.code(self.language)
    }

    /// Words about documents.
    pub fn frame(&self) -> Said<'a> {
        Said { publication: self.publication, language: self.language }
    }

    /// A word of the theme.
    pub fn word(&self, key: &str) -> String {
        self.publication.word(key, self.language).to_owned()
    }

    /// A text without markup, and its language.
    pub fn said(&self, text: &Translated) -> (String, String) {
        let (text, lang) = self.frame().text(text);
        (text.chars().filter(|c| !c.is_control() || *c == '\n').collect(), lang)
    }

    /// A label, and its language.
    pub fn label(&self, label: &Localized) -> (String, String) {
        self.frame().label(label)
    }

    /// The permanent address of the edition.
    pub fn permanent(&self) -> String {
        let edition = self.edition();
        self.url(&address::edition(&edition.slug, &edition.date_segment()), None, true)
    }

    /// An address with the site's own before it; `of_language` where every language has one of its own.
    pub fn url(&self, address: &str, fragment: Option<&str>, of_language: bool) -> String {
        let site = self.publication.site;
        let language =
            if of_language { address::language(site.languages(), self.language) } else { String::new() };
        let fragment = fragment.map_or(String::new(), |f| format!("#{f}"));
        format!("{}{}{fragment}", site.settings.base_url, encoded(&format!("{language}{address}")))
    }

    /// A Markdown text.
    pub fn markdown(&self, text: &Translated) -> Set {
        let Some(view) = text.view(self.language) else {
            return Set { tree: Vec::new(), lang: self.code().to_owned(), fallback: false, partial: false };
        };
        Set {
            tree: self.tree(view.text),
            lang: self.publication.code(view.language).to_owned(),
            fallback: view.language != self.language,
            partial: view.partial,
        }
    }

    /// A Markdown text in one language.
    pub fn tree(&self, source: &Arc<str>) -> Vec<Tree> {
        let cooked = self.plain.cache.get(source);
        cooked.text.tree(&|link| {
            if link.image { self.image(&link.destination) } else { self.link(&link.destination) }
        })
    }

    /// Where a link leads: inside the file (`#path`) where the item is in it, else an address that works on paper too.
    fn link(&self, destination: &str) -> Option<String> {
        let link = links::resolve(self.publication.site, Some(self.planned), destination, &|_| false).ok()?;
        Some(match link {
            Link::Here(path) if self.whole && self.shows(&path) => format!("#{path}"),
            Link::Here(path) => format!("{}#{path}", self.permanent()),
            Link::Page(..) if self.whole && destination.starts_with('#') => destination.to_owned(),
            Link::Page(address, path) => self.url(&address, path.as_deref(), true),
            Link::File(address) => self.url(&address, None, false),
            Link::External(url) => url,
        })
    }

    /// True for an item that is not absent as a whole.
    fn shows(&self, path: &str) -> bool {
        let found = self.edition().find(path);
        found.is_some_and(|index| self.planned.pages.page_of(index).is_some())
    }

    fn image(&self, destination: &str) -> Option<String> {
        self.picture(destination.strip_prefix("files/")?)
    }

    /// Takes a picture of the edition's folder into the file, and tells its name there; nothing for a type that PDF files
    /// cannot show.
    pub fn picture(&self, file: &str) -> Option<String> {
        let (_, ending) = file.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        if !["svg", "png", "jpg", "jpeg", "gif", "webp"].contains(&&*ending) {
            return None;
        }
        let (key, id) = self.planned.attachments.get_key_value(file)?;
        let bytes = self.publication.reader.read(self.publication.files.path(*id)).ok()?;
        let bytes = match &*ending {
            "svg" => crate::plan::attachments::harmless(&bytes).ok()?,
            _ => bytes,
        };
        let at = self.planned.attachments.keys().position(|name| name == key)?;
        let name = format!("picture-{at}.{ending}");
        self.pictures.borrow_mut().insert(name.clone(), bytes);
        Some(name)
    }

    /// Draws a flow for a width in CSS pixels, takes the picture into the file, and tells its name there. The flow is told
    /// in words beside it.
    pub fn drawing(&self, flow: &Flow, width: f64) -> String {
        let drawn = figure::diagram(self.publication, flow, self.language, "flow".to_owned(), true);
        let mut pictures = self.pictures.borrow_mut();
        let name = format!("drawing-{}.svg", pictures.len());
        pictures.insert(name.clone(), diagram::svg(&drawn, width).svg.into_bytes());
        name
    }

    /// The options of an answer's type.
    pub fn options(&self, kind: Option<&'a Type>) -> &'a [Choice] {
        kind.map_or(&[], Type::options)
    }
}
