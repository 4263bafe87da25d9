//! Looks for `individual-number` in everything that would be published.

use super::{Content, Own};
use crate::content::{self, Settings};
use crate::model::{Files, Finding, Place, Span, individual_number};
use crate::text;
use crate::yaml::{Node, Value};
use std::sync::Arc;

/// Every Individual Number in the texts, keys, names and neighbouring cells of a document. The finding never carries the
/// digits.
pub fn find(own: &Own) -> Vec<Finding> {
    let found = Search::new(own.settings).document(own.source);
    // A number in a draft does not stop the publication of other documents.
    let draft = own.draft().map(|d| &*d.current.edition.folder);
    let is_in_draft = |f: &Finding| {
        let path = own.files.path(f.at.span.file);
        draft.is_some() && path.rsplit_once('/').map(|(folder, _)| folder) == draft
    };
    let marked = |f: Finding| {
        let inside = is_in_draft(&f);
        f.in_draft(inside)
    };
    found.into_iter().map(marked).collect()
}

/// Those in the small files, and in the names of files.
pub fn of_site(content: &Content) -> Vec<Finding> {
    in_texts(&content.corpus.settings, &content.corpus.texts, &content.corpus.files)
}

/// Those in the texts of the small files, and in the names of files.
pub fn in_texts(settings: &Settings, texts: &[(Arc<str>, Span)], files: &Files) -> Vec<Finding> {
    let search = Search::new(settings);
    let mut findings = Vec::new();
    for (text, span) in texts {
        search.text(text, *span, &mut findings);
    }
    search.neighbours(texts.iter().map(|(text, span)| (text, *span)), &mut findings);
    for (id, path) in files.iter() {
        if !path.starts_with("documents/") && search.has_number(path) {
            findings.push(Finding::new("individual-number", Span::file(id)).variant("name"));
        }
    }
    findings
}

struct Search {
    /// The digits of the literals that the site lists as harmless.
    harmless: Vec<String>,
}

fn digits(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(char::is_ascii_digit).collect()
}

impl Search {
    fn new(settings: &Settings) -> Self {
        Self { harmless: settings.not_personal_numbers.iter().map(|literal| digits(literal)).collect() }
    }

    fn numbers(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let mut found = individual_number::find(text);
        found.retain(|range| !self.harmless.contains(&digits(&text[range.clone()])));
        found
    }

    fn has_number(&self, text: &str) -> bool {
        !self.numbers(text).is_empty()
    }

    fn text(&self, text: &str, span: Span, findings: &mut Vec<Finding>) {
        let found = self.numbers(text);
        for range in &found {
            findings.push(Finding::new("individual-number", Place::within(span, text, range.clone())));
        }
        // Entities and links can part the digits of a number that a reader sees in one piece.
        let hidden = found.is_empty()
            && individual_number::may_hold_twelve(text)
            && text.contains(['[', '&', '{', '<']);
        // Of marked changes the plain text has the new words alone, and the page both.
        let marks = ["{++", "++}", "{--", "--}", "{~~", "~~}"];
        let unmarked = || marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
        if hidden && (self.has_number(&text::parse(text).plain()) || self.has_number(&unmarked())) {
            findings.push(Finding::new("individual-number", span));
        }
    }

    fn document(&self, document: &content::Document) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.has_number(&document.slug) {
            findings.push(Finding::new("individual-number", document.top.meta.span).variant("name"));
        }
        for edition in std::iter::once(&document.top).chain(&document.editions) {
            self.edition(edition, &mut findings);
        }
        for row in document.changes.iter().flat_map(|c| &c.rows) {
            row.texts.iter().for_each(|(text, span, _)| self.text(text, *span, &mut findings));
        }
        findings
    }

    fn edition(&self, edition: &content::Edition, findings: &mut Vec<Finding>) {
        edition.meta.texts.iter().for_each(|(text, span)| self.text(text, *span, findings));
        self.neighbours(edition.meta.texts.iter().map(|(text, span)| (text, *span)), findings);
        let overlays = edition.overlays.iter().flat_map(|o| &o.answers);
        for (key, node) in edition.answers.iter().chain(overlays) {
            self.text(&key.text, key.span, findings);
            self.node(node, findings);
        }
        for (_, id) in edition.files.iter().filter(|(name, _)| self.has_number(name)) {
            findings.push(Finding::new("individual-number", Span::file(*id)).variant("name"));
        }
        for (name, bytes) in &edition.pictures {
            let (text, at) = (String::from_utf8_lossy(bytes), Span::file(edition.files[name]));
            if !text.trim_start().starts_with('<') {
                self.text(&text, at, findings);
                continue;
            }
            // The words of a picture; the coordinates between them are no words.
            let mut words = text.split('<').filter_map(|piece| Some(piece.split_once('>')?.1));
            if words.any(|words| self.has_number(words)) {
                findings.push(Finding::new("individual-number", at));
            }
        }
        for table in edition.tables.values() {
            for row in std::iter::once(&table.header).chain(&table.rows) {
                row.iter().for_each(|(text, span)| self.text(text, *span, findings));
                self.neighbours(row.iter().map(|(text, span)| (text, *span)), findings);
            }
        }
    }

    fn node(&self, node: &Node, findings: &mut Vec<Finding>) {
        match &node.value {
            Value::Empty => {}
            Value::Scalar(text) => self.text(text, node.span, findings),
            Value::Sequence(members) => {
                members.iter().for_each(|m| self.node(m, findings));
                self.neighbours(members.iter().filter_map(|m| Some((m.scalar()?, m.span))), findings);
            }
            Value::Mapping(entries) => {
                for (key, node) in entries {
                    self.text(&key.text, key.span, findings);
                    self.node(node, findings);
                }
                self.neighbours(entries.iter().filter_map(|(_, n)| Some((n.scalar()?, n.span))), findings);
            }
        }
    }

    /// Digits that stand side by side in cells of their own.
    fn neighbours<'t>(&self, cells: impl Iterator<Item = (&'t Arc<str>, Span)>, findings: &mut Vec<Finding>) {
        let mut run: Vec<(&str, Span)> = Vec::new();
        for (text, span) in cells {
            let only_digits = text.len() <= 64
                && text.chars().all(|c| c.is_numeric() || c.is_whitespace() || c == '-')
                && !digits(text).is_empty();
            if only_digits {
                run.push((text, span));
            } else {
                self.run(&mut run, findings);
            }
        }
        self.run(&mut run, findings);
    }

    /// Looks for a number that goes from one cell to the next; the place is the cell it begins in.
    fn run(&self, run: &mut Vec<(&str, Span)>, findings: &mut Vec<Finding>) {
        // A single cell was already looked at by itself.
        if run.len() > 1 && !run.iter().any(|(text, _)| self.has_number(text)) {
            let joined = run.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ");
            for number in self.numbers(&joined) {
                let mut end = 0;
                let begins = |(text, _): &&(&str, Span)| {
                    end += text.len() + 1;
                    number.start < end
                };
                findings.extend(
                    run.iter().find(begins).map(|(_, span)| Finding::new("individual-number", *span)),
                );
            }
        }
        run.clear();
    }
}
