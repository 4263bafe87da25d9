//! Reading the head of a line character by character, either width.

use super::{Counter, Dress, Kind, Marker};
use crate::text::chars::{digit, indentation};

/// A place in a line.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Head<'a> {
    /// The beginning of the line.
    pub fn new(line: &'a str) -> Self {
        Self { line, at: 0 }
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next character.
    pub fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes the next character if it is one of these.
    pub fn eat(&mut self, of: &[char]) -> bool {
        let found = self.peek().is_some_and(|c| of.contains(&c));
        if found {
            self.next();
        }
        found
    }

    /// Takes a number of at most `most` digits. A longer one is none at all: 2024 is a year.
    pub fn number(&mut self, most: usize) -> Option<u32> {
        let digits = self.rest().chars().map_while(digit).take(most + 1);
        let (count, value) = digits.fold((0, 0), |(count, value), d| (count + 1, value * 10 + d));
        if count == 0 || count > most {
            return None;
        }
        (0..count).for_each(|_| {
            self.next();
        });
        Some(value)
    }

    /// Takes space; whether there was any.
    pub fn space(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(|c| indentation(c).is_some()) {
            self.next();
        }
        self.at > from
    }

    /// Takes a closing parenthesis.
    pub fn close(&mut self) -> bool {
        self.eat(&[')', '）'])
    }

    /// Takes the strokes that tell steps of the same number apart: 1-4’ 1-4” 1-4’”.
    pub fn primes(&mut self) {
        while self.eat(&['’', '”', '\'', '´', '′', '″', '‴', '＇']) {}
    }

    /// Whether the last character taken is a figure, not a circled one.
    pub fn is_after_figure(&self) -> bool {
        self.line[..self.at].chars().next_back().and_then(digit).is_some()
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    /// Whether space or nothing is next: what a bare marker needs.
    pub fn is_apart(&self) -> bool {
        self.peek().is_none_or(|c| indentation(c).is_some())
    }

    /// The marker read up to here.
    pub fn marker(self, counter: Counter, dress: Dress, ordinal: u32) -> Option<Marker> {
        Some(Marker { kind: Kind { counter, dress }, len: self.at, ordinal, doubtful: false })
    }
}
