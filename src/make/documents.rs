//! What belongs to single documents. Documents are made in parallel, each by one thread.

use super::{Options, artifact, crew, sealed};
use crate::output::Folder;
use crate::plan::{Document, Finished, MakeError, Set};
use crate::render::Publication;
use crate::text::cache::Cache;
use crate::{download, render, search};

/// What came of some documents, or of all: what is still needed for the site as a whole.
#[derive(Default)]
pub struct Parts {
    /// Their finished files.
    pub finished: Vec<Finished>,
    /// What they add to search.
    pub gathered: Vec<search::Gathered>,
}

/// Makes the files of these documents.
pub fn documents(
    publication: &Publication,
    documents: &[&Document],
    folder: &Folder,
    options: &Options,
) -> Result<Parts, MakeError> {
    let languages = publication.site.languages();
    let made = crew::each(
        documents,
        || search::Desk::new(languages),
        |desk, document| {
            let made = one(publication, document, folder, desk)?;
            (options.progress)();
            Ok::<_, MakeError>(made)
        },
    )?;
    let (finished, gathered): (Vec<Vec<Finished>>, Vec<_>) = made.into_iter().unzip();
    Ok(Parts { finished: finished.into_iter().flatten().collect(), gathered })
}

/// The artifacts of a document and its seals.
pub fn document_set<'s>(publication: &'s Publication<'s>, document: &'s Document) -> Set<'s> {
    let mut set = Set::default();
    render::document_pages(publication, document, &mut set);
    download::document_files(publication, document, &mut set);
    set
}

/// The files of one document, made by one thread so that every text is parsed once; then its seals. Also what it adds
/// to search.
fn one<'s>(
    publication: &'s Publication<'s>,
    document: &'s Document,
    folder: &Folder,
    desk: &mut search::Desk,
) -> Result<(Vec<Finished>, search::Gathered), MakeError> {
    let set = document_set(publication, document);
    let cache = Cache::default();
    let mut finished = Vec::with_capacity(set.artifacts.len() + set.seals.len());
    for made in &set.artifacts {
        finished.push(artifact(made, &cache, folder)?);
    }
    let seals: Vec<Finished> =
        set.seals.iter().map(|seal| sealed(seal, &cache, &finished, folder)).collect::<Result<_, _>>()?;
    finished.extend(seals);
    let (fragments, gathered) = search::gather(publication, document, &cache, desk)?;
    for (address, bytes) in &fragments {
        finished.push(folder.put(address, bytes)?);
    }
    Ok((finished, gathered))
}
