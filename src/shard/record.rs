//! The record of a shard: a file beside its pages that `unite` reads and nobody publishes.
//!
//! A line by which it is known, a line of JSON that says what it is, and what was made, packed. The second line is
//! compared first, so that what another program packed is never unpacked.

use super::identity::hexadecimal;
use super::{Identity, Share};
use crate::content::reader::with_path;
use crate::make::Parts;
use crate::output::SHARD;
use crate::plan::{Address, Finished};
use crate::search::Gathered;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::Path;

/// What a shard is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// Which share of the documents.
    pub share: Share,
    /// From what and by what it was made.
    pub identity: Identity,
    /// The digest of what is packed behind it.
    digest: String,
}

/// What was made, packed.
#[derive(Serialize, Deserialize)]
struct Packed {
    finished: Vec<(String, u64, [u8; 32])>,
    gathered: Vec<Gathered>,
}

/// True for a folder that has a record.
pub fn is_shard(folder: &Path) -> bool {
    folder.join(SHARD.name).is_file()
}

impl Record {
    /// Writes the record of a shard into its folder.
    pub fn write(folder: &Path, share: Share, identity: Identity, parts: Parts) -> io::Result<()> {
        let finished = parts.finished.iter().map(|f| (f.address.to_string(), f.length, f.digest)).collect();
        let packed =
            postcard::to_stdvec(&Packed { finished, gathered: parts.gathered }).map_err(io::Error::other)?;
        let record = Self { share, identity, digest: hexadecimal(&Sha256::digest(&packed)) };
        let mut bytes = [SHARD.begins, b"1\n"].concat();
        serde_json::to_writer(&mut bytes, &record)?;
        bytes.push(b'\n');
        bytes.extend_from_slice(&packed);
        let path = folder.join(SHARD.name);
        fs::write(&path, bytes).map_err(|e| with_path(e, &path))
    }

    /// Reads what a shard is, and what is packed in its record. Nothing where there is no record or it is damaged.
    pub fn read(folder: &Path) -> Option<(Self, Vec<u8>)> {
        let bytes = fs::read(folder.join(SHARD.name)).ok()?;
        let rest = bytes.strip_prefix(SHARD.begins)?.strip_prefix(b"1\n")?;
        let end = rest.iter().position(|b| *b == b'\n')?;
        let record: Self = serde_json::from_slice(&rest[..end]).ok().filter(|r: &Self| r.share.is_one())?;
        let packed = rest[end + 1..].to_vec();
        (hexadecimal(&Sha256::digest(&packed)) == record.digest).then_some((record, packed))
    }

    /// What was made, from what is packed.
    pub fn parts(packed: &[u8]) -> Option<Parts> {
        let Packed { finished, gathered } = postcard::from_bytes(packed).ok()?;
        let finished = finished.into_iter().map(|(address, length, digest)| Finished {
            address: Address::new(address),
            length,
            digest,
        });
        Some(Parts { finished: finished.collect(), gathered })
    }
}
