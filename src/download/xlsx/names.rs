//! Names of sheets that Excel takes: it offers to "repair" a file that has another.

use icu_segmenter::GraphemeClusterSegmenter;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// The longest name, in UTF-16 units.
const MOST: usize = 31;
/// Signs that no name may have. Excel refuses them in full width too where it is asked to rename a sheet.
const FORBIDDEN: [char; 16] =
    ['[', ']', ':', '*', '?', '/', '\\', '［', '］', '：', '＊', '？', '／', '＼', '¥', '￥'];
/// Names that Excel keeps for itself, in English and in Japanese.
const RESERVED: [&str; 2] = ["history", "履歴"];

/// The names given so far in a workbook.
#[derive(Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A name that says as much of `words` as Excel allows and that no other sheet has.
    pub fn name(&mut self, words: &str) -> String {
        let whole = allowed(words);
        let mut name = fitting(&whole, MOST);
        let mut n = 1;
        while name.is_empty() || RESERVED.contains(&&*folded(&name)) || self.0.contains(&folded(&name)) {
            n += 1;
            let ending = format!(" ({n})");
            name = format!("{}{ending}", fitting(&whole, MOST - ending.len())).trim_start().to_owned();
        }
        self.0.insert(folded(&name));
        name
    }
}

/// The words with a space in place of what is forbidden, and no white space twice or at the ends.
fn allowed(words: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(&c);
    words.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The beginning of `words` that has at most this many UTF-16 units, cut between signs as people see them, without
/// apostrophes at the ends.
fn fitting(words: &str, most: usize) -> String {
    let words = words.trim_matches(['\'', ' ']);
    let ends = GraphemeClusterSegmenter::new().segment_str(words);
    let end = ends.take_while(|end| words[..*end].encode_utf16().count() <= most).last().unwrap_or(0);
    words[..end].trim_end_matches(['\'', ' ']).to_owned()
}

/// Names that differ in case or width alone are the same to Excel.
fn folded(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_name_is_one_that_excel_takes() {
        let cases = [
            ("Ⅰ 基本情報", "Ⅰ 基本情報"),
            ("", "(2)"),
            (" ' ", "(2)"),
            ("'引用'", "引用"),
            ("a/b:c*d?e[f]g\\h", "a b c d e f g h"),
            ("委託／再委託：有無", "委託 再委託 有無"),
            ("行\nと\tタブ\u{7}", "行 と タブ"),
            ("History", "History (2)"),
            ("履歴", "履歴 (2)"),
            ("履歴の記録", "履歴の記録"),
            (
                "Ⅲ 特定個人情報ファイルの取扱いプロセスにおけるリスク対策（その１）",
                "Ⅲ 特定個人情報ファイルの取扱いプロセスにおけるリスク対策（そ",
            ),
            ("abcdefghijklmnopqrstuvwxyz1234' 67", "abcdefghijklmnopqrstuvwxyz1234"),
        ];
        for (words, name) in cases {
            assert_eq!(Names::default().name(words), name, "{words}");
        }
    }

    #[test]
    fn what_people_see_as_one_sign_is_not_cut_in_two() {
        // A pair of UTF-16 units, a kanji with its variant, a letter with its accent, a family.
        for sign in ["𠮷", "葛\u{E0100}", "e\u{301}", "👨\u{200D}👩\u{200D}👧"] {
            for before in 25..=31 {
                let name = Names::default().name(&format!("{}{sign}後", "あ".repeat(before)));
                let units = name.encode_utf16().count();
                assert!(units <= 31 && (name.contains(sign) || name.ends_with('あ')), "{name}");
            }
        }
    }

    #[test]
    fn no_two_sheets_have_one_name_whatever_its_case_and_width() {
        let mut names = Names::default();
        let long = "長い名前".repeat(9);
        let given = ["Part A", "part a", "Ｐａｒｔ Ａ", &long, &long, "ﾘｽｸ", "リスク"].map(|w| names.name(w));
        assert_eq!(
            given.each_ref().map(|name| &**name),
            [
                "Part A",
                "part a (2)",
                "Ｐａｒｔ Ａ (3)",
                "長い名前長い名前長い名前長い名前長い名前長い名前長い名前長い名",
                "長い名前長い名前長い名前長い名前長い名前長い名前長い名 (2)",
                "ﾘｽｸ",
                "リスク (2)",
            ]
        );
        assert!(given.iter().all(|name| name.encode_utf16().count() <= 31));
    }
}
