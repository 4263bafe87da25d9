//! `publish`: builds strictly into a new release and makes it current in one step; or goes back to the one before.

mod trouble;

use super::language::Words;
use super::site::{self, Extent, Making};
use super::{Failure, Outcome, unite, values};
use crate::make;
use crate::pipeline::Clock;
use crate::plan::Finished;
use crate::publish::{self, Order, Published, Release, Releases, RolledBack};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use trouble::{shown, told};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    making: Making,
    /// The folder of the releases; the web server hands out DIR/current.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Unites these shards of `build --shard` instead of building.
    #[arg(long, value_name = "SHARD", num_args = 1..)]
    from: Vec<PathBuf>,
    /// How many releases are kept, the current one included.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = values::number::<1>)]
    keep: u16,
    /// Goes back to the release before the current one; nothing is built.
    #[arg(long, conflicts_with_all = ["keep", "from", "content", "base_url"])]
    rollback: bool,
    /// The release that was current is removed with everything in it, and cannot be gone back to.
    #[arg(long)]
    retract: bool,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let releases = Releases::open(&arguments.to).map_err(|t| told(t, words))?;
    let outcome = if arguments.rollback {
        rollback(&releases, arguments, words)
    } else {
        publish(&releases, arguments, words)
    };
    if !matches!(outcome, Ok(Outcome::Done)) {
        releases.leave();
    }
    outcome
}

fn rollback(releases: &Releases, arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let done = publish::rollback(releases, arguments.retract).map_err(|t| told(t, words))?;
    rolled_back(&done, arguments, words);
    Ok(Outcome::Done)
}

fn publish(releases: &Releases, arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let Some(ready) = arguments.making.ready(true, words)? else {
        return Ok(Outcome::ContentHasErrors);
    };
    let mut ready = ready.wary();
    let order = Order { keep: arguments.keep.into(), retract: arguments.retract };
    let shards = match &arguments.from[..] {
        [] => None,
        folders => Some(unite::read(folders, &ready, &arguments.making, words)?),
    };
    let mut clock = Clock::start();
    let done = publish::publish(releases, order, &mut clock, |folder| match shards {
        Some(shards) => unite::unite(shards, &ready, folder, words),
        None => site::with_progress(ready.documents(), words, |options| {
            make::whole(&ready.publication()?, folder, options)
        }),
    });
    let (published, finished) = done.map_err(|t| told(t, words))?;
    if arguments.making.timings {
        ready.prepared.timings.append(&mut clock.laps);
        site::timings(&ready.prepared.timings, begun.elapsed());
    }
    if published.unchanged {
        unchanged(&published, words);
    } else {
        summary(&published, &finished, begun.elapsed(), arguments, words);
    }
    Ok(Outcome::Done)
}

fn unchanged(published: &Published, words: Words) {
    let release = &published.release;
    match words {
        Words::Japanese => eprintln!("変更がないので、{release} をそのまま公開しています。"),
        Words::English => eprintln!("Nothing has changed: {release} stays public."),
    }
    cleared(published.removed, words);
}

fn cleared(removed: usize, words: Words) {
    match (removed, words) {
        (0, _) => {}
        (_, Words::Japanese) => eprintln!("古い公開分を {removed} 件削除しました。"),
        (1, Words::English) => eprintln!("1 older release removed."),
        (_, Words::English) => eprintln!("{removed} older releases removed."),
    }
}

fn summary(
    published: &Published,
    finished: &[Finished],
    took: Duration,
    arguments: &Arguments,
    words: Words,
) {
    let Published { release, counts: (kept, written), carried, .. } = published;
    let Extent { pages, files, .. } = Extent::of(finished);
    let seconds = took.as_secs_f64();
    let folder = shown(&arguments.to.join("current"));
    match words {
        Words::Japanese => eprintln!(
            "{release} を公開しました（{folder}）。{pages} ページ、{files} ファイル（変更 {written}、そのまま {kept}、前の公開分から引き継ぎ {carried}）、{seconds:.2} 秒。"
        ),
        Words::English => eprintln!(
            "{release} is public ({folder}): {pages} pages, {files} files ({written} changed, {kept} kept, {carried} carried from before), {seconds:.2} s."
        ),
    }
    cleared(published.removed, words);
    if let Some(replaced) = published.replaced.as_ref().filter(|_| arguments.retract) {
        retracted(replaced, words);
    }
    way_back(published.before.as_ref(), words);
}

fn rolled_back(done: &RolledBack, arguments: &Arguments, words: Words) {
    let RolledBack { from, to, before } = done;
    match words {
        Words::Japanese => eprintln!("{from} から {to} に戻しました。"),
        Words::English => eprintln!("Gone back from {from} to {to}."),
    }
    if arguments.retract {
        retracted(from, words);
    }
    way_back(before.as_ref(), words);
}

fn retracted(release: &Release, words: Words) {
    match words {
        Words::Japanese => eprintln!("{release} は取り下げ、中のファイルも含めて削除しました。"),
        Words::English => eprintln!("{release} is retracted: it was removed with everything in it."),
    }
}

fn way_back(before: Option<&Release>, words: Words) {
    match (before, words) {
        (Some(before), Words::Japanese) => eprintln!("--rollback で {before} に戻せます。"),
        (Some(before), Words::English) => eprintln!("--rollback would lead to {before}."),
        (None, Words::Japanese) => eprintln!("これより前の公開分はありません。"),
        (None, Words::English) => eprintln!("There is no release before it."),
    }
}
