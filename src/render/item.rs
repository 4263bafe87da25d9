//! Items as templates receive them.

use super::figure;
use super::texts::{Texts, escape};
use super::view::{
    AnswerView, ArrowView, CellView, ChangedView, ChosenView, ColumnView, DateView, HeldView, ItemView,
    NodeView, OptionView, PictureView,
};
use crate::diagram::{self, Drawing};
use crate::form::{Choice, Type};
use crate::model::{Date, Localized, Translated};
use crate::plan::{Document, Planned, address};
use crate::resolve::filled::{Checked, Flow, FlowNode, Picture};
use crate::resolve::{Answer, Edition, Item, Kind, State};

/// The width of pictures on screens that are wide, in CSS pixels: that of the text on a tablet.
const WIDE: f64 = 690.0;
/// On narrow ones: what a screen of 320 leaves.
const NARROW: f64 = 288.0;
/// On A4, upright, within the margins.
const PAPER: (f64, f64) = (680.0, 900.0);

/// Makes the views of the items of one page.
pub struct Items<'a> {
    /// The texts of the page.
    pub texts: &'a Texts<'a>,
    /// The edition.
    pub planned: &'a Planned,
    /// How deep the item of the page is: its items count from there.
    pub base: u16,
    /// The level of headings of depth 0.
    pub top: u16,
    /// The whole edition stands on the page.
    pub whole: bool,
    /// The document whose history is told beside the items.
    history: Option<&'a Document>,
    important_seen: std::cell::Cell<bool>,
}

impl<'a> Items<'a> {
    /// Views of items below one at depth `base`; headings begin at level `top`.
    pub fn new(texts: &'a Texts<'a>, planned: &'a Planned, base: u16, top: u16, whole: bool) -> Self {
        Self { texts, planned, base, top, whole, history: None, important_seen: std::cell::Cell::new(false) }
    }

    /// Says that ※ was explained already.
    pub fn important_is_explained(&self, seen: bool) {
        self.important_seen.set(seen);
    }

    /// Says beside each item when it last changed, and whether its translation fell behind.
    pub fn tell_history(&mut self, document: &'a Document) {
        self.history = Some(document);
    }

    /// When an item last changed, and where that is told.
    fn changed(&self, path: &str) -> Option<ChangedView> {
        let document = self.history?;
        let dated = document.history.latest(path)?;
        Some(self.change_link(document, dated.date, &dated.segment(), path))
    }

    /// Since which change the translation of an item has not been brought up to date.
    fn stale(&self, path: &str) -> Option<ChangedView> {
        let document = self.history?;
        let newer = &document.history.stale(path, self.texts.language)?.newer;
        Some(self.change_link(document, newer.published, &newer.date_segment(), path))
    }

    fn change_link(&self, document: &Document, date: Option<Date>, segment: &str, path: &str) -> ChangedView {
        let undated = || self.texts.publication.word("undated", self.texts.language).to_owned();
        ChangedView {
            date: date.map_or_else(undated, |date| date.display(self.code())),
            href: format!("{}#{path}", self.local(&address::change(document.slug(), segment))),
        }
    }

    fn edition(&self) -> &'a Edition {
        &self.planned.edition
    }

    fn code(&self) -> &str {
        self.texts.publication.site.languages().code(self.texts.language)
    }

    /// The code of a language by index.
    fn code_of(&self, language: usize) -> String {
        self.texts.publication.site.languages().code(language).to_string()
    }

    fn label(&self, label: &Localized) -> (String, String) {
        let (text, code) = label.best(self.code());
        (text.to_owned(), code.to_owned())
    }

    /// The view of the item at `index`.
    pub fn view(&self, index: usize) -> ItemView {
        let edition = self.edition();
        let item = &edition.items[index];
        let node = edition.node(item);
        let (label, label_lang) = self.label(&item.label);
        let depth = item.depth.saturating_sub(self.base);
        let own_mark = node.important && !self.inherits_mark(index);
        let page = self.planned.pages.page_of(index).map(|p| &self.planned.pages.list[p]);
        let page_start = page.is_some_and(|p| p.item == index);
        let mut view = ItemView {
            path: item.path.to_string(),
            number: if item.kind == Kind::Entry { String::new() } else { node.number.to_string() },
            full_number: item.number.to_string(),
            label,
            label_lang,
            level: (self.top + depth).min(6),
            depth,
            kind: item.kind.id(),
            state: item.state.id(),
            important: own_mark,
            important_first: own_mark && !self.important_seen.replace(self.important_seen.get() || own_mark),
            answer_type: edition.answer_type(item).map_or("", Type::id),
            text_lang: self.code().to_owned(),
            fallback: false,
            partial: false,
            reason: String::new(),
            reason_lang: self.code().to_owned(),
            page_start: self.whole && page_start,
            page_href: None,
            source_html: String::new(),
            changed: self.changed(item.path.as_str()),
            stale: self.stale(item.path.as_str()),
            answer: None,
        };
        if self.whole && page_start && !self.planned.is_earlier {
            view.page_href = Some(self.local(&address::section(&edition.slug, &item.path)));
        }
        self.fill(&mut view, item);
        view
    }

    /// An address in the reader's language.
    fn local(&self, address: &str) -> String {
        format!(
            "{}{address}",
            address::language(self.texts.publication.site.languages(), self.texts.language)
        )
    }

    /// ※ of a heading covers what is below it; it is printed once.
    fn inherits_mark(&self, index: usize) -> bool {
        let edition = self.edition();
        edition.node(&edition.items[index]).parent.is_some_and(|p| edition.form.node(p).important)
            || edition.items[index].kind == Kind::Entry
    }

    fn fill(&self, view: &mut ItemView, item: &Item) {
        if let State::Withheld(reason) = &item.state {
            let shown = reason.view(self.texts.language);
            view.reason = shown.map_or(String::new(), |v| v.text.to_string());
            view.reason_lang = self.code_of(shown.map_or(0, |v| v.language));
        }
        let Some(answer) = &item.answer else { return };
        let options = self.edition().answer_type(item);
        view.answer = Some(self.answer(view, item, answer, options));
    }

    fn answer(&self, view: &mut ItemView, item: &Item, answer: &Answer, kind: Option<&Type>) -> AnswerView {
        let options = kind.map_or(&[][..], Type::options);
        match answer {
            Answer::Line(text) => AnswerView::Line { html: self.line(view, text) },
            Answer::Text(text) => AnswerView::Text { html: self.markdown(view, item, text) },
            Answer::Choice(n) => {
                let (label, label_lang) = self.label(&options[*n].label);
                AnswerView::Choice { label, label_lang, options: self.options(options, |o| o == *n) }
            }
            Answer::Checklist(checked) => AnswerView::Checklist {
                chosen: checked.iter().map(|c| self.chosen(options, c)).collect(),
                options: self.options(options, |o| checked.iter().any(|c| c.option == o)),
            },
            Answer::Count(n) => AnswerView::Count { text: n.to_string() },
            Answer::Date(date) => AnswerView::Date { text: date.display(self.code()), iso: date.to_string() },
            Answer::Period(from, to) => AnswerView::Period {
                from: from.map(|d| self.date(d)),
                to: to.map(|d| self.date(d)),
                days: days(*from, *to),
            },
            Answer::Table(rows) => self.table(item, rows, kind),
            Answer::Picture(picture) => self.picture(picture),
            Answer::Flow(flow) => self.flow(item, flow),
        }
    }

    fn line(&self, view: &mut ItemView, text: &Translated) -> String {
        let Some(shown) = text.view(self.texts.language) else { return String::new() };
        view.text_lang = self.code_of(shown.language);
        view.fallback = shown.language != self.texts.language && needs_words(shown.text);
        view.partial = shown.partial;
        escape(shown.text.trim())
    }

    fn markdown(&self, view: &mut ItemView, item: &Item, text: &Translated) -> String {
        let written = self.texts.markdown(text, item.path.as_str(), &view.label);
        view.text_lang = self.code_of(written.language);
        view.fallback = written.fallback;
        view.partial = written.partial;
        if let Some(source) = text.exact(0).filter(|_| written.partial) {
            let id = format!("{}--source", item.path);
            view.source_html = self.texts.html(&source.text, 0, &id, &view.label);
        }
        written.html
    }

    fn options(&self, options: &[Choice], chosen: impl Fn(usize) -> bool) -> Vec<OptionView> {
        // A single box to tick says everything by itself.
        if options.len() < 2 {
            return Vec::new();
        }
        let view = |(n, o): (usize, &Choice)| OptionView {
            label: o.label.text(self.code()).to_owned(),
            chosen: chosen(n),
        };
        options.iter().enumerate().map(view).collect()
    }

    fn chosen(&self, options: &[Choice], checked: &Checked) -> ChosenView {
        let (label, label_lang) = self.label(&options[checked.option].label);
        let text = checked.text.view(self.texts.language);
        ChosenView {
            label,
            label_lang,
            text: text.map_or(String::new(), |v| v.text.trim().to_owned()),
            text_lang: self.code_of(text.map_or(self.texts.language, |v| v.language)),
            count: checked.count,
        }
    }

    fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: date.display(self.code()) }
    }

    fn table(&self, item: &Item, rows: &[Vec<Translated>], kind: Option<&Type>) -> AnswerView {
        let columns = match kind {
            Some(Type::Table(columns)) => &columns[..],
            _ => &[],
        };
        let column = |c: &crate::form::Column| ColumnView {
            number: c.number.to_string(),
            label: c.title.text(self.code()).to_owned(),
        };
        let cell = |row: usize, column: usize, text: &Translated| {
            let id = format!("{}--{row}-{column}", item.path);
            let written = self.texts.markdown(text, &id, "");
            CellView { html: unwrapped(written.html), lang: self.code_of(written.language) }
        };
        let row = |(n, row): (usize, &Vec<Translated>)| {
            row.iter().enumerate().map(|(c, t)| cell(n, c, t)).collect()
        };
        AnswerView::Table {
            columns: columns.iter().map(column).collect(),
            rows: rows.iter().enumerate().map(row).collect(),
            count: rows.len(),
        }
    }

    fn picture(&self, picture: &Picture) -> AnswerView {
        let alt = picture.alt.view(self.texts.language);
        let segment = self.planned.is_earlier.then(|| self.edition().date_segment());
        let file = address::attachment(&self.edition().slug, segment.as_deref(), &picture.file);
        AnswerView::Picture {
            src: super::texts::encoded(&file),
            alt: alt.map_or(String::new(), |v| v.text.trim().to_owned()),
            alt_lang: self.code_of(alt.map_or(0, |v| v.language)),
        }
    }

    fn flow(&self, item: &Item, flow: &Flow) -> AnswerView {
        let notes = self.texts.markdown(&flow.notes, &format!("{}--notes", item.path), "");
        let (caption, caption_lang) = self.said(&flow.caption);
        AnswerView::Flow {
            caption,
            caption_lang,
            pictures: self.pictures(item, flow),
            nodes: in_order(flow).into_iter().map(|(n, depth)| self.node(&flow.nodes[n], depth)).collect(),
            arrows: flow.arrows.iter().map(|arrow| self.arrow(flow, arrow)).collect(),
            notes_html: notes.html,
            notes_lang: self.code_of(notes.language),
        }
    }

    /// The flow drawn for wide and for narrow screens, and for paper where that is another picture.
    fn pictures(&self, item: &Item, flow: &Flow) -> Vec<PictureView> {
        if flow.nodes.is_empty() {
            return Vec::new();
        }
        let mut diagram =
            figure::diagram(self.texts.publication, flow, self.texts.language, String::new(), true);
        let mut drawn: Vec<(&'static str, Drawing)> = Vec::new();
        for of in ["wide", "narrow", "paper"] {
            diagram.id = format!("{}--{of}", item.path);
            drawn.push(match of {
                "wide" => (of, diagram::svg(&diagram, WIDE)),
                "narrow" => (of, diagram::svg(&diagram, NARROW)),
                _ if drawn[0].1.height <= PAPER.1 => continue,
                _ => (of, diagram::for_paper(&diagram, PAPER.0, PAPER.1)),
            });
        }
        drawn.into_iter().map(|(of, drawing)| PictureView { of, svg: drawing.svg }).collect()
    }

    /// A short text and its language.
    fn said(&self, text: &Translated) -> (String, String) {
        let shown = text.view(self.texts.language);
        (
            shown.map_or(String::new(), |v| v.text.trim().to_owned()),
            self.code_of(shown.map_or(self.texts.language, |v| v.language)),
        )
    }

    fn node(&self, node: &FlowNode, depth: usize) -> NodeView {
        let (label, label_lang) = self.said(&node.label);
        NodeView {
            label,
            label_lang,
            kind: node.kind.to_string(),
            kind_label: self
                .texts
                .publication
                .theme
                .word(&format!("flow_{}", node.kind), self.code())
                .to_owned(),
            depth,
            holds: node
                .holds
                .iter()
                .map(|held| self.said(held))
                .map(|(text, lang)| HeldView { text, lang })
                .collect(),
        }
    }

    fn arrow(&self, flow: &Flow, arrow: &crate::resolve::filled::FlowArrow) -> ArrowView {
        let separator = if self.code().starts_with("ja") { "、" } else { ", " };
        let (label, lang) = self.said(&arrow.label);
        ArrowView {
            steps: arrow.steps.iter().map(|s| &**s).collect::<Vec<_>>().join(separator),
            from: self.said(&flow.nodes[arrow.from].label).0,
            to: self.said(&flow.nodes[arrow.to].label).0,
            label,
            lang,
            number: arrow.number,
        }
    }
}

/// The boxes of a flow, each behind the one it is in, with how deep it is.
fn in_order(flow: &Flow) -> Vec<(usize, usize)> {
    fn below(flow: &Flow, inside: Option<usize>, depth: usize, order: &mut Vec<(usize, usize)>) {
        for (n, node) in flow.nodes.iter().enumerate().filter(|(_, node)| node.inside == inside) {
            // A box that is in itself through others would never end.
            if depth > flow.nodes.len() || node.inside == Some(n) {
                continue;
            }
            order.push((n, depth));
            below(flow, Some(n), depth + 1, order);
        }
    }
    let mut order = Vec::new();
    below(flow, None, 0, &mut order);
    let reached: Vec<usize> = order.iter().map(|(n, _)| *n).collect();
    order.extend((0..flow.nodes.len()).filter(|n| !reached.contains(n)).map(|n| (n, 0)));
    order
}

/// Both days counted.
fn days(from: Option<Date>, to: Option<Date>) -> Option<i64> {
    let (from, to) = (from.filter(|d| d.is_day())?, to.filter(|d| d.is_day())?);
    Some(to.ordinal() - from.ordinal() + 1).filter(|days| *days > 0)
}

/// A single paragraph needs no element of its own in a cell.
fn unwrapped(html: String) -> String {
    let html = html.trim();
    match html.strip_prefix("<p>").and_then(|h| h.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p") => inner.to_owned(),
        _ => html.to_owned(),
    }
}

/// Numbers and marks are the same in every language: no note that a translation is missing.
fn needs_words(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}
