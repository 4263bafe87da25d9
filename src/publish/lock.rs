//! A lock on a folder. The system lets it go when the process ends, however it ends, so a crash leaves nothing locked.

use super::Trouble;
use crate::content::reader::with_path;
use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The file that is locked. It stays: a lock on a file that was removed keeps nobody out.
pub const NAME: &str = ".kohyo-lock";

/// Held while a folder is worked in.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a folder. Errors: somebody else has it.
    pub fn take(folder: &Path) -> Result<Self, Trouble> {
        let path = folder.join(NAME);
        let open = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(|e| with_path(e, &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Trouble::Busy(folder.to_owned(), holder(&path))),
            Err(TryLockError::Error(error)) => return Err(with_path(error, &path).into()),
        }
        // Whoever made the folder for nothing has taken it away again.
        if !path.exists() {
            return Err(Trouble::Busy(folder.to_owned(), None));
        }
        // Only for those who are told to wait.
        let told = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        told.map_err(|e| with_path(e, &path))?;
        Ok(Self { _file: file })
    }
}

fn holder(path: &PathBuf) -> Option<u32> {
    let mut text = String::new();
    fs::File::open(path).ok()?.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
