//! Shards: united they are the site that one build makes, byte for byte, and those that do not belong together are
//! refused.

mod scratch;
mod support;

use scratch::Scratch;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::program::{build, done, edit, ends_with, kohyo, tree};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Builds one share of `content` into `<name>` of the scratch folder.
fn shard(scratch: &Scratch, program: &mut Command, content: &Path, share: &str, name: &str) -> PathBuf {
    let output = scratch.join(name);
    done(program.args(["build", "--shard", share, "--content"]).arg(content).arg("--output").arg(&output));
    output
}

fn unite(content: &Path, output: &Path, shards: &[PathBuf]) -> Command {
    let mut command = kohyo();
    command.arg("unite").arg(output).args(shards).arg("--content").arg(content);
    command
}

fn four(scratch: &Scratch, content: &Path) -> Vec<PathBuf> {
    (1..=4).map(|n| shard(scratch, &mut kohyo(), content, &format!("{n}/4"), &format!("shard-{n}"))).collect()
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
    build(&sample(), &scratch.join("whole"));
    let mut shards = four(&scratch, &sample());
    // The order of the shards does not matter.
    shards.rotate_left(1);
    done(&mut unite(&sample(), &scratch.join("out"), &shards));
    assert_same(&scratch.join("whole"), &scratch.join("out"));
    // Once more, over what is there; and more shards than documents.
    done(&mut unite(&sample(), &scratch.join("out"), &shards));
    assert_same(&scratch.join("whole"), &scratch.join("out"));
    let many: Vec<PathBuf> = (1..=12)
        .map(|n| shard(&scratch, &mut kohyo(), &sample(), &format!("{n}/12"), &format!("many-{n}")))
        .collect();
    done(&mut unite(&sample(), &scratch.join("out"), &many));
    assert_same(&scratch.join("whole"), &scratch.join("out"));
    // Published, they are a release like any other.
    let live = scratch.join("live");
    done(
        kohyo()
            .args(["publish", "--content"])
            .arg(sample())
            .arg("--to")
            .arg(&live)
            .arg("--from")
            .args(&shards),
    );
    assert_same(&scratch.join("whole"), &live.join("current"));
}

#[test]
fn a_shard_is_no_site_and_a_site_no_shard() {
    let scratch = Scratch::new("shards-marks");
    let one = shard(&scratch, &mut kohyo(), &sample(), "1/2", "one");
    assert!(!one.join("manifest.json").exists() && !one.join("index.html").exists());
    build(&sample(), &scratch.join("site"));
    let before = tree(&scratch.join("site"));
    let told = ends_with(
        2,
        kohyo()
            .args(["build", "--shard", "1/2", "--content"])
            .arg(sample())
            .arg("--output")
            .arg(scratch.join("site")),
    );
    assert!(told.contains("holds something else"), "{told}");
    assert!(tree(&scratch.join("site")) == before);
    ends_with(2, kohyo().args(["build", "--content"]).arg(sample()).arg("--output").arg(&one));
    // Without a folder of its own a shard would go where the site is.
    for share in ["0/2", "3/2", "1", "x/y"] {
        ends_with(
            2,
            kohyo()
                .args(["build", "--shard", share, "--content"])
                .arg(sample())
                .arg("--output")
                .arg(scratch.join("x")),
        );
    }
    ends_with(2, kohyo().args(["build", "--shard", "1/2", "--content"]).arg(sample()));
}

#[test]
fn shards_that_do_not_belong_together_are_refused_by_name() {
    let scratch = Scratch::new("shards-refused");
    let content = scratch.join("content");
    scratch::copy(&sample(), &content);
    let shards = four(&scratch, &content);
    let refused = |shards: &[PathBuf], words: [&str; 2]| {
        for (language, words) in ["ja", "en"].into_iter().zip(words) {
            let told = ends_with(2, unite(&content, &scratch.join("out"), shards).args(["--lang", language]));
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
    let third = shard(&scratch, &mut kohyo(), &content, "3/5", "third-of-five");
    refused(&with(2, third), ["third-of-five は 5 分割", "third-of-five is one of 5"]);
    let mut elsewhere = kohyo();
    elsewhere.args(["build", "--base-url", "https://elsewhere.example/", "--shard", "3/4", "--content"]);
    let other = scratch.join("elsewhere");
    done(elsewhere.arg(&content).arg("--output").arg(&other));
    refused(&with(2, other), ["別の指定", "other flags"]);
    // The same program with a byte more is another build.
    let program = scratch.join("kohyo-other");
    let mut bytes = fs::read(env!("CARGO_BIN_EXE_kohyo")).expect("the program");
    bytes.push(0);
    fs::copy(env!("CARGO_BIN_EXE_kohyo"), &program).expect("copied");
    fs::write(&program, bytes).expect("written");
    let other = shard(&scratch, &mut Command::new(&program), &content, "3/4", "other-build");
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
