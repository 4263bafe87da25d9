//! A release compared with its manifest: every file read again, and nothing beside them.

use super::Trouble;
use crate::content::reader::with_path;
use crate::download::manifest::{self, Entry};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// In what a release differs from its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The manifest is missing or cannot be read.
    Manifest,
    /// A file is missing, or its bytes are others.
    File(String),
    /// A file that the manifest does not name.
    Unknown(String),
}

/// The manifest of a folder.
pub fn manifest(folder: &Path) -> Result<Vec<Entry>, Trouble> {
    let bytes = fs::read(folder.join(manifest::NAME));
    let entries = bytes.ok().and_then(|bytes| manifest::read(&bytes).ok());
    entries.ok_or_else(|| Trouble::Damaged(folder.to_owned(), Damage::Manifest))
}

/// Reads every file of a folder again. Errors: one is not what the manifest says, or one is there that it does not name.
pub fn folder(folder: &Path) -> Result<(), Trouble> {
    let entries = manifest(folder)?;
    let damage = damage(folder, &entries)?;
    damage.map_or(Ok(()), |damage| Err(Trouble::Damaged(folder.to_owned(), damage)))
}

fn damage(folder: &Path, entries: &[Entry]) -> io::Result<Option<Damage>> {
    let named: BTreeSet<&str> = entries.iter().map(|e| &*e.file).chain([manifest::NAME]).collect();
    let present = files(folder)?;
    if let Some(unknown) = present.iter().find(|file| !named.contains(&***file)) {
        return Ok(Some(Damage::Unknown(unknown.clone())));
    }
    // Only names that were found are opened, so none leads out of the folder.
    let present: BTreeSet<&str> = present.iter().map(String::as_str).collect();
    let wrong = entries.par_iter().find_first(|e| !present.contains(&*e.file) || !is_intact(folder, e));
    Ok(wrong.map(|entry| Damage::File(entry.file.clone())))
}

/// True where a file has the length and the digest that are written about it.
pub fn is_intact(folder: &Path, entry: &Entry) -> bool {
    fs::read(folder.join(&entry.file)).is_ok_and(|bytes| {
        let digest = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
        bytes.len() as u64 == entry.bytes && digest == entry.sha256
    })
}

/// True for a release that has these files of its own, undamaged.
pub fn is_whole(release: &Path, entries: &[Entry]) -> bool {
    manifest(release).is_ok_and(|own| {
        own.iter().filter(|e| e.carried == 0).eq(entries) && matches!(damage(release, &own), Ok(None))
    })
}

/// The files below a folder by their paths. What is neither a file nor a folder counts as a file: it should not be there.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder).map_err(|e| with_path(e, folder))? {
            let entry = entry.map_err(|e| with_path(e, folder))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    Ok(found)
}
