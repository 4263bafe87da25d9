//! Definitions: a footnote (`[^1]: …`), the destination of a reference link (`[law]: https://…`).

use super::Reader;
use super::containers::Container;
use super::line::{self, Line};
use crate::text::inline::link;

impl Reader<'_> {
    /// Takes in the definition; whether the line was one. A second one of the same label is text, for nothing is lost.
    pub(super) fn define(&mut self, line: Line) -> bool {
        let content = line.content(self.text);
        if let Some((label, from)) = line::note(content) {
            let known = self.done.labels.contains_key(label);
            if !known {
                self.done.labels.insert(label, self.done.notes.len());
                self.note(line.rest(self.text, from));
            }
            return !known;
        }
        // It shows nothing, so only what leads somewhere may be one: [注]: これは…
        let definition =
            line::definition(content).filter(|(_, to)| self.leaf.is_none() && link::is_allowed(to));
        if let Some((label, destination)) = definition {
            self.done.definitions.entry(link::label(label)).or_insert(destination);
        }
        definition.is_some()
    }

    fn note(&mut self, rest: Line) {
        self.close_to(0);
        self.done.notes.push(self.done.steps.len()..self.done.steps.len());
        self.open.push(Container::note());
        if !rest.is_blank() {
            self.inside(rest);
        }
    }
}
