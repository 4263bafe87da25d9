//! `document.pdf`: an edition whole, in the order and with the numbers of its form.

use super::data::{self, About, Set};
use super::setter::{Drawn, Setter};
use crate::form::{Choice, Type};
use crate::model::Translated;
use crate::plan::{MakeError, address};
use crate::render::press::Job;
use crate::resolve::filled::{Checked, Flow};
use crate::resolve::{Answer, Item, Kind, State};
use crate::text::tree::Tree;
use serde::Serialize;

/// The room for a picture on a page of A4, in CSS pixels.
const PAGE: (f64, f64) = (642.0, 900.0);

#[derive(Serialize)]
struct Whole {
    about: About,
    items: Vec<Entry>,
}

/// An item with its answer.
#[derive(Serialize)]
struct Entry {
    path: String,
    /// Its own printed number.
    number: String,
    label: String,
    label_lang: String,
    /// The level of its heading, 1 for a part.
    level: u16,
    /// group, repeat, entry or leaf.
    kind: &'static str,
    state: &'static str,
    /// ※.
    important: bool,
    /// It is a page of the site: it stands in the contents.
    page: bool,
    /// Why it is withheld.
    reason: String,
    reason_lang: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Shown>,
}

/// An answer, by its kind.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shown {
    /// A line: also of numbers, dates and periods.
    Line {
        text: String,
        lang: String,
        fallback: bool,
    },
    Text {
        set: Set,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        source: Vec<Tree>,
        source_lang: String,
    },
    Choice {
        label: String,
        lang: String,
        options: Vec<Box>,
    },
    Checklist {
        chosen: Vec<Chosen>,
        options: Vec<Box>,
    },
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<Set>>,
    },
    Picture {
        file: Option<String>,
        alt: String,
        lang: String,
    },
    Flow(FlowShown),
}

/// An option with its box.
#[derive(Serialize)]
struct Box {
    label: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Chosen {
    label: String,
    text: String,
    lang: String,
    count: Option<u64>,
}

#[derive(Serialize)]
struct Column {
    number: String,
    label: String,
    /// How much room its longest cell wants, in characters of full width.
    width: usize,
}

#[derive(Serialize)]
struct FlowShown {
    caption: String,
    lang: String,
    drawing: Option<Drawn>,
    nodes: Vec<NodeShown>,
    arrows: Vec<ArrowShown>,
    notes: Set,
}

#[derive(Serialize)]
struct NodeShown {
    kind: String,
    label: String,
    inside: String,
    holds: Vec<String>,
}

#[derive(Serialize)]
struct ArrowShown {
    steps: String,
    from: String,
    to: String,
    label: String,
    number: bool,
}

/// The job of printing a whole edition.
pub fn job(setter: &Setter) -> Result<Job, MakeError> {
    let edition = setter.edition();
    let shown = (0..edition.items.len()).filter(|n| setter.planned.pages.page_of(*n).is_some());
    let whole = Whole { about: About::of(setter), items: shown.map(|n| entry(setter, n)).collect() };
    Ok(Job {
        template: "document.typ",
        data: data::bytes(&whole).map_err(|e| MakeError(e.to_string()))?,
        pictures: setter.pictures.take(),
        ident: format!("{}{}", address::document(&edition.slug), setter.code()),
        date: edition.published,
    })
}

fn entry(setter: &Setter, index: usize) -> Entry {
    let edition = setter.edition();
    let item = &edition.items[index];
    let node = edition.node(item);
    let (mut label, label_lang) = setter.label(&item.label);
    let is_entry = item.kind == Kind::Entry;
    if is_entry {
        label = setter.frame().page_label(edition, index).0;
    }
    let inherited = node.parent.is_some_and(|p| edition.form.node(p).important) || is_entry;
    let (reason, reason_lang) = match &item.state {
        State::Withheld(reason) => setter.said(reason),
        _ => Default::default(),
    };
    Entry {
        path: item.path.to_string(),
        number: if is_entry { String::new() } else { node.number.to_string() },
        label,
        label_lang,
        level: item.depth + 1,
        kind: item.kind.id(),
        state: item.state.id(),
        important: node.important && !inherited,
        page: item.is_page(edition),
        reason,
        reason_lang,
        answer: item.answer.as_ref().map(|answer| shown(setter, item, answer)),
    }
}

fn shown(setter: &Setter, item: &Item, answer: &Answer) -> Shown {
    let edition = setter.edition();
    let kind = edition.answer_type(item);
    let options = setter.options(kind);
    match answer {
        Answer::Line(text) => line(setter, text),
        Answer::Text(text) => text_shown(setter, text),
        Answer::Choice(n) => {
            let (label, lang) = setter.label(&options[*n].label);
            Shown::Choice { label, lang, options: boxes(setter, options, |o| o == *n) }
        }
        Answer::Checklist(checked) => Shown::Checklist {
            chosen: checked.iter().map(|c| chosen(setter, options, c)).collect(),
            options: boxes(setter, options, |o| checked.iter().any(|c| c.option == o)),
        },
        Answer::Count(_) | Answer::Date(_) | Answer::Period(..) => Shown::Line {
            text: setter.plain.answer(edition, item),
            lang: setter.code().to_owned(),
            fallback: false,
        },
        Answer::Table(rows) => table(setter, rows, kind),
        Answer::Picture(picture) => {
            let (alt, lang) = setter.said(&picture.alt);
            Shown::Picture { file: setter.picture(&picture.file), alt, lang }
        }
        Answer::Flow(flow) => Shown::Flow(flow_shown(setter, flow)),
    }
}

fn line(setter: &Setter, text: &Translated) -> Shown {
    let (words, lang) = setter.said(text);
    let fallback = lang != setter.code() && words.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    Shown::Line { text: words, lang, fallback }
}

fn text_shown(setter: &Setter, text: &Translated) -> Shown {
    let set = setter.markdown(text);
    let source = text.exact(0).filter(|_| set.partial);
    Shown::Text {
        source: source.map_or(Vec::new(), |source| setter.tree(&source.text)),
        source_lang: setter.publication.code(0).to_owned(),
        set,
    }
}

fn boxes(setter: &Setter, options: &[Choice], chosen: impl Fn(usize) -> bool) -> Vec<Box> {
    // A single box to tick says everything by itself.
    if options.len() < 2 {
        return Vec::new();
    }
    let each = options.iter().enumerate();
    each.map(|(n, o)| Box { label: o.label.text(setter.code()).to_owned(), chosen: chosen(n) }).collect()
}

fn chosen(setter: &Setter, options: &[Choice], checked: &Checked) -> Chosen {
    let (text, lang) = setter.said(&checked.text);
    let label = options[checked.option].label.text(setter.code()).to_owned();
    Chosen { label, text, lang, count: checked.count }
}

fn table(setter: &Setter, rows: &[Vec<Translated>], kind: Option<&Type>) -> Shown {
    let columns = match kind {
        Some(Type::Table(columns)) => &columns[..],
        _ => &[],
    };
    let width = |n: usize| {
        let cells = rows.iter().map(|row| setter.plain.markdown(&row[n]));
        let longest = cells.map(|cell| unicode_width::UnicodeWidthStr::width(&*cell)).max();
        longest.unwrap_or(0).div_ceil(2)
    };
    let column = |(n, c): (usize, &crate::form::Column)| Column {
        number: c.number.to_string(),
        label: c.title.text(setter.code()).to_owned(),
        width: width(n),
    };
    Shown::Table {
        columns: columns.iter().enumerate().map(column).collect(),
        rows: rows.iter().map(|row| row.iter().map(|cell| setter.markdown(cell)).collect()).collect(),
    }
}

fn flow_shown(setter: &Setter, flow: &Flow) -> FlowShown {
    let label = |text: &Translated| setter.said(text).0;
    let separator = if setter.code().starts_with("ja") { "、" } else { ", " };
    let (caption, lang) = setter.said(&flow.caption);
    let nodes = flow.nodes.iter().map(|node| NodeShown {
        kind: setter.word(&format!("flow_{}", node.kind)),
        label: label(&node.label),
        inside: node.inside.map_or(String::new(), |n| label(&flow.nodes[n].label)),
        holds: node.holds.iter().map(label).collect(),
    });
    let arrows = flow.arrows.iter().map(|arrow| ArrowShown {
        steps: arrow.steps.iter().map(|s| &**s).collect::<Vec<_>>().join(separator),
        from: label(&flow.nodes[arrow.from].label),
        to: label(&flow.nodes[arrow.to].label),
        label: label(&arrow.label),
        number: arrow.number,
    });
    FlowShown {
        caption,
        lang,
        drawing: (!flow.nodes.is_empty()).then(|| setter.drawing(flow, PAGE)),
        nodes: nodes.collect(),
        arrows: arrows.collect(),
        notes: setter.markdown(&flow.notes),
    }
}
