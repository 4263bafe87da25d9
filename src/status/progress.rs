//! How far an edition is: required answers that are given, texts that are translated.

use crate::check;
use crate::model::{Files, Finding, Level};
use crate::resolve::{Edition, Kind, State, given_by_meta};

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// The required answers of an edition. Those that lack are what `missing-answer` found in its files, so that the two
/// never tell different things.
pub fn answered(edition: &Edition, found: &[&(Level, Finding)], files: &Files) -> Progress {
    let done = edition.items.iter().filter(|item| {
        let node = edition.node(item);
        let given = match item.state {
            State::Answered | State::Withheld(_) => true,
            // ― is an answer; what a condition rules out is none.
            State::NotApplicable => item.span.is_some(),
            State::Empty => false,
        };
        given
            && item.kind == Kind::Leaf
            && node.required == Some(true)
            && !given_by_meta(node.role.as_deref())
    });
    let done = done.count();
    let in_edition = |f: &Finding| {
        files.path(f.at.span.file).rsplit_once('/').is_some_and(|(folder, _)| *folder == *edition.folder)
    };
    let lacking = found.iter().map(|(_, f)| f).filter(|f| f.rule == "missing-answer" && f.item.is_some());
    let missing: usize = lacking.filter(|f| in_edition(f)).map(of).sum();
    Progress { done, all: done + missing }
}

/// How many answers a finding misses: several where a group is absent as a whole.
fn of(finding: &Finding) -> usize {
    let n = finding.facts.iter().find(|(name, _)| *name == "n").map(|(_, fact)| fact.text("en").parse());
    n.and_then(Result::ok).unwrap_or(1)
}

/// The texts of an edition that have a wording in a language.
pub fn translated(edition: &Edition, language: usize) -> Progress {
    let (done, all) = check::translated(edition, language);
    Progress { done, all }
}
