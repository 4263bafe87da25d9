//! `build`: checks the content, renders the whole site, replaces the output all or nothing.

use super::language::Words;
use super::site::{self, Making};
use super::{Failure, Outcome};
use crate::make;
use crate::output::Stage;
use crate::pipeline::Clock;
use crate::plan::Finished;
use std::path::{Path, PathBuf};
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
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let Some(mut ready) = arguments.making.ready(arguments.strict, words)? else {
        return Ok(Outcome::ContentHasErrors);
    };
    let mut clock = Clock::start();
    let stage = Stage::begin(&arguments.output).map_err(|e| site::staging(e, words))?;
    let made = site::making(ready.documents(), words, |options| {
        make::whole(&ready.publication()?, stage.folder(), options)
    });
    clock.lap("render+write");
    let finished = match made {
        Ok(finished) => finished,
        Err(error) => {
            stage.abandon()?;
            return Err(error.into());
        }
    };
    let counts = stage.folder().counts();
    stage.finish()?;
    clock.lap("exchange");
    if arguments.making.timings {
        ready.prepared.timings.append(&mut clock.laps);
        site::timings(&ready.prepared.timings, begun.elapsed());
    }
    summary(&finished, counts, begun.elapsed(), &arguments.output, words);
    Ok(Outcome::Done)
}

fn summary(
    finished: &[Finished],
    (kept, written): (usize, usize),
    took: Duration,
    folder: &Path,
    words: Words,
) {
    let pages = finished.iter().filter(|f| f.address.file().ends_with(".html")).count();
    let bytes: u64 = finished.iter().map(|f| f.length).sum();
    let (megabytes, seconds) = (bytes as f64 / 1e6, took.as_secs_f64());
    let folder = folder.display();
    match words {
        Words::Japanese => eprintln!(
            "{pages} ページ、{} ファイル（{megabytes:.1} MB）を {seconds:.2} 秒で {folder} に書き出しました（変更 {written}、そのまま {kept}）。",
            finished.len()
        ),
        Words::English => eprintln!(
            "{pages} pages, {} files ({megabytes:.1} MB) written to {folder} in {seconds:.2} s ({written} changed, {kept} kept).",
            finished.len()
        ),
    }
}
