//! An edition (版) frozen: the current answers as files of `editions/<date>/`.

use crate::content::{Edition, Reader};
use crate::form::Form;
use crate::model::Span;
use std::io;

/// Names that belong to the document, not to one edition of it.
const OF_THE_DOCUMENT: [&str; 2] = ["changes", "review"];

/// The files of a frozen edition: paths below its folder, with their bytes. The answers, their translations and the
/// attachments are copied as they are; document.yaml names the revision of the form.
///
/// Errors: a file that cannot be read.
pub fn files(reader: &dyn Reader, top: &Edition, form: &Form) -> io::Result<Vec<(String, Vec<u8>)>> {
    let prefix = format!("{}/", top.folder);
    let mut files = Vec::new();
    for path in reader.list()? {
        let Some(name) = path.strip_prefix(&prefix).filter(|name| belongs(name)) else { continue };
        let mut bytes = reader.read(&path)?;
        if name == "document.yaml" {
            bytes = with_revision(bytes, top, form);
        }
        files.push((name.to_owned(), bytes));
    }
    Ok(files)
}

/// Files of answers beside document.yaml, and everything below `files/`.
fn belongs(name: &str) -> bool {
    match name.split_once('/') {
        Some((folder, _)) => folder == "files",
        None => {
            let stem = name.split('.').next().unwrap_or("");
            name.ends_with(".yaml") && !OF_THE_DOCUMENT.contains(&stem)
        }
    }
}

/// document.yaml with `full@2024-10` where it says `full`; every other character stays.
fn with_revision(bytes: Vec<u8>, top: &Edition, form: &Form) -> Vec<u8> {
    let Some((written, span)) = top.meta.form.as_ref().filter(|(written, _)| !written.contains('@')) else {
        return bytes;
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return error.into_bytes(),
    };
    replaced(&text, *span, written, &form.reference()).unwrap_or(text).into_bytes()
}

/// The text with `new` for `old`, which stands at the span or just inside its quotation marks.
fn replaced(text: &str, span: Span, old: &str, new: &str) -> Option<String> {
    let line_start: usize = text.split_inclusive('\n').take(span.line as usize - 1).map(str::len).sum();
    let line = text[line_start..].split('\n').next()?;
    let column = line.char_indices().nth(span.column as usize - 1).map_or(line.len(), |(at, _)| at);
    let at = line_start + column + line[column..].find(old)?;
    Some(format!("{}{new}{}", &text[..at], &text[at + old.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{MemoryReader, load};

    #[test]
    fn answers_translations_and_attachments_are_copied_and_the_revision_is_written_down() {
        let document = "\u{FEFF}# 様式\r\nform: \"basic\" # 基礎\r\ntitle: 題\r\nstatus: published\r\npublished: 2026-01-01\r\n";
        let reader = MemoryReader::new([
            ("site.yaml", "title: 見本\nlanguages: [ja, en]\n".to_owned()),
            ("documents/d/document.yaml", document.to_owned()),
            ("documents/d/document.en.yaml", "title: T\n".to_owned()),
            ("documents/d/related.yaml", "related: {}\n".to_owned()),
            ("documents/d/changes.yaml", "[]\n".to_owned()),
            ("documents/d/changes.en.yaml", "[]\n".to_owned()),
            ("documents/d/review.yaml", "[]\n".to_owned()),
            ("documents/d/notes.txt", "覚え書き".to_owned()),
            ("documents/d/files/a/図.svg", "<svg/>".to_owned()),
            ("documents/d/editions/2025-01-01/document.yaml", "form: basic\n".to_owned()),
            ("documents/d/inner/document.yaml", "form: basic\n".to_owned()),
        ]);
        let (corpus, _) = load(&reader).expect("files in memory");
        let form = corpus.forms.find("basic").expect("built in");
        let frozen = files(&reader, &corpus.documents[0].top, form).expect("files in memory");
        let names: Vec<&str> = frozen.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["document.en.yaml", "document.yaml", "files/a/図.svg", "related.yaml"]);
        let expected = document.replace("\"basic\"", &format!("\"{}\"", form.reference()));
        assert_eq!(String::from_utf8_lossy(&frozen[1].1), expected);
    }
}
