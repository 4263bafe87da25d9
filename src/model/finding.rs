//! Findings (指摘): what is wrong, where, and what would be right.
//!
//! A finding is made where the fact is known and carries facts, no sentences. `check/` words it, `cli/` paints it.

use super::{ItemPath, Localized, Place};
use std::sync::Arc;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Stops the build.
    Error,
    /// The site is built; `--strict` refuses it.
    Warning,
    /// Worth knowing.
    Information,
}

impl Level {
    /// The word used in JSON and in site.yaml.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }
}

/// A word to put into the sentence of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The same in every language.
    Text(Arc<str>),
    /// A label of the form.
    Label(Localized),
}

impl Fact {
    /// The word for a reader of `code`.
    pub fn text(&self, code: &str) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Label(label) => label.text(code),
        }
    }
}

impl<T: Into<Arc<str>>> From<T> for Fact {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

impl From<Localized> for Fact {
    fn from(label: Localized) -> Self {
        Self::Label(label)
    }
}

/// One thing to put right, or to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, such as `unknown-option`.
    pub rule: &'static str,
    /// Which of the rule's sentences applies, where it has several.
    pub variant: &'static str,
    /// Where it is.
    pub at: Place,
    /// Further places of the same mistake, or the other half of a contradiction.
    pub also: Vec<Place>,
    /// The item concerned.
    pub item: Option<ItemPath>,
    /// The official label of that item.
    pub label: Option<Localized>,
    /// Words for the sentence, by the name of their place in it.
    pub facts: Vec<(&'static str, Fact)>,
    /// What was probably meant.
    pub suggestion: Option<Arc<str>>,
    /// The document or edition is a draft: what is absent there is information.
    pub draft: bool,
    /// It stands where an Individual Number is: no digit of what was typed there is shown.
    pub secret: bool,
}

impl Finding {
    /// A finding of `rule` at a place.
    pub fn new(rule: &'static str, at: impl Into<Place>) -> Self {
        Self {
            rule,
            variant: "",
            at: at.into(),
            also: Vec::new(),
            item: None,
            label: None,
            facts: Vec::new(),
            suggestion: None,
            draft: false,
            secret: false,
        }
    }

    /// Chooses one of the rule's sentences.
    pub fn variant(mut self, variant: &'static str) -> Self {
        self.variant = variant;
        self
    }

    /// Names the item concerned.
    pub fn item(mut self, path: &ItemPath, label: &Localized) -> Self {
        self.item = Some(path.clone());
        self.label = (!label.is_empty()).then(|| label.clone());
        self
    }

    /// Adds a word of the sentence.
    pub fn fact(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        self.facts.push((name, fact.into()));
        self
    }

    /// Says what was probably meant.
    pub fn suggest(mut self, suggestion: Option<impl Into<Arc<str>>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// Adds another place.
    pub fn also(mut self, place: impl Into<Place>) -> Self {
        self.also.push(place.into());
        self
    }

    /// Marks it as found in a draft.
    pub fn in_draft(mut self, draft: bool) -> Self {
        self.draft = draft;
        self
    }
}

/// The candidate that was probably meant by `typed`: the nearest one, if it is near enough.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let close = |c: &&str| strsim::normalized_damerau_levenshtein(typed, c);
    candidates
        .into_iter()
        .map(|c| (close(&c), c))
        .filter(|(score, c)| *score >= 0.6 || (c.chars().count() > 2 && typed.contains(c)))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_candidate_is_suggested_and_a_far_one_is_not() {
        assert_eq!(nearest("クラウト", ["専用線", "クラウド"]), Some("クラウド"));
        assert_eq!(nearest("subcontractd", ["subcontracted", "not-subcontracted"]), Some("subcontracted"));
        assert_eq!(nearest("はい", ["専用線", "クラウド"]), None);
    }
}
