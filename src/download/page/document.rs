//! The downloads of a document: what each file is for, how long it is, and its digest.

use super::{FileView, Made, prefix, view};
use crate::download::attachments;
use crate::plan::files::Purpose;
use crate::plan::{Document, Finished, MakeError, Planned, Set, address};
use crate::render::Publication;
use crate::render::frame::{Frame, Said, own_name};
use crate::resolve::Answer;
use crate::text::cache::Cache;
use serde::Serialize;

/// Files that are good for the same.
#[derive(Serialize)]
struct GroupView {
    id: &'static str,
    title: String,
    files: Vec<FileView>,
}

/// Files in a language that is not the reader's.
#[derive(Serialize)]
struct LanguageView {
    code: String,
    /// In the reader's language.
    name: String,
    /// In itself.
    own_name: String,
    files: Vec<FileView>,
}

/// Adds the page in one language: a seal, for it tells the lengths of files made before.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    set.seal(said.local(&address::downloads(document.slug())), move |cache, finished| {
        page(publication, document, language, cache, finished)
    });
}

fn page(
    publication: &Publication,
    document: &Document,
    language: usize,
    cache: &Cache,
    finished: &[Finished],
) -> Result<Vec<u8>, MakeError> {
    let said = Said { publication, language };
    let planned = &document.current;
    let mut frame =
        Frame::new(publication, language, &address::downloads(document.slug()), "downloads", cache);
    let (title, _) = said.text(&planned.edition.title);
    let name = said.word("downloads");
    frame.title(&format!("{name} － {title}"));
    frame.alternates(|n| planned.edition.has_language(n));
    frame.breadcrumb(vec![said.document_step(&planned.edition), said.here(&name)]);
    frame.put_value("doc", said.document(document, planned, cache));
    let files = Files { said: &said, document, made: Made::new(finished) };
    let (groups, languages) = (files.groups(), files.other_languages());
    let all = groups.iter().flat_map(|g| &g.files).chain(languages.iter().flat_map(|l| &l.files));
    frame.put("files", &all.collect::<Vec<_>>());
    frame.put("groups", &groups);
    frame.put("other_languages", &languages);
    frame.render("downloads.html")
}

/// The files of a document, for a reader.
struct Files<'a> {
    said: &'a Said<'a>,
    document: &'a Document,
    made: Made<'a>,
}

impl Files<'_> {
    /// Those that exist for a reader of a language.
    fn of(&self, language: usize) -> Vec<(Purpose, FileView)> {
        let files = self.said.publication.files_of(self.document, language).into_iter();
        let prefix = prefix(&self.document.current.edition);
        let there = files.filter(|file| self.made.has(&file.address));
        there.map(|file| (file.purpose(), view(self.said, &file, language, &prefix, &self.made))).collect()
    }

    /// What a reader wants first: files in their own language, and those that have no language, by what they are for.
    fn groups(&self) -> Vec<GroupView> {
        let own = self.of(self.said.language);
        let attached = self.attachments();
        let all: Vec<(Purpose, FileView)> = own.into_iter().chain(attached).collect();
        let group = |purpose: Purpose| GroupView {
            id: purpose.id(),
            title: self.said.word(&format!("purpose_{}", purpose.id())),
            files: all.iter().filter(|(p, _)| *p == purpose).map(|(_, file)| file.clone()).collect(),
        };
        Purpose::ALL.into_iter().map(group).filter(|group| !group.files.is_empty()).collect()
    }

    /// The same files in the other languages.
    fn other_languages(&self) -> Vec<LanguageView> {
        let languages = self.said.publication.site.languages();
        let others = (0..languages.count()).filter(|n| *n != self.said.language);
        let view = |language: usize| {
            let code = languages.code(language);
            let known = self.said.word(&format!("language_{code}"));
            let files = self.of(language).into_iter().map(|(_, file)| file);
            LanguageView {
                code: code.to_string(),
                name: if known.is_empty() { own_name(code).to_owned() } else { known },
                own_name: own_name(code).to_owned(),
                files: files.filter(|file| !file.every_language).collect(),
            }
        };
        others.map(view).filter(|language| !language.files.is_empty()).collect()
    }

    /// Pictures and other files that the answers refer to.
    fn attachments(&self) -> Vec<(Purpose, FileView)> {
        let planned = &self.document.current;
        let prefix = prefix(&planned.edition);
        let view = |(address, (name, _)): (String, (&std::sync::Arc<str>, _))| {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_uppercase();
            let is_picture = matches!(&*ending, "SVG" | "PNG" | "JPG" | "JPEG" | "WEBP" | "GIF");
            let shown = self.shown_in(planned, name);
            let (what, what_lang) = shown.unwrap_or_else(|| (name.to_string(), String::new()));
            let (size, sha256) = self.made.measures(&address);
            let file = FileView {
                href: crate::render::texts::encoded(&address),
                name: name.to_string(),
                save_as: if is_picture { String::new() } else { super::save_as(&prefix, "", name, &ending) },
                what_lang: if what_lang.is_empty() { self.said.code().to_owned() } else { what_lang },
                what,
                purpose: String::new(),
                format: ending,
                language: String::new(),
                code: String::new(),
                every_language: false,
                size,
                sha256,
            };
            (if is_picture { Purpose::Pictures } else { Purpose::Attachments }, file)
        };
        attachments::of_edition(planned).filter(|(address, _)| self.made.has(address)).map(view).collect()
    }

    /// The item whose answer is this picture or refers to this file: number and label, and their language.
    fn shown_in(&self, planned: &Planned, name: &str) -> Option<(String, String)> {
        let link = format!("](files/{name}");
        let refers = |answer: &Answer| {
            let mut found = matches!(answer, Answer::Picture(p) if &*p.file == name);
            answer.each_text(&mut |text, _| found |= text.iter().any(|(_, w)| w.text.contains(&link)));
            found
        };
        let item = planned.edition.items.iter().find(|item| item.answer.as_ref().is_some_and(refers))?;
        let (label, lang) = self.said.label(&item.label);
        Some((format!("{} {label}", item.number).trim().to_owned(), lang))
    }
}
