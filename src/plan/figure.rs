//! The picture of a data flow: what a flow says in one language, as boxes and arrows to draw.

use crate::diagram::{Arrow, Diagram, Kind, Node, Words};
use crate::model::Translated;
use crate::resolve::filled::{FlowArrow, FlowNode};
use crate::resolve::{Answer, Edition, Flow, Item};

/// The data flows of an edition: the item, and the name of the file with its picture. Where there is only one, its name
/// need not say which.
pub fn files(edition: &Edition) -> Vec<(usize, String)> {
    let is_drawn = |item: &Item| matches!(&item.answer, Some(Answer::Flow(flow)) if !flow.nodes.is_empty());
    let flows: Vec<usize> = (0..edition.items.len()).filter(|n| is_drawn(&edition.items[*n])).collect();
    let only = flows.len() == 1;
    let name =
        |n: usize| if only { "flow.svg".to_owned() } else { format!("flow-{}.svg", edition.items[n].path) };
    flows.into_iter().map(|n| (n, name(n))).collect()
}

/// The picture of a flow in language `language`; texts that are not translated stand in the source language. `id` is
/// what the ids in the picture begin with.
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
