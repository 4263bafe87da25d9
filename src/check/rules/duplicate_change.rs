//! `duplicate-change`: two rows of one date say the same about the same item.
//!
//! Why: readers look for a difference between them, and one of the two was perhaps meant for another item.
//! Wrong and right: `tests/check/duplicate-change/`.

use crate::check::{Rule, Say};
use crate::model::{Level, Translated};
use crate::resolve::Row;
use unicode_normalization::UnicodeNormalization;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "duplicate-change",
    level: Level::Warning,
    absence: false,
    says: &[Say {
        variant: "",
        ja: "同じ日付の別の行が、同じ項目について同じことを述べています",
        en: "Another row of this date says the same about the same item",
        help_ja: "どちらかの行を消すか、別の項目のための行なら項目を直してください",
        help_en: "Remove one of the rows, or correct the item if it was meant for another",
    }],
};

/// True where two rows are about the same items and the cells of one stand in those of the other.
pub fn same(a: &Row, b: &Row) -> bool {
    if !same_items(a, b) {
        return false;
    }
    let bare = |row: &Row| row.before.is_empty() && row.after.is_empty() && row.summary.is_empty();
    if bare(a) || bare(b) {
        // Without excerpts both rows show the same computed cells.
        return bare(a) && bare(b) && !a.withheld;
    }
    let cells = |row: &Row| [&row.before, &row.after, &row.summary].map(folded);
    let (a, b) = (cells(a), cells(b));
    let inside = |a: &[String; 3], b: &[String; 3]| a.iter().zip(b).all(|(a, b)| b.contains(a.as_str()));
    inside(&a, &b) || inside(&b, &a)
}

fn same_items(a: &Row, b: &Row) -> bool {
    let names = |row: &Row| {
        let mut names: Vec<String> = row.items.iter().map(|(words, _)| signature(words)).collect();
        names.sort();
        names
    };
    names(a) == names(b)
}

/// A path as it is; of a printed name its numbers, for the rest is spelt in many ways:
/// `Ⅲ-７．特定個人情報の保管・消去　リスク１：…　⑥技術的対策` and `Ⅲ-７．特定個人情報の保管・消去　リスク1ー⑥` are one item.
fn signature(words: &str) -> String {
    if words.is_ascii() {
        return words.to_owned();
    }
    let folded: String = words.nfkc().collect();
    let numbers = folded.split(|c: char| !(c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X')));
    let numbers: Vec<&str> = numbers.filter(|n| !n.is_empty()).collect();
    if numbers.len() < 3 { folded.split_whitespace().collect() } else { numbers.join(" ") }
}

fn folded(text: &Translated) -> String {
    text.text(0).nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn printed_names_of_one_item_have_one_signature() {
        let one = "Ⅲ-７．特定個人情報の保管・消去　リスク１：特定個人情報の漏えいリスク　⑥技術的対策";
        assert_eq!(signature(one), signature("Ⅲ-７．特定個人情報の保管・消去　リスク1ー⑥"));
        assert_ne!(signature(one), signature("Ⅲ-７．特定個人情報の保管・消去　リスク1ー⑤"));
        assert_ne!(signature("評価書全般"), signature("（別添１）事務の内容"));
    }
}
