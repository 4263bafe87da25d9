//! From what a shard was made, and by what: shards of different origin must not become one site.

use crate::content::Reader;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io;

/// What must be the same for all shards of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The program: the digest of its own file, since two builds of one version may differ.
    pub program: String,
    /// The content: the digest of all its files with their paths.
    pub content: String,
    /// What the command line decided about the output.
    pub settings: String,
}

impl Identity {
    /// The identity of a site that this program makes from that content. `settings` is what else decides its bytes.
    pub fn of(reader: &dyn Reader, settings: String) -> io::Result<Self> {
        let program = std::fs::read(std::env::current_exe()?)?;
        let (program, content) = rayon::join(|| hexadecimal(&Sha256::digest(&program)), || content(reader));
        Ok(Self { program, content: content?, settings })
    }
}

fn content(reader: &dyn Reader) -> io::Result<String> {
    let digests: Vec<_> = reader
        .list()?
        .into_par_iter()
        .map(|path| Ok((Sha256::digest(path.as_bytes()), Sha256::digest(reader.read(&path)?))))
        .collect::<io::Result<_>>()?;
    let all =
        digests.iter().fold(Sha256::new(), |all, (path, bytes)| all.chain_update(path).chain_update(bytes));
    Ok(hexadecimal(&all.finalize()))
}

/// Bytes in hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
