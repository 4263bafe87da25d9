//! A folder that is being filled. A file that is the same as in an earlier folder is linked, not written.

use crate::content::reader::with_path;
use crate::plan::{Address, Finished};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder in the making.
pub struct Folder {
    path: PathBuf,
    earlier: Option<PathBuf>,
    kept: AtomicUsize,
    written: AtomicUsize,
}

impl Folder {
    /// Makes the folder at `path`; `earlier` is one like it on the same file system, to link to.
    pub fn make(path: PathBuf, earlier: Option<PathBuf>) -> io::Result<Self> {
        fs::create_dir_all(&path).map_err(|e| with_path(e, &path))?;
        Ok(Self { path, earlier, kept: AtomicUsize::new(0), written: AtomicUsize::new(0) })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the bytes of an artifact into the folder.
    pub fn put(&self, address: &Address, bytes: &[u8]) -> io::Result<Finished> {
        let file = address.file();
        let path = self.path.join(&file);
        make_folder(path.parent().unwrap_or(&self.path))?;
        let before = self.earlier.as_ref().map(|folder| folder.join(&file));
        let before = before.filter(|before| same(before, bytes));
        if before.is_some_and(|before| fs::hard_link(before, &path).is_ok()) {
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

    /// The bytes of a file that was put into it.
    pub fn read(&self, address: &Address) -> io::Result<Vec<u8>> {
        let path = self.path.join(address.file());
        fs::read(&path).map_err(|e| with_path(e, &path))
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
