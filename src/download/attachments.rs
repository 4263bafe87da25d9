//! Files beside a document, as they are; pictures in SVG without anything that could run.

use crate::plan::{Document, MakeError, Set, address};
use crate::render::Publication;

/// Adds the attachments of all editions.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    for planned in document.editions() {
        let segment = planned.is_earlier.then(|| planned.edition.date_segment());
        for (name, id) in &planned.attachments {
            let address = address::attachment(document.slug(), segment.as_deref(), name);
            let path = publication.files.path(*id);
            set.add(address, move |_| {
                let bytes = publication.reader.read(path)?;
                if name.to_ascii_lowercase().ends_with(".svg") { harmless(&bytes, name) } else { Ok(bytes) }
            });
        }
    }
}

/// An SVG without scripts, links to elsewhere or anything that is not on the list of its sanitiser.
pub fn harmless(bytes: &[u8], name: &str) -> Result<Vec<u8>, MakeError> {
    let mut out = Vec::with_capacity(bytes.len());
    svg_hush::Filter::new().filter(&mut &*bytes, &mut out).map_err(|e| MakeError(format!("{name}: {e}")))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_could_run_or_call_home_is_taken_out_of_a_picture() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><a href="javascript:x()"><rect width="1" height="1" onclick="x()"/></a><image href="https://elsewhere.example/x.png"/><text>流れ</text></svg>"#;
        let kept = String::from_utf8(harmless(svg.as_bytes(), "x.svg").expect("a picture")).expect("UTF-8");
        for gone in ["script", "onload", "onclick", "javascript", "elsewhere"] {
            assert!(!kept.contains(gone), "{gone} in {kept}");
        }
        assert!(kept.contains("流れ") && kept.contains("rect"), "{kept}");
    }
}
