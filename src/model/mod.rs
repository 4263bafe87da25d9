//! What every stage speaks about: languages, places in files, findings, item paths, dates.
//!
//! Values only. Nothing here reads a file, judges an answer or knows how anything is shown.

pub mod date;
pub mod finding;
pub mod glyphs;
pub mod individual_number;
pub mod lang;
pub mod path;
pub mod place;

pub use date::Date;
pub use finding::{Fact, Finding, Level};
pub use lang::{Languages, Localized, Translated, View, Wording};
pub use path::ItemPath;
pub use place::{FileId, Files, Place, Span, Within};
