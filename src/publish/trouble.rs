//! Why publishing was not possible. The words are the command's.

use super::{Damage, Release};
use crate::plan::MakeError;
use std::io;
use std::path::PathBuf;

/// Why nothing was published.
#[derive(Debug)]
pub enum Trouble {
    /// Another publishing is at work in the folder; the number of its process, where it can be told.
    Busy(PathBuf, Option<u32>),
    /// What should be the link to the current release is something else.
    Foreign(PathBuf),
    /// A release is not what its manifest says.
    Damaged(PathBuf, Damage),
    /// There is no current release to go back from.
    NothingPublished,
    /// There is no release before this one.
    NothingBefore(Release),
    /// The system makes no symbolic link there.
    NoLink(PathBuf, io::Error),
    /// The site could not be made.
    Make(MakeError),
    /// The new release is current, but this folder could not be removed.
    Left(PathBuf, io::Error),
    /// A file cannot be read or written.
    Io(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<MakeError> for Trouble {
    fn from(error: MakeError) -> Self {
        Self::Make(error)
    }
}
