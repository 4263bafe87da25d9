//! Where the documents stand, in words: the table, what is due, what was accepted.

use super::table;
use crate::cli::language::Words;
use crate::content::Status;
use crate::model::{Date, Languages, individual_number};
use crate::status::{Due, Progress, Standing, What};
use std::fmt::Write;

/// All of it, for a reader of one language. No digit of an Individual Number is shown.
pub fn told(standings: &[Standing], languages: &Languages, today: Date, words: Words) -> String {
    if standings.is_empty() {
        return words.pick("文書はありません。\n", "There is no document.\n").to_owned();
    }
    let mut out = table::lines(&rows(standings, languages, words), &numeric(languages));
    out.push_str(&due(standings, today, words));
    out.push_str(&accepted(standings, words));
    individual_number::mask(&out)
}

/// The columns that hold numbers: answers, one for each translation, errors, warnings, accepted findings.
fn numeric(languages: &Languages) -> Vec<usize> {
    (2..languages.count() + 5).collect()
}

fn rows(standings: &[Standing], languages: &Languages, words: Words) -> Vec<Vec<String>> {
    let pick = |ja, en| words.pick(ja, en).to_owned();
    let mut head = vec![pick("文書", "Document"), pick("状態", "Status"), pick("必須の答え", "Answers")];
    head.extend(languages.iter().skip(1).map(|code| match words {
        Words::Japanese => format!("訳 {code}"),
        Words::English => format!("In {code}"),
    }));
    head.extend([
        pick("エラー", "Errors"),
        pick("警告", "Warnings"),
        pick("確認済み", "Accepted"),
        pick("次の期限", "Next due"),
    ]);
    let mut rows = vec![head];
    rows.extend(standings.iter().map(|standing| row(standing, languages, words)));
    rows
}

fn row(standing: &Standing, languages: &Languages, words: Words) -> Vec<String> {
    let mut row = vec![standing.slug.to_string(), state(standing.status, words).to_owned()];
    row.push(fraction(standing.answers));
    for code in languages.iter().skip(1) {
        row.push(fraction(standing.translations.iter().find(|(c, _)| c == code).map(|(_, p)| *p)));
    }
    row.extend([standing.errors, standing.warnings, standing.accepted.len()].map(|n| n.to_string()));
    row.push(standing.due.first().map_or_else(|| "–".to_owned(), |due| next(*due, words)));
    row
}

fn fraction(progress: Option<Progress>) -> String {
    progress.map_or_else(|| "–".to_owned(), |p| format!("{}/{}", p.done, p.all))
}

fn next(due: Due, words: Words) -> String {
    let overdue = if due.is_overdue() { words.pick("（過ぎている）", " (overdue)") } else { "" };
    format!("{} {}{overdue}", due.on, what(due.what, words))
}

/// Everything that is due, what is overdue by itself.
fn due(standings: &[Standing], today: Date, words: Words) -> String {
    let mut all: Vec<(&Standing, Due)> =
        standings.iter().flat_map(|s| s.due.iter().map(move |due| (s, *due))).collect();
    all.sort_by_key(|(_, due)| due.on);
    let (overdue, ahead): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, due)| due.is_overdue());
    let mut out = String::new();
    let head = match words {
        Words::Japanese => format!("期限を過ぎているもの（{}現在）", today.display("ja")),
        Words::English => format!("Overdue on {}", today.display("en")),
    };
    section(&mut out, &head, &overdue, words);
    section(&mut out, words.pick("これからの期限", "Still to come"), &ahead, words);
    out
}

fn section(out: &mut String, head: &str, due: &[(&Standing, Due)], words: Words) {
    if due.is_empty() {
        return;
    }
    let rows: Vec<Vec<String>> = due
        .iter()
        .map(|(standing, due)| {
            vec![
                format!("  {}", due.on),
                standing.slug.to_string(),
                what(due.what, words).to_owned(),
                distance(due.days, words),
            ]
        })
        .collect();
    let _ = write!(out, "\n{head}\n{}", table::lines(&rows, &[]));
}

fn distance(days: i64, words: Words) -> String {
    let many = |n: i64| if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
    match (words, days) {
        (Words::Japanese, 0) => "今日まで".to_owned(),
        (Words::English, 0) => "today".to_owned(),
        (Words::Japanese, 1..) => format!("あと{days}日"),
        (Words::English, 1..) => format!("in {}", many(days)),
        (Words::Japanese, _) => format!("{}日過ぎています", -days),
        (Words::English, _) => format!("{} overdue", many(-days)),
    }
}

fn accepted(standings: &[Standing], words: Words) -> String {
    let mut out = String::new();
    for standing in standings {
        for accepted in &standing.accepted {
            if out.is_empty() {
                let _ = writeln!(
                    out,
                    "\n{}",
                    words.pick("確認済みの指摘（review.yaml）", "Accepted findings (review.yaml)")
                );
            }
            let reason = accepted.reason.split_whitespace().collect::<Vec<_>>().join(" ");
            let gone = if accepted.found {
                ""
            } else {
                words.pick(
                    "（今は見つかりません。消してよい記載です）",
                    " (not found any more; the entry can go)",
                )
            };
            let _ =
                writeln!(out, "  {}  {}  {}  {reason}{gone}", standing.slug, accepted.item, accepted.rule);
        }
    }
    out
}

fn what(what: What, words: Words) -> &'static str {
    match what {
        What::HearingEnd => words.pick("意見募集の終わり", "end of the public hearing"),
        What::Review => words.pick("年1回の見直し", "yearly review"),
        What::Reassessment => words.pick("5年経過前の再実施", "assessment again within five years"),
    }
}

fn state(status: Status, words: Words) -> &'static str {
    match status {
        Status::Draft => words.pick("下書き", "draft"),
        Status::Consultation => words.pick("意見募集中", "consultation"),
        Status::Published => words.pick("公表", "published"),
        Status::Ended => words.pick("終了", "ended"),
    }
}
