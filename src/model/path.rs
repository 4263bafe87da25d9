//! Item paths: ids and keys joined by dots, the identity of an item everywhere.

use std::fmt;
use std::sync::Arc;

/// The path of an item (項目) in a document, such as `basic.systems.core.functions`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemPath(Arc<str>);

impl ItemPath {
    /// A path from its printed form.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// This path with one more segment.
    pub fn child(&self, segment: &str) -> Self {
        Self(format!("{}.{segment}", self.0).into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as shared text.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }

    /// The ids and keys of the path.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }

    /// The path as folders, for a URL: `files/core/acquisition/`.
    pub fn folders(&self) -> String {
        let mut folders = self.0.replace('.', "/");
        folders.push('/');
        folders
    }

    /// True where `self` is `ancestor` or lies below it.
    pub fn is_within(&self, ancestor: &str) -> bool {
        self.0.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// True for the key of an entry or an id: `[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?`.
pub fn is_key(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    bytes.len() <= 40 && plain(*first) && plain(*last) && bytes.iter().all(|c| plain(*c) || *c == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_short_lower_case_and_begin_and_end_plainly() {
        for good in ["a", "core", "100k-1m", "c18", &"x".repeat(40)] {
            assert!(is_key(good), "{good}");
        }
        for bad in ["", "-a", "a-", "Core", "a_b", "基幹", "a.b", &"x".repeat(41)] {
            assert!(!is_key(bad), "{bad}");
        }
    }

    #[test]
    fn a_path_lies_within_its_ancestors_only() {
        let path = ItemPath::new("basic.systems.core");
        assert!(path.is_within("basic.systems") && path.is_within("basic.systems.core"));
        assert!(!path.is_within("basic.system"));
    }
}
