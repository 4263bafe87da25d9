//! Which documents a shard has.

use crate::plan::{Document, Site};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One of several equal shares: the second of four is `2/4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which it is, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl FromStr for Share {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text
            .split_once('/')
            .and_then(|(number, of)| Some(Self { number: number.parse().ok()?, of: of.parse().ok()? }));
        parsed.filter(Self::is_one).ok_or("1/4, 2/4, …, 4/4")
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// Most shares of a site.
const MOST: u32 = 1000;

impl Share {
    /// True for a share that there can be.
    pub fn is_one(&self) -> bool {
        (1..=self.of).contains(&self.number) && self.of <= MOST
    }

    /// The documents of this share: the largest go round first, each to the share that has least, so that all take
    /// about as long.
    pub fn documents<'s>(&self, site: &'s Site) -> Vec<&'s Document> {
        let weights: Vec<usize> = site.documents.iter().map(|document| weight(document)).collect();
        let own = self.of(&weights);
        site.documents.iter().zip(own).filter(|(_, own)| *own).map(|(document, _)| &**document).collect()
    }

    /// For every weight whether it is in this share.
    fn of(&self, weights: &[usize]) -> Vec<bool> {
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|n| std::cmp::Reverse(weights[*n]));
        let mut totals = vec![0; self.of as usize];
        let mut own = vec![false; weights.len()];
        for n in order {
            let lightest = (0..totals.len()).min_by_key(|share| totals[*share]).unwrap_or(0);
            totals[lightest] += weights[n];
            own[n] = lightest + 1 == self.number as usize;
        }
        own
    }
}

/// About how much there is to make.
fn weight(document: &Document) -> usize {
    document.editions().map(|planned| planned.edition.items.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_as_a_fraction() {
        assert_eq!("2/4".parse(), Ok(Share { number: 2, of: 4 }));
        for wrong in ["", "2", "0/4", "5/4", "1/0", "a/b", "1/4/2"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_document_is_in_one_share_and_the_shares_are_alike() {
        let weights: Vec<usize> = (0..50).map(|n| 10 + n * n % 37 + if n == 3 { 200 } else { 0 }).collect();
        let mut times = vec![0; weights.len()];
        for number in 1..=4 {
            let own = Share { number, of: 4 }.of(&weights);
            let total: usize =
                own.iter().zip(&weights).filter(|(own, _)| **own).map(|(_, weight)| weight).sum();
            assert!(total.abs_diff(weights.iter().sum::<usize>() / 4) < 40, "{number}: {total}");
            own.iter().zip(&mut times).for_each(|(own, times)| *times += usize::from(*own));
        }
        assert!(times.iter().all(|times| *times == 1));
    }
}
