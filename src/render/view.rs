//! What templates receive: finished facts, no decisions left. The names are the contract of a theme.

use serde::Serialize;

/// A date for people and for programs.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// ISO 8601.
    pub iso: String,
    /// In the reader's manner.
    pub text: String,
}

/// A label with a link and the language it is in.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// The words.
    pub label: String,
    /// Their language.
    pub label_lang: String,
    /// The printed number, or empty.
    pub number: String,
    /// The address.
    pub href: String,
}

/// A page in the contents list of a document.
#[derive(Debug, Clone, Serialize)]
pub struct ContentsView {
    /// The path of its item.
    pub path: String,
    /// Its printed number.
    pub number: String,
    /// Its label.
    pub label: String,
    /// The language of the label.
    pub label_lang: String,
    /// Its address.
    pub href: String,
    /// The pages below it.
    pub children: Vec<ContentsView>,
}

/// The public hearing of a document.
#[derive(Debug, Clone, Serialize)]
pub struct ConsultationView {
    /// The first day.
    pub from: Option<DateView>,
    /// The last day.
    pub to: Option<DateView>,
    /// How to send opinions.
    pub how_html: String,
    /// The language of that text.
    pub how_lang: String,
}

/// An item with its answer.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// Its path: the `id` and `data-item` of its element.
    pub path: String,
    /// Its own printed number.
    pub number: String,
    /// Its number after those of the groups it is in.
    pub full_number: String,
    /// Its label.
    pub label: String,
    /// The language of the label.
    pub label_lang: String,
    /// The level of its heading, 2 to 6.
    pub level: u16,
    /// How deep it is on its page; 0 is the item of the page itself.
    pub depth: u16,
    /// group, repeat, entry or leaf.
    pub kind: &'static str,
    /// answered, empty, withheld or not-applicable.
    pub state: &'static str,
    /// ※.
    pub important: bool,
    /// The first ※ of the page.
    pub important_first: bool,
    /// The type of its answer.
    #[serde(rename = "type")]
    pub answer_type: &'static str,
    /// The language of its text.
    pub text_lang: String,
    /// The source text is shown for want of a translation.
    pub fallback: bool,
    /// The translation covers a part of the source.
    pub partial: bool,
    /// Why it is withheld.
    pub reason: String,
    /// The language of the reason.
    pub reason_lang: String,
    /// A page of its own begins here.
    pub page_start: bool,
    /// That page.
    pub page_href: Option<String>,
    /// The source text beside a partial translation.
    pub source_html: String,
    /// When it last changed.
    pub changed: Option<ChangedView>,
    /// Since when its translation no longer says what the source says.
    pub stale: Option<ChangedView>,
    /// The answer.
    pub answer: Option<AnswerView>,
}

/// A date of the history, and where it is told.
#[derive(Debug, Clone, Serialize)]
pub struct ChangedView {
    /// The date in the reader's manner.
    pub date: String,
    /// The address of what changed.
    pub href: String,
}

/// An answer, by its kind.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum AnswerView {
    /// One line.
    Line { html: String },
    /// Markdown.
    Text { html: String },
    /// One option.
    Choice { label: String, label_lang: String, options: Vec<OptionView> },
    /// Several options.
    Checklist { chosen: Vec<ChosenView>, options: Vec<OptionView> },
    /// A number.
    Count { text: String },
    /// A date.
    Date { text: String, iso: String },
    /// A period; `days` where both days are known.
    Period { from: Option<DateView>, to: Option<DateView>, days: Option<i64> },
    /// Rows.
    Table { columns: Vec<ColumnView>, rows: Vec<Vec<CellView>>, count: usize },
    /// A picture.
    Picture { src: String, alt: String, alt_lang: String },
    /// A data flow.
    Flow {
        caption: String,
        caption_lang: String,
        pictures: Vec<PictureView>,
        nodes: Vec<NodeView>,
        arrows: Vec<ArrowView>,
        notes_html: String,
        notes_lang: String,
    },
}

/// The picture of a data flow, drawn for a kind of screen or for paper.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// wide, narrow or paper.
    pub of: &'static str,
    /// The SVG.
    pub svg: String,
}

/// An option of the form, chosen or not.
#[derive(Debug, Clone, Serialize)]
pub struct OptionView {
    /// Its label.
    pub label: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// A chosen option of a checklist.
#[derive(Debug, Clone, Serialize)]
pub struct ChosenView {
    /// Its label.
    pub label: String,
    /// The language of the label.
    pub label_lang: String,
    /// The text it carries.
    pub text: String,
    /// The language of that text.
    pub text_lang: String,
    /// The number it carries.
    pub count: Option<u64>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Its printed number.
    pub number: String,
    /// Its label.
    pub label: String,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// What stands in it.
    pub html: String,
    /// The language of that.
    pub lang: String,
}

/// A box of a data flow.
#[derive(Debug, Clone, Serialize)]
pub struct NodeView {
    /// Its label.
    pub label: String,
    /// The language of the label.
    pub label_lang: String,
    /// person, organisation, system or file.
    pub kind: String,
    /// The kind in words.
    pub kind_label: String,
    /// In how many boxes it is.
    pub depth: usize,
    /// What it holds.
    pub holds: Vec<HeldView>,
}

/// Something a box holds.
#[derive(Debug, Clone, Serialize)]
pub struct HeldView {
    /// The words.
    pub text: String,
    /// Their language.
    pub lang: String,
}

/// An arrow of a data flow.
#[derive(Debug, Clone, Serialize)]
pub struct ArrowView {
    /// The numbers of its steps.
    pub steps: String,
    /// Where it begins.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// What goes along it.
    pub label: String,
    /// The language of these.
    pub lang: String,
    /// It carries the Individual Number.
    pub number: bool,
}
