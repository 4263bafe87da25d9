//! The preview without a server: whatever is edited in whatever order, the workspace shows what a fresh look at the same
//! files shows, to the byte; what is broken leaves the last state that was in order.

mod support;

use kohyo::check::{Teller, told};
use kohyo::content::{MemoryReader, Reader};
use kohyo::model::{Finding, Level};
use kohyo::plan::Set;
use kohyo::preview::{Answer, Editor, Furnisher, Index, View, Workspace, answer};
use kohyo::{download, render};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, RwLock};
use support::random::Random;
use support::sample;

/// An Individual Number made for this test; its check digit is right.
const NUMBER: &str = "123456789018";
/// How many edits in a row are compared.
const EDITS: u64 = 150;

/// Files that change while they are looked at.
#[derive(Clone, Default)]
struct Shared(Arc<RwLock<MemoryReader>>);

impl Reader for Shared {
    fn list(&self) -> io::Result<Vec<Arc<str>>> {
        self.0.read().expect("a lock").list()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.read().expect("a lock").read(path)
    }
}

/// Content with a workspace that follows it.
struct Desk {
    files: Shared,
    workspace: Workspace,
}

impl Desk {
    fn new(files: MemoryReader) -> Self {
        let files = Shared(Arc::new(RwLock::new(files)));
        let workspace = whole(&files);
        Self { files, workspace }
    }

    fn text(&self, path: &str) -> Option<String> {
        let bytes = self.files.read(path).ok()?;
        Some(String::from_utf8(bytes).expect("a text"))
    }

    /// Writes a file, or takes it away.
    fn put(&self, path: &str, text: Option<&str>) {
        let mut files = self.files.0.write().expect("a lock");
        match text {
            Some(text) => files.0.insert(path.into(), text.as_bytes().to_vec()),
            None => files.0.remove(path),
        };
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path).expect("a file");
        assert!(text.contains(from), "{path} has no `{from}`");
        self.put(path, Some(&text.replace(from, to)));
    }

    /// Tells the workspace and lets it do everything.
    fn follow(&mut self, paths: &[&str]) -> View {
        self.workspace.touch(&paths.iter().map(|path| Arc::from(*path)).collect());
        self.workspace.finish();
        self.workspace.view()
    }

    /// Writes a file and follows.
    fn edit(&mut self, path: &str, text: Option<&str>) -> View {
        self.put(path, text);
        self.follow(&[path])
    }
}

fn whole(files: &Shared) -> Workspace {
    Workspace::whole(Arc::new(files.clone()), None).expect("files in memory can be read")
}

/// The bytes at an address.
fn at(view: &View, address: &str) -> Option<Vec<u8>> {
    match answer(view, &Index::default(), address) {
        Answer::Made(bytes) => Some(bytes),
        Answer::Kept(bytes) => Some(bytes.to_vec()),
        Answer::Failed(error) => panic!("/{address}: {error}"),
        Answer::Moved(_) | Answer::Missing | Answer::Held => None,
    }
}

fn page(view: &View, address: &str) -> String {
    String::from_utf8(at(view, address).unwrap_or_default()).expect("a page")
}

/// Every address of the site with its bytes, and the search.
fn everything(view: &View) -> BTreeMap<String, Vec<u8>> {
    let publication = view.publication();
    let mut set = Set::default();
    render::site_pages(&publication, &mut set);
    download::site_files(&publication, &mut set);
    set.seals.clear();
    for document in &view.site.documents {
        render::document_pages(&publication, document, &mut set);
        download::document_files(&publication, document, &mut set);
    }
    let own = set.artifacts.iter().map(|a| &a.address).chain(set.seals.iter().map(|s| &s.address));
    let search = view.site.languages().iter().enumerate();
    let search = search.map(|(n, code)| {
        format!("{}search/index.bin", if n == 0 { String::new() } else { format!("{code}/") })
    });
    let index = Index::default();
    own.map(|a| a.as_str().to_owned())
        .chain(search)
        .map(|address| match answer(view, &index, &address) {
            Answer::Made(bytes) => (address, bytes),
            Answer::Kept(bytes) => (address, bytes.to_vec()),
            Answer::Failed(error) => panic!("/{address}: {error}"),
            _ => panic!("nothing at /{address}"),
        })
        .collect()
}

/// Every finding as it is told, in an order of its own.
fn findings(view: &View) -> Vec<String> {
    let mut teller = Teller::new(&*view.reader, &view.files);
    let mut tell = |(level, finding): &(Level, Finding)| {
        let at = teller.place(finding, &finding.at);
        let says = told::sentence(finding, "ja");
        format!("{}:{}:{} {}[{}] {}", at.file, at.line, at.column, level.id(), finding.rule, says.text)
    };
    let documents = view.documents.values().flat_map(|state| state.findings.iter());
    let mut all: Vec<String> = documents.chain(view.across.iter()).map(&mut tell).collect();
    all.sort();
    all
}

fn is_held(view: &View) -> bool {
    view.is_blocked || !view.troubles.is_empty() || view.documents.values().any(|state| state.is_held)
}

fn assert_same(own: &View, files: &Shared, what: &str) {
    let fresh = whole(files).view();
    let (own_files, fresh_files) = (everything(own), everything(&fresh));
    let (own_keys, fresh_keys): (Vec<_>, Vec<_>) = (own_files.keys().collect(), fresh_files.keys().collect());
    assert_eq!(own_keys, fresh_keys, "{what}: other addresses");
    for (address, bytes) in &own_files {
        assert!(*bytes == fresh_files[address], "{what}: /{address} differs from a fresh look");
    }
    assert_eq!(findings(own), findings(&fresh), "{what}: other findings");
}

const CHANGES: &str = "- date: 2026-05-01\n  timing: after\n  rows:\n    - item: basic.summary\n      kind: formal\n      reason: 字句を改めた\n";
const GLOSSARY: &str =
    "number:\n  term: 個人番号\n  reading: こじんばんごう\n  text: 一人ひとりの番号。[見本](doc:two)\n";
const PAGE: &str = "---\ntitle: このサイトについて\n---\n[二つ目の文書](doc:two#basic.summary)を見る。\n";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>図</text></svg>";

/// Answers to the sample form, with mistakes in some of them.
fn answers(random: &mut Random) -> String {
    let words =
        ["本文です。", "**強調**した文。", "・一つ目\n    ・二つ目", "個人番号を使う。", "<b>太字</b>"];
    let links = [
        "doc:two",
        "doc:two#basic.summary",
        "doc:four",
        "#basic.name",
        "#nowhere",
        "page:about",
        "files/plan.svg",
    ];
    let n = random.below(1000);
    let mut text = format!("basic:\n  name: 名前 {n}\n  summary: |\n    {}\n", random.pick(&words));
    if random.chance(6) {
        text += &format!("    [ここ]({})を見る。\n", random.pick(&links));
    }
    text += &format!("  place: {}\n", random.pick(&["office", "cloud", "クラウド", "クラウト", "―"]));
    if random.chance(5) {
        text += &format!("  people: {n}\n  systems-count: {}\n", random.below(3));
    }
    if random.chance(5) {
        text += "  systems:\n    core: {name: 基幹, kind: cloud, vendor: 事業者}\n    relay: {name: 中継, kind: office}\n";
    }
    if random.chance(3) {
        text += "  means: [paper, {other: そのほかの方法}]\n  since: 2026-04\n";
    }
    if random.chance(3) {
        text += "duty: {purpose: 'withheld: 安全のため'}\n";
    }
    text
}

/// Three documents that link to each other, with everything else that a site can have.
fn site(random: &mut Random) -> MemoryReader {
    let mut files: Vec<(String, Option<Vec<u8>>)> = Vec::new();
    let mut put = |path: &str, text: String| files.push((path.to_owned(), Some(text.into_bytes())));
    for slug in ["sample", "two", "deep/three"] {
        let meta = format!(
            "form: sample\nnumber: 1\ntitle: 文書 {slug}\nstatus: published\npublished: 2026-05-01\nrelates_to: [two]\n"
        );
        put(&format!("documents/{slug}/document.yaml"), meta);
        put(&format!("documents/{slug}/answers.yaml"), answers(random));
        put(&format!("documents/{slug}/document.en.yaml"), format!("title: Document {slug}\n"));
    }
    put("documents/two/changes.yaml", CHANGES.to_owned());
    put("documents/two/files/plan.svg", SVG.to_owned());
    put("documents/two/editions/2026-04-01/document.yaml", "title: 前の版\nstatus: published\n".to_owned());
    put("documents/two/editions/2026-04-01/answers.yaml", answers(random));
    put("glossary.yaml", GLOSSARY.to_owned());
    put("pages/about.md", PAGE.to_owned());
    sample::with(files)
}

/// Changes something as somebody who writes would, and says which paths are told of.
fn edit(desk: &Desk, random: &mut Random) -> Vec<String> {
    let documents = ["sample", "two", "deep/three", "four"];
    let slug = documents[random.below(documents.len())];
    let folder = format!("documents/{slug}");
    let file = |name: &str| format!("{folder}/{name}");
    let toggle = |path: String, text: &str| {
        let is_there = desk.text(&path).is_some();
        desk.put(&path, (!is_there).then_some(text));
        vec![path]
    };
    let n = random.below(1000);
    match random.below(16) {
        0..4 => {
            desk.put(&file("answers.yaml"), Some(&answers(random)));
            vec![file("answers.yaml")]
        }
        4 => {
            let status = random.pick(&["published", "draft", "consultation", "ended"]);
            let date = if random.chance(8) { "published: 2026-05-01\n" } else { "" };
            let links =
                random.pick(&["relates_to: [two]\n", "relates_to: [nowhere]\n", "moved_from: [old]\n", ""]);
            let text = format!("form: sample\nnumber: {n}\ntitle: 文書\nstatus: {status}\n{date}{links}");
            desk.put(&file("document.yaml"), Some(&text));
            vec![file("document.yaml")]
        }
        5 => toggle(file("document.en.yaml"), "title: Another title\ndepartment: Here\n"),
        6 => toggle(file("answers.en.yaml"), "basic: {name: A name, summary: In English}\n"),
        7 => toggle(file("changes.yaml"), CHANGES),
        8 => toggle(file("review.yaml"), "- {item: basic.summary, rule: unexplained-change, reason: 見た}\n"),
        9 => {
            let gone = |path: &&Arc<str>| path.starts_with(&format!("{folder}/"));
            let all = desk.files.list().expect("a list");
            let there: Vec<&Arc<str>> = all.iter().filter(gone).collect();
            there.iter().for_each(|path| desk.put(path, None));
            if there.is_empty() {
                desk.put(
                    &file("document.yaml"),
                    Some("form: sample\ntitle: 戻った文書\nstatus: published\n"),
                );
                desk.put(&file("answers.yaml"), Some(&answers(random)));
            }
            vec![if random.chance(5) { folder } else { "documents".to_owned() }]
        }
        10 => toggle(file("editions/2026-03-01/document.yaml"), "title: もっと前の版\nstatus: published\n"),
        11 => {
            let languages = random.pick(&["[ja, en]", "[ja]", "[ja, en, ko]", "[ja, en]", "[ja, en]"]);
            let level = random.pick(&["warning", "off", "error"]);
            let text = format!(
                "title: {{ja: 見本市 {n}, en: City}}\nbase_url: https://sample.example.jp/\nlanguages: {languages}\npublisher: {{ja: 見本市}}\ncontact: {{ja: '[一つ目](doc:sample)'}}\nrules: {{unexplained-change: {level}}}\n"
            );
            desk.put("site.yaml", Some(&text));
            vec!["site.yaml".to_owned()]
        }
        12 => {
            let text = desk.text("forms/sample.yaml").expect("the form");
            let (from, to) = if text.contains("事務の名称") {
                ("事務の名称", "事務名")
            } else {
                ("事務名", "事務の名称")
            };
            desk.put("forms/sample.yaml", Some(&text.replace(from, to)));
            vec![random.pick(&["forms/sample.yaml", "forms"]).to_owned()]
        }
        13 => toggle("glossary.yaml".to_owned(), GLOSSARY),
        14 => toggle(random.pick(&["pages/about.md", "pages/about.en.md", "pages/more.md"]).to_owned(), PAGE),
        _ => {
            let own = "{% extends \"default/home.html\" %}{% block home_head %}<h1>自前</h1>{% endblock home_head %}";
            toggle("theme/home.html".to_owned(), own)
        }
    }
}

#[test]
fn after_any_edits_the_workspace_shows_what_a_fresh_look_shows() {
    let mut random = Random::new(7);
    let mut desk = Desk::new(site(&mut random));
    let mut compared = 0;
    for n in 0..EDITS {
        let mut paths = Vec::new();
        for _ in 0..=random.below(3) {
            paths.extend(edit(&desk, &mut random));
        }
        let view = desk.follow(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        // A document whose form went for a moment keeps its last state: that is no fresh look.
        if !is_held(&view) {
            assert_same(&view, &desk.files, &format!("edit {n} of {paths:?}"));
            compared += 1;
        }
    }
    assert!(compared > 100, "only {compared} edits were compared");
}

#[test]
fn whatever_is_broken_is_mended_without_a_trace() {
    let mut random = Random::new(3);
    let mut desk = Desk::new(site(&mut random));
    let good = everything(&desk.workspace.view());
    let told = findings(&desk.workspace.view());
    let mut held = 0;
    for n in 0..EDITS {
        let paths = desk.files.list().expect("a list");
        let path = paths[random.below(paths.len())].clone();
        let text = desk.text(&path).expect("a text");
        let place = text.char_indices().nth(random.below(text.chars().count())).map_or(0, |(at, _)| at);
        let sign =
            random.pick(&["\"", "{", "]", "\t", ": ", "- ", "*a", "%", "：", NUMBER, "\u{0}", "\n", "zzz"]);
        let broken = if random.chance(2) {
            text[..place].to_owned()
        } else {
            format!("{}{sign}{}", &text[..place], &text[place..])
        };
        let view = desk.edit(&path, Some(&broken));
        held += usize::from(is_held(&view));
        let number =
            everything(&view).into_iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(NUMBER));
        assert_eq!(number.map(|(address, _)| address), None, "a number is shown after {n}: {path}");
        let view = desk.edit(&path, Some(&text));
        assert!(!is_held(&view), "{n}: {path} is mended and still held");
        assert_eq!(findings(&view), told, "{n}: other findings after {path} was mended");
    }
    assert!(held > 10, "nothing was ever broken");
    assert!(everything(&desk.workspace.view()) == good, "not the same bytes after all was mended");
}

#[test]
fn a_broken_file_leaves_the_last_page_with_the_error_above_it() {
    let mut desk = Desk::new(site(&mut Random::new(1)));
    desk.edit("documents/sample/answers.yaml", Some("basic: {name: 見える名前}\n"));
    let view = desk.edit("documents/sample/answers.yaml", Some("basic: {name: \"閉じない\n"));
    assert!(page(&view, "documents/sample/basic/").contains("見える名前"));
    assert!(view.documents["sample"].is_held);
    let shown = furnished(&view, "documents/sample/basic/");
    assert!(shown.contains("kohyo-is-held") && shown.contains("前の内容を表示しています"), "{shown}");
    assert!(shown.contains("documents/sample/answers.yaml:1:"), "{shown}");
    let view = desk.edit("documents/sample/answers.yaml", Some("basic: {name: 直した名前}\n"));
    let shown = furnished(&view, "documents/sample/basic/");
    assert!(shown.contains("直した名前") && !shown.contains("kohyo-is-held"), "{shown}");
}

/// The page as it is sent.
fn furnished(view: &View, address: &str) -> String {
    let editor = Editor::new("vscode", Path::new("/content")).expect("an editor");
    let html = at(view, address).unwrap_or_default();
    String::from_utf8(Furnisher { editor, run: 1 }.page(view, address, &html)).expect("a page")
}

#[test]
fn a_misspelt_form_does_not_take_the_document_away() {
    let mut desk = Desk::new(site(&mut Random::new(1)));
    desk.replace("documents/two/document.yaml", "form: sample", "form: sampel");
    let view = desk.follow(&["documents/two/document.yaml"]);
    assert!(view.site.document("two").is_some() && view.documents["two"].is_held);
    assert!(furnished(&view, "documents/two/").contains("sampel"));
}

#[test]
fn a_broken_form_setting_or_template_leaves_the_last_one() {
    let mut desk = Desk::new(site(&mut Random::new(1)));
    let home = page(&desk.workspace.view(), "");
    let (form, settings) = ("forms/sample.yaml", "site.yaml");
    let (good_form, good_settings) =
        (desk.text(form).expect("a form"), desk.text(settings).expect("settings"));
    let view = desk.edit(form, Some(&good_form.replace("type: line", "type: lien")));
    assert_eq!(page(&view, ""), home);
    assert!(view.across.iter().any(|(_, f)| f.rule == "form-definition"), "{:?}", findings(&view));
    let view = desk.edit(form, Some(&good_form));
    assert!(view.across.iter().all(|(_, f)| f.rule != "form-definition"));
    let view = desk.edit(settings, Some("title: {ja: \"壊れた\n"));
    assert_eq!(page(&view, ""), home);
    desk.edit(settings, Some(&good_settings));
    let view = desk.edit("theme/home.html", Some("{% if %}"));
    assert_eq!(page(&view, ""), home);
    assert!(furnished(&view, "").contains("home.html"), "the panel names the template");
    let view = desk.edit("theme/home.html", None);
    assert!(view.troubles.is_empty());
}

#[test]
fn a_number_is_never_shown_wherever_it_is_planted() {
    let files = [
        ("documents/sample/answers.yaml", format!("basic: {{name: 番号 {NUMBER}}}\n")),
        ("documents/sample/answers.yaml", "basic: {summary: \"１２３４-５６７８－９０１８\"}\n".to_owned()),
        ("documents/sample/document.yaml", format!("form: sample\ntitle: 題 {NUMBER}\nstatus: draft\n")),
        ("documents/two/changes.yaml", CHANGES.replace("字句を改めた", NUMBER)),
        ("documents/two/files/plan.svg", SVG.replace('図', NUMBER)),
        ("glossary.yaml", GLOSSARY.replace("一人ひとりの番号", NUMBER)),
        ("pages/about.md", PAGE.replace("を見る", NUMBER)),
        ("site.yaml", format!("title: {{ja: 見本 {NUMBER}}}\nlanguages: [ja, en]\n")),
        ("forms/sample.yaml", "form: sample\nnumber: 123456789018\n".to_owned()),
    ];
    for (path, text) in files {
        // Planted while the preview runs, and there from the beginning.
        let mut running = Desk::new(site(&mut Random::new(1)));
        let view = running.edit(path, Some(&text));
        assert_no_number(&view, path);
        assert_no_number(&whole(&running.files).view(), path);
        let mut sketch = Workspace::sketch(Arc::new(running.files.clone()), None).expect("read");
        assert_no_number(&sketch.view(), path);
    }
}

fn assert_no_number(view: &View, path: &str) {
    let editor = Editor::new("vscode", Path::new("/content")).expect("an editor");
    let furnisher = Furnisher { editor, run: 1 };
    let everything = if view.is_blocked { BTreeMap::new() } else { everything(view) };
    let instead = view.documents.keys().map(|slug| format!("documents/{slug}/"));
    let pages: BTreeSet<String> = everything.keys().cloned().chain(instead).collect();
    for address in pages {
        let made = everything.get(&address).cloned().unwrap_or_default();
        let shown = [made.clone(), furnisher.page(view, &address, &made)].concat();
        let shown = String::from_utf8_lossy(&shown);
        for digits in [NUMBER, "5678", "５６７８"] {
            let kept = shown.contains(digits)
                && (digits.len() == 12 || shown.contains("9018") || shown.contains("９０１８"));
            assert!(!kept, "{path}: digits of the number are shown at /{address}");
        }
    }
}

#[test]
fn documents_come_and_go_and_come_back() {
    let mut desk = Desk::new(site(&mut Random::new(1)));
    let before = everything(&desk.workspace.view());
    let kept: Vec<(Arc<str>, Vec<u8>)> = desk.files.0.read().expect("a lock").0.clone().into_iter().collect();
    for (path, _) in kept.iter().filter(|(path, _)| path.starts_with("documents/")) {
        desk.put(path, None);
    }
    let view = desk.follow(&["documents"]);
    assert!(view.site.documents.is_empty() && at(&view, "documents/two/").is_none());
    for (path, bytes) in &kept {
        desk.put(path, Some(std::str::from_utf8(bytes).expect("a text")));
    }
    let view = desk.follow(&[""]);
    assert!(everything(&view) == before, "not the same bytes as before");
}

#[test]
fn a_first_look_shows_every_document_and_what_is_wanted_is_read_first() {
    let files = Shared(Arc::new(RwLock::new(site(&mut Random::new(1)))));
    let mut workspace = Workspace::sketch(Arc::new(files.clone()), None).expect("read");
    let view = workspace.view();
    assert_eq!(view.site.documents.len(), 3);
    assert!(!view.is_complete() && page(&view, "").contains("文書 deep/three"));
    let wanted: BTreeSet<Arc<str>> = BTreeSet::from([Arc::from("two")]);
    assert_eq!(workspace.work(&wanted, 1), 1);
    let view = workspace.view();
    assert!(!view.is_sketch("two") && view.is_sketch("sample"));
    workspace.finish();
    assert_same(&workspace.view(), &files, "after a first look");
}

#[test]
fn a_change_of_the_theme_keeps_the_files_that_open_pages_ask_for() {
    let mut desk = Desk::new(site(&mut Random::new(1)));
    let old = desk.workspace.view().dress.theme.asset("style.css").to_owned();
    let view = desk.edit("theme/style.css", Some("body { color: red }"));
    assert_ne!(view.dress.theme.asset("style.css"), old);
    assert!(at(&view, &old).is_some() && at(&view, view.dress.theme.asset("style.css")).is_some());
}

#[test]
fn drafts_are_marked_and_searched_and_a_build_has_nothing_of_the_preview() {
    let mut desk = Desk::new(site(&mut Random::new(1)));
    desk.edit("documents/sample/answers.yaml", Some("basic: {name: 見える名前}\n"));
    let before = everything(&desk.workspace.view());
    desk.replace("documents/sample/document.yaml", "status: published", "status: draft");
    let view = desk.follow(&["documents/sample/document.yaml"]);
    for address in ["documents/sample/", "documents/sample/basic/", "en/documents/sample/basic/"] {
        let shown = furnished(&view, address);
        let words =
            if address.starts_with("en/") { "has not been published" } else { "公表されていません" };
        assert!(shown.contains("kohyo-draft") && shown.contains(words), "/{address} is not marked");
        assert!(shown.contains("<meta name=\"robots\" content=\"noindex\">"), "/{address} may be indexed");
        assert!(!page(&view, address).contains("_kohyo"), "the artifact itself has nothing of the preview");
    }
    assert!(!furnished(&view, "documents/two/").contains("kohyo-draft"));
    let view = desk.edit("documents/sample/answers.yaml", Some("basic: {name: 下書きだけの名前}\n"));
    assert_ne!(before["search/index.bin"], everything(&view)["search/index.bin"], "a draft is found");
}

#[test]
fn no_address_leads_to_a_file_of_the_content() {
    let view = Desk::new(site(&mut Random::new(1))).workspace.view();
    for address in [
        "site.yaml",
        "documents/two/document.yaml",
        "documents/two/files/",
        "documents/two/editions/",
        "documents/two/files/other.svg",
        "documents/",
        "assets/",
        "theme/home.html",
    ] {
        assert!(at(&view, address).is_none(), "/{address}");
    }
}
