//! What commands about one document have in common: the content as it lies there, and the document that was named.

use super::Failure;
use super::language::Words;
use crate::content::{Document, FolderReader};
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

/// The document of that slug; `documents/x/` and `x` are the same.
pub fn find<'p>(prepared: &'p Prepared, name: &str, words: Words) -> Result<&'p Arc<Document>, Failure> {
    let slug = name.trim_matches('/');
    let slug = slug.strip_prefix("documents/").unwrap_or(slug);
    prepared.corpus.documents.iter().find(|d| &*d.slug == slug).ok_or_else(|| {
        let meant = nearest(slug, prepared.corpus.documents.iter().map(|d| &*d.slug));
        let meant_ja = meant.map_or(String::new(), |m| format!("。「{m}」ではありませんか"));
        let meant_en = meant.map_or(String::new(), |m| format!("; did you mean `{m}`?"));
        Failure(match words {
            Words::Japanese => format!("文書「{slug}」はありません{meant_ja}"),
            Words::English => format!("there is no document `{slug}`{meant_en}"),
        })
    })
}
