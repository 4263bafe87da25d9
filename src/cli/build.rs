//! `build`: checks the content, renders the whole site or a share of its documents, replaces the output all or nothing.

use super::language::Words;
use super::site::{self, Extent, Making, Ready};
use super::{Failure, Outcome};
use crate::make;
use crate::output::{SHARD, SITE, Stage};
use crate::pipeline::Clock;
use crate::plan::MakeError;
use crate::shard::{Record, Share};
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    making: Making,
    /// The folder the site is written to.
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
    /// Makes only this share of the documents, for `unite`.
    #[arg(long, value_name = "I/N", requires = "output")]
    shard: Option<Share>,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let Some(mut ready) = arguments.making.ready(arguments.strict, words)? else {
        return Ok(Outcome::ContentHasErrors);
    };
    let mut clock = Clock::start();
    let mark = if arguments.shard.is_some() { SHARD } else { SITE };
    let stage = Stage::begin(&arguments.output, mark).map_err(|e| site::staging(e, words))?;
    let made = match arguments.shard {
        Some(share) => shard(share, &ready, arguments, &stage, words),
        None => whole(&ready, &stage, words),
    };
    clock.lap("render+write");
    let extent = match made {
        Ok(extent) => extent,
        Err(error) => {
            stage.abandon()?;
            return Err(error.into());
        }
    };
    let counts = stage.folder().counts();
    stage.finish()?;
    ready.tidy();
    clock.lap("exchange");
    if arguments.making.timings {
        ready.prepared.timings.append(&mut clock.laps);
        site::timings(&ready.prepared.timings, begun.elapsed());
    }
    summary(&extent, counts, begun.elapsed(), arguments, words);
    Ok(Outcome::Done)
}

fn whole(ready: &Ready, stage: &Stage, words: Words) -> Result<Extent, MakeError> {
    let finished = site::making(ready.documents(), words, |options| {
        make::whole(&ready.publication()?, stage.folder(), options)
    })?;
    Ok(Extent::of(&finished))
}

/// The documents of a share, and the record that unites them with the others.
fn shard(
    share: Share,
    ready: &Ready,
    arguments: &Arguments,
    stage: &Stage,
    words: Words,
) -> Result<Extent, MakeError> {
    let publication = ready.publication()?;
    let documents = share.documents(publication.site);
    let parts = site::making(documents.len(), words, |options| {
        make::documents(&publication, &documents, stage.folder(), options)
    })?;
    let extent = Extent::of(&parts.finished);
    Record::write(stage.folder().path(), share, ready.identity(&arguments.making)?, parts)?;
    Ok(extent)
}

fn summary(
    extent: &Extent,
    (kept, written): (usize, usize),
    took: Duration,
    arguments: &Arguments,
    words: Words,
) {
    let Extent { pages, files, megabytes } = extent;
    let (folder, seconds) = (arguments.output.display(), took.as_secs_f64());
    let share = arguments.shard.map_or(String::new(), |share| match words {
        Words::Japanese => format!("{share} の分割出力: "),
        Words::English => format!("Shard {share}: "),
    });
    match words {
        Words::Japanese => eprintln!(
            "{share}{pages} ページ、{files} ファイル（{megabytes:.1} MB）を {seconds:.2} 秒で {folder} に書き出しました（変更 {written}、そのまま {kept}）。"
        ),
        Words::English => eprintln!(
            "{share}{pages} pages, {files} files ({megabytes:.1} MB) written to {folder} in {seconds:.2} s ({written} changed, {kept} kept)."
        ),
    }
}
