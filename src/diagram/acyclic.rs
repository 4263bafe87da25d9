//! Layers: who sends stands above who receives.

/// The layers of `count` siblings joined by `edges` (from, to), in the order they were drawn: an edge that would close a
/// circle is passed over, so what was drawn first decides what is above. `low` ones have something to send to what is
/// below all of them, `high` ones are sent something from above.
pub fn layers(count: usize, edges: &[(usize, usize)], low: &[bool], high: &[bool]) -> Vec<usize> {
    let next = forward(count, edges);
    let order = sorted(&next);
    let mut layer = vec![0_usize; count];
    for &n in &order {
        for &m in &next[n] {
            layer[m] = layer[m].max(layer[n] + 1);
        }
    }
    let last = layer.iter().copied().max().unwrap_or(0);
    let mut fed = vec![false; count];
    next.iter().flatten().for_each(|m| fed[*m] = true);
    for &n in order.iter().rev() {
        let nearest = next[n].iter().map(|m| layer[*m]).min();
        match nearest {
            Some(below) if !fed[n] && !high[n] => layer[n] = below.saturating_sub(1),
            Some(below) if low[n] => layer[n] = below.saturating_sub(1).max(layer[n]),
            None if low[n] && (!high[n] || fed[n]) => layer[n] = last,
            _ => {}
        }
    }
    layer
}

/// The edges that close no circle; of two opposite ones those that are more, or else the first.
fn forward(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let times = |edge: (usize, usize)| edges.iter().filter(|e| **e == edge).count();
    let mut next = vec![Vec::new(); count];
    for &(a, b) in edges {
        if a != b && !next[a].contains(&b) && times((a, b)) >= times((b, a)) && !reaches(&next, b, a) {
            next[a].push(b);
        }
    }
    next
}

fn reaches(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; next.len()];
    let mut open = vec![from];
    while let Some(n) = open.pop() {
        if n == to {
            return true;
        }
        if !std::mem::replace(&mut seen[n], true) {
            open.extend(&next[n]);
        }
    }
    false
}

/// Everything before what it leads to.
fn sorted(next: &[Vec<usize>]) -> Vec<usize> {
    let mut waiting = vec![0; next.len()];
    next.iter().flatten().for_each(|m| waiting[*m] += 1);
    let mut order: Vec<usize> = (0..next.len()).filter(|n| waiting[*n] == 0).collect();
    let mut at = 0;
    while at < order.len() {
        for &m in &next[order[at]] {
            waiting[m] -= 1;
            if waiting[m] == 0 {
                order.push(m);
            }
        }
        at += 1;
    }
    order
}
