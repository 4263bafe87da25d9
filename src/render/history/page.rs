//! `changes/<date>/`: what changed on a date, item by item; and `compare/<date>/`: an earlier edition beside the current.

use super::marks;
use super::told::{Reason, Subject, Telling, part_of};
use crate::history::{self, Dated, Kind, Reader, Row, Step};
use crate::plan::{Document, MakeError, Planned, address};
use crate::render::Publication;
use crate::render::frame::{Frame, Said};
use crate::render::texts::Texts;
use crate::text::cache::Cache;
use serde::Serialize;

#[derive(Serialize)]
struct EntryView {
    /// Its anchor: the path of the item.
    id: String,
    subjects: Vec<Subject>,
    /// added, removed, changed, choice-changed, moved; or how a row that is only written came to be.
    kind: &'static str,
    kind_label: String,
    timings: Vec<&'static str>,
    /// What kinds of change it is, in words.
    kinds: Vec<String>,
    reasons: Vec<Reason>,
    /// The marked text: without what came it is the text before.
    redline_html: String,
    /// The text before, where there is no marked one.
    before_html: String,
    /// The text after.
    after_html: String,
    lang: String,
    summary_html: String,
    summary_lang: String,
    /// Only marks of the text changed: emphasis, links.
    unmarked: bool,
    /// Other dates on which the item changed.
    dates: Vec<LinkView>,
    /// The item in the two editions.
    editions: Vec<LinkView>,
}

#[derive(Serialize)]
struct LinkView {
    href: String,
    label: String,
}

#[derive(Serialize)]
struct PartView {
    label: String,
    count: usize,
}

#[derive(Serialize, Default)]
struct SummaryView {
    count: usize,
    parts: Vec<PartView>,
    timings: Vec<&'static str>,
    reasons: Vec<Reason>,
    editions: Vec<LinkView>,
    by_form: usize,
    compare: bool,
}

/// What changed on the `n`th date of the history.
pub fn date(
    publication: &Publication,
    document: &Document,
    n: usize,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let dated = &document.history.dates[n];
    let address = address::change(document.slug(), &dated.segment());
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, &address, "change", cache);
    let root = frame.root();
    let texts = Texts::new(publication, language, Some(&document.current), &root, cache, false);
    let telling = Telling { said: &said, document, texts: &texts };
    let page = Page { telling: &telling, readers: publication.readers(cache) };
    // The page of an edition tells everything since the one before, whichever dates its rows have.
    let key = if dated.is_edition && dated.step.is_some() { "changes_of_edition" } else { "changes_of" };
    let name = publication.theme.words(key, said.code(), &[("date", &telling.date(dated.date))]);
    let entries = page.of_date(dated);
    let summary = page.summary(dated, &entries);
    frame.put("newer", &neighbour(&telling, n.checked_sub(1)));
    frame.put("older", &neighbour(&telling, Some(n + 1).filter(|n| *n < document.history.dates.len())));
    finish(frame, &telling, cache, &name, &entries, &summary)
}

/// An earlier edition compared with the current one.
pub fn compare(
    publication: &Publication,
    document: &Document,
    earlier: &Planned,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let address = address::compare(document.slug(), &earlier.edition.date_segment());
    let said = Said { publication, language };
    let mut frame = Frame::new(publication, language, &address, "change", cache);
    let root = frame.root();
    let texts = Texts::new(publication, language, Some(&document.current), &root, cache, false);
    let telling = Telling { said: &said, document, texts: &texts };
    let page = Page { telling: &telling, readers: publication.readers(cache) };
    let (older, newer) = (&earlier.edition, &document.current.edition);
    let made = cache.once([std::ptr::from_ref(earlier) as usize, 0, 0], || Step {
        differences: history::between(older, newer, &publication.site.forms),
        older: older.clone(),
        newer: newer.clone(),
    });
    let dates = [("older", said.edition_name(older)), ("newer", said.edition_name(newer))];
    let dates = dates.each_ref().map(|(key, name)| (*key, name.as_str()));
    let name = publication.theme.words("compared", said.code(), &dates);
    let shown = (0..made.differences.len())
        .filter(|n| made.differences[*n].within.is_none() && !made.differences[*n].by_form);
    let entries: Vec<EntryView> = shown.map(|n| page.difference(&made, n, None)).collect();
    let summary = SummaryView { compare: true, ..page.counted(&made, &entries) };
    // What is compared here is told date by date elsewhere: one of many views of the same.
    frame.put("noindex", &true);
    frame.put("newer", &Option::<LinkView>::None);
    frame.put("older", &Option::<LinkView>::None);
    finish(frame, &telling, cache, &name, &entries, &summary)
}

fn finish(
    mut frame: Frame,
    telling: &Telling,
    cache: &Cache,
    name: &str,
    entries: &[EntryView],
    summary: &SummaryView,
) -> Result<Vec<u8>, MakeError> {
    let Telling { said, document, .. } = telling;
    let planned = &document.current;
    let changes = said.word("changes");
    frame.title(&format!("{name} － {}", said.text(&planned.edition.title).0));
    frame.alternates(|n| planned.edition.has_language(n));
    let table = crate::render::frame::Step {
        href: said.local(&address::changes(document.slug())),
        current: false,
        ..said.here(&changes)
    };
    frame.breadcrumb(vec![said.document_step(&planned.edition), table, said.here(name)]);
    frame.put_value("doc", said.document(document, planned, cache));
    frame.put("name", name);
    frame.put("entries", entries);
    frame.put("summary", summary);
    frame.render("change.html")
}

fn neighbour(telling: &Telling, n: Option<usize>) -> Option<LinkView> {
    let dated = &telling.history().dates[n?];
    Some(LinkView { href: telling.date_href(dated), label: telling.date(dated.date) })
}

struct Page<'a> {
    telling: &'a Telling<'a>,
    readers: Vec<Reader<'a>>,
}

impl Page<'_> {
    /// The differences of the date, then rows that are written and have none.
    fn of_date(&self, dated: &Dated) -> Vec<EntryView> {
        let steps = &self.telling.history().steps;
        let differing = dated.differences(steps).into_iter().filter_map(|n| {
            let step = &steps[dated.step?];
            (!step.differences[n].by_form).then(|| self.difference(step, n, Some(dated)))
        });
        let alone = dated.rows.iter().enumerate().filter(|(_, row)| row.differences.is_empty());
        let mut entries: Vec<EntryView> = differing.collect();
        entries.extend(alone.map(|(n, row)| self.written(dated, n, row)));
        entries
    }

    fn difference(&self, step: &Step, n: usize, dated: Option<&Dated>) -> EntryView {
        let telling = self.telling;
        let words = telling.words();
        let made = history::redline(step, n, telling.said.language, &self.readers);
        let (redline, language) = &*made;
        let path = step.path(n);
        let kind = step.differences[n].kind;
        let reasons = dated.map_or_else(Vec::new, |dated| telling.reasons_of(dated, n));
        EntryView {
            id: path.to_string(),
            subjects: vec![telling.item_of(step, n)],
            kind: kind.id(),
            kind_label: telling.said.word(&format!("difference_{}", kind.id())),
            timings: each_once(reasons.iter().map(|r| r.timing).filter(|t| !t.is_empty())),
            kinds: each_once(reasons.iter().map(|r| r.kind.clone()).filter(|k| !k.is_empty())),
            reasons: texts_of(reasons),
            redline_html: marks::inline(redline, &words),
            before_html: String::new(),
            after_html: marks::after(redline, &words),
            lang: telling.said.publication.code(*language).to_owned(),
            summary_html: String::new(),
            summary_lang: String::new(),
            unmarked: redline.is_unmarked() && kind == Kind::Changed,
            dates: self.other_dates(path.as_str(), dated),
            editions: self.in_editions(step, n),
        }
    }

    /// A row that is only written: no edition is there to compare, or nothing differs in its items.
    fn written(&self, dated: &Dated, n: usize, row: &Row) -> EntryView {
        let telling = self.telling;
        let cells = telling.history().cells(dated, row, telling.said.language, &self.readers);
        let words = telling.words();
        let id = format!("_{}-{}", dated.segment(), n + 1);
        let authored = row.authored.as_deref();
        let summary = authored.map(|a| telling.texts.markdown(&a.summary, &format!("{id}-summary"), ""));
        let sides =
            [&cells.before, &cells.after].map(|blocks| marks::cell(blocks, usize::MAX, &words, |_| None).0);
        let [before_html, after_html] = sides;
        let reason = authored.map(|a| telling.reason(a, &format!("{id}-reason")));
        EntryView {
            subjects: telling.subjects(row),
            kind: cells.origin.id(),
            kind_label: telling.said.word(&format!("origin_{}", cells.origin.id())),
            timings: reason.iter().map(|r| r.timing).filter(|t| !t.is_empty()).collect(),
            kinds: reason.iter().map(|r| r.kind.clone()).filter(|k| !k.is_empty()).collect(),
            reasons: texts_of(reason.into_iter().collect()),
            redline_html: String::new(),
            before_html,
            after_html,
            lang: telling.said.publication.code(cells.language).to_owned(),
            summary_lang: telling
                .said
                .publication
                .code(summary.as_ref().map_or(0, |s| s.language))
                .to_owned(),
            summary_html: summary.map_or(String::new(), |s| s.html),
            unmarked: false,
            dates: Vec::new(),
            editions: Vec::new(),
            id,
        }
    }

    fn other_dates(&self, path: &str, own: Option<&Dated>) -> Vec<LinkView> {
        let others =
            self.telling.history().of_item(path).filter(|d| own.is_none_or(|own| !std::ptr::eq(own, *d)));
        let view = |dated: &Dated| LinkView {
            href: format!("{}#{path}", self.telling.date_href(dated)),
            label: self.telling.date(dated.date),
        };
        others.map(view).collect()
    }

    fn in_editions(&self, step: &Step, n: usize) -> Vec<LinkView> {
        let difference = &step.differences[n];
        let said = self.telling.said;
        let sides = [(&step.older, difference.older), (&step.newer, difference.newer)];
        let there = sides.into_iter().filter_map(|(edition, at)| Some((edition, &edition.items[at?].path)));
        let view =
            |(edition, path): (&std::sync::Arc<crate::resolve::Edition>, &crate::model::ItemPath)| LinkView {
                href: format!(
                    "{}#{path}",
                    said.local(&address::edition(&edition.slug, &edition.date_segment()))
                ),
                label: said.edition_name(edition),
            };
        there.map(view).collect()
    }

    /// What stands on top: how many items, which parts, before or after the event, why.
    fn summary(&self, dated: &Dated, entries: &[EntryView]) -> SummaryView {
        let mut view = match dated.step.map(|n| &self.telling.history().steps[n]) {
            Some(step) => self.counted(step, entries),
            None => SummaryView {
                count: entries.len(),
                parts: self.parts_of(&dated.rows),
                ..SummaryView::default()
            },
        };
        view.timings = each_once(entries.iter().flat_map(|entry| entry.timings.iter().copied()));
        view.reasons = texts_of(entries.iter().flat_map(|entry| entry.reasons.iter().cloned()).collect());
        view
    }

    fn counted(&self, step: &Step, entries: &[EntryView]) -> SummaryView {
        let said = self.telling.said;
        let mut parts: Vec<PartView> = Vec::new();
        for entry in entries {
            let Some(label) = part_of(said, step, &entry.id) else { continue };
            count(&mut parts, label);
        }
        let edition = |edition: &crate::resolve::Edition| LinkView {
            href: said.local(&address::edition(&edition.slug, &edition.date_segment())),
            label: said.edition_name(edition),
        };
        SummaryView {
            count: entries.len(),
            parts,
            editions: vec![edition(&step.older), edition(&step.newer)],
            by_form: step.differences.iter().filter(|d| d.by_form).count(),
            ..SummaryView::default()
        }
    }

    fn parts_of(&self, rows: &[Row]) -> Vec<PartView> {
        let mut parts = Vec::new();
        for row in rows {
            if let Some((_, number, title)) = row.subjects.iter().find_map(|s| s.part.as_ref()) {
                count(
                    &mut parts,
                    format!("{number} {}", title.text(self.telling.said.code())).trim().to_owned(),
                );
            }
        }
        parts
    }
}

/// The reasons that have words, those with the same words once.
fn texts_of(reasons: Vec<Reason>) -> Vec<Reason> {
    let mut texts: Vec<Reason> = Vec::new();
    for reason in reasons.into_iter().filter(|r| !r.html.is_empty()) {
        if !texts.iter().any(|r| bare(&r.html) == bare(&reason.html)) {
            texts.push(reason);
        }
    }
    texts
}

fn each_once<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    once
}

fn count(parts: &mut Vec<PartView>, label: String) {
    match parts.iter_mut().find(|part| part.label == label) {
        Some(part) => part.count += 1,
        None => parts.push(PartView { label, count: 1 }),
    }
}

/// The HTML without the ids that make each copy of it another.
fn bare(html: &str) -> String {
    html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()
}
