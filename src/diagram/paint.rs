//! The layout as SVG. Attributes make it look right wherever it stands; classes let a style sheet have it otherwise.

use super::grid::ICON;
use super::layout::{Layout, Line, Rect};
use super::metrics::{LABEL, LEADING, SMALL};
use super::pills;
use super::words::{Entry, Sample};
use super::{Diagram, Kind, shapes};
use std::fmt::Write;

/// Between the edge of a box and its name.
const INSET: i32 = 8;

/// The picture.
pub fn svg(diagram: &Diagram, layout: &Layout) -> String {
    let mut out = String::with_capacity(4096 + 600 * (layout.boxes.len() + layout.lines.len()));
    open(&mut out, diagram, layout);
    let mut depth = vec![0; layout.boxes.len()];
    for &n in &layout.order {
        depth[n] = diagram.nodes[n].inside.map_or(0, |p| depth.get(p).copied().unwrap_or(0) + 1);
        boxed(&mut out, diagram, layout, n, depth[n]);
    }
    for line in &layout.lines {
        let number = diagram.arrows[line.arrow].number;
        arrow(&mut out, number, |out| shapes::line(out, &line.points, number));
    }
    layout.lines.iter().for_each(|line| label(&mut out, line, diagram.arrows[line.arrow].number));
    layout.legend.iter().for_each(|entry| explained(&mut out, entry));
    out.push_str("</g></svg>");
    out
}

fn open(out: &mut String, diagram: &Diagram, layout: &Layout) {
    let (w, h, id, words) = (layout.width, layout.height, escaped(&diagram.id), &diagram.words);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flow-picture\" role=\"img\" lang=\"{}\" aria-labelledby=\"{id}-title\" \
         aria-describedby=\"{id}-desc\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>\
         <rect class=\"flow-ground\" width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>\
         <g font-family=\"Noto Sans JP, sans-serif\" font-size=\"{SMALL}\" fill=\"#1a1a1a\">",
        escaped(&words.language),
        escaped(&words.title),
        escaped(&words.description),
    );
}

fn boxed(out: &mut String, diagram: &Diagram, layout: &Layout, n: usize, depth: usize) {
    let (kind, r, face) = (diagram.nodes[n].kind, layout.boxes[n], &layout.faces[n]);
    let outer = layout.outer[n];
    let fill = if outer && depth.is_multiple_of(2) { "#f5f6f8" } else { "#fff" };
    let of = if outer { format!(" flow-box--outer flow-box--{}", depth % 2) } else { String::new() };
    let _ =
        write!(out, "<g class=\"flow-box flow-box--{}{of}\" stroke=\"#767676\" fill=\"{fill}\">", id(kind));
    shapes::outline(out, kind, r, "");
    out.push_str("</g>");
    let top = r.y + if outer { INSET } else { (r.h - face.height) / 2 };
    shapes::sign(out, kind, r.x + INSET, top + 1);
    let weight = if outer { " font-weight=\"700\"" } else { "" };
    let left = r.x + INSET + ICON;
    if !face.label.is_empty() {
        let _ = write!(out, "<text class=\"flow-label\" font-size=\"{LABEL}\"{weight}>");
        lines(out, &face.label, left, top + LABEL - 1, LEADING);
        out.push_str("</text>");
    }
    if !face.holds.is_empty() {
        let below = top + i32::try_from(face.label.len().max(1)).unwrap_or(0) * LEADING;
        out.push_str("<text class=\"flow-held\" fill=\"#4d4d4d\">");
        lines(out, &face.holds, left, below + SMALL, LEADING);
        out.push_str("</text>");
    }
}

fn lines(out: &mut String, lines: &[String], x: i32, first: i32, leading: i32) {
    let mut y = first;
    for line in lines {
        let _ = write!(out, "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", escaped(line));
        y += leading;
    }
}

fn arrow(out: &mut String, number: bool, draw: impl FnOnce(&mut String)) {
    let (class, colour) = if number { (" flow-arrow--number", "#a90000") } else { ("", "#4d4d4d") };
    let _ = write!(out, "<g class=\"flow-arrow{class}\" stroke=\"{colour}\">");
    draw(out);
    out.push_str("</g>");
}

fn label(out: &mut String, line: &Line, number: bool) {
    let Rect { x, y, w, h } = line.at;
    if h == 0 {
        return;
    }
    let (class, colour) = if number { (" flow-pill--number", "#a90000") } else { ("", "#767676") };
    let dash = if number { "" } else { " stroke-dasharray=\"3 2\"" };
    let _ = write!(
        out,
        "<rect class=\"flow-pill{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"4\" fill=\"#fff\" stroke=\"{colour}\"{dash}/>\
         <text{}>",
        if line.pill.beside > 0 { "" } else { " text-anchor=\"middle\"" }
    );
    let first = y + 14;
    if line.pill.beside > 0 {
        beside(out, line, x + pills::AROUND, first);
        return;
    }
    if !line.pill.steps.is_empty() {
        out.push_str("<tspan class=\"flow-steps\" font-weight=\"700\">");
        lines(out, &line.pill.steps, x + w / 2, first, pills::LINE);
        out.push_str("</tspan>");
    }
    let below = first + i32::try_from(line.pill.steps.len()).unwrap_or(0) * pills::LINE;
    lines(out, &line.pill.label, x + w / 2, below, pills::LINE);
    out.push_str("</text>");
}

/// Step numbers and what follows them, in one line.
fn beside(out: &mut String, line: &Line, x: i32, y: i32) {
    let _ = write!(
        out,
        "<tspan class=\"flow-steps\" x=\"{x}\" y=\"{y}\" font-weight=\"700\">{}</tspan><tspan x=\"{}\" y=\"{y}\">{}</tspan></text>",
        escaped(&line.pill.steps.concat()),
        x + line.pill.beside,
        escaped(&line.pill.label.concat())
    );
}

fn explained(out: &mut String, entry: &Entry) {
    let (x, y) = (entry.x, entry.y);
    match entry.sample {
        Sample::Arrow(number) => {
            arrow(out, number, |out| shapes::line(out, &[(x + 4, y), (x + 44, y)], number));
        }
        Sample::Box(kind) => shapes::sign(out, kind, x, y - 7),
    }
    let _ = write!(
        out,
        "<text class=\"flow-legend\" x=\"{}\" y=\"{}\">{}</text>",
        x + entry.sample.width(),
        y + 4,
        escaped(&entry.text)
    );
}

/// The word for a kind in classes.
fn id(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::System => "system",
        Kind::File => "file",
    }
}

/// Text as it may stand in XML; characters that may not are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\x1f' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
