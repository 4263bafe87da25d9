//! An answer as lines: what is compared line by line, and read in a redline.

use super::same::Side;
use crate::form::{Choice, Column, Type};
use crate::model::{Date, Localized, Translated};
use crate::resolve::filled::{Checked, Flow, FlowArrow, FlowNode};
use crate::resolve::plain::Plain;
use crate::resolve::{Answer, Edition, Kind, State};
use std::sync::Arc;

/// A line of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about, where that tells it from other lines more surely than its words: an option, a row, a box.
    pub key: Option<Arc<str>>,
    /// Its words.
    pub text: String,
    /// It is read as a whole: a label, a date, a number. No part of it is marked alone.
    pub whole: bool,
}

/// Words for answers: what a reader of one language is told.
pub trait Voice {
    /// Markdown as text.
    fn prose(&self, text: &Translated) -> String;
    /// A short text.
    fn text(&self, text: &Translated) -> String;
    /// A label of a form.
    fn label(&self, label: &Localized) -> String;
    /// An option with what it carries.
    fn checked(&self, option: &Choice, checked: &Checked) -> String;
    /// A date.
    fn date(&self, date: Date) -> String;
    /// From a date to a date.
    fn period(&self, from: Option<Date>, to: Option<Date>) -> String;
    /// A word of the furniture, such as `state_withheld`.
    fn word(&self, key: &str) -> String;
}

/// The voice for a reader of one language of the site.
pub struct Reader<'a> {
    /// Writes plain text in that language.
    pub plain: Plain<'a>,
    /// Gives words of the theme.
    pub words: Box<dyn Fn(&str) -> String + 'a>,
}

impl Voice for Reader<'_> {
    fn prose(&self, text: &Translated) -> String {
        self.plain.markdown(text)
    }

    fn text(&self, text: &Translated) -> String {
        text.text(self.plain.language).trim().to_owned()
    }

    fn label(&self, label: &Localized) -> String {
        label.text(self.plain.languages.code(self.plain.language)).to_owned()
    }

    fn checked(&self, option: &Choice, checked: &Checked) -> String {
        self.plain.checked(option, checked).into_owned()
    }

    fn date(&self, date: Date) -> String {
        date.display(self.plain.languages.code(self.plain.language))
    }

    fn period(&self, from: Option<Date>, to: Option<Date>) -> String {
        self.plain.period(from, to)
    }

    fn word(&self, key: &str) -> String {
        (self.words)(key)
    }
}

/// The lines of an item: its answer, or that it is withheld or does not apply. Nothing stated is no line. Of a group or
/// an entry the lines of what is below it, each under its label.
pub fn of(edition: &Edition, index: usize, voice: &dyn Voice) -> Vec<Line> {
    let item = &edition.items[index];
    match (&item.state, item.kind) {
        (State::Empty, _) => Vec::new(),
        (State::Withheld(reason), _) => {
            let reason = voice.text(reason);
            let word = voice.word("state_withheld");
            vec![whole(if reason.is_empty() { word } else { format!("{word}（{reason}）") })]
        }
        // What a condition makes not applicable says nothing by itself.
        (State::NotApplicable, _) if item.span.is_none() => Vec::new(),
        (State::NotApplicable, _) => vec![whole(voice.word("state_not_applicable"))],
        (State::Answered, Kind::Leaf) => answer(edition, index, voice),
        (State::Answered, _) => below(edition, index, voice),
    }
}

fn below(edition: &Edition, index: usize, voice: &dyn Voice) -> Vec<Line> {
    let end = edition.items[index].end as usize;
    let told = (index + 1..end).filter(|n| match edition.items[*n].kind {
        Kind::Leaf => !matches!(edition.items[*n].state, State::Empty | State::NotApplicable),
        _ => matches!(edition.items[*n].state, State::Withheld(_)),
    });
    let labelled = |n: usize| {
        let item = &edition.items[n];
        let mut lines = of(edition, n, voice);
        let label = voice.label(&item.label);
        match &mut lines[..] {
            [one] => one.text = format!("{label}　{}", one.text),
            _ => lines.insert(0, whole(label)),
        }
        lines
    };
    told.flat_map(labelled).collect()
}

fn answer(edition: &Edition, index: usize, voice: &dyn Voice) -> Vec<Line> {
    let item = &edition.items[index];
    let side = Side::new(edition, index);
    let Some(answer) = &item.answer else { return Vec::new() };
    let options = edition.answer_type(item).map_or(&[][..], Type::options);
    match answer {
        Answer::Line(text) => prose(&voice.text(text)),
        Answer::Text(text) => prose(&voice.prose(text)),
        Answer::Choice(n) => vec![whole(voice.label(&options[*n].label))],
        Answer::Checklist(checked) => checked.iter().map(|c| option(&options[c.option], c, voice)).collect(),
        Answer::Count(n) => vec![whole(n.to_string())],
        Answer::Date(date) => vec![whole(voice.date(*date))],
        Answer::Period(from, to) => vec![whole(voice.period(*from, *to))],
        Answer::Table(rows) => rows.iter().map(|cells| row(side.columns(), cells, voice)).collect(),
        Answer::Picture(picture) => {
            let mut lines = vec![whole(format!("［{}］", picture.file))];
            lines.extend(prose(&voice.text(&picture.alt)));
            lines
        }
        Answer::Flow(flow) => flow_lines(flow, voice),
    }
}

fn whole(text: String) -> Line {
    Line { key: None, text, whole: true }
}

/// The lines of a text.
pub fn prose(text: &str) -> Vec<Line> {
    text.lines().map(|line| Line { key: None, text: line.to_owned(), whole: false }).collect()
}

fn option(option: &Choice, checked: &Checked, voice: &dyn Voice) -> Line {
    Line { key: Some(option.id.clone()), text: voice.checked(option, checked), whole: false }
}

/// A row with its cells beside each other; told apart by the column that is the key, if there is one.
fn row(columns: &[Column], cells: &[Translated], voice: &dyn Voice) -> Line {
    let text = |cell: &Translated| voice.prose(cell).replace('\n', " ");
    let key =
        columns.iter().position(|c| c.key).and_then(|n| cells.get(n)).map(|cell| cell.text(0).trim().into());
    Line { key, text: cells.iter().map(text).collect::<Vec<_>>().join(" ｜ "), whole: false }
}

fn flow_lines(flow: &Flow, voice: &dyn Voice) -> Vec<Line> {
    let mut lines = prose(&voice.text(&flow.caption));
    lines.extend(flow.nodes.iter().map(|node| flow_node(flow, node, voice)));
    lines.extend(flow.arrows.iter().map(|arrow| flow_arrow(flow, arrow, voice)));
    lines.extend(prose(&voice.prose(&flow.notes)));
    lines
}

/// `システム　基幹システム（資格、個人番号）［健康保険組合］`: the kind, the label, what it holds, the box it is in.
fn flow_node(flow: &Flow, node: &FlowNode, voice: &dyn Voice) -> Line {
    let mut text = format!("{}　{}", voice.word(&format!("flow_{}", node.kind)), voice.text(&node.label));
    if !node.holds.is_empty() {
        let holds: Vec<String> = node.holds.iter().map(|held| voice.text(held)).collect();
        text = format!("{text}（{}）", holds.join("、"));
    }
    if let Some(inside) = node.inside {
        text = format!("{text}［{}］", voice.text(&flow.nodes[inside].label));
    }
    Line { key: Some(format!("node {}", node.id).into()), text, whole: false }
}

fn flow_arrow(flow: &Flow, arrow: &FlowArrow, voice: &dyn Voice) -> Line {
    let steps = arrow.steps.iter().map(|s| &**s).collect::<Vec<_>>().join("、");
    let (from, to) = (voice.text(&flow.nodes[arrow.from].label), voice.text(&flow.nodes[arrow.to].label));
    let mut text = format!("{steps} {from} → {to}: {}", voice.text(&arrow.label)).trim().to_owned();
    if arrow.number {
        text = format!("{text}（{}）", voice.word("flow_carries_number"));
    }
    Line { key: Some(format!("arrow {}", arrow.id).into()), text, whole: false }
}
