//! Addresses: where on the site something stands, relative to its root.

use crate::model::{ItemPath, Languages};
use std::fmt;
use std::sync::Arc;

/// An address relative to the root of the site: `documents/juki/basic/`, `feed.xml`; the root itself is empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Arc<str>);

impl Address {
    /// An address from its text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file the address is kept in: an `index.html` for a folder.
    pub fn file(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') {
            format!("{}index.html", self.0)
        } else {
            self.0.to_string()
        }
    }

    /// The way from this address up to the root: `./`, `../`, `../../`.
    pub fn root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder of a language: nothing for the source language.
pub fn language(languages: &Languages, index: usize) -> String {
    if index == 0 { String::new() } else { format!("{}/", languages.code(index)) }
}

/// A document in the source language; prefix the language for others.
pub fn document(slug: &str) -> String {
    format!("documents/{slug}/")
}

/// A page of a document.
pub fn section(slug: &str, path: &ItemPath) -> String {
    format!("documents/{slug}/{}", path.folders())
}

/// An edition whole on one page.
pub fn edition(slug: &str, segment: &str) -> String {
    format!("documents/{slug}/editions/{segment}/")
}

/// The change table of a document.
pub fn changes(slug: &str) -> String {
    format!("documents/{slug}/changes/")
}

/// What changed on a date, item by item.
pub fn change(slug: &str, segment: &str) -> String {
    format!("documents/{slug}/changes/{segment}/")
}

/// An earlier edition compared with the current one.
pub fn compare(slug: &str, segment: &str) -> String {
    format!("documents/{slug}/compare/{segment}/")
}

/// The feed of a document.
pub fn feed(slug: &str) -> String {
    format!("documents/{slug}/feed.xml")
}

/// What is new on the site.
pub const NEWS: &str = "changes/";

/// The downloads of a document.
pub fn downloads(slug: &str) -> String {
    format!("documents/{slug}/downloads/")
}

/// A file of an edition; those of earlier ones stand beside it.
pub fn attachment(slug: &str, earlier: Option<&str>, name: &str) -> String {
    match earlier {
        Some(segment) => format!("documents/{slug}/editions/{segment}/files/{name}"),
        None => format!("documents/{slug}/files/{name}"),
    }
}

/// A former address as written in `moved_from`: with or without `documents/`, without slashes around it.
pub fn former(written: &str) -> Arc<str> {
    let plain = written.trim_matches('/');
    let plain = plain.strip_suffix("/index.html").unwrap_or(plain);
    if plain.starts_with("documents/") || plain.contains('.') {
        plain.into()
    } else {
        format!("documents/{plain}").into()
    }
}

/// True for a file whose name changes with its bytes: it may be kept for ever, and pages of earlier days may ask for it.
pub fn names_its_bytes(file: &str) -> bool {
    file.starts_with("assets/")
}

/// First segments below the root that belong to the site.
pub const RESERVED: [&str; 9] =
    ["documents", "search", "glossary", "changes", "schema", "assets", "downloads", "index", "404"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_knows_its_file_and_the_way_to_the_root() {
        let cases = [
            ("", "index.html", "./"),
            ("documents/a/b/", "documents/a/b/index.html", "../../../"),
            ("feed.xml", "feed.xml", "./"),
        ];
        for (address, file, root) in cases {
            let address = Address::new(address);
            assert_eq!((address.file().as_str(), address.root().as_str()), (file, root));
        }
    }

    #[test]
    fn former_addresses_are_written_in_several_ways() {
        for written in ["/documents/old/", "documents/old", "old", "/old/", "documents/old/index.html"] {
            assert_eq!(&*former(written), "documents/old", "{written}");
        }
    }
}
