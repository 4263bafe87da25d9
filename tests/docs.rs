//! The documentation says what is so: pages and rules agree, links lead somewhere, commands exist, and examples print
//! what stands below them.
//!
//! A fenced block whose first line names a file (`yaml file=documents/rei/cover.yaml`) is an example. It stands upon
//! `docs/example/` with a draft beside it (`documents/rei/`, whose form is `basic` or that of `form=`), together with the
//! other examples under the same heading. Examples marked `wrong` yield what the next block `text ja` or `text en` shows;
//! those marked `right` have no finding of the page's rule; those marked `theme` build; all others have no error.
//!
//! `KOHYO_ACCEPT=1 cargo test --test docs` writes down what comes out now: read the difference before keeping it.

use kohyo::check::rules::ALL;
use kohyo::cli::Format;
use kohyo::cli::language::Words;
use kohyo::cli::paint::Painter;
use kohyo::content::MemoryReader;
use kohyo::model::{Date, Level};
use kohyo::pipeline::{self, Drafts};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

type Files = BTreeMap<Arc<str>, Vec<u8>>;

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let pages: BTreeSet<String> =
        markdown(&at("docs/rules")).iter().map(|p| stem(p)).filter(|s| s != "README").collect();
    let rules: BTreeSet<String> = ALL.iter().map(|r| r.id.to_owned()).collect();
    assert_eq!(pages, rules);
    for rule in ALL {
        let page = read(&format!("docs/rules/{}.md", rule.id));
        let in_drafts = if rule.absence { Level::Information } else { rule.level };
        let levels = format!("\n| {} | {} |\n", level(rule.level), level(in_drafts));
        assert!(page.starts_with(&format!("# `{}`\n", rule.id)), "{}: the title", rule.id);
        assert!(page.contains(&levels), "{}: the page does not say{levels}", rule.id);
    }
}

#[test]
fn lists_of_rules_are_whole_and_in_order() {
    let ids: Vec<&str> = ALL.iter().map(|r| r.id).collect();
    let levels: Vec<String> = ALL.iter().map(|r| format!("`{}`", r.level.id())).collect();
    let index = rows(&read("docs/rules/README.md"));
    assert_eq!(index.iter().map(|(id, _)| &**id).collect::<Vec<_>>(), ids);
    assert_eq!(index.iter().map(|(_, cells)| cells[1].clone()).collect::<Vec<_>>(), levels);
    for guide in ["docs/authoring.ja.md", "docs/authoring.en.md"] {
        let list = rows(&read(guide));
        assert_eq!(list.iter().map(|(id, _)| &**id).collect::<Vec<_>>(), ids, "{guide}");
    }
}

#[test]
fn every_relative_link_leads_to_a_file_and_a_heading() {
    let mut broken = Vec::new();
    for page in pages() {
        for link in links(&fs::read_to_string(&page).expect("a page")) {
            if !leads_somewhere(&page, &link) {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn every_command_exists_with_its_flags() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for fence in fences(&text).into_iter().filter(|f| f.words.first() == Some(&"console")) {
            fence.body.lines().for_each(|line| command_exists(&page, line));
        }
    }
}

#[test]
fn the_guides_for_authors_have_the_same_sections() {
    let outline = |path: &str| -> Vec<(usize, String)> {
        let number = |h: &str| h.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        headings(&read(path)).into_iter().map(|(level, words)| (level, number(&words))).collect()
    };
    let japanese = outline("docs/authoring.ja.md");
    assert!(japanese.len() > 40, "the guide has {} sections", japanese.len());
    assert_eq!(japanese, outline("docs/authoring.en.md"));
}

#[test]
fn examples_print_what_the_page_says() {
    let accept = std::env::var_os("KOHYO_ACCEPT").is_some();
    let mut wrong = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        let now = printed(&page, &text);
        if now != text && accept {
            fs::write(&page, now).expect("a writable page");
        } else if let Some((old, new)) = text.lines().zip(now.lines()).find(|(old, new)| old != new) {
            wrong.push(format!("{}\n  says   {old}\n  is now {new}", page.display()));
        } else if now != text {
            wrong.push(format!("{}: another number of lines", page.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn examples_of_what_is_right_have_no_finding() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        let rule = stem(&page);
        for group in groups(&text, "right") {
            let found = findings(&group, &[]);
            let own: Vec<&Found> = found.iter().filter(|f| f.rule == rule).collect();
            assert!(own.is_empty(), "{} line {}: {own:?}", page.display(), group[0].line);
        }
        for group in groups(&text, "") {
            // An excerpt does not answer everything.
            let found = findings(&group, &[]);
            let errors: Vec<&Found> =
                found.iter().filter(|f| f.level == Level::Error && f.rule != "missing-answer").collect();
            assert!(errors.is_empty(), "{} line {}: {errors:?}", page.display(), group[0].line);
        }
    }
}

#[test]
fn examples_of_themes_build() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs-theme");
    let _ = fs::remove_dir_all(&folder);
    let guide = read("docs/theming.md");
    let mut files = files_below(&at("docs/example"));
    for fence in fences(&guide).into_iter().filter(|f| f.is("theme")) {
        files.insert(fence.value("file").expect("a file").into(), fence.body.into());
    }
    for (path, bytes) in files {
        let path = folder.join("content").join(&*path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let (content, output) = (folder.join("content"), folder.join("output"));
    let built = kohyo()
        .arg("build")
        .arg("--content")
        .arg(content)
        .arg("--output")
        .arg(&output)
        .output()
        .expect("a run");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let page = fs::read_to_string(output.join("documents/kodomo-iryo/index.html")).expect("a page");
    for own in ["公式サイト", "３年間公表します", "<li>様式２ ", "評価書の一覧"] {
        assert!(page.contains(own), "the page lacks {own}");
    }
}

// ---------- Examples ----------

/// A fenced block.
#[derive(Debug, Clone)]
struct Fence<'t> {
    /// The line it begins on, from 1.
    line: usize,
    /// What stands behind the backticks.
    words: Vec<&'t str>,
    body: String,
    /// The heading it stands under, by its position.
    heading: usize,
}

impl<'t> Fence<'t> {
    fn is(&self, mark: &str) -> bool {
        self.words.get(1) == Some(&mark)
    }

    /// An example; unmarked where it is neither right nor wrong.
    fn is_example(&self, mark: &str) -> bool {
        let marked = self.words.get(1).filter(|w| !w.contains('='));
        let whole = self.words[0] != "diff" && self.value("file").is_some();
        whole && marked.map_or(mark.is_empty(), |w| *w == mark)
    }

    fn value(&self, key: &str) -> Option<&'t str> {
        self.words.iter().find_map(|w| w.strip_prefix(key)?.strip_prefix('='))
    }

    fn bytes(&self) -> Vec<u8> {
        if self.value("encoding") == Some("shift_jis") {
            shift_jis(&self.body)
        } else {
            self.body.clone().into()
        }
    }
}

/// ASCII and hiragana as Shift_JIS, which is what such a file usually is.
fn shift_jis(text: &str) -> Vec<u8> {
    let encoded = |c: char| match c as u32 {
        0x3041..=0x3093 => vec![0x82, (c as u32 - 0x3041 + 0x9F) as u8],
        code => vec![u8::try_from(code).expect("hiragana or ASCII")],
    };
    text.chars().flat_map(encoded).collect()
}

/// Examples that stand together: under one heading, no file twice.
fn groups<'t>(text: &'t str, mark: &str) -> Vec<Vec<Fence<'t>>> {
    let mut groups: Vec<Vec<Fence>> = Vec::new();
    for fence in fences(text).into_iter().filter(|f| f.is_example(mark)) {
        let together = |group: &&mut Vec<Fence>| {
            group[0].heading == fence.heading && group.iter().all(|f| f.value("file") != fence.value("file"))
        };
        match groups.last_mut().filter(together) {
            Some(group) => group.push(fence),
            None => groups.push(vec![fence]),
        }
    }
    groups
}

/// What was found, painted in both languages.
#[derive(Debug)]
struct Found {
    rule: &'static str,
    level: Level,
    file: String,
    painted: [String; 2],
}

/// The findings of a content with these examples in it.
fn findings(examples: &[Fence], flags: &[&str]) -> Vec<Found> {
    let sample = examples.iter().any(|e| e.words[0] == "diff");
    let mut files = files_below(&at(if sample { "content" } else { "docs/example" }));
    if !sample {
        let form = examples.iter().find_map(|e| e.value("form")).unwrap_or("basic");
        let draft = format!("form: {form}\ntitle: 例\nstatus: draft\n");
        files.insert("documents/rei/document.yaml".into(), draft.into());
    }
    for example in examples {
        let path: Arc<str> = example.value("file").expect("a file").into();
        let bytes = if sample { changed(&files[&path], &example.body) } else { example.bytes() };
        files.insert(path, bytes);
    }
    let today = flags.iter().find_map(|f| Date::parse(f.strip_prefix("--today=")?));
    let reader = MemoryReader(files);
    let prepared = pipeline::prepare(&reader, today, Drafts::Checked).expect("content that can be read");
    let painter = |words| Painter::new(&reader, &prepared.corpus.files, words);
    let mut painters = [painter(Words::Japanese), painter(Words::English)];
    let shown = |level| level != Level::Information || flags.contains(&"--all");
    let found = prepared.findings.iter().filter(|(level, _)| shown(*level));
    found
        .map(|(level, finding)| Found {
            rule: finding.rule,
            level: *level,
            file: prepared.corpus.files.path(finding.at.span.file).to_string(),
            painted: painters.each_mut().map(|p| p.paint(finding, *level, Format::Text)),
        })
        .collect()
}

/// A file with the one line of a `diff` replaced.
fn changed(before: &[u8], diff: &str) -> Vec<u8> {
    let line =
        |sign: char| diff.lines().find_map(|l| l.strip_prefix(sign)).expect("a line of the difference");
    let before = std::str::from_utf8(before).expect("UTF-8");
    assert_eq!(before.matches(line('-')).count(), 1, "the line to change stands there once: {diff}");
    before.replace(line('-'), line('+')).into()
}

/// The page with every shown output as it is now.
fn printed(page: &Path, text: &str) -> String {
    let cases = groups_of_wrong(text);
    let lines: Vec<&str> = text.split('\n').collect();
    let (mut out, mut next, mut shown) = (Vec::new(), 0, [0, 0]);
    for fence in fences(text) {
        let Some(language) = ["ja", "en"].iter().position(|l| fence.is(l)) else { continue };
        let case =
            cases.get(shown[language]).unwrap_or_else(|| panic!("{}: no example above", page.display()));
        shown[language] += 1;
        out.extend(lines[next..fence.line].iter().map(|l| (*l).to_owned()));
        out.push(output(page, &fence, case, language));
        next = fence.line + fence.body.lines().count();
    }
    out.extend(lines[next..].iter().map(|l| (*l).to_owned()));
    out.join("\n")
}

/// What `kohyo check` prints about the rule for a wrong example.
fn output(page: &Path, shown: &Fence, case: &[Fence], language: usize) -> String {
    let flags: Vec<&str> = shown.words.iter().filter(|w| w.starts_with("--")).copied().collect();
    let own = stem(page);
    let rule = shown.value("rule").unwrap_or(&own);
    let meant = |f: &&Found| f.rule == rule && shown.value("file").is_none_or(|file| f.file == file);
    let found = findings(case, &flags);
    let outputs: Vec<&str> = found.iter().filter(meant).map(|f| f.painted[language].trim_end()).collect();
    assert!(!outputs.is_empty(), "{} line {}: the example has no finding", page.display(), shown.line);
    outputs.join("\n\n")
}

/// The wrong examples of a page, up to each shown output.
fn groups_of_wrong(text: &str) -> Vec<Vec<Fence<'_>>> {
    let mut groups: Vec<Vec<Fence>> = Vec::new();
    let mut open = false;
    for fence in fences(text) {
        let wrong = fence.is_example("wrong") || fence.words.first() == Some(&"diff");
        if wrong && open {
            groups.last_mut().expect("an open group").push(fence);
        } else if wrong {
            groups.push(vec![fence]);
            open = true;
        } else {
            open &= !fence.is("ja") && !fence.is("en");
        }
    }
    groups
}

// ---------- Pages ----------

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "md")).collect()
}

/// Every page of the documentation.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![at("README.md"), at("CHANGELOG.md")];
    pages.extend(markdown(&at("docs")));
    pages.extend(markdown(&at("docs/rules")));
    pages.extend(markdown(&at("docs/deploying")));
    pages
}

fn files_below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name =
                path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            files.insert(name.into(), fs::read(&path).expect("a file"));
        }
    }
    files
}

fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence> = Vec::new();
    let (mut open, mut heading) = (false, 0);
    for (n, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(words) => {
                let words = words.split_whitespace().collect();
                fences.push(Fence { line: n + 1, words, body: String::new(), heading });
                open = true;
            }
            None if open => {
                let body = &mut fences.last_mut().expect("an open fence").body;
                body.push_str(line);
                body.push('\n');
            }
            None => heading += usize::from(line.starts_with('#')),
        }
    }
    fences
}

/// The lines outside of fences.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut open = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        open ^= fence;
        !open && !fence
    })
}

/// Level and words of every heading.
fn headings(text: &str) -> Vec<(usize, String)> {
    let heading = |line: &str| {
        let level = line.bytes().take_while(|b| *b == b'#').count();
        let words = line[level..].strip_prefix(' ').filter(|_| level > 0)?;
        Some((level, words.to_owned()))
    };
    prose(text).filter_map(heading).collect()
}

/// The anchor that code hosts make of a heading.
fn anchor(words: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    words.to_lowercase().chars().filter(|c| kept(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Destinations of links and images outside of code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(text) {
        let plain: String = line.split('`').step_by(2).collect();
        links.extend(plain.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())));
    }
    links
}

fn leads_somewhere(page: &Path, link: &str) -> bool {
    if link.starts_with("https://") || link.starts_with("http://") {
        return true;
    }
    let (path, fragment) =
        link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(fragment)));
    let target = if path.is_empty() { page.to_owned() } else { page.parent().expect("a folder").join(path) };
    let Some(fragment) = fragment else { return target.exists() };
    let text = fs::read_to_string(&target).unwrap_or_default();
    headings(&text).iter().any(|(_, words)| anchor(words) == fragment)
}

/// The rules of a table whose first cells are links to their pages, with all cells.
fn rows(text: &str) -> Vec<(String, Vec<String>)> {
    let row = |line: &str| {
        let id = line.strip_prefix("| [`")?.split_once('`')?.0.to_owned();
        let cells = line.trim_matches('|').split(" | ").map(|c| c.trim().to_owned()).collect();
        Some((id, cells))
    };
    prose(text).filter_map(row).collect()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "エラー `error`",
        Level::Warning => "警告 `warning`",
        Level::Information => "情報 `information`",
    }
}

// ---------- Commands ----------

fn kohyo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.env("LC_ALL", "C");
    command
}

/// A line of a console block: a script of the repository, or a subcommand with flags that its help names.
fn command_exists(page: &Path, line: &str) {
    let line = line.trim_start_matches("$ ");
    if line.starts_with("tests/") {
        assert!(at(line.split(' ').next().unwrap_or(line)).exists(), "{}: {line}", page.display());
    }
    let Some(rest) = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("kohyo "))
    else {
        return;
    };
    let mut words = rest.split_whitespace();
    let subcommand = words.next().unwrap_or("");
    // A program without PDF files has no command for them; `tests/pdf.rs` runs it.
    if subcommand == "pdf" && cfg!(not(feature = "pdf")) {
        return;
    }
    let help = kohyo().args([subcommand, "--help"]).output().expect("a run");
    assert!(help.status.success(), "{}: there is no command {subcommand}", page.display());
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let flags: BTreeSet<&str> = help.split([' ', ',', '\n', '=']).filter(|w| w.starts_with("--")).collect();
    for flag in words.filter(|w| w.starts_with("--")) {
        assert!(flags.contains(flag), "{}: `{subcommand}` has no {flag}", page.display());
    }
}
