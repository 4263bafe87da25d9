//! Files beside a document, as they are; pictures in SVG without anything that could run.

use crate::plan::attachments::harmless;
use crate::plan::{Document, MakeError, Set, address};
use crate::render::Publication;

/// Adds the attachments of all editions.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    for planned in document.editions() {
        let segment = planned.is_earlier.then(|| planned.edition.date_segment());
        for (name, id) in &planned.attachments {
            let address = address::attachment(document.slug(), segment.as_deref(), name);
            let path = publication.files.path(*id);
            set.add(address, move |_| {
                let bytes = publication.reader.read(path)?;
                let svg = name.to_ascii_lowercase().ends_with(".svg");
                if svg { harmless(&bytes).map_err(|e| MakeError(format!("{name}: {e}"))) } else { Ok(bytes) }
            });
        }
    }
}
