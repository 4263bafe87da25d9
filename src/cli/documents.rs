//! What commands about one document have in common: the content as it lies there, and the document that was named.

use super::Failure;
use super::language::Words;
use crate::content::{Corpus, Document, FolderReader};
use crate::model::finding::nearest;
use crate::pipeline::{self, Drafts, Prepared};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which document of which content.
#[derive(Debug, clap::Args)]
pub struct Named {
    /// The document: its folder below documents/.
    pub document: String,
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
}

/// Reads the content with its drafts. Errors: there is no such folder.
pub fn read(content: &Path, words: Words) -> Result<(FolderReader, Prepared), Failure> {
    let reader = super::report::open_folder(content, words)?;
    let prepared = pipeline::prepare(&reader, None, Drafts::Checked)?;
    Ok((reader, prepared))
}

/// The slug in what was typed: `documents/x/` and `x` are the same.
pub fn slug(name: &str) -> &str {
    let slug = name.trim_matches('/');
    slug.strip_prefix("documents/").unwrap_or(slug)
}

/// The document of that slug.
pub fn find<'p>(prepared: &'p Prepared, name: &str, words: Words) -> Result<&'p Arc<Document>, Failure> {
    find_in(&prepared.corpus, name, words)
}

/// The document of that slug in a corpus. Errors: there is none; the nearest is named.
pub fn find_in<'c>(corpus: &'c Corpus, name: &str, words: Words) -> Result<&'c Arc<Document>, Failure> {
    let slug = slug(name);
    corpus.documents.iter().find(|d| &*d.slug == slug).ok_or_else(|| {
        let meant = nearest(slug, corpus.documents.iter().map(|d| &*d.slug));
        let meant_ja = meant.map_or(String::new(), |m| format!("。「{m}」ではありませんか"));
        let meant_en = meant.map_or(String::new(), |m| format!("; did you mean `{m}`?"));
        Failure(match words {
            Words::Japanese => format!("文書「{slug}」はありません{meant_ja}"),
            Words::English => format!("there is no document `{slug}`{meant_en}"),
        })
    })
}
