//! The labels of arrows: the numbers of the steps, and what goes along.

use super::Arrow;
use super::grid::{Grid, Scale};
use super::lanes::{Lanes, Track};
use super::metrics::{self, Breaker, SMALL};

/// From line to line in a label.
pub const LINE: i32 = 15;
/// Around the lines.
pub const AROUND: i32 = 5;
/// Between step numbers and what follows them in the line.
const SPACE: i32 = 6;

/// The label of an arrow.
#[derive(Debug, Clone, Default)]
pub struct Pill {
    /// The numbers of the steps, in lines.
    pub steps: Vec<String>,
    /// What goes along, in lines.
    pub label: Vec<String>,
    /// How wide it is.
    pub w: i32,
    /// How high it is; nothing where there is no label.
    pub h: i32,
    /// How far behind the step numbers the rest begins, where both are in one line.
    pub beside: i32,
}

impl Pill {
    /// The label of an arrow, as narrow as it can be read.
    pub fn new(arrow: &Arrow, breaker: &Breaker, scale: Scale) -> Self {
        let steps = in_lines(&arrow.steps, scale.label);
        let label = if std::env::var("NOLABEL").is_ok() && !steps.is_empty() {
            Vec::new()
        } else {
            breaker.lines(&arrow.label, SMALL, scale.label)
        };
        if let ([step], [what]) = (&steps[..], &label[..]) {
            let own = metrics::width(step, SMALL) + SPACE;
            let wide = own + metrics::width(what, SMALL);
            if wide <= scale.one_line {
                return Self { w: wide + 2 * AROUND, h: LINE + AROUND, steps, label, beside: own };
            }
        }
        let lines = i32::try_from(steps.len() + label.len()).unwrap_or(0);
        if lines == 0 {
            return Self::default();
        }
        let wide = metrics::widest(&steps, SMALL).max(metrics::widest(&label, SMALL));
        Self { steps, label, w: wide + 2 * AROUND, h: lines * LINE + AROUND, beside: 0 }
    }
}

/// Step numbers, as many in a line as there is room for, the lines about even.
fn in_lines(steps: &[String], most: i32) -> Vec<String> {
    let lines = fill(steps, most);
    let even = (most / 3..most).find(|w| fill(steps, *w).len() <= lines.len());
    even.map_or(lines, |w| fill(steps, w))
}

fn fill(steps: &[String], most: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for step in steps.iter().map(|s| s.trim()).filter(|s| !s.is_empty()) {
        match lines.last_mut() {
            Some(line) if metrics::width(&format!("{line} {step}"), SMALL) <= most => {
                line.push(' ');
                line.push_str(step);
            }
            _ => lines.push(step.to_owned()),
        }
    }
    lines
}

/// In which of its channels an arrow has its label: where it goes along furthest and there is room.
pub fn channel(
    grid: &Grid,
    lanes: &Lanes,
    places: &[usize],
    track: &Track,
    xs: &[i32],
    pill: &Pill,
) -> usize {
    let free = |k: usize| {
        let place = places[track.channels[k]];
        grid.w[place] - 2 * grid.scale.pad - lanes.room.left[place] - lanes.room.right[place]
    };
    let score = |k: usize| {
        let along = (xs[k + 1] - xs[k]).abs().min(pill.w);
        (free(k) >= pill.w, along / 8 + free(k).min(3 * pill.w) / 8, std::cmp::Reverse(k))
    };
    (0..track.channels.len()).max_by_key(|k| score(*k)).unwrap_or(0)
}
