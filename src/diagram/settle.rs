//! Where boxes stand in their rows: near those they have to do with, in an order with few crossings.

use super::grid::Grid;
use super::lanes::Room;

/// How often the rows are gone through.
const SWEEPS: usize = 8;

/// Places all boxes from left to right; `reorder` lets boxes of a row change places.
pub fn all(grid: &mut Grid, room: &Room, reorder: bool) {
    place_evenly(grid, room);
    let mut best = (cost(grid), grid.rows.clone(), grid.x.clone());
    for _ in 0..SWEEPS {
        for place in grid.tree.outside_in() {
            for row in 0..grid.rows[place].len() {
                settle(grid, room, place, row, reorder);
            }
        }
        let now = cost(grid);
        if now < best.0 {
            best = (now, grid.rows.clone(), grid.x.clone());
        }
    }
    (_, grid.rows, grid.x) = best;
}

/// Every row in the middle of its box.
fn place_evenly(grid: &mut Grid, room: &Room) {
    for place in grid.tree.outside_in() {
        for row in 0..grid.rows[place].len() {
            let middle = grid.middle(place) - grid.x[place];
            let wishes: Vec<i32> = grid.rows[place][row].iter().map(|_| middle).collect();
            put(grid, room, place, row, &wishes);
        }
    }
}

fn settle(grid: &mut Grid, room: &Room, place: usize, row: usize, reorder: bool) {
    let mut wished: Vec<(i32, usize)> = grid.rows[place][row].iter().map(|n| (wish(grid, *n), *n)).collect();
    if reorder {
        wished.sort_by_key(|(x, _)| *x);
        grid.rows[place][row] = wished.iter().map(|(_, n)| *n).collect();
    }
    let wishes: Vec<i32> = wished.iter().map(|(x, _)| x - grid.x[place]).collect();
    put(grid, room, place, row, &wishes);
}

/// Where the middle of a box would best be: its arrows as straight as can be.
fn wish(grid: &Grid, n: usize) -> i32 {
    let (mut sum, mut count) = (0, 0);
    for arrow in grid.arrows {
        let (from, to) = (grid.tree.within(arrow.from, n), grid.tree.within(arrow.to, n));
        if from != to {
            let (own, other) = if from { (arrow.from, arrow.to) } else { (arrow.to, arrow.from) };
            sum += grid.middle(other) - grid.middle(own);
            count += 1;
        }
    }
    grid.middle(n) + if count == 0 { 0 } else { sum / count }
}

/// Puts the boxes of a row near where they wish to be; wishes count from the edge of the place.
fn put(grid: &mut Grid, room: &Room, place: usize, row: usize, wishes: &[i32]) {
    let boxes = grid.rows[place][row].clone();
    let widths: Vec<i32> = boxes.iter().map(|n| grid.w[*n]).collect();
    let gaps: Vec<i32> =
        (1..boxes.len()).map(|slot| room.between(place, row, slot, grid.scale.gap)).collect();
    let low = grid.scale.pad + room.left[place];
    let high = grid.w[place] - grid.scale.pad - room.right[place];
    let lefts: Vec<i32> = wishes.iter().zip(&widths).map(|(x, w)| x - w / 2).collect();
    for (n, x) in boxes.iter().zip(spread(&lefts, &widths, &gaps, low, high)) {
        shift(grid, *n, grid.x[place] + x);
    }
}

/// Moves a box with everything in it.
fn shift(grid: &mut Grid, n: usize, x: i32) {
    let by = x - grid.x[n];
    let mut open = vec![n];
    while let Some(n) = open.pop() {
        grid.x[n] += by;
        open.extend(&grid.tree.children[n]);
    }
}

/// The places nearest to `wishes` for things of these widths with these gaps between them, from `low` to `high`: those
/// that would overlap are moved together, and share what they lose.
pub fn spread(wishes: &[i32], widths: &[i32], gaps: &[i32], low: i32, high: i32) -> Vec<i32> {
    let mut offsets = vec![0; wishes.len()];
    for n in 1..wishes.len() {
        offsets[n] = offsets[n - 1] + widths[n - 1] + gaps[n - 1];
    }
    let Some(end) = offsets.last().zip(widths.last()).map(|(o, w)| o + w) else { return Vec::new() };
    let mut groups: Vec<(i64, i64)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offsets) {
        groups.push((i64::from(wish - offset), 1));
        while let [.., (sum, count), (next, more)] = groups[..]
            && sum * more > next * count
        {
            groups.truncate(groups.len() - 2);
            groups.push((sum + next, count + more));
        }
    }
    let starts = groups.iter().flat_map(|(sum, count)| (0..*count).map(move |_| sum.div_euclid(*count)));
    let most = (high - end).max(low);
    starts
        .zip(&offsets)
        .map(|(start, offset)| i32::try_from(start).unwrap_or(most).clamp(low, most) + offset)
        .collect()
}

/// How far arrows go sideways, and how often two of neighbouring rows would cross.
fn cost(grid: &Grid) -> i64 {
    let ends: Vec<(i32, i32)> =
        grid.arrows.iter().map(|a| (grid.middle(a.from), grid.middle(a.to))).collect();
    ends.iter().map(|(a, b)| i64::from((a - b).abs())).sum()
}
