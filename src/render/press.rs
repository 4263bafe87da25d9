//! What prints PDF files (印刷), as pages know it: there is one, or there is none. `download::pdf` has the one that sets
//! type, which not every build of the program carries.

use crate::model::Date;
use crate::plan::MakeError;
use std::collections::BTreeMap;

/// Prints what the templates of a theme make of data.
pub trait Press: Send + Sync {
    /// Prints a job, or takes what was printed of exactly the same before.
    ///
    /// Errors: a font is missing; whatever there is to say of a template, warnings too.
    fn print(&self, job: Job) -> Result<Printed, MakeError>;
}

/// Something to be printed.
pub struct Job {
    /// The template, by its name in the theme: `document.typ`.
    pub template: &'static str,
    /// What the template reads as `/data.json`.
    pub data: Vec<u8>,
    /// Pictures, under the names that the data says.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// What identifies the document through all its editions.
    pub ident: String,
    /// The day it is of.
    pub date: Option<Date>,
}

/// A finished file.
pub struct Printed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}
