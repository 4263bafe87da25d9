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
            has && typed(a, language) == typed(b, language) && differs(typed(a, 0), typed(b, 0))
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
fn typed(text: &Translated, language: usize) -> &str {
    text.exact(language).map_or("", |w| w.text.trim())
}

fn texts(answer: &Answer) -> Vec<&Translated> {
    let mut texts = Vec::new();
    answer.each_text(&mut |text, _| texts.push(text));
    texts
}

/// True where the words differ: width, punctuation and spaces make no translation stale. Only what is not the same to
/// the letter is looked at.
fn differs(a: &str, b: &str) -> bool {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>()
    };
    let before = same(&mut a.chars().zip(b.chars()));
    let (a, b) = (&a[before..], &b[before..]);
    let after = same(&mut a.chars().rev().zip(b.chars().rev()));
    words(&a[..a.len() - after]) != words(&b[..b.len() - after])
}

fn words(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::differs;

    #[test]
    fn width_and_punctuation_are_no_difference() {
        assert!(!differs("基本４情報、住所。", "基本4情報，住所"));
        assert!(differs("基本４情報", "５情報"));
        assert!(differs("記録する。", "記録しない。"));
        assert!(!differs("同じ", "同じ"));
    }
}
