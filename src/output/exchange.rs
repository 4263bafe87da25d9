//! Puts a finished folder in the place of another, so that whoever looks sees the one or the other whole.
//!
//! Where the system can exchange two names (Linux, macOS) it is one step. Elsewhere it is two renames; the next run
//! finds what was interrupted between them and puts it right.

use super::beside::{beside, remove};
use crate::content::reader::with_path;
use std::fs;
use std::io;
use std::path::Path;

/// Puts `folder` in the place of `target` and removes what was there.
pub fn exchange(folder: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(folder, target).map_err(|e| with_path(e, target));
    }
    if swap(folder, target).is_ok() {
        return remove(folder);
    }
    let old = beside(target, "old");
    remove(&old)?;
    fs::rename(target, &old).map_err(|e| with_path(e, target))?;
    fs::rename(folder, target).map_err(|e| with_path(e, target))?;
    remove(&old)
}

/// Puts right what an interrupted run left: without a target the old folder is the last whole one.
pub fn recover(target: &Path) -> io::Result<()> {
    let old = beside(target, "old");
    if old.exists() && !target.exists() {
        fs::rename(&old, target).map_err(|e| with_path(e, target))?;
    }
    remove(&old)
}

/// Exchanges two names in one step.
#[cfg(any(target_os = "linux", target_os = "macos", target_os = "ios", target_os = "android"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// No such step here: the caller renames twice.
#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "ios", target_os = "android")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
