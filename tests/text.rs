//! How texts come out: every file in `tests/text/` is a case.
//!
//! A case: a title, the text, and under `--- html`, `--- plain`, `--- links` and `--- troubles` all that comes of it.
//! `--- terms` lists the words of a glossary; `⟨U+0007⟩` stands for a character that an editor would not show.
//! `KOHYO_ACCEPT=1 cargo test --test text` writes down what comes out now: read the difference before keeping it.

#[path = "text/properties.rs"]
mod properties;
#[path = "text/throughput.rs"]
mod throughput;

use kohyo::text::{self, Slot, Terms, Text, TroubleKind};
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

struct Case {
    title: String,
    text: String,
    terms: String,
}

#[test]
fn texts_come_out_as_written_down() {
    let accept = std::env::var_os("KOHYO_ACCEPT").is_some();
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(!cases.is_empty(), "no cases found");
    for path in cases {
        let written = fs::read_to_string(&path).expect("a readable case");
        let now = outcome(&Case::read(&written));
        if now == written {
            continue;
        }
        if accept {
            fs::write(&path, now).expect("a writable case");
        } else {
            wrong.push(format!("{}\n{}", path.display(), difference(&written, &now)));
        }
    }
    assert!(wrong.is_empty(), "{} differ\n\n{}", wrong.len(), wrong.join("\n"));
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/text");
    let files = fs::read_dir(folder).expect("tests/text").map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ext| ext == "md")).collect();
    cases.sort();
    cases
}

impl Case {
    fn read(written: &str) -> Self {
        let input = written.split("\n--- html\n").next().unwrap_or_default();
        let (input, terms) = input.split_once("\n--- terms\n").unwrap_or((input, ""));
        let (title, text) = input.split_once("\n\n").unwrap_or((input, ""));
        Self { title: title.to_owned(), text: text.to_owned(), terms: terms.to_owned() }
    }

    /// The text with the characters that `⟨U+…⟩` stands for.
    fn source(&self) -> String {
        let mut parts = self.text.split("⟨U+");
        let mut source = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (code, rest) = part.split_once('⟩').expect("⟨U+…⟩");
            let code = u32::from_str_radix(code, 16).expect("a code point");
            source.push(char::from_u32(code).expect("a character"));
            source.push_str(rest);
        }
        source
    }
}

/// The case as it would be written down now.
fn outcome(case: &Case) -> String {
    let source = case.source();
    let text = text::parse(&source);
    let glossary = Glossary(case.terms.lines().map(str::to_owned).collect());
    let terms: Option<&dyn Terms> = if glossary.0.is_empty() { None } else { Some(&glossary) };
    let mut out = format!("{}\n\n{}\n", case.title, case.text);
    if !case.terms.is_empty() {
        let _ = writeln!(out, "--- terms\n{}", case.terms);
    }
    let _ = writeln!(out, "--- html\n{}\n--- plain\n{}", html(&text, terms), text.plain());
    section(
        &mut out,
        "links",
        text.links().iter().map(|link| (link.destination.as_str(), &link.range)),
        &source,
    );
    section(&mut out, "troubles", text.troubles().iter().map(|it| (name(it.kind), &it.range)), &source);
    out
}

fn section<'a>(
    out: &mut String,
    title: &str,
    found: impl Iterator<Item = (&'a str, &'a Range<usize>)>,
    source: &str,
) {
    let mut lines = String::new();
    for (what, range) in found {
        let _ = writeln!(lines, "{what} {}..{} {:?}", range.start, range.end, &source[range.clone()]);
    }
    if !lines.is_empty() {
        let _ = write!(out, "--- {title}\n{lines}");
    }
}

fn name(kind: TroubleKind) -> &'static str {
    match kind {
        TroubleKind::RawHtml => "raw-html",
        TroubleKind::Heading => "heading",
        TroubleKind::LinkScheme => "link-scheme",
        TroubleKind::Unrendered => "unrendered",
    }
}

/// The HTML with its slots to be seen.
fn html(text: &Text, terms: Option<&dyn Terms>) -> String {
    let mut out = String::new();
    text.html("basic.affairs", terms).splice(&mut out, &mut |slot, out| {
        let _ = match slot {
            Slot::Href(n) => write!(out, "{{href:{n}}}"),
            Slot::TermStart(n) => write!(out, "{{term:{n}}}"),
            Slot::TermEnd(n) => write!(out, "{{/term:{n}}}"),
            Slot::TableLabel(n) => write!(out, "{{label:{n}}}"),
        };
    });
    out
}

/// A glossary that finds its words from the left, the longest first.
struct Glossary(Vec<String>);

impl Terms for Glossary {
    fn find(&self, run: &str) -> Vec<(Range<usize>, usize)> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < run.len() {
            let starting = self.0.iter().enumerate().filter(|(_, term)| run[at..].starts_with(term.as_str()));
            match starting.max_by_key(|(_, term)| term.len()) {
                Some((n, term)) => {
                    hits.push((at..at + term.len(), n));
                    at += term.len();
                }
                None => at += run[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        hits
    }
}

/// The lines that differ, a few of them.
fn difference(written: &str, now: &str) -> String {
    let mut out = String::new();
    let (mut old, mut new) = (written.lines(), now.lines());
    for _ in 0..written.lines().count().max(now.lines().count()) {
        let (old, new) = (old.next(), new.next());
        if old != new {
            let _ = writeln!(out, "- {}\n+ {}", old.unwrap_or("(end)"), new.unwrap_or("(end)"));
        }
    }
    out
}
