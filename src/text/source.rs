//! A text made ready for parsing: one kind of line end, no control characters, no CriticMarkup signs.
//!
//! Most texts need nothing of that and are taken as they are. For the others a map leads back to the source, since
//! every place reported is one that the author can look up.

use super::critic::{self, Change};
use super::{Trouble, TroubleKind};
use std::ops::Range;

/// A text ready for parsing, and the way back.
pub struct Source {
    /// What is parsed.
    pub text: Box<str>,
    /// Where in `text` inserted and deleted stretches begin and end.
    pub marks: Vec<Mark>,
    /// Which characters occur at all; spares looking for the others.
    pub traits: Traits,
    /// What had to be dropped, as ranges of the source.
    pub troubles: Vec<Trouble>,
    joints: Vec<Joint>,
}

/// From here on the text is inserted, deleted, or neither.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub at: usize,
    pub then: Change,
}

/// A place where the text and its source run apart.
struct Joint {
    at: usize,
    /// Where in the source the piece before ends, and the piece after begins.
    before: usize,
    after: usize,
}

/// Which characters occur in a text.
#[derive(Clone, Copy, Default)]
pub struct Traits(u8);

impl Traits {
    /// Something that may be inline Markdown.
    pub const INLINE: u8 = 1;
    /// `&`, `<`, `>` or `"`.
    pub const ESCAPES: u8 = 2;
    /// `|`.
    pub const PIPES: u8 = 4;
    const CONTROL: u8 = 8;
    const BRACE: u8 = 16;
    /// The first byte of U+0080 to U+009F, and of U+2028 and U+2029, among many others.
    const LEAD: u8 = 32;

    const OF_BYTE: [u8; 256] = {
        let mut of = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            of[byte] = match byte as u8 {
                b'\t' | b'\n' => 0,
                0..=0x1f | 0x7f => Self::CONTROL,
                b'*' | b'_' | b'`' | b'[' | b'~' | b'\\' => Self::INLINE,
                b'<' | b'&' => Self::INLINE | Self::ESCAPES,
                b'>' | b'"' => Self::ESCAPES,
                b'|' => Self::PIPES,
                b'{' => Self::BRACE,
                0xc2 | 0xe2 => Self::LEAD,
                _ => 0,
            };
            byte += 1;
        }
        of
    };

    fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |seen, byte| seen | Self::OF_BYTE[byte as usize]))
    }

    /// Whether any of these occurs.
    pub fn any(self, traits: u8) -> bool {
        self.0 & traits != 0
    }
}

impl Source {
    /// Reads a text.
    pub fn new(source: &str) -> Self {
        let traits = Traits::of(source);
        if needs_cleaning(source, traits) {
            return Cleaning::new(source, traits).run();
        }
        Self { text: source.into(), marks: Vec::new(), traits, troubles: Vec::new(), joints: Vec::new() }
    }

    /// Where a range of the text stands in the source.
    pub fn locate(&self, range: Range<usize>) -> Range<usize> {
        let start = match self.joints.partition_point(|joint| joint.at <= range.start) {
            0 => range.start,
            n => self.joints[n - 1].after + (range.start - self.joints[n - 1].at),
        };
        let n = self.joints.partition_point(|joint| joint.at < range.end);
        let end = match (self.joints.get(n), n.checked_sub(1).map(|n| &self.joints[n])) {
            (Some(joint), _) if joint.at == range.end => joint.before,
            (_, Some(joint)) => joint.after + (range.end - joint.at),
            (_, None) => range.end,
        };
        start..end.max(start)
    }

    /// What the text says about itself at this place.
    pub fn change_at(&self, at: usize) -> Change {
        match self.marks.partition_point(|mark| mark.at <= at) {
            0 => Change::None,
            n => self.marks[n - 1].then,
        }
    }

    /// The first place after `at` where that changes, `end` at the latest.
    pub fn change_after(&self, at: usize, end: usize) -> usize {
        let next = self.marks.get(self.marks.partition_point(|mark| mark.at <= at));
        next.map_or(end, |mark| mark.at.min(end))
    }
}

fn needs_cleaning(source: &str, traits: Traits) -> bool {
    traits.any(Traits::CONTROL)
        || source.starts_with('\u{feff}')
        || traits.any(Traits::LEAD) && source.as_bytes().windows(3).any(is_unprintable)
        || traits.any(Traits::BRACE) && critic::occurs(source)
}

/// U+0080 to U+009F, U+2028 and U+2029, by their bytes.
fn is_unprintable(bytes: &[u8]) -> bool {
    matches!(bytes, [0xc2, 0x80..=0x9f, _] | [0xe2, 0x80, 0xa8 | 0xa9])
}

/// What stands for a character that must not reach a page: `Some("")` for one that is dropped.
fn replaced(c: char) -> Option<&'static str> {
    match c {
        '\n' | '\t' => None,
        // Word's line break within a paragraph, and its page break.
        '\u{b}' | '\u{c}' => Some("\n"),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some(" "),
        c if c.is_control() => Some(""),
        _ => None,
    }
}

/// A text on its way from the source to what is parsed.
struct Cleaning<'a> {
    source: &'a str,
    from: usize,
    text: String,
    done: Source,
}

impl<'a> Cleaning<'a> {
    fn new(source: &'a str, traits: Traits) -> Self {
        let done =
            Source { text: "".into(), marks: Vec::new(), traits, troubles: Vec::new(), joints: Vec::new() };
        Self { source, from: 0, text: String::with_capacity(source.len()), done }
    }

    fn run(mut self) -> Source {
        for sign in critic::signs(self.source) {
            self.copy(sign.at);
            self.skip(sign.at..sign.at + sign.len, "");
            self.done.marks.push(Mark { at: self.text.len(), then: sign.then });
        }
        self.copy(self.source.len());
        self.done.text = self.text.into_boxed_str();
        self.done
    }

    /// Takes over the source up to `end`.
    fn copy(&mut self, end: usize) {
        let (source, from) = (self.source, self.from);
        for (at, c) in source[from..end].char_indices() {
            let range = from + at..from + at + c.len_utf8();
            match c {
                '\r' if source[range.end..].starts_with('\n') => self.skip(range, ""),
                '\r' => self.skip(range, "\n"),
                '\u{feff}' if range.start == 0 => self.skip(range, ""),
                c => match replaced(c) {
                    None => {}
                    Some("") => {
                        self.dropped(range.clone());
                        self.skip(range, "");
                    }
                    Some(instead) => self.skip(range, instead),
                },
            }
        }
        self.text.push_str(&source[self.from..end]);
        self.from = end;
    }

    /// Takes over what stands before the range, and `instead` for the range.
    fn skip(&mut self, range: Range<usize>, instead: &str) {
        self.text.push_str(&self.source[self.from..range.start]);
        self.text.push_str(instead);
        let before = if instead.is_empty() { range.start } else { range.end };
        match self.done.joints.last_mut() {
            Some(last) if last.at == self.text.len() => last.after = range.end,
            _ => self.done.joints.push(Joint { at: self.text.len(), before, after: range.end }),
        }
        self.from = range.end;
    }

    /// Reports a dropped character; neighbours are one trouble.
    fn dropped(&mut self, range: Range<usize>) {
        match self.done.troubles.last_mut() {
            Some(last) if last.range.end == range.start => last.range.end = range.end,
            _ => self.done.troubles.push(Trouble { kind: TroubleKind::Unrendered, range }),
        }
    }
}
