//! How cells look.

use super::{Cell, Look};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

/// The font of all cells: on every Windows and Mac that reads Japanese; others put their own in its place.
const FONT: &str = "Yu Gothic";
const SIZE: f64 = 10.0;
/// The grounds of headings, the highest first: each a little lighter.
const GROUNDS: [u32; 3] = [0x00D3_E0F0, 0x00E8_EEF7, 0x00F3_F6FB];
const SOFT: u32 = 0x0062_6264;
const LINK: u32 = 0x0000_118F;
/// Steps to the right that are told apart.
const STEPS: usize = 8;

/// The formats of a workbook.
pub struct Looks {
    plain: Format,
    soft: Format,
    number: Format,
    link: Format,
    indented: Vec<Format>,
    /// By height of the heading, then by step.
    headings: Vec<Vec<Format>>,
    /// Titles of columns.
    pub head: Format,
    /// A text that is marked as a whole.
    pub all_marked: Format,
    /// An unmarked run.
    pub run: Format,
    /// A marked run.
    pub marked: Format,
}

impl Looks {
    /// The formats.
    pub fn new() -> Self {
        let run = Format::new().set_font_name(FONT).set_font_size(SIZE);
        let plain = run.clone().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        let steps = |format: &Format| -> Vec<Format> {
            (0..STEPS).map(|step| format.clone().set_indent(step as u8)).collect()
        };
        let heading = |ground: u32| plain.clone().set_bold().set_background_color(ground);
        Self {
            soft: plain.clone().set_font_color(SOFT),
            number: plain.clone().set_num_format("0").set_align(FormatAlign::Left),
            link: plain.clone().set_font_color(LINK).set_underline(FormatUnderline::Single),
            indented: steps(&plain),
            headings: GROUNDS.map(|ground| steps(&heading(ground))).to_vec(),
            head: plain.clone().set_bold().set_background_color(GROUNDS[1]).set_border(FormatBorder::Thin),
            all_marked: plain.clone().set_bold().set_underline(FormatUnderline::Single),
            marked: run.clone().set_bold().set_underline(FormatUnderline::Single),
            run,
            plain,
        }
    }

    /// The format of a cell in a row.
    pub fn of(&self, look: Look, cell: &Cell) -> &Format {
        let step = if let Cell::Indented(_, step) = cell { usize::from(*step).min(STEPS - 1) } else { 0 };
        match (look, cell) {
            (_, Cell::ToSheet(..) | Cell::ToWeb(_)) => &self.link,
            (Look::Heading(height), _) => &self.headings[usize::from(height).min(GROUNDS.len() - 1)][step],
            (Look::Plain, Cell::Soft(_)) => &self.soft,
            (Look::Plain, Cell::Number(_)) => &self.number,
            (Look::Plain, Cell::Indented(..)) => &self.indented[step],
            (Look::Plain, Cell::Text(_)) => &self.plain,
        }
    }
}
