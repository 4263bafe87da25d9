//! What people ask for where a form has a label: they do not know the words of the forms.
//!
//! An item has the number of such a question as a token of its own; the browser knows from the words of a question which
//! numbers it may mean.

use crate::form::{Form, Node};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

const QUESTIONS: &str = include_str!("questions.yaml");

/// The language by whose labels the table is read: that of the official forms.
const LABELS: &str = "ja";

/// Labels that are asked for in the same words, and these words by language.
#[derive(Deserialize)]
struct Entry {
    label: Vec<String>,
    #[serde(flatten)]
    asked: HashMap<String, String>,
}

/// The table, and where in it a label is.
pub struct Questions {
    entries: Vec<Entry>,
    numbers: HashMap<String, u32>,
}

/// The table, read once.
pub fn questions() -> &'static Questions {
    static READ: LazyLock<Questions> = LazyLock::new(|| {
        let entries: Vec<Entry> = serde_saphyr::from_str(QUESTIONS).unwrap_or_default();
        let labels =
            (0..).zip(&entries).flat_map(|(n, entry)| entry.label.iter().map(move |l| (l.clone(), n)));
        Questions { numbers: labels.collect(), entries }
    });
    &READ
}

impl Questions {
    /// The number of the question that an item or a group of a form answers.
    pub fn number(&self, node: &Node) -> Option<u32> {
        self.numbers.get(&**node.title.get(LABELS)?).copied()
    }

    /// Those that the items of these forms answer, for a reader of a language: a line each with the number, the words in
    /// which it is asked and the labels that answer it, parted by tabs.
    pub fn of<'f>(&self, forms: impl IntoIterator<Item = &'f Form>, language: &str) -> String {
        let mut labels: HashMap<u32, BTreeSet<&str>> = HashMap::new();
        for node in forms.into_iter().flat_map(|form| &form.nodes) {
            if let Some(number) = self.number(node) {
                labels.entry(number).or_default().insert(node.title.text(language));
            }
        }
        let line = |(number, entry): (u32, &Entry)| {
            let asked = entry.asked.get(language.split('-').next()?)?;
            let labels = labels.get(&number)?.iter().copied().collect::<Vec<_>>();
            Some(format!("{number}\t{asked}\t{}\n", labels.join("\t")))
        };
        (0..).zip(&self.entries).filter_map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::builtin;

    #[test]
    fn every_label_is_one_of_a_form_and_asked_for_in_both_languages() {
        let forms = builtin();
        let nodes = forms.iter().flat_map(|form| &form.nodes);
        let labels: BTreeSet<&str> = nodes.filter_map(|node| node.title.get(LABELS)).map(|l| &**l).collect();
        let Questions { entries, numbers } = questions();
        for Entry { label, asked } in entries {
            assert!(asked.contains_key("ja") && asked.contains_key("en") && asked.len() == 2, "{label:?}");
            let gone: Vec<_> = label.iter().filter(|label| !labels.contains(label.as_str())).collect();
            assert!(gone.is_empty(), "no form has {gone:?}");
        }
        assert_eq!(
            numbers.len(),
            entries.iter().map(|e| e.label.len()).sum::<usize>(),
            "a label stands twice"
        );
    }

    #[test]
    fn a_site_gets_the_questions_of_its_forms_alone() {
        let forms = builtin();
        let basic = forms.iter().find(|form| &*form.id == "basic").expect("a form");
        let of = |language| questions().of([&**basic], language);
        assert!(of("ja").lines().count() < of("en").lines().count() + 1);
        assert!(of("ja").lines().count() < questions().entries.len());
        assert_eq!(of("fr"), "");
    }
}
