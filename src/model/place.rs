//! Places in source files: where a finding points.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

/// A file of the content, by its position in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The paths of all files that were read, relative to the content folder, with `/` between folders.
///
/// An id keeps its path while files come and go, so that a place found earlier still names the right file.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The path of every id, also of files that are gone.
    paths: Vec<Arc<str>>,
    /// The files that are there.
    there: BTreeMap<Arc<str>, FileId>,
}

impl Files {
    /// The files in the order of their ids.
    pub fn new(paths: Vec<Arc<str>>) -> Self {
        let there = paths.iter().cloned().zip((0..).map(FileId)).collect();
        Self { paths, there }
    }

    /// The path of a file.
    pub fn path(&self, id: FileId) -> &Arc<str> {
        &self.paths[id.0 as usize]
    }

    /// The file at a path.
    pub fn id(&self, path: &str) -> Option<FileId> {
        self.there.get(path).copied()
    }

    /// Every file that is there, in the byte order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Arc<str>)> {
        self.there.iter().map(|(path, id)| (*id, path))
    }

    /// The files whose paths begin with `prefix`, in the byte order of the paths.
    pub fn starting<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = (FileId, &'f Arc<str>)> {
        let range = self.there.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        range.take_while(move |(path, _)| path.starts_with(prefix)).map(|(path, id)| (*id, path))
    }

    /// Adds a file and gives its id.
    pub fn add(&mut self, path: Arc<str>) -> FileId {
        let id = FileId(self.paths.len() as u32);
        self.paths.push(path.clone());
        self.there.insert(path, id);
        id
    }

    /// Takes a file away; its id goes on naming its path.
    pub fn remove(&mut self, path: &str) {
        self.there.remove(path);
    }
}

/// A stretch of one line of a file. Lines and columns count from 1, columns and length in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The line, from 1.
    pub line: u32,
    /// The column of the first character, from 1.
    pub column: u32,
    /// How many characters are meant (0: just the position).
    pub length: u32,
}

impl Span {
    /// A whole file: its first character.
    pub fn file(file: FileId) -> Self {
        Self { file, line: 1, column: 1, length: 0 }
    }
}

/// Where a finding is: a span, or a part of the scalar that begins at the span.
///
/// A block scalar loses its indentation when it is read, so a part of it is turned into a line and a column of the file
/// only when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The span of the scalar, key or line.
    pub span: Span,
    /// The part of the scalar's value, where the finding is about a part of it.
    pub within: Option<Within>,
}

/// A part of a scalar's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Within {
    /// Lines below the first.
    pub lines: u32,
    /// Characters from the beginning of that line.
    pub characters: u32,
    /// How many characters.
    pub length: u32,
}

impl Place {
    /// The bytes `range` of `value`, the scalar that begins at `span`.
    pub fn within(span: Span, value: &str, range: Range<usize>) -> Self {
        let before = value.get(..range.start).unwrap_or("");
        let last = before.rsplit('\n').next().unwrap_or("");
        let part = value.get(range).unwrap_or("").split('\n').next().unwrap_or("");
        let count = |text: &str| text.chars().count() as u32;
        let within = Within {
            lines: before.matches('\n').count() as u32,
            characters: count(last),
            length: count(part),
        };
        Self { span, within: Some(within) }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { span, within: None }
    }
}
