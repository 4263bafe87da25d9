//! A folder that is being filled. A file that is the same as in an earlier folder is linked, not written.

use crate::content::reader::with_path;
use crate::plan::{Address, Finished};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Read};
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

    /// Lets `write` fill a file piece by piece, for what is too long to be held in memory.
    pub fn fill(
        &self,
        address: &Address,
        write: impl FnOnce(&fs::File) -> io::Result<()>,
    ) -> io::Result<Finished> {
        let file = address.file();
        let path = self.path.join(&file);
        make_folder(path.parent().unwrap_or(&self.path))?;
        fs::File::create(&path).and_then(|file| write(&file)).map_err(|e| with_path(e, &path))?;
        let finished = measured(address, &path).map_err(|e| with_path(e, &path))?;
        let before = self.earlier.as_ref().map(|folder| folder.join(&file));
        if before.is_some_and(|before| is_like(&before, &finished) && replaced(&path, &before)) {
            self.kept.fetch_add(1, Ordering::Relaxed);
        } else {
            self.written.fetch_add(1, Ordering::Relaxed);
        }
        Ok(finished)
    }

    /// A file that was put into it, to be read piece by piece.
    pub fn open(&self, address: &Address) -> io::Result<fs::File> {
        let path = self.path.join(address.file());
        fs::File::open(&path).map_err(|e| with_path(e, &path))
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

/// Length and digest of a file, read piece by piece.
fn measured(address: &Address, path: &Path) -> io::Result<Finished> {
    let mut file = fs::File::open(path)?;
    let mut digest = Sha256::new();
    let mut length = 0;
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        digest.update(&piece[..read]);
        length += read as u64;
    }
    Ok(Finished { address: address.clone(), length, digest: digest.finalize().into() })
}

/// True for a file of the same length and digest.
fn is_like(before: &Path, finished: &Finished) -> bool {
    let length = fs::symlink_metadata(before).ok().filter(|m| m.is_file()).map(|m| m.len());
    length == Some(finished.length)
        && measured(&finished.address, before).is_ok_and(|other| other == *finished)
}

/// Puts a link to `before` in the place of the file at `path`; where that cannot be, the file stays.
fn replaced(path: &Path, before: &Path) -> bool {
    let link = path.with_extension("kept");
    fs::hard_link(before, &link).and_then(|()| fs::rename(&link, path)).is_ok()
}

/// True where the file at `path` has exactly these bytes. Its length alone tells most differences.
fn same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::symlink_metadata(path).ok().filter(|m| m.is_file()).map(|m| m.len());
    length == Some(bytes.len() as u64) && fs::read(path).is_ok_and(|before| before == bytes)
}
