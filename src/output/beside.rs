//! Folders beside a target, which are there for a while.

use crate::content::reader::with_path;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
