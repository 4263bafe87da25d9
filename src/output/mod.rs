//! From artifacts to a folder: made beside the target, compared with what is there, and put in its place all at once.
//!
//! Knows nothing of what it writes. `stage` makes the new folder, `exchange` puts it in place.

mod exchange;
mod stage;

pub use exchange::exchange;
pub use stage::{Stage, StageError};

/// The file by which a folder is known as an output of this program.
pub const MARK: &str = "manifest.json";
