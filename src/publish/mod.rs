//! Publishing (公表): finished sites as releases in a folder, one of them current, switched in one atomic step.
//!
//!     DIR/current ─▶ DIR/releases/000008-3f2a9c1b/      what the web server hands out
//!                    DIR/releases/000007-…              kept, so that one can go back
//!
//! The order of releases is that of their numbers. Those behind the current one are not part of it: they were rolled
//! back, or their publishing was cut off before the switch; the next publishing clears them away. `releases` is the
//! folder, `link` the switch, `lock` keeps others out, `carry` keeps files that open pages may still ask for, `verify`
//! compares a release with its manifest.

mod carry;
mod durable;
mod link;
mod lock;
mod releases;
mod trouble;
mod verify;

pub use releases::{Release, Releases};
pub use trouble::Trouble;
pub use verify::Damage;

use crate::output::Folder;
use crate::pipeline::Clock;
use crate::plan::MakeError;

/// What to do beside publishing.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// How many releases are kept, the current one included.
    pub keep: usize,
    /// The release that is replaced is removed, and nothing of it is carried.
    pub retract: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Published {
    /// The current release.
    pub release: Release,
    /// The one it took the place of.
    pub replaced: Option<Release>,
    /// Nothing was published: the current release has these files already.
    pub unchanged: bool,
    /// How many files are those of the release before, and how many were written.
    pub counts: (usize, usize),
    /// How many files of earlier releases were carried.
    pub carried: usize,
    /// How many releases were removed at the end.
    pub removed: usize,
    /// Where a rollback would lead now.
    pub before: Option<Release>,
}

/// Publishes what `make` puts into a folder. Until the switch everything is as it was, whatever goes wrong.
pub fn publish<T>(
    releases: &Releases,
    order: Order,
    clock: &mut Clock,
    make: impl FnOnce(&Folder) -> Result<T, MakeError>,
) -> Result<(Published, T), Trouble> {
    let replaced = releases.current()?;
    let folder = releases.begin(replaced.as_ref())?;
    let made = make(&folder).map_err(Trouble::from);
    clock.lap("render+write");
    let done = made.and_then(|made| Ok((finish(releases, order, clock, &folder, replaced)?, made)));
    if done.is_err() {
        releases.discard(&folder)?;
    }
    done
}

/// From a made folder to the current release.
fn finish(
    releases: &Releases,
    order: Order,
    clock: &mut Clock,
    folder: &Folder,
    replaced: Option<Release>,
) -> Result<Published, Trouble> {
    let before = replaced.as_ref().map(|release| releases.path(release));
    let entries = verify::manifest(folder.path())?;
    if let (Some(release), Some(path), false) = (&replaced, &before, order.retract)
        && verify::is_whole(path, &entries)
    {
        let release = release.clone();
        releases.discard(folder)?;
        return unchanged(releases, release);
    }
    let carried = match before.filter(|_| !order.retract) {
        Some(before) => carry::into(folder, entries, &before)?,
        None => 0,
    };
    clock.lap("carry");
    verify::folder(folder.path())?;
    clock.lap("verify");
    let release = releases.adopt(folder, replaced.as_ref())?;
    let retracted = replaced.as_ref().filter(|_| order.retract);
    if let Err(trouble) = releases.switch(&release, retracted) {
        releases.remove(&release)?;
        return Err(trouble);
    }
    releases.settle(retracted)?;
    clock.lap("switch");
    let removed = releases.prune(&release, order.keep)?;
    clock.lap("clear");
    let before = releases.before(&release)?;
    Ok(Published { release, replaced, unchanged: false, counts: folder.counts(), carried, removed, before })
}

fn unchanged(releases: &Releases, release: Release) -> Result<Published, Trouble> {
    let before = releases.before(&release)?;
    Ok(Published { release, replaced: None, unchanged: true, counts: (0, 0), carried: 0, removed: 0, before })
}

/// What a rollback came to.
#[derive(Debug)]
pub struct RolledBack {
    /// The release that was current.
    pub from: Release,
    /// The release that is current now.
    pub to: Release,
    /// Where the next rollback would lead.
    pub before: Option<Release>,
}

/// Makes the release before the current one current again; `retract` removes the one that was.
pub fn rollback(releases: &Releases, retract: bool) -> Result<RolledBack, Trouble> {
    let from = releases.current()?.ok_or(Trouble::NothingPublished)?;
    let to = releases.before(&from)?.ok_or_else(|| Trouble::NothingBefore(from.clone()))?;
    verify::folder(&releases.path(&to))?;
    let retracted = Some(&from).filter(|_| retract);
    releases.switch(&to, retracted)?;
    releases.settle(retracted)?;
    let before = releases.before(&to)?;
    Ok(RolledBack { from, to, before })
}
