//! Shards: united they are the site that one build makes, byte for byte, and those that do not belong together are
//! refused.

mod scratch;
mod support;

use scratch::Scratch;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::program::{build, build_without_pdf, done, edit, ends_with, kohyo, tree};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// PDF files are files like others; where they are not what is looked at they only take time.
const QUICK: &[&str] = &["--no-pdf"];

/// Builds one share of `content` into `<name>` of the scratch folder.
fn shard(scratch: &Scratch, content: &Path, share: &str, name: &str, flags: &[&str]) -> PathBuf {
    shard_by(&mut kohyo(), scratch, content, share, name, flags)
}

fn shard_by(
    program: &mut Command,
    scratch: &Scratch,
    content: &Path,
    share: &str,
    name: &str,
    flags: &[&str],
) -> PathBuf {
    let output = scratch.join(name);
    program.args(["build", "--shard", share]).args(flags).arg("--content").arg(content);
    done(program.arg("--output").arg(&output));
    output
}

fn unite(content: &Path, output: &Path, shards: &[PathBuf], flags: &[&str]) -> Command {
    let mut command = kohyo();
    command.arg("unite").arg(output).args(shards).args(flags).arg("--content").arg(content);
    command
}

fn four(scratch: &Scratch, content: &Path, flags: &[&str]) -> Vec<PathBuf> {
    (1..=4).map(|n| shard(scratch, content, &format!("{n}/4"), &format!("shard-{n}"), flags)).collect()
}

fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (tree(one), tree(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

#[test]
fn united_shards_are_the_site_that_one_build_makes() {
    let scratch = Scratch::new("shards");
    let (whole, out) = (scratch.join("whole"), scratch.join("out"));
    build(&sample(), &whole);
    let mut shards = four(&scratch, &sample(), &[]);
    // The order of the shards does not matter.
    shards.rotate_left(1);
    done(&mut unite(&sample(), &out, &shards, &[]));
    assert_same(&whole, &out);
    // Once more, over what is there.
    done(&mut unite(&sample(), &out, &shards, &[]));
    assert_same(&whole, &out);
    // Published, they are a release like any other.
    let live = scratch.join("live");
    let mut publish = kohyo();
    publish.args(["publish", "--content"]).arg(sample()).arg("--to").arg(&live);
    done(publish.arg("--from").args(&shards));
    assert_same(&whole, &live.join("current"));
}

#[test]
fn there_may_be_more_shards_than_documents() {
    let scratch = Scratch::new("shards-many");
    let many: Vec<PathBuf> = (1..=12)
        .map(|n| shard(&scratch, &sample(), &format!("{n}/12"), &format!("many-{n}"), QUICK))
        .collect();
    done(&mut unite(&sample(), &scratch.join("out"), &many, QUICK));
    build_without_pdf(&sample(), &scratch.join("whole"));
    assert_same(&scratch.join("whole"), &scratch.join("out"));
}

#[test]
fn a_shard_is_no_site_and_a_site_no_shard() {
    let scratch = Scratch::new("shards-marks");
    let one = shard(&scratch, &sample(), "1/2", "one", QUICK);
    assert!(!one.join("manifest.json").exists() && !one.join("index.html").exists());
    let site = scratch.join("site");
    build_without_pdf(&sample(), &site);
    let before = tree(&site);
    let build = |share: &[&str], output: &[&Path]| {
        let mut command = kohyo();
        command.arg("build").args(share).args(QUICK).arg("--content").arg(sample());
        for output in output {
            command.arg("--output").arg(output);
        }
        ends_with(2, &mut command)
    };
    let told = build(&["--shard", "1/2"], &[&site]);
    assert!(told.contains("holds something else"), "{told}");
    assert!(tree(&site) == before);
    build(&[], &[&one]);
    for share in ["0/2", "3/2", "1", "x/y"] {
        build(&["--shard", share], &[&scratch.join("x")]);
    }
    // Without a folder of its own a shard would go where the site is.
    build(&["--shard", "1/2"], &[]);
}

#[test]
fn shards_that_do_not_belong_together_are_refused_by_name() {
    let scratch = Scratch::new("shards-refused");
    let content = scratch.join("content");
    scratch::copy(&sample(), &content);
    let shards = four(&scratch, &content, QUICK);
    let refused = |shards: &[PathBuf], words: [&str; 2]| {
        for (language, words) in ["ja", "en"].into_iter().zip(words) {
            let told =
                ends_with(2, unite(&content, &scratch.join("out"), shards, QUICK).args(["--lang", language]));
            assert!(told.contains(words), "{words}: {told}");
            assert!(!scratch.join("out").exists());
        }
    };
    let with = |n: usize, other: PathBuf| {
        let mut all = shards.clone();
        all[n] = other;
        all
    };
    refused(&shards[1..3], ["足りません: 1/4、4/4", "missing: 1/4, 4/4"]);
    refused(&[&shards[..], &shards[..1]].concat(), ["1 番目の分割出力", "both shard 1"]);
    refused(&with(2, content.clone()), ["content は分割出力ではない", "content is no shard"]);
    let third = shard(&scratch, &content, "3/5", "third-of-five", QUICK);
    refused(&with(2, third), ["third-of-five は 5 分割", "third-of-five is one of 5"]);
    let elsewhere = [QUICK, &["--base-url", "https://elsewhere.example/"]].concat();
    let other = shard(&scratch, &content, "3/4", "elsewhere", &elsewhere);
    refused(&with(2, other), ["別の指定", "other flags"]);
    // The same program with a byte more is another build.
    let program = scratch.join("kohyo-other");
    let mut bytes = fs::read(env!("CARGO_BIN_EXE_kohyo")).expect("the program");
    bytes.push(0);
    fs::copy(env!("CARGO_BIN_EXE_kohyo"), &program).expect("copied");
    fs::write(&program, bytes).expect("written");
    let other = shard_by(&mut Command::new(&program), &scratch, &content, "3/4", "other-build", QUICK);
    refused(&with(2, other), ["別のビルド", "another build of kohyo"]);
    // A file of a shard that was spoiled on the way.
    let name = tree(&shards[1]).into_keys().find(|name| name.ends_with(".html")).expect("a page");
    let page = shards[1].join(name);
    let original = fs::read(&page).expect("a page");
    fs::write(&page, "spoiled").expect("written");
    refused(&shards, ["記録と違います", "is not what the record"]);
    fs::remove_file(&page).expect("removed");
    refused(&shards, ["記録と違います", "is not what the record"]);
    fs::write(&page, original).expect("written");
    // Content that changed since.
    edit(&content.join("site.yaml"), "title:", "# later\ntitle:");
    refused(&shards, ["別の内容", "other content"]);
}
