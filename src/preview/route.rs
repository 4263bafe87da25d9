//! From an address to the bytes that stand there: finds the one artifact and makes it.

use super::index::Index;
use super::view::View;
use crate::make;
use crate::plan::{Finished, MakeError, Set, attachments};
use crate::text::cache::Cache;
use std::sync::Arc;

/// What stands at an address.
pub enum Answer {
    /// A file, made for this request.
    Made(Vec<u8>),
    /// A file that is kept.
    Kept(Arc<[u8]>),
    /// It stands at this address.
    Moved(String),
    /// Nothing.
    Missing,
    /// A document that must not be shown, or cannot.
    Held,
    /// It could not be made.
    Failed(MakeError),
}

/// What stands at a path below the root of the site.
pub fn answer(view: &View, index: &Index, path: &str) -> Answer {
    let address = without_index(path);
    if let Some(bytes) = index.find(view, address) {
        return Answer::Kept(bytes);
    }
    let (_, inner) = view.language_of(address);
    if view.slug_at(inner).is_some_and(|slug| view.site.document(slug).is_none()) {
        return Answer::Held;
    }
    let found = of_document(view, address, inner).or_else(|| of_site(view, address));
    found.unwrap_or(Answer::Missing)
}

fn of_document(view: &View, address: &str, inner: &str) -> Option<Answer> {
    let document = view.site.document(view.slug_at(inner)?)?;
    let publication = view.publication();
    let set = make::document_set(&publication, document);
    let seal = set.seals.iter().find(|seal| seal.address.as_str() == address);
    let Some(seal) = seal else { return find(&set, address) };
    // Making every file to tell how long it is would take longer than anybody waits for a page.
    let unmade: Vec<Finished> = set.artifacts.iter().map(|a| Finished::unmade(a.address.clone())).collect();
    Some(made((seal.make)(&Cache::default(), &unmade)))
}

/// The pages and files of the site as a whole. Its manifest is no part of a preview: nothing was built.
fn of_site(view: &View, address: &str) -> Option<Answer> {
    let publication = view.publication();
    find(&make::site_set(&publication), address).or_else(|| {
        let assets = &view.before.as_ref()?.assets;
        let asset = assets.iter().find(|asset| asset.address == address)?;
        Some(Answer::Made(asset.bytes.clone()))
    })
}

/// The artifact at the address; where the address lacks its slash, where to.
fn find(set: &Set, address: &str) -> Option<Answer> {
    let at = |wanted: &str| set.artifacts.iter().find(|a| a.address.as_str() == wanted);
    if let Some(artifact) = at(address) {
        return Some(made((artifact.make)(&Cache::default())));
    }
    let folder = format!("{address}/");
    let sealed = || set.seals.iter().any(|seal| seal.address.as_str() == folder);
    let is_folder = !address.ends_with('/') && (at(&folder).is_some() || sealed());
    is_folder.then_some(Answer::Moved(folder))
}

fn made(made: Result<Vec<u8>, MakeError>) -> Answer {
    made.map_or_else(Answer::Failed, Answer::Made)
}

/// An address as it stands in links: that of an `index.html` is its folder.
pub fn without_index(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|a| a.is_empty() || a.ends_with('/')).unwrap_or(path)
}

/// The media type of what stands at an address.
pub fn media_type(address: &str) -> &'static str {
    if address.is_empty() || address.ends_with('/') || address.ends_with(".html") {
        return "text/html; charset=utf-8";
    }
    match address.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => attachments::media_type(address).unwrap_or("application/octet-stream"),
    }
}
