//! From the files of a content folder to a corpus: read, with positions; nothing judged.
//!
//! `load` walks and reads in parallel, the other files give each kind of source its type; places come from `yaml/`.
//! Whether an answer fits its form is `resolve/`; whether it may be published is `check/`.

pub mod changes;
pub mod corpus;
pub mod load;
pub mod meta;
pub mod pages;
pub mod reader;
pub mod settings;
pub mod table;

pub use corpus::{Corpus, Document, Edition, Overlay};
pub use load::{load, slug_of};
pub use meta::{Consultation, Meta, Status};
pub use reader::{FolderReader, MemoryReader, Reader};
pub use settings::Settings;
