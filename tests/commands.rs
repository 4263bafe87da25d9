//! The commands that write content, compare editions or tell where documents stand, run as their users run them.

mod scratch;
mod support;

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

/// Runs the program on a content folder in a language; yields its exit code, what it printed and what it told.
fn in_language(content: &Path, language: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    let run = command
        .args(arguments)
        .arg("--content")
        .arg(content)
        .args(["--lang", language])
        .output()
        .expect("kohyo runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code(), text(&run.stdout), text(&run.stderr))
}

/// The names of the files below a folder that are hidden, and those of folders that are.
fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_new_document_of_every_form_checks_without_errors_and_is_complete() {
    let scratch = Scratch::new("new-forms");
    let content = scratch.join("content");
    fs::create_dir_all(content.join("forms")).expect("made");
    fs::write(content.join("site.yaml"), "title: 見本\nlanguages: [ja, en, de]\n").expect("written");
    // The forms beside the repository, where this machine has them, in revisions of their own.
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/forms");
    for entry in fs::read_dir(&beside).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a form");
        let revision = text.lines().find(|line| line.starts_with("revision:")).expect("a revision");
        let name = path.file_name().expect("a name");
        fs::write(content.join("forms").join(name), text.replace(revision, "revision: 2099-01"))
            .expect("written");
    }
    let (_, listed, _) = in_language(&content, "en", &["forms"]);
    let forms: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(forms.len() >= 6, "{listed}");
    for (n, form) in forms.iter().enumerate() {
        let (code, _, told) = in_language(&content, "en", &["new", &format!("d{n}"), "--form", form]);
        assert_eq!(code, Some(0), "{told}");
        let document =
            fs::read_to_string(content.join(format!("documents/d{n}/document.yaml"))).expect("read");
        assert!(document.contains(&format!("form: {form}\n")) && document.contains("status: draft\n"));
        for language in ["en", "de"] {
            assert!(content.join(format!("documents/d{n}/document.{language}.yaml")).exists());
        }
    }
    let (_, found, _) = in_language(&content, "en", &["check", "--all", "--format", "json"]);
    let all = found.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON"));
    // The forms beside the repository are not its own: what is wrong in them is not looked at here.
    let of_documents =
        |f: &serde_json::Value| f["file"].as_str().is_some_and(|f| f.starts_with("documents/"));
    let levels: Vec<serde_json::Value> = all.filter(of_documents).collect();
    assert!(levels.iter().all(|f| f["level"] == "information"), "{levels:#?}");
    // What a draft lacks is told item by item; nothing is written that would have to be put right.
    assert!(levels.iter().any(|f| f["rule"] == "missing-answer"));
}

#[test]
fn a_document_is_begun_from_another_one_without_what_is_true_of_that_alone() {
    let scratch = Scratch::new("new-from");
    let content = sample(&scratch);
    let (code, _, told) = in_language(&content, "en", &["new", "kokuho-new", "--from", "documents/kokuho/"]);
    assert_eq!(code, Some(0), "{told}");
    // What was withheld is named, so that somebody looks at it.
    assert!(told.contains("withheld") && told.contains("\n  risks."), "{told}");
    let read = |name: &str| fs::read_to_string(content.join("documents/kokuho-new").join(name)).expect(name);
    let document = read("document.yaml");
    assert!(document.contains("\ntitle:\n") && document.contains("\nnumber:\n"), "{document}");
    assert!(document.contains("\nstatus: draft\n") && document.contains("\npublished:\n"), "{document}");
    assert!(
        document.contains("department: 健康福祉部保険年金課") && document.contains("- juki"),
        "{document}"
    );
    for gone in ["changes.yaml", "changes.en.yaml", "review.yaml", "editions"] {
        assert!(!content.join("documents/kokuho-new").join(gone).exists(), "{gone}");
    }
    assert!(
        content.join("documents/kokuho-new/files/records.csv").exists(),
        "what answers refer to comes along"
    );
    let dated = |file: &str| {
        read(file).lines().filter(|l| !l.trim_start().starts_with('#')).any(|l| {
            l.split_once(": ").is_some_and(|(_, value)| value.len() == 10 && value.starts_with("20"))
        })
    };
    for file in ["document.yaml", "cover.yaml", "basic.yaml", "files.yaml", "procedure.yaml"] {
        assert!(!dated(file), "{file} has a date");
    }
    let (code, found, _) = in_language(&content, "en", &["check", "--all", "--format", "json"]);
    assert_eq!(code, Some(0), "{found}");
    let own = found.lines().filter(|l| l.contains("documents/kokuho-new/"));
    let bad: Vec<&str> = own.filter(|l| !l.contains("\"information\"")).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    // So does every other document of the sample.
    for slug in ["jido-teate", "juki", "juki-changes-2026", "kaigo", "teigaku", "council/2026-cloud-move"] {
        let (code, _, told) = in_language(&content, "en", &["new", &format!("copy/{slug}"), "--from", slug]);
        assert_eq!(code, Some(0), "{told}");
    }
    let (code, found, _) = in_language(&content, "en", &["check", "--format", "json"]);
    let bad: Vec<&str> = found.lines().filter(|l| !l.contains("\"information\"")).collect();
    assert!(code == Some(0) && bad.is_empty(), "{bad:#?}");
    // What stayed is what the other document says, to the letter.
    let differs = said(&kohyo(&content, &["new", "again", "--from", "kokuho-new"]));
    assert!(!differs.contains("could not run"), "{differs}");
    let pairs = ["risks.yaml", "files.yaml", "risks.en.yaml", "files.en.yaml"];
    for name in pairs {
        let again = fs::read_to_string(content.join("documents/again").join(name)).expect(name);
        assert_eq!(read(name), again, "{name}");
    }
}

#[test]
fn what_cannot_be_begun_is_refused_in_both_languages_and_leaves_nothing() {
    let scratch = Scratch::new("new-refused");
    let content = sample(&scratch);
    let cases: [(&[&str], &str, &str); 9] = [
        (&["juki", "--form", "basic"], "`juki-2` is free", "「juki-2」なら使えます"),
        (&["Kokuho_2027", "--form", "basic"], "how about `kokuho-2027`?", "「kokuho-2027」ではどうですか"),
        (&["国保", "--form", "basic"], "lower-case letters", "半角の英小文字"),
        (&["../outside", "--form", "basic"], "lower-case letters", "半角の英小文字"),
        (&["juki/basic", "--form", "basic"], "a page of the document above", "上の文書のページ"),
        (
            &["juki-changes", "--form", "basic"],
            "former address (moved_from) of `juki-changes-2026`",
            "以前のアドレス",
        ),
        (&["new-one", "--form", "bassic"], "did you mean `basic`?", "「basic」ではありませんか"),
        (&["new-one", "--form", "basic@1999-01"], "there is no form", "様式「basic@1999-01」はありません"),
        (&["new-one", "--from", "jukii"], "did you mean `juki`?", "「juki」ではありませんか"),
    ];
    let before = support::program::tree(&content);
    for (arguments, english, japanese) in cases {
        let arguments = [&["new"], arguments].concat();
        for (language, words) in [("en", english), ("ja", japanese)] {
            let (code, _, told) = in_language(&content, language, &arguments);
            assert_eq!(code, Some(2), "{arguments:?}: {told}");
            assert!(told.contains(words), "{arguments:?}: {told}");
        }
    }
    let (code, _, told) = in_language(&content, "en", &["new", "new-one"]);
    assert_eq!(code, Some(2), "{told}");
    edit(&content, "documents/kaigo/related.yaml", "related:", "related: [");
    let (code, _, told) = in_language(&content, "en", &["new", "new-one", "--from", "kaigo"]);
    assert!(code == Some(2) && told.contains("cannot be read whole"), "{told}");
    edit(&content, "documents/kaigo/related.yaml", "related: [", "related:");
    assert!(support::program::tree(&content) == before, "something was written");
}

#[test]
fn a_document_that_could_not_be_written_whole_is_not_there_at_all() {
    let scratch = Scratch::new("new-whole");
    let content = sample(&scratch);
    // A file where the folder above should be: only the last step can fail.
    fs::write(content.join("documents/taken"), "a file").expect("written");
    let (code, _, told) = in_language(&content, "en", &["new", "taken/x", "--form", "basic"]);
    assert!(code == Some(2) && told.contains("taken"), "{told}");
    assert_eq!(hidden(&content.join("documents")), Vec::<String>::new());
    // What a run left behind that was cut off is no content, and does not get into the next one.
    let left = content.join("documents/.cut-off.partial");
    fs::create_dir_all(&left).expect("made");
    fs::write(left.join("document.yaml"), "form: [").expect("written");
    fs::write(left.join("stray.yaml"), "stray: true\n").expect("written");
    let (code, found, _) = in_language(&content, "en", &["check", "--all", "--format", "json"]);
    assert!(code == Some(0) && !found.contains("partial"), "{found}");
    let (code, _, told) = in_language(&content, "en", &["new", "cut-off", "--form", "basic"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(!content.join("documents/cut-off/stray.yaml").exists() && !left.exists());
}

#[test]
fn a_new_document_tells_the_editor_its_schemas_where_there_are_some() {
    let scratch = Scratch::new("new-schema");
    let content = sample(&scratch);
    let first = |name: &str| {
        let text = fs::read_to_string(content.join("documents").join(name)).expect(name);
        text.lines().next().expect("a line").to_owned()
    };
    assert!(kohyo(&content, &["new", "plain", "--form", "basic"]).status.success());
    assert!(!first("plain/cover.yaml").contains("$schema"));
    let to = scratch.join(".vscode/schema");
    assert!(kohyo(&content, &["schema", "--to", to.to_str().expect("a path")]).status.success());
    assert!(kohyo(&content, &["new", "a/b", "--form", "basic"]).status.success());
    for (name, schema) in [
        ("document.yaml", "document.json"),
        ("document.en.yaml", "document.translation.json"),
        ("cover.yaml", "basic.json"),
        ("cover.en.yaml", "basic.translation.json"),
    ] {
        let line = first(&format!("a/b/{name}"));
        let address = line.strip_prefix("# yaml-language-server: $schema=").expect("a schema");
        assert!(content.join("documents/a/b").join(address).exists(), "{line}");
        assert!(address.ends_with(&format!("/{schema}")), "{line}");
    }
}

#[test]
fn the_schemas_for_editors_are_those_that_the_program_writes() {
    let scratch = Scratch::new("schemas");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let to = scratch.join("schema");
    let run = kohyo(&repository.join("content"), &["schema", "--to", to.to_str().expect("a path")]);
    assert!(run.status.success(), "{}", said(&run));
    let (made, kept) =
        (support::program::tree(&to), support::program::tree(&repository.join(".vscode/schema")));
    let names = |tree: &std::collections::BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&kept), "run `kohyo schema --to .vscode/schema`");
    for (name, bytes) in made {
        assert!(kept[&name] == bytes, "{name} is stale: run `kohyo schema --to .vscode/schema`");
    }
    let settings = fs::read(repository.join(".vscode/settings.json")).expect("the settings");
    let settings: serde_json::Value = serde_json::from_slice(&settings).expect("JSON");
    for schema in settings["yaml.schemas"].as_object().expect("schemas").keys() {
        assert!(repository.join(schema).exists(), "{schema}");
    }
}

/// Compares with a file below `tests/`; KOHYO_ACCEPT writes it.
fn told_as(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if std::env::var_os("KOHYO_ACCEPT").is_some() {
        fs::write(&path, now).expect("written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == now, "{name}:\n{}", support::difference(&written, now));
}

#[test]
fn the_status_of_the_sample_is_told_in_both_languages_and_for_programs() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let day = ["status", "--today", "2027-06-02"];
    for language in ["ja", "en"] {
        let (code, table, told) = in_language(&content, language, &day);
        assert!(code == Some(0) && told.is_empty(), "{told}");
        assert!(!table.contains('\u{1b}'), "nothing is told by colour alone");
        told_as(&format!("status/{language}.txt"), &table);
    }
    let (_, lines, _) = in_language(&content, "en", &[&day[..], &["--format", "json"]].concat());
    told_as("status/lines.json", &lines);
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["due"][0]["overdue"], true);
}

#[test]
fn the_status_tells_what_was_accepted_and_shows_no_individual_number() {
    let scratch = Scratch::new("status");
    let content = sample(&scratch);
    let review =
        format!("- {{item: threshold.people.count, rule: missing-answer, reason: '{NUMBER} を確認'}}\n");
    fs::write(content.join("documents/kaigo/review.yaml"), review).expect("written");
    for format in ["text", "json"] {
        let (code, shown, _) =
            in_language(&content, "ja", &["status", "--today", "2026-11-27", "--format", format]);
        assert_eq!(code, Some(0));
        assert!(shown.contains("threshold.people.count") && !shown.contains(NUMBER), "{shown}");
    }
}

/// Runs the program where a locale says the language.
fn in_locale(locale: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.args(arguments).env("LC_ALL", locale).output().expect("kohyo runs")
}

/// Every line of `tests/usage/mistakes.txt` that begins with `$` is run as it stands; below it stands what is said of it
/// in both languages.
#[test]
fn mistakes_of_the_command_line_are_told_in_both_languages_with_what_to_write_instead() {
    let cases = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/usage/mistakes.txt"));
    let mut now = String::new();
    for line in cases.expect("mistakes.txt").lines().filter(|line| line.starts_with(['$', '#'])) {
        now.push_str(&format!("{}{line}\n", if now.is_empty() || now.ends_with("#\n") { "" } else { "\n" }));
        let Some(line) = line.strip_prefix("$ kohyo ") else { continue };
        for locale in ["ja_JP.UTF-8", "en_US.UTF-8"] {
            let run = in_locale(locale, &line.split(' ').collect::<Vec<_>>());
            assert!(run.status.code() == Some(2) && run.stdout.is_empty(), "{line}: {}", said(&run));
            now.push_str(&said(&run));
        }
    }
    told_as("usage/mistakes.txt", &now);
}

#[test]
fn help_speaks_the_language_of_the_locale_or_of_the_flag() {
    for (locale, language) in [("ja_JP.UTF-8", "ja"), ("C", "en")] {
        let help = in_locale(locale, &["new", "--help"]);
        assert!(help.status.success() && help.stderr.is_empty(), "{}", said(&help));
        told_as(&format!("usage/new.{language}.txt"), &said(&help));
        for others in [["help", "new"].as_slice(), &["new", "-h"]] {
            let other = in_locale("fr_FR.UTF-8", &[others, &["--lang", language]].concat());
            assert!(other.status.success() && other.stdout == help.stdout, "{others:?}: {}", said(&other));
        }
    }
}

#[test]
fn a_line_without_a_command_shows_the_help_and_fails() {
    for (line, heading) in [(&[][..], "コマンド:"), (&["--lang", "en"], "Commands:")] {
        let run = in_locale("ja_JP.UTF-8", line);
        assert_eq!(run.status.code(), Some(2));
        let help = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.stdout.is_empty() && help.contains(heading) && help.contains("publish"), "{help}");
    }
}
