//! The link to the current release, and how it is turned to another in one step.

use super::Trouble;
use crate::content::reader::with_path;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The name of the link.
const NAME: &str = "current";

/// Where the link of a folder is.
pub fn path(root: &Path) -> PathBuf {
    root.join(NAME)
}

/// Where the link is made before it takes its name.
fn waiting(root: &Path) -> PathBuf {
    root.join(".current.kohyo-next")
}

/// What the link leads to, as it is written in it. Errors: something else has its name.
pub fn read(root: &Path) -> Result<Option<PathBuf>, Trouble> {
    let link = path(root);
    match fs::symlink_metadata(&link) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(with_path(error, &link).into()),
        Ok(meta) if meta.is_symlink() => Ok(Some(fs::read_link(&link).map_err(|e| with_path(e, &link))?)),
        Ok(_) => Err(Trouble::Foreign(link)),
    }
}

/// Turns the link to `target`, a path relative to `root`: whoever follows it comes to the one or the other, and never to
/// nothing.
pub fn turn(root: &Path, target: &Path) -> Result<(), Trouble> {
    let (next, link) = (waiting(root), path(root));
    unlink(&next)?;
    make(target, &next).map_err(|e| Trouble::NoLink(link.clone(), e))?;
    Ok(replace(&next, &link).map_err(|e| with_path(e, &link))?)
}

/// Puts right what was cut off: a link that waits to take its name does so where there is none, and goes otherwise.
pub fn recover(root: &Path) -> io::Result<()> {
    let (next, link) = (waiting(root), path(root));
    if fs::symlink_metadata(&next).is_ok() && fs::symlink_metadata(&link).is_err() && !cfg!(unix) {
        return fs::rename(&next, &link).map_err(|e| with_path(e, &link));
    }
    unlink(&next)
}

#[cfg(unix)]
fn make(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(unix)]
fn replace(next: &Path, link: &Path) -> io::Result<()> {
    fs::rename(next, link)
}

#[cfg(unix)]
fn unlink(link: &Path) -> io::Result<()> {
    match fs::remove_file(link) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(with_path(error, link)),
        _ => Ok(()),
    }
}

/// Windows makes links for administrators and in developer mode only.
#[cfg(windows)]
fn make(target: &Path, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_dir(target, link)
}

/// Windows does not rename over a folder in every version, and a link to a folder counts as one there. Where it does
/// not, there is a moment without a link; should it be cut off in that moment, the next run ends it.
#[cfg(windows)]
fn replace(next: &Path, link: &Path) -> io::Result<()> {
    fs::rename(next, link).or_else(|_| {
        unlink(link)?;
        fs::rename(next, link)
    })
}

#[cfg(windows)]
fn unlink(link: &Path) -> io::Result<()> {
    match fs::remove_dir(link) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(with_path(error, link)),
        _ => Ok(()),
    }
}
