//! The corpus: everything the content folder says, by kind, with positions.

use super::changes::{Change, Review};
use super::meta::Meta;
use super::pages::{Page, Term};
use super::settings::Settings;
use super::table::Table;
use crate::form::Forms;
use crate::model::{Date, FileId, Files, Span};
use crate::yaml::{Key, Node};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read.
#[derive(Debug, Default)]
pub struct Corpus {
    /// All files of the folder.
    pub files: Files,
    /// site.yaml.
    pub settings: Settings,
    /// The built-in forms and the site's own.
    pub forms: Forms,
    /// The glossary, in the order of the file.
    pub glossary: Vec<Term>,
    /// The free pages, by name.
    pub pages: Vec<Page>,
    /// The documents, by slug.
    pub documents: Vec<Arc<Document>>,
    /// Every text of the small files (site, forms, glossary, pages): what is published from them.
    pub texts: Vec<(Arc<str>, Span)>,
}

/// A document (評価書・資料): its top edition, and the frozen earlier ones.
#[derive(Debug)]
pub struct Document {
    /// The folder below `documents/`, with `/` between folders.
    pub slug: Arc<str>,
    /// The edition at the top of the folder.
    pub top: Edition,
    /// The editions under `editions/`, oldest first.
    pub editions: Vec<Edition>,
    /// changes.yaml.
    pub changes: Vec<Change>,
    /// changes.yaml could not be read whole: rows that seem to be absent may be there.
    pub changes_broken: bool,
    /// review.yaml.
    pub reviews: Vec<Review>,
}

/// One edition (版) as it lies in its folder.
#[derive(Debug)]
pub struct Edition {
    /// Its folder, relative to the content folder, without a slash at the end.
    pub folder: Arc<str>,
    /// The date in the name of its folder; nothing for the top.
    pub date: Option<Date>,
    /// document.yaml and its overlays.
    pub meta: Meta,
    /// The answers in the source language: part ids with their values, all files merged.
    pub answers: Vec<(Key, Node)>,
    /// The translations, by language index of the site.
    pub overlays: Vec<Overlay>,
    /// Files under `files/`, by name below that folder.
    pub files: BTreeMap<Arc<str>, FileId>,
    /// CSV tables under `files/`, read.
    pub tables: BTreeMap<Arc<str>, Table>,
    /// Attachments under `files/` that are text (SVG, .txt, .json), as they were read.
    pub pictures: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// A file could not be read whole: what is absent may be there after all.
    pub broken: bool,
}

/// The answers in one further language.
#[derive(Debug)]
pub struct Overlay {
    /// The language, by its index in the site.
    pub language: usize,
    /// Part ids with their values, all files merged.
    pub answers: Vec<(Key, Node)>,
}
