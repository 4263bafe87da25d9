//! The picture of a data flow: what a flow says in one language, as boxes and arrows to draw.

use crate::diagram::{Arrow, Diagram, Kind, Node, Words};
use crate::model::Translated;
use crate::resolve::Flow;
use crate::resolve::filled::{FlowArrow, FlowNode};

/// The picture of a flow in language `language`; texts that are not translated stand in the source language. `words` has
/// the words of the theme and what the ids of the picture begin with stands in `id`.
pub fn diagram(flow: &Flow, language: usize, id: String, words: Words) -> Diagram {
    let said = |text: &Translated| text.view(language).map_or(String::new(), |v| v.text.trim().to_owned());
    let node = |n: &FlowNode| Node {
        kind: kind(&n.kind),
        label: said(&n.label),
        inside: n.inside,
        holds: n.holds.iter().map(said).collect(),
    };
    let arrow = |a: &FlowArrow| Arrow {
        from: a.from,
        to: a.to,
        steps: a.steps.iter().map(|s| s.to_string()).collect(),
        number: a.number,
        label: said(&a.label),
    };
    Diagram {
        id,
        words,
        nodes: flow.nodes.iter().map(node).collect(),
        arrows: flow.arrows.iter().map(arrow).collect(),
    }
}

fn kind(id: &str) -> Kind {
    match id {
        "person" => Kind::Person,
        "organisation" => Kind::Organisation,
        "file" => Kind::File,
        _ => Kind::System,
    }
}
