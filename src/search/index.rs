//! The index of every language: shards, and the small files that lead to them.

use super::pack::Packer;
use super::{Share, shards};
use crate::form::Form;
use crate::lexicon::tables;
use crate::plan::{Address, Bundle, Document, Site, address};
use crate::render::Publication;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Bytes of a shard before it is packed, at least; a larger site has larger ones, in steps, so that their list stays
/// small and one more item does not move every border.
const LEAST: usize = 1400;
/// How hard the lists are packed: there are few, and every reader reads them.
const LEVEL: u32 = 9;

/// What one document adds to the indexes, one share a language.
#[derive(Serialize, Deserialize)]
pub struct Gathered {
    pub(super) slug: String,
    pub(super) shares: Vec<Share>,
}

/// The index of every language. `gathered` may come in any order.
pub fn bundle<'s, G>(publication: &'s Publication<'s>, mut gathered: Vec<G>) -> Bundle<'s>
where
    G: Borrow<Gathered> + Send + Sync + 's,
{
    gathered.sort_by(|a, b| a.borrow().slug.cmp(&b.borrow().slug));
    Bundle::new(move |_| {
        let gathered: Vec<&Gathered> = gathered.iter().map(Borrow::borrow).collect();
        let languages = 0..publication.site.languages().count();
        Ok(languages.flat_map(|language| language_files(publication, &gathered, language)).collect())
    })
}

fn language_files(
    publication: &Publication,
    gathered: &[&Gathered],
    language: usize,
) -> Vec<(Address, Vec<u8>)> {
    let site = publication.site;
    let shares: Vec<&Share> = gathered.iter().map(|g| &g.shares[language]).collect();
    let units: u32 = shares.iter().map(|s| s.postings.units).sum();
    let target = LEAST.max((units as usize / 5).next_power_of_two());
    let shards = shards::of(&shares.iter().map(|s| &s.postings).collect::<Vec<_>>(), target);
    let mut packer = Packer::new(LEVEL);
    let readings = packer.pack(readings(site).as_bytes());
    let documents = packer.pack(documents(site, gathered, language).to_string().as_bytes());
    let questions = packer.pack(asked(site, gathered, language).as_bytes());
    let mut head = head(site, gathered, &shares, language);
    head["shards"] = json!(shards.firsts.join("\n"));
    head["files"] = shards.files.iter().map(|file| name(file)).collect::<String>().into();
    head["readings"] = json!(name(&readings));
    head["documents"] = json!(name(&documents));
    head["questions"] = json!(name(&questions));
    let code = publication.code(language);
    let all = shards.files.into_iter().chain([readings, documents, questions]);
    let mut files: Vec<(Address, Vec<u8>)> =
        all.map(|file| (Address::new(format!("assets/search/{code}/{}.bin", name(&file))), file)).collect();
    files.push((
        Address::new(format!("{}search/index.bin", address::language(site.languages(), language))),
        packer.pack(head.to_string().as_bytes()),
    ));
    files
}

/// The name of a file: ten digits of its digest.
fn name(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(5).map(|b| format!("{b:02x}")).collect()
}

/// What every search reads first. Lists of documents are columns, which pack better than rows.
fn head(site: &Site, gathered: &[&Gathered], shares: &[&Share], language: usize) -> Value {
    let code = site.languages().code(language);
    let mut departments = Numbered::default();
    let mut parts = Numbered::default();
    let planned: Vec<&Document> = gathered.iter().filter_map(|g| site.document(&g.slug)).collect();
    let department_of: Vec<usize> = planned
        .iter()
        .map(|d| departments.number(d.current.edition.department.text(language).trim()))
        .collect();
    let parts_of: Vec<Vec<usize>> = shares
        .iter()
        .map(|s| s.parts.iter().flat_map(|(label, count)| [parts.number(label), *count]).collect())
        .collect();
    json!({
        "language": &**code,
        "source": &**site.languages().source(),
        "folders": shares.iter().map(|s| s.folder.as_str()).collect::<String>(),
        "units": shares.iter().map(|s| s.postings.units).collect::<Vec<_>>(),
        "each": shares.iter().map(|s| s.each).collect::<Vec<_>>(),
        "kinds": planned.iter().map(|d| d.current.edition.form.kind.id()).collect::<Vec<_>>(),
        "departments": department_of,
        "department": departments.names,
        "parts": parts_of,
        "part": parts.names,
        "synonyms": tables::of_glossary(&site.glossary, language),
    })
}

/// Names in the order in which they first appear.
#[derive(Default)]
struct Numbered {
    names: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Numbered {
    fn number(&mut self, name: &str) -> usize {
        let next = self.names.len();
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.names.push(name.to_owned());
        }
        number
    }
}

fn readings(site: &Site) -> String {
    let lines = tables::readings(&site.glossary).into_iter().map(|(word, kana)| format!("{kana} {word}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What people ask for that items of these documents answer by their labels.
fn asked(site: &Site, gathered: &[&Gathered], language: usize) -> String {
    let documents = gathered.iter().filter_map(|g| site.document(&g.slug));
    let forms: BTreeMap<String, &Form> =
        documents.map(|d| &*d.current.edition.form).map(|form| (form.reference(), form)).collect();
    tables::questions().of(forms.into_values(), site.languages().code(language))
}

/// The documents, for those who want to search one.
fn documents(site: &Site, gathered: &[&Gathered], language: usize) -> Value {
    let planned = gathered.iter().filter_map(|g| site.document(&g.slug));
    planned.map(|d| json!([&**d.slug(), d.current.edition.title.text(language).trim()])).collect()
}
