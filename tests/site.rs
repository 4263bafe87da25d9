//! The site as a whole: nothing of the content is lost, the same source gives the same bytes, and a build that is
//! interrupted leaves a whole site.

mod scratch;
mod support;

use kohyo::content::FolderReader;
use kohyo::model::Translated;
use kohyo::pipeline::{self, Drafts};
use kohyo::plan::Planned;
use scratch::{Scratch, real_content};
use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use support::kill;
use support::program::{build, build_without_pdf, edit, example, kohyo, tree};
use unicode_normalization::UnicodeNormalization;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Letters only: NFKC, no white space, none of the marks of Markdown and CriticMarkup.
fn letters(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

/// The text of a page: tags out but for descriptions of pictures, entities decoded.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        let (tag, behind) = after.split_once('>').unwrap_or((after, ""));
        // What a picture says to those who cannot see it is text of the page.
        let alt = tag.split_once(" alt=\"").and_then(|(_, alt)| alt.split('"').next()).unwrap_or("");
        text.extend([before, alt]);
        rest = behind;
    }
    text.push_str(rest);
    for (entity, c) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, c);
    }
    text
}

/// The sentences of a text: pieces between line ends and full stops, without what is not shown as text (the
/// destinations of links, what CriticMarkup takes out, footnote marks).
fn sentences(text: &str) -> Vec<String> {
    let shown = without(&without(text, "](", ")", ""), "[^", "]", "");
    // A page shows what was taken out as well, between the two pieces of the sentence.
    let shown = without(&without(&shown, "{--", "--}", "\n"), "{~~", "~>", "\n");
    shown.split(['\n', '。']).map(letters).filter(|s| s.chars().count() > 1).collect()
}

fn without(text: &str, open: &str, close: &str, instead: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        kept.push_str(instead);
        rest = after.split_once(close).map_or("", |(_, rest)| rest);
    }
    kept + rest
}

/// Looks every sentence of the current editions up in the three places where it must stand.
fn assert_nothing_is_lost(name: &str, content: &Path) {
    let scratch = Scratch::new(name);
    build(content, &scratch.join("out"));
    let files = tree(&scratch.join("out"));
    let prepared = pipeline::prepare(&FolderReader::new(content), None, Drafts::Ignored).expect("content");
    let languages = prepared.public.languages();
    let mut looked = 0;
    for document in &prepared.public.documents {
        let file = |prefix: &str, name: &str| {
            let path = format!("{prefix}documents/{}/{name}", document.slug());
            String::from_utf8(files.get(&path).unwrap_or_else(|| panic!("{path} is there")).clone())
                .expect("UTF-8")
        };
        let json: serde_json::Value =
            serde_json::from_str(&file("", "downloads/document.json")).expect("JSON");
        let json = letters(&strings(&json).join("\n"));
        for (index, code) in languages.iter().enumerate() {
            let prefix = if index == 0 { String::new() } else { format!("{code}/") };
            let sections: String = document
                .current
                .pages
                .list
                .iter()
                .map(|p| {
                    file(
                        &prefix,
                        &format!("{}index.html", document.current.edition.items[p.item].path.folders()),
                    )
                })
                .map(|html| text_of(&html))
                .collect();
            let edition = format!("editions/{}/index.html", document.current.edition.date_segment());
            let mut places = vec![
                ("the sections", letters(&sections)),
                ("the edition", letters(&text_of(&file(&prefix, &edition)))),
            ];
            if index == 0 || document.current.edition.has_language(index) {
                places.push(("document.txt", letters(&file(&prefix, "downloads/document.txt"))));
            }
            if document.current.edition.has_language(index) {
                places.push(("document.json", json.clone()));
            }
            for sentence in shown_in(&document.current, index) {
                looked += 1;
                for (name, place) in &places {
                    assert!(
                        place.contains(&sentence),
                        "{}: {code}: {name} lacks: {sentence}",
                        document.slug()
                    );
                }
            }
        }
        for edition in &document.earlier {
            let page = format!("editions/{}/index.html", edition.edition.date_segment());
            let page = letters(&text_of(&file("", &page)));
            for sentence in shown_in(edition, 0) {
                assert!(
                    page.contains(&sentence),
                    "{}: {}: lacks {sentence}",
                    document.slug(),
                    edition.edition.date_segment()
                );
            }
        }
    }
    assert!(looked > 100, "only {looked} sentences");
    println!("{looked} sentences found in every place");
}

fn strings(value: &serde_json::Value) -> Vec<&str> {
    match value {
        serde_json::Value::String(text) => vec![text],
        serde_json::Value::Array(list) => list.iter().flat_map(strings).collect(),
        serde_json::Value::Object(map) => map.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// Every sentence that a reader of a language is shown.
fn shown_in(planned: &Planned, language: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut take = |text: &Translated| found.extend(sentences(text.text(language)));
    for (n, item) in planned.edition.items.iter().enumerate() {
        if let (Some(answer), Some(_)) = (&item.answer, planned.pages.page_of(n)) {
            answer.each_text(&mut |text, _| take(text));
        }
    }
    found
}

#[test]
fn nothing_of_the_sample_is_lost() {
    assert_nothing_is_lost("coverage", &sample());
}

#[test]
fn nothing_of_the_real_documents_is_lost() {
    if let Some(content) = real_content() {
        assert_nothing_is_lost("coverage-real", &content);
    }
}

#[test]
fn the_same_source_gives_the_same_bytes_whatever_the_place_time_zone_and_cores() {
    let scratch = Scratch::new("same-bytes");
    let copy = scratch.join("elsewhere/deep/内容");
    scratch::copy(&sample(), &copy);
    let one = kohyo()
        .args(["build", "--archive", "--content"])
        .arg(sample())
        .arg("--output")
        .arg(scratch.join("one"))
        .output()
        .expect("kohyo runs");
    assert!(one.status.success());
    let other = kohyo()
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "ja_JP.UTF-8")
        .env("RAYON_NUM_THREADS", "1")
        .args(["build", "--archive", "--content"])
        .arg(&copy)
        .arg("--output")
        .arg(scratch.join("two"))
        .output()
        .expect("kohyo runs");
    assert!(other.status.success());
    let (one, two) = (tree(&scratch.join("one")), tree(&scratch.join("two")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name} differs");
    }
    assert!(one.contains_key("all.zip") && one.keys().any(|name| name.ends_with("document.xlsx")));
}

// Inodes are an idea of Unix.
#[cfg(unix)]
#[test]
fn after_an_edit_only_what_changed_is_written() {
    let scratch = Scratch::new("edit");
    let (content, output) = (scratch.join("content"), scratch.join("out"));
    scratch::copy(&sample(), &content);
    build(&content, &output);
    let before = stamps(&output);
    let file = content.join("documents/jido-teate/related.yaml");
    let text = fs::read_to_string(&file).expect("the file").replacen("児童手当", "児童の手当", 1);
    fs::write(&file, text).expect("written");
    build(&content, &output);
    let after = stamps(&output);
    let changed: Vec<&String> =
        before.iter().filter(|(name, stamp)| after.get(*name) != Some(stamp)).map(|(name, _)| name).collect();
    assert!(!changed.is_empty());
    for name in &changed {
        let own = name.contains("jido-teate");
        // Lists name the document with its first sentence; the manifest has the digest of everything.
        let list = matches!(
            name.as_str(),
            "index.html"
                | "en/index.html"
                | "manifest.json"
                | "feed.xml"
                | "downloads/index.html"
                | "en/downloads/index.html"
                | "documents.json"
                | "search/index.bin"
        );
        // Files of the index that changed have other names now.
        let gone = name.starts_with("assets/search/ja/") && !after.contains_key(*name);
        assert!(own || list || gone, "{name} was written again");
    }
    let of_search = |name: &&String| name.starts_with("assets/search/ja/");
    let (all, other) =
        (before.keys().filter(of_search).count(), changed.iter().filter(|n| of_search(n)).count());
    assert!(other > 0 && other * 4 < all, "{other} of {all} files of the index changed");
    println!("{} of {} files written again", changed.len(), before.len());
}

/// Inode and time of the last change of every file.
#[cfg(unix)]
fn stamps(folder: &Path) -> BTreeMap<String, (u64, i64, i64)> {
    let names = tree(folder).into_keys();
    names
        .map(|name| {
            let meta = fs::metadata(folder.join(&name)).expect("a file");
            (name, (meta.ino(), meta.mtime(), meta.mtime_nsec()))
        })
        .collect()
}

#[test]
fn a_build_that_is_killed_leaves_a_whole_site_and_the_next_one_works() {
    let scratch = Scratch::new("kill");
    let (content, output) = (scratch.join("content"), scratch.join("out"));
    scratch::copy(&example(), &content);
    let file = content.join("documents/kodomo-iryo/related.yaml");
    let words = ["子どもの医療費", "こどもの医療費"];
    // The site with each of the two words.
    let wholes = [0, 1].map(|n| {
        if n == 1 {
            edit(&file, words[0], words[1]);
        }
        build_without_pdf(&content, &scratch.join("whole"));
        tree(&scratch.join("whole"))
    });
    build_without_pdf(&content, &output);
    let last = kill::at_random_moments(
        100,
        7,
        |n| edit(&file, words[1 - n % 2], words[n % 2]),
        || {
            let mut command = kohyo();
            command.args(["build", "--no-pdf", "--content"]).arg(&content).arg("--output").arg(&output);
            command
        },
        |n| {
            let now = tree(&output);
            assert!(wholes.contains(&now), "after {n} kills the site is neither the one nor the other");
        },
    );
    build_without_pdf(&content, &output);
    assert!(tree(&output) == wholes[last % 2]);
    let left: Vec<_> = fs::read_dir(scratch.path())
        .expect("a folder")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .collect();
    assert!(!left.iter().any(|name| name.contains("kohyo-")), "left behind: {left:?}");
}

#[test]
fn a_folder_with_something_else_in_it_is_not_touched() {
    let scratch = Scratch::new("foreign");
    let output = scratch.join("documents");
    fs::create_dir_all(&output).expect("made");
    fs::write(output.join("thesis.txt"), "mine").expect("written");
    let run = kohyo()
        .args(["build", "--content"])
        .arg(sample())
        .arg("--output")
        .arg(&output)
        .output()
        .expect("kohyo runs");
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(fs::read_to_string(output.join("thesis.txt")).expect("still there"), "mine");
}

#[test]
fn content_with_errors_leaves_the_site_as_it_was() {
    let scratch = Scratch::new("errors");
    let (content, output) = (scratch.join("content"), scratch.join("out"));
    scratch::copy(&sample(), &content);
    build(&content, &output);
    let before = tree(&output);
    let file = content.join("documents/kokuho/document.yaml");
    let text = fs::read_to_string(&file).expect("the file").replace("form: priority", "form: prioritty");
    fs::write(&file, text).expect("written");
    let run = kohyo()
        .args(["build", "--content"])
        .arg(&content)
        .arg("--output")
        .arg(&output)
        .output()
        .expect("kohyo runs");
    assert_eq!(run.status.code(), Some(1));
    assert!(tree(&output) == before);
}

#[test]
fn the_manifest_has_every_file_with_its_length_and_digest() {
    use sha2::{Digest, Sha256};
    let scratch = Scratch::new("manifest");
    build(&sample(), &scratch.join("out"));
    let files = tree(&scratch.join("out"));
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).expect("JSON");
    let listed = manifest["files"].as_array().expect("a list");
    assert_eq!(listed.len() + 1, files.len());
    for entry in listed {
        let bytes = &files[entry["file"].as_str().expect("a name")];
        let digest: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(
            (entry["bytes"].as_u64(), entry["sha256"].as_str()),
            (Some(bytes.len() as u64), Some(&*digest))
        );
    }
}

#[test]
fn an_archive_has_the_files_of_all_documents_as_they_are_and_is_made_only_when_asked_for() {
    let scratch = Scratch::new("archive");
    build(&sample(), &scratch.join("out"));
    let without = tree(&scratch.join("out"));
    assert!(!without.contains_key("all.zip"));
    assert!(!String::from_utf8_lossy(&without["downloads/index.html"]).contains("all.zip"));
    let run = kohyo()
        .args(["build", "--archive", "--content"])
        .arg(sample())
        .arg("--output")
        .arg(scratch.join("out"))
        .output()
        .expect("kohyo runs");
    assert!(run.status.success());
    let files = tree(&scratch.join("out"));
    assert!(String::from_utf8_lossy(&files["downloads/index.html"]).contains("all.zip"));
    assert!(String::from_utf8_lossy(&files["manifest.json"]).contains("\"all.zip\""));
    let bytes = std::io::Cursor::new(&files["all.zip"]);
    let mut archive = zip::ZipArchive::new(bytes).expect("an archive");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    assert!(names.is_sorted());
    for name in &names {
        let mut entry = archive.by_name(name).expect("an entry");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).expect("read");
        assert!(files[name] == bytes, "{name} differs");
        assert_eq!(entry.unix_mode(), Some(0o100_644), "{name}");
        assert_eq!(entry.last_modified(), Some(zip::DateTime::DEFAULT), "{name}");
    }
    let is_download = |name: &str| {
        let is_below =
            name.contains("documents/") && (name.contains("/downloads/") || name.contains("/files/"));
        is_below && !name.ends_with(".html")
    };
    let missing: Vec<&String> =
        files.keys().filter(|name| is_download(name) && !names.contains(name)).collect();
    assert!(missing.is_empty(), "not in the archive: {missing:?}");
    println!("{} files in the archive", names.len());
}

#[test]
fn no_draft_and_no_file_that_is_not_referred_to_is_published() {
    let scratch = Scratch::new("drafts");
    build(&sample(), &scratch.join("out"));
    let files = tree(&scratch.join("out"));
    assert!(!files.keys().any(|name| name.contains("kaigo")), "the draft has pages");
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".json")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("documents/kaigo"), "{name} names the draft");
    }
    assert!(
        !files.keys().any(|name| name.ends_with("records.csv")),
        "a table that is only data is published as a file"
    );
}
