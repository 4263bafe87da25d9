//! Which of two lists of lines, or of sentences, came from which: pairs of what is alike, in order.

/// Texts in which fewer than these parts of a hundred are the same are two texts, not one that changed.
const ALIKE: usize = 40;
/// The most pairs that are all weighed against each other.
const MOST_PAIRS: usize = 10_000;
/// How far ahead the counterpart of a text is looked for in longer lists.
const AHEAD: usize = 24;

/// Pairs of alike texts in rising order on both sides; `None` is like nothing. Of short lists those pairs that together
/// have most in common; in long ones each text takes the best of the next few.
pub fn pairs<T: AsRef<str>>(older: &[Option<T>], newer: &[Option<T>]) -> Vec<(usize, usize)> {
    let pairs = |list: &[Option<T>]| -> Vec<Option<Pairs>> {
        list.iter().map(|text| text.as_ref().map(|t| Pairs::of(t.as_ref()))).collect()
    };
    let (from, to) = (pairs(older), pairs(newer));
    let weight = |i: usize, j: usize| {
        let score = from[i].as_ref().zip(to[j].as_ref()).map_or(0, |(a, b)| a.likeness(b));
        if score >= ALIKE { score } else { 0 }
    };
    if older.len() * newer.len() > MOST_PAIRS {
        return nearest(older.len(), newer.len(), weight);
    }
    let weights: Vec<Vec<usize>> =
        (0..older.len()).map(|i| (0..newer.len()).map(|j| weight(i, j)).collect()).collect();
    heaviest(&weights, newer.len())
}

fn nearest(height: usize, width: usize, weight: impl Fn(usize, usize) -> usize) -> Vec<(usize, usize)> {
    let (mut pairs, mut next) = (Vec::new(), 0);
    for i in 0..height {
        let ahead = next..(next + AHEAD).min(width);
        // Of two that are as good the nearer.
        let best = ahead
            .map(|j| (weight(i, j), j))
            .filter(|(w, _)| *w > 0)
            .max_by_key(|(w, j)| (*w, std::cmp::Reverse(*j)));
        if let Some((_, j)) = best {
            pairs.push((i, j));
            next = j + 1;
        }
    }
    pairs
}

/// The pairs in rising order on both sides whose weights add up to most.
fn heaviest(weights: &[Vec<usize>], width: usize) -> Vec<(usize, usize)> {
    let height = weights.len();
    let mut best = vec![vec![0; width + 1]; height + 1];
    for i in (0..height).rev() {
        for j in (0..width).rev() {
            let paired = if weights[i][j] > 0 { weights[i][j] + best[i + 1][j + 1] } else { 0 };
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < height && j < width {
        if weights[i][j] > 0 && best[i][j] == weights[i][j] + best[i + 1][j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Neighbouring characters of a text, sorted: how alike two texts are.
struct Pairs(Vec<(char, char)>);

impl Pairs {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut pairs: Vec<(char, char)> = chars.windows(2).map(|w| (w[0], w[1])).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Parts of a hundred that both have (Dice's coefficient).
    fn likeness(&self, other: &Self) -> usize {
        let (mut a, mut b, mut both) = (0, 0, 0);
        while a < self.0.len() && b < other.0.len() {
            match self.0[a].cmp(&other.0[b]) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => (a, b, both) = (a + 1, b + 1, both + 1),
            }
        }
        200 * both / (self.0.len() + other.0.len()).max(1)
    }
}
