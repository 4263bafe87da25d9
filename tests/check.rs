//! What each rule finds: every file in `tests/check/<rule>/` is a case, and its name is the behaviour in words.
//!
//! `tests/support/case.rs` says how a case is written. The files of a case stand upon `tests/support/content/`. Under
//! `--- findings` stand all errors and warnings, and the information of the folder's own rule, as `kohyo check` gives
//! them: level, rule, place, item. Under `--- findings of build` stands what a build sees, which passes over drafts.
//! Under `--- message` and `--- message en` stands what a person reads. `--- today` is the date of the day.
//!
//! `KOHYO_ACCEPT=1 cargo test --test check` writes down what comes out now: read the difference before keeping it.

mod support;

use kohyo::check::rules::ALL;
use kohyo::check::{Rule, Say};
use kohyo::cli::Format;
use kohyo::cli::language::Words;
use kohyo::cli::paint::Painter;
use kohyo::content::MemoryReader;
use kohyo::model::{Date, Finding, Level};
use kohyo::pipeline::{self, Drafts, Prepared};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use support::case::Case;
use unicode_normalization::UnicodeNormalization;

/// The sections that are no files.
const EXPECTED: [&str; 5] = ["today", "findings", "findings of build", "message", "message en"];

/// Individual Numbers made for these cases; their check digits are right.
const NUMBERS: [&str; 3] = ["123456789018", "234567890121", "987654321093"];

#[test]
fn every_rule_finds_what_its_cases_say() {
    let accept = std::env::var_os("KOHYO_ACCEPT").is_some();
    let mut wrong = Vec::new();
    for path in cases() {
        let written = fs::read_to_string(&path).expect("a readable case");
        let now = outcome(&Case::read(&written), &rule_of(&path));
        if now == written {
            continue;
        }
        if accept {
            fs::write(&path, now).expect("a writable case");
        } else {
            wrong.push(format!("{}\n{}", path.display(), support::difference(&written, &now)));
        }
    }
    assert!(wrong.is_empty(), "{} differ\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_cases_of_its_own_and_a_message_in_both_languages() {
    let mut by_rule: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for path in cases() {
        let case = Case::read(&fs::read_to_string(&path).expect("a readable case"));
        by_rule.entry(rule_of(&path)).or_default().push(case);
    }
    let named: BTreeSet<&str> = by_rule.keys().map(String::as_str).collect();
    let known: BTreeSet<&str> = ALL.iter().map(|r| r.id).collect();
    assert_eq!(named, known, "the folders of tests/check/ and the rules differ");
    for (rule, cases) in &by_rule {
        assert!(cases.len() >= 3, "{rule} has {} cases", cases.len());
        for message in ["message", "message en"] {
            assert!(
                cases.iter().any(|c| c.section(message).is_some()),
                "{rule} has no case with `{message}`"
            );
        }
    }
}

#[test]
fn every_finding_has_a_sentence_with_all_its_words_and_every_sentence_has_a_case() {
    let mut said = BTreeSet::new();
    for path in cases() {
        let case = Case::read(&fs::read_to_string(&path).expect("a readable case"));
        for (_, finding) in run(&case, Drafts::Checked).1.findings {
            let rule = kohyo::check::rule(finding.rule);
            let rule = rule.unwrap_or_else(|| panic!("{}: no rule {}", path.display(), finding.rule));
            let say = rule.says.iter().find(|s| s.variant == finding.variant);
            let (id, variant) = (rule.id, finding.variant);
            let say = say.unwrap_or_else(|| panic!("{}: {id} has no sentence `{variant}`", path.display()));
            assert_eq!(absent_words(say, &finding), [""; 0], "{}: {id} `{variant}`", path.display());
            said.insert((id, variant));
        }
    }
    let all = ALL.iter().flat_map(|r| sentences(r));
    let unsaid: Vec<_> = all.filter(|sentence| !said.contains(sentence)).collect();
    assert!(unsaid.is_empty(), "no case yields {unsaid:?}");
}

#[test]
fn no_output_of_any_format_shows_the_digits_of_an_individual_number() {
    for path in cases() {
        let case = Case::read(&fs::read_to_string(&path).expect("a readable case"));
        let (reader, prepared) = run(&case, Drafts::Checked);
        if !prepared.findings.iter().any(|(_, f)| f.rule == "individual-number") {
            continue;
        }
        for words in [Words::Japanese, Words::English] {
            let mut painter = Painter::new(&reader, &prepared.corpus.files, words);
            for (level, finding) in &prepared.findings {
                for format in [Format::Text, Format::Json, Format::Github, Format::Gitlab] {
                    let painted = painter.paint(finding, *level, format);
                    let digits = digits(&painted);
                    let shown = NUMBERS.iter().any(|n| digits.contains(n));
                    assert!(!shown, "{}\n{painted}", path.display());
                }
            }
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let entries =
        |folder: &Path| fs::read_dir(folder).expect("tests/check").map(|e| e.expect("an entry").path());
    let mut cases: Vec<PathBuf> =
        entries(&folder).flat_map(|rule| entries(&rule).collect::<Vec<_>>()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases found");
    cases
}

fn rule_of(case: &Path) -> String {
    let folder = case.parent().and_then(Path::file_name).expect("a case stands in the folder of a rule");
    folder.to_string_lossy().into_owned()
}

fn run(case: &Case, drafts: Drafts) -> (MemoryReader, Prepared) {
    let today = case.section("today").map(|day| Date::parse(day.trim()).expect("a date"));
    let reader = support::sample::with(case.files(&EXPECTED));
    let prepared = pipeline::prepare(&reader, today, drafts).expect("files in memory can be read");
    (reader, prepared)
}

/// The case as it would be written down now.
fn outcome(case: &Case, rule: &str) -> String {
    let mut now = Case::read(&case.write());
    for section in now.sections.iter_mut().filter(|s| EXPECTED.contains(&&*s.name)) {
        section.body = match section.name.as_str() {
            "findings" => painted(case, rule, Drafts::Checked, place),
            "findings of build" => painted(case, rule, Drafts::Ignored, place),
            "message" => painted(case, rule, Drafts::Checked, |r, p, f| message(r, p, f, Words::Japanese)),
            "message en" => painted(case, rule, Drafts::Checked, |r, p, f| message(r, p, f, Words::English)),
            _ => continue,
        };
    }
    now.write()
}

type Paint = fn(&MemoryReader, &Prepared, &(Level, Finding)) -> String;

fn painted(case: &Case, rule: &str, drafts: Drafts, paint: Paint) -> String {
    let (reader, prepared) = run(case, drafts);
    let listed = |(level, finding): &&(Level, Finding)| *level != Level::Information || finding.rule == rule;
    prepared.findings.iter().filter(listed).map(|f| paint(&reader, &prepared, f)).collect()
}

/// `error[rule] file:line:column item`, from what a program is given.
fn place(reader: &MemoryReader, prepared: &Prepared, (level, finding): &(Level, Finding)) -> String {
    let json =
        Painter::new(reader, &prepared.corpus.files, Words::Japanese).paint(finding, *level, Format::Json);
    let value: serde_json::Value = serde_json::from_str(&json).expect("an object");
    let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut line =
        format!("{}[{}] {}:{}:{}", word("level"), word("rule"), word("file"), value["line"], value["column"]);
    if !value["item"].is_null() {
        let _ = write!(line, " {}", word("item"));
    }
    line + "\n"
}

fn message(reader: &MemoryReader, prepared: &Prepared, found: &(Level, Finding), words: Words) -> String {
    let (level, finding) = found;
    Painter::new(reader, &prepared.corpus.files, words).paint(finding, *level, Format::Text) + "\n"
}

/// The words a sentence leaves room for and the finding does not bring.
fn absent_words<'s>(say: &'s Say, finding: &Finding) -> Vec<&'s str> {
    let advice = if finding.suggestion.is_some() { ["", ""] } else { [say.help_ja, say.help_en] };
    let sentences = [say.ja, say.en].into_iter().chain(advice);
    let slots = sentences.flat_map(|s| s.split('{').skip(1)).filter_map(|rest| Some(rest.split_once('}')?.0));
    let brought = |name: &str| match name {
        // The label of an item that has one.
        "label" => finding.label.is_some(),
        // `{from: …}` is an example.
        name => name.contains(' ') || finding.facts.iter().any(|(n, _)| *n == name),
    };
    slots.filter(|name| !brought(name)).collect()
}

fn sentences(rule: &'static Rule) -> impl Iterator<Item = (&'static str, &'static str)> {
    rule.says.iter().map(|say| (rule.id, say.variant))
}

/// The digits of a text in their order, whatever stands between them, those written as entities too.
fn digits(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        plain.push_str(before);
        rest = after;
        if let Some((code, after)) = rest.split_once(';') {
            let hex = code.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| code.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            if let Some(c) = code.and_then(char::from_u32) {
                plain.push(c);
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.nfkc().filter(char::is_ascii_digit).collect()
}
