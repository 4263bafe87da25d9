//! The sample content: a site, a form that has everything, a document without answers. A case adds what it is about.

use kohyo::content::MemoryReader;
use std::collections::BTreeMap;
use std::sync::Arc;

const FILES: [(&str, &str); 3] = [
    ("site.yaml", include_str!("content/site.yaml")),
    ("forms/sample.yaml", include_str!("content/forms/sample.yaml")),
    ("documents/sample/document.yaml", include_str!("content/documents/sample/document.yaml")),
];

/// The sample content with `files` added to it or put in place of its own; nothing in place of a file takes it away.
pub fn with(files: impl IntoIterator<Item = (String, Option<Vec<u8>>)>) -> MemoryReader {
    let mut all: BTreeMap<Arc<str>, Vec<u8>> =
        FILES.into_iter().map(|(path, text)| (path.into(), text.as_bytes().to_vec())).collect();
    for (path, bytes) in files {
        match bytes {
            Some(bytes) => all.insert(path.into(), bytes),
            None => all.remove(path.as_str()),
        };
    }
    MemoryReader(all)
}
