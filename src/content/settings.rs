//! site.yaml: what holds for the whole site.

use crate::model::{Finding, Languages, Level, Localized, Span};
use crate::yaml::Node;
use std::sync::Arc;

/// The settings of a site.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The name of the site.
    pub title: Localized,
    /// Where it will stand, with a slash at the end.
    pub base_url: Arc<str>,
    /// Its languages, the source language first.
    pub languages: Languages,
    /// Who publishes it.
    pub publisher: Localized,
    /// Whom to ask, in Markdown.
    pub contact: Localized,
    /// Levels of rules that differ from their own; nothing = off.
    pub rules: Vec<(Arc<str>, Option<Level>)>,
    /// Digits that look like an Individual Number and are none.
    pub not_personal_numbers: Vec<Arc<str>>,
}

const KEYS: [&str; 7] =
    ["title", "base_url", "languages", "publisher", "contact", "rules", "not_personal_numbers"];

/// Reads site.yaml. `unknown-item` for keys it does not know, `wrong-type` for values of another shape.
pub fn decode(root: Option<&Node>, file: Span, findings: &mut Vec<Finding>) -> Settings {
    let Some(root) = root else {
        return Settings { base_url: "https://example.invalid/".into(), ..Settings::default() };
    };
    for (key, _) in root.mapping().unwrap_or(&[]) {
        if !KEYS.contains(&&*key.text) {
            let suggestion = crate::model::finding::nearest(&key.text, KEYS);
            let finding = Finding::new("unknown-item", key.span).variant("key").fact("key", key.text.clone());
            findings.push(finding.fact("options", KEYS.join(", ")).suggest(suggestion));
        }
    }
    if root.mapping().is_none() {
        findings.push(Finding::new("wrong-type", file).variant("mapping"));
    }
    let text = |key: &str| root.get(key).map(Node::localized).unwrap_or_default();
    let list = |key: &str| -> Vec<Arc<str>> {
        root.get(key)
            .and_then(Node::sequence)
            .unwrap_or(&[])
            .iter()
            .filter_map(Node::scalar)
            .cloned()
            .collect()
    };
    for node in ["languages", "not_personal_numbers"].iter().filter_map(|key| root.get(key)) {
        if node.sequence().is_none() && !node.is_empty() {
            findings.push(Finding::new("wrong-type", node.span).variant("list"));
        }
    }
    let languages = list("languages");
    Settings {
        title: text("title"),
        base_url: base_url(root.get("base_url"), findings),
        languages: if languages.is_empty() { Languages::default() } else { Languages::new(languages) },
        publisher: text("publisher"),
        contact: text("contact"),
        rules: rules(root.get("rules"), findings),
        not_personal_numbers: list("not_personal_numbers"),
    }
}

fn base_url(node: Option<&Node>, findings: &mut Vec<Finding>) -> Arc<str> {
    let Some(url) = node.and_then(Node::scalar) else { return "https://example.invalid/".into() };
    if let (Some(node), false) = (node, is_base_url(url)) {
        findings.push(Finding::new("wrong-type", node.span).variant("url").fact("value", url.clone()));
    }
    with_slash(url)
}

/// True for an absolute address of a site, without query or fragment.
pub fn is_base_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty() && !r.starts_with('/') && !r.contains(['?', '#', ' ', '"', '<', '>']))
}

/// The address with exactly one slash at the end.
pub fn with_slash(url: &str) -> Arc<str> {
    format!("{}/", url.trim_end_matches('/')).into()
}

fn rules(node: Option<&Node>, findings: &mut Vec<Finding>) -> Vec<(Arc<str>, Option<Level>)> {
    let mut levels = Vec::new();
    for (key, node) in node.and_then(Node::mapping).unwrap_or(&[]) {
        let level = match node.scalar().map(|s| &**s) {
            Some("error") => Some(Level::Error),
            Some("warning") => Some(Level::Warning),
            Some("information") => Some(Level::Information),
            Some("off") => None,
            other => {
                let value = other.unwrap_or("").to_owned();
                let finding = Finding::new("unknown-option", node.span).variant("level").fact("value", value);
                findings.push(finding.fact("options", "error, warning, information, off"));
                continue;
            }
        };
        levels.push((key.text.clone(), level));
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_absolute_and_ends_in_one_slash() {
        assert!(is_base_url("https://city.example.jp/kohyo"));
        for bad in ["city.example.jp", "/kohyo/", "https://", "https://x/?q", "ftp://x/"] {
            assert!(!is_base_url(bad), "{bad}");
        }
        assert_eq!(&*with_slash("https://x/kohyo//"), "https://x/kohyo/");
    }
}
