//! Which numbers a text has had: what tells a doubtful marker from a sentence that begins like one, and where an
//! outline goes on that a paragraph interrupted.

use super::{Counter, Kind, Marker};

/// The markers so far.
#[derive(Default)]
pub struct Sequence {
    /// The last number of each kind of marker.
    last: Vec<(Kind, u32)>,
    /// The entries around the current place, outermost first, as if no paragraph had ended them.
    path: Vec<(Kind, u32)>,
}

impl Sequence {
    /// The marker as it is meant, if it is one: a doubtful marker is the first of its kind or follows the one before.
    pub fn judge(&self, marker: Marker) -> Option<Marker> {
        let marker = self.letter_for_roman(marker);
        (!marker.doubtful || marker.ordinal == 1 || self.follows(marker.kind, marker.ordinal))
            .then_some(marker)
    }

    /// How many entries are around the current place.
    pub fn depth(&self) -> usize {
        self.path.len()
    }

    /// The level at which this marker has its predecessor: `3 …` after `2 …`, whatever stood in between.
    pub fn resumes(&self, marker: &Marker) -> Option<usize> {
        self.path.iter().position(|(kind, last)| *kind == marker.kind && last + 1 == marker.ordinal)
    }

    /// Goes on with an entry at this level.
    pub fn enter(&mut self, level: usize, marker: &Marker) {
        self.path.truncate(level);
        self.path.push((marker.kind, marker.ordinal));
        match self.last.iter_mut().find(|(kind, _)| *kind == marker.kind) {
            Some((_, last)) => *last = marker.ordinal,
            None => self.last.push((marker.kind, marker.ordinal)),
        }
    }

    /// A sub-heading: outlines below it have nothing to do with those above.
    pub fn leave(&mut self) {
        self.path.clear();
    }

    fn follows(&self, kind: Kind, ordinal: u32) -> bool {
        self.last.iter().any(|(other, last)| *other == kind && last + 1 == ordinal)
    }

    /// (i) after (h) is a letter.
    fn letter_for_roman(&self, marker: Marker) -> Marker {
        let (counter, ordinal) = match (marker.kind.counter, marker.ordinal) {
            (Counter::Roman, 1) => (Counter::Letter, 9),
            (Counter::Roman, 5) => (Counter::Letter, 22),
            (Counter::Roman, 10) => (Counter::Letter, 24),
            (Counter::RomanCapital, 1) => (Counter::Capital, 9),
            (Counter::RomanCapital, 5) => (Counter::Capital, 22),
            (Counter::RomanCapital, 10) => (Counter::Capital, 24),
            _ => return marker,
        };
        let kind = Kind { counter, ..marker.kind };
        if self.follows(kind, ordinal) { Marker { kind, ordinal, ..marker } } else { marker }
    }
}
