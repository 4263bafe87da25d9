//! A new folder beside the target, which takes its place when it is whole.

use super::beside::{beside, remove};
use super::{Folder, Mark};
use crate::content::reader::with_path;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why an output cannot be made.
#[derive(Debug)]
pub enum StageError {
    /// There is something at the target that is no output of this program.
    Foreign(PathBuf),
    /// The folder above the target or the target itself cannot be written.
    Io(io::Error),
}

impl From<io::Error> for StageError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The folder that will take the place of a target.
pub struct Stage {
    target: PathBuf,
    folder: Folder,
}

impl Stage {
    /// Begins a folder for `target`, which is to have that mark. Takes away what an interrupted run left beside it.
    ///
    /// Errors: the target is a folder with something else in it, a file, or cannot be read.
    pub fn begin(target: &Path, mark: Mark) -> Result<Self, StageError> {
        super::exchange::recover(target)?;
        if target.exists() && !is_own(target, mark)? {
            return Err(StageError::Foreign(target.to_owned()));
        }
        let folder = beside(target, "next");
        remove(&folder)?;
        let folder = Folder::make(folder, Some(target.to_owned()))?;
        Ok(Self { target: target.to_owned(), folder })
    }

    /// What is to be filled.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Takes the place of the target. Until then the target is as it was.
    pub fn finish(self) -> io::Result<()> {
        super::exchange(self.folder.path(), &self.target)
    }

    /// Gives up: the target stays as it was.
    pub fn abandon(self) -> io::Result<()> {
        remove(self.folder.path())
    }
}

/// True for a folder that is empty or has the mark.
fn is_own(target: &Path, mark: Mark) -> io::Result<bool> {
    if !target.is_dir() {
        return Ok(false);
    }
    let empty = fs::read_dir(target).map_err(|e| with_path(e, target))?.next().is_none();
    Ok(empty || has_mark(target, mark))
}

/// True for a folder that has the mark of a site or of a part of one.
pub fn is_output(folder: &Path) -> bool {
    [super::SITE, super::SHARD].into_iter().any(|mark| has_mark(folder, mark))
}

fn has_mark(folder: &Path, mark: Mark) -> bool {
    fs::read(folder.join(mark.name)).is_ok_and(|bytes| bytes.starts_with(mark.begins))
}
