//! Files beside a document, as they are; pictures in SVG without anything that could run.

use crate::model::FileId;
use crate::plan::attachments::harmless;
use crate::plan::{Document, MakeError, Planned, Set, address};
use crate::render::Publication;
use std::sync::Arc;

/// An attachment by its name, and which file it is.
type Attachment<'d> = (&'d Arc<str>, FileId);

/// The addresses of the attachments of all editions.
pub fn of_document(document: &Document) -> impl Iterator<Item = (String, Attachment<'_>)> {
    document.editions().flat_map(of_edition)
}

/// Those of one edition.
pub fn of_edition(planned: &Planned) -> impl Iterator<Item = (String, Attachment<'_>)> {
    let segment = planned.is_earlier.then(|| planned.edition.date_segment());
    let address = move |name: &str| address::attachment(&planned.edition.slug, segment.as_deref(), name);
    planned.attachments.iter().map(move |(name, id)| (address(name), (name, *id)))
}

/// Adds the attachments of all editions.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    for (address, (name, id)) in of_document(document) {
        let path = publication.files.path(id);
        set.add(address, move |_| {
            let bytes = publication.reader.read(path)?;
            let svg = name.to_ascii_lowercase().ends_with(".svg");
            if svg { harmless(&bytes).map_err(|e| MakeError(format!("{name}: {e}"))) } else { Ok(bytes) }
        });
    }
}
