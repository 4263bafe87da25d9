//! A way to read the content: a folder on disk, or files in memory for tests.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads files by their path relative to the content folder, `/` between folders.
pub trait Reader: Send + Sync {
    /// The paths of all files, in byte order. Links are left out: what they lead to is not content.
    fn list(&self) -> io::Result<Vec<Arc<str>>>;
    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// The paths of the files at or below a path, in byte order; none where nothing is there.
    fn below(&self, path: &str) -> io::Result<Vec<Arc<str>>> {
        let mut all = self.list()?;
        all.retain(|found| is_below(found, path));
        Ok(all)
    }
}

/// True for the path itself and for what is in the folder of that name; everything is below the empty path.
pub fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A content folder on disk.
#[derive(Debug, Clone)]
pub struct FolderReader {
    root: PathBuf,
}

impl FolderReader {
    /// A reader of the folder at `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn walk(&self, folder: &Path, prefix: &str, found: &mut Vec<Arc<str>>) -> io::Result<()> {
        for entry in std::fs::read_dir(folder).map_err(|e| with_path(e, folder))? {
            let entry = entry?;
            let kind = entry.file_type()?;
            // A name that is no Unicode cannot be named in YAML, hence never referred to.
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                self.walk(&entry.path(), &format!("{prefix}{name}/"), found)?;
            } else if kind.is_file() {
                found.push(format!("{prefix}{name}").into());
            }
        }
        Ok(())
    }
}

impl Reader for FolderReader {
    fn list(&self) -> io::Result<Vec<Arc<str>>> {
        let mut found = Vec::new();
        self.walk(&self.root, "", &mut found)?;
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let path = self.root.join(path);
        std::fs::read(&path).map_err(|e| with_path(e, &path))
    }

    fn below(&self, path: &str) -> io::Result<Vec<Arc<str>>> {
        if path.is_empty() {
            return self.list();
        }
        let mut found = Vec::new();
        let at = self.root.join(path);
        let kind = match std::fs::symlink_metadata(&at) {
            // Without the folder itself nothing can be said about what is in it.
            Err(error) if is_absent(&error) && self.root.is_dir() => return Ok(found),
            kind => kind.map_err(|e| with_path(e, &at))?,
        };
        let is_hidden = path.split('/').any(|name| name.starts_with('.'));
        if kind.is_dir() && !is_hidden {
            self.walk(&at, &format!("{path}/"), &mut found)?;
        } else if kind.is_file() && !is_hidden {
            found.push(path.into());
        }
        found.sort();
        Ok(found)
    }
}

/// Nothing is there, or a file stands where a folder would be.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryReader(pub BTreeMap<Arc<str>, Vec<u8>>);

impl MemoryReader {
    /// A reader of these files.
    pub fn new<P: Into<Arc<str>>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        Self(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect())
    }
}

impl Reader for MemoryReader {
    fn list(&self) -> io::Result<Vec<Arc<str>>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, path.to_owned()))
    }
}

/// An IO error that names the path.
pub fn with_path(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
