//! What is found: an item with an answer, in the words that a reader of one language sees.

use crate::form::roles;
use crate::lexicon::tables::questions;
use crate::model::Localized;
use crate::plan::{Document, Planned};
use crate::render::Publication;
use crate::render::frame::Said;
use crate::resolve::plain::Plain;
use crate::resolve::{Answer, Edition, Kind, State};
use crate::text::cache::Cache;

/// An item as it is found (検索の単位).
pub struct Unit {
    /// The index of the item in its edition.
    pub item: usize,
    /// The part of the form it stands in, by the index of its item.
    pub part: usize,
    /// Its printed number.
    pub number: String,
    /// Its label, and the language of that.
    pub label: (String, String),
    /// The labels of what it stands in, from the part down.
    pub place: Vec<String>,
    /// The label of the numbered item that it goes on from, where it has no number of its own.
    pub beside: String,
    /// What the answer means outside the form, in plain words.
    pub role: String,
    /// The questions that it answers by its label, and by labels so many steps above it.
    pub asked: Vec<(usize, u32)>,
    /// The answer as plain text.
    pub text: String,
    /// The language of the answer's words.
    pub text_language: usize,
    /// It does not apply: there are no words to find.
    pub is_empty: bool,
    /// How many ids of its path are those of its page.
    pub page_depth: usize,
}

/// The items of the current edition that have something to find. What is empty or withheld has not.
pub fn of(publication: &Publication, document: &Document, language: usize, cache: &Cache) -> Vec<Unit> {
    let planned = &document.current;
    let edition = &*planned.edition;
    let said = Said { publication, language };
    let plain = Plain { languages: publication.site.languages(), language, cache };
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut numbered = Numbered::default();
    let mut units = Vec::new();
    for (n, item) in edition.items.iter().enumerate() {
        above.retain(|(group, _)| edition.items[*group].end as usize > n);
        let Some(page) = planned.pages.page_of(n) else { continue };
        if item.kind != Kind::Leaf {
            above.push((n, said.page_label(edition, n).0));
            continue;
        }
        let number = edition.node(item).number.to_string();
        let label = said.label(&item.label);
        let beside = numbered.before(item.path.as_str(), n, &number);
        if !matches!(item.state, State::Answered | State::NotApplicable) {
            continue;
        }
        units.push(Unit {
            item: n,
            part: above.first().map_or(n, |(part, _)| *part),
            number,
            label,
            beside: beside.map(|n| said.label(&edition.items[n].label).0).unwrap_or_default(),
            place: above.iter().map(|(_, label)| label.clone()).collect(),
            role: role(edition, n, said.code()),
            asked: asked(edition, n, beside, above.iter().rev().map(|(group, _)| *group)),
            text: plain.answer(edition, item),
            text_language: text_language(item.answer.as_ref(), language),
            is_empty: item.state == State::NotApplicable,
            page_depth: page_depth(planned, page),
        });
    }
    units
}

/// The last item of a group that has a number. Items without one go on from it: ⑤ what is done, and below it how.
#[derive(Default)]
struct Numbered {
    group: String,
    last: Option<usize>,
}

impl Numbered {
    /// The numbered item before item `n` at `path`, in the same group; nothing where it is numbered itself.
    fn before(&mut self, path: &str, n: usize, number: &str) -> Option<usize> {
        let group = path.rsplit_once('.').map_or("", |(group, _)| group);
        if self.group == group && number.is_empty() {
            return self.last;
        }
        group.clone_into(&mut self.group);
        self.last = Some(n).filter(|_| !number.is_empty());
        None
    }
}

/// The questions that an item answers: by its own label, by that of the item it goes on from, and by those above, from the
/// nearest up.
fn asked(
    edition: &Edition,
    own: usize,
    beside: Option<usize>,
    above: impl Iterator<Item = usize>,
) -> Vec<(usize, u32)> {
    let around = beside.map(|n| (1, n)).into_iter().chain((1..).zip(above));
    let number =
        |(steps, n): (usize, usize)| Some((steps, questions().number(edition.node(&edition.items[n]))?));
    [(0, own)].into_iter().chain(around).filter_map(number).collect()
}

fn role(edition: &Edition, item: usize, code: &str) -> String {
    let role = edition.node(&edition.items[item]).role.as_deref().and_then(|id| roles().find(id));
    role.map(|r: &crate::form::Role| Localized::text(&r.title, code).to_owned()).unwrap_or_default()
}

fn page_depth(planned: &Planned, page: usize) -> usize {
    let own = planned.pages.list[page].item;
    planned.edition.items[own].path.as_str().split('.').count()
}

/// The language of the first words of an answer; that of the reader where there are none.
fn text_language(answer: Option<&Answer>, language: usize) -> usize {
    let mut found = None;
    if let Some(answer) = answer {
        answer.each_text(&mut |text, _| found = found.or_else(|| text.view(language).map(|v| v.language)));
    }
    found.unwrap_or(language)
}
