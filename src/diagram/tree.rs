//! Which box is in which. The ground, on which the outermost boxes stand, is a place as well: the last one.

use super::{Arrow, Node};

/// The boxes as a tree.
pub struct Tree {
    /// The ground: its index is that after the last box.
    pub ground: usize,
    /// Where a box is; the ground is in itself.
    pub parent: Vec<usize>,
    /// What is in a box, in the order given.
    pub children: Vec<Vec<usize>>,
}

impl Tree {
    /// The tree of these boxes. A box that would be in itself, at once or through others, stands on the ground.
    pub fn new(nodes: &[Node]) -> Self {
        let ground = nodes.len();
        let mut parent: Vec<usize> =
            nodes.iter().map(|n| n.inside.filter(|p| *p < ground).unwrap_or(ground)).collect();
        parent.push(ground);
        for n in 0..ground {
            let mut above = parent[n];
            let mut steps = 0;
            while above != ground && above != n && steps <= ground {
                above = parent[above];
                steps += 1;
            }
            if above != ground {
                parent[n] = ground;
            }
        }
        let mut children = vec![Vec::new(); ground + 1];
        (0..ground).for_each(|n| children[parent[n]].push(n));
        Self { ground, parent, children }
    }

    /// True where others are in the box.
    pub fn holds_boxes(&self, n: usize) -> bool {
        !self.children[n].is_empty()
    }

    /// True where `inner` is `outer` or somewhere in it.
    pub fn within(&self, mut inner: usize, outer: usize) -> bool {
        while inner != outer && inner != self.ground {
            inner = self.parent[inner];
        }
        inner == outer
    }

    /// The box directly in `place` that `n` is, or is in; nothing where it is not in it.
    pub fn lifted(&self, mut n: usize, place: usize) -> Option<usize> {
        while n != self.ground {
            if self.parent[n] == place {
                return Some(n);
            }
            n = self.parent[n];
        }
        None
    }

    /// The innermost place that both ends of an arrow are in; the outer end itself where the other is in it.
    pub fn meeting(&self, arrow: &Arrow) -> usize {
        let mut place = if arrow.from == arrow.to { self.parent[arrow.from] } else { arrow.from };
        while !self.within(arrow.to, place) {
            place = self.parent[place];
        }
        place
    }

    /// Every place, what is outside before what is inside, the ground first.
    pub fn outside_in(&self) -> Vec<usize> {
        let mut order = vec![self.ground];
        let mut next = 0;
        while next < order.len() {
            order.extend(&self.children[order[next]]);
            next += 1;
        }
        order
    }
}
