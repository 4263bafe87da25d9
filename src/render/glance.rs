//! The facts of a document that a reader looks for, worded: for the page at a glance and for the summary on paper.

use super::frame::Said;
use crate::form::Type;
use crate::plan::glance::{self, Entry, Fact};
use crate::plan::{Document, Planned, address};
use crate::resolve::plain::{Plain, excerpt};
use crate::resolve::{Answer, Item, Kind, State};
use crate::text::cache::Cache;
use serde::Serialize;

/// Longest text of a fact, in characters.
const CLIP: usize = 120;

/// A block of facts.
#[derive(Serialize)]
pub struct BlockView {
    /// Its name in the theme.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its facts.
    pub facts: Vec<FactView>,
}

/// What is said under one role.
#[derive(Serialize)]
pub struct FactView {
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub title_lang: String,
    /// What is said.
    pub entries: Vec<EntryView>,
    /// How many entries there are besides.
    pub more: usize,
    /// Where all of them stand.
    pub more_href: String,
}

/// One thing that is said.
#[derive(Serialize)]
pub struct EntryView {
    /// The words.
    pub text: String,
    /// Their language.
    pub lang: String,
    /// Where it stands.
    pub href: Option<String>,
    /// What is told with it.
    pub note: String,
    /// Something was left out.
    pub clipped: bool,
}

/// Words the facts.
pub struct Glance<'a> {
    said: &'a Said<'a>,
    document: &'a Document,
    planned: &'a Planned,
    plain: Plain<'a>,
}

impl<'a> Glance<'a> {
    /// For a document and a reader.
    pub fn new(said: &'a Said<'a>, document: &'a Document, planned: &'a Planned, cache: &'a Cache) -> Self {
        let plain = Plain { languages: said.publication.site.languages(), language: said.language, cache };
        Self { said, document, planned, plain }
    }

    /// The blocks that have something to say.
    pub fn blocks(&self) -> Vec<BlockView> {
        let view = |block: glance::Block| BlockView {
            title: self.said.word(&format!("glance_{}", block.id)),
            facts: block.facts.iter().map(|fact| self.fact(fact)).collect(),
            id: block.id.to_string(),
        };
        glance::blocks(&self.planned.edition).into_iter().map(view).collect()
    }

    fn fact(&self, fact: &Fact) -> FactView {
        let (title, title_lang) = self.said.label(&fact.role.title);
        FactView {
            title,
            title_lang,
            entries: fact.entries.iter().map(|entry| self.entry(entry)).collect(),
            more: fact.more,
            more_href: self.href(fact.item),
        }
    }

    fn entry(&self, entry: &Entry) -> EntryView {
        let edition = &self.planned.edition;
        match entry {
            Entry::Item(index) => EntryView { note: self.whose(*index), ..self.item(*index) },
            Entry::Named(index, told) => {
                let notes: Vec<String> =
                    told.iter().map(|n| self.note(*n)).filter(|note| !note.is_empty()).collect();
                EntryView { note: notes.join(" ／ "), ..self.item(*index) }
            }
            Entry::Row(index, row, column) => {
                let Some(Answer::Table(rows)) = &edition.items[*index].answer else {
                    return self.item(*index);
                };
                let (text, lang) = self.said.text(&rows[*row][*column]);
                let (text, clipped) = excerpt(&text, CLIP);
                EntryView { text, lang, href: Some(self.href(*index)), note: String::new(), clipped }
            }
            Entry::Tally(index, option, times) => {
                let options = edition.answer_type(&edition.items[*index]).map_or(&[][..], Type::options);
                let label = options[*option].label.text(self.said.code());
                let theme = &self.said.publication.theme;
                let text =
                    theme.words("times", self.said.code(), &[("label", label), ("n", &times.to_string())]);
                EntryView {
                    text,
                    lang: self.said.code().to_owned(),
                    href: None,
                    note: String::new(),
                    clipped: false,
                }
            }
        }
    }

    fn item(&self, index: usize) -> EntryView {
        let item = &self.planned.edition.items[index];
        let (text, lang, clipped) = self.words(item);
        EntryView { text, lang, href: Some(self.href(index)), note: String::new(), clipped }
    }

    /// Where a document is about several files, the name of the one that an item belongs to.
    fn whose(&self, index: usize) -> String {
        let edition = &self.planned.edition;
        let around = |n: &usize| edition.items[*n].end as usize > index;
        let Some(entry) = (0..index).rev().filter(around).find(|n| edition.items[*n].kind == Kind::Entry)
        else {
            return String::new();
        };
        let repeat = (0..entry).rev().find(|n| edition.items[*n].end as usize > entry);
        if repeat.is_none_or(|r| edition.children(r).count() < 2) {
            return String::new();
        }
        // An entry that is itself told by its name needs no name beside it.
        let own = edition.children(entry).next() == Some(index);
        let name = edition.entry_name(entry).filter(|_| !own);
        let label = || edition.items[entry].label.text(self.said.code()).to_owned();
        name.map_or_else(label, |name| self.said.text(name).0)
    }

    /// What an item says in a line or two, the language of that, and whether something was left out.
    fn words(&self, item: &Item) -> (String, String, bool) {
        let own = || self.said.code().to_owned();
        match &item.state {
            State::Withheld(_) => return (self.said.word("state_withheld"), own(), false),
            State::NotApplicable => return (self.said.word("state_not_applicable"), own(), false),
            State::Empty => return (self.said.word("state_empty"), own(), false),
            State::Answered => {}
        }
        if item.kind != Kind::Leaf {
            let (label, lang) = self.said.label(&item.label);
            return (label, lang, false);
        }
        let (text, clipped) = excerpt(&self.plain.answer(&self.planned.edition, item), CLIP);
        let lang = match &item.answer {
            Some(Answer::Line(text) | Answer::Text(text)) => self.said.text(text).1,
            _ => own(),
        };
        (text, lang, clipped)
    }

    /// A further item told with an entry: its label and what it says.
    fn note(&self, index: usize) -> String {
        let item = &self.planned.edition.items[index];
        let (text, clipped) = excerpt(&self.plain.answer(&self.planned.edition, item), CLIP / 2);
        let label = item.label.text(self.said.code());
        if text.is_empty() {
            String::new()
        } else {
            format!("{label}: {text}{}", if clipped { "…" } else { "" })
        }
    }

    /// Where an item stands.
    fn href(&self, index: usize) -> String {
        let overview = || address::document(self.document.slug());
        self.said.local(&self.document.place_of(index).unwrap_or_else(overview))
    }
}
