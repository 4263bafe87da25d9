//! CriticMarkup: `{++inserted++}`, `{--deleted--}`, `{~~old~>new~~}`.
//!
//! Finds the signs; taking them out of the text is `source.rs`, showing what they mean `inline/` and the outputs.

/// What a stretch of text says about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Text as it stands.
    #[default]
    None,
    /// New text.
    Inserted,
    /// Text that is gone; shown struck, left out of plain text.
    Deleted,
}

/// A sign of the markup: where it is, how long, and what holds after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    pub at: usize,
    pub len: usize,
    pub then: Change,
}

/// One of the three kinds of marking.
struct Pair {
    open: &'static str,
    close: &'static str,
    first: Change,
}

const PAIRS: [Pair; 3] = [
    Pair { open: "{++", close: "++}", first: Change::Inserted },
    Pair { open: "{--", close: "--}", first: Change::Deleted },
    Pair { open: "{~~", close: "~~}", first: Change::Deleted },
];

const ARROW: &str = "~>";

/// Whether there is anything to look for.
pub fn occurs(text: &str) -> bool {
    PAIRS.iter().any(|pair| text.contains(pair.open))
}

/// The signs of all complete markings, in order. Incomplete ones are text.
pub fn signs(text: &str) -> Vec<Sign> {
    // Knowing the last closing sign of each kind keeps ten thousand openings without one linear.
    let last = PAIRS.map(|pair| text.rfind(pair.close));
    let mut signs = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        from = open + 1;
        let Some(which) = PAIRS.iter().position(|pair| text[open..].starts_with(pair.open)) else { continue };
        if last[which].is_none_or(|close| close < open + 3) || is_escaped(text, open) {
            continue;
        }
        from = marking(text, open, &PAIRS[which], &mut signs);
    }
    signs
}

/// Adds the marking that opens here (or, if another opens before it closes, that one); returns where to go on.
fn marking(text: &str, open: usize, pair: &Pair, signs: &mut Vec<Sign>) -> usize {
    let Some(close) = text[open + 3..].find(pair.close).map(|at| open + 3 + at) else { return open + 3 };
    let nested = text[open + 3..close].rmatch_indices(pair.open).map(|(at, _)| open + 3 + at);
    let open = nested.into_iter().find(|at| !is_escaped(text, *at)).unwrap_or(open);
    let inner = open + 3;
    let arrow = text[inner..close].find(ARROW).map(|at| inner + at);
    match (pair.open, arrow) {
        ("{~~", None) => return close + 3,
        ("{~~", Some(arrow)) => {
            signs.push(Sign { at: open, len: 3, then: pair.first });
            signs.push(Sign { at: arrow, len: ARROW.len(), then: Change::Inserted });
        }
        _ => signs.push(Sign { at: open, len: 3, then: pair.first }),
    }
    signs.push(Sign { at: close, len: 3, then: Change::None });
    close + 3
}

fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].ends_with('\\')
}
