//! Publishing: a release is whole and true to its manifest, the switch is one step, and whatever goes wrong the public
//! site stays as it was.

mod scratch;
mod support;

use scratch::Scratch;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::kill;
use support::program::{build_without_pdf, done, edit, ends_with, example, kohyo, tree};

/// A site with its content and the folder it is published to.
struct Site {
    scratch: Scratch,
    content: PathBuf,
    live: PathBuf,
}

impl Site {
    /// The example of the documentation.
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let (content, live) = (scratch.join("content"), scratch.join("live"));
        scratch::copy(&example(), &content);
        Self { scratch, content, live }
    }

    /// The command, with further arguments.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = kohyo();
        command.arg("publish").arg("--to").arg(&self.live);
        if !arguments.contains(&"--rollback") {
            command.arg("--no-pdf").arg("--content").arg(&self.content);
        }
        command.args(arguments);
        command
    }

    /// Publishes, which must do, and says what is current then.
    fn publish(&self, arguments: &[&str]) -> String {
        done(&mut self.command(arguments));
        self.current()
    }

    /// Changes a word of a text that is found by search.
    fn say(&self, from: &str, to: &str) {
        edit(&self.content.join("documents/kodomo-iryo/related.yaml"), from, to);
    }

    /// The name of the current release.
    fn current(&self) -> String {
        let target = fs::read_link(self.live.join("current")).expect("a link");
        target.file_name().expect("a name").to_string_lossy().into_owned()
    }

    /// Everything there is below `releases`, by name.
    fn releases(&self) -> Vec<String> {
        let entries = fs::read_dir(self.live.join("releases")).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The files of the current release that are carried, with how often.
    fn carried(&self) -> BTreeMap<String, u64> {
        let entries = manifest(&tree(&self.live.join("current")));
        entries.into_iter().filter(|(_, entry)| entry.1 > 0).map(|(file, entry)| (file, entry.1)).collect()
    }
}

/// Digest and age of every file, by the manifest.
fn manifest(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, (String, u64)> {
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).expect("JSON");
    let entry = |e: &serde_json::Value| {
        let text = |key: &str| e[key].as_str().expect("a text").to_owned();
        (text("file"), (text("sha256"), e["carried"].as_u64().unwrap_or(0)))
    };
    manifest["files"].as_array().expect("a list").iter().map(entry).collect()
}

/// The files of a release that are its own. Fails where its manifest is not true.
fn own(release: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(release);
    let entries = manifest(&files);
    files.remove("manifest.json");
    assert_eq!(files.keys().collect::<Vec<_>>(), entries.keys().collect::<Vec<_>>(), "{}", release.display());
    for (file, (digest, _)) in &entries {
        let found: String = Sha256::digest(&files[file]).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(found, *digest, "{file}");
    }
    files.retain(|file, _| entries[file].1 == 0);
    files
}

/// What a build of the content makes, without its manifest.
fn built(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let output = site.scratch.join("built");
    build_without_pdf(&site.content, &output);
    let mut files = tree(&output);
    files.remove("manifest.json");
    files
}

#[test]
fn a_release_is_what_a_build_makes_and_equal_files_are_linked() {
    let site = Site::new("publish");
    let first = site.publish(&[]);
    assert!(first.starts_with("000001-"), "{first}");
    assert!(own(&site.live.join("current")) == built(&site));
    assert_eq!(
        tree(&site.live.join("current"))["manifest.json"],
        fs::read(site.scratch.join("built/manifest.json")).expect("a file"),
        "nothing is carried into the first release"
    );
    site.say("子ども", "こども");
    let second = site.publish(&[]);
    assert!(own(&site.live.join("current")) == built(&site));
    assert_eq!(site.releases(), [first.clone(), second.clone()]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let inode = |release: &str, file: &str| {
            fs::metadata(site.live.join("releases").join(release).join(file)).expect("a file").ino()
        };
        assert_eq!(inode(&first, "schema/basic.json"), inode(&second, "schema/basic.json"));
        assert_ne!(inode(&first, "manifest.json"), inode(&second, "manifest.json"));
    }
}

#[test]
fn without_a_change_nothing_is_published_so_that_a_rollback_leads_to_other_content() {
    let site = Site::new("publish-same");
    site.publish(&[]);
    site.say("子ども", "こども");
    let second = site.publish(&[]);
    assert_eq!(site.publish(&[]), second);
    assert_eq!(site.releases().len(), 2);
    // What somebody spoiled is mended, though.
    let page = site.live.join("current/index.html");
    fs::remove_file(&page).expect("removed");
    fs::write(&page, "spoiled").expect("written");
    assert_ne!(site.publish(&[]), second);
    assert!(own(&site.live.join("current")) == built(&site));
}

#[test]
fn files_that_open_pages_ask_for_are_carried_for_two_releases() {
    let site = Site::new("publish-carry");
    site.publish(&[]);
    let first: BTreeSet<String> = own(&site.live.join("current")).into_keys().collect();
    site.say("子どもの医療費", "こどもの医療費");
    site.publish(&[]);
    let after_one = site.carried();
    assert!(!after_one.is_empty() && after_one.values().all(|age| *age == 1), "{after_one:?}");
    assert!(after_one.keys().all(|file| file.starts_with("assets/") && first.contains(file)));
    site.say("こどもの医療費", "児童の医療費");
    site.publish(&[]);
    let after_two = site.carried();
    // Some of them came back by the new words, so they are the release's own.
    let twice: Vec<&String> = after_one.keys().filter(|file| after_two.get(*file) == Some(&2)).collect();
    let third = own(&site.live.join("current"));
    assert!(!twice.is_empty() && after_one.keys().all(|f| twice.contains(&f) || third.contains_key(f)));
    assert!(after_two.values().any(|age| *age == 1), "those of the second are carried too");
    site.say("児童の医療費", "児童等の医療費");
    site.publish(&[]);
    let after_three = site.carried();
    assert!(twice.iter().all(|file| !after_three.contains_key(*file)), "{after_three:?}");
    own(&site.live.join("current"));
    // What comes back is the release's own again.
    site.say("児童等の医療費", "児童の医療費");
    site.publish(&[]);
    let back = site.carried();
    let own = own(&site.live.join("current"));
    assert!(back.keys().all(|file| !own.contains_key(file)));
}

#[test]
fn of_what_is_retracted_nothing_stays() {
    let site = Site::new("publish-retract");
    let before = site.publish(&[]);
    // Rare signs, so that every file that has them is found.
    site.say("子どもの医療費", "轆轤の医療費");
    let leak = site.publish(&[]);
    let leaking = || {
        let files = tree(&site.live);
        // In packed bytes any three stand beside each other by chance: those are unpacked.
        let with = |bytes: &[u8]| bytes.windows(3).any(|w| w == "轆".as_bytes() || w == "轤".as_bytes());
        let has = |file: &str, bytes: &[u8]| {
            let packed = file.ends_with(".bin") || file.ends_with(".xlsx");
            (!packed && with(bytes)) || support::inflate::opened(bytes).iter().any(|bytes| with(bytes))
        };
        files.into_iter().filter(|(file, bytes)| has(file, bytes)).map(|(file, _)| file).collect::<Vec<_>>()
    };
    assert!(leaking().iter().any(|file| file.contains("assets/search/")), "the index has it");
    site.say("轆轤の医療費", "子どもの医療費等");
    let told = done(&mut site.command(&["--retract", "--lang", "ja"]));
    assert!(told.contains(&leak) && told.contains("取り下げ"), "{told}");
    assert_eq!(leaking(), Vec::<String>::new());
    assert!(!site.releases().contains(&leak));
    assert!(told.contains(&format!("--rollback で {before} に戻せます")), "{told}");
    assert_eq!(site.publish(&["--rollback"]), before);
}

#[test]
fn a_correction_without_retract_can_be_retracted_afterwards() {
    let site = Site::new("publish-late-retract");
    site.publish(&[]);
    site.say("子どもの医療費", "轆轤の医療費");
    site.publish(&[]);
    site.say("轆轤の医療費", "子どもの医療費等");
    let corrected = site.publish(&[]);
    assert!(!site.carried().is_empty());
    // The content is the same, but what was carried goes, and so does every release before.
    let clean = site.publish(&["--retract", "--keep", "1"]);
    assert_ne!(clean, corrected);
    assert_eq!(site.releases(), [clean]);
    assert!(site.carried().is_empty());
}

#[test]
fn one_goes_back_release_by_release_and_never_to_what_was_rolled_back() {
    let site = Site::new("publish-rollback");
    let told = ends_with(2, &mut site.command(&["--rollback"]));
    assert!(told.contains("nothing has been published"), "{told}");
    assert!(!site.live.exists(), "a folder that was made for nothing is gone");
    let words = ["子ども", "こども", "児童", "小児"];
    let releases: Vec<String> = (0..3)
        .map(|n| {
            if n > 0 {
                site.say(&format!("{}の医療費", words[n - 1]), &format!("{}の医療費", words[n]));
            }
            site.publish(&[])
        })
        .collect();
    assert_eq!(site.publish(&["--rollback"]), releases[1]);
    assert_eq!(site.publish(&["--rollback"]), releases[0]);
    let told = ends_with(2, &mut site.command(&["--rollback"]));
    assert!(told.contains("nothing to go back to"), "{told}");
    assert_eq!(site.current(), releases[0]);
    // Published anew, what was rolled back is no more on the way back.
    site.say("児童の医療費", "小児の医療費");
    let fourth = site.publish(&[]);
    assert!(fourth.starts_with("000004-"), "{fourth}");
    assert_eq!(site.releases(), [releases[0].clone(), fourth.clone()]);
    // Going back with --retract removes what was public.
    assert_eq!(site.publish(&["--rollback", "--retract"]), releases[0]);
    assert_eq!(site.releases(), [releases[0].clone()]);
}

#[test]
fn so_many_releases_are_kept() {
    let site = Site::new("publish-keep");
    let mut all = Vec::new();
    for n in 0..4 {
        edit(&site.content.join("site.yaml"), "汐見野市", &format!("汐見野市{n}"));
        all.push(site.publish(&["--keep", "3"]));
    }
    assert_eq!(site.releases(), all[1..]);
    ends_with(2, &mut site.command(&["--keep", "0"]));
    // Fewer from now on, without a change.
    site.publish(&["--keep", "1"]);
    assert_eq!(site.releases(), all[3..]);
}

#[test]
fn a_damaged_release_is_neither_published_nor_gone_back_to() {
    let site = Site::new("publish-damage");
    let first = site.publish(&[]);
    site.say("子どもの医療費", "こどもの医療費");
    let second = site.publish(&[]);
    let spoiled = site.live.join("releases").join(&first).join("index.html");
    fs::remove_file(&spoiled).expect("removed");
    let told = ends_with(2, &mut site.command(&["--rollback"]));
    assert!(told.contains("index.html") && told.contains(&first), "{told}");
    fs::write(&spoiled, "x").expect("written");
    let told = ends_with(2, &mut site.command(&["--rollback", "--lang", "ja"]));
    assert!(told.contains("index.html") && told.contains("違います"), "{told}");
    fs::write(spoiled.with_file_name("more.html"), "x").expect("written");
    let told = ends_with(2, &mut site.command(&["--rollback"]));
    assert!(told.contains("more.html is not in manifest.json"), "{told}");
    fs::remove_file(spoiled.with_file_name("manifest.json")).expect("removed");
    let told = ends_with(2, &mut site.command(&["--rollback"]));
    assert!(told.contains("manifest.json cannot be read"), "{told}");
    assert_eq!(site.current(), second);
}

#[test]
fn a_damaged_file_is_not_carried() {
    let site = Site::new("publish-damaged-carry");
    site.publish(&[]);
    let of_search = |file: &String| file.starts_with("assets/search/ja/");
    let shard = own(&site.live.join("current")).into_keys().find(of_search).expect("a shard");
    fs::remove_file(site.live.join("current").join(&shard)).expect("removed");
    fs::write(site.live.join("current").join(&shard), "spoiled").expect("written");
    edit(&site.content.join("site.yaml"), "汐見野市", "新汐見野市");
    site.publish(&[]);
    own(&site.live.join("current"));
}

#[test]
fn only_one_publishes_at_a_time_and_a_lock_ends_with_its_process() {
    let site = Site::new("publish-lock");
    let first = site.publish(&[]);
    let lock = fs::File::options().write(true).open(site.live.join(".kohyo-lock")).expect("the lock");
    lock.lock().expect("locked");
    site.say("子どもの医療費", "こどもの医療費");
    for (language, words) in [("ja", "別の公開作業が進行中です"), ("en", "something else is being published")]
    {
        let told = ends_with(2, &mut site.command(&["--lang", language]));
        assert!(told.contains(words) && told.contains("live"), "{told}");
    }
    ends_with(2, &mut site.command(&["--rollback"]));
    assert_eq!(site.current(), first);
    drop(lock);
    assert_ne!(site.publish(&[]), first);
}

#[test]
fn what_must_not_go_out_stops_publishing_and_leaves_everything_as_it_was() {
    let site = Site::new("publish-strict");
    // A warning is enough, and nothing is left where nothing was.
    let outline = site.content.join("documents/kodomo-iryo/document.yaml");
    let original = fs::read_to_string(&outline).expect("the file");
    fs::write(&outline, format!("{original}relates_to: [nowhere]\n")).expect("written");
    let warned = ends_with(1, &mut site.command(&[]));
    assert!(warned.contains("Nothing is written until"), "{warned}");
    assert!(!site.live.exists());
    fs::write(&outline, &original).expect("written");
    site.publish(&[]);
    let before = tree(&site.live);
    // A draft is not published, with or without flags: there is none that would do it.
    for flag in ["--drafts", "--draft", "--include-drafts", "--no-strict", "--force"] {
        ends_with(2, &mut site.command(&[flag]));
        ends_with(2, kohyo().args(["build", flag]));
    }
    fs::write(&outline, original.replace("status: published", "status: draft")).expect("written");
    site.publish(&["--keep", "9"]);
    assert!(!tree(&site.live.join("current")).keys().any(|file| file.contains("kodomo-iryo")));
    done(&mut site.command(&["--rollback", "--retract"]));
    // A mistake in the theme shows up when pages are made.
    fs::write(&outline, &original).expect("written");
    fs::create_dir_all(site.content.join("theme")).expect("made");
    let theme = site.content.join("theme/home.html");
    fs::write(
        &theme,
        "{% extends \"default/home.html\" %}{% block title %}{{ nothing.at.all }}{% endblock title %}",
    )
    .expect("written");
    let told = ends_with(2, &mut site.command(&[]));
    assert!(told.contains("home.html"), "{told}");
    let mut after = tree(&site.live);
    // The lock says who had it last.
    after.insert(".kohyo-lock".to_owned(), before[".kohyo-lock"].clone());
    assert!(after == before);
}

#[test]
fn a_site_is_no_folder_of_releases() {
    let site = Site::new("publish-site");
    site.publish(&[]);
    let before = own(&site.live.join("current"));
    let mut command = kohyo();
    command.args(["publish", "--content"]).arg(&site.content).arg("--to").arg(site.live.join("current"));
    let told = ends_with(2, &mut command);
    assert!(told.contains("is a site itself"), "{told}");
    assert!(own(&site.live.join("current")) == before);
}

#[test]
fn something_else_in_the_place_of_the_link_is_not_touched() {
    let site = Site::new("publish-foreign");
    fs::create_dir_all(site.live.join("current")).expect("made");
    fs::write(site.live.join("current/thesis.txt"), "mine").expect("written");
    let told = ends_with(2, &mut site.command(&[]));
    assert!(told.contains("current is no link to a release"), "{told}");
    assert_eq!(fs::read_to_string(site.live.join("current/thesis.txt")).expect("still there"), "mine");
    #[cfg(unix)]
    {
        fs::remove_dir_all(site.live.join("current")).expect("removed");
        std::os::unix::fs::symlink("../content", site.live.join("current")).expect("a link");
        ends_with(2, &mut site.command(&[]));
        assert!(site.content.join("site.yaml").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_retraction_that_was_cut_off_is_ended_by_the_next_run() {
    let site = Site::new("publish-cut-off");
    let first = site.publish(&[]);
    site.say("子どもの医療費", "こどもの医療費");
    let second = site.publish(&[]);
    let note = |release: &str| site.live.join("releases").join(format!(".retracted-{release}"));
    // Cut off behind the switch: the release goes. Cut off before it: the release is still public and stays.
    fs::write(note(&first), "").expect("written");
    fs::write(note(&second), "").expect("written");
    fs::create_dir_all(site.live.join("releases/.making/half")).expect("made");
    fs::create_dir_all(site.live.join("releases/.gone-000000-00000000")).expect("made");
    let told = ends_with(2, &mut site.command(&["--rollback"]));
    assert!(told.contains("nothing to go back to"), "{told}");
    assert_eq!(site.releases(), std::slice::from_ref(&second));
    assert_eq!(site.current(), second);
}

#[test]
fn publishing_that_is_killed_leaves_a_whole_site_and_the_next_one_works() {
    let site = Site::new("publish-kill");
    let words = ["子どもの医療費", "こどもの医療費"];
    let wholes = [0, 1].map(|n| {
        if n == 1 {
            site.say(words[0], words[1]);
        }
        built(&site)
    });
    site.publish(&[]);
    let last = kill::at_random_moments(
        100,
        11,
        |n| site.say(words[1 - n % 2], words[n % 2]),
        || site.command(&["--keep", "2"]),
        |n| {
            let now = own(&site.live.join("current"));
            assert!(wholes.contains(&now), "after {n} kills the site is neither the one nor the other");
        },
    );
    let current = site.publish(&["--keep", "2"]);
    assert!(own(&site.live.join("current")) == wholes[last % 2]);
    let left = site.releases();
    assert!(left.len() <= 2 && left.last() == Some(&current), "left behind: {left:?}");
    assert!(left.iter().all(|name| !name.starts_with('.')), "left behind: {left:?}");
    let mut beside: Vec<_> = fs::read_dir(&site.live)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    beside.sort();
    assert_eq!(beside, [".kohyo-lock", "current", "releases"]);
}
