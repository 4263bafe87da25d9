//! The commands that write content or compare editions, run as their users run them.

mod scratch;

use scratch::{Scratch, copy};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// An Individual Number made for this test; its check digit is right.
const NUMBER: &str = "123456789018";

fn kohyo(content: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.args(arguments).arg("--content").arg(content).args(["--lang", "en"]);
    command.output().expect("kohyo runs")
}

fn said(run: &Output) -> String {
    String::from_utf8_lossy(&[&run.stdout[..], &run.stderr[..]].concat()).into_owned()
}

/// The sample content, to be changed.
fn sample(scratch: &Scratch) -> std::path::PathBuf {
    let content = scratch.join("content");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &content);
    content
}

fn edit(content: &Path, file: &str, from: &str, to: &str) {
    let path = content.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} has no `{from}`");
    fs::write(&path, text.replace(from, to)).expect("written");
}

#[test]
fn an_edition_is_frozen_once_and_what_changes_after_it_gets_its_rows() {
    let scratch = Scratch::new("freeze");
    let content = sample(&scratch);
    let run = kohyo(&content, &["freeze", "teigaku"]);
    assert!(run.status.success(), "{}", said(&run));
    let frozen = content.join("documents/teigaku/editions/2024-02-01");
    let document = fs::read_to_string(frozen.join("document.yaml")).expect("document.yaml");
    assert!(document.contains("form: basic@2024-10"), "{document}");
    let (own, copied) = (content.join("documents/teigaku/threshold.yaml"), frozen.join("threshold.yaml"));
    assert_eq!(fs::read(own).expect("read"), fs::read(&copied).expect("read"));
    let again = kohyo(&content, &["freeze", "teigaku"]);
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    assert!(said(&again).contains("nothing is overwritten"), "{}", said(&again));

    edit(&content, "documents/teigaku/threshold.yaml", "incident: not-occurred", "incident: occurred");
    edit(&content, "documents/teigaku/document.yaml", "published: 2024-02-01", "published: 2025-03-01");
    let diff = said(&kohyo(&content, &["diff", "teigaku"]));
    assert!(
        diff.contains("threshold.incident.incident") && diff.contains("[-発生なし-]{+発生あり+}"),
        "{diff}"
    );
    let run = kohyo(&content, &["changes", "teigaku"]);
    assert!(run.status.success(), "{}", said(&run));
    let changes = fs::read_to_string(content.join("documents/teigaku/changes.yaml")).expect("changes.yaml");
    assert!(
        changes.contains("- date: 2025-03-01\n") && changes.contains("- item: threshold.incident.incident #"),
        "{changes}"
    );
    // Nothing is missing now but the reason.
    let again = said(&kohyo(&content, &["changes", "teigaku"]));
    assert!(again.contains("No row is missing"), "{again}");
    let check = said(&kohyo(&content, &["check"]));
    assert!(check.contains("empty-explanation") && !check.contains("unexplained-change"), "{check}");
}

#[test]
fn rows_are_added_to_what_is_there_to_the_letter() {
    let scratch = Scratch::new("changes");
    let content = sample(&scratch);
    let file = content.join("documents/juki/changes.yaml");
    let before = fs::read_to_string(&file).expect("changes.yaml");
    edit(&content, "documents/juki/cover.yaml", "委託先の従業者は", "委託先の者は");
    edit(&content, "documents/juki/requests.yaml", "市政情報コーナー", "市政情報窓口");
    let run = kohyo(&content, &["changes", "documents/juki/"]);
    assert!(run.status.success(), "{}", said(&run));
    let after = fs::read_to_string(&file).expect("changes.yaml");
    let mut kept = after.lines();
    assert!(
        before.lines().all(|line| kept.any(|other| other == line)),
        "a line is gone or has another place"
    );
    assert!(after.lines().count() > before.lines().count(), "rows were added");
}

#[test]
fn a_comparison_is_shown_for_people_programs_and_reviews() {
    let scratch = Scratch::new("diff");
    let content = sample(&scratch);
    let json =
        kohyo(&content, &["diff", "juki", "--from", "2024-10-01", "--to", "2026-06-01", "--format", "json"]);
    assert!(json.status.success(), "{}", said(&json));
    let text = String::from_utf8(json.stdout).expect("UTF-8");
    let objects: Vec<serde_json::Value> =
        text.lines().map(|l| serde_json::from_str(l).expect("an object")).collect();
    assert!(objects.len() > 20 && objects.iter().all(|o| o["from"] == "2024-10-01" && o["lines"].is_array()));
    let markdown = said(&kohyo(&content, &["diff", "--format", "markdown"]));
    assert!(
        markdown.contains("### ") && markdown.contains("<ins>") && !markdown.contains('\u{1b}'),
        "{markdown}"
    );
    let english = said(&kohyo(&content, &["diff", "juki", "--texts", "en"]));
    assert!(english.contains("Government Cloud"), "{english}");
    let unknown = kohyo(&content, &["diff", "jukii"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("did you mean `juki`?"), "{}", said(&unknown));
    let none = kohyo(&content, &["diff", "juki", "--from", "2020-01-01"]);
    assert!(said(&none).contains("2025-10-01, 2024-10-01"), "{}", said(&none));
}

#[test]
fn an_individual_number_in_a_draft_is_not_printed_by_a_comparison() {
    let scratch = Scratch::new("diff-number");
    let content = sample(&scratch);
    assert!(kohyo(&content, &["freeze", "juki"]).status.success());
    edit(&content, "documents/juki/document.yaml", "status: published", "status: draft");
    let grouped = format!("番号は{}-{}-{}です。", &NUMBER[..4], &NUMBER[4..8], &NUMBER[8..]);
    edit(&content, "documents/juki/cover.yaml", "委託先の従業者は", &grouped);
    for format in ["text", "json", "markdown"] {
        let shown = said(&kohyo(&content, &["diff", "juki", "--format", format]));
        let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
        assert!(
            shown.contains('■') && !digits.contains(NUMBER) && !shown.contains("5678"),
            "{format}: {shown}"
        );
    }
}
