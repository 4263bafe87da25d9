//! What changed between editions: differences applied to the older edition give the newer one, for pairs made at random;
//! long texts cost little; the real documents' rows are matched with what really differs.

mod scratch;
mod support;

use kohyo::content::{FolderReader, MemoryReader, load};
use kohyo::form::Choice;
use kohyo::history::{self, Difference, Line, Mark, Redline, Step, Voice, lines};
use kohyo::model::{Date, Localized, Translated};
use kohyo::pipeline::{self, Drafts};
use kohyo::resolve::filled::Checked;
use kohyo::resolve::{self, Edition, Kind};
use scratch::real_content;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::answers::{Answers, FORM, REVISED};
use support::random::Random;

/// Tells everything that was typed: ids, marks, and the texts to the letter.
struct Raw;

impl Voice for Raw {
    fn prose(&self, text: &Translated) -> String {
        text.text(0).trim_end().to_owned()
    }
    fn text(&self, text: &Translated) -> String {
        text.text(0).trim_end().to_owned()
    }
    fn label(&self, label: &Localized) -> String {
        label.text("ja").to_owned()
    }
    fn checked(&self, option: &Choice, checked: &Checked) -> String {
        format!("{} {:?} {}", option.id, checked.count, checked.text.text(0))
    }
    fn date(&self, date: Date) -> String {
        date.to_string()
    }
    fn period(&self, from: Option<Date>, to: Option<Date>) -> String {
        format!("{from:?} {to:?}")
    }
    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

/// An edition as a list of everything in it: paths, and the lines of what can be answered.
type Told = Vec<(String, Vec<String>)>;

fn told(edition: &Edition) -> Told {
    (0..edition.items.len()).map(|n| told_item(edition, n)).collect()
}

fn told_item(edition: &Edition, n: usize) -> (String, Vec<String>) {
    let item = &edition.items[n];
    let own = if item.kind == Kind::Leaf { lines::of(edition, n, &Raw) } else { Vec::new() };
    (item.path.to_string(), own.into_iter().map(|line| line.text).collect())
}

/// What stands on one side of a redline, line by line.
fn side(redline: &Redline, mark: Mark) -> Vec<String> {
    let there = redline.lines.iter().filter(|line| line.side(mark).next().is_some());
    there.map(|line| line.side(mark).map(|run| &*run.text).collect()).collect()
}

/// Applies differences to the older edition. Of the newer one only what a difference names is looked at: the place of
/// what came, and the paths of the form below it.
fn applied(step: &Step) -> Told {
    let (older, newer) = (&step.older, &step.newer);
    let mut list: Vec<Option<(String, Vec<String>)>> = told(older).into_iter().map(Some).collect();
    let mut blocks: Vec<(usize, Told)> = Vec::new();
    let is_entry = |d: &Difference| {
        d.newer.map_or_else(|| older.items[d.older.unwrap_or(0)].kind, |n| newer.items[n].kind) == Kind::Entry
    };
    // What changed in its place, read off the redlines.
    for difference in step.differences.iter().filter(|d| !is_entry(d) && d.within.is_none()) {
        let redline = history::redline_of(step, difference, &Raw);
        match (difference.older, difference.newer) {
            (Some(o), _) => {
                let entry = list[o].as_mut().expect("it is there");
                assert_eq!(entry.1, side(&redline, Mark::Removed), "{}", entry.0);
                entry.1 = side(&redline, Mark::Added);
            }
            (None, n) => panic!("{:?} has no place in the older edition", n.map(|n| &newer.items[n].path)),
        }
    }
    // Entries that went, then those that came or moved, with all that is in them.
    let mut take =
        |o: usize| -> Told { (o..older.items[o].end as usize).filter_map(|n| list[n].take()).collect() };
    let outer = || step.differences.iter().filter(|d| is_entry(d) && d.within.is_none());
    for o in outer().filter(|d| d.newer.is_none()).filter_map(|d| d.older) {
        take(o);
    }
    for difference in outer() {
        if let Some(n) = difference.newer {
            blocks.push((n, difference.older.map_or_else(|| added(step, n), &mut take)));
        }
    }
    let mut list: Told = list.into_iter().flatten().collect();
    for (place, block) in blocks {
        list.splice(place..place, block);
    }
    list
}

/// An entry that came: the paths of the form, and what the differences within say.
fn added(step: &Step, n: usize) -> Told {
    let newer = &step.newer;
    let skeleton = n..newer.items[n].end as usize;
    skeleton
        .map(|at| {
            let is_leaf = newer.items[at].kind == Kind::Leaf;
            let own = step.differences.iter().find(|d| d.newer == Some(at) && d.within.is_some() && is_leaf);
            let lines = own.map_or_else(Vec::new, |d| side(&history::redline_of(step, d, &Raw), Mark::Added));
            (newer.items[at].path.to_string(), lines)
        })
        .collect()
}

/// Resolves two sets of answers as the editions of one document.
fn editions(
    older: &Answers,
    newer: &Answers,
    form: &str,
) -> (Arc<Edition>, Arc<Edition>, kohyo::form::Forms) {
    let document = |revision: &str, date: &str| {
        format!("form: sample@{revision}\ntitle: 題\nstatus: published\npublished: {date}\n")
    };
    let reader = MemoryReader::new([
        ("site.yaml", "title: 見本\nlanguages: [ja]\n".to_owned()),
        ("forms/one.yaml", FORM.to_owned()),
        ("forms/two.yaml", REVISED.to_owned()),
        ("documents/d/document.yaml", document(form, "2026-01-01")),
        ("documents/d/main.yaml", if form == "2" { newer.yaml_revised() } else { newer.yaml() }),
        ("documents/d/editions/2025-01-01/document.yaml", document("1", "2025-01-01")),
        ("documents/d/editions/2025-01-01/main.yaml", older.yaml()),
    ]);
    let (corpus, found) = load(&reader).expect("files in memory");
    assert!(found.is_empty(), "{found:?}\n{}", newer.yaml());
    let (documents, found) = resolve::all(&corpus);
    assert!(found.is_empty(), "{found:?}\n{}\n{}", older.yaml(), newer.yaml());
    let document = &documents[0];
    (document.earlier[0].clone(), document.current.clone().expect("it is published"), corpus.forms.clone())
}

fn step(older: &Arc<Edition>, newer: &Arc<Edition>, forms: &kohyo::form::Forms) -> Step {
    Step { differences: history::between(older, newer, forms), older: older.clone(), newer: newer.clone() }
}

#[test]
fn differences_applied_to_the_older_edition_give_the_newer_one() {
    let mut kinds = std::collections::BTreeMap::new();
    for seed in 0..1_000 {
        let mut random = Random::new(seed);
        let before = Answers::random(&mut random);
        let mut after = before.clone();
        for _ in 0..random.below(12) {
            after.edit(&mut random);
        }
        let (older, newer, forms) = editions(&before, &after, "1");
        let step = step(&older, &newer, &forms);
        for difference in &step.differences {
            *kinds.entry(difference.kind.id()).or_insert(0) += 1;
        }
        assert_eq!(applied(&step), told(&newer), "seed {seed}\n{}\n----\n{}", before.yaml(), after.yaml());
        assert_eq!(
            history::between(&newer, &newer, &forms),
            [],
            "seed {seed}: an edition differs from itself"
        );
    }
    // The edits do reach every kind of difference.
    assert_eq!(
        kinds.keys().copied().collect::<Vec<_>>(),
        ["added", "changed", "choice-changed", "moved", "removed"]
    );
}

#[test]
fn items_that_a_revision_of_the_form_renamed_are_the_same_items() {
    for seed in 0..50 {
        let mut random = Random::new(seed);
        let before = Answers::random(&mut random);
        let (older, newer, forms) = editions(&before, &before, "2");
        let differences = history::between(&older, &newer, &forms);
        let by_writers: Vec<_> = differences.iter().filter(|d| !d.by_form).collect();
        assert!(by_writers.is_empty(), "seed {seed}: {by_writers:?}\n{}", before.yaml());
        let renamed =
            |d: &&Difference| d.by_form && newer.items[d.newer.unwrap_or(0)].path.as_str() == "main.words";
        let answered = newer.find("main.words").is_some_and(|n| newer.items[n].answer.is_some());
        assert_eq!(differences.iter().any(|d| renamed(&d)), answered, "seed {seed}");
    }
}

/// How a sentence comes out of an edit, by its number.
type Edit = fn(usize, &String) -> String;

#[test]
fn a_long_text_is_compared_with_its_edited_copy_in_less_than_a_second() {
    let sentence = |n: usize| {
        format!(
            "第{n}条　当市は、特定個人情報の{}について、必要な措置を講じなければならない。",
            n * 7919 % 1000
        )
    };
    let text: Vec<String> = (0..2_500).map(sentence).collect();
    let edits: [(&str, Edit); 3] = [
        ("a few words", |n, s| if n % 50 == 0 { s.replace("必要な", "適切な") } else { s.clone() }),
        ("every sentence", |n, s| s.replace("措置", if n % 2 == 0 { "対策" } else { "管理" })),
        ("nothing in common", |n, _| format!("まったく別の文章{}である。", n * 31)),
    ];
    for (what, edit) in edits {
        let edited: Vec<String> = text.iter().enumerate().map(|(n, s)| edit(n, s)).collect();
        // One paragraph, and a line a sentence.
        for separator in ["", "\n"] {
            let (older, newer) = (text.join(separator), edited.join(separator));
            assert!(older.chars().count() >= 100_000, "the text is long");
            let begun = Instant::now();
            let redline = Redline::between(&lines::prose(&older), &lines::prose(&newer));
            let took = begun.elapsed();
            println!("{what}, {} lines: {took:?}", older.lines().count());
            assert_eq!(side(&redline, Mark::Added).join("\n"), newer);
            assert_eq!(side(&redline, Mark::Removed).join("\n"), older);
            // The program that is tested is not always an optimised one.
            let most = Duration::from_secs(if cfg!(debug_assertions) { 4 } else { 1 });
            assert!(took < most, "{what}: {took:?}");
        }
    }
}

#[test]
fn every_row_of_the_real_document_is_matched_or_reported() {
    let Some(content) = real_content() else { return };
    let prepared = pipeline::prepare(&FolderReader::new(&content), None, Drafts::Ignored).expect("content");
    let document = prepared.public.document("kanto-its").expect("the real document");
    let lines_with = |rule: &str| -> Vec<u32> {
        prepared.findings.iter().filter(|(_, f)| f.rule == rule).map(|(_, f)| f.at.span.line).collect()
    };
    let mismatches = [lines_with("before-mismatch"), lines_with("after-mismatch")].concat();
    let rows = || {
        document.history.dates.iter().flat_map(|dated| &dated.rows).filter_map(|row| row.authored.as_ref())
    };
    let mut starts: Vec<u32> = rows().map(|row| row.span.line).collect();
    starts.sort_unstable();
    let mut counted = [0; 3];
    for dated in document.history.dates.iter().filter(|d| d.step.is_some()) {
        for row in &dated.rows {
            let Some(authored) = &row.authored else {
                panic!("a difference without a row on {:?}", dated.date)
            };
            // An excerpt begins at its key; its row ends where the next one begins.
            let from = authored.span.line;
            let until = starts.iter().copied().find(|line| *line > from).unwrap_or(u32::MAX);
            let mismatch = mismatches.iter().any(|line| (from..until).contains(line));
            counted[if row.differences.is_empty() { 2 } else { usize::from(mismatch) }] += 1;
        }
    }
    println!(
        "rows matched {}, matched with an excerpt that differs {}, without a difference {}",
        counted[0], counted[1], counted[2]
    );
    assert_eq!(counted.iter().sum::<i32>(), 12, "the rows of 2025-05-07 and 2025-07-01");
    assert_eq!(counted[2], 0, "every row is about something that differs");
    assert!(lines_with("unexplained-change").is_empty(), "every difference has a row");
}

#[test]
fn lines_keep_their_identity() {
    let line =
        |key: Option<&str>, text: &str| Line { key: key.map(Into::into), text: text.into(), whole: false };
    let redline = Redline::between(
        &[line(Some("paper"), "紙"), line(Some("other"), "その他（窓口）")],
        &[line(Some("paper"), "紙"), line(Some("other"), "その他（郵送）")],
    );
    assert_eq!(redline.lines.len(), 2, "an option that carries another text is one line that changed");
}
