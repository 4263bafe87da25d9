//! `document.txt`: the whole edition as plain text, for reading aloud, searching and pasting.

use crate::model::Localized;
use crate::plan::Planned;
use crate::render::Publication;
use crate::resolve::plain::Plain;
use crate::resolve::{Item, Kind, State};
use crate::text::cache::Cache;
use std::fmt::Write;

/// The text of an edition in one language, UTF-8 with line feeds.
pub fn document(publication: &Publication, planned: &Planned, language: usize, cache: &Cache) -> Vec<u8> {
    let edition = &planned.edition;
    let code = publication.code(language);
    let plain = Plain { languages: publication.site.languages(), language, cache };
    let mut out = String::with_capacity(64 * 1024);
    let _ = writeln!(out, "{}", edition.title.text(language).trim());
    let _ = writeln!(out, "{}", edition.form.title.text(code));
    if let Some(date) = edition.published {
        let _ = writeln!(out, "{}: {}", publication.word("column_published", language), date.display(code));
    }
    let department = edition.department.text(language);
    if !department.is_empty() {
        let _ = writeln!(out, "{}: {department}", publication.word("column_department", language));
    }
    for (index, item) in edition.items.iter().enumerate() {
        if planned.pages.page_of(index).is_some() {
            entry(&mut out, publication, planned, item, &plain);
        }
    }
    out.into_bytes()
}

fn entry(out: &mut String, publication: &Publication, planned: &Planned, item: &Item, plain: &Plain) {
    let edition = &planned.edition;
    let heading = heading(item, &item.label, publication.code(plain.language));
    let underline = match item.depth {
        0 => "\n\n",
        _ if item.kind == Kind::Leaf => "\n",
        _ => "\n",
    };
    let _ = writeln!(out, "{underline}{heading}");
    let state = |key: &str| publication.word(key, plain.language).to_owned();
    let body = match &item.state {
        State::Withheld(reason) => {
            format!("{} {}", state("state_withheld"), reason.text(plain.language)).trim().to_owned()
        }
        State::NotApplicable => state("state_not_applicable"),
        State::Empty if item.kind == Kind::Leaf => state("state_empty"),
        _ => plain.answer(edition, item),
    };
    if !body.is_empty() {
        let _ = writeln!(out, "{body}");
    }
}

/// `■ Ⅰ 基本情報` for a part, `Ⅰ１① 事務の名称` below it.
fn heading(item: &Item, label: &Localized, code: &str) -> String {
    let label = label.text(code);
    let number = if item.kind == Kind::Entry { "" } else { &*item.number };
    let text = format!("{number} {label}").trim().to_owned();
    if item.depth == 0 { format!("■ {text}") } else { text }
}
