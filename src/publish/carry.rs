//! Files of the release before that stay for a while: those whose names change with their bytes.
//!
//! A page that was opened before the switch goes on asking for the style sheet, the script and the shards of the search
//! it was made with. The new manifest names these files too and says for how many releases each has been carried.

use super::{Trouble, verify};
use crate::content::reader::with_path;
use crate::download::manifest::{self, Entry};
use crate::output::Folder;
use crate::plan::{Address, address};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// For how many releases a file is carried: long enough for a page that stays open while two changes are published
/// one after the other.
const MOST: u32 = 2;

/// Carries files of the release at `before` into a folder whose manifest is `own`; says how many.
pub fn into(folder: &Folder, own: Vec<Entry>, before: &Path) -> Result<usize, Trouble> {
    let carried: Vec<Entry> = wanted(&own, before)
        .into_par_iter()
        .filter(|entry| verify::is_intact(before, entry))
        .map(|entry| {
            link(&before.join(&entry.file), &folder.path().join(&entry.file))?;
            Ok(Entry { carried: entry.carried + 1, ..entry })
        })
        .collect::<io::Result<_>>()?;
    let count = carried.len();
    if count > 0 {
        let bytes = manifest::write(own.into_iter().chain(carried))?;
        folder.replace(&Address::new(manifest::NAME), &bytes)?;
    }
    Ok(count)
}

/// What the release before has and the new one has not. A release whose manifest cannot be read lends nothing.
fn wanted(own: &[Entry], before: &Path) -> Vec<Entry> {
    let names: BTreeSet<&str> = own.iter().map(|entry| &*entry.file).collect();
    let lasting = |e: &Entry| {
        address::names_its_bytes(&e.file)
            && e.carried < MOST
            && !names.contains(&*e.file)
            && is_below(&e.file)
    };
    verify::manifest(before).unwrap_or_default().into_iter().filter(lasting).collect()
}

/// True for a path that leads to nothing outside.
fn is_below(file: &str) -> bool {
    file.split('/').all(|part| !matches!(part, "" | "." | "..")) && !file.contains('\\')
}

fn link(from: &Path, to: &Path) -> io::Result<()> {
    let parent = to.parent().unwrap_or(to);
    fs::create_dir_all(parent).map_err(|e| with_path(e, parent))?;
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop)).map_err(|e| with_path(e, to))
}
