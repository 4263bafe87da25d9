//! `significant-change-after`: a significant change (重要な変更) was published after the event.
//!
//! Why: before an item with ※ is changed the assessment is done again and published (規則 第11条; 指針 第６の２(2)). After the
//! event only formal changes, corrections, amendments of the law and changes that clearly reduce risk may be published.
//! Wrong and right: `tests/check/significant-change-after/`.

use crate::check::{Rule, Say};
use crate::content::changes::Timing;
use crate::model::Level;
use crate::resolve::Row;

/// The rule and its words.
pub const RULE: Rule = Rule {
    id: "significant-change-after",
    level: Level::Warning,
    absence: false,
    says: &[
        Say {
            variant: "",
            ja: "※の付いた項目の変更が「事後」ですが、重要な変更に当たらない理由がありません",
            en: "The change of an item with ※ was published after the event, and nothing says why it is no significant change",
            help_ja: "理由を書くか、kind に formal（形式的）、law（法改正）、risk-reducing（リスク軽減）、correction（訂正）のどれかを書いてください",
            help_en: "Give the reason, or say `kind`: formal, law, risk-reducing or correction",
        },
        Say {
            variant: "says",
            ja: "重要な変更と書かれていますが、提出時期が「事後」です",
            en: "It is called a significant change, but was published after the event",
            help_ja: "重要な変更は事前に評価を再実施して公表します。提出時期か理由を確かめてください",
            help_en: "A significant change is assessed and published before it is made; check the timing or the reason",
        },
    ],
};

/// What makes a change none that must be published before: the words of the guideline, and those of real documents.
const EXCUSES: [&str; 22] = [
    "形式的",
    "軽微",
    "名称",
    "様式",
    "改正",
    "施行",
    "廃止",
    "軽減",
    "誤記",
    "誤字",
    "脱字",
    "訂正",
    "修正",
    "字句",
    "文言",
    "記載していなかった",
    "記載漏れ",
    "amend",
    "formal",
    "correct",
    "typo",
    "reduc",
];
/// What is said after 重要な変更 where there is none, or where another change is meant.
const DENIALS: [&str; 5] = ["ない", "ません", "対象項目", "対象外", "に伴"];
/// How far after 重要な変更 a denial may stand, in characters.
const NEAR: usize = 16;

/// The sentence that applies to a row, if one does. `important`: one of its items has ※.
pub fn judge(row: &Row, important: bool) -> Option<&'static str> {
    if row.timing != Some(Timing::After) {
        return None;
    }
    let reason: String = row.reason.iter().map(|(_, w)| w.text.to_lowercase()).collect();
    let kind = row.kind.as_deref();
    if kind == Some("significant") || says_significant(&reason) {
        return Some("says");
    }
    let excused = kind.is_some() || EXCUSES.iter().any(|word| reason.contains(word));
    (important && !excused).then_some("")
}

/// True where a reason calls the change a significant one and does not deny it in the same breath.
fn says_significant(reason: &str) -> bool {
    let denied = |rest: &str| {
        let near: String = rest.chars().take(NEAR).collect();
        let near = near.split(['。', '、']).next().unwrap_or("");
        DENIALS.iter().any(|word| near.contains(word))
    };
    reason.match_indices("重要な変更").any(|(at, words)| !denied(&reason[at + words.len()..]))
}

#[cfg(test)]
mod tests {
    use super::says_significant;

    #[test]
    fn what_is_denied_is_not_said() {
        for said in ["公金受取口座情報取得のための重要な変更", "重要な変更のため、評価を再実施した。"]
        {
            assert!(says_significant(said), "{said}");
        }
        for denied in [
            "重要な変更に当たらない形式的な変更",
            "事務、リスク対策等に重要な変更が生じない修正のため",
            "重要な変更の対象項目ではないが、事前に変更",
            "重要な変更に伴い、意見の聴取を改めて行ったため",
            "法の改正",
        ] {
            assert!(!says_significant(denied), "{denied}");
        }
    }
}
