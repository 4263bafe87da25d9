//! From artifacts to a folder: made beside the target, compared with what is there, and put in its place all at once.
//!
//! Knows nothing of what it writes. `folder` is filled, `stage` makes one beside the target, `exchange` puts it in place.

mod exchange;
mod folder;
mod stage;

pub use exchange::exchange;
pub use folder::Folder;
pub use stage::{Stage, StageError, remove};

/// The file by which a folder is known as an output of this program.
pub const MARK: &str = "manifest.json";
