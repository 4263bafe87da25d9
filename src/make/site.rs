//! What depends on all documents: pages and files of the site, the index of the search, the manifest.

use super::{Parts, artifact, bundle, sealed};
use crate::output::Folder;
use crate::plan::{Finished, MakeError, Set};
use crate::render::Publication;
use crate::text::cache::Cache;
use crate::{download, render, search};
use rayon::prelude::*;

/// The artifacts of the site as a whole and its seals; the index of the search comes from the documents.
pub fn site_set<'s>(publication: &'s Publication<'s>) -> Set<'s> {
    let mut set = Set::default();
    render::site_pages(publication, &mut set);
    download::site_files(publication, &mut set);
    set
}

/// Makes the files of the site. `parts` are those of all documents, whose files are in the folder already; they may
/// come in any order. Yields every file of the site.
pub fn site(publication: &Publication, parts: Parts, folder: &Folder) -> Result<Vec<Finished>, MakeError> {
    let Parts { mut finished, gathered } = parts;
    let mut set = site_set(publication);
    set.bundles.push(search::bundle(publication, gathered));
    let pages: Vec<Finished> = set
        .artifacts
        .par_iter()
        .map(|made| artifact(made, &Cache::default(), folder))
        .collect::<Result<_, MakeError>>()?;
    finished.extend(pages);
    for made in &set.bundles {
        finished.extend(bundle(made, &Cache::default(), folder)?);
    }
    finished.sort_by(|a, b| a.address.cmp(&b.address));
    for seal in &set.seals {
        let done = sealed(seal, &Cache::default(), &finished, folder)?;
        finished.push(done);
    }
    Ok(finished)
}
