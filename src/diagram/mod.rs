//! Drawing a data flow (事務の流れ図) as SVG: boxes in rows, arrows in the channels between them.
//!
//! A pure library: what it is given is what it draws, the same bytes every time. It knows neither documents nor pages;
//! what a flow of a document says is turned into a [`Diagram`] elsewhere. The layout is layered: boxes that send stand
//! above boxes that receive, boxes that are in another stay in it. Arrows run in channels that are made as wide as their
//! arrows need, so no arrow goes through a box and no two labels meet, whatever the input.

mod acyclic;
mod channel;
mod grid;
mod lanes;
mod layout;
mod metrics;
mod network;
mod paint;
mod pills;
mod settle;
mod shapes;
#[cfg(test)]
mod tests;
mod tree;
mod words;

/// What a box stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person (本人).
    Person,
    /// An organisation (組織).
    Organisation,
    /// A system (システム).
    System,
    /// A file (特定個人情報ファイル).
    File,
}

impl Kind {
    /// All kinds, in the order of the legend.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::System, Self::File];
}

/// A box.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it stands for.
    pub kind: Kind,
    /// What it is called.
    pub label: String,
    /// The index of the box it is in.
    pub inside: Option<usize>,
    /// What it holds.
    pub holds: Vec<String>,
}

/// An arrow from a box to a box.
#[derive(Debug, Clone)]
pub struct Arrow {
    /// The index of the box it begins at.
    pub from: usize,
    /// The index of the box it leads to.
    pub to: usize,
    /// The numbers of its steps.
    pub steps: Vec<String>,
    /// It carries the Individual Number (個人番号).
    pub number: bool,
    /// What goes along it.
    pub label: String,
}

/// The words of the picture, in its language.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The language, as in `lang`.
    pub language: String,
    /// What the picture shows.
    pub title: String,
    /// The same in a few sentences, for those who do not see it.
    pub description: String,
    /// What an arrow is called that carries the Individual Number.
    pub with_number: String,
    /// What an arrow is called that does not.
    pub without_number: String,
    /// What the kinds of boxes are called, in the order of [`Kind::ALL`].
    pub kinds: [String; 4],
}

/// A data flow to draw.
#[derive(Debug, Clone, Default)]
pub struct Diagram {
    /// What the ids inside the picture begin with; unique on the page.
    pub id: String,
    /// The words.
    pub words: Words,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The arrows; one that leads nowhere is left out.
    pub arrows: Vec<Arrow>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The SVG, complete with its namespace.
    pub svg: String,
    /// Its width in pixels: the width asked for, or more where the boxes need more.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
}

/// Draws a data flow for paper of this size: as wide as makes its letters largest when it is made to fit.
pub fn for_paper(diagram: &Diagram, width: f64, height: f64) -> Drawing {
    let scale = |drawn: &Drawing| (width / drawn.width).min(height / drawn.height).min(1.0);
    let mut best = svg(diagram, width);
    for factor in [1.25, 1.5, 1.75, 2.0, 2.5] {
        if scale(&best) >= 1.0 {
            break;
        }
        let wider = svg(diagram, width * factor);
        if scale(&wider) > scale(&best) {
            best = wider;
        }
    }
    best
}

/// Draws a data flow for `width` pixels.
pub fn svg(diagram: &Diagram, width: f64) -> Drawing {
    let layout = layout::of(diagram, width);
    Drawing {
        svg: paint::svg(diagram, &layout),
        width: f64::from(layout.width),
        height: f64::from(layout.height),
    }
}
