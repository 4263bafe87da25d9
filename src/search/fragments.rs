//! The texts of items in small files: what a result shows, and what a hit is verified on.

use super::pack::Packer;
use super::unit::Unit;
use crate::plan::{Address, Document, MakeError};
use crate::render::Publication;
use crate::render::frame::Said;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// About how many bytes of text share a file.
const TEXT: usize = 2000;

/// The files of a document in one language.
pub struct Fragments {
    /// The folder they are in: a name that changes with their bytes.
    pub folder: String,
    /// How many items share a file.
    pub each: usize,
    /// The files.
    pub files: Vec<(Address, Vec<u8>)>,
}

/// Writes the items of a document.
pub fn of(
    publication: &Publication,
    document: &Document,
    language: usize,
    units: &[Unit],
    packer: &mut Packer,
) -> Result<Fragments, MakeError> {
    let said = Said { publication, language };
    let total: usize = units.iter().map(|u| u.text.len() + u.label.0.len()).sum();
    let each = ((TEXT * units.len() + total / 2) / total.max(1)).clamp(1, 16);
    let mut packed = Vec::with_capacity(units.len() / each + 1);
    for chunk in units.chunks(each) {
        packed.push(packer.pack(&file(&said, document, chunk)?));
    }
    let digest = packed.iter().fold(Sha256::new(), |digest, file| digest.chain_update(file)).finalize();
    let folder: String = digest.iter().take(4).map(|b| format!("{b:02x}")).collect();
    let code = said.code();
    let address = |n| Address::new(format!("assets/search/{code}/{folder}/{n}.bin"));
    let files = packed.into_iter().enumerate().map(|(n, file)| (address(n), file)).collect();
    Ok(Fragments { folder, each, files })
}

/// The items of a file, behind what they share.
#[derive(Serialize)]
struct FileView<'a>(&'a str, String, String, Vec<ItemView<'a>>);

/// An item as a result shows it. The names are short because every reader loads them.
#[derive(Serialize)]
struct ItemView<'a> {
    /// Its path.
    p: &'a str,
    /// How many ids of the path are those of its page.
    d: usize,
    /// Its printed number.
    n: &'a str,
    /// Its label.
    l: &'a str,
    /// What it stands in.
    w: &'a [String],
    /// Its text.
    t: &'a str,
    /// The language of the label, where it is not the reader's.
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<&'a str>,
    /// The language of the text, where it is not the reader's.
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<&'a str>,
}

fn file(said: &Said, document: &Document, units: &[Unit]) -> Result<Vec<u8>, MakeError> {
    let edition = &document.current.edition;
    let (title, title_lang) = said.text(&edition.title);
    let items = units.iter().map(|unit| ItemView {
        p: edition.items[unit.item].path.as_str(),
        d: unit.page_depth,
        n: &unit.number,
        l: &unit.label.0,
        w: &unit.place,
        t: &unit.text,
        a: Some(&*unit.label.1).filter(|code| *code != said.code()),
        b: Some(said.publication.code(unit.text_language)).filter(|code| *code != said.code()),
    });
    serde_json::to_vec(&FileView(document.slug(), title, title_lang, items.collect()))
        .map_err(|e| MakeError(e.to_string()))
}
