//! From a planned site to finished files: which artifacts there are, made in parallel and put into a folder one by one.
//!
//! `documents` makes what belongs to single documents, `site` what depends on all of them (`archive` one of those); `build` and `publish` do one
//! after the other, a shard only the first, `unite` only the second. Where the folder is and when it takes the place of
//! another is `output/`.

mod archive;
mod crew;
mod documents;
mod site;

pub use documents::{Parts, document_set, documents};
pub use site::{site, site_set};

use crate::output::Folder;
use crate::plan::{Artifact, Bundle, Document, Finished, MakeError, Seal};
use crate::render::Publication;
use crate::text::cache::Cache;
use rayon::prelude::*;

/// How a site is made, beyond what is in it.
pub struct Options<'o> {
    /// Called after every document.
    pub progress: &'o (dyn Fn() + Sync),
}

/// Makes everything: the documents, what belongs to the site, the seals of the site.
pub fn whole(
    publication: &Publication,
    folder: &Folder,
    options: &Options,
) -> Result<Vec<Finished>, MakeError> {
    let all: Vec<&Document> = publication.site.documents.iter().map(|document| &**document).collect();
    let parts = documents(publication, &all, folder, options)?;
    site(publication, parts, folder)
}

fn artifact(artifact: &Artifact, cache: &Cache, folder: &Folder) -> Result<Finished, MakeError> {
    Ok(folder.put(&artifact.address, &(artifact.make)(cache)?)?)
}

fn bundle(bundle: &Bundle, cache: &Cache, folder: &Folder) -> Result<Vec<Finished>, MakeError> {
    let files = (bundle.make)(cache)?;
    files.par_iter().map(|(address, bytes)| Ok(folder.put(address, bytes)?)).collect()
}

fn sealed(seal: &Seal, cache: &Cache, finished: &[Finished], folder: &Folder) -> Result<Finished, MakeError> {
    Ok(folder.put(&seal.address, &(seal.make)(cache, finished)?)?)
}
