//! PDF files as their readers get them: every sentence can be copied out again, they are tagged and say their language,
//! the same sources give the same bytes, a rebuild prints what changed and nothing else.
//!
//! Needs poppler (`pdftotext`) and `qpdf`, which `tests/setup.sh` installs. Run with `--release`: typesetting is slow
//! without optimisation.

#![cfg(feature = "pdf")]

mod scratch;

use lopdf::{Dictionary, Document, Object};
use scratch::{Scratch, copy};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

const REAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/real");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/content");

fn kohyo(arguments: &[&str], zone: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    let output = command.args(arguments).args(["--lang", "en"]).env("TZ", zone).output().expect("kohyo runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Builds a site; printed files are kept in `cache`.
fn build(content: &Path, output: &Path, cache: &Path, zone: &str) {
    let words = |path: &Path| path.to_str().expect("a path").to_owned();
    let [content, output, cache] = [content, output, cache].map(words);
    kohyo(&["build", "--content", &content, "--output", &output, "--cache", &cache], zone);
}

fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output().expect("pdftotext is installed");
    assert!(output.status.success(), "{}", pdf.display());
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn files(folder: &Path, name: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, name));
        } else if path.file_name().is_some_and(|n| n.to_string_lossy().ends_with(name)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The sample, and the real documents where they are.
fn contents() -> Vec<(&'static str, &'static Path)> {
    let mut all = vec![("sample", Path::new(SAMPLE))];
    if Path::new(REAL).is_dir() {
        all.push(("real", Path::new(REAL)));
    } else {
        println!("skipped: the real documents ({REAL}) are not on this machine");
    }
    all
}

#[test]
fn every_sentence_is_found_again_and_files_are_sound() {
    for (name, content) in contents() {
        let scratch = Scratch::new(&format!("pdf-{name}"));
        let output = scratch.join("site");
        build(content, &output, &scratch.join("cache"), "UTC");
        let mut sentences = 0;
        for data in files(&output, "document.json") {
            let document: Value = serde_json::from_slice(&fs::read(&data).expect("JSON")).expect("JSON");
            for (language, folder) in [("ja", output.clone()), ("en", output.join("en"))] {
                let own =
                    data.strip_prefix(&output).expect("below the output").with_file_name("document.pdf");
                let pdf = folder.join(own);
                if pdf.is_file() {
                    sentences += find_sentences(&document, language, &pdf);
                    sound(&pdf, language, &document);
                }
            }
        }
        println!("{name}: {sentences} sentences found again");
        assert!(sentences > 500, "{name}: {sentences}");
        assert_two_pages(&output);
    }
}

/// Looks for every sentence of a document in its PDF file. Line breaks of the page are nothing; where the source has
/// white space there may be any, and where it has none there must be none.
fn find_sentences(document: &Value, language: &str, pdf: &Path) -> usize {
    // Between words of the Latin script a line break stands for a space.
    let text = text_of(pdf).replace('\u{c}', "\n");
    let japanese = text.replace('\n', "");
    let latin = text.replace('\n', " ");
    let mut found = 0;
    for item in document["items"].as_array().expect("items") {
        let Some(words) = item["text"][language].as_str().filter(|_| item["type"] != "figure") else {
            continue;
        };
        // What was deleted stands in the file, struck, and not in the plain text.
        if item["value"].as_str().is_some_and(|v| v.contains("{--") || v.contains("{~~")) {
            continue;
        }
        // A table and a list of boxes are told in one line each in the data, and cell by cell in the file.
        let joints: &[char] =
            if item["type"] == "checklist" { &['、', ';', '（', '）', '(', ')'] } else { &[] };
        let split = |c: char| matches!(c, '\n' | '\t' | '。') || joints.contains(&c);
        for sentence in words.split(split).map(str::trim).filter(|s| s.chars().count() > 1) {
            let parts: Vec<&str> = sentence.split_whitespace().collect();
            let known = stands_in(&japanese, &parts) || stands_in(&latin, &parts);
            assert!(known, "{}: {} lacks {sentence:?}", pdf.display(), item["path"]);
            found += 1;
        }
    }
    found
}

/// True where the parts follow each other with nothing but white space between them.
fn stands_in(text: &str, parts: &[&str]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return true };
    text.match_indices(first).any(|(at, _)| {
        rest.iter()
            .try_fold(&text[at + first.len()..], |text, part| text.trim_start().strip_prefix(part))
            .is_some()
    })
}

/// What readers and archives ask of a file.
fn sound(pdf: &Path, language: &str, document: &Value) {
    let checked = Command::new("qpdf").arg("--check").arg(pdf).output().expect("qpdf is installed");
    assert!(checked.status.success(), "{}: {}", pdf.display(), String::from_utf8_lossy(&checked.stderr));
    let file = Document::load(pdf).expect("a PDF file");
    let catalog = file.catalog().expect("a catalog");
    let lang = catalog.get(b"Lang").and_then(Object::as_str).expect("a language");
    assert!(lang.starts_with(language.as_bytes()), "{}", pdf.display());
    let dictionary = |key: &[u8]| -> Dictionary {
        let object = catalog.get(key).and_then(|o| file.dereference(o)).map(|(_, o)| o.clone());
        object
            .and_then(|o| o.as_dict().cloned())
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(key)))
    };
    assert_eq!(dictionary(b"MarkInfo").get(b"Marked").and_then(Object::as_bool).ok(), Some(true), "tagged");
    assert!(dictionary(b"StructTreeRoot").has(b"K"), "tags");
    assert!(dictionary(b"Outlines").has(b"First"), "bookmarks");
    let shows = dictionary(b"ViewerPreferences").get(b"DisplayDocTitle").and_then(Object::as_bool).ok();
    assert_eq!(shows, Some(true));
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let stream = file.get_object(metadata).and_then(Object::as_stream).expect("a stream");
    let told = String::from_utf8(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
        .expect("XMP");
    let title = document["title"][language].as_str().expect("a title");
    let begins: String = title.split_whitespace().next().unwrap_or(title).to_owned();
    for needed in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", &*begins] {
        assert!(told.contains(needed), "{}: {needed} in {told}", pdf.display());
    }
}

fn assert_two_pages(output: &Path) {
    let summaries = files(output, "summary.pdf");
    assert!(!summaries.is_empty());
    for summary in summaries {
        let pages = Document::load(&summary).expect("a PDF file").get_pages().len();
        assert!((1..=2).contains(&pages), "{}: {pages} pages", summary.display());
    }
}

#[test]
fn rare_letters_come_back_as_they_were_written() {
    let scratch = Scratch::new("pdf-letters");
    let content = small(&scratch, "①⑳ Ⅲ ㈱髙﨑、𠮷野、德濵、≒、令和8年1月1日、第Ⅲ章、ＤＶとDV。");
    build(&content, &scratch.join("site"), &scratch.join("cache"), "UTC");
    let text = text_of(&scratch.join("site/documents/letters/downloads/document.pdf")).replace('\n', "");
    assert!(text.contains("①⑳ Ⅲ ㈱髙﨑、𠮷野、德濵、≒、令和8年1月1日、第Ⅲ章、ＤＶとDV。"), "{text}");
}

#[test]
fn text_is_never_source() {
    let scratch = Scratch::new("pdf-source");
    let typed = "#panic(1) #read(\"/etc/passwd\") #import \"@preview/x:1.0.0\" $x^2$ @ref // rest";
    let content = small(&scratch, typed);
    build(&content, &scratch.join("site"), &scratch.join("cache"), "UTC");
    let text = text_of(&scratch.join("site/documents/letters/downloads/document.pdf")).replace('\n', " ");
    assert!(text.contains(typed), "{text}");
}

/// A site of one document with one text.
fn small(scratch: &Scratch, text: &str) -> PathBuf {
    let content = scratch.join("content");
    let form = "form: small\nrevision: 2026-01\nkind: paper\ntitle: {ja: 資料, en: Paper}\nparts:\n  - id: main\n    number: １\n    title: {ja: 本編, en: Main}\n    items:\n      - {id: body, number: ①, title: {ja: 本文, en: Text}, type: text}\n";
    let site = "title: {ja: 見本, en: Sample}\nbase_url: https://sample.example/\nlanguages: [ja, en]\npublisher: {ja: 見本市, en: Sample City}\ncontact: {ja: 窓口, en: Desk}\n";
    let document = "form: small\ntitle: 文字の見本\nstatus: published\npublished: 2026-06-01\n";
    let body = format!("main:\n  body: |\n    {text}\n");
    let files = [
        ("site.yaml", site),
        ("forms/small.yaml", form),
        ("documents/letters/document.yaml", document),
        ("documents/letters/main.yaml", &body),
    ];
    for (path, text) in files {
        let path = content.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    content
}

#[test]
fn the_same_sources_give_the_same_bytes_and_a_rebuild_prints_what_changed() {
    let scratch = Scratch::new("pdf-same");
    let (first, second) = (scratch.join("a"), scratch.join("別の場所"));
    for (folder, zone) in [(&first, "UTC"), (&second, "Pacific/Kiritimati")] {
        copy(Path::new(SAMPLE), &folder.join("content"));
        build(&folder.join("content"), &folder.join("site"), &folder.join("cache"), zone);
    }
    let printed = files(&first.join("site"), ".pdf");
    assert!(printed.len() > 10, "{}", printed.len());
    for path in &printed {
        let other = second.join("site").join(path.strip_prefix(first.join("site")).expect("below"));
        assert_eq!(fs::read(path).ok(), fs::read(&other).ok(), "{}", other.display());
    }
    let kept = |folder: &Path| files(&folder.join("cache"), "").len();
    let before = kept(&first);
    let begun = Instant::now();
    build(&first.join("content"), &first.join("site"), &first.join("cache"), "UTC");
    println!("nothing changed: {:?}, {before} kept", begun.elapsed());
    assert_eq!(kept(&first), before);
    let changed = first.join("content/documents/juki/basic.yaml");
    let text = fs::read_to_string(&changed).expect("a file of answers");
    let edited = text.replacen("住民", "市民", 1);
    assert_ne!(edited, text);
    fs::write(&changed, edited).expect("written");
    build(&first.join("content"), &first.join("site"), &first.join("cache"), "UTC");
    let printed = kept(&first) - before;
    // A document and its summary, in Japanese and in English, which falls back to what is not translated.
    assert!((1..=4).contains(&printed), "{printed} files were printed for one word");
}

#[test]
fn a_draft_says_so_on_every_page_and_never_lands_in_an_output() {
    let scratch = Scratch::new("pdf-draft");
    let content = small(&scratch, "まだ決まっていないこと。");
    let document = content.join("documents/letters/document.yaml");
    let text = fs::read_to_string(&document).expect("a file").replace("status: published", "status: draft");
    fs::write(&document, text).expect("written");
    let folder = scratch.join("papers");
    let words = |path: &Path| path.to_str().expect("a path").to_owned();
    let (content, folder_words) = (words(&content), words(&folder));
    kohyo(
        &["pdf", "letters", "--draft", "--summary", "--content", &content, "--output", &folder_words],
        "UTC",
    );
    let printed = files(&folder, ".pdf");
    assert_eq!(printed.len(), 2, "{printed:?}");
    for path in &printed {
        assert!(
            path.file_name().is_some_and(|n| n.to_string_lossy().contains("-draft")),
            "{}",
            path.display()
        );
        let pages = Document::load(path).expect("a PDF file").get_pages().len();
        let text = text_of(path);
        let marked = text.split('\u{c}').filter(|page| page.contains("下書き")).count();
        assert_eq!(marked, pages, "{}", path.display());
    }
    let site = scratch.join("site");
    build(Path::new(&content), &site, &scratch.join("cache"), "UTC");
    let refused = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args(["pdf", "letters", "--draft", "--content", &content, "--output"])
        .arg(site.join("downloads"))
        .output()
        .expect("kohyo runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(files(&site, "-draft.pdf").is_empty());
}
