//! Boxes in rows: what stands in which row of which box, and how wide everything is.

use super::lanes::Room;
use super::metrics::{self, Breaker, LABEL, LEADING, SMALL};
use super::tree::Tree;
use super::{Arrow, Diagram, acyclic};

/// How much room things take, by how much there is.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Between the edge of a box and what is in it.
    pub pad: i32,
    /// Between two boxes.
    pub gap: i32,
    /// From arrow to arrow at the edge of a box.
    pub port: i32,
    /// From arrow to arrow beside boxes.
    pub track: i32,
    /// The widest line in a box.
    pub line: i32,
    /// The widest line of the label of an arrow.
    pub label: i32,
    /// The widest label that is one line, with the step numbers.
    pub one_line: i32,
}

impl Scale {
    /// The scale of a picture.
    pub fn of(width: i32) -> Self {
        if width < 480 {
            Self { pad: 6, gap: 14, port: 13, track: 8, line: 112, label: 100, one_line: 0 }
        } else {
            Self {
                pad: 10,
                gap: 20,
                port: 16,
                track: 12,
                line: 122,
                label: if width < 800 { 118 } else { 160 },
                one_line: if width < 800 { 0 } else { 200 },
            }
        }
    }
}

/// Room for the sign of a kind beside the name of a box.
pub const ICON: i32 = 18;

/// How high a channel is thought to be before its arrows are known.
pub const CHANNEL: i32 = 34;

/// The texts of a box.
#[derive(Debug, Clone, Default)]
pub struct Face {
    /// Its name, in lines.
    pub label: Vec<String>,
    /// What it holds, in lines.
    pub holds: Vec<String>,
    /// How wide they are with the sign.
    pub width: i32,
    /// How high they are.
    pub height: i32,
}

/// The boxes, arranged from left to right and in rows, not yet from top to bottom.
pub struct Grid<'d> {
    /// The arrows.
    pub arrows: &'d [Arrow],
    /// Which is in which.
    pub tree: &'d Tree,
    /// How much room things take.
    pub scale: Scale,
    /// The rows of every box, those of the ground last.
    pub rows: Vec<Vec<Vec<usize>>>,
    /// The texts.
    pub faces: Vec<Face>,
    /// How wide every box is.
    pub w: Vec<i32>,
    /// Where it begins.
    pub x: Vec<i32>,
}

impl<'d> Grid<'d> {
    /// Arranges the boxes for `width` pixels, with room for the arrows of an attempt before.
    pub fn new(
        diagram: &Diagram,
        arrows: &'d [Arrow],
        tree: &'d Tree,
        scale: Scale,
        width: i32,
        room: &Room,
    ) -> Self {
        let places = tree.ground + 1;
        let mut grid = Self {
            arrows,
            tree,
            scale,
            rows: vec![Vec::new(); places],
            faces: vec![Face::default(); places],
            w: vec![0; places],
            x: vec![0; places],
        };
        let mut layers = vec![0; places];
        for place in tree.outside_in().into_iter().filter(|p| tree.holds_boxes(*p)) {
            grid.layer(place, &mut layers);
        }
        grid.arrange(diagram, &Breaker::new(), tree.ground, width, &layers, room);
        grid
    }

    /// Gives a layer to everything in `place`; what is around it has its layers already.
    fn layer(&self, place: usize, layers: &mut [usize]) {
        let children = &self.tree.children[place];
        let position = |n| children.iter().position(|c| *c == n).unwrap_or_default();
        let (mut low, mut high) = (vec![false; children.len()], vec![false; children.len()]);
        let mut edges = Vec::new();
        for arrow in self.arrows {
            let ends = [arrow.from, arrow.to].map(|end| self.tree.lifted(end, place));
            match ends {
                [Some(a), Some(b)] => edges.push((position(a), position(b))),
                [Some(inner), None] | [None, Some(inner)] => {
                    let meeting = self.tree.meeting(arrow);
                    let at = |end| self.tree.lifted(end, meeting).map(|n| layers[n]);
                    let [own, other] =
                        if ends[0].is_some() { [arrow.from, arrow.to] } else { [arrow.to, arrow.from] };
                    match (at(own), at(other)) {
                        (Some(own), Some(other)) if other > own => low[position(inner)] = true,
                        (Some(own), Some(other)) if other < own => high[position(inner)] = true,
                        (_, None) => high[position(inner)] = true,
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        let found = acyclic::layers(children.len(), &edges, &low, &high);
        children.iter().zip(found).for_each(|(child, layer)| layers[*child] = layer);
    }

    /// Puts what is in `place` into rows no wider than `most`, if that can be, and measures it.
    fn arrange(
        &mut self,
        diagram: &Diagram,
        breaker: &Breaker,
        place: usize,
        most: i32,
        layers: &[usize],
        room: &Room,
    ) {
        let (pad, gap) = (self.scale.pad, self.scale.gap);
        let holds_boxes = self.tree.holds_boxes(place);
        if place != self.tree.ground {
            let line = if holds_boxes { most - 2 * pad } else { self.scale.line.min(most - 2 * pad) };
            // Deep inside, a few letters a line must do; further out there is room for more.
            let deep = self.tree.parent[self.tree.parent[place]] != self.tree.ground;
            let least = if deep || holds_boxes { 4 } else { 6 } * LABEL;
            self.faces[place] = face(diagram, breaker, place, (line - ICON).max(least));
        }
        let inner = most - 2 * pad - room.left[place] - room.right[place];
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let (mut used, mut last): (i32, Option<usize>) = (0, None);
        for child in self.in_order(place, layers) {
            self.arrange(diagram, breaker, child, inner, layers, room);
            let layer = if self.is_alone(child) { last } else { Some(layers[child]) };
            match rows.last_mut() {
                Some(row) if last == layer && used + gap + self.w[child] <= inner => {
                    row.push(child);
                    used += gap + self.w[child];
                }
                _ => {
                    rows.push(vec![child]);
                    used = self.w[child];
                }
            }
            last = layer;
        }
        self.rows[place] = rows;
        if place == self.tree.ground {
            (0..self.rows[place].len()).for_each(|row| self.join(diagram, breaker, row, inner, layers, room));
            self.rows[place].retain(|row| !row.is_empty());
        }
        self.w[place] = self.least(place, room);
    }

    /// Puts large boxes of the next row on the ground beside those of this one, if they fit and it saves height.
    fn join(
        &mut self,
        diagram: &Diagram,
        breaker: &Breaker,
        row: usize,
        inner: i32,
        layers: &[usize],
        room: &Room,
    ) {
        let ground = self.tree.ground;
        let large = |n: &usize| self.tree.holds_boxes(*n);
        let Some(next) = self.rows[ground].get(row + 1) else { return };
        let (tall, small): (Vec<usize>, Vec<usize>) = next.iter().partition(|n| large(n));
        let own: Vec<usize> = self.rows[ground][row].iter().copied().filter(large).collect();
        if tall.is_empty() || own.len() != 1 {
            return;
        }
        let before = (self.rows.clone(), self.faces.clone(), self.w.clone());
        let height = self.height(ground);
        tall.iter().for_each(|n| self.arrange(diagram, breaker, *n, inner * 2 / 5, layers, room));
        let together: Vec<usize> = self.rows[ground][row].iter().chain(&tall).copied().collect();
        let others: i32 =
            together.iter().filter(|n| !own.contains(n)).map(|n| self.w[*n] + 2 * self.scale.gap).sum();
        self.arrange(diagram, breaker, own[0], inner - others, layers, room);
        let wide = self.w[own[0]] + others;
        self.rows[ground][row] = together;
        self.rows[ground].remove(row + 1);
        match self.rows[ground].get_mut(row + 1) {
            Some(after) => after.splice(0..0, small).for_each(drop),
            None if !small.is_empty() => self.rows[ground].push(small),
            None => {}
        }
        if wide > inner || self.height(ground) >= height {
            (self.rows, self.faces, self.w) = before;
        }
    }

    /// About how high a box is.
    fn height(&self, place: usize) -> i32 {
        let row = |row: &Vec<usize>| row.iter().map(|n| self.height(*n)).max().unwrap_or(0) + CHANNEL;
        self.faces[place].height + 2 * self.scale.pad + self.rows[place].iter().map(row).sum::<i32>()
    }

    /// What is in a place, layer by layer; what no arrow leads to or from comes last.
    fn in_order(&self, place: usize, layers: &[usize]) -> Vec<usize> {
        let mut children = self.tree.children[place].clone();
        children.sort_by_key(|n| (self.is_alone(*n), if self.is_alone(*n) { 0 } else { layers[*n] }));
        children
    }

    /// True where no arrow leads to the box or anything in it, or from it.
    fn is_alone(&self, n: usize) -> bool {
        !self.arrows.iter().any(|a| self.tree.within(a.from, n) || self.tree.within(a.to, n))
    }

    /// The least width of a box whose contents have theirs.
    fn least(&self, place: usize, room: &Room) -> i32 {
        let Scale { pad, port, gap, .. } = self.scale;
        let row_width = |(r, row): (usize, &Vec<usize>)| {
            let boxes: i32 = row.iter().map(|n| self.w[*n]).sum();
            boxes + (1..row.len()).map(|slot| room.between(place, r, slot, gap)).sum::<i32>()
        };
        let widest = self.rows[place].iter().enumerate().map(row_width).max().unwrap_or(0);
        let inner = widest.max(room.inner[place]) + room.left[place] + room.right[place];
        let head = self.faces[place].width.max(room.heads[place] * port);
        let crossing =
            if room.crossings[place] > 0 { room.crossings[place] + room.tops[place] + 1 } else { 0 };
        let above = head + crossing * port;
        let sides = room.tops[place].max(room.bottoms[place]) * port;
        (inner.max(above) + 2 * pad).max(sides + pad)
    }

    /// Makes every box as wide as its contents and the arrows of `room` need.
    pub fn widen(&mut self, room: &Room) {
        for place in self.tree.outside_in().into_iter().rev() {
            self.w[place] = self.least(place, room);
        }
    }

    /// Writes the names of boxes that hold others in lines as long as the boxes became wide.
    pub fn rename(&mut self, diagram: &Diagram, breaker: &Breaker, room: &Room) {
        let Scale { pad, port, .. } = self.scale;
        for n in (0..self.tree.ground).filter(|n| self.tree.holds_boxes(*n)) {
            let through = if room.crossings[n] > 0 { room.crossings[n] + room.tops[n] + 1 } else { 0 };
            let line = self.w[n] - 2 * pad - through * port;
            if line > self.faces[n].width {
                self.faces[n] = face(diagram, breaker, n, line - ICON);
            }
        }
    }

    /// The middle of a box.
    pub fn middle(&self, n: usize) -> i32 {
        self.x[n] + self.w[n] / 2
    }

    /// The row and the position in it where a box stands.
    pub fn spot(&self, n: usize) -> (usize, usize) {
        let rows = &self.rows[self.tree.parent[n]];
        let found = rows.iter().enumerate().find_map(|(r, row)| Some((r, row.iter().position(|m| *m == n)?)));
        found.unwrap_or_default()
    }
}

/// The texts of a box, in lines of `line` pixels.
fn face(diagram: &Diagram, breaker: &Breaker, n: usize, line: i32) -> Face {
    let node = &diagram.nodes[n];
    let label = breaker.lines(&node.label, LABEL, line);
    let mut holds = Vec::new();
    for held in &node.holds {
        let own = breaker.lines(held, SMALL, line - SMALL);
        holds.extend(
            own.into_iter()
                .enumerate()
                .map(|(k, text)| if k == 0 { format!("・{text}") } else { format!("　{text}") }),
        );
    }
    let wide = metrics::widest(&label, LABEL).max(metrics::widest(&holds, SMALL));
    let lines = i32::try_from(label.len().max(1) + holds.len()).unwrap_or(i32::MAX / LEADING);
    Face { width: wide.max(2 * LABEL) + ICON, height: lines * LEADING, label, holds }
}
