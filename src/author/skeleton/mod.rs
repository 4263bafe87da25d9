//! A new document (文書) as files: every key of its form in its order, with the official labels as comments.
//!
//! Made from the form alone, or with the answers of another document. What is written checks without errors: a draft
//! may lack every answer.

mod document;
mod overlay;
mod source;
mod words;
mod write;

use super::copy::Copied;
use crate::form::{Form, NodeId};
use crate::model::Languages;
use crate::yaml::Node;
use source::Writer;
use write::Lines;

/// What a new document is made from.
pub struct Skeleton<'a> {
    /// The form.
    pub form: &'a Form,
    /// How document.yaml names it: `full`, `full@2024-10`.
    pub reference: &'a str,
    /// The languages of the site.
    pub languages: &'a Languages,
    /// What is taken over from another document.
    pub copied: &'a Copied,
    /// Where an editor finds the schemas, seen from the document.
    pub schemas: Schemas,
}

/// Addresses of schemas for the first line of a file; nothing where there are none.
#[derive(Debug, Default)]
pub struct Schemas {
    /// Of document.yaml.
    pub document: Option<String>,
    /// Of its translations.
    pub document_translation: Option<String>,
    /// Of the answers.
    pub answers: Option<String>,
    /// Of their translations.
    pub translation: Option<String>,
}

impl Skeleton<'_> {
    /// The files of the document: their names with their texts.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for (index, code) in self.languages.iter().enumerate() {
            files.push((self.name("document", index), self.document(index, code)));
            for part in &self.form.parts {
                let stem = stem(&self.form.node(*part).id);
                if index == 0 {
                    files.push((self.name(&stem, index), self.answers(*part, code)));
                } else if overlay::is_worded(self.form, *part) {
                    files.push((self.name(&stem, index), self.translation(*part, index, code)));
                }
            }
        }
        files
    }

    /// `basic.yaml` in the source language, `basic.en.yaml` in another.
    fn name(&self, stem: &str, index: usize) -> String {
        if index == 0 {
            format!("{stem}.yaml")
        } else {
            format!("{stem}.{}.yaml", self.languages.code(index))
        }
    }

    fn document(&self, index: usize, code: &str) -> String {
        let title = self.form.title.text(code);
        match index {
            0 => document::source(begun(&self.schemas.document), code, self.reference, title, self.copied),
            _ => document::overlay(begun(&self.schemas.document_translation), code, index, self.copied),
        }
    }

    fn answers(&self, part: NodeId, code: &str) -> String {
        let mut lines = begun(&self.schemas.answers);
        lines.comment(0, words::how_to_answer(code));
        lines.gap();
        let mut writer = Writer { form: self.form, code, lines };
        writer.node(part, 0, self.answered(part));
        writer.lines.finish()
    }

    fn translation(&self, part: NodeId, index: usize, code: &str) -> String {
        let mut lines = begun(&self.schemas.translation);
        lines.comment(0, words::how_to_translate(code));
        lines.gap();
        let id = &self.form.node(part).id;
        let overlay = self.copied.overlays.iter().find(|(language, _)| *language == index);
        let own = overlay.and_then(|(_, entries)| Some(&entries.iter().find(|(k, _)| k.text == *id)?.1));
        let mut writer = Writer { form: self.form, code, lines };
        writer.translation(part, 0, self.answered(part), own);
        writer.lines.finish()
    }

    fn answered(&self, part: NodeId) -> Option<&Node> {
        let id = &self.form.node(part).id;
        self.copied.answers.iter().find(|(key, _)| key.text == *id).map(|(_, node)| node)
    }
}

/// A file that tells editors which schema it has.
fn begun(schema: &Option<String>) -> Lines {
    let mut lines = Lines::default();
    if let Some(schema) = schema {
        lines.comment(0, &format!("yaml-language-server: $schema={schema}"));
    }
    lines
}

/// The name of the file of a part: its id, unless files of that name are something else.
fn stem(id: &str) -> String {
    if matches!(id, "document" | "review" | "changes") { format!("part-{id}") } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Corpus, MemoryReader, load};
    use crate::form::builtin;
    use crate::model::Level;
    use crate::pipeline::{Drafts, prepare};

    fn made(skeleton: &Skeleton) -> MemoryReader {
        let mut files = vec![("site.yaml".to_owned(), "title: 見本\nlanguages: [ja, en]\n".to_owned())];
        files.extend(skeleton.files().into_iter().map(|(name, text)| (format!("documents/d/{name}"), text)));
        MemoryReader::new(files)
    }

    fn skeleton<'a>(form: &'a Form, languages: &'a Languages, copied: &'a Copied) -> Skeleton<'a> {
        Skeleton { form, reference: &form.id, languages, copied, schemas: Schemas::default() }
    }

    /// Every path of the form, as the answers have it.
    fn keys(corpus: &Corpus, form: &Form) -> Vec<String> {
        let answers = &corpus.documents[0].top.answers;
        let mut missing = Vec::new();
        for id in form.walk() {
            let mut path = vec![id];
            while let Some(parent) = form.node(path[0]).parent {
                path.insert(0, parent);
            }
            let mut entries = &answers[..];
            for step in path {
                let node = form.node(step);
                let Some((_, value)) = entries.iter().find(|(k, _)| k.text == node.id) else {
                    missing.push(form.path(id));
                    break;
                };
                let value = if node.repeat.is_some() {
                    value.get(source::FIRST_ENTRY).unwrap_or(value)
                } else {
                    value
                };
                entries = value.mapping().unwrap_or(&[]);
            }
        }
        missing
    }

    #[test]
    fn every_form_has_a_skeleton_with_every_key_that_checks_without_errors() {
        let (languages, nothing) = (Languages::default(), Copied::default());
        for form in builtin() {
            let reader = made(&skeleton(form, &languages, &nothing));
            let (corpus, findings) = load(&reader).expect("files in memory");
            assert!(findings.is_empty(), "{}: {findings:?}", form.id);
            assert_eq!(keys(&corpus, form), Vec::<String>::new(), "{}", form.id);
            let prepared = prepare(&reader, None, Drafts::Checked).expect("files in memory");
            let bad: Vec<_> = prepared.findings.iter().filter(|(l, _)| *l != Level::Information).collect();
            assert!(bad.is_empty(), "{}: {bad:?}", form.id);
        }
    }

    #[test]
    fn a_part_that_is_called_like_a_file_of_the_document_has_a_file_of_its_own() {
        assert_eq!(stem("review"), "part-review");
        assert_eq!(stem("risks"), "risks");
    }
}
