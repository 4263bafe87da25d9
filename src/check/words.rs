//! The sentences of findings, in the reader's language.

use super::rule;
use crate::model::{Finding, individual_number};
use std::sync::Arc;

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What is wrong.
    pub text: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// The message of a finding for a reader of `language`; Japanese for `ja`, else English. Numbers of persons are masked.
pub fn message(finding: &Finding, language: &str) -> Message {
    let say = rule(finding.rule)
        .and_then(|r| r.says.iter().find(|s| s.variant == finding.variant).or_else(|| r.says.first()));
    let Some(say) = say else { return Message { text: finding.rule.to_owned(), help: None } };
    let japanese = language == "ja";
    let (text, help) = if japanese { (say.ja, say.help_ja) } else { (say.en, say.help_en) };
    let shown = |s: &&Arc<str>| !finding.secret || !s.contains(char::is_numeric);
    let suggestion = finding.suggestion.as_ref().filter(shown).map(|s| suggestion(s, japanese));
    let help = suggestion.or_else(|| (!help.is_empty()).then(|| filled(help, finding, language)));
    Message { text: filled(text, finding, language), help }
}

fn suggestion(meant: &str, japanese: bool) -> String {
    let meant = individual_number::mask(meant);
    if japanese {
        format!("「{meant}」ではありませんか")
    } else {
        format!("Did you mean `{meant}`?")
    }
}

/// Puts the facts into a sentence. A fact that is missing leaves nothing behind.
fn filled(sentence: &str, finding: &Finding, language: &str) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match finding.facts.iter().find(|(n, _)| *n == name) {
            Some((_, fact)) if finding.secret => {
                filled.extend(fact.text(language).chars().map(|c| if c.is_numeric() { '■' } else { c }));
            }
            Some((_, fact)) => filled.push_str(fact.text(language)),
            None if name == "label" => {
                filled.push_str(finding.label.as_ref().map_or("", |l| l.text(language)))
            }
            // `{from: 2026-04-01, …}` in an advice is an example, no place for a fact.
            None if name.contains(' ') => filled.push_str(&format!("{{{name}}}")),
            None => {}
        }
        rest = after;
    }
    filled.push_str(rest);
    individual_number::mask(&filled)
}
