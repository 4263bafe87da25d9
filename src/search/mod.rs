//! Search (検索) without a server: what is found, by which tokens, in small files that a browser reads as it needs them.
//!
//! One index for every language, made from what a reader of that language sees. `unit` says what is found, `lexicon`
//! by which tokens, `postings` how well; `shards` divides the tokens into files, `fragments` the texts; `index` puts
//! them together. The page is `render/search.rs`, the reader in the browser is `themes/default/search/`.

mod fragments;
mod index;
mod pack;
mod postings;
mod shards;
mod unit;

pub use index::{Gathered, bundle};

use crate::lexicon::analysis::Words;
use crate::model::Languages;
use crate::plan::{Address, Document, MakeError};
use crate::render::Publication;
use crate::text::cache::Cache;
use pack::Packer;
use postings::{Inverter, Postings};
use serde::{Deserialize, Serialize};
use unit::Unit;

/// Files with their addresses.
type Files = Vec<(Address, Vec<u8>)>;

/// How hard the texts are packed: there are many small files, and each is read alone.
const LEVEL: u32 = 5;

/// What a document adds to the index of one language.
#[derive(Serialize, Deserialize)]
struct Share {
    postings: Postings,
    folder: String,
    each: usize,
    /// The parts of the form with how many items each has.
    parts: Vec<(String, usize)>,
}

/// What one thread keeps from document to document.
pub struct Desk {
    words: Vec<Words>,
    packer: Packer,
}

impl Desk {
    /// For the languages of a site.
    pub fn new(languages: &Languages) -> Self {
        Self { words: languages.iter().map(|code| Words::new(code)).collect(), packer: Packer::new(LEVEL) }
    }
}

/// What a document adds to search: files of its own, and its share of every index.
pub fn gather(
    publication: &Publication,
    document: &Document,
    cache: &Cache,
    desk: &mut Desk,
) -> Result<(Files, Gathered), MakeError> {
    let mut files = Vec::new();
    let mut shares = Vec::new();
    for language in 0..publication.site.languages().count() {
        let units = unit::of(publication, document, language, cache);
        let (postings, parts) = invert(publication, document, language, &units, &mut desk.words[language]);
        let fragments = fragments::of(publication, document, language, &units, &mut desk.packer)?;
        files.extend(fragments.files);
        shares.push(Share { postings, parts, folder: fragments.folder, each: fragments.each });
    }
    Ok((files, Gathered { slug: document.slug().to_string(), shares }))
}

/// The postings of a document, and the parts of its form with how many items each has.
fn invert(
    publication: &Publication,
    document: &Document,
    language: usize,
    units: &[Unit],
    words: &mut Words,
) -> (Postings, Vec<(String, usize)>) {
    let edition = &document.current.edition;
    let keywords = edition.keywords.get(language).into_iter().flatten();
    let title = keywords.fold(edition.title.text(language).to_owned(), |title, word| title + "\n" + word);
    let mut inverter = Inverter::new(words);
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for unit in units {
        inverter.add(unit, &title);
        match parts.last_mut().filter(|(part, _)| *part == unit.part) {
            Some((_, count)) => *count += 1,
            None => parts.push((unit.part, 1)),
        }
    }
    let label = |part: usize| edition.items[part].label.text(publication.code(language)).to_owned();
    (inverter.finish(), parts.into_iter().map(|(part, count)| (label(part), count)).collect())
}
