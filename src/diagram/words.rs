//! The legend below the picture: only what occurs in it.

use super::layout::Layout;
use super::metrics::{self, SMALL};
use super::{Diagram, Kind};

/// What an entry of the legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// Arrows that carry the Individual Number, or do not.
    Arrow(bool),
    /// Boxes of a kind.
    Box(Kind),
}

/// An entry of the legend.
#[derive(Debug)]
pub struct Entry {
    /// What it explains.
    pub sample: Sample,
    /// The words.
    pub text: String,
    /// Where its sample begins.
    pub x: i32,
    /// Where its middle is, from top to bottom.
    pub y: i32,
}

impl Sample {
    /// How wide the sample is, with the space behind it.
    pub fn width(self) -> i32 {
        if matches!(self, Self::Arrow(_)) { 52 } else { 22 }
    }
}

const LINE: i32 = 22;
const BETWEEN: i32 = 20;
const EDGE: i32 = 6;

/// Puts the legend below the picture, in as many lines as it needs.
pub fn legend(diagram: &Diagram, layout: &mut Layout) {
    let samples = samples(diagram, layout);
    let wide = |(sample, text): &(Sample, String)| sample.width() + metrics::width(text, SMALL);
    let widest = samples.iter().map(wide).max().unwrap_or(0);
    layout.width = layout.width.max(widest + 2 * EDGE);
    let (mut x, mut y) = (EDGE, layout.height + LINE / 2 + 6);
    for sample in samples {
        let own = wide(&sample);
        if x > EDGE && x + own > layout.width - EDGE {
            (x, y) = (EDGE, y + LINE);
        }
        layout.legend.push(Entry { sample: sample.0, text: sample.1, x, y });
        x += own + BETWEEN;
    }
    if !layout.legend.is_empty() {
        layout.height = y + LINE / 2 + 2;
    }
}

fn samples(diagram: &Diagram, layout: &Layout) -> Vec<(Sample, String)> {
    let mut samples = Vec::new();
    for (number, text) in [(true, &diagram.words.with_number), (false, &diagram.words.without_number)] {
        if layout.lines.iter().any(|l| diagram.arrows[l.arrow].number == number) {
            samples.push((Sample::Arrow(number), text.clone()));
        }
    }
    for (kind, text) in Kind::ALL.into_iter().zip(&diagram.words.kinds) {
        if diagram.nodes.iter().any(|n| n.kind == kind) {
            samples.push((Sample::Box(kind), text.clone()));
        }
    }
    samples
}
