//! Shapes: outlines of boxes, signs of kinds, lines with round corners, heads of arrows.

use super::Kind;
use super::layout::Rect;
use std::fmt::Write;

/// The outline of a box: round for a person, with a bar for an organisation, a page with a folded corner for a file.
pub fn outline(out: &mut String, kind: Kind, r: Rect, attributes: &str) {
    let Rect { x, y, w, h } = r;
    let _ = match kind {
        Kind::File => {
            let (turn, right, bottom) = (w - 9, x + w, y + h);
            write!(out, "<path d=\"M{x} {y}h{turn}l9 9V{bottom}H{x}z\"{attributes}/>")
                .and_then(|()| write!(out, "<path d=\"M{} {y}v9H{right}\" fill=\"none\"/>", x + turn))
        }
        _ => {
            let round = match kind {
                Kind::Person => " rx=\"9\"",
                Kind::System => " rx=\"4\"",
                _ => "",
            };
            write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{round}{attributes}/>")
        }
    };
    if kind == Kind::Organisation {
        let _ = write!(out, "<path d=\"M{} {y}v{h}\" stroke-width=\"4\" fill=\"none\"/>", x + 2);
    }
}

/// The sign of a kind, 14 pixels wide and high.
pub fn sign(out: &mut String, kind: Kind, x: i32, y: i32) {
    let path = match kind {
        Kind::Person => "M7 1a3 3 0 0 1 0 6a3 3 0 0 1 0-6zM1.5 13c0-3 2-4.5 5.5-4.5s5.5 1.5 5.5 4.5z",
        Kind::Organisation => "M2 13V4l5-3l5 3v9zM5.5 13V9h3v4M5 6h1M8 6h1",
        Kind::System => "M1 2h12v8H1zM7 10v3M4 13h6",
        Kind::File => "M3 1h6l3 3v9H3zM9 1v3h3M5 7h5M5 10h5",
    };
    let _ = write!(
        out,
        "<path class=\"flow-sign\" transform=\"translate({x} {y})\" d=\"{path}\" fill=\"none\" stroke=\"#4d4d4d\"/>"
    );
}

/// How long the head of an arrow is.
const HEAD: i32 = 9;

/// A line from corner to corner with a head at its end: thick with a filled head and a diamond where it begins for an
/// arrow that carries the Individual Number, thin and dashed with an open head for one that does not.
pub fn line(out: &mut String, points: &[(i32, i32)], number: bool) {
    let [.., before, end] = points else { return };
    let along = ((end.0 - before.0).signum(), (end.1 - before.1).signum());
    let neck = (end.0 - along.0 * HEAD, end.1 - along.1 * HEAD);
    let mut path = points.to_vec();
    if number && let Some(last) = path.last_mut() {
        *last = neck;
    }
    let drawn = rounded(&path);
    let (left, right) = (side(neck, along, 5), side(neck, along, -5));
    let [(lx, ly), (rx, ry), (ex, ey)] = [left, right, *end];
    let _ = if number {
        let (x, y) = points[0];
        write!(out, "<path d=\"{drawn}\" fill=\"none\" stroke-width=\"2.5\"/>").and_then(|()| {
            write!(
                out,
                "<path class=\"flow-head\" d=\"M{ex} {ey}L{lx} {ly}L{rx} {ry}zM{x} {}l4 4l-4 4l-4-4z\" fill=\"#a90000\" stroke=\"none\"/>",
                y - 4
            )
        })
    } else {
        write!(out, "<path d=\"{drawn}\" fill=\"none\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"/>")
            .and_then(|()| {
                write!(out, "<path d=\"M{lx} {ly}L{ex} {ey}L{rx} {ry}\" fill=\"none\" stroke-width=\"1.5\"/>")
            })
    };
}

/// A point beside another, seen along a line.
fn side(point: (i32, i32), along: (i32, i32), far: i32) -> (i32, i32) {
    (point.0 - along.1 * far, point.1 + along.0 * far)
}

/// A line whose corners are round where there is room.
fn rounded(points: &[(i32, i32)]) -> String {
    let mut path = format!("M{} {}", points[0].0, points[0].1);
    for corner in points.windows(3) {
        let [a, b, c] = [corner[0], corner[1], corner[2]];
        let round = (length(a, b) / 2).min(length(b, c) / 2).min(5);
        let (from, to) = (toward(b, a, round), toward(b, c, round));
        let _ = write!(path, "L{} {}Q{} {} {} {}", from.0, from.1, b.0, b.1, to.0, to.1);
    }
    if let Some(end) = points.last() {
        let _ = write!(path, "L{} {}", end.0, end.1);
    }
    path
}

fn length(a: (i32, i32), b: (i32, i32)) -> i32 {
    (a.0 - b.0).abs() + (a.1 - b.1).abs()
}

fn toward(a: (i32, i32), b: (i32, i32), far: i32) -> (i32, i32) {
    (a.0 + (b.0 - a.0).signum() * far, a.1 + (b.1 - a.1).signum() * far)
}
