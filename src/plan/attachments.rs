//! Files beside a document: those that a published answer refers to, of types that are safe to publish.

use crate::model::FileId;
use crate::resolve::{Answer, Edition};
use crate::text;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::resolve::is_inside;

/// Types that are published, by the ending of the name. No HTML: it would run in the site's name.
const TYPES: [(&str, &str); 14] = [
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("gif", "image/gif"),
    ("pdf", "application/pdf"),
    ("csv", "text/csv"),
    ("txt", "text/plain"),
    ("json", "application/json"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("zip", "application/zip"),
];

/// The media type of a file that may be published.
pub fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == ending).map(|(_, media)| *media)
}

/// The endings that may be published.
pub fn endings() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(ending, _)| *ending)
}

/// The files that the answers of an edition refer to.
pub fn of(edition: &Edition) -> BTreeMap<Arc<str>, FileId> {
    let mut found = BTreeMap::new();
    if edition.files.is_empty() {
        return found;
    }
    let mut refer = |name: &str| {
        if let Some((name, id)) = edition.files.get_key_value(name).filter(|(n, _)| media_type(n).is_some()) {
            found.insert(name.clone(), *id);
        }
    };
    for answer in edition.items.iter().filter_map(|item| item.answer.as_ref()) {
        if let Answer::Picture(picture) = answer {
            refer(&picture.file);
        }
        answer.each_text(&mut |translated, markdown| {
            for (_, wording) in translated.iter().filter(|(_, w)| markdown && w.text.contains("files/")) {
                for link in text::parse(&wording.text).links() {
                    link.destination.strip_prefix("files/").into_iter().for_each(&mut refer);
                }
            }
        });
    }
    if let Some(consultation) = &edition.consultation {
        for (_, wording) in consultation.how.iter() {
            for link in text::parse(&wording.text).links() {
                link.destination.strip_prefix("files/").into_iter().for_each(&mut refer);
            }
        }
    }
    found
}

/// An SVG without scripts, links to elsewhere or anything that is not on the list of its sanitiser.
///
/// Errors: what is no well-formed SVG, in the words of the sanitiser.
pub fn harmless(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(bytes.len());
    svg_hush::Filter::new().filter(&mut &*bytes, &mut out).map_err(|e| e.to_string())?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_could_run_or_call_home_is_taken_out_of_a_picture() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><a href="javascript:x()"><rect width="1" height="1" onclick="x()"/></a><image href="https://elsewhere.example/x.png"/><text>流れ</text></svg>"#;
        let kept = String::from_utf8(harmless(svg.as_bytes()).expect("a picture")).expect("UTF-8");
        for gone in ["script", "onload", "onclick", "javascript", "elsewhere"] {
            assert!(!kept.contains(gone), "{gone} in {kept}");
        }
        assert!(kept.contains("流れ") && kept.contains("rect"), "{kept}");
    }
}
