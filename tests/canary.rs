//! What must not get out: drafts, withheld answers, files that nothing refers to, comments, Individual Numbers.
//!
//! Two rare kanji that occur nowhere else are planted in all of these, a site is built with the program, and every file
//! of the output is looked through in every encoding, what is compressed in it too. The test walks the folder, so an
//! output that is added later is covered by itself.

mod scratch;
mod support;

use scratch::Scratch;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The marker. None of its signs stands in the sample site or in the theme. The first two are in no Japanese character
/// set but Unicode; the last two can be written in Shift_JIS and EUC-JP as well.
const CANARY: &str = "龘𪚥靉靆";
/// The last two signs of the marker in Shift_JIS, EUC-JP and ISO-2022-JP.
const LEGACY: [(&str, &[u8]); 3] = [
    ("Shift_JIS", &[0xE8, 0xCD, 0xE8, 0xCA]),
    ("EUC-JP", &[0xF0, 0xCF, 0xF0, 0xCC]),
    ("ISO-2022-JP", &[0x70, 0x4F, 0x70, 0x4C]),
];
/// An Individual Number made for this test; its check digit is right.
const NUMBER: &str = "123456789018";

fn build(content: &Path, output: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command
        .args(["build", "--lang", "en", "--archive", "--content"])
        .arg(content)
        .arg("--output")
        .arg(output);
    command.output().expect("kohyo runs")
}

fn write(content: &Path, path: &str, text: &str) {
    let file = content.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    fs::write(file, text).expect("written");
}

/// A small form with a text, a line, a table and a figure.
const FORM: &str = "form: sample
revision: 2026-01
kind: assessment
title: {ja: 見本, en: Sample}
parts:
  - id: main
    title: {ja: 本編, en: Main part}
    items:
      - {id: open, title: {ja: 公開, en: Open}, type: text}
      - {id: secret, title: {ja: 非公開, en: Secret}, type: text}
      - {id: kept, title: {ja: 前は公開, en: Open before}, type: line}
      - {id: rows, title: {ja: 表, en: Table}, type: table, columns: [{id: a, title: {ja: 甲, en: A}}, {id: b, title: {ja: 乙, en: B}}]}
      - {id: picture, title: {ja: 図, en: Figure}, type: figure}
      - {id: flow, title: {ja: 流れ, en: Flow}, type: figure}
      - {id: inside, title: {ja: 内部の流れ, en: Flow inside}, type: figure}
      - id: list
        title: {ja: 一覧, en: List}
        repeat: {title: {ja: \"一覧{n}\", en: \"Entry {n}\"}}
        items: [{id: name, title: {ja: 名, en: Name}, type: line}]
      - id: group
        title: {ja: 組, en: Group}
        items:
          - {id: inner, title: {ja: 内, en: Inner}, type: text}
";

/// A data flow of two boxes, one in the other's reach; `word` stands in all of its texts.
fn flow(item: &str, word: &str, comment: &str) -> String {
    format!(
        "  {item}: # {comment}
    caption: {word}の流れ
    nodes:
      person: {{kind: person, label: {word}の住民}}
      office: {{kind: organisation, label: {word}の役所}}
      file: {{kind: file, label: {word}の台帳, in: office, holds: [{word}の番号]}} # {comment}
    arrows:
      request: {{from: person, to: file, steps: [①], number: true, label: {word}の届出}}
    notes: \"① {word}の届出を受け付ける。\"
"
    )
}

const SITE: &str = "title: {ja: 見本のサイト, en: Sample site}
base_url: https://sample.example/
languages: [ja, en]
publisher: {ja: 見本市, en: Sample City}
contact: {ja: 窓口, en: Desk}
";

fn document(status: &str, published: &str) -> String {
    format!("form: sample\ntitle: 見本の文書\nstatus: {status}\npublished: {published}\ndepartment: 総務課\n")
}

/// A site that must be built, with the marker wherever it must not get out.
fn planted(content: &Path) {
    write(content, "site.yaml", &format!("# {CANARY}\n{SITE}not_personal_numbers: [{CANARY}]\n"));
    write(content, "pages/about.md", &format!("---\ntitle: 案内 # {CANARY}\n---\n案内の文章。\n"));
    write(content, "forms/sample.yaml", FORM);
    write(content, "glossary.yaml", &format!("# {CANARY}\nterm: {{term: 見本, text: 手本のこと。}}\n"));
    // A published document that withholds what its earlier edition told.
    let doc = "documents/open";
    write(
        content,
        &format!("{doc}/document.yaml"),
        &format!("# {CANARY}\n{}", document("published", "2026-06-01")),
    );
    write(content, &format!("{doc}/document.en.yaml"), "title: A sample\n");
    write(
        content,
        &format!("{doc}/main.yaml"),
        &format!(
            "main: # {CANARY}\n  open: 公開の文章。\n  secret: {{withheld: 安全のため}}\n  kept: {{withheld: 安全のため}}\n  rows: {{withheld: 安全のため}}\n  group: {{withheld: 安全のため}}\n  list: {{shown: {{name: 一つ目}}, hidden: {{withheld: 安全のため}}}}\n  picture: {{file: files/shown.svg, alt: 流れ}}\n  inside: {{withheld: 安全のため}}\n{}",
            flow("flow", "公開", CANARY)
        ),
    );
    write(
        content,
        &format!("{doc}/main.en.yaml"),
        &format!(
            "main:\n  open: Open text.\n  secret: {CANARY} in the overlay\n  kept: {CANARY}\n  list: {{hidden: {{name: {CANARY}}}}}\n  inside: {{caption: {CANARY}, nodes: {{person: {{label: {CANARY}}}}}}}\n"
        ),
    );
    write(
        content,
        &format!("{doc}/files/shown.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- 龘𪚥 --><metadata>龘𪚥</metadata><text>図</text></svg>",
    );
    write(content, &format!("{doc}/files/unreferenced.txt"), CANARY);
    write(content, &format!("{doc}/files/unreferenced.csv"), &format!("a,b\n{CANARY},二\n"));
    write(content, &format!("{doc}/files/{CANARY}.png"), "not shown");
    let earlier = format!("{doc}/editions/2025-06-01");
    write(content, &format!("{earlier}/document.yaml"), &document("published", "2025-06-01"));
    write(
        content,
        &format!("{earlier}/main.yaml"),
        &format!(
            "main:\n  open: 前の文章。\n  secret: 前は{CANARY}と書いた。[図](files/old.svg)\n  kept: {CANARY}\n  rows:\n    - {{a: {CANARY}, b: 二}}\n  group:\n    inner: {CANARY}\n  list: {{hidden: {{name: {CANARY}}}}}\n{}",
            flow("inside", CANARY, CANARY)
        ),
    );
    write(content, &format!("{earlier}/main.en.yaml"), &format!("main:\n  secret: once {CANARY}\n"));
    write(
        content,
        &format!("{earlier}/files/old.svg"),
        &format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{CANARY}</text></svg>"),
    );
    write(
        content,
        &format!("{doc}/changes.yaml"),
        &format!(
            "- date: 2026-06-01\n  timing: after\n  rows:\n    - item: main.secret\n      before: {CANARY}\n      after: {CANARY}\n      reason: 形式的な変更\n    - item: [main.open, main.group.inner]\n      summary: {CANARY}\n      reason: 整理\n    - item: main\n      before: {CANARY}\n      reason: 整理\n"
        ),
    );
    write(
        content,
        &format!("{doc}/changes.en.yaml"),
        &format!(
            "- date: 2026-06-01\n  timing: after\n  rows:\n    - item: main.secret\n      before: {CANARY}\n      reason: formal\n"
        ),
    );
    write(
        content,
        &format!("{doc}/review.yaml"),
        &format!("- {{item: main.open, rule: count-mismatch, reason: {CANARY}}}\n"),
    );
    // A draft edition among published ones.
    write(content, &format!("{doc}/editions/2025-12-01/document.yaml"), &document("draft", "2025-12-01"));
    write(content, &format!("{doc}/editions/2025-12-01/main.yaml"), &format!("main:\n  open: {CANARY}\n"));
    // A document that is a draft, with its slug, title and keys.
    write(
        content,
        &format!("documents/{CANARY}/document.yaml"),
        &document("draft", "2026-01-01").replace("見本の文書", CANARY),
    );
    write(
        content,
        &format!("documents/{CANARY}/main.yaml"),
        &format!("main:\n  open: {CANARY}\n  {CANARY}: x\n"),
    );
    // A draft at the top over a published edition.
    write(
        content,
        "documents/over/document.yaml",
        &format!(
            "{}number: {CANARY}\nkeywords: [{CANARY}]\nended: 2026-10-01\nconsultation: {{from: 2026-09-01, how: {CANARY}}}\n",
            document("draft", "2026-09-01").replace("見本の文書", CANARY).replace("総務課", CANARY)
        ),
    );
    write(content, "documents/over/document.en.yaml", &format!("title: {CANARY}\ndepartment: {CANARY}\n"));
    write(content, "documents/over/main.en.yaml", &format!("main:\n  open: {CANARY}\n"));
    write(content, &format!("documents/over/files/{CANARY}.png"), "of the draft");
    write(
        content,
        "documents/over/main.yaml",
        &format!("main:\n  open: {CANARY}\n{}", flow("flow", CANARY, CANARY)),
    );
    write(
        content,
        "documents/over/changes.yaml",
        &format!(
            "- date: 2026-09-01\n  timing: before\n  rows:\n    - {{item: main.open, after: {CANARY}, reason: {CANARY}}}\n"
        ),
    );
    write(content, "documents/over/editions/2025-01-01/document.yaml", &document("published", "2025-01-01"));
    write(content, "documents/over/editions/2025-01-01/main.yaml", "main:\n  open: 公表された文章。\n");
    // An edition before it, so that there is a history that the draft must not get into.
    write(content, "documents/over/editions/2024-01-01/document.yaml", &document("published", "2024-01-01"));
    write(
        content,
        "documents/over/editions/2024-01-01/main.yaml",
        "main:\n  open: 前に公表された文章。\n  list: {old: {name: 古い記入}}\n",
    );
}

/// The marker in every encoding a file could have it in.
fn encodings() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    // Either sign alone tells as much as both.
    for sign in CANARY.chars() {
        let mut utf16 = [0; 2];
        let units = sign.encode_utf16(&mut utf16);
        all.push(("UTF-8".to_owned(), sign.to_string().into_bytes()));
        all.push(("UTF-16LE".to_owned(), units.iter().flat_map(|u| u.to_le_bytes()).collect()));
        all.push(("UTF-16BE".to_owned(), units.iter().flat_map(|u| u.to_be_bytes()).collect()));
        let escapes = |upper: bool| -> String {
            units.iter().map(|u| if upper { format!("\\u{u:04X}") } else { format!("\\u{u:04x}") }).collect()
        };
        all.push(("JSON escape".to_owned(), escapes(false).into_bytes()));
        all.push(("JSON escape".to_owned(), escapes(true).into_bytes()));
        let code = sign as u32;
        for entity in
            [format!("&#{code};"), format!("&#x{code:x};"), format!("&#x{code:X};"), format!("\\{code:x}")]
        {
            all.push(("entity".to_owned(), entity.into_bytes()));
        }
        let percent = |upper: bool| -> String {
            let hex = |b: u8| if upper { format!("%{b:02X}") } else { format!("%{b:02x}") };
            sign.to_string().bytes().map(hex).collect()
        };
        all.push(("percent".to_owned(), percent(true).into_bytes()));
        all.push(("percent".to_owned(), percent(false).into_bytes()));
        // How the fonts of a PDF tell which character a glyph is.
        let units: String = units.iter().map(|u| format!("{u:04X}")).collect();
        all.push(("PDF".to_owned(), format!("<{units}>").into_bytes()));
        all.push(("PDF".to_owned(), format!("<{}>", units.to_lowercase()).into_bytes()));
    }
    all.extend(LEGACY.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn assert_silent(output: &Path) {
    let encodings = encodings();
    let files = files(output);
    assert!(files.len() > 20, "the site is there");
    for file in &files {
        let name = file.strip_prefix(output).expect("below").to_string_lossy().into_owned();
        let bytes = fs::read(file).expect("a file");
        assert!(!CANARY.chars().any(|sign| name.contains(sign)), "{name} is named by the marker");
        let mut within = support::inflate::opened(&bytes);
        within.extend(printed(file));
        for (n, bytes) in std::iter::once(&bytes).chain(&within).enumerate() {
            let shortest = shortest(bytes, n == 0 && !within.is_empty());
            let telling = encodings.iter().filter(|(_, needle)| needle.len() >= shortest);
            for (encoding, needle) in telling {
                let hit = bytes.windows(needle.len()).any(|w| w == needle);
                assert!(!hit, "{name} has the marker ({encoding}, stream {n})");
            }
        }
    }
    println!("{} files looked through", files.len());
}

/// How long a marker must be to tell something in these bytes. In compressed ones, and in numbers and digests, any two
/// or three stand beside each other sooner or later; what they hold is looked through by itself.
fn shortest(bytes: &[u8], is_packed: bool) -> usize {
    match bytes {
        _ if bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK") => 4,
        _ if is_packed || std::str::from_utf8(bytes).is_err() => 3,
        _ => 0,
    }
}

/// The words of a PDF file: in its bytes stand numbers of glyphs.
fn printed(file: &Path) -> Option<Vec<u8>> {
    file.extension().filter(|ending| *ending == "pdf")?;
    let output = Command::new("pdftotext").args(["-q", "-nopgbrk"]).arg(file).arg("-").output();
    let words = output.expect("pdftotext is installed").stdout;
    assert!(words.len() > 20, "{} can be read", file.display());
    // A word that a page breaks in two is one word.
    Some(words.into_iter().filter(|byte| *byte != b'\n').collect())
}

#[test]
fn what_is_compressed_is_looked_into() {
    let text = format!("{CANARY}{}{CANARY}", "見本".repeat(400));
    for (name, bytes) in COMPRESSED {
        let streams = support::inflate::opened(&[b"before", bytes, b"after"].concat());
        assert!(streams.iter().any(|stream| *stream == text.as_bytes()), "{name}");
    }
}

/// One text in each of the wrappings, as other programs make them.
const COMPRESSED: [(&str, &[u8]); 4] = [
    (
        "gzip",
        &[
            0x1F, 0x8B, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0x78, 0x2E, 0x74, 0x78, 0x74, 0x00,
            0x7B, 0xB9, 0x6F, 0xC6, 0x87, 0x55, 0xB3, 0x96, 0xBE, 0x9C, 0xDB, 0xF9, 0x72, 0x6E, 0xDB, 0x8B,
            0x65, 0xDD, 0xCF, 0xE6, 0xAC, 0x19, 0x25, 0x47, 0xC9, 0x51, 0x72, 0x94, 0x1C, 0x25, 0x47, 0xC9,
            0x51, 0x72, 0x94, 0x1C, 0x25, 0xA9, 0x45, 0xBE, 0x44, 0x6E, 0x6C, 0x01, 0x00, 0x9B, 0xAE, 0xF2,
            0xB6, 0x7A, 0x09, 0x00, 0x00,
        ],
    ),
    (
        "ZIP",
        &[
            0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x5C, 0x9B, 0xAE,
            0xF2, 0xB6, 0x2D, 0x00, 0x00, 0x00, 0x7A, 0x09, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x78, 0x6C,
            0x2F, 0x61, 0x2E, 0x78, 0x6D, 0x6C, 0x7B, 0xB9, 0x6F, 0xC6, 0x87, 0x55, 0xB3, 0x96, 0xBE, 0x9C,
            0xDB, 0xF9, 0x72, 0x6E, 0xDB, 0x8B, 0x65, 0xDD, 0xCF, 0xE6, 0xAC, 0x19, 0x25, 0x47, 0xC9, 0x51,
            0x72, 0x94, 0x1C, 0x25, 0x47, 0xC9, 0x51, 0x72, 0x94, 0x1C, 0x25, 0xA9, 0x45, 0xBE, 0x44, 0x6E,
            0x6C, 0x01, 0x00, 0x50, 0x4B, 0x01, 0x02, 0x14, 0x03, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00,
            0x00, 0x21, 0x5C, 0x9B, 0xAE, 0xF2, 0xB6, 0x2D, 0x00, 0x00, 0x00, 0x7A, 0x09, 0x00, 0x00, 0x08,
            0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x01, 0x00, 0x00, 0x00,
            0x00, 0x78, 0x6C, 0x2F, 0x61, 0x2E, 0x78, 0x6D, 0x6C, 0x50, 0x4B, 0x05, 0x06, 0x00, 0x00, 0x00,
            0x00, 0x01, 0x00, 0x01, 0x00, 0x36, 0x00, 0x00, 0x00, 0x53, 0x00, 0x00, 0x00, 0x00, 0x00,
        ],
    ),
    (
        "zlib",
        &[
            0x78, 0xDA, 0x7B, 0xB9, 0x6F, 0xC6, 0x87, 0x55, 0xB3, 0x96, 0xBE, 0x9C, 0xDB, 0xF9, 0x72, 0x6E,
            0xDB, 0x8B, 0x65, 0xDD, 0xCF, 0xE6, 0xAC, 0x19, 0x25, 0x47, 0xC9, 0x51, 0x72, 0x94, 0x1C, 0x25,
            0x47, 0xC9, 0x51, 0x72, 0x94, 0x1C, 0x25, 0xA9, 0x45, 0xBE, 0x44, 0x6E, 0x6C, 0x01, 0x00, 0x1F,
            0x39, 0xC1, 0xB1,
        ],
    ),
    (
        "zlib with the fixed code",
        &[
            0x78, 0x01, 0x7B, 0xB9, 0x6F, 0xC6, 0x87, 0x55, 0xB3, 0x96, 0xBE, 0x9C, 0xDB, 0xF9, 0x72, 0x6E,
            0xDB, 0x8B, 0x65, 0xDD, 0xCF, 0xE6, 0xAC, 0x19, 0x25, 0x47, 0xC9, 0x51, 0x72, 0x94, 0x1C, 0x25,
            0x47, 0xC9, 0x51, 0x72, 0x94, 0x1C, 0x25, 0xA9, 0x45, 0xBE, 0x44, 0x6E, 0x6C, 0x01, 0x00, 0x1F,
            0x39, 0xC1, 0xB1,
        ],
    ),
];

#[test]
fn no_byte_of_drafts_withheld_answers_comments_or_stray_files_gets_out() {
    // The path of the content has the marker too: no source path is published.
    let scratch = Scratch::new("canary");
    let content = scratch.join(&format!("source-{CANARY}"));
    planted(&content);
    let run = build(&content, &scratch.join("out"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_silent(&scratch.join("out"));
    // A workbook within the archive was looked into as well.
    let archive = support::inflate::opened(&fs::read(scratch.join("out/all.zip")).expect("the archive"));
    let has = |words: &str| archive.iter().any(|b| b.windows(words.len()).any(|w| w == words.as_bytes()));
    assert!(has("<sst ") && has("<worksheet ") && has("公開の文章"), "the archive has the workbooks");
    assert!(scratch.join("out/documents/open/downloads/document.xlsx").exists());
    let page = fs::read_to_string(scratch.join("out/documents/open/main/index.html")).expect("the page");
    assert!(page.contains("公開の文章") && page.contains("安全のため"), "what may be shown is shown");
    let earlier = fs::read_to_string(scratch.join("out/documents/open/editions/2025-06-01/index.html"))
        .expect("the page");
    assert!(earlier.contains("前の文章") && earlier.contains("安全のため"));
    assert!(!scratch.join("out/documents/open/editions/2025-06-01/files/old.svg").exists());
    let drawn = files(&scratch.join("out")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "svg"));
    let drawn: Vec<String> = drawn.map(|f| fs::read_to_string(f).expect("a picture")).collect();
    assert!(drawn.iter().any(|svg| svg.contains("公開の住民")), "the flow that is shown is drawn");
    // The history of both documents is there, in every form it has.
    for document in ["open", "over"] {
        for place in [
            "changes/index.html",
            "downloads/changes.csv",
            "downloads/changes.xlsx",
            "downloads/changes.json",
            "feed.xml",
        ] {
            let file = scratch.join("out/documents").join(document).join(place);
            assert!(file.exists(), "{}", file.display());
        }
    }
    for place in [
        "open/changes/2026-06-01",
        "open/compare/2025-06-01",
        "over/changes/2025-01-01",
        "over/compare/2024-01-01",
    ] {
        assert!(scratch.join("out/documents").join(place).join("index.html").exists(), "{place}");
    }
    let changes = fs::read_to_string(scratch.join("out/documents/over/changes/2025-01-01/index.html"))
        .expect("the page");
    assert!(changes.contains("古い記入") && changes.contains("前に"), "what was public may be compared");
}

#[test]
fn a_document_begun_from_another_one_has_nothing_of_what_that_withholds() {
    let scratch = Scratch::new("canary-new");
    let content = scratch.join("content");
    planted(&content);
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.args(["new", "copy", "--from", "open", "--lang", "en", "--content"]).arg(&content);
    let run = command.output().expect("kohyo runs");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && told.contains("\n  main.secret"), "{told}");
    // Neither the wording of earlier editions and of translations, nor comments, nor files that nothing refers to.
    let copy = content.join("documents/copy");
    for file in files(&copy) {
        let name = file.strip_prefix(&copy).expect("below").to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("text");
        assert!(
            !name.contains(CANARY) && (name == "files/shown.svg" || !text.contains(CANARY)),
            "{name}: {text}"
        );
    }
    let main = fs::read_to_string(copy.join("main.yaml")).expect("the answers");
    assert!(main.contains("公開の文章。") && main.contains("withheld: 安全のため"), "{main}");
    // Published as it is, it shows the marks; and answered, it shows the answer alone.
    write(&content, "documents/copy/document.yaml", &document("published", "2026-07-01"));
    let answered = main.replacen("withheld: 安全のため", "", 1).replacen("secret:", "secret: 今は公開", 1);
    fs::write(copy.join("main.yaml"), answered).expect("written");
    let run = build(&content, &scratch.join("out"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_silent(&scratch.join("out"));
    let page = fs::read_to_string(scratch.join("out/documents/copy/main/index.html")).expect("the page");
    assert!(page.contains("今は公開") && page.contains("安全のため"), "{page}");
}

/// Publishes, in place of building.
fn publish(content: &Path, live: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.args(["publish", "--lang", "en", "--content"]).arg(content).arg("--to").arg(live).args(arguments);
    command.output().expect("kohyo runs")
}

/// The planted site without the warnings that publishing does not pass over.
fn publishable(content: &Path) {
    planted(content);
    let site = content.join("site.yaml");
    let found = publish(content, &content.with_extension("tried"), &["--format", "json"]);
    let rules: std::collections::BTreeSet<String> = String::from_utf8_lossy(&found.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|finding| finding["level"] == "warning")
        .filter_map(|finding| finding["rule"].as_str().map(str::to_owned))
        .collect();
    let levels: Vec<String> = rules.iter().map(|rule| format!("{rule}: information")).collect();
    let text = fs::read_to_string(&site).expect("the file");
    fs::write(&site, format!("{text}rules: {{{}}}\n", levels.join(", "))).expect("written");
}

#[test]
fn nothing_of_it_is_in_a_folder_of_releases_either() {
    let scratch = Scratch::new("canary-publish");
    let content = scratch.join(&format!("source-{CANARY}"));
    publishable(&content);
    let live = scratch.join("live");
    for n in 0..3 {
        // Something changes, so that files are carried from one release to the next.
        write(&content, "pages/about.md", &format!("---\ntitle: 案内\n---\n第{n}の文章。\n"));
        let file = content.join("documents/open/main.yaml");
        let text = fs::read_to_string(&file).expect("the file").replace("公開の文章。", "公開の文章。又。");
        fs::write(&file, text).expect("written");
        let run = publish(&content, &live, &[]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    let manifest = fs::read_to_string(live.join("current/manifest.json")).expect("the manifest");
    assert!(manifest.contains("\"carried\":1"), "something was carried");
    // Releases, links, locks: the whole folder.
    assert_silent(&live);
    // Nor is it in what shards tell each other.
    let shard = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args(["build", "--shard", "1/1", "--content"])
        .arg(&content)
        .arg("--output")
        .arg(scratch.join("shard"))
        .output()
        .expect("kohyo runs");
    assert!(shard.status.success(), "{}", String::from_utf8_lossy(&shard.stderr));
    assert_silent(&scratch.join("shard"));
}

#[test]
fn an_individual_number_stops_publishing_with_its_place_and_without_being_printed() {
    let scratch = Scratch::new("canary-publish-number");
    let content = scratch.join("content");
    publishable(&content);
    let live = scratch.join("live");
    assert!(publish(&content, &live, &[]).status.success());
    let current = fs::read_link(live.join("current")).expect("a link");
    // In a text that changed, so that the difference has it too.
    let file = content.join("documents/open/main.yaml");
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(&file, text.replacen("公開の文章。", &format!("番号 1234-5678-9018 {NUMBER}"), 1))
        .expect("written");
    let mut runs: Vec<(String, Output)> = ["text", "json", "github", "gitlab"]
        .map(|format| (format!("publish --format {format}"), publish(&content, &live, &["--format", format])))
        .into();
    for (name, run) in &runs {
        let printed =
            format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert_eq!(run.status.code(), Some(1), "{name}: {printed}");
        assert!(printed.contains("individual-number"), "{name}: {printed}");
        assert!(printed.contains("documents/open/main.yaml"), "{name}: {printed}");
    }
    for format in ["text", "markdown", "json"] {
        let mut diff = Command::new(env!("CARGO_BIN_EXE_kohyo"));
        diff.args(["diff", "open", "--lang", "en", "--format", format, "--content"]).arg(&content);
        let run = diff.output().expect("kohyo runs");
        let printed = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(run.status.success() && printed.contains("main.open"), "{format}: {printed}");
        runs.push((format!("diff --format {format}"), run));
    }
    for (name, run) in &runs {
        for printed in [&run.stdout, &run.stderr] {
            let printed = String::from_utf8_lossy(printed);
            let digits: String = printed.chars().filter(|c| c.is_ascii_digit()).collect();
            assert!(!digits.contains(NUMBER) && !printed.contains("5678-"), "{name}: {printed}");
        }
    }
    assert_eq!(fs::read_link(live.join("current")).expect("a link"), current, "the public site is as it was");
}

#[test]
fn search_has_what_is_current_and_nothing_else() {
    let scratch = Scratch::new("canary-search");
    // The name of the folder of the sources has the marker: no source path is in an index.
    let content = scratch.join(&format!("source-{CANARY}"));
    planted(&content);
    assert!(build(&content, &scratch.join("out")).status.success());
    let packed =
        files(&scratch.join("out")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "bin"));
    let mut opened = Vec::new();
    for file in packed {
        let streams = support::inflate::opened(&fs::read(&file).expect("a file"));
        assert!(!streams.is_empty(), "{} cannot be looked into", file.display());
        opened.extend(streams);
    }
    let has =
        |words: &str| opened.iter().any(|bytes| bytes.windows(words.len()).any(|w| w == words.as_bytes()));
    for shown in ["公開の文章", "公表された文章", "Open text", "一つ目"] {
        assert!(has(shown), "{shown} cannot be found");
    }
    // A token of two signs tells as much as the text.
    for hidden in ["前の文章", "前の", "安全のため", "全の", "非公開", "source-", "main.yaml"]
    {
        assert!(!has(hidden), "{hidden} can be found");
    }
    assert!(!opened.iter().any(|bytes| CANARY.chars().any(|sign| {
        let sign = sign.to_string();
        bytes.windows(sign.len()).any(|w| w == sign.as_bytes())
    })));
}

#[test]
fn a_withheld_answer_may_keep_its_earlier_text_if_it_says_so() {
    let scratch = Scratch::new("canary-keep");
    let content = scratch.join("content");
    planted(&content);
    let file = content.join("documents/open/main.yaml");
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(
        &file,
        text.replace("kept: {withheld: 安全のため}", "kept: {withheld: 安全のため, earlier: keep}"),
    )
    .expect("written");
    let earlier = content.join("documents/open/editions/2025-06-01/main.yaml");
    let text = fs::read_to_string(&earlier).expect("the file");
    fs::write(&earlier, text.replace(&format!("kept: {CANARY}"), "kept: 以前の答え")).expect("written");
    assert!(build(&content, &scratch.join("out")).status.success());
    assert_silent(&scratch.join("out"));
    let page = fs::read_to_string(scratch.join("out/documents/open/editions/2025-06-01/index.html"))
        .expect("the page");
    assert!(page.contains("以前の答え"));
}

/// Every place of the content from which something is published.
const PLACES: [(&str, &str, &str); 19] = [
    ("a text", "documents/open/main.yaml", "公開の文章。"),
    ("a translation", "documents/open/main.en.yaml", "Open text."),
    ("a title", "documents/open/document.yaml", "見本の文書"),
    ("a translated title", "documents/open/document.en.yaml", "A sample"),
    ("a department", "documents/open/document.yaml", "総務課"),
    ("a description of a picture", "documents/open/main.yaml", "流れ"),
    ("an earlier edition", "documents/open/editions/2025-06-01/main.yaml", "前の文章。"),
    ("a reason of a change", "documents/open/changes.yaml", "形式的な変更"),
    ("a reason for withholding", "documents/open/main.yaml", "安全のため"),
    ("the name of the site", "site.yaml", "見本のサイト"),
    ("the contact", "site.yaml", "窓口"),
    ("a label of a form", "forms/sample.yaml", "本編"),
    ("a term of the glossary", "glossary.yaml", "手本のこと。"),
    ("a label of an entry", "documents/open/main.yaml", "一つ目"),
    ("words of a picture", "documents/open/files/shown.svg", "図"),
    ("a translated label of a form", "forms/sample.yaml", "Main part"),
    ("a page", "pages/about.md", "案内の文章。"),
    ("the title of a page", "pages/about.md", "案内 "),
    ("an edition under a draft", "documents/over/editions/2025-01-01/main.yaml", "公表された文章。"),
];

#[test]
fn an_individual_number_in_any_published_place_stops_the_build_and_is_never_printed() {
    let scratch = Scratch::new("canary-number");
    for (n, (place, path, text)) in PLACES.iter().enumerate() {
        let content = scratch.join(&format!("content-{n}"));
        planted(&content);
        let file = content.join(path);
        let source = fs::read_to_string(&file).expect("the file");
        assert!(source.contains(text), "{place}: {path} has no {text}");
        fs::write(&file, source.replacen(text, &format!("番号 1234-5678-9018 {NUMBER}"), 1))
            .expect("written");
        for format in ["text", "json", "github"] {
            let output = scratch.join(&format!("out-{n}"));
            let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
            let run = command
                .args(["build", "--format", format, "--content"])
                .arg(&content)
                .arg("--output")
                .arg(&output)
                .output();
            let run = run.expect("kohyo runs");
            let printed =
                format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
            assert_eq!(run.status.code(), Some(1), "{place}: {printed}");
            assert!(printed.contains("individual-number"), "{place}: {printed}");
            assert!(
                !printed.contains("5678") && !printed.contains("345678"),
                "{place} is printed: {printed}"
            );
            assert!(!output.exists(), "{place}: something was written");
        }
    }
}

#[test]
fn an_individual_number_in_a_name_that_is_published_stops_the_build_too() {
    let scratch = Scratch::new("canary-names");
    let names = [
        ("a slug", format!("documents/{NUMBER}/document.yaml"), document("published", "2026-01-01")),
        ("a page", "pages/1234-5678-9018.md".to_owned(), "本文\n".to_owned()),
        ("a file", format!("documents/open/files/{NUMBER}.svg"), "<svg/>".to_owned()),
        (
            "a key",
            "documents/open/list.yaml".to_owned(),
            format!("main: {{list: {{n{NUMBER}: {{name: 一}}}}}}\n"),
        ),
        (
            "a change under a draft",
            "documents/over/changes.yaml".to_owned(),
            format!("- {{date: 2025-01-01, rows: [{{item: main.open, reason: {NUMBER}}}]}}\n"),
        ),
        (
            "a former address under a draft",
            "documents/over/document.yaml".to_owned(),
            document("draft", "2026-09-01") + "moved_from: 1234-5678-9018\n",
        ),
        ("a text beside a document", "documents/open/files/a.txt".to_owned(), NUMBER.to_owned()),
        (
            "a former address",
            "documents/x/document.yaml".to_owned(),
            document("published", "2026-01-01") + "moved_from: 1234-5678-9018\n",
        ),
        (
            "keywords",
            "documents/x/document.yaml".to_owned(),
            document("published", "2026-01-01") + "keywords: [1234, 5678, 9018]\n",
        ),
    ];
    for (n, (place, path, text)) in names.iter().enumerate() {
        let content = scratch.join(&format!("content-{n}"));
        planted(&content);
        write(&content, path, text);
        let run = build(&content, &scratch.join("out"));
        let printed =
            format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert_eq!(run.status.code(), Some(1), "{place}: {printed}");
        assert!(printed.contains("individual-number") && !printed.contains("5678"), "{place}: {printed}");
        assert!(!scratch.join("out").exists(), "{place}: something was written");
    }
}

#[test]
fn an_individual_number_in_a_draft_does_not_stop_the_others_and_stays_in() {
    let scratch = Scratch::new("canary-draft");
    let content = scratch.join("content");
    planted(&content);
    let file = content.join("documents/over/main.yaml");
    fs::write(&file, format!("main:\n  open: {NUMBER}\n")).expect("written");
    let run = build(&content, &scratch.join("out"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for file in files(&scratch.join("out")) {
        let bytes = fs::read(&file).expect("a file");
        assert!(!bytes.windows(12).any(|w| w == NUMBER.as_bytes()), "{}", file.display());
    }
}
