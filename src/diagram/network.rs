//! Ways for arrows: the channels between rows, the gaps beside boxes, and how to get from one to the other.
//!
//! Channels lie across a box, above, between and below its rows. Gaps lie beside the boxes of a row and lead from the
//! channel above it to the one below. An arrow goes only through boxes that one of its ends is in.

use super::Arrow;
use super::grid::{CHANNEL, Grid};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

const BEND: i32 = 24;
const AGAINST: i32 = 40;
const CROWD: i32 = 7;

/// A channel across a box.
#[derive(Debug, Clone, Copy)]
pub struct Channel {
    /// The box.
    pub place: usize,
    /// How far down it is, about; which of two channels is higher is certain where they lie in one box.
    pub y: i32,
}

/// What leads from channel to channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// Beside a box: the place, its row, and how many boxes of the row stand to the left.
    Gap(usize, usize, usize),
    /// Through the upper edge of a box, beside its name.
    Top(usize),
    /// Through its lower edge.
    Bottom(usize),
}

struct Way {
    passage: Passage,
    channels: Vec<usize>,
    span: (i32, i32),
}

/// At which edge of a box an arrow begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// At the upper edge, from above.
    Top,
    /// At the lower edge, from below.
    Bottom,
    /// Under the name, from within.
    Head,
}

/// The way of an arrow.
#[derive(Debug, Clone)]
pub struct Route {
    /// The index of the arrow.
    pub arrow: usize,
    /// Where it begins and where it ends.
    pub sides: [Side; 2],
    /// The channels it goes along, one more than passages.
    pub channels: Vec<usize>,
    /// What it passes between them.
    pub passages: Vec<Passage>,
}

/// All channels and what joins them.
pub struct Network {
    /// The channels.
    pub channels: Vec<Channel>,
    /// The first channel of every box.
    first: Vec<usize>,
    ways: Vec<Way>,
    /// The ways at every channel.
    at: Vec<Vec<usize>>,
}

impl Network {
    /// The network of a grid.
    pub fn new(grid: &Grid) -> Self {
        let mut network = Self { channels: Vec::new(), first: Vec::new(), ways: Vec::new(), at: Vec::new() };
        for place in 0..=grid.tree.ground {
            network.first.push(network.channels.len());
            let count = if grid.rows[place].is_empty() { 0 } else { grid.rows[place].len() + 1 };
            network.channels.extend((0..count).map(|_| Channel { place, y: 0 }));
        }
        network.measure(grid, grid.tree.ground, 0);
        for place in 0..=grid.tree.ground {
            for row in 0..grid.rows[place].len() {
                network.join(grid, place, row);
            }
        }
        network.at = vec![Vec::new(); network.channels.len()];
        for (n, way) in network.ways.iter().enumerate() {
            way.channels.iter().for_each(|c| network.at[*c].push(n));
        }
        network
    }

    /// The channel above row `row` of a box; the one below the last row where there is no such row.
    pub fn channel(&self, place: usize, row: usize) -> usize {
        self.first[place] + row
    }

    /// About how high everything is; the height of the box.
    fn measure(&mut self, grid: &Grid, place: usize, top: i32) -> i32 {
        let mut y = top + grid.faces[place].height + grid.scale.pad;
        for (r, row) in grid.rows[place].iter().enumerate() {
            let channel = self.channel(place, r);
            self.channels[channel].y = y + CHANNEL / 2;
            y += CHANNEL;
            let heights: Vec<i32> = row.iter().map(|n| self.measure(grid, *n, y)).collect();
            y += heights.into_iter().max().unwrap_or(0);
        }
        if !grid.rows[place].is_empty() {
            let channel = self.channel(place, grid.rows[place].len());
            self.channels[channel].y = y + CHANNEL / 2;
            y += CHANNEL;
        }
        y + grid.scale.pad - top
    }

    /// The gaps of a row, and the ways into its boxes from above and below.
    fn join(&mut self, grid: &Grid, place: usize, row: usize) {
        let (above, below) = (self.channel(place, row), self.channel(place, row + 1));
        let boxes = &grid.rows[place][row];
        for slot in 0..=boxes.len() {
            let mut channels = vec![above, below];
            let left = slot.checked_sub(1).map(|n| boxes[n]);
            let right = boxes.get(slot).copied();
            left.into_iter().for_each(|n| self.beside(grid, n, true, &mut channels));
            right.into_iter().for_each(|n| self.beside(grid, n, false, &mut channels));
            let x = match (left.filter(|_| right.is_some()), right.filter(|_| left.is_some())) {
                (Some(l), Some(r)) => (grid.x[l] + grid.w[l] + grid.x[r]) / 2,
                _ if left.is_none() => grid.x[place] + grid.scale.pad,
                _ => grid.x[place] + grid.w[place] - grid.scale.pad,
            };
            self.ways.push(Way { passage: Passage::Gap(place, row, slot), channels, span: (x, x) });
        }
        for &n in boxes.iter().filter(|n| grid.tree.holds_boxes(**n)) {
            let (left, right) = (grid.x[n] + grid.scale.pad, grid.x[n] + grid.w[n] - grid.scale.pad);
            let named = (left + grid.faces[n].width + grid.scale.port).min(right);
            let (first, last) = (self.channel(n, 0), self.channel(n, grid.rows[n].len()));
            let mut add = |passage, channels, span| self.ways.push(Way { passage, channels, span });
            add(Passage::Top(n), vec![above, first], (named, right));
            add(Passage::Bottom(n), vec![last, below], (left, right));
        }
    }

    /// The channels that end at the right or the left edge of a box, or of boxes at the edge of it.
    fn beside(&self, grid: &Grid, n: usize, right: bool, channels: &mut Vec<usize>) {
        let rows = &grid.rows[n];
        if rows.is_empty() {
            return;
        }
        channels.extend((0..=rows.len()).map(|row| self.channel(n, row)));
        for row in rows {
            let edge = if right { row.last() } else { row.first() };
            edge.into_iter().for_each(|m| self.beside(grid, *m, right, channels));
        }
    }

    /// The ways of all arrows, one after the other; an arrow keeps away from what is crowded.
    pub fn routes(&self, grid: &Grid) -> Vec<Route> {
        let mut crowd = Crowd { ways: vec![0; self.ways.len()], sides: vec![[0; 3]; grid.tree.ground + 1] };
        let mut routes = Vec::new();
        for (n, arrow) in grid.arrows.iter().enumerate() {
            let search =
                Search { network: self, grid, arrow, meeting: grid.tree.meeting(arrow), crowd: &crowd };
            let Some((sides, channels, ways)) = search.run() else { continue };
            ways.iter().for_each(|w| crowd.ways[*w] += 1);
            crowd.sides[arrow.from][sides[0] as usize] += 1;
            crowd.sides[arrow.to][sides[1] as usize] += 1;
            let passages = ways.iter().map(|w| self.ways[*w].passage).collect();
            routes.push(Route { arrow: n, sides, channels, passages });
        }
        routes
    }
}

/// How much is used already.
struct Crowd {
    ways: Vec<i32>,
    sides: Vec<[i32; 3]>,
}

/// The search of one way.
struct Search<'s, 'd> {
    network: &'s Network,
    grid: &'s Grid<'d>,
    arrow: &'s Arrow,
    meeting: usize,
    crowd: &'s Crowd,
}

/// A step of the search: where it came from, through what, to which channel, at which place in it.
#[derive(Clone, Copy)]
struct Step {
    before: Option<usize>,
    way: usize,
    channel: usize,
    x: (i32, i32),
    side: Side,
}

type Found = ([Side; 2], Vec<usize>, Vec<usize>);

impl Search<'_, '_> {
    /// The cheapest way.
    fn run(&self) -> Option<Found> {
        let mut steps: Vec<Step> = Vec::new();
        let mut open = BinaryHeap::new();
        for (side, channel, x) in self.ports(self.arrow.from) {
            let against = if side == Side::Top { AGAINST } else { 0 };
            open.push(Reverse((against + self.crowded(self.arrow.from, side), steps.len(), None)));
            steps.push(Step { before: None, way: usize::MAX, channel, x, side });
        }
        let targets = self.ports(self.arrow.to);
        let mut done = vec![false; self.network.ways.len() * 2 + self.network.channels.len()];
        let mut seen: Vec<Vec<usize>> = vec![Vec::new(); self.network.ways.len()];
        done.truncate(0);
        while let Some(Reverse((cost, n, end))) = open.pop() {
            let step = steps[n];
            if let Some(target) = end {
                let (side, ..): (Side, usize, (i32, i32)) = targets[target];
                return Some(self.found(&steps, n, side));
            }
            if step.way != usize::MAX {
                if seen[step.way].contains(&step.channel) {
                    continue;
                }
                seen[step.way].push(step.channel);
            }
            for (t, (side, _, x)) in targets.iter().enumerate().filter(|(_, t)| t.1 == step.channel) {
                let against = if *side == Side::Bottom { AGAINST } else { 0 };
                let more = apart(step.x, *x) + against + self.crowded(self.arrow.to, *side);
                open.push(Reverse((cost + more, n, Some(t))));
            }
            for &way in &self.network.at[step.channel] {
                if way != step.way {
                    self.pass(way, cost, n, &mut steps, &mut open);
                }
            }
        }
        None
    }

    /// Goes on through a way to every channel it leads to.
    fn pass(
        &self,
        way: usize,
        cost: i32,
        n: usize,
        steps: &mut Vec<Step>,
        open: &mut BinaryHeap<Reverse<(i32, usize, Option<usize>)>>,
    ) {
        let (step, passed) = (steps[n], &self.network.ways[way]);
        let aside = apart(step.x, passed.span);
        let bend = if aside > 0 { 2 * BEND } else { 0 };
        let x = nearest(step.x, passed.span);
        for &channel in passed.channels.iter().filter(|c| **c != step.channel && self.open_to(**c)) {
            let far = (self.network.channels[channel].y - self.network.channels[step.channel].y).abs();
            let more = aside + bend + far + self.crowd.ways[way] * CROWD + 1;
            open.push(Reverse((cost + more, steps.len(), None)));
            steps.push(Step { before: Some(n), way, channel, x, side: step.side });
        }
    }

    fn found(&self, steps: &[Step], last: usize, side: Side) -> Found {
        let (mut channels, mut ways) = (vec![steps[last].channel], Vec::new());
        let mut at = steps[last];
        while let Some(before) = at.before {
            ways.push(at.way);
            at = steps[before];
            channels.push(at.channel);
        }
        channels.reverse();
        ways.reverse();
        ([at.side, side], channels, ways)
    }

    /// Where an arrow may leave or reach a box: the side, the channel there and how far the side reaches.
    fn ports(&self, n: usize) -> Vec<(Side, usize, (i32, i32))> {
        let (left, pad) = (self.grid.x[n], self.grid.scale.pad);
        if n == self.meeting {
            let span = (left + pad, left + pad + self.grid.faces[n].width);
            return vec![(Side::Head, self.network.channel(n, 0), span)];
        }
        let (row, _) = self.grid.spot(n);
        let span = (left + pad, left + self.grid.w[n] - pad);
        let place = self.grid.tree.parent[n];
        vec![
            (Side::Bottom, self.network.channel(place, row + 1), span),
            (Side::Top, self.network.channel(place, row), span),
        ]
    }

    fn crowded(&self, n: usize, side: Side) -> i32 {
        self.crowd.sides[n][side as usize] * CROWD
    }

    /// True for a channel of a box that the arrow may be in.
    fn open_to(&self, channel: usize) -> bool {
        let (place, tree) = (self.network.channels[channel].place, self.grid.tree);
        let inside = |end: usize| end != place && tree.within(end, place);
        place == self.meeting
            || tree.within(place, self.meeting) && (inside(self.arrow.from) || inside(self.arrow.to))
    }
}

/// How far two spans are from each other.
fn apart(a: (i32, i32), b: (i32, i32)) -> i32 {
    (b.0 - a.1).max(a.0 - b.1).max(0)
}

/// The part of `b` that is nearest to `a`.
fn nearest(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    let (low, high) = (a.0.max(b.0), a.1.min(b.1));
    if low <= high {
        (low, high)
    } else if a.0 > b.1 {
        (b.1, b.1)
    } else {
        (b.0, b.0)
    }
}
