//! Walks every text once and looks for what must not be in it: links that lead nowhere, files that are not there, HTML.
//!
//! Serves the rules `broken-link`, `missing-file`, `path-escape`, `file-type` and `raw-html`.

use super::{Content, Own, is_draft};
use crate::content;
use crate::model::{Finding, ItemPath, Localized, Place, Span, Wording};
use crate::plan::attachments;
use crate::plan::links::{self, LinkProblem};
use crate::plan::{Planned, Site};
use crate::resolve::{Answer, Item};
use crate::text::{self, TroubleKind};
use std::ops::Range;
use std::sync::Arc;

/// Everything that is wrong in the texts of a document. Links of public editions must lead somewhere in the public site,
/// those of drafts in that of the writers.
pub fn find(content: &Content, own: &Own) -> Vec<Finding> {
    let exists = |slug: &str| is_document(content, slug);
    let mut findings = Vec::new();
    for planned in own.editions() {
        let site = if is_draft(planned) { content.writers } else { content.public };
        let look = Look { site, planned: Some(planned), exists: &exists };
        findings.extend(look.edition(planned).into_iter().map(|f| f.in_draft(is_draft(planned))));
    }
    explanations(content, own, &exists, &mut findings);
    findings
}

/// Everything that is wrong in the texts of the site: free pages, glossary, contact.
pub fn of_site(content: &Content) -> Vec<Finding> {
    let exists = |slug: &str| is_document(content, slug);
    let mut findings = Vec::new();
    let look = Look { site: content.public, planned: None, exists: &exists };
    for page in &content.corpus.pages {
        page.body.iter().for_each(|(_, w)| look.page(w, &mut findings));
    }
    // The text that every page ends with.
    for (_, contact) in content.corpus.settings.contact.iter() {
        let span = content.corpus.texts.iter().find(|(text, _)| text == contact).map(|(_, span)| *span);
        look.markdown(&Wording { text: contact.clone(), span, partial: false }, None, &mut findings);
    }
    for term in &content.corpus.glossary {
        term.text.iter().for_each(|(_, w)| look.markdown(w, None, &mut findings));
    }
    findings
}

/// True for the slug of a document, published or not.
fn is_document(content: &Content, slug: &str) -> bool {
    content.corpus.documents.binary_search_by(|d| (*d.slug).cmp(slug)).is_ok()
}

/// The prose of changes.yaml. Its cells are excerpts of editions, whose links are looked at there.
fn explanations(
    content: &Content,
    own: &Own,
    exists: &(dyn Fn(&str) -> bool + Sync),
    findings: &mut Vec<Finding>,
) {
    let public = own.public.map(|d| (content.public, &d.current));
    let (site, planned) = public.or(own.writers.map(|d| (content.writers, &d.current))).unzip();
    let look = Look { site: site.unwrap_or(content.public), planned, exists };
    for row in own.source.changes.iter().flat_map(|c| &c.rows) {
        let texts = [&row.summary, &row.reason];
        texts.iter().flat_map(|t| t.iter()).for_each(|(_, w)| look.markdown(w, None, findings));
    }
}

struct Look<'a> {
    site: &'a Site,
    planned: Option<&'a Planned>,
    exists: &'a (dyn Fn(&str) -> bool + Sync),
}

/// The item a text belongs to.
type Of<'i> = Option<(&'i ItemPath, &'i Localized)>;

impl Look<'_> {
    fn edition(&self, planned: &Planned) -> Vec<Finding> {
        let mut findings = Vec::new();
        for item in &planned.edition.items {
            self.item(item, &mut findings);
        }
        for (slug, span) in &planned.edition.relates_to {
            self.related(slug, *span, &mut findings);
        }
        self.pictures(planned, &mut findings);
        if let Some(hearing) = &planned.edition.consultation {
            hearing.how.iter().for_each(|(_, w)| self.markdown(w, None, &mut findings));
        }
        findings
    }

    /// A picture in SVG must be one that can be made harmless.
    fn pictures(&self, planned: &Planned, findings: &mut Vec<Finding>) {
        let is_svg = |name: &str| attachments::media_type(name) == Some("image/svg+xml");
        for (name, id) in planned.attachments.iter().filter(|(name, _)| is_svg(name)) {
            let made = planned.edition.pictures.get(name).map(|bytes| attachments::harmless(bytes));
            if let Some(Err(detail)) = made {
                let finding = Finding::new("file-type", Span::file(*id)).variant("svg");
                findings.push(finding.fact("value", name.clone()).fact("detail", detail));
            }
        }
    }

    fn item(&self, item: &Item, findings: &mut Vec<Finding>) {
        let Some(answer) = &item.answer else { return };
        let of = Some((&item.path, &item.label));
        answer.each_text(&mut |translated, markdown| {
            if markdown {
                translated.iter().for_each(|(_, wording)| self.markdown(wording, of, findings));
            }
        });
        if let Answer::Picture(picture) = answer {
            self.destination(&format!("files/{}", picture.file), picture.span.into(), of, findings);
            self.image(&picture.file, picture.span.into(), of, findings);
        }
    }

    fn related(&self, slug: &Arc<str>, span: Span, findings: &mut Vec<Finding>) {
        if self.site.document(slug).is_none() {
            let variant = if (self.exists)(slug) { "unpublished" } else { "document" };
            let suggestion =
                crate::model::finding::nearest(slug, self.site.documents.iter().map(|d| &**d.slug()));
            let finding = Finding::new("broken-link", span).variant(variant).fact("value", slug.clone());
            findings.push(finding.suggest(suggestion.filter(|_| variant == "document").map(str::to_owned)));
        }
    }

    /// A free page: its text between the headings.
    fn page(&self, wording: &Wording, findings: &mut Vec<Finding>) {
        for section in content::pages::sections(&wording.text) {
            self.piece(wording, section.body, None, findings);
        }
    }

    fn markdown(&self, wording: &Wording, of: Of, findings: &mut Vec<Finding>) {
        self.piece(wording, 0..wording.text.len(), of, findings);
    }

    fn piece(&self, wording: &Wording, piece: Range<usize>, of: Of, findings: &mut Vec<Finding>) {
        let source = &wording.text[piece.clone()];
        let Some(span) = wording.span.filter(|_| needs_a_look(source)) else { return };
        let parsed = text::parse(source);
        let place = |range: &Range<usize>| {
            Place::within(span, &wording.text, piece.start + range.start..piece.start + range.end)
        };
        for trouble in parsed.troubles() {
            let at = place(&trouble.range);
            let finding = match trouble.kind {
                // An end tag is one mistake with its beginning.
                TroubleKind::RawHtml if source[trouble.range.clone()].starts_with("</") => {
                    match findings.iter_mut().rfind(|f| f.rule == "raw-html" && f.at.span == span) {
                        Some(begun) => {
                            begun.also.push(at);
                            continue;
                        }
                        None => Finding::new("raw-html", at),
                    }
                }
                TroubleKind::RawHtml => Finding::new("raw-html", at),
                TroubleKind::LinkScheme => {
                    let value = source.get(trouble.range.clone()).unwrap_or("").to_owned();
                    Finding::new("broken-link", at).variant("scheme").fact("value", value)
                }
                TroubleKind::Unrendered => Finding::new("raw-html", at).variant("unrendered"),
                // Shown as typed: nothing is lost.
                TroubleKind::Heading => continue,
            };
            findings.push(named(finding, of));
        }
        for link in parsed.links() {
            self.destination(&link.destination, place(&link.range), of, findings);
            if let Some(name) = link.destination.strip_prefix("files/").filter(|_| link.image) {
                self.image(name, place(&link.range), of, findings);
            }
        }
    }

    /// What is shown in the page must be a picture.
    fn image(&self, name: &str, at: Place, of: Of, findings: &mut Vec<Finding>) {
        let is_image = |name: &str| attachments::media_type(name).map(|media| media.starts_with("image/"));
        let there = self.planned.is_some_and(|p| p.edition.files.contains_key(name));
        if there && is_image(name) == Some(false) {
            let options: Vec<&str> =
                attachments::endings().filter(|e| is_image(&format!(".{e}")) == Some(true)).collect();
            let finding =
                Finding::new("file-type", at).variant("picture").fact("value", format!("files/{name}"));
            findings.push(named(finding.fact("options", options.join(", ")), of));
        }
    }

    fn destination(&self, destination: &str, at: Place, of: Of, findings: &mut Vec<Finding>) {
        let Err(problem) = links::resolve(self.site, self.planned, destination, &self.exists) else { return };
        let broken = |variant, value: String| {
            Finding::new("broken-link", at.clone()).variant(variant).fact("value", value)
        };
        let finding = match problem {
            LinkProblem::Document(slug) => {
                let near =
                    crate::model::finding::nearest(&slug, self.site.documents.iter().map(|d| &**d.slug()));
                let near = near.map(|n| format!("doc:{n}"));
                broken("document", slug).suggest(near)
            }
            LinkProblem::Unpublished(slug) => broken("unpublished", slug),
            LinkProblem::Item(path) => {
                let near = self.nearest_item(destination, &path);
                broken("item", path).suggest(near)
            }
            LinkProblem::Page(name) => {
                let near = crate::model::finding::nearest(&name, self.site.pages.iter().map(|p| &*p.name));
                let near = near.map(|n| format!("page:{n}"));
                broken("page", name).suggest(near)
            }
            LinkProblem::File(value) => {
                let files = self.planned.map(|p| &p.edition.files).into_iter().flatten();
                let names: Vec<String> = files.map(|(name, _)| format!("files/{name}")).collect();
                let near = crate::model::finding::nearest(&value, names.iter().map(String::as_str))
                    .map(str::to_owned);
                Finding::new("missing-file", at).fact("value", value).suggest(near)
            }
            LinkProblem::Case(other) => Finding::new("missing-file", at)
                .variant("case")
                .fact("value", destination)
                .fact("other", other),
            LinkProblem::Escape(value) => Finding::new("path-escape", at).fact("value", value),
            LinkProblem::Type(value) => {
                let options: Vec<&str> = attachments::endings().collect();
                Finding::new("file-type", at).fact("value", value).fact("options", options.join(", "))
            }
        };
        findings.push(named(finding, of));
    }

    /// The item that was probably meant, as the link should be written.
    fn nearest_item(&self, destination: &str, path: &str) -> Option<String> {
        let (prefix, planned) = match destination.strip_prefix("doc:").and_then(|d| d.split_once('#')) {
            Some((slug, _)) => (format!("doc:{slug}#"), &self.site.document(slug)?.current),
            None => ("#".to_owned(), self.planned?),
        };
        let paths = planned.edition.items.iter().map(|i| i.path.as_str());
        crate::model::finding::nearest(path, paths).map(|near| format!("{prefix}{near}"))
    }
}

fn named(finding: Finding, of: Of) -> Finding {
    match of {
        Some((path, label)) => finding.item(path, label),
        None => finding,
    }
}

/// Most texts have none of the characters that could make a link, a tag or something that cannot be shown.
fn needs_a_look(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'<' | b']') || (b < b' ' && b != b'\n' && b != b'\t'))
        || text.contains("://")
}
