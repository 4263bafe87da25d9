//! PDF files: a whole edition (`document.pdf`) and a summary of two pages (`summary.pdf`), tagged for readers and
//! archives (PDF/UA-1, PDF/A-2a).
//!
//! The way: `setter` turns texts and answers into trees of words, `edition` and `summary` put them into the data of a
//! template, `press` sets and prints it, `store` remembers what was printed. `fonts` are those of the program.

mod data;
mod edition;
pub mod fonts;
mod press;
mod setter;
mod store;
mod summary;

pub use press::Typesetter;
pub use store::Store;

use crate::plan::{Document, MakeError, Planned};
use crate::render::Publication;
use crate::render::press::{Press, Printed};
use crate::text::cache::Cache;
use setter::Setter;

/// A summary is a sheet of paper.
const SUMMARY_PAGES: usize = 2;

/// `document.pdf` of an edition in one language. Errors: a fault of the theme's templates, a picture that cannot be read.
pub fn document(
    publication: &Publication,
    press: &dyn Press,
    planned: &Planned,
    language: usize,
    cache: &Cache,
) -> Result<Printed, MakeError> {
    let setter = Setter::new(publication, planned, language, true, cache);
    let job = edition::job(&setter)?;
    press.print(job).map_err(|e| of(planned, &e))
}

/// `summary.pdf` of the current edition in one language: as much as two pages hold. Errors: as of [`document`].
pub fn summary(
    publication: &Publication,
    press: &dyn Press,
    document: &Document,
    language: usize,
    cache: &Cache,
) -> Result<Printed, MakeError> {
    let planned = &document.current;
    let setter = Setter::new(publication, planned, language, false, cache);
    let mut fit = 0;
    loop {
        let job = summary::job(&setter, document, fit)?;
        let printed = press.print(job).map_err(|e| of(planned, &e))?;
        if printed.pages <= SUMMARY_PAGES || fit + 1 == summary::FITS.len() {
            return Ok(printed);
        }
        fit += 1;
    }
}

fn of(planned: &Planned, error: &MakeError) -> MakeError {
    MakeError(format!("{}: {error}", planned.edition.slug))
}
