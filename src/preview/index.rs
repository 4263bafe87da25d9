//! The index of the search, made when somebody searches, and kept document by document: what did not change is not
//! gathered again.

use super::view::View;
use crate::plan::{self, MakeError};
use crate::search::{self, Gathered};
use crate::text::cache::Cache;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many generations of files are kept: a page that is open goes on reading those it began with.
const GENERATIONS: usize = 2;

/// What was made so far.
#[derive(Default)]
pub struct Index(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    documents: BTreeMap<Arc<str>, Arc<Share>>,
    /// The newest last.
    generations: Vec<Generation>,
}

/// What a document adds.
struct Share {
    document: Arc<plan::Document>,
    gathered: Arc<Gathered>,
    files: Files,
}

type Files = Vec<(Arc<str>, Arc<[u8]>)>;

struct Generation {
    edition: u64,
    files: BTreeMap<Arc<str>, Arc<[u8]>>,
}

impl Index {
    /// The file of the search at an address, if it is one. What every search reads first belongs to the state that is
    /// looked at, and is made if need be.
    pub fn find(&self, view: &View, address: &str) -> Option<Arc<[u8]>> {
        let is_head = view.language_of(address).1 == HEAD;
        if !is_head && !address.starts_with("assets/search/") {
            return None;
        }
        if is_head {
            self.prepare(view);
        }
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.generations.iter().rev().find_map(|generation| generation.files.get(address).cloned())
    }

    /// Makes the index of a state, unless it is there. A document that cannot be gathered is not found.
    pub fn prepare(&self, view: &View) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.generations.last().is_some_and(|newest| newest.edition == view.edition) {
            return;
        }
        kept.documents = gather(view, &kept.documents);
        let files = bundle(view, &kept.documents).unwrap_or_default();
        kept.generations.push(Generation { edition: view.edition, files });
        let old = kept.generations.len().saturating_sub(GENERATIONS);
        kept.generations.drain(..old);
    }
}

/// What every search reads first.
const HEAD: &str = "search/index.bin";

fn gather(view: &View, before: &BTreeMap<Arc<str>, Arc<Share>>) -> BTreeMap<Arc<str>, Arc<Share>> {
    let publication = view.publication();
    let known = |document: &Arc<plan::Document>| {
        before.get(document.slug()).filter(|share| Arc::ptr_eq(&share.document, document)).cloned()
    };
    let shares = view.site.documents.par_iter().map_init(
        || search::Desk::new(view.site.languages()),
        |desk, document| {
            let share = known(document).or_else(|| {
                let cache = Cache::default();
                let (files, gathered) = search::gather(&publication, document, &cache, desk).ok()?;
                let (document, gathered) = (document.clone(), Arc::new(gathered));
                Some(Arc::new(Share { document, gathered, files: files.into_iter().map(shared).collect() }))
            });
            Some((document.slug().clone(), share?))
        },
    );
    shares.flatten_iter().collect::<Vec<_>>().into_iter().collect()
}

/// The files of all documents, and those that lead to them.
fn bundle(
    view: &View,
    documents: &BTreeMap<Arc<str>, Arc<Share>>,
) -> Result<BTreeMap<Arc<str>, Arc<[u8]>>, MakeError> {
    let publication = view.publication();
    let gathered: Vec<Arc<Gathered>> = documents.values().map(|share| share.gathered.clone()).collect();
    let bundle = search::bundle(&publication, gathered);
    let own = documents.values().flat_map(|share| share.files.iter().cloned());
    let made = (bundle.make)(&Cache::default())?;
    Ok(own.chain(made.into_iter().map(shared)).collect())
}

fn shared((address, bytes): (plan::Address, Vec<u8>)) -> (Arc<str>, Arc<[u8]>) {
    (address.as_str().into(), bytes.into())
}

/// True for the page of the search: who opens it will need the index.
pub fn is_page(view: &View, path: &str) -> bool {
    view.language_of(path).1 == HEAD.trim_end_matches("index.bin")
}
