//! What every page has: title, addresses, languages, navigation; and what every page of a document has.

use super::Publication;
use super::texts::Texts;
use super::view::{ConsultationView, ContentsView, DateView};
use crate::form::Kind;
use crate::model::{Date, Localized, Translated};
use crate::plan::{Address, Document, Planned, address};
use crate::text::cache::Cache;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// A page about to be rendered.
pub struct Frame<'p> {
    publication: &'p Publication<'p>,
    language: usize,
    /// Its address in the source language.
    address: String,
    /// Its own address.
    pub own: Address,
    context: Context,
}

#[derive(Serialize)]
struct LanguageView<'a> {
    code: &'a str,
    name: &'a str,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct AlternateView<'a> {
    code: &'a str,
    url: String,
}

/// A step of the way from the home page, or an entry of the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// The words.
    pub label: String,
    /// Their language.
    pub label_lang: String,
    /// The address.
    pub href: String,
    /// The page is here.
    pub current: bool,
}

#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    publisher: &'a str,
    contact_html: String,
    source_language: &'a str,
    source_language_name: &'a str,
}

impl<'p> Frame<'p> {
    /// A page from `template` at `address` (without the language).
    pub fn new(
        publication: &'p Publication<'p>,
        language: usize,
        address: &str,
        template: &str,
        cache: &Cache,
    ) -> Self {
        let site = publication.site;
        let prefix = address::language(site.languages(), language);
        let own = Address::new(format!("{prefix}{address}"));
        let code = publication.code(language);
        let mut frame =
            Self { publication, language, address: address.to_owned(), own, context: Context::new() };
        let root = frame.root();
        frame.put("lang", &code);
        frame.put("template", &template);
        frame.put("root", &root);
        frame.put("home", &prefix);
        frame.put("feed", &format!("{prefix}feed.xml"));
        frame.put("search", &format!("{prefix}search/"));
        frame.put("canonical", &frame.url());
        frame.put("noindex", &false);
        frame.put("description", &"");
        for (key, name) in [("css", "style.css"), ("js", "site.js"), ("icon", "icon.svg")] {
            frame.put(key, &publication.theme.asset(name));
        }
        frame.context.insert_value("t", publication.strings(language));
        frame.languages();
        frame.alternates(|_| true);
        frame.site(&root, cache);
        frame.navigation();
        frame
    }

    /// Sets a variable of the template.
    pub fn put<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) {
        self.context.insert(key, value);
    }

    /// Sets a variable that was made before.
    pub fn put_value(&mut self, key: &'static str, value: Value) {
        self.context.insert_value(key, value);
    }

    /// The way up to the root of the site.
    pub fn root(&self) -> String {
        self.own.root()
    }

    /// Addresses relative to nothing: for the page that answers in place of any other.
    pub fn absolute(&mut self) {
        let base = self.publication.site.settings.base_url.clone();
        let path = base.splitn(4, '/').nth(3).unwrap_or("").to_owned();
        self.put("root", &format!("/{path}"));
    }

    /// The address of the page on the web.
    pub fn url(&self) -> String {
        format!("{}{}", self.publication.site.settings.base_url, super::texts::encoded(self.own.as_str()))
    }

    /// The words before the bar, the site behind it.
    pub fn title(&mut self, title: &str) {
        let site = self.publication.site.settings.title.text(self.publication.code(self.language)).to_owned();
        let full = if title.is_empty() || title == site { site } else { format!("{title}｜{site}") };
        let full = if self.publication.code(self.language).starts_with("ja") {
            full
        } else {
            full.replace('｜', " | ")
        };
        self.put("title", &full);
    }

    /// The way to this page; the home page comes first by itself.
    pub fn breadcrumb(&mut self, steps: Vec<Step>) {
        let publication = self.publication;
        let code = publication.code(self.language).to_owned();
        let home = Step {
            label: publication.word("documents", self.language).to_owned(),
            label_lang: code,
            href: address::language(publication.site.languages(), self.language),
            current: false,
        };
        let steps: Vec<Step> = std::iter::once(home).chain(steps).collect();
        self.put("breadcrumb", &steps);
    }

    /// Links to the languages for which `exists` says that the page has a text of its own.
    pub fn alternates(&mut self, exists: impl Fn(usize) -> bool) {
        let site = self.publication.site;
        let there: Vec<usize> = (0..site.languages().count()).filter(|n| exists(*n)).collect();
        let view = |n: usize| AlternateView {
            code: self.publication.code(n),
            url: format!(
                "{}{}{}",
                site.settings.base_url,
                address::language(site.languages(), n),
                super::texts::encoded(&self.address)
            ),
        };
        let alternates: Vec<AlternateView> =
            if there.len() > 1 { there.into_iter().map(view).collect() } else { Vec::new() };
        self.context.insert("alternates", &alternates);
    }

    fn languages(&mut self) {
        let languages = self.publication.site.languages();
        let view = |(n, code): (usize, &'p Arc<str>)| LanguageView {
            code,
            name: own_name(code),
            href: format!("{}{}", address::language(languages, n), self.address),
            current: n == self.language,
        };
        let views: Vec<LanguageView> = languages.iter().enumerate().map(view).collect();
        self.context.insert("languages", &views);
    }

    fn site(&mut self, root: &str, cache: &Cache) {
        let publication = self.publication;
        let settings = &publication.site.settings;
        let code = publication.code(self.language);
        let texts = Texts::new(publication, self.language, None, root, cache, false);
        let contact = settings.contact.get(code).or_else(|| settings.contact.iter().next().map(|(_, t)| t));
        let source = publication.code(0);
        let view = SiteView {
            title: settings.title.text(code),
            publisher: settings.publisher.text(code),
            contact_html: contact.map_or(String::new(), |t| texts.html(t, self.language, "_site", "")),
            source_language: source,
            source_language_name: publication.word(&format!("language_{source}"), self.language),
        };
        self.context.insert("site", &view);
    }

    fn navigation(&mut self) {
        let publication = self.publication;
        let code = publication.code(self.language).to_owned();
        let prefix = address::language(publication.site.languages(), self.language);
        let here = self.address.clone();
        let step = |label: &str, address: String| Step {
            label: label.to_owned(),
            label_lang: code.clone(),
            current: address == here,
            href: format!("{prefix}{address}"),
        };
        let mut nav = vec![
            step(publication.word("documents", self.language), String::new()),
            step(publication.word("news", self.language), address::NEWS.into()),
        ];
        if !publication.site.glossary.is_empty() {
            nav.push(step(publication.word("glossary", self.language), "glossary/".into()));
        }
        for page in &publication.site.pages {
            nav.push(step(page.title.text(self.language), format!("{}/", page.name)));
        }
        self.put("nav", &nav);
    }

    /// Renders the page.
    pub fn render(self, template: &str) -> Result<Vec<u8>, crate::plan::MakeError> {
        let at = self.own.to_string();
        let rendered = self.publication.theme.render(template, &self.context);
        rendered.map_err(|e| crate::plan::MakeError(format!("/{at}: {e}")))
    }
}

/// The name of a language in itself.
pub fn own_name(code: &str) -> &str {
    const NAMES: [(&str, &str); 10] = [
        ("ja", "日本語"),
        ("en", "English"),
        ("zh", "中文"),
        ("zh-Hans", "简体中文"),
        ("zh-Hant", "繁體中文"),
        ("ko", "한국어"),
        ("pt", "Português"),
        ("vi", "Tiếng Việt"),
        ("es", "Español"),
        ("ne", "नेपाली"),
    ];
    NAMES.iter().find(|(c, _)| *c == code).map_or(code, |(_, name)| name)
}

/// What every page of a document has.
#[derive(Serialize)]
struct DocumentView {
    slug: String,
    href: String,
    title: String,
    title_lang: String,
    number: String,
    form_title: String,
    form_title_lang: String,
    form_number: String,
    kind: &'static str,
    kind_label: String,
    status: &'static str,
    status_label: String,
    department: String,
    department_lang: String,
    published: Option<DateView>,
    ended: Option<DateView>,
    permanent_href: String,
    permanent_url: String,
    downloads_href: String,
    changes_href: Option<String>,
    feed: String,
    contents: Vec<ContentsView>,
    consultation: Option<ConsultationView>,
    earlier: bool,
    current_href: String,
    translated: bool,
    draft: bool,
}

/// Words about documents, in one language.
pub struct Said<'p> {
    /// The site and the theme.
    pub publication: &'p Publication<'p>,
    /// The index of the language.
    pub language: usize,
}

impl<'p> Said<'p> {
    /// An address in this language.
    pub fn local(&self, address: &str) -> String {
        format!("{}{address}", address::language(self.publication.site.languages(), self.language))
    }

    /// The code of this language.
    pub fn code(&self) -> &'p str {
        self.publication.code(self.language)
    }

    /// A text and the code of the language it is in.
    pub fn text(&self, text: &Translated) -> (String, String) {
        let shown = text.view(self.language);
        let code = self.publication.code(shown.map_or(self.language, |v| v.language));
        (shown.map_or(String::new(), |v| v.text.trim().to_owned()), code.to_owned())
    }

    /// A label and the code of the language it is in.
    pub fn label(&self, label: &Localized) -> (String, String) {
        let (text, code) = label.best(self.code());
        (text.to_owned(), code.to_owned())
    }

    /// The label of a page. An entry is told by its name as well: 特定個人情報ファイル1：住民基本台帳ファイル.
    pub fn page_label(&self, edition: &crate::resolve::Edition, index: usize) -> (String, String) {
        let (label, lang) = self.label(&edition.items[index].label);
        match edition.entry_name(index).map(|name| self.text(name).0) {
            Some(name) if !name.is_empty() && !label.contains(&name) => {
                let colon = if self.code().starts_with("ja") { "：" } else { ": " };
                (format!("{label}{colon}{name}"), lang)
            }
            _ => (label, lang),
        }
    }

    /// The name of an edition: 2025年7月1日の版.
    pub fn edition_name(&self, edition: &crate::resolve::Edition) -> String {
        let date = edition.published.map_or_else(|| self.word("undated"), |d| d.display(self.code()));
        self.publication.theme.words("edition_named", self.code(), &[("date", &date)])
    }

    /// Title and address of a document, as a step of the way to a page below it.
    pub fn document_step(&self, edition: &crate::resolve::Edition) -> Step {
        let (label, label_lang) = self.text(&edition.title);
        Step { label, label_lang, href: self.local(&address::document(&edition.slug)), current: false }
    }

    /// The page itself, at the end of the way to it.
    pub fn here(&self, label: &str) -> Step {
        Step {
            label: label.to_owned(),
            label_lang: self.code().to_owned(),
            href: String::new(),
            current: true,
        }
    }

    /// A date for people and programs.
    pub fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: date.display(self.code()) }
    }

    /// A word of the theme.
    pub fn word(&self, key: &str) -> String {
        self.publication.word(key, self.language).to_owned()
    }

    /// What a kind of document is called.
    pub fn kind(&self, kind: Kind) -> String {
        self.word(&format!("kind_{}", kind.id()))
    }

    /// The public hearing of an edition; `texts` writes the text into the page.
    pub fn consultation(&self, planned: &Planned, texts: &Texts) -> Option<ConsultationView> {
        let hearing = planned.edition.consultation.as_ref()?;
        let open = planned.edition.status == crate::content::Status::Consultation;
        let how = texts.markdown(&hearing.how, "_consultation", "");
        open.then(|| ConsultationView {
            from: hearing.from.map(|d| self.date(d)),
            to: hearing.to.map(|d| self.date(d)),
            how_html: how.html,
            how_lang: self.publication.code(how.language).to_owned(),
        })
    }

    /// The pages of an edition as a tree.
    pub fn contents(&self, planned: &Planned) -> Vec<ContentsView> {
        planned.pages.top().map(|page| self.branch(planned, page)).collect()
    }

    fn branch(&self, planned: &Planned, page: usize) -> ContentsView {
        let edition = &planned.edition;
        let index = planned.pages.list[page].item;
        let item = &edition.items[index];
        let (label, label_lang) = self.page_label(edition, index);
        let entry = item.kind == crate::resolve::Kind::Entry;
        ContentsView {
            path: item.path.to_string(),
            number: if entry { String::new() } else { edition.node(item).number.to_string() },
            label,
            label_lang,
            href: self.local(&address::section(&edition.slug, &item.path)),
            children: planned.pages.list[page]
                .children
                .iter()
                .map(|child| self.branch(planned, *child))
                .collect(),
        }
    }

    /// What the pages of a document share, made by the first of them. The consultation's text depends on the page and is
    /// set by it.
    pub fn document(&self, document: &Document, planned: &Planned, cache: &Cache) -> Value {
        let key = [std::ptr::from_ref(planned) as usize, self.language, 0];
        Value::clone(&cache.once(key, || self.document_view(document, planned)))
    }

    fn document_view(&self, document: &Document, planned: &Planned) -> Value {
        let edition = &planned.edition;
        let (title, title_lang) = self.text(&edition.title);
        let (department, department_lang) = self.text(&edition.department);
        let (form_title, form_title_lang) = self.label(&edition.form.title);
        let permanent = self.local(&address::edition(&edition.slug, &edition.date_segment()));
        let settings = &self.publication.site.settings;
        let hearing =
            edition.consultation.as_ref().filter(|_| edition.status == crate::content::Status::Consultation);
        Value::from_serializable(&DocumentView {
            slug: edition.slug.to_string(),
            href: self.local(&address::document(&edition.slug)),
            title,
            title_lang,
            number: edition.number.as_deref().unwrap_or("").to_owned(),
            form_title,
            form_title_lang,
            form_number: edition.form.number.to_string(),
            kind: edition.form.kind.id(),
            kind_label: self.kind(edition.form.kind),
            status: edition.status.id(),
            status_label: self.word(&format!("status_{}", edition.status.id())),
            department,
            department_lang,
            published: edition.published.map(|d| self.date(d)),
            ended: edition.ended.map(|d| self.date(d)),
            permanent_url: format!("{}{}", settings.base_url, super::texts::encoded(&permanent)),
            permanent_href: permanent,
            downloads_href: self.local(&address::downloads(&edition.slug)),
            changes_href: (!document.history.dates.is_empty())
                .then(|| self.local(&address::changes(&edition.slug))),
            feed: self.local(&address::feed(&edition.slug)),
            contents: self.contents(planned),
            consultation: hearing.map(|h| ConsultationView {
                from: h.from.map(|d| self.date(d)),
                to: h.to.map(|d| self.date(d)),
                how_html: String::new(),
                how_lang: String::new(),
            }),
            earlier: planned.is_earlier,
            current_href: self.local(&address::document(document.slug())),
            translated: edition.has_language(self.language),
            draft: !edition.status.is_public(),
        })
    }
}
