//! From boxes and arrows to places on paper: arrange, find ways, make room for them, and again if it got too wide.

use super::channel::{self, Part};
use super::grid::{Face, Grid, Scale};
use super::lanes::{Lanes, Room};
use super::metrics::Breaker;
use super::network::{Network, Side};
use super::pills::{self, Pill};
use super::tree::Tree;
use super::{Arrow, Diagram, settle, words};

/// How often a narrower arrangement is tried.
const ATTEMPTS: usize = 6;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rect {
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// The width.
    pub w: i32,
    /// The height.
    pub h: i32,
}

/// An arrow on paper.
#[derive(Debug, Clone)]
pub struct Line {
    /// The index of the arrow in the diagram.
    pub arrow: usize,
    /// From corner to corner.
    pub points: Vec<(i32, i32)>,
    /// Its label.
    pub pill: Pill,
    /// Where its label is.
    pub at: Rect,
}

/// Everything on paper.
#[derive(Debug)]
pub struct Layout {
    /// The boxes, in the order of the diagram.
    pub boxes: Vec<Rect>,
    /// Their texts.
    pub faces: Vec<Face>,
    /// Whether others are in them.
    pub outer: Vec<bool>,
    /// The boxes from the outermost to the innermost.
    pub order: Vec<usize>,
    /// The arrows.
    pub lines: Vec<Line>,
    /// The entries of the legend.
    pub legend: Vec<words::Entry>,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
}

/// Lays a diagram out for `width` pixels.
pub fn of(diagram: &Diagram, width: f64) -> Layout {
    // Any number is a width: what is not is as good as none.
    let width = width.clamp(0.0, 10_000.0) as i32;
    let count = diagram.nodes.len();
    let (numbers, arrows): (Vec<usize>, Vec<Arrow>) = diagram
        .arrows
        .iter()
        .enumerate()
        .filter(|(_, a)| a.from < count && a.to < count)
        .map(|(n, a)| (n, a.clone()))
        .unzip();
    let tree = Tree::new(&diagram.nodes);
    let scale = Scale::of(width);
    let breaker = Breaker::new();
    let pills: Vec<Pill> = arrows.iter().map(|a| Pill::new(a, &breaker, scale)).collect();
    let mut room = Room::none(count + 1);
    let (mut budget, mut best): (i32, Option<Layout>) = (width, None);
    for _ in 0..ATTEMPTS {
        let grid = Grid::new(diagram, &arrows, &tree, scale, budget, &room);
        let given = Given { diagram, breaker: &breaker, pills: &pills, numbers: &numbers };
        let (layout, needed) = attempt(grid, &room, &given);
        let over = layout.width - width;
        if best
            .as_ref()
            .is_none_or(|b| (layout.width.max(width), layout.height) < (b.width.max(width), b.height))
        {
            best = Some(layout);
        }
        if over <= 0 {
            break;
        }
        room = needed;
        budget -= over.min(budget / 4);
    }
    let mut layout = best.unwrap_or_else(|| unreachable!("at least one attempt is made"));
    words::legend(diagram, &mut layout);
    layout
}

/// What every attempt has in common.
struct Given<'g> {
    diagram: &'g Diagram,
    breaker: &'g Breaker,
    pills: &'g [Pill],
    numbers: &'g [usize],
}

/// One arrangement, and the room its arrows take.
fn attempt(mut grid: Grid, room: &Room, given: &Given) -> (Layout, Room) {
    let Given { diagram, breaker, pills, .. } = *given;
    settle::all(&mut grid, room, true);
    let network = Network::new(&grid);
    let routes = network.routes(&grid);
    let mut lanes = Lanes::new(&grid, &network, &routes);
    let places: Vec<usize> = network.channels.iter().map(|c| c.place).collect();
    grid.widen(&lanes.room);
    settle::all(&mut grid, &lanes.room, false);
    let xs = lanes.positions(&grid, pills);
    let at: Vec<usize> = lanes
        .tracks
        .iter()
        .zip(&xs)
        .map(|(t, xs)| pills::channel(&grid, &lanes, &places, t, xs, &pills[t.arrow]))
        .collect();
    for (track, k) in lanes.tracks.iter().zip(&at) {
        let place = places[track.channels[*k]];
        lanes.room.inner[place] = lanes.room.inner[place].max(pills[track.arrow].w);
    }
    grid.widen(&lanes.room);
    grid.rename(diagram, breaker, &lanes.room);
    settle::all(&mut grid, &lanes.room, false);
    let xs = lanes.positions(&grid, pills);
    let mut sheet =
        Sheet { grid, network, lanes, pills, numbers: given.numbers, xs, at, y: Vec::new(), h: Vec::new() };
    let layout = sheet.finish();
    (layout, sheet.lanes.room)
}

/// An arrangement in which only the heights are missing.
struct Sheet<'g, 'd> {
    grid: Grid<'d>,
    network: Network,
    lanes: Lanes,
    pills: &'g [Pill],
    numbers: &'g [usize],
    xs: Vec<Vec<i32>>,
    at: Vec<usize>,
    y: Vec<i32>,
    h: Vec<i32>,
}

impl Sheet<'_, '_> {
    fn finish(&mut self) -> Layout {
        let mut parts = self.parts();
        let heights: Vec<i32> = parts
            .iter_mut()
            .map(|c| {
                let mut own: Vec<Part> = c.iter().map(|(_, _, part)| part.clone()).collect();
                let height = channel::stack(&mut own);
                c.iter_mut().zip(own).for_each(|(entry, part)| entry.2 = part);
                height
            })
            .collect();
        let ground = self.grid.tree.ground;
        (self.y, self.h) = (vec![0; ground + 1], vec![0; ground + 1]);
        self.measure(ground, &heights);
        let mut tops = vec![0; heights.len()];
        self.put(ground, 0, &heights, &mut tops);
        let lines = self.lines(&parts, &tops);
        let rect = |n: usize| Rect { x: self.grid.x[n], y: self.y[n], w: self.grid.w[n], h: self.h[n] };
        Layout {
            boxes: (0..ground).map(rect).collect(),
            faces: self.grid.faces.clone(),
            outer: (0..ground).map(|n| self.grid.tree.holds_boxes(n)).collect(),
            order: self.grid.tree.outside_in().into_iter().skip(1).collect(),
            lines,
            legend: Vec::new(),
            width: self.grid.w[ground],
            height: self.h[ground],
        }
    }

    /// What goes along every channel: the track, which of its channels it is, and the part.
    fn parts(&self) -> Vec<Vec<(usize, usize, Part)>> {
        let mut parts: Vec<Vec<(usize, usize, Part)>> = vec![Vec::new(); self.network.channels.len()];
        for (t, track) in self.lanes.tracks.iter().enumerate() {
            for (k, channel) in track.channels.iter().enumerate() {
                let part = Part {
                    ends: [self.xs[t][k], self.xs[t][k + 1]],
                    up: [self.goes_up(t, k, k), self.goes_up(t, k, k + 1)],
                    pill: None,
                    y: 0,
                };
                parts[*channel].push((t, k, part));
            }
        }
        for channel in &mut parts {
            self.label(channel);
        }
        parts
    }

    /// Whether the line at position `n` of a track goes up from its channel `k`.
    fn goes_up(&self, t: usize, k: usize, n: usize) -> bool {
        let track = &self.lanes.tracks[t];
        let last = track.runs.len() + 1;
        if n == 0 || n == last {
            return track.sides[usize::from(n == last)] != Side::Top;
        }
        let run = &track.runs[n - 1];
        let own = track.channels[k];
        let other = if n == k + 1 { run.channels[1] } else { run.channels[0] };
        self.network.channels[other].y < self.network.channels[own].y
    }

    /// Puts the labels of a channel on its parts, away from the lines of others.
    fn label(&self, parts: &mut [(usize, usize, Part)]) {
        let lines: Vec<(usize, [i32; 2])> = parts.iter().enumerate().map(|(n, p)| (n, p.2.ends)).collect();
        for (n, (t, k, part)) in parts.iter_mut().enumerate() {
            let pill = &self.pills[self.lanes.tracks[*t].arrow];
            if self.at[*t] != *k || pill.h == 0 {
                continue;
            }
            let place = self.network.channels[self.lanes.tracks[*t].channels[*k]].place;
            let (low, high) = self.inside(place);
            let (low, high) = (low + pill.w / 2, (high - pill.w / 2).max(low + pill.w / 2));
            let middle = (part.ends[0] + part.ends[1]) / 2;
            let (from, to) = (part.ends[0].min(part.ends[1]), part.ends[0].max(part.ends[1]));
            let reach = if to - from > pill.w { (from + pill.w / 2, to - pill.w / 2) } else { (from, to) };
            let reach = (reach.0.clamp(low, high), reach.1.clamp(low, high));
            let through = |x: i32| {
                let near = |a: &i32| (a - x).abs() <= pill.w / 2 + 3;
                lines
                    .iter()
                    .filter(|(m, _)| *m != n)
                    .map(|(_, ends)| ends.iter().filter(|e| near(e)).count())
                    .sum::<usize>()
            };
            let best = (reach.0..=reach.1)
                .step_by(4)
                .chain([middle.clamp(reach.0, reach.1)])
                .min_by_key(|x| (through(*x), (x - middle).abs(), *x));
            part.pill = Some((best.unwrap_or(middle), pill.w, pill.h));
        }
    }

    /// Where labels may be in a box: between the lanes at its edges.
    fn inside(&self, place: usize) -> (i32, i32) {
        let (left, pad) = (self.grid.x[place], self.grid.scale.pad);
        let low = left + pad + self.lanes.room.left[place];
        (low, left + self.grid.w[place] - pad - self.lanes.room.right[place])
    }

    /// How high a box is, and everything in it.
    fn measure(&mut self, place: usize, heights: &[i32]) -> i32 {
        let mut height = self.grid.faces[place].height + self.above(place);
        for row in 0..self.grid.rows[place].len() {
            height += heights[self.network.channel(place, row)] + self.row_height(place, row, heights);
        }
        let rows = self.grid.rows[place].len();
        height += if rows > 0 { heights[self.network.channel(place, rows)] } else { self.above(place) };
        self.h[place] = height;
        height
    }

    fn row_height(&mut self, place: usize, row: usize, heights: &[i32]) -> i32 {
        let boxes = self.grid.rows[place][row].clone();
        boxes.into_iter().map(|n| self.measure(n, heights)).max().unwrap_or(0)
    }

    /// Above the name of a box.
    fn above(&self, place: usize) -> i32 {
        if place == self.grid.tree.ground { 0 } else { 8 }
    }

    /// Gives every box and every channel its place from top to bottom.
    fn put(&mut self, place: usize, top: i32, heights: &[i32], tops: &mut [i32]) {
        self.y[place] = top;
        let mut y = top + self.grid.faces[place].height + self.above(place);
        for row in 0..self.grid.rows[place].len() {
            let channel = self.network.channel(place, row);
            tops[channel] = y;
            y += heights[channel];
            let boxes = self.grid.rows[place][row].clone();
            let tallest = boxes.iter().map(|n| self.h[*n]).max().unwrap_or(0);
            for n in boxes {
                self.put(n, y + (tallest - self.h[n]) / 2, heights, tops);
            }
            y += tallest;
        }
        if !self.grid.rows[place].is_empty() {
            tops[self.network.channel(place, self.grid.rows[place].len())] = y;
        }
    }

    fn lines(&self, parts: &[Vec<(usize, usize, Part)>], tops: &[i32]) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (t, track) in self.lanes.tracks.iter().enumerate() {
            let arrow = &self.grid.arrows[track.arrow];
            let mut line = Line {
                arrow: self.numbers[track.arrow],
                points: vec![(self.xs[t][0], self.edge(arrow.from, track.sides[0]))],
                pill: self.pills[track.arrow].clone(),
                at: Rect::default(),
            };
            for (k, channel) in track.channels.iter().enumerate() {
                let Some((_, _, part)) = parts[*channel].iter().find(|p| (p.0, p.1) == (t, k)) else {
                    continue;
                };
                let y = tops[*channel] + part.y;
                line.points.extend([(part.ends[0], y), (part.ends[1], y)]);
                if let Some((x, w, h)) = part.pill {
                    line.at = Rect { x: x - w / 2, y: y - h / 2, w, h };
                }
            }
            line.points.push((self.xs[t][track.runs.len() + 1], self.edge(arrow.to, track.sides[1])));
            line.points = corners(&line.points);
            lines.push(line);
        }
        lines
    }

    /// How far down an arrow begins or ends at a box.
    fn edge(&self, n: usize, side: Side) -> i32 {
        match side {
            Side::Top => self.y[n],
            Side::Bottom => self.y[n] + self.h[n],
            Side::Head => self.y[n] + self.above(n) + self.grid.faces[n].height + 2,
        }
    }
}

/// Only the points where a line turns.
fn corners(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if let [.., a, b] = kept[..]
            && (a.0 == b.0 && b.0 == point.0 || a.1 == b.1 && b.1 == point.1)
        {
            kept.pop();
        }
        if kept.last() != Some(point) {
            kept.push(*point);
        }
    }
    kept
}
