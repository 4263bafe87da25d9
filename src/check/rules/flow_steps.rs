//! `flow-steps`: a step stands in the figure of a data flow and not in the words beside it, or the other way round.
//!
//! Why: a reader follows the numbers from the figure to the words and back. What one of them lacks cannot be found.
//! Wrong and right: `tests/check/flow-steps/`.
//!
//! The words are the notes of the figure and the texts that stand with it. A step is told where its number is
//! mentioned; a number that only the words have counts where a line begins with it and most steps of the figure are
//! told in such lines. Full-width and half-width figures, the kinds of hyphens and of primes are the same.

use crate::check::{Own, Rule, Say, is_draft};
use crate::model::{Finding, Level, Translated};
use crate::resolve::{Answer, Edition, Flow, Item};
use std::collections::BTreeSet;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "flow-steps",
    level: Level::Warning,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "図の番号が説明にありません: {steps}",
            en: "Steps of the figure that the words do not tell: {steps}",
            help_ja: "番号ごとの説明を書き足すか、図の番号を直してください",
            help_en: "Tell them in the text beside the figure, or correct the numbers in the figure",
        },
        Say {
            variant: "undrawn",
            ja: "説明の番号が図にありません: {steps}",
            en: "Steps that are told and not in the figure: {steps}",
            help_ja: "矢印の steps に番号を書き足すか、説明の番号を直してください",
            help_en: "Add them to the steps of an arrow, or correct the numbers in the text",
        },
    ],
};

/// All steps that one of the two lacks.
pub fn find(own: &Own) -> Vec<Finding> {
    let flows = |edition: &Edition, draft: bool| -> Vec<Finding> {
        let found = edition.items.iter().enumerate().filter_map(|(n, item)| match &item.answer {
            Some(Answer::Flow(flow)) => Some(compare(edition, n, item, flow)),
            _ => None,
        });
        found.flatten().map(|f| f.in_draft(draft)).collect()
    };
    own.editions().flat_map(|planned| flows(&planned.edition, is_draft(planned))).collect()
}

fn compare(edition: &Edition, index: usize, item: &Item, flow: &Flow) -> Vec<Finding> {
    let mut drawn: Vec<&str> = Vec::new();
    for step in flow.arrows.iter().flat_map(|a| &a.steps).map(|s| s.trim()).filter(|s| !s.is_empty()) {
        if !drawn.iter().any(|d| plain(d) == plain(step)) {
            drawn.push(step);
        }
    }
    let Some(lines) = told(edition, index, flow).filter(|_| !drawn.is_empty()) else { return Vec::new() };
    let untold: Vec<&str> = drawn.iter().copied().filter(|step| !mentioned(&lines, &plain(step))).collect();
    let shapes: BTreeSet<String> = drawn.iter().map(|step| shape(&plain(step))).collect();
    let known: BTreeSet<String> = drawn.iter().map(|step| plain(step)).collect();
    let begun: Vec<&str> = lines.iter().filter_map(|line| number(line)).collect();
    let heard = known.iter().filter(|step| begun.iter().any(|b| plain(b) == **step)).count();
    let mut undrawn: Vec<&str> = Vec::new();
    for step in begun.into_iter().filter(|_| heard * 2 >= known.len()) {
        let own = plain(step);
        if shapes.contains(&shape(&own)) && !known.contains(&own) && undrawn.iter().all(|u| plain(u) != own) {
            undrawn.push(step);
        }
    }
    let finding = |variant: &'static str, steps: &[&str]| {
        let finding =
            Finding::new("flow-steps", item.span.unwrap_or(edition.span)).item(&item.path, &item.label);
        (!steps.is_empty()).then(|| finding.variant(variant).fact("steps", steps.join(", ")))
    };
    finding("", &untold).into_iter().chain(finding("undrawn", &undrawn)).collect()
}

/// The lines of the notes and of the texts beside the figure; nothing where there is no such text, or where
/// some of it is not shown.
fn told(edition: &Edition, index: usize, flow: &Flow) -> Option<Vec<String>> {
    let around = (0..index).rev().find(|n| edition.items[*n].end as usize > index);
    let beside: Vec<&Item> =
        around.into_iter().flat_map(|n| edition.children(n)).map(|n| &edition.items[n]).collect();
    if beside.iter().any(|item| matches!(item.state, crate::resolve::State::Withheld(_))) {
        return None;
    }
    let texts: Vec<&Translated> = beside
        .iter()
        .filter_map(|item| match &item.answer {
            Some(Answer::Text(text)) => Some(text),
            _ => None,
        })
        .collect();
    let notes = lines(&flow.notes);
    let any = flow.arrows.iter().flat_map(|a| &a.steps).any(|step| mentioned(&notes, &plain(step)));
    (any || !texts.is_empty()).then(|| texts.into_iter().flat_map(lines).chain(notes).collect())
}

fn lines(text: &Translated) -> Vec<String> {
    text.exact(0).map_or(Vec::new(), |t| t.text.lines().map(str::to_owned).collect())
}

/// A text in which the same numbers are written the same.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '（' | '）' => {
                out.extend(char::from_u32(u32::from(c) - 0xfee0));
            }
            '－' | 'ー' | '‐' | '‑' | '–' | '—' | '―' | '−' | 'ｰ' => out.push('-'),
            '’' | '‘' | '′' | '＇' | '´' => out.push('\''),
            '”' | '“' | '″' | '"' | '＂' => out.push_str("''"),
            '‴' => out.push_str("'''"),
            c => out.push(c),
        }
    }
    out
}

/// True for a character that would make another number of the one beside it.
fn goes_on(c: char) -> bool {
    c.is_numeric() || matches!(c, '-' | '\'')
}

/// True where a line mentions the step; a bare figure only where a line begins with it.
fn mentioned(lines: &[String], step: &str) -> bool {
    let bare = step.chars().all(|c| c.is_ascii_digit());
    lines.iter().any(|line| {
        if bare {
            return number(line).is_some_and(|n| plain(n) == step);
        }
        let line = plain(line);
        line.match_indices(step).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + step.len()..].chars().next();
            !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
        })
    })
}

/// The number that a line begins with, behind bullets and brackets, as it is written.
fn number(line: &str) -> Option<&str> {
    let opening = |c: char| c.is_whitespace() || "・*(（【［[「○●".contains(c);
    let belongs =
        |c: char| plain(c.encode_utf8(&mut [0; 4])).chars().all(|c| goes_on(c) || c.is_ascii_alphabetic());
    let line = line.trim_start_matches(opening);
    let end = line.find(|c: char| c.is_whitespace() || !belongs(c)).unwrap_or(line.len());
    let number = line[..end].trim_end_matches(|c: char| plain(c.encode_utf8(&mut [0; 4])) == "-");
    number.chars().any(char::is_numeric).then_some(number)
}

/// What kind of number it is: which characters are figures, circled or in brackets; primes are not looked at.
fn shape(number: &str) -> String {
    let mut shape = String::new();
    for c in number.chars().filter(|c| *c != '\'') {
        let kind = match c {
            '0'..='9' => '0',
            c if c.is_numeric() => '①',
            c if c.is_ascii_alphabetic() => 'a',
            c => c,
        };
        if !(kind == '0' && shape.ends_with('0')) {
            shape.push(kind);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_typed() {
        assert_eq!(plain("１－⑩’"), plain("1ー⑩'"));
        assert_eq!(plain("１－④’”"), "1-④'''");
    }

    #[test]
    fn a_number_is_not_found_within_another() {
        let lines = ["１－④’ 説明", "（１１－②）"].map(str::to_owned);
        assert!(!mentioned(&lines, &plain("１－④")) && !mentioned(&lines, &plain("１－②")));
        assert!(mentioned(&lines, &plain("１－④'")) && mentioned(&lines, &plain("１１－②")));
    }

    #[test]
    fn a_line_begins_with_its_number() {
        assert_eq!(number("・１－①　住民は"), Some("１－①"));
        assert_eq!(number("１．適用事務"), Some("１"));
        assert_eq!(number("住民は１－①で"), None);
        assert_ne!(shape("1-①"), shape("1"));
    }
}
