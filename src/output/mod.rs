//! From artifacts to a folder: made beside the target, compared with what is there, and put in its place all at once.
//!
//! Knows nothing of what it writes. `folder` is filled, `stage` makes one beside the target, `exchange` puts it in place.

mod beside;
mod exchange;
mod folder;
mod stage;

pub use beside::remove;
pub use exchange::exchange;
pub use folder::Folder;
pub use stage::{Stage, StageError, is_output};

/// A file by which a folder is known as an output of this program.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Its name.
    pub name: &'static str,
    /// How it begins.
    pub begins: &'static [u8],
}

/// The mark of a site.
pub const SITE: Mark = Mark { name: "manifest.json", begins: b"{\n\"generator\": \"kohyo" };

/// The mark of a part of a site.
pub const SHARD: Mark = Mark { name: "kohyo-shard.bin", begins: b"kohyo shard " };
