//! A folder that is being filled. A file that is the same as in an earlier folder is linked, not written.

use crate::content::reader::with_path;
use crate::plan::{Address, Finished};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

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
        self.place(address, bytes, |path| fs::write(path, bytes))
    }

    /// Takes a finished file from another folder; it is linked where that can be, so do not change it there.
    pub fn take(&self, address: &Address, from: &Path) -> io::Result<Finished> {
        let bytes = fs::read(from).map_err(|e| with_path(e, from))?;
        self.place(address, &bytes, |path| fs::hard_link(from, path).or_else(|_| fs::write(path, &bytes)))
    }

    fn place(
        &self,
        address: &Address,
        bytes: &[u8],
        write: impl FnOnce(&Path) -> io::Result<()>,
    ) -> io::Result<Finished> {
        let file = address.file();
        let path = self.path.join(&file);
        make_folder(path.parent().unwrap_or(&self.path))?;
        let before = self.earlier.as_ref().map(|folder| folder.join(&file));
        let before = before.and_then(|before| Some((alike(&before, bytes)?, before)));
        match before {
            Some((Alike::Same, before)) if fs::hard_link(&before, &path).is_ok() => {
                self.kept.fetch_add(1, Ordering::Relaxed);
            }
            other => {
                write(&path).map_err(|e| with_path(e, &path))?;
                if let Some((Alike::SameLength(time), _)) = other {
                    apart(&path, time).map_err(|e| with_path(e, &path))?;
                }
                self.written.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(Finished {
            address: address.clone(),
            length: bytes.len() as u64,
            digest: Sha256::digest(bytes).into(),
        })
    }

    /// Puts other bytes in the place of a file that was put into it. The file it may have been linked to stays.
    pub fn replace(&self, address: &Address, bytes: &[u8]) -> io::Result<Finished> {
        let path = self.path.join(address.file());
        fs::remove_file(&path).map_err(|e| with_path(e, &path))?;
        self.put(address, bytes)
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

/// A file that was there before, beside the one that is put in its place.
enum Alike {
    Same,
    /// Other bytes, as many, last written at this time.
    SameLength(SystemTime),
}

/// Compares the file at `path`. Its length alone tells most differences.
fn alike(path: &Path, bytes: &[u8]) -> Option<Alike> {
    let before = fs::symlink_metadata(path).ok().filter(|m| m.is_file() && m.len() == bytes.len() as u64)?;
    if fs::read(path).is_ok_and(|before| before == bytes) {
        return Some(Alike::Same);
    }
    before.modified().ok().map(Alike::SameLength)
}

/// Servers and browsers tell the state of a file by its length and the second in which it was written. One that
/// replaces another of the same length within that second is given the next.
fn apart(path: &Path, before: SystemTime) -> io::Result<()> {
    let second = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let file = fs::File::options().write(true).open(path)?;
    if second(file.metadata()?.modified()?) == second(before) {
        file.set_modified(before + Duration::from_secs(1))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_same_length_has_another_second_and_an_equal_one_is_the_same_file() {
        let root = std::env::temp_dir().join(format!("kohyo-test-folder-{}", std::process::id()));
        let folder = |name: &str, earlier: Option<&str>| {
            Folder::make(root.join(name), earlier.map(|name| root.join(name))).expect("a folder")
        };
        let (changed, kept) = (Address::new("changed.txt"), Address::new("kept/"));
        let put = |folder: &Folder, text: &str| {
            folder.put(&changed, text.as_bytes()).expect("written");
            folder.put(&kept, b"kept").expect("written");
            fs::metadata(root.join(folder.path()).join("changed.txt"))
                .and_then(|m| m.modified())
                .expect("a time")
        };
        let seconds = |a: SystemTime, b: SystemTime| b.duration_since(a).expect("later").as_secs_f64();
        let first = put(&folder("one", None), "一");
        let second = folder("two", Some("one"));
        assert!(seconds(first, put(&second, "二")) >= 0.9);
        assert_eq!(second.counts(), (1, 1));
        let third = folder("three", Some("two"));
        third.put(&kept, b"kept").expect("linked");
        third.replace(&kept, b"other").expect("written");
        assert_eq!(second.read(&kept).expect("still there"), b"kept");
        assert_eq!(third.read(&kept).expect("replaced"), b"other");
        let _ = fs::remove_dir_all(root);
    }
}
