//! The name of a new document: the folder below `documents/`, which is the end of its address.

use crate::content::Corpus;
use crate::form::{Form, RESERVED_PARTS};
use crate::model::path::is_key;
use crate::plan::address;
use unicode_normalization::UnicodeNormalization;

/// Why a name cannot be that of a new document.
#[derive(Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has other characters than an address should have; what could be written instead, if anything is left.
    Characters(Option<String>),
    /// There is a document of that name; a name that is free.
    Taken(String),
    /// The folder of a document above has something else of that name.
    Reserved(String),
    /// Another document had this address before: who comes there is led to it.
    Former(String),
}

/// Whether a document of that name can be begun beside those of the corpus.
///
/// Each folder is spelt like the key of an entry. Other names would be read as well; but addresses in capitals, with
/// spaces or in Japanese are spelt differently by every program they are pasted into.
pub fn judge(slug: &str, form: &Form, corpus: &Corpus) -> Result<(), Unfit> {
    if !slug.split('/').all(is_key) {
        return Err(Unfit::Characters(plain(slug)));
    }
    let exists = |slug: &str| corpus.documents.iter().any(|d| d.slug.to_lowercase() == slug);
    if exists(slug) {
        let free = (2..).map(|n| format!("{slug}-{n}")).find(|slug| !exists(slug));
        return Err(Unfit::Taken(free.unwrap_or_default()));
    }
    if let Some(name) = reserved(slug, corpus).or_else(|| below(slug, form, corpus)) {
        return Err(Unfit::Reserved(name));
    }
    let address = format!("documents/{slug}");
    let former = |from: &str| *address::former(from) == *address;
    let by = corpus.documents.iter().find(|d| d.top.meta.moved_from.iter().any(|(from, _)| former(from)));
    by.map_or(Ok(()), |document| Err(Unfit::Former(document.slug.to_string())))
}

/// The name below the folder of another document that is one of its pages, or belongs to the site.
fn reserved(slug: &str, corpus: &Corpus) -> Option<String> {
    slug.match_indices('/').find_map(|(at, _)| {
        let (above, below) = (&slug[..at], slug[at + 1..].split('/').next().unwrap_or(""));
        let is_part = || {
            let document = corpus.documents.iter().find(|d| *d.slug == *above)?;
            let (form, _) = document.top.meta.form.as_ref()?;
            corpus.forms.find(form)?.child(None, below)
        };
        let taken = RESERVED_PARTS.contains(&below) || below == "files" || is_part().is_some();
        taken.then(|| below.to_owned())
    })
}

/// The folder of a document below the new one that a page of the new one would be in.
fn below(slug: &str, form: &Form, corpus: &Corpus) -> Option<String> {
    let below = corpus.documents.iter().filter_map(|d| d.slug.strip_prefix(slug)?.strip_prefix('/'));
    let mut first = below.map(|rest| rest.split('/').next().unwrap_or(rest));
    first.find(|name| form.child(None, name).is_some()).map(str::to_owned)
}

/// The name in the characters that an address should have.
fn plain(slug: &str) -> Option<String> {
    let folder = |name: &str| {
        let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
        let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut plain = words.collect::<Vec<_>>().join("-");
        plain.truncate(40);
        plain.trim_end_matches('-').to_owned()
    };
    let folders: Vec<String> = slug.split('/').map(folder).filter(|name| !name.is_empty()).collect();
    (!folders.is_empty()).then(|| folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{MemoryReader, load};

    #[test]
    fn a_name_is_spelt_plainly_and_belongs_to_nobody_else() {
        let reader = MemoryReader::new([
            ("documents/a/document.yaml", "form: basic\nstatus: draft\nmoved_from: documents/old\n"),
            ("documents/a-2/document.yaml", "form: basic\nstatus: draft\n"),
        ]);
        let (corpus, _) = load(&reader).expect("files in memory");
        let form = corpus.forms.find("basic").expect("built in");
        let part = &form.node(form.parts[0]).id;
        let judge = |slug: &str| judge(slug, form, &corpus);
        assert_eq!(judge("council/2026"), Ok(()));
        let other = |name: &str| Err(Unfit::Characters(Some(name.to_owned())));
        assert_eq!(judge("Kokuho_2026"), other("kokuho-2026"));
        assert_eq!(judge("ｋｏｋｕｈｏ 2026"), other("kokuho-2026"));
        assert_eq!(judge("../x"), other("x"));
        assert_eq!(judge("国保"), Err(Unfit::Characters(None)));
        assert_eq!(judge(""), Err(Unfit::Characters(None)));
        assert_eq!(judge("a"), Err(Unfit::Taken("a-3".to_owned())));
        assert_eq!(judge("old"), Err(Unfit::Former("a".to_owned())));
        assert_eq!(judge(&format!("a/{part}")), Err(Unfit::Reserved(part.to_string())));
        assert_eq!(judge("b/editions/x"), Err(Unfit::Reserved("editions".to_owned())));
    }
}
