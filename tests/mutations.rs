//! Content broken at random: whatever people do to a file, the program says so, quickly, and never publishes half.
//!
//! Mutations are drawn from a generator of fixed seed, so a failure can be repeated by its number.

mod scratch;

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

/// How many mutations of each content are tried.
const RUNS: u64 = 500;
/// The longest a check may take, also on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

/// A small generator (xorshift) so that no crate is needed and every run is the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
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
const SIGNS: [&str; 24] = [
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
    let changed: Vec<u8> = match random.below(15) {
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
            let at = text
                .char_indices()
                .nth(random.below(text.chars().count() + 1))
                .map_or(text.len(), |(at, _)| at);
            format!("{}{}{}", &text[..at], SIGNS[random.below(SIGNS.len())], &text[at..]).into_bytes()
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
        let mut random = Random(run.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut files = whole.clone();
        let paths: Vec<Arc<str>> =
            (0..1 + random.below(3)).map(|_| mutate(&mut files, &mut random)).collect();
        let begun = Instant::now();
        let prepared = pipeline::prepare(&files, None, Drafts::Checked).expect("files in memory can be read");
        let mut painter = Painter::new(&files, &prepared.corpus.files, Words::Japanese);
        for (level, finding) in &prepared.findings {
            for format in [Format::Text, Format::Json, Format::Github] {
                let painted = painter.paint(finding, *level, format);
                assert!(
                    !painted.contains("123456789018"),
                    "run {run} {paths:?}: a number is shown: {painted}"
                );
                assert!(painted.ends_with('\n'), "run {run}: {painted}");
            }
        }
        let took = begun.elapsed();
        assert!(took < LONGEST, "run {run} {paths:?} took {took:?}");
        let errors = prepared.findings.iter().any(|(level, _)| *level == Level::Error);
        *(if errors { &mut refused } else { &mut accepted }) += 1;
    }
    println!("{RUNS} mutations: {refused} refused, {accepted} harmless");
    assert!(refused > RUNS / 4, "most mutations are mistakes, only {refused} were found");
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

/// A build of broken content writes all or nothing.
#[test]
fn a_broken_site_is_never_published_in_part() {
    let scratch = Scratch::new("mutations");
    let whole = in_memory(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    for run in 1..=30u64 {
        let mut random = Random(run.wrapping_mul(0xD1B5_4A32_D192_ED03) | 1);
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
            Some(0) => assert!(output.join("manifest.json").exists() && output.join("index.html").exists()),
            Some(1) => assert!(!output.exists(), "run {run}: something was written: {printed}"),
            code => panic!("run {run} ended with {code:?}: {printed}"),
        }
    }
}
