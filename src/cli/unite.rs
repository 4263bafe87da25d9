//! `unite`: joins the shards that `build --shard` made, and makes what depends on all of them.

use super::language::Words;
use super::site::{self, Extent, Making, Ready};
use super::{Failure, Outcome};
use crate::output::{Folder, SITE, Stage};
use crate::pipeline::Clock;
use crate::plan::{Finished, MakeError};
use crate::shard::{Shards, Trouble};
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder the site is written to.
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// The folders that `build --shard` wrote, in any order.
    #[arg(value_name = "SHARD", required = true)]
    shards: Vec<PathBuf>,
    #[command(flatten)]
    making: Making,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let Some(mut ready) = arguments.making.ready(arguments.strict, words)? else {
        return Ok(Outcome::ContentHasErrors);
    };
    let mut clock = Clock::start();
    let shards = read(&arguments.shards, &ready, &arguments.making, words)?;
    clock.lap("read shards");
    let stage = Stage::begin(&arguments.output, SITE).map_err(|e| site::staging(e, words))?;
    let made = unite(shards, &ready, stage.folder(), words);
    clock.lap("unite");
    let finished = match made {
        Ok(finished) => finished,
        Err(error) => {
            stage.abandon()?;
            return Err(error.into());
        }
    };
    stage.finish()?;
    clock.lap("exchange");
    if arguments.making.timings {
        ready.prepared.timings.append(&mut clock.laps);
        site::timings(&ready.prepared.timings, begun.elapsed());
    }
    summary(&finished, begun.elapsed(), arguments, words);
    Ok(Outcome::Done)
}

/// Reads shards of the site that would be made now. Errors: they do not belong to it, or one is missing.
pub fn read(folders: &[PathBuf], ready: &Ready, making: &Making, words: Words) -> Result<Shards, Failure> {
    Shards::read(folders, &ready.identity(making)?).map_err(|trouble| Failure(told(trouble, words)))
}

/// Unites shards in a folder.
pub fn unite(
    shards: Shards,
    ready: &Ready,
    folder: &Folder,
    words: Words,
) -> Result<Vec<Finished>, MakeError> {
    let united = shards.unite(&ready.publication()?, folder);
    united.map_err(|trouble| MakeError(told(trouble, words)))
}

fn summary(finished: &[Finished], took: Duration, arguments: &Arguments, words: Words) {
    let Extent { pages, files, megabytes } = Extent::of(finished);
    let (folder, seconds, shards) = (arguments.output.display(), took.as_secs_f64(), arguments.shards.len());
    match words {
        Words::Japanese => eprintln!(
            "分割出力 {shards} 件をまとめ、{pages} ページ、{files} ファイル（{megabytes:.1} MB）を {seconds:.2} 秒で {folder} に書き出しました。"
        ),
        Words::English => eprintln!(
            "{shards} shards united: {pages} pages, {files} files ({megabytes:.1} MB) written to {folder} in {seconds:.2} s."
        ),
    }
}

fn told(trouble: Trouble, words: Words) -> String {
    match words {
        Words::Japanese => japanese(trouble),
        Words::English => english(trouble),
    }
}

fn japanese(trouble: Trouble) -> String {
    match trouble {
        Trouble::NoShard(folder) => format!(
            "{} は分割出力ではないか、記録が壊れています。build --shard で作り直してください",
            folder.display()
        ),
        Trouble::Program(folder) => format!(
            "{} は別のビルドの kohyo で作られています。すべての分割出力と unite に同じプログラムを使ってください",
            folder.display()
        ),
        Trouble::Content(folder) => format!(
            "{} は今の内容とは別の内容から作られています。同じ状態の内容から作り直してください",
            folder.display()
        ),
        Trouble::Settings(folder) => format!(
            "{} は別の指定（--base-url など）で作られています。すべてに同じ指定を付けてください",
            folder.display()
        ),
        Trouble::Count(folder, own, first) => format!(
            "{} は {own} 分割のもので、ほかは {first} 分割です。分割の数をそろえてください",
            folder.display()
        ),
        Trouble::Double(one, other, number) => format!(
            "{} と {} は、どちらも {number} 番目の分割出力です。一方を外してください",
            one.display(),
            other.display()
        ),
        Trouble::Missing(numbers, of) => {
            let all: Vec<String> = numbers.iter().map(|n| format!("{n}/{of}")).collect();
            format!("分割出力が足りません: {}", all.join("、"))
        }
        Trouble::Damaged(file) => {
            format!("{} が記録と違います。その分割出力を build --shard で作り直してください", file.display())
        }
        Trouble::Make(error) => error.to_string(),
    }
}

fn english(trouble: Trouble) -> String {
    match trouble {
        Trouble::NoShard(folder) => format!(
            "{} is no shard, or its record is damaged; make it again with build --shard",
            folder.display()
        ),
        Trouble::Program(folder) => format!(
            "{} was made by another build of kohyo; use the same program for all shards and for unite",
            folder.display()
        ),
        Trouble::Content(folder) => format!(
            "{} was made from other content than there is now; make it again from the same state",
            folder.display()
        ),
        Trouble::Settings(folder) => format!(
            "{} was made with other flags (such as --base-url); give all of them the same",
            folder.display()
        ),
        Trouble::Count(folder, own, first) => format!(
            "{} is one of {own} shards, the others are of {first}; divide into the same number",
            folder.display()
        ),
        Trouble::Double(one, other, number) => {
            format!("{} and {} are both shard {number}; leave one out", one.display(), other.display())
        }
        Trouble::Missing(numbers, of) => {
            let all: Vec<String> = numbers.iter().map(|n| format!("{n}/{of}")).collect();
            format!("shards are missing: {}", all.join(", "))
        }
        Trouble::Damaged(file) => format!(
            "{} is not what the record of its shard says; make the shard again with build --shard",
            file.display()
        ),
        Trouble::Make(error) => error.to_string(),
    }
}
