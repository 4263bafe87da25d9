//! Waiting until the disk has what was written, so that a power cut after the switch does not leave half a site.

use std::io;
use std::path::Path;

/// Waits for everything on the file system of a folder, in one call: syncing its files one by one takes much longer.
#[cfg(target_os = "linux")]
pub fn folder(path: &Path) -> io::Result<()> {
    let folder = std::fs::File::open(path).map_err(|e| crate::content::reader::with_path(e, path))?;
    Ok(rustix::fs::syncfs(folder)?)
}

/// No call for one file system here.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn folder(_: &Path) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

/// Folders cannot be synced here; the file system keeps the order of names and contents by its journal.
#[cfg(not(unix))]
pub fn folder(_: &Path) -> io::Result<()> {
    Ok(())
}
