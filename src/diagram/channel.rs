//! A channel: the parts of arrows that go along it, one below the other, in an order with few crossings.

/// A part of an arrow that goes along a channel.
#[derive(Debug, Clone)]
pub struct Part {
    /// Where it begins and ends.
    pub ends: [i32; 2],
    /// Whether the arrow goes up from there.
    pub up: [bool; 2],
    /// The label on it: where its middle is, its width and height.
    pub pill: Option<(i32, i32, i32)>,
    /// How far down in the channel it is.
    pub y: i32,
}

/// Two lines nearer than this would be taken for one.
const NEAR: i32 = 6;
/// Between two parts.
const APART: i32 = 8;
/// Between the edge of a channel and what is in it: room for the head of an arrow.
const MARGIN: i32 = 13;
/// The height of a channel that nothing goes along.
const EMPTY: i32 = 9;
/// More parts than this are left in their first order.
const MOST: usize = 120;

impl Part {
    fn span(&self) -> (i32, i32) {
        let (low, high) = (self.ends[0].min(self.ends[1]), self.ends[0].max(self.ends[1]));
        match self.pill {
            Some((x, w, _)) => (low.min(x - w / 2), high.max(x + w / 2)),
            None => (low, high),
        }
    }

    fn half(&self) -> i32 {
        self.pill.map_or(0, |(_, _, h)| h / 2)
    }

    fn is_straight(&self) -> bool {
        self.ends[0] == self.ends[1] && self.up[0] != self.up[1] && self.pill.is_none()
    }

    fn meets(&self, other: &Self) -> bool {
        let (a, b) = (self.span(), other.span());
        a.0 <= b.1 + NEAR && b.0 <= a.1 + NEAR
    }

    /// The lines that leave it upwards, or downwards.
    fn leaving(&self, up: bool) -> impl Iterator<Item = i32> + '_ {
        (0..2).filter(move |n| self.up[*n] == up).map(|n| self.ends[n])
    }

    /// How bad it is when lines of `other` go through it on this side of it.
    fn crossed(&self, other: &Self, up: bool) -> i32 {
        let (low, high) = (self.ends[0].min(self.ends[1]), self.ends[0].max(self.ends[1]));
        let crossing = |x: i32| {
            let label = self.pill.is_some_and(|(at, w, _)| (x - at).abs() <= w / 2 + 2);
            let merged = self.leaving(!up).any(|own| (own - x).abs() < NEAR);
            i32::from(low <= x && x <= high) + if label { 8 } else { 0 } + if merged { 60 } else { 0 }
        };
        other.leaving(up).map(crossing).sum()
    }
}

/// Gives every part its height in the channel; the height of the channel.
pub fn stack(parts: &mut [Part]) -> i32 {
    let order = ordered(parts);
    let mut bottom = 0;
    for (n, &p) in order.iter().enumerate() {
        let above = order[..n].iter().filter(|q| parts[**q].meets(&parts[p]));
        let least = above.map(|q| parts[*q].y + parts[*q].half() + APART).max().unwrap_or(MARGIN);
        parts[p].y = least + parts[p].half();
        bottom = bottom.max(parts[p].y + parts[p].half());
    }
    let straight: Vec<usize> = (0..parts.len()).filter(|p| parts[*p].is_straight()).collect();
    for p in &straight {
        parts[*p].y = (bottom + MARGIN) / 2;
    }
    match (order.is_empty(), straight.is_empty()) {
        (true, true) => EMPTY,
        (true, false) => 2 * MARGIN,
        _ => bottom + MARGIN,
    }
}

/// The parts that need a height of their own, from top to bottom.
fn ordered(parts: &[Part]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parts.len()).filter(|p| !parts[*p].is_straight()).collect();
    order.sort_by_key(|p| {
        let up = parts[*p].up.iter().filter(|u| **u).count();
        let (low, high) = parts[*p].span();
        (2 - up, high - low)
    });
    if order.len() > MOST {
        return order;
    }
    let cost = |above: usize, below: usize| {
        parts[above].crossed(&parts[below], true) + parts[below].crossed(&parts[above], false)
    };
    let costs: Vec<Vec<i32>> =
        (0..parts.len()).map(|a| (0..parts.len()).map(|b| cost(a, b)).collect()).collect();
    for _ in 0..8 {
        let mut moved = false;
        for p in order.clone() {
            moved |= reinsert(&mut order, p, &costs);
        }
        if !moved {
            break;
        }
    }
    order
}

/// Moves a part to where it is crossed least; whether that was elsewhere.
fn reinsert(order: &mut Vec<usize>, p: usize, costs: &[Vec<i32>]) -> bool {
    let Some(at) = order.iter().position(|q| *q == p) else { return false };
    order.remove(at);
    let mut cost: i32 = order.iter().map(|q| costs[p][*q]).sum();
    let (mut here, mut best) = (0, (i32::MAX, 0));
    for place in 0..=order.len() {
        if place == at {
            here = cost;
        }
        best = best.min((cost, place));
        if let Some(q) = order.get(place) {
            cost += costs[*q][p] - costs[p][*q];
        }
    }
    let to = if best.0 < here { best.1 } else { at };
    order.insert(to, p);
    to != at
}
