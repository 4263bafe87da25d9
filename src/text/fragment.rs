//! HTML with places left open for what depends on the page it will stand on.

/// A piece of HTML and what is to be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// Complete HTML if nothing is filled in, but for where links lead.
    pub html: String,
    /// What goes where: byte offsets, ascending.
    pub slots: Vec<(usize, Slot)>,
}

/// A place left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Within the tag `<a` or `<img` of this link of `Text::links`: ` href="…"` or ` src="…"` and any other attributes.
    Href(usize),
    /// Before a term of the glossary.
    TermStart(usize),
    /// After it.
    TermEnd(usize),
    /// Within the tag of the region that this table of the text scrolls in: ` aria-label="…"`.
    TableLabel(usize),
}

impl Fragment {
    /// Writes the HTML, calling `fill` wherever something may be put in.
    pub fn splice(&self, out: &mut String, fill: &mut dyn FnMut(&Slot, &mut String)) {
        let mut from = 0;
        for (at, slot) in &self.slots {
            out.push_str(&self.html[from..*at]);
            fill(slot, out);
            from = *at;
        }
        out.push_str(&self.html[from..]);
    }
}
