//! Where the links of texts lead.

use super::{Planned, Site, address};
use crate::model::ItemPath;
use std::sync::Arc;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// An address of the site that exists in every language (a page), with a fragment or none.
    Page(String, Option<Arc<str>>),
    /// An address of the site that exists once (a file).
    File(String),
    /// An item on the same page as the text.
    Here(Arc<str>),
    /// Somewhere else.
    External(String),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkProblem {
    /// No document has this slug.
    Document(String),
    /// The document is there, but not published.
    Unpublished(String),
    /// The document has no such item.
    Item(String),
    /// There is no such page.
    Page(String),
    /// There is no such file beside the document.
    File(String),
    /// There is a file whose name differs in upper and lower case only.
    Case(String),
    /// It leads out of the folder.
    Escape(String),
    /// Files of this type are not published.
    Type(String),
}

/// Where `destination`, written in a text of `from` (nothing for texts of the site), leads.
///
/// `exists` tells whether a slug is a document at all, published or not.
pub fn resolve(
    site: &Site,
    from: Option<&Planned>,
    destination: &str,
    exists: &dyn Fn(&str) -> bool,
) -> Result<Link, LinkProblem> {
    if let Some(path) = destination.strip_prefix('#') {
        let Some(planned) = from else { return Err(LinkProblem::Item(path.to_owned())) };
        return item(planned, &planned.edition.slug, path);
    }
    if let Some(rest) = destination.strip_prefix("doc:") {
        return document(site, rest, exists);
    }
    if let Some(rest) = destination.strip_prefix("page:") {
        let (name, fragment) = split(rest);
        site.page(name).ok_or_else(|| LinkProblem::Page(name.to_owned()))?;
        return Ok(Link::Page(format!("{name}/"), fragment));
    }
    if destination.starts_with("files/") {
        return file(from, destination);
    }
    if let Some(rest) = destination.strip_prefix('/') {
        return absolute(site, rest, exists);
    }
    Ok(Link::External(destination.to_owned()))
}

fn split(rest: &str) -> (&str, Option<Arc<str>>) {
    match rest.split_once('#') {
        Some((name, fragment)) => (name, Some(fragment.into())),
        None => (rest, None),
    }
}

fn document(site: &Site, rest: &str, exists: &dyn Fn(&str) -> bool) -> Result<Link, LinkProblem> {
    let (slug, fragment) = split(rest);
    let slug = slug.trim_matches('/');
    let Some(document) = site.document(slug) else {
        let unpublished = exists(slug);
        return Err(if unpublished {
            LinkProblem::Unpublished(slug.to_owned())
        } else {
            LinkProblem::Document(slug.to_owned())
        });
    };
    match fragment {
        None => Ok(Link::Page(address::document(slug), None)),
        Some(path) => match item(&document.current, slug, &path)? {
            // Seen from another page, an item is on a page of its own.
            Link::Here(path) => Ok(Link::Page(address::document(slug), Some(path))),
            link => Ok(link),
        },
    }
}

/// The page of an item. In an earlier edition everything stands on one page.
fn item(planned: &Planned, slug: &str, path: &str) -> Result<Link, LinkProblem> {
    let missing = || LinkProblem::Item(path.to_owned());
    let index = planned.edition.find(path).ok_or_else(missing)?;
    if planned.is_earlier {
        return Ok(Link::Here(path.into()));
    }
    let page = planned.pages.page_of(index).ok_or_else(missing)?;
    let own = planned.pages.list[page].item;
    let address = address::section(slug, &planned.edition.items[own].path);
    Ok(Link::Page(address, (own != index).then(|| path.into())))
}

fn file(from: Option<&Planned>, destination: &str) -> Result<Link, LinkProblem> {
    let Some(planned) = from else { return Err(LinkProblem::File(destination.to_owned())) };
    let name = destination.strip_prefix("files/").unwrap_or(destination);
    if !super::attachments::is_inside(name) {
        return Err(LinkProblem::Escape(destination.to_owned()));
    }
    let edition = &planned.edition;
    if !edition.files.contains_key(name) {
        let same = edition.files.keys().find(|n| n.to_lowercase() == name.to_lowercase());
        return Err(same.map_or_else(
            || LinkProblem::File(destination.to_owned()),
            |n| LinkProblem::Case(format!("files/{n}")),
        ));
    }
    if super::attachments::media_type(name).is_none() {
        return Err(LinkProblem::Type(destination.to_owned()));
    }
    let segment = planned.is_earlier.then(|| edition.date_segment());
    Ok(Link::File(address::attachment(&edition.slug, segment.as_deref(), name)))
}

/// A site-absolute link: to a document, one of its pages, a free page or a page of the site.
fn absolute(site: &Site, rest: &str, exists: &dyn Fn(&str) -> bool) -> Result<Link, LinkProblem> {
    let (path, fragment) = split(rest);
    let code = path.split('/').next().unwrap_or("");
    let path = if site.languages().iter().skip(1).any(|c| &**c == code) {
        path[code.len()..].trim_start_matches('/')
    } else {
        path
    };
    let folder = path.trim_matches('/');
    let page = |address: String| Ok(Link::Page(address, fragment.clone()));
    if folder.is_empty() || matches!(folder, "glossary" | "search" | "changes") || site.page(folder).is_some()
    {
        return page(if folder.is_empty() { String::new() } else { format!("{folder}/") });
    }
    let Some(below) = folder.strip_prefix("documents/") else {
        return Err(LinkProblem::Page(format!("/{rest}")));
    };
    let longest = site.documents.iter().filter(|d| is_prefix(d.slug(), below)).max_by_key(|d| d.slug().len());
    let Some(document) = longest else {
        return Err(if exists(below) {
            LinkProblem::Unpublished(below.to_owned())
        } else {
            LinkProblem::Document(below.to_owned())
        });
    };
    let slug = document.slug();
    let inside = below[slug.len()..].trim_matches('/');
    if inside.is_empty() || matches!(inside, "downloads" | "changes") || is_edition(document, inside) {
        return page(format!("documents/{below}/").replace("//", "/"));
    }
    let path = ItemPath::new(inside.replace('/', "."));
    let found = document.current.edition.find(path.as_str()).and_then(|n| {
        document.current.pages.page_of(n).filter(|p| document.current.pages.list[*p].item == n)
    });
    found
        .map(|_| Link::Page(address::section(slug, &path), fragment.clone()))
        .ok_or_else(|| LinkProblem::Item(path.to_string()))
}

fn is_prefix(slug: &str, below: &str) -> bool {
    below.strip_prefix(slug).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_edition(document: &super::Document, inside: &str) -> bool {
    let segment = inside.strip_prefix("editions/");
    segment.is_some_and(|s| document.editions().any(|e| e.edition.date_segment() == s))
}
