//! The postings of all documents, merged, and divided into small files by the beginning of the token.

use super::pack::Packer;
use super::postings::{self, BITS, Listed, Postings, Term};
use rayon::prelude::*;
use std::collections::HashMap;

/// How hard the files are packed.
const LEVEL: u32 = 7;

/// The files, and the first token of each.
pub struct Shards {
    /// The first token of every file, shortened to what tells it from the last token of the file before.
    pub firsts: Vec<String>,
    /// The files.
    pub files: Vec<Vec<u8>>,
}

/// A token with all items that have it.
struct Merged {
    term: String,
    count: u32,
    bytes: Vec<u8>,
    last: u32,
}

/// Merges the postings of documents, in their order, and divides them into files of about `target` bytes.
pub fn of(documents: &[&Postings], target: usize) -> Shards {
    let mut terms = merged(documents);
    terms.par_sort_unstable_by(|a, b| a.term.cmp(&b.term));
    let ranges = divided(&terms, target);
    let firsts = ranges.iter().map(|range| separator(&terms, range.start)).collect();
    let files = ranges
        .par_iter()
        .map_init(|| Packer::new(LEVEL), |packer, range| packer.pack(&file(&terms[range.clone()])));
    Shards { firsts, files: files.collect() }
}

/// The items of a document are counted on from those of the documents before: the first step is written anew, the
/// others are copied.
fn merged(documents: &[&Postings]) -> Vec<Merged> {
    let mut numbers: HashMap<Term, usize> = HashMap::new();
    let mut terms: Vec<Merged> = Vec::new();
    let mut base = 0;
    for document in documents {
        for listed in document.terms() {
            let number = *numbers.entry(listed.term).or_insert_with(|| {
                terms.push(Merged { term: written(listed.term), count: 0, bytes: Vec::new(), last: 0 });
                terms.len() - 1
            });
            terms[number].append(base, &listed);
        }
        base += document.units;
    }
    terms
}

fn written(term: Term) -> String {
    match term {
        Term::Signs(a, b) => [Some(a), b].into_iter().flatten().collect(),
        Term::Word(word) => word.to_owned(),
    }
}

impl Merged {
    fn append(&mut self, base: u32, listed: &Listed) {
        let (first, read) = postings::read(listed.bytes);
        let (step, impact) = ((first >> BITS) as u32, first & ((1 << BITS) - 1));
        postings::push(&mut self.bytes, base + step - self.last, impact as u8);
        self.bytes.extend_from_slice(&listed.bytes[read..]);
        self.count += listed.count;
        self.last = base + listed.last;
    }
}

/// Ranges of terms of about `target` bytes; a term with many items has a file of its own. Files begin at terms that are
/// chosen by their letters where they can, so that a term which comes or goes moves no border but those beside it.
fn divided(terms: &[Merged], target: usize) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (n, term) in terms.iter().enumerate() {
        let own = term.bytes.len() + term.term.len() + 3;
        let full = size + own > 2 * target || (size > target / 2 && is_border(&term.term));
        if n > start && full {
            ranges.push(start..n);
            (start, size) = (n, 0);
        }
        size += own;
    }
    if start < terms.len() {
        ranges.push(start..terms.len());
    }
    ranges
}

/// One term in sixteen, whatever stands beside it.
fn is_border(term: &str) -> bool {
    let mixed = term.bytes().fold(0x811C_9DC5_u32, |sum, b| (sum ^ u32::from(b)).wrapping_mul(0x0100_0193));
    mixed >> 28 == 0
}

/// The shortest text that is not before the term at `n` and behind the one before it.
fn separator(terms: &[Merged], n: usize) -> String {
    let term = &terms[n].term;
    let Some(before) = n.checked_sub(1).map(|n| &terms[n].term) else { return String::new() };
    let common = term.chars().zip(before.chars()).take_while(|(a, b)| a == b).count();
    term.chars().take(common + 1).collect()
}

/// Every term as: characters shared with the term before, bytes of the rest, the rest, items, bytes of the postings, the
/// postings.
fn file(terms: &[Merged]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = "";
    for merged in terms {
        let term = &merged.term;
        let shared: usize =
            term.chars().zip(before.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        postings::number(&mut out, term[..shared].chars().count() as u64);
        postings::number(&mut out, (term.len() - shared) as u64);
        out.extend_from_slice(&term.as_bytes()[shared..]);
        postings::number(&mut out, u64::from(merged.count));
        postings::number(&mut out, merged.bytes.len() as u64);
        out.extend_from_slice(&merged.bytes);
        before = term;
    }
    out
}
