//! Lanes: which arrow goes where beside the boxes and at their edges, and how much room that takes.

use super::grid::{Grid, Scale};
use super::network::{Network, Passage, Route, Side};
use super::pills::Pill;
use super::settle::spread;
use std::collections::BTreeMap;

/// The room that arrows take.
#[derive(Debug, Clone)]
pub struct Room {
    /// At the left inside of every box, in pixels.
    pub left: Vec<i32>,
    /// At the right inside of every box, in pixels.
    pub right: Vec<i32>,
    /// Between the boxes of a row, in lanes.
    lanes: BTreeMap<(usize, usize, usize), i32>,
    track: i32,
    /// Arrows at the upper edge of every box.
    pub tops: Vec<i32>,
    /// Arrows that go through the upper edge beside the name.
    pub crossings: Vec<i32>,
    /// Arrows at the lower edge, and through it.
    pub bottoms: Vec<i32>,
    /// Arrows under the name.
    pub heads: Vec<i32>,
    /// The least width of what is inside, so that the labels of its arrows fit.
    pub inner: Vec<i32>,
}

/// A run of a track between boxes: how far left it comes from, the track, the run.
type Crossing = (i32, usize, usize);

impl Room {
    /// No arrows.
    pub fn none(places: usize) -> Self {
        let zero = vec![0; places];
        Self {
            left: zero.clone(),
            right: zero.clone(),
            lanes: BTreeMap::new(),
            track: 0,
            tops: zero.clone(),
            crossings: zero.clone(),
            bottoms: zero.clone(),
            heads: zero.clone(),
            inner: zero,
        }
    }

    /// The room between two boxes that stand side by side in a row.
    pub fn between(&self, place: usize, row: usize, slot: usize, gap: i32) -> i32 {
        let lanes = self.lanes.get(&(place, row, slot)).copied().unwrap_or(0);
        gap.max((lanes + 1) * self.track)
    }
}

/// The straight part of an arrow in a passage.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// The passage; the first where it goes along the edge of a box past several rows.
    pub passage: Passage,
    /// The channel it comes from and the one it leads to.
    pub channels: [usize; 2],
    /// How far it reaches, in half rows.
    rows: (usize, usize),
    lane: i32,
}

/// An arrow as the channels it goes along and the straight parts between them.
#[derive(Debug, Clone)]
pub struct Track {
    /// The index of the arrow.
    pub arrow: usize,
    /// Where it begins and where it ends.
    pub sides: [Side; 2],
    /// The channels, one more than runs.
    pub channels: Vec<usize>,
    /// The straight parts.
    pub runs: Vec<Run>,
}

/// The arrows with their lanes.
pub struct Lanes {
    /// The arrows.
    pub tracks: Vec<Track>,
    /// The room they take.
    pub room: Room,
}

impl Lanes {
    /// Gives every arrow its lanes.
    pub fn new(grid: &Grid, network: &Network, routes: &[Route]) -> Self {
        let mut lanes = Self {
            tracks: routes.iter().map(|r| track(grid, network, r)).collect(),
            room: Room::none(grid.tree.ground + 1),
        };
        lanes.room.track = grid.scale.track;
        lanes.share_edges(grid);
        lanes.share_gaps(grid);
        lanes.count_ports(grid);
        lanes
    }

    /// Along the inner edges of boxes arrows share a lane where they do not meet; short ones keep to the inside.
    fn share_edges(&mut self, grid: &Grid) {
        let mut edges: BTreeMap<(usize, bool), Vec<(usize, usize)>> = BTreeMap::new();
        for (t, track) in self.tracks.iter().enumerate() {
            for (r, run) in track.runs.iter().enumerate() {
                if let Some(edge) = edge(grid, run.passage) {
                    edges.entry(edge).or_default().push((t, r));
                }
            }
        }
        for ((place, right), mut runs) in edges {
            runs.sort_by_key(|(t, r)| {
                let (low, high) = self.tracks[*t].runs[*r].rows;
                (high - low, low)
            });
            let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
            for (t, r) in runs {
                let run = &mut self.tracks[t].runs[r];
                let free =
                    |lane: &Vec<(usize, usize)>| lane.iter().all(|o| o.1 < run.rows.0 || run.rows.1 < o.0);
                let lane = taken.iter().position(free).unwrap_or(taken.len());
                if lane == taken.len() {
                    taken.push(Vec::new());
                }
                taken[lane].push(run.rows);
                run.lane = i32::try_from(lane).unwrap_or(i32::MAX);
            }
            let side = if right { &mut self.room.right } else { &mut self.room.left };
            side[place] = i32::try_from(taken.len()).unwrap_or(0) * grid.scale.track;
        }
    }

    /// Between boxes every arrow has a lane of its own, in the order in which they come from the left.
    fn share_gaps(&mut self, grid: &Grid) {
        let mut gaps: BTreeMap<(usize, usize, usize), Vec<Crossing>> = BTreeMap::new();
        for (t, track) in self.tracks.iter().enumerate() {
            let arrow = &grid.arrows[track.arrow];
            for (r, run) in track.runs.iter().enumerate() {
                if let (Passage::Gap(place, row, slot), None) = (run.passage, edge(grid, run.passage)) {
                    let key = grid.middle(arrow.from) + grid.middle(arrow.to);
                    gaps.entry((place, row, slot)).or_default().push((key, t, r));
                }
            }
        }
        for (gap, mut runs) in gaps {
            runs.sort_unstable();
            for (lane, (_, t, r)) in (0..).zip(&runs) {
                self.tracks[*t].runs[*r].lane = lane;
            }
            self.room.lanes.insert(gap, i32::try_from(runs.len()).unwrap_or(0));
        }
    }

    fn count_ports(&mut self, grid: &Grid) {
        for track in &self.tracks {
            let arrow = &grid.arrows[track.arrow];
            for (n, side) in [(arrow.from, track.sides[0]), (arrow.to, track.sides[1])] {
                match side {
                    Side::Top => self.room.tops[n] += 1,
                    Side::Bottom => self.room.bottoms[n] += 1,
                    Side::Head => self.room.heads[n] += 1,
                }
            }
            for run in &track.runs {
                match run.passage {
                    Passage::Top(n) => self.room.crossings[n] += 1,
                    Passage::Bottom(n) => self.room.bottoms[n] += 1,
                    Passage::Gap(..) => {}
                }
            }
        }
    }

    /// Where every straight part is, from left to right: that of the beginning, those between, that of the end.
    pub fn positions(&self, grid: &Grid, pills: &[Pill]) -> Vec<Vec<i32>> {
        let guess = |t: &Track| {
            let arrow = &grid.arrows[t.arrow];
            let mut xs = vec![grid.middle(arrow.from)];
            xs.extend(t.runs.iter().map(|run| self.guess(grid, run)));
            xs.push(grid.middle(arrow.to));
            xs
        };
        let mut xs: Vec<Vec<i32>> = self.tracks.iter().map(guess).collect();
        let edges = self.edges(grid, pills);
        for _ in 0..3 {
            edges.iter().for_each(|edge| edge.place(grid.scale, &mut xs));
        }
        xs
    }

    /// Where a straight part is; about, where it goes through the edge of a box.
    fn guess(&self, grid: &Grid, run: &Run) -> i32 {
        let Scale { pad, track, .. } = grid.scale;
        match run.passage {
            Passage::Top(n) | Passage::Bottom(n) => grid.middle(n),
            Passage::Gap(place, row, slot) => {
                let (left, right) = (grid.x[place] + pad, grid.x[place] + grid.w[place] - pad);
                match edge(grid, run.passage) {
                    Some((_, false)) => left + self.room.left[place] - run.lane * track - track / 2 - 4,
                    Some((_, true)) => right - self.room.right[place] + run.lane * track + track / 2 + 4,
                    None => {
                        let boxes = &grid.rows[place][row];
                        let start = grid.x[boxes[slot - 1]] + grid.w[boxes[slot - 1]];
                        let lanes = self.room.lanes.get(&(place, row, slot)).copied().unwrap_or(1);
                        start + (grid.x[boxes[slot]] - start - (lanes - 1) * track) / 2 + run.lane * track
                    }
                }
            }
        }
    }

    /// What begins, ends or goes through at every edge of every box, and how far the edge reaches.
    fn edges(&self, grid: &Grid, pills: &[Pill]) -> Vec<Edge> {
        let mut sides: BTreeMap<(usize, u8), Vec<(usize, usize)>> = BTreeMap::new();
        for (t, track) in self.tracks.iter().enumerate() {
            let arrow = &grid.arrows[track.arrow];
            let last = track.runs.len() + 1;
            sides.entry((arrow.from, track.sides[0] as u8)).or_default().push((t, 0));
            sides.entry((arrow.to, track.sides[1] as u8)).or_default().push((t, last));
            for (r, run) in track.runs.iter().enumerate() {
                match run.passage {
                    Passage::Bottom(n) => sides.entry((n, Side::Bottom as u8)).or_default().push((t, r + 1)),
                    Passage::Top(n) => sides.entry((n, Side::Top as u8)).or_default().push((t, r + 1)),
                    Passage::Gap(..) => {}
                }
            }
        }
        let port = |n: usize, (t, k): (usize, usize)| {
            let track = &self.tracks[t];
            let within = k > 0 && k <= track.runs.len();
            let through = within && track.runs[k - 1].passage == Passage::Top(n);
            Port { track: t, part: k, through, width: pills[track.arrow].w }
        };
        let edge = |((n, side), ports): ((usize, u8), Vec<(usize, usize)>)| {
            let (span, named) = self.reach(grid, n, side);
            Edge { span, named, ports: ports.into_iter().map(|p| port(n, p)).collect() }
        };
        sides.into_iter().map(edge).collect()
    }

    /// From where to where arrows may be at an edge, and from where on those that go through it.
    fn reach(&self, grid: &Grid, n: usize, side: u8) -> ((i32, i32), i32) {
        let Scale { pad, port, .. } = grid.scale;
        let (left, right) = (grid.x[n] + pad, grid.x[n] + grid.w[n] - pad);
        let named = left + grid.faces[n].width.max(self.room.heads[n] * port);
        let span = if side == Side::Head as u8 { (left, named) } else { (left, right) };
        (span, named + port)
    }
}

/// An edge of a box, and what begins, ends or goes through there.
struct Edge {
    span: (i32, i32),
    named: i32,
    ports: Vec<Port>,
}

struct Port {
    track: usize,
    part: usize,
    /// It goes through, so that it must not go through the name.
    through: bool,
    /// The width of the label of the arrow.
    width: i32,
}

impl Edge {
    /// Places the arrows of the edge near where they come from, with room for their labels if there is some.
    fn place(&self, scale: Scale, xs: &mut [Vec<i32>]) {
        let mut order: Vec<(i32, i32, &Port)> =
            self.ports.iter().map(|p| self.wish(p, &xs[p.track], p)).collect();
        order.sort_by_key(|(x, far, port)| (*x, *far, port.track, port.part));
        let wishes: Vec<i32> = order.iter().map(|o| o.0).collect();
        let gaps = self.gaps(scale, &order);
        let none = vec![0; order.len()];
        let mut places = spread(&wishes, &none, &gaps, self.span.0, self.span.1);
        let step = gaps.iter().copied().min().unwrap_or(0).min(scale.port);
        for n in 0..places.len() {
            let least = if order[n].2.through { self.named } else { self.span.0 };
            places[n] = places[n].max(least).max(if n > 0 { places[n - 1] + step } else { least });
        }
        for (n, (_, _, port)) in order.iter().enumerate() {
            let behind = i32::try_from(places.len() - 1 - n).unwrap_or(0);
            xs[port.track][port.part] = places[n].min(self.span.1 - behind * step);
        }
    }

    /// Where an arrow would best be, and where it comes from.
    fn wish<'p>(&self, port: &Port, own: &[i32], same: &'p Port) -> (i32, i32, &'p Port) {
        let (before, after) = (port.part.checked_sub(1).map(|b| own[b]), own.get(port.part + 1).copied());
        let (x, far) = match (before, after) {
            (Some(b), Some(a)) => (nearer(b, a, self.span), a + b),
            (Some(x), None) | (None, Some(x)) => (x, 2 * x),
            (None, None) => (self.span.0, 0),
        };
        let least = if port.through { self.named.min(self.span.1) } else { self.span.0 };
        (x.clamp(least, self.span.1), far, same)
    }

    /// Between neighbours: as much as their labels need side by side, or what there is.
    fn gaps(&self, scale: Scale, order: &[(i32, i32, &Port)]) -> Vec<i32> {
        let wanted = |pair: &[(i32, i32, &Port)]| (pair[0].2.width + pair[1].2.width) / 2 + 8;
        let wanted: Vec<i32> = order.windows(2).map(|pair| wanted(pair).max(scale.port)).collect();
        let count = i32::try_from(wanted.len()).unwrap_or(0);
        let (room, sum) = (self.span.1 - self.span.0, wanted.iter().sum::<i32>());
        if sum <= room {
            return wanted;
        }
        let least = scale.port.min(room / count.max(1)).max(1);
        let (spare, over) = ((room - least * count).max(0), (sum - least * count).max(1));
        wanted.iter().map(|w| least + (w - least).max(0) * spare / over).collect()
    }
}

/// Of two places that which needs the lesser way to the span.
fn nearer(a: i32, b: i32, span: (i32, i32)) -> i32 {
    let far = |x: i32| (x - x.clamp(span.0, span.1)).abs();
    if far(a) <= far(b) { a } else { b }
}

/// The box along whose inner edge a gap is, and whether it is the right one.
fn edge(grid: &Grid, passage: Passage) -> Option<(usize, bool)> {
    match passage {
        Passage::Gap(place, _, 0) => Some((place, false)),
        Passage::Gap(place, row, slot) if slot == grid.rows[place][row].len() => Some((place, true)),
        _ => None,
    }
}

/// A route with what goes straight on told as one.
fn track(grid: &Grid, network: &Network, route: &Route) -> Track {
    let half = |channel: usize, place: usize, row: usize| {
        let first = network.channel(place, 0);
        if network.channels[channel].place == place { 2 * (channel - first) } else { 2 * row + 1 }
    };
    let mut channels = vec![route.channels[0]];
    let mut runs: Vec<Run> = Vec::new();
    for (n, passage) in route.passages.iter().enumerate() {
        let (from, to) = (route.channels[n], route.channels[n + 1]);
        let rows = match *passage {
            Passage::Gap(place, row, _) => (half(from, place, row), half(to, place, row)),
            _ => (0, 0),
        };
        let rows = (rows.0.min(rows.1), rows.0.max(rows.1));
        match runs.last_mut() {
            Some(last)
                if edge(grid, *passage).is_some() && edge(grid, last.passage) == edge(grid, *passage) =>
            {
                last.channels[1] = to;
                last.rows = (last.rows.0.min(rows.0), last.rows.1.max(rows.1));
                channels.pop();
            }
            _ => runs.push(Run { passage: *passage, channels: [from, to], rows, lane: 0 }),
        }
        channels.push(to);
    }
    Track { arrow: route.arrow, sides: route.sides, channels, runs }
}
