//! The theme: templates, assets and words. Compiled in; a site replaces files or single blocks.
//!
//! A file of the same name in the content's `theme/` folder wins. A template there may begin with
//! `{% extends "default/section.html" %}` and define only the blocks it changes.

use crate::content::Reader;
use crate::plan::MakeError;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use tera::{Context, Kwargs, Map, State, Tera, Value};

const TEMPLATES: [(&str, &str); 20] = [
    ("404.html", include_str!("../../themes/default/templates/404.html")),
    ("all-downloads.html", include_str!("../../themes/default/templates/all-downloads.html")),
    ("answer.html", include_str!("../../themes/default/templates/answer.html")),
    ("base.html", include_str!("../../themes/default/templates/base.html")),
    ("change.html", include_str!("../../themes/default/templates/change.html")),
    ("changes.html", include_str!("../../themes/default/templates/changes.html")),
    ("document.html", include_str!("../../themes/default/templates/document.html")),
    ("downloads.html", include_str!("../../themes/default/templates/downloads.html")),
    ("edition.html", include_str!("../../themes/default/templates/edition.html")),
    ("glossary.html", include_str!("../../themes/default/templates/glossary.html")),
    ("gone.html", include_str!("../../themes/default/templates/gone.html")),
    ("home.html", include_str!("../../themes/default/templates/home.html")),
    ("item.html", include_str!("../../themes/default/templates/item.html")),
    ("layout.html", include_str!("../../themes/default/templates/layout.html")),
    ("news.html", include_str!("../../themes/default/templates/news.html")),
    ("page.html", include_str!("../../themes/default/templates/page.html")),
    ("parts.html", include_str!("../../themes/default/templates/parts.html")),
    ("redirect.html", include_str!("../../themes/default/templates/redirect.html")),
    ("search.html", include_str!("../../themes/default/templates/search.html")),
    ("section.html", include_str!("../../themes/default/templates/section.html")),
];
const ASSETS: [(&str, &str); 3] = [
    ("style.css", include_str!("../../themes/default/style.css")),
    ("site.js", include_str!("../../themes/default/site.js")),
    ("icon.svg", include_str!("../../themes/default/icon.svg")),
];
/// The parts of search.js, in their order; before them stand the tables it shares with the index.
const SEARCH: [&str; 13] = [
    include_str!("../../themes/default/search/normalise.js"),
    include_str!("../../themes/default/search/stem.js"),
    include_str!("../../themes/default/search/index.js"),
    include_str!("../../themes/default/search/words.js"),
    include_str!("../../themes/default/search/kana.js"),
    include_str!("../../themes/default/search/mixed.js"),
    include_str!("../../themes/default/search/questions.js"),
    include_str!("../../themes/default/search/query.js"),
    include_str!("../../themes/default/search/near.js"),
    include_str!("../../themes/default/search/answers.js"),
    include_str!("../../themes/default/search/rank.js"),
    include_str!("../../themes/default/search/marks.js"),
    include_str!("../../themes/default/search/page.js"),
];
/// Templates of PDF files.
const SHEETS: [(&str, &str); 3] = [
    ("document.typ", include_str!("../../themes/default/pdf/document.typ")),
    ("summary.typ", include_str!("../../themes/default/pdf/summary.typ")),
    ("setting.typ", include_str!("../../themes/default/pdf/setting.typ")),
];
const STRINGS: [&str; 2] =
    [include_str!("../../themes/default/strings.yaml"), include_str!("../../themes/default/words.yaml")];

/// Words by key and language.
type Words = BTreeMap<String, BTreeMap<String, String>>;

/// A theme, ready to render.
pub struct Theme {
    tera: Tera,
    strings: Words,
    /// Style sheet, script and icon.
    pub assets: Vec<Asset>,
    /// Templates of PDF files, by name.
    pub sheets: BTreeMap<String, String>,
}

/// A file of the theme, under a name that changes with its bytes.
pub struct Asset {
    /// Its name in the theme.
    pub name: &'static str,
    /// Its address on the site.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Theme {
    /// The default theme with what the content's `theme/` folder replaces.
    ///
    /// Errors: a template that is not valid (with its place), words that are no YAML.
    pub fn load(reader: &dyn Reader) -> Result<Self, MakeError> {
        let own = own_files(reader)?;
        let mut tera = Tera::default();
        tera.set_fallback_prefixes(["default/"]).map_err(|e| MakeError(e.to_string()))?;
        tera.register_filter("with", with);
        let mut templates: Vec<(String, String)> =
            TEMPLATES.iter().map(|(name, text)| (format!("default/{name}"), (*text).to_owned())).collect();
        templates.extend(
            own.iter().filter(|(name, _)| name.ends_with(".html")).map(|(n, b)| (n.clone(), text(b))),
        );
        tera.add_raw_templates(templates).map_err(|e| MakeError(e.to_string()))?;
        let mut strings = BTreeMap::new();
        let extra = own.get("strings.yaml").map(|b| text(b));
        for source in STRINGS.into_iter().chain(extra.as_deref()) {
            let read: Words =
                serde_saphyr::from_str(source).map_err(|e| MakeError(format!("strings.yaml: {e}")))?;
            strings.extend(read);
        }
        let assets = ASSETS
            .iter()
            .map(|(name, text)| asset(name, own.get(*name).map_or(text.as_bytes(), Vec::as_slice)));
        let search = own.get("search.js").cloned().unwrap_or_else(search_script);
        let assets = assets.chain([asset("search.js", &search)]).collect();
        let sheets = SHEETS.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let own_sheets = own.iter().filter_map(|(n, b)| Some((n.strip_prefix("pdf/")?.to_owned(), text(b))));
        Ok(Self { tera, strings, assets, sheets: sheets.chain(own_sheets).collect() })
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> &str {
        self.assets.iter().find(|a| a.name == name).map_or("", |a| &a.address)
    }

    /// A word in a language; English, then Japanese, where the theme lacks it.
    pub fn word(&self, key: &str, language: &str) -> &str {
        let Some(languages) = self.strings.get(key) else { return "" };
        [language, "en", "ja"].iter().find_map(|l| languages.get(*l)).map_or("", String::as_str)
    }

    /// A word with its places filled in.
    pub fn words(&self, key: &str, language: &str, fill: &[(&str, &str)]) -> String {
        fill.iter().fold(self.word(key, language).to_owned(), |s, (name, value)| {
            s.replace(&format!("{{{name}}}"), value)
        })
    }

    /// The words of a language whose keys begin with one of these.
    pub fn words_with(&self, beginnings: &[&str], language: &str) -> BTreeMap<String, String> {
        let keys = self.strings.keys().filter(|key| beginnings.iter().any(|b| key.starts_with(b)));
        keys.map(|key| (key.clone(), self.word(key, language).to_owned())).collect()
    }

    /// All words of a language, for templates.
    pub fn strings(&self, language: &str) -> Value {
        let mut map = Map::default();
        for key in self.strings.keys() {
            map.insert(key.clone().into(), Value::from(self.word(key, language)));
        }
        Value::from_serializable(&map)
    }

    /// Renders a template. Errors name the template, the line, and what was undefined.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, MakeError> {
        let mut out = Vec::with_capacity(16 * 1024);
        self.tera.render_to(template, context, &mut out).map_err(|e| MakeError(e.to_string()))?;
        Ok(out)
    }
}

/// A word of the default theme, for commands that show no page.
pub fn default_word(key: &str, language: &str) -> String {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        STRINGS.iter().filter_map(|source| serde_saphyr::from_str::<Words>(source).ok()).flatten().collect()
    });
    let found = WORDS.get(key).and_then(|words| words.get(language).or_else(|| words.get("en")));
    found.cloned().unwrap_or_default()
}

/// The files of the content's `theme/` folder, by name.
fn own_files(reader: &dyn Reader) -> Result<BTreeMap<String, Vec<u8>>, MakeError> {
    let paths: Vec<Arc<str>> = reader.below("theme")?;
    let own = paths.iter().filter_map(|p| Some((p.strip_prefix("theme/")?.to_owned(), p)));
    own.map(|(name, path)| Ok((name, reader.read(path)?))).collect()
}

/// The script of the search page, closed in itself.
fn search_script() -> Vec<u8> {
    let tables = crate::lexicon::tables::for_browser();
    format!("(() => {{\n'use strict';\n{tables}{}\n}})();\n", slim(&SEARCH.concat())).into_bytes()
}

/// A script without comments and indentation, which nobody who searches needs. Comments stand on lines of their own.
fn slim(script: &str) -> String {
    let mut open = false;
    let lines = script.lines().map(str::trim_start).filter(|line| {
        let comment = open || line.starts_with("/*") || line.starts_with("//");
        open = comment && (open || line.starts_with("/*")) && !line.ends_with("*/");
        !comment && !line.is_empty()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn asset(name: &'static str, bytes: &[u8]) -> Asset {
    let digest = Sha256::digest(bytes);
    let hash: String = digest.iter().take(5).map(|b| format!("{b:02x}")).collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    Asset { name, address: format!("assets/{stem}.{hash}.{ending}"), bytes: bytes.to_vec() }
}

/// `{{ t.rows | with(n=3) }}` puts 3 where the word says {n}.
fn with(word: &str, kwargs: Kwargs, _: &State) -> String {
    let mut filled = word.to_owned();
    for name in ["n", "date", "language", "words"] {
        if let Ok(Some(value)) = kwargs.get::<Value>(name) {
            filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MemoryReader;

    #[test]
    fn a_site_replaces_one_block_of_one_template() {
        let own = "{% extends \"default/404.html\" %}{% block footer %}own footer{% endblock footer %}";
        let theme = Theme::load(&MemoryReader::new([("theme/404.html", own)])).expect("a theme");
        assert!(theme.tera.contains_template("404.html") && theme.tera.contains_template("default/404.html"));
    }

    #[test]
    fn a_mistake_in_a_template_is_told_with_its_place() {
        let error =
            Theme::load(&MemoryReader::new([("theme/page.html", "a\n{% if %}")])).err().expect("an error");
        assert!(error.0.contains("page.html"), "{error}");
    }

    #[test]
    fn every_word_exists_in_japanese_and_english() {
        let theme = Theme::load(&MemoryReader::default()).expect("a theme");
        for (key, languages) in &theme.strings {
            assert!(languages.contains_key("ja") && languages.contains_key("en"), "{key}");
        }
    }
}
