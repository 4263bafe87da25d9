//! Reads a content folder into a corpus, documents in parallel.

use super::changes;
use super::corpus::{Corpus, Document, Edition, Overlay};
use super::meta;
use super::pages::{self, Page, PageText};
use super::reader::Reader;
use super::settings::{self, Settings};
use super::table::{self, Table};
use crate::form::{self, Form, Forms};
use crate::model::{Date, FileId, Files, Finding, Languages, Span, Translated, Wording};
use crate::yaml::{self, Key, Node, Parsed, Value};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// Files of a document folder that are no answers.
const OWN_FILES: [&str; 3] = ["document", "changes", "review"];
/// The folder of all documents.
const ROOT: &str = "documents/";

/// Reads everything. Errors: the folder or a file cannot be read. What is wrong in the files is a finding.
pub fn load(reader: &dyn Reader) -> io::Result<(Corpus, Vec<Finding>)> {
    let files = Files::new(reader.list()?);
    let mut findings = Vec::new();
    let forms = forms(reader, &files, &mut findings)?;
    let Common { settings, glossary, pages, texts } = common(reader, &files, &mut findings)?;
    let loader = Loader { reader, files: &files };
    let documents = loader.documents(&settings.languages, &mut findings)?;
    let corpus = Corpus { settings, forms, glossary, pages, documents, texts, files: Files::default() };
    Ok((Corpus { files, ..corpus }, findings))
}

/// What holds for the whole site beside the forms.
#[derive(Debug, Default)]
pub struct Common {
    /// site.yaml.
    pub settings: Settings,
    /// The glossary, in the order of the file.
    pub glossary: Vec<pages::Term>,
    /// The free pages, by name.
    pub pages: Vec<Page>,
    /// Every text of the small files, forms included.
    pub texts: Vec<(Arc<str>, Span)>,
}

/// Reads site.yaml, the glossary and the free pages.
pub fn common(reader: &dyn Reader, files: &Files, findings: &mut Vec<Finding>) -> io::Result<Common> {
    let loader = Loader { reader, files };
    let site = loader.small("site.yaml", findings)?;
    let settings = settings::decode(site.as_ref(), loader.span("site.yaml"), findings);
    let glossary = loader.glossary(&settings.languages, findings)?;
    let pages = loader.pages(&settings.languages, findings)?;
    let texts = loader.small_texts(&site, &pages)?;
    Ok(Common { settings, glossary, pages, texts })
}

/// The built-in forms and the site's own.
pub fn forms(reader: &dyn Reader, files: &Files, findings: &mut Vec<Finding>) -> io::Result<Forms> {
    Loader { reader, files }.forms(findings)
}

/// The slugs of all documents, in byte order: the folders that have a document.yaml.
pub fn slugs(files: &Files) -> Vec<Arc<str>> {
    let mut slugs: Vec<Arc<str>> = files
        .starting(ROOT)
        .filter_map(|(_, path)| {
            let (folder, name) = path[ROOT.len()..].rsplit_once('/')?;
            let document = name.strip_suffix(".yaml").is_some_and(|s| split_language(s).0 == "document");
            (document && !is_inside(folder)).then(|| folder.into())
        })
        .collect();
    slugs.sort();
    slugs.dedup();
    slugs
}

/// The slug of the document that a file below `documents/` belongs to, if there is one in its folder.
pub fn slug_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(ROOT)?;
    let folder = rest.split_once("/files/").or_else(|| rest.rsplit_once('/'))?.0;
    Some(folder.split_once("/editions/").map_or(folder, |(slug, _)| slug))
}

/// True for the folders of editions and of attachments, which are no documents of their own.
fn is_inside(folder: &str) -> bool {
    folder.contains("/editions/") || folder.contains("/files/") || folder.ends_with("/files")
}

/// Reads one document.
pub fn document(
    reader: &dyn Reader,
    files: &Files,
    slug: &str,
    languages: &Languages,
    findings: &mut Vec<Finding>,
) -> io::Result<Document> {
    let loader = Loader { reader, files };
    let prefix = format!("{ROOT}{slug}/");
    loader.document(slug, &folders(files.starting(&prefix)), languages, findings)
}

/// Reads what a document says of itself in document.yaml and its translations, as if it had no answers.
pub fn sketch(
    reader: &dyn Reader,
    files: &Files,
    slug: &str,
    languages: &Languages,
    findings: &mut Vec<Finding>,
) -> io::Result<Document> {
    let loader = Loader { reader, files };
    let prefix = format!("{ROOT}{slug}/document.");
    loader.document(slug, &folders(files.starting(&prefix)), languages, findings)
}

struct Loader<'a> {
    reader: &'a dyn Reader,
    files: &'a Files,
}

/// The files of one edition's folder.
#[derive(Default)]
struct Folder<'a> {
    /// YAML files directly in the folder: stem, language suffix, id.
    yaml: Vec<(&'a str, Option<&'a str>, FileId)>,
    /// Files below `files/`.
    files: BTreeMap<Arc<str>, FileId>,
}

impl Loader<'_> {
    fn id(&self, path: &str) -> Option<FileId> {
        self.files.id(path)
    }

    fn span(&self, path: &str) -> Span {
        Span::file(self.id(path).unwrap_or(FileId(0)))
    }

    fn read(&self, id: FileId) -> io::Result<Vec<u8>> {
        self.reader.read(self.files.path(id))
    }

    fn yaml(&self, id: FileId, findings: &mut Vec<Finding>) -> io::Result<Parsed> {
        Ok(yaml::parse(id, &self.read(id)?, findings))
    }

    /// A file that may be absent.
    fn small(&self, path: &str, findings: &mut Vec<Finding>) -> io::Result<Option<Node>> {
        self.id(path).map_or(Ok(None), |id| Ok(self.yaml(id, findings)?.root))
    }

    fn forms(&self, findings: &mut Vec<Finding>) -> io::Result<Forms> {
        let mut forms: Vec<Arc<Form>> = form::builtin().to_vec();
        for (id, path) in self.files.iter() {
            let own = path
                .strip_prefix("forms/")
                .is_some_and(|name| name.ends_with(".yaml") && !name.contains('/'));
            let root = if own { self.yaml(id, findings)?.root } else { None };
            if let Some(form) = root.and_then(|root| form::decode(&root, Some(id), findings)) {
                if forms.iter().any(|f| f.id == form.id && f.revision == form.revision) {
                    let finding = Finding::new("form-definition", Span::file(id)).variant("again");
                    findings.push(finding.fact("what", form.reference()));
                }
                forms.push(Arc::new(form));
            }
        }
        Ok(Forms::new(forms))
    }

    /// The overlays of a file beside it: `glossary.en.yaml` for `glossary`.
    fn overlays(
        &self,
        stem: &str,
        languages: &Languages,
        findings: &mut Vec<Finding>,
    ) -> io::Result<Vec<(usize, Node)>> {
        let mut overlays = Vec::new();
        for (index, code) in languages.iter().enumerate().skip(1) {
            if let Some(node) = self.small(&format!("{stem}.{code}.yaml"), findings)? {
                overlays.push((index, node));
            }
        }
        Ok(overlays)
    }

    fn glossary(&self, languages: &Languages, findings: &mut Vec<Finding>) -> io::Result<Vec<pages::Term>> {
        let overlays = self.overlays("glossary", languages, findings)?;
        for (id, path) in self.files.iter() {
            let code = path.strip_prefix("glossary.").and_then(|p| p.strip_suffix(".yaml"));
            if let Some(code) = code.filter(|c| languages.index_of(c).is_none()) {
                findings.push(unknown_language(id, code, languages));
            }
        }
        let root = self.small("glossary.yaml", findings)?;
        Ok(root.map(|root| pages::glossary(&root, &overlays, findings)).unwrap_or_default())
    }

    fn pages(&self, languages: &Languages, findings: &mut Vec<Finding>) -> io::Result<Vec<Page>> {
        let mut pages: BTreeMap<Arc<str>, Page> = BTreeMap::new();
        for (id, path) in self.files.iter() {
            let Some(name) = path.strip_prefix("pages/").and_then(|p| p.strip_suffix(".md")) else {
                continue;
            };
            let (stem, suffix) = split_language(name);
            let Some(language) = suffix.map_or(Some(0), |code| languages.index_of(code)) else {
                findings.push(unknown_language(id, suffix.unwrap_or(""), languages));
                continue;
            };
            let Some(text) = pages::page(id, &self.read(id)?, findings) else { continue };
            let page = pages.entry(stem.into()).or_insert_with(|| Page {
                name: stem.into(),
                title: Translated::default(),
                body: Translated::default(),
            });
            let PageText { matter, body, span } = text;
            if let Some(title) = matter.as_ref().and_then(|m| meta::translation(m.get("title")?)) {
                page.title.set(language, title);
            }
            page.body.set(language, Wording { text: body, span: Some(span), partial: false });
        }
        let alone = pages.values().filter(|p| p.body.exact(0).is_none());
        for span in alone.filter_map(|p| p.body.iter().find_map(|(_, w)| w.span)) {
            findings.push(Finding::new("orphan-translation", Span::file(span.file)));
        }
        Ok(pages.into_values().collect())
    }

    /// Every text of the small files, for the rules that look at all that is published.
    fn small_texts(&self, site: &Option<Node>, pages: &[Page]) -> io::Result<Vec<(Arc<str>, Span)>> {
        let mut texts = Vec::new();
        let mut take = |node: &Node| node.each_text(&mut |text, span| texts.push((Arc::from(text), span)));
        // What site.yaml lists as harmless is not published.
        for (key, node) in site.as_ref().and_then(Node::mapping).unwrap_or(&[]) {
            if &*key.text != "not_personal_numbers" {
                take(node);
            }
        }
        let mut unheard = Vec::new();
        for (id, path) in self.files.iter() {
            let small = path.ends_with(".yaml")
                && (path.starts_with("forms/") || (path.starts_with("glossary") && !path.contains('/')));
            let root = if small { self.yaml(id, &mut unheard)?.root } else { None };
            root.iter().for_each(&mut take);
        }
        for page in pages {
            let written = page.title.iter().chain(page.body.iter());
            texts.extend(written.filter_map(|(_, w)| Some((w.text.clone(), w.span?))));
        }
        Ok(texts)
    }

    fn documents(
        &self,
        languages: &Languages,
        findings: &mut Vec<Finding>,
    ) -> io::Result<Vec<Arc<Document>>> {
        let folders = folders(self.files.starting(ROOT));
        let slugs = slugs(self.files);
        let read: Vec<(Arc<Document>, Vec<Finding>)> = slugs
            .par_iter()
            .map(|slug| {
                let mut findings = Vec::new();
                let document = self.document(slug, &folders, languages, &mut findings)?;
                Ok((Arc::new(document), findings))
            })
            .collect::<io::Result<_>>()?;
        let (documents, lists): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        findings.extend(lists.into_iter().flatten());
        Ok(documents)
    }

    fn document(
        &self,
        slug: &str,
        folders: &BTreeMap<&str, Folder>,
        languages: &Languages,
        findings: &mut Vec<Finding>,
    ) -> io::Result<Document> {
        let folder = &folders[slug];
        let top = self.edition(slug, folder, None, languages, findings)?;
        let prefix = format!("{slug}/editions/");
        let mut editions = Vec::new();
        for (path, folder) in folders.range(&*prefix..).take_while(|(path, _)| path.starts_with(&prefix)) {
            let date = path[prefix.len()..].to_owned();
            match Date::parse(&date).filter(|d| d.is_day()) {
                Some(date) => editions.push(self.edition(path, folder, Some(date), languages, findings)?),
                None => {
                    let file = folder.yaml.first().map(|f| f.2).or(folder.files.values().next().copied());
                    let span = Span::file(file.unwrap_or(FileId(0)));
                    findings.push(meta::bad_date(&date, span, "folder"));
                }
            }
        }
        let Explanations { changes, broken, reviews } = self.explanations(folder, languages, findings)?;
        Ok(Document { slug: slug.into(), top, editions, changes, changes_broken: broken, reviews })
    }

    fn explanations(
        &self,
        folder: &Folder,
        languages: &Languages,
        findings: &mut Vec<Finding>,
    ) -> io::Result<Explanations> {
        let mut source = None;
        let mut overlays = Vec::new();
        let mut reviews = Vec::new();
        let mut broken = false;
        for (stem, language, id) in
            folder.yaml.iter().filter(|(stem, ..)| matches!(*stem, "changes" | "review"))
        {
            let parsed = self.yaml(*id, findings)?;
            broken |= parsed.broken && *stem == "changes";
            let Some(root) = parsed.root else { continue };
            match (*stem, language.map(|code| languages.index_of(code))) {
                ("review", _) => reviews = changes::reviews(&root, findings),
                (_, None) => source = Some(root),
                (_, Some(Some(index))) => overlays.push((index, root)),
                (_, Some(None)) => findings.push(unknown_language(*id, language.unwrap_or(""), languages)),
            }
        }
        let changes = source.map(|root| changes::decode(&root, &overlays, findings)).unwrap_or_default();
        Ok(Explanations { changes, broken, reviews })
    }

    fn edition(
        &self,
        path: &str,
        folder: &Folder,
        date: Option<Date>,
        languages: &Languages,
        findings: &mut Vec<Finding>,
    ) -> io::Result<Edition> {
        let mut broken = false;
        let mut meta_root = None;
        let mut meta_file = folder.yaml.first().map_or(FileId(0), |f| f.2);
        let mut meta_overlays = Vec::new();
        let mut answers = Vec::new();
        let mut overlays: Vec<Overlay> = Vec::new();
        for (stem, suffix, id) in &folder.yaml {
            if matches!(*stem, "changes" | "review") {
                continue;
            }
            let language = suffix.map_or(Some(0), |code| languages.index_of(code));
            let Some(language) = language else {
                findings.push(unknown_language(*id, suffix.unwrap_or(""), languages));
                continue;
            };
            let parsed = self.yaml(*id, findings)?;
            broken |= parsed.broken;
            let Some(root) = parsed.root else {
                meta_file = if *stem == "document" && language == 0 { *id } else { meta_file };
                continue;
            };
            match (OWN_FILES.contains(stem), language) {
                (true, 0) => (meta_file, meta_root) = (*id, Some(root)),
                (true, _) => meta_overlays.push((language, root)),
                (false, 0) => merge(&mut answers, root, "", findings),
                (false, _) => {
                    let at = overlays.iter().position(|o| o.language == language).unwrap_or_else(|| {
                        overlays.push(Overlay { language, answers: Vec::new() });
                        overlays.len() - 1
                    });
                    merge(&mut overlays[at].answers, root, "", findings);
                }
            }
        }
        overlays.sort_by_key(|o| o.language);
        let meta =
            meta::decode(meta_root.as_ref(), &meta_overlays, Span::file(meta_file), languages, findings);
        Ok(Edition {
            folder: format!("documents/{path}").into(),
            date,
            meta,
            answers,
            overlays,
            tables: self.tables(folder, findings)?,
            pictures: self.pictures(folder)?,
            files: folder.files.clone(),
            broken,
        })
    }

    fn pictures(&self, folder: &Folder) -> io::Result<BTreeMap<Arc<str>, Arc<[u8]>>> {
        const TEXTS: [&str; 3] = [".svg", ".txt", ".json"];
        let is_text = |name: &str| TEXTS.iter().any(|end| name.to_ascii_lowercase().ends_with(end));
        let texts = folder.files.iter().filter(|(name, _)| is_text(name));
        texts.map(|(name, id)| Ok((name.clone(), self.read(*id)?.into()))).collect()
    }

    fn tables(&self, folder: &Folder, findings: &mut Vec<Finding>) -> io::Result<BTreeMap<Arc<str>, Table>> {
        let csv = folder.files.iter().filter(|(name, _)| name.to_ascii_lowercase().ends_with(".csv"));
        csv.map(|(name, id)| Ok((name.clone(), table::parse(*id, &self.read(*id)?, findings)))).collect()
    }
}

/// The folders below `documents/` in which the files lie, with what lies in each.
fn folders<'f>(files: impl Iterator<Item = (FileId, &'f Arc<str>)>) -> BTreeMap<&'f str, Folder<'f>> {
    let mut folders: BTreeMap<&str, Folder> = BTreeMap::new();
    for (id, path) in files {
        let Some(rest) = path.strip_prefix(ROOT) else { continue };
        if let Some((folder, name)) = rest.split_once("/files/") {
            folders.entry(folder).or_default().files.insert(name.into(), id);
        } else if let Some((folder, name)) = rest.rsplit_once('/') {
            let Some(stem) = name.strip_suffix(".yaml") else { continue };
            let (stem, language) = split_language(stem);
            folders.entry(folder).or_default().yaml.push((stem, language, id));
        }
    }
    folders
}

/// What people say about changes and about findings.
struct Explanations {
    changes: Vec<changes::Change>,
    /// changes.yaml could not be read whole.
    broken: bool,
    reviews: Vec<changes::Review>,
}

/// `basic.en` is `basic` in English; a name without a suffix is in the source language.
fn split_language(stem: &str) -> (&str, Option<&str>) {
    let suffix = |s: &&str| s.len() <= 8 && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match stem.rsplit_once('.').filter(|(_, s)| suffix(s)) {
        Some((stem, language)) => (stem, Some(language)),
        None => (stem, None),
    }
}

fn unknown_language(file: FileId, code: &str, languages: &Languages) -> Finding {
    let known: Vec<&str> = languages.iter().skip(1).map(|c| &**c).collect();
    Finding::new("orphan-translation", Span::file(file))
        .variant("language")
        .fact("language", code)
        .fact("options", known.join(", "))
}

/// Adds the keys of a file to what other files already answered. What is answered twice is `duplicate-key`.
fn merge(into: &mut Vec<(Key, Node)>, node: Node, prefix: &str, findings: &mut Vec<Finding>) {
    let entries = match node.value {
        Value::Mapping(entries) => entries,
        Value::Empty => return,
        _ => {
            findings.push(Finding::new("wrong-type", node.span).variant("mapping"));
            return;
        }
    };
    for (key, node) in entries {
        let path = if prefix.is_empty() { key.text.to_string() } else { format!("{prefix}.{}", key.text) };
        match into.iter_mut().find(|(k, _)| k.text == key.text) {
            None => into.push((key, node)),
            Some((_, Node { value: Value::Mapping(existing), .. })) if node.mapping().is_some() => {
                merge(existing, node, &path, findings);
            }
            Some((first, existing)) => {
                if existing.is_empty() {
                    *existing = node;
                } else if !node.is_empty() {
                    findings.push(
                        Finding::new("duplicate-key", key.span)
                            .variant("files")
                            .fact("key", path)
                            .also(first.span),
                    );
                }
            }
        }
    }
}
