//! Numbers that look random and are the same for the same seed, so that a failure can be repeated by its number.

/// A small generator (xorshift): no crate is needed for so little.
pub struct Random(u64);

impl Random {
    /// A generator; two seeds give two sequences.
    pub fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `most`; 0 where there is none.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// True so often of ten times.
    pub fn chance(&mut self, in_ten: usize) -> bool {
        self.below(10) < in_ten
    }

    /// One of a list.
    pub fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    /// Any character of Unicode.
    pub fn character(&mut self) -> char {
        char::from_u32(self.below(0x11_0000) as u32).unwrap_or('\u{FFFD}')
    }
}
