//! Which numbers a text has had, so that a doubtful marker can be told from a sentence that begins like one.

use super::{Counter, Kind, Marker};

/// The last number of each kind of marker.
#[derive(Default)]
pub struct Sequence {
    last: Vec<(Kind, u32)>,
}

impl Sequence {
    /// The marker as it is meant, if it is one: a doubtful marker is the first of its kind or follows the one before.
    pub fn judge(&self, marker: Marker) -> Option<Marker> {
        let marker = self.letter_for_roman(marker);
        (!marker.doubtful || marker.ordinal == 1 || self.follows(marker.kind, marker.ordinal)).then_some(marker)
    }

    /// Takes note of a marker that heads an entry.
    pub fn record(&mut self, marker: Marker) {
        match self.last.iter_mut().find(|(kind, _)| *kind == marker.kind) {
            Some((_, last)) => *last = marker.ordinal,
            None => self.last.push((marker.kind, marker.ordinal)),
        }
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
