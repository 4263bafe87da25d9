//! Artifacts (成果物): an address, and a pure function from the site to bytes.

use super::Address;
use crate::text::cache::Cache;
use std::fmt;

/// Why an artifact could not be made.
#[derive(Debug)]
pub struct MakeError(pub String);

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for MakeError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// An artifact that was made: where it is, how long, and which bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Its address.
    pub address: Address,
    /// How many bytes.
    pub length: u64,
    /// Their SHA-256.
    pub digest: [u8; 32],
}

impl Finished {
    /// An artifact that is known of and was not made: its length and digest are not to be told.
    pub fn unmade(address: Address) -> Self {
        Self { address, length: 0, digest: [0; 32] }
    }

    /// True where length and digest are known. No artifact is empty.
    pub fn is_made(&self) -> bool {
        self.length > 0
    }

    /// The digest in hexadecimal.
    pub fn sha256(&self) -> String {
        self.digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
            use fmt::Write;
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Makes the bytes from the texts parsed so far.
pub type Make<'s> = Box<dyn Fn(&Cache) -> Result<Vec<u8>, MakeError> + Send + Sync + 's>;

/// Makes the bytes from what has been finished before.
pub type Sealing<'s> = Box<dyn Fn(&Cache, &[Finished]) -> Result<Vec<u8>, MakeError> + Send + Sync + 's>;

/// Something to be made and written.
pub struct Artifact<'s> {
    /// Where it will be.
    pub address: Address,
    /// How it is made.
    pub make: Make<'s>,
}

/// Something that says how long other artifacts are, or which bytes they have (封印): made after them.
pub struct Seal<'s> {
    /// Where it will be.
    pub address: Address,
    /// How it is made.
    pub make: Sealing<'s>,
}

/// Makes several files, whose names may come from their bytes.
type Making<'s> = Box<dyn Fn(&Cache) -> Result<Vec<(Address, Vec<u8>)>, MakeError> + Send + Sync + 's>;

/// Several artifacts that are made at once (束), such as an index.
pub struct Bundle<'s> {
    /// How they are made.
    pub make: Making<'s>,
}

impl<'s> Bundle<'s> {
    /// Files made together.
    pub fn new(
        make: impl Fn(&Cache) -> Result<Vec<(Address, Vec<u8>)>, MakeError> + Send + Sync + 's,
    ) -> Self {
        Self { make: Box::new(make) }
    }
}

/// The artifacts of a document, or those of the site as a whole.
#[derive(Default)]
pub struct Set<'s> {
    /// What depends on the site alone.
    pub artifacts: Vec<Artifact<'s>>,
    /// What depends on the artifacts of this set.
    pub seals: Vec<Seal<'s>>,
    /// What is made several files at a time.
    pub bundles: Vec<Bundle<'s>>,
}

impl<'s> Set<'s> {
    /// Adds an artifact.
    pub fn add(
        &mut self,
        address: impl Into<String>,
        make: impl Fn(&Cache) -> Result<Vec<u8>, MakeError> + Send + Sync + 's,
    ) {
        self.artifacts.push(Artifact { address: Address::new(address.into()), make: Box::new(make) });
    }

    /// Adds a seal.
    pub fn seal(
        &mut self,
        address: impl Into<String>,
        make: impl Fn(&Cache, &[Finished]) -> Result<Vec<u8>, MakeError> + Send + Sync + 's,
    ) {
        self.seals.push(Seal { address: Address::new(address.into()), make: Box::new(make) });
    }
}
