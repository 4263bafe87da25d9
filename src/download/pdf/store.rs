//! Files printed before, outside content and output, under the hash of exactly what they were printed from: templates,
//! data, pictures, and the program itself (its fonts are in it).
//!
//! A file is believed only if its bytes are those that were put in. Whatever goes wrong here costs time, never a build.

use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::SystemTime;

/// The most that is kept, in bytes; what was not used for longest goes first.
const MOST: u64 = 4 << 30;
const DIGEST: usize = 32;

/// A folder of finished files.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
    trusted: bool,
}

/// What a file was made from.
pub struct Key(String);

impl Key {
    /// The key of named inputs, in their order.
    pub fn of<'a>(inputs: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut hash = Sha256::new();
        hash.update(*PROGRAM);
        for (name, bytes) in inputs {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The digest of the program that runs. One that cannot be read gets keys that nobody has had.
static PROGRAM: LazyLock<[u8; DIGEST]> = LazyLock::new(|| {
    let program = std::env::current_exe().and_then(fs::read);
    program.map_or_else(
        |_| Sha256::digest(std::process::id().to_le_bytes()).into(),
        |b| Sha256::digest(b).into(),
    )
});

impl Store {
    /// A store in `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, trusted: true }
    }

    /// The same store, which is filled but not believed.
    pub fn wary(self) -> Self {
        Self { trusted: false, ..self }
    }

    /// The folder for such files of whoever runs the program; nothing where the system names none.
    pub fn usual_folder() -> Option<PathBuf> {
        dirs::cache_dir().map(|caches| caches.join("kohyo").join("pdf"))
    }

    /// The file made from this before.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut bytes = fs::read(&path).ok().filter(|_| self.trusted)?;
        let body = bytes.split_off(DIGEST.min(bytes.len()));
        if bytes != *Sha256::digest(&body) {
            return None;
        }
        // The time says when it was last used, for sweeping; that it cannot be set is no harm.
        let _ = fs::File::options().append(true).open(&path).and_then(|f| f.set_modified(SystemTime::now()));
        Some(body)
    }

    /// Keeps a file. Written beside and renamed, so that nobody reads half of it.
    pub fn put(&self, key: &Key, bytes: &[u8]) {
        let path = self.path(key);
        let beside = path.with_extension(format!("{}.part", std::process::id()));
        let written = folder_for(&path)
            .and_then(|()| fs::write(&beside, [&Sha256::digest(bytes)[..], bytes].concat()))
            .and_then(|()| fs::rename(&beside, &path));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
    }

    /// Takes away what was not used for longest, down to the most that is kept.
    pub fn sweep(&self) {
        let mut files = files(&self.folder).unwrap_or_default();
        files.sort();
        let mut total: u64 = files.iter().map(|(_, length, _)| length).sum();
        for (_, length, path) in files {
            if total <= MOST {
                break;
            }
            if fs::remove_file(&path).is_ok() {
                total -= length;
            }
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(&key.0[..2]).join(&key.0[2..])
    }
}

/// Makes the folder of a file; what is in it is nobody else's business.
fn folder_for(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    path.parent().map_or(Ok(()), |folder| builder.create(folder))
}

/// Every file below: when it was last used, its length, its path.
fn files(folder: &Path) -> io::Result<Vec<(SystemTime, u64, PathBuf)>> {
    let mut files = Vec::new();
    for below in fs::read_dir(folder)?.flatten().filter(|e| e.path().is_dir()) {
        for file in fs::read_dir(below.path())?.flatten() {
            let meta = file.metadata()?;
            files.push((meta.modified()?, meta.len(), file.path()));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("kohyo-store-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn what_was_put_in_comes_out_and_what_was_spoilt_does_not() {
        let store = Store::new(scratch("spoilt"));
        let key = Key::of([("data", &b"a"[..])]);
        assert_eq!(store.get(&key), None);
        store.put(&key, b"printed");
        assert_eq!(store.get(&key).as_deref(), Some(&b"printed"[..]));
        fs::write(store.path(&key), b"something else that somebody put there instead").expect("spoilt");
        assert_eq!(store.get(&key), None);
        let _ = fs::remove_dir_all(&store.folder);
    }

    #[test]
    fn a_store_that_is_not_trusted_is_filled_but_not_believed() {
        let folder = scratch("trust");
        let key = Key::of([("data", &b"a"[..])]);
        let wary = Store::new(folder.clone()).wary();
        wary.put(&key, b"printed");
        assert_eq!(wary.get(&key), None);
        assert!(Store::new(folder.clone()).get(&key).is_some());
        let _ = fs::remove_dir_all(folder);
    }

    #[test]
    fn inputs_that_differ_have_keys_that_differ() {
        let key = |inputs: &[(&str, &[u8])]| Key::of(inputs.iter().copied()).0;
        assert_ne!(key(&[("ab", b"c")]), key(&[("a", b"bc")]));
        assert_ne!(key(&[("a", b"b"), ("c", b"")]), key(&[("a", b"bc")]));
    }
}
