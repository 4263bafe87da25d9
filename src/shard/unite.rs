//! Shards become one site: whether they belong together, then their files and what was made of them.

use super::{Identity, Record};
use crate::make::{self, Parts};
use crate::output::Folder;
use crate::plan::{Finished, MakeError};
use crate::render::Publication;
use rayon::prelude::*;
use std::io;
use std::path::{Path, PathBuf};

/// Why shards do not become a site.
#[derive(Debug)]
pub enum Trouble {
    /// There is no record in this folder, or it is damaged.
    NoShard(PathBuf),
    /// Another build of the program made it.
    Program(PathBuf),
    /// It was made from other content.
    Content(PathBuf),
    /// It was made with other flags.
    Settings(PathBuf),
    /// The site was divided into another number of shards than the first of them says.
    Count(PathBuf, u32, u32),
    /// Two are the same share.
    Double(PathBuf, PathBuf, u32),
    /// These shares are missing, of so many.
    Missing(Vec<u32>, u32),
    /// This file of a shard is not what its record says.
    Damaged(PathBuf),
    /// What depends on all documents could not be made.
    Make(MakeError),
}

impl From<MakeError> for Trouble {
    fn from(error: MakeError) -> Self {
        Self::Make(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Make(error.into())
    }
}

/// Shards that belong together.
pub struct Shards {
    all: Vec<(PathBuf, Parts)>,
}

impl Shards {
    /// Reads shards. Errors: they are not all shares of one site of this identity.
    pub fn read<'f>(folders: &'f [PathBuf], identity: &Identity) -> Result<Self, Trouble> {
        let read = |folder: &'f PathBuf| {
            let (record, packed) = Record::read(folder).ok_or_else(|| Trouble::NoShard(folder.clone()))?;
            belongs(folder, &record.identity, identity)?;
            Ok((folder, record, packed))
        };
        let shards: Vec<(&'f PathBuf, Record, Vec<u8>)> =
            folders.par_iter().map(read).collect::<Result<_, Trouble>>()?;
        complete(&shards.iter().map(|(folder, record, _)| (*folder, record)).collect::<Vec<_>>())?;
        let unpacked = |(folder, _, packed): (&'f PathBuf, Record, Vec<u8>)| {
            let parts = Record::parts(&packed).ok_or_else(|| Trouble::NoShard(folder.clone()))?;
            Ok((folder.clone(), parts))
        };
        Ok(Self { all: shards.into_par_iter().map(unpacked).collect::<Result<_, Trouble>>()? })
    }

    /// Puts the files of all shards into a folder and makes what depends on all of them.
    pub fn unite(self, publication: &Publication, folder: &Folder) -> Result<Vec<Finished>, Trouble> {
        let mut united = Parts::default();
        for (shard, parts) in self.all {
            take(&shard, &parts.finished, folder)?;
            united.finished.extend(parts.finished);
            united.gathered.extend(parts.gathered);
        }
        Ok(make::site(publication, united, folder)?)
    }
}

fn belongs(folder: &Path, shard: &Identity, site: &Identity) -> Result<(), Trouble> {
    let folder = || folder.to_owned();
    if shard.program != site.program {
        return Err(Trouble::Program(folder()));
    }
    if shard.content != site.content {
        return Err(Trouble::Content(folder()));
    }
    if shard.settings != site.settings {
        return Err(Trouble::Settings(folder()));
    }
    Ok(())
}

/// Every share is there, and once.
fn complete(shards: &[(&PathBuf, &Record)]) -> Result<(), Trouble> {
    let of = shards.first().map_or(1, |(_, record)| record.share.of);
    let mut found: Vec<Option<&PathBuf>> = vec![None; of as usize];
    for (folder, record) in shards {
        if record.share.of != of {
            return Err(Trouble::Count((*folder).clone(), record.share.of, of));
        }
        let place = &mut found[record.share.number as usize - 1];
        if let Some(other) = place.replace(folder) {
            return Err(Trouble::Double(other.clone(), (*folder).clone(), record.share.number));
        }
    }
    let missing: Vec<u32> =
        (1..=of).zip(&found).filter(|(_, f)| f.is_none()).map(|(number, _)| number).collect();
    if missing.is_empty() { Ok(()) } else { Err(Trouble::Missing(missing, of)) }
}

/// Takes the files of a shard, each read and compared with the record.
fn take(shard: &Path, finished: &[Finished], folder: &Folder) -> Result<(), Trouble> {
    finished.par_iter().try_for_each(|recorded| {
        let from = shard.join(recorded.address.file());
        match folder.take(&recorded.address, &from) {
            Ok(taken) if taken == *recorded => Ok(()),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Err(Trouble::Damaged(from)),
        }
    })
}
