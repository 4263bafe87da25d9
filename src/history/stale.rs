//! Translations that fell behind: the source changed, the translation did not.

use super::{Difference, Step};
use crate::model::Translated;
use crate::resolve::{Answer, Edition};
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The items of the newest edition whose translation into `language` says what an earlier edition said, with the step
/// since which it does. `steps` are newest first.
pub fn items(steps: &[Step], language: usize) -> BTreeMap<Arc<str>, usize> {
    let mut stale: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for (n, step) in steps.iter().enumerate().rev() {
        for difference in &step.differences {
            let Some((before, after)) = both(step, difference) else { continue };
            let path = step.newer.items[difference.newer.unwrap_or(0)].path.shared();
            match fell_behind(before, after, language) {
                Some(true) => {
                    stale.entry(path).or_insert(n);
                }
                Some(false) => {}
                None => {
                    stale.remove(&path);
                }
            }
        }
        // A translation may also catch up while the source stays as it is.
        stale.retain(|path, since| *since == n || !caught_up(step, path, language));
    }
    stale
}

fn both<'s>(step: &'s Step, difference: &Difference) -> Option<(&'s Answer, &'s Answer)> {
    let before = step.older.items[difference.older?].answer.as_ref()?;
    Some((before, step.newer.items[difference.newer?].answer.as_ref()?))
}

/// Whether some text changed in the source and not in its translation; nothing where the translation changed too.
fn fell_behind(before: &Answer, after: &Answer, language: usize) -> Option<bool> {
    let (old, new) = (texts(before), texts(after));
    if old.len() == new.len() {
        let mut pairs = old.iter().zip(&new);
        let behind = pairs.clone().any(|(a, b)| {
            let has = !typed(b, language).is_empty();
            has && typed(a, language) == typed(b, language) && wording(a, 0) != wording(b, 0)
        });
        let translated = pairs.any(|(a, b)| typed(a, language) != typed(b, language));
        return if !behind && translated { None } else { Some(behind) };
    }
    let all = |list: &[&Translated]| list.iter().map(|t| typed(t, language)).collect::<String>();
    let has = new.iter().any(|t| t.exact(language).is_some());
    if has && all(&old) != all(&new) { None } else { Some(has) }
}

fn caught_up(step: &Step, path: &str, language: usize) -> bool {
    let texts_in = |edition: &'_ Edition| -> Option<Vec<String>> {
        let answer = edition.items[edition.find(path)?].answer.as_ref()?;
        Some(texts(answer).iter().map(|t| typed(t, language).to_owned()).collect())
    };
    match (texts_in(&step.older), texts_in(&step.newer)) {
        (Some(a), Some(b)) => a != b,
        _ => true,
    }
}

/// The characters as they were typed.
fn typed<'t>(text: &'t Translated, language: usize) -> &'t str {
    text.exact(language).map_or("", |w| w.text.trim())
}

fn texts(answer: &Answer) -> Vec<&Translated> {
    let mut texts = Vec::new();
    answer.each_text(&mut |text, _| texts.push(text));
    texts
}

/// The words alone: width, punctuation and spaces make no translation stale.
fn wording(text: &Translated, language: usize) -> String {
    typed(text, language).nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
