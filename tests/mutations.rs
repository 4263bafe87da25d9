//! Content broken at random: whatever people do to a file, the program says so, quickly, and never publishes half.
//!
//! Mutations are drawn from a generator of fixed seed, so a failure can be repeated by its number.

mod scratch;
mod support;

use kohyo::cli::Format;
use kohyo::cli::language::Words;
use kohyo::cli::paint::Painter;
use kohyo::content::{FolderReader, MemoryReader, Reader};
use kohyo::model::Level;
use kohyo::pipeline::{self, Drafts};
use scratch::Scratch;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::random::Random;
use unicode_normalization::UnicodeNormalization;

/// How many mutations of each content are tried.
const RUNS: u64 = 500;
/// The longest a check with all its findings may take. On a busy machine a run may be slow by chance, so one that takes
/// longer is run once more before it counts.
const LONGEST: Duration = Duration::from_secs(2);

/// `text` with `sign` put in somewhere.
fn insert(text: &str, random: &mut Random, sign: &str) -> String {
    let place = random.below(text.chars().count() + 1);
    let at = text.char_indices().nth(place).map_or(text.len(), |(at, _)| at);
    format!("{}{sign}{}", &text[..at], &text[at..])
}

fn in_memory(folder: &Path) -> MemoryReader {
    let reader = FolderReader::new(folder);
    let paths = reader.list().expect("a folder");
    MemoryReader::new(paths.into_iter().map(|path| {
        let bytes = reader.read(&path).expect("a file");
        (path, bytes)
    }))
}

/// Signs that people, keyboards and bad tools leave in files.
const SIGNS: [&str; 40] = [
    "：",
    "　",
    "\t",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "#",
    "|",
    ">",
    "&a ",
    "*a",
    "- ",
    ": ",
    "\r\n",
    "\u{0}",
    "\u{7}",
    "―",
    "<b>",
    "](doc:nope)",
    "123456789018",
    "𠮷",
    "１２３４-５６７８－９０１８",
    "!!str ",
    "%",
    "@",
    "`",
    "? ",
    "---\n",
    "...\n",
    "\u{FEFF}",
    "\u{2028}",
    "\u{202E}",
    "\u{85}",
    "\u{3099}",
    "{++",
    "<!--",
    "\\",
];

fn mutate(files: &mut MemoryReader, random: &mut Random) -> Arc<str> {
    let paths: Vec<Arc<str>> = files
        .0
        .keys()
        .filter(|p| p.ends_with(".yaml") || p.ends_with(".md") || p.ends_with(".csv"))
        .cloned()
        .collect();
    let path = paths[random.below(paths.len())].clone();
    let other = paths[random.below(paths.len())].clone();
    let bytes = files.0[&path].clone();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    let changed: Vec<u8> = match random.below(20) {
        0 => {
            lines.remove(a);
            lines.join("\n").into_bytes()
        }
        1 => {
            lines.insert(b, lines[a].clone());
            lines.join("\n").into_bytes()
        }
        2 => {
            lines.swap(a, b);
            lines.join("\n").into_bytes()
        }
        3 => {
            lines[a] = format!("{}{}", " ".repeat(random.below(9)), lines[a].trim_start());
            lines.join("\n").into_bytes()
        }
        4 | 5 => {
            let sign = SIGNS[random.below(SIGNS.len())];
            insert(&text, random, sign).into_bytes()
        }
        6 => lines[a].replacen(':', "：", 1).into_bytes(),
        7 => bytes[..random.below(bytes.len() + 1)].to_vec(),
        8 => {
            let mut bytes = bytes;
            let at = random.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.next() as u8;
            }
            bytes
        }
        9 => files.0[&other].clone(),
        10 => {
            lines[a] = lines[a].replacen(':', "x:", 1);
            lines.join("\n").into_bytes()
        }
        11 => {
            lines[a] += &"長".repeat(60_000);
            lines.join("\n").into_bytes()
        }
        12 => format!("{text}\ndeep: {}\n", "[".repeat(3_000)).into_bytes(),
        13 => {
            lines[a] = lines[a].replacen("  ", "　", 1);
            lines.join("\n").into_bytes()
        }
        14 => {
            let sign = random.character().to_string();
            insert(&text, random, &sign).into_bytes()
        }
        15 => {
            let mut bytes = bytes;
            let at = random.below(bytes.len() + 1);
            bytes.splice(at..at, [0xFF, 0xC3, 0x28, 0x8F]);
            bytes
        }
        // A key takes the name of another one.
        16 => {
            let key = lines[b].split(':').next().unwrap_or("").trim().to_owned();
            let (lead, value) = lines[a].split_once(':').unwrap_or((&lines[a], ""));
            let lead = &lead[..lead.len() - lead.trim_start().len()];
            lines[a] = format!("{lead}{key}:{value}");
            lines.join("\n").into_bytes()
        }
        17 => {
            let deep: String = (0..200).map(|n| format!("{}k:\n", " ".repeat(n))).collect();
            format!("{text}\n{deep}").into_bytes()
        }
        18 => {
            let bytes = files.0[&other].clone();
            files.0.insert(other, text.clone().into_bytes());
            bytes
        }
        _ => {
            files.0.remove(&path);
            return path;
        }
    };
    files.0.insert(path.clone(), changed);
    path
}

/// Mutates, checks and paints; nothing may panic, take long, or go unpainted.
fn survives(folder: &Path) {
    let whole = in_memory(folder);
    let (mut refused, mut accepted) = (0, 0);
    for run in 1..=RUNS {
        let mut random = Random::new(run);
        let mut files = whole.clone();
        let paths: Vec<Arc<str>> =
            (0..1 + random.below(3)).map(|_| mutate(&mut files, &mut random)).collect();
        let name = format!("run {run} {paths:?}");
        let timed = || {
            let begun = Instant::now();
            (check(&files, &name), begun.elapsed())
        };
        let (errors, mut took) = timed();
        if took > LONGEST {
            took = timed().1;
        }
        assert!(took <= LONGEST, "{name} took {took:?}");
        *(if errors { &mut refused } else { &mut accepted }) += 1;
    }
    println!("{RUNS} mutations: {refused} refused, {accepted} harmless");
    assert!(refused > RUNS / 4, "most mutations are mistakes, only {refused} were found");
}

/// Checks the files and paints every finding in every format; true where there are errors.
fn check(files: &MemoryReader, name: &str) -> bool {
    let prepared = pipeline::prepare(files, None, Drafts::Checked).expect("files in memory can be read");
    let words = if name.len().is_multiple_of(2) { Words::Japanese } else { Words::English };
    let mut painter = Painter::new(files, &prepared.corpus.files, words);
    for (level, finding) in &prepared.findings {
        for format in [Format::Text, Format::Json, Format::Github, Format::Gitlab] {
            let painted = painter.paint(finding, *level, format);
            assert!(painted.ends_with('\n') && painted.contains(finding.rule), "{name}: {painted}");
            let digits: String = painted.nfkc().filter(char::is_ascii_digit).collect();
            assert!(!digits.contains("123456789018"), "{name}: a number is shown: {painted}");
            if format == Format::Json {
                let value: serde_json::Value = serde_json::from_str(&painted).expect("an object");
                let place = [&value["line"], &value["column"]].map(serde_json::Value::as_u64);
                assert!(place.iter().all(|n| n.is_some_and(|n| n > 0)), "{name}: {painted}");
            }
        }
    }
    prepared.findings.iter().any(|(level, _)| *level == Level::Error)
}

#[test]
fn the_sample_survives_random_mistakes() {
    survives(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
}

#[test]
fn the_real_documents_survive_random_mistakes() {
    if let Some(folder) = scratch::real_content() {
        survives(&folder);
    }
}

/// Every file that the manifest names is there, as long as it says.
fn assert_whole(output: &Path) {
    let manifest = std::fs::read(output.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let files = manifest["files"].as_array().expect("a list of files");
    assert!(files.iter().any(|file| file["file"] == "index.html"));
    for file in files {
        let path = output.join(file["file"].as_str().expect("a name"));
        let length = std::fs::metadata(&path).map(|m| m.len()).ok();
        assert_eq!(length, file["bytes"].as_u64(), "{}", path.display());
    }
}

/// A build of broken content writes all or nothing.
#[test]
fn a_broken_site_is_never_published_in_part() {
    let scratch = Scratch::new("mutations");
    let whole = in_memory(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    for run in 1..=30u64 {
        let mut random = Random::new(RUNS + run);
        let mut files = whole.clone();
        mutate(&mut files, &mut random);
        let content = scratch.join(&format!("content-{run}"));
        for (path, bytes) in &files.0 {
            let file = content.join(&**path);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            std::fs::write(file, bytes).expect("written");
        }
        let output = scratch.join(&format!("out-{run}"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
        let done = command
            .args(["build", "--content"])
            .arg(&content)
            .arg("--output")
            .arg(&output)
            .output()
            .expect("kohyo runs");
        let printed = String::from_utf8_lossy(&done.stderr);
        match done.status.code() {
            Some(0) => assert_whole(&output),
            Some(1) => assert!(!output.exists(), "run {run}: something was written: {printed}"),
            code => panic!("run {run} ended with {code:?}: {printed}"),
        }
    }
}
