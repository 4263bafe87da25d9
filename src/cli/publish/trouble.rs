//! What is in the way of publishing, in words: what, where, what to do.

use crate::cli::Failure;
use crate::cli::language::Words;
use crate::publish::{Damage, Trouble};
use std::path::Path;

/// Says what is in the way, and what to do.
pub fn told(trouble: Trouble, words: Words) -> Failure {
    Failure(match words {
        Words::Japanese => japanese(trouble),
        Words::English => english(trouble),
    })
}

fn japanese(trouble: Trouble) -> String {
    match trouble {
        Trouble::Busy(folder, process) => {
            let process = process.map_or(String::new(), |p| format!("（プロセス番号 {p}）"));
            format!(
                "{} では別の公開作業が進行中です{process}。終わってから、もう一度実行してください。公開中のサイトはそのままです",
                shown(&folder)
            )
        }
        Trouble::Foreign(link) => format!(
            "{} は、公開分を指すリンクではありません。中身を確かめて別の場所に移すか、--to に別のフォルダーを指定してください",
            shown(&link)
        ),
        Trouble::Damaged(folder, damage) => {
            let what = match damage {
                Damage::Manifest => "manifest.json が読み取れません".to_owned(),
                Damage::File(file) => format!("{file} が manifest.json の記録と違います"),
                Damage::Unknown(file) => format!("{file} が manifest.json にありません"),
            };
            format!(
                "{} の検査で問題が見つかりました: {what}。公開中のサイトはそのままです。ディスクの状態を確かめ、もう一度 publish を実行してください",
                shown(&folder)
            )
        }
        Trouble::NothingPublished => {
            "まだ何も公開されていないので、戻せません。--rollback を付けずに実行してください".to_owned()
        }
        Trouble::NothingBefore(release) => format!(
            "{release} より前の公開分が残っていないので、戻せません。内容のフォルダーを前の状態に戻して publish を実行してください"
        ),
        Trouble::NoLink(link, error) => format!(
            "{} をシンボリックリンクにできません: {error}。リンクを作れるファイルシステムと権限（Windows では開発者モードか管理者）が必要です",
            shown(&link)
        ),
        Trouble::Make(error) => error.to_string(),
        Trouble::Left(folder, error) => format!(
            "新しいサイトは公開されましたが、{} を削除できませんでした: {error}。手で削除してください",
            shown(&folder)
        ),
        Trouble::Io(error) => error.to_string(),
    }
}

fn english(trouble: Trouble) -> String {
    match trouble {
        Trouble::Busy(folder, process) => {
            let process = process.map_or(String::new(), |p| format!(" (process {p})"));
            format!(
                "something else is being published to {}{process}; run this again when it has ended. The public site is as it was",
                shown(&folder)
            )
        }
        Trouble::Foreign(link) => format!(
            "{} is no link to a release; see what it is and move it away, or name another folder with --to",
            shown(&link)
        ),
        Trouble::Damaged(folder, damage) => {
            let what = match damage {
                Damage::Manifest => "manifest.json cannot be read".to_owned(),
                Damage::File(file) => format!("{file} is not what manifest.json says"),
                Damage::Unknown(file) => format!("{file} is not in manifest.json"),
            };
            format!(
                "{} did not pass its check: {what}. The public site is as it was; look after the disk and publish again",
                shown(&folder)
            )
        }
        Trouble::NothingPublished => {
            "nothing has been published yet, so there is nothing to go back from; run it without --rollback"
                .to_owned()
        }
        Trouble::NothingBefore(release) => format!(
            "no release before {release} is kept, so there is nothing to go back to; put the content back and publish it"
        ),
        Trouble::NoLink(link, error) => format!(
            "{} cannot be made a symbolic link: {error}. The file system must have links, and you the right to make them (on Windows: developer mode or an administrator)",
            shown(&link)
        ),
        Trouble::Make(error) => error.to_string(),
        Trouble::Left(folder, error) => format!(
            "the new site is public, but {} could not be removed: {error}. Remove it by hand",
            shown(&folder)
        ),
        Trouble::Io(error) => error.to_string(),
    }
}

/// A path in words.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}
