//! A new folder beside the target. A file that is the same as in the target is linked, not written.

use super::MARK;
use crate::content::reader::with_path;
use crate::plan::{Address, Finished};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// A folder in the making.
pub struct Stage {
    target: PathBuf,
    folder: PathBuf,
    kept: AtomicUsize,
    written: AtomicUsize,
}

impl Stage {
    /// Begins a folder for `target`. Takes away what an interrupted run left beside it.
    ///
    /// Errors: the target is a folder with something else in it, a file, or cannot be read.
    pub fn begin(target: &Path) -> Result<Self, StageError> {
        super::exchange::recover(target)?;
        if target.exists() && !is_own(target)? {
            return Err(StageError::Foreign(target.to_owned()));
        }
        let folder = beside(target, "next");
        remove(&folder)?;
        fs::create_dir_all(&folder).map_err(|e| with_path(e, &folder))?;
        Ok(Self {
            target: target.to_owned(),
            folder,
            kept: AtomicUsize::new(0),
            written: AtomicUsize::new(0),
        })
    }

    /// Puts the bytes of an artifact into the folder.
    pub fn put(&self, address: &Address, bytes: &[u8]) -> io::Result<Finished> {
        let file = address.file();
        let path = self.folder.join(&file);
        make_folder(path.parent().unwrap_or(&self.folder))?;
        let before = self.target.join(&file);
        if same(&before, bytes) && fs::hard_link(&before, &path).is_ok() {
            self.kept.fetch_add(1, Ordering::Relaxed);
        } else {
            fs::write(&path, bytes).map_err(|e| with_path(e, &path))?;
            self.written.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Finished {
            address: address.clone(),
            length: bytes.len() as u64,
            digest: Sha256::digest(bytes).into(),
        })
    }

    /// Takes the place of the target. Until then the target is as it was.
    pub fn finish(self) -> io::Result<()> {
        super::exchange(&self.folder, &self.target)
    }

    /// Gives up: the target stays as it was.
    pub fn abandon(self) -> io::Result<()> {
        remove(&self.folder)
    }

    /// How many files were the same as before, and how many were written.
    pub fn counts(&self) -> (usize, usize) {
        (self.kept.load(Ordering::Relaxed), self.written.load(Ordering::Relaxed))
    }
}

/// Makes a folder. Most often the one above it is there already, so that is tried first.
fn make_folder(folder: &Path) -> io::Result<()> {
    let made = match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    };
    made.map_err(|e| with_path(e, folder))
}

/// True where the file at `path` has exactly these bytes. Its length alone tells most differences.
fn same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::symlink_metadata(path).ok().filter(|m| m.is_file()).map(|m| m.len());
    length == Some(bytes.len() as u64) && fs::read(path).is_ok_and(|before| before == bytes)
}

/// True for a folder that is empty or has the mark of an output.
fn is_own(target: &Path) -> io::Result<bool> {
    if !target.is_dir() {
        return Ok(false);
    }
    let empty = fs::read_dir(target).map_err(|e| with_path(e, target))?.next().is_none();
    let mark = fs::read(target.join(MARK)).is_ok_and(|bytes| bytes.starts_with(b"{\n\"generator\": \"kohyo"));
    Ok(empty || mark)
}

/// A name beside the target, in the same folder and so on the same file system.
pub fn beside(target: &Path, purpose: &str) -> PathBuf {
    let name = target.file_name().map_or_else(|| "output".into(), |n| n.to_string_lossy().into_owned());
    target.with_file_name(format!(".{name}.kohyo-{purpose}"))
}

/// Removes a folder that may not be there.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(with_path(error, folder)),
        _ => Ok(()),
    }
}
