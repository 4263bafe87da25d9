//! Looks at changes.yaml beside what really differs between editions.
//!
//! Serves the rules `unexplained-change`, `unneeded-change`, `before-mismatch`, `after-mismatch`,
//! `significant-change-after`, `empty-explanation`, `duplicate-change`, `change-after-publication`, `unknown-item` and
//! `stale-translation`.

use super::Own;
use super::rules::{duplicate_change, significant_change_after};
use crate::form::Kind;
use crate::history::excerpt::Haystack;
use crate::history::{self, Dated, Reader, Row, Step, Subject, lines};
use crate::model::path::is_key;
use crate::model::{
    Date, Finding, ItemPath, Languages, Localized, Place, Span, Translated, Wording, finding,
};
use crate::plan::Document;
use crate::resolve::plain::Plain;
use crate::resolve::{self, Edition, State};
use crate::text::cache::Cache;
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What a cell says by custom where nothing stands on that side; signs such as ― and （ ） count for nothing.
const NOTHING: [&str; 14] = [
    "",
    "新規",
    "新設",
    "追加",
    "削除",
    "全文削除",
    "廃止",
    "なし",
    "記載なし",
    "new",
    "added",
    "none",
    "removed",
    "deleted",
];

/// All findings about the changes of a document and translations that fell behind.
pub fn find(own: &Own) -> Vec<Finding> {
    let languages = &own.settings.languages;
    let look = |document, only_draft| Look { document, languages, only_draft }.all();
    let public = own.public.map(|document| look(document, false));
    let draft = own.draft().map(|document| look(document, true));
    let draft = draft.into_iter().flatten().map(|finding| finding.in_draft(true));
    public.into_iter().flatten().chain(draft).collect()
}

struct Look<'a> {
    document: &'a Document,
    languages: &'a Languages,
    /// Only the step to the draft is looked at: the ones before it were looked at as public ones.
    only_draft: bool,
}

impl<'a> Look<'a> {
    fn all(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let cache = Cache::default();
        let reader = Reader {
            plain: Plain { languages: self.languages, language: 0, cache: &cache },
            words: Box::new(str::to_owned),
        };
        let mut texts = Texts { reader: &reader, made: HashMap::new() };
        for dated in self.dates() {
            self.unexplained(dated, &mut findings);
            for (n, row) in dated.rows.iter().enumerate() {
                if let Some(authored) = &row.authored {
                    self.row(dated, row, authored, &mut findings);
                    self.excerpts(dated, row, authored, &mut texts, &mut findings);
                    findings.extend(self.duplicate(&dated.rows[..n], row, authored));
                }
            }
        }
        self.too_late(&mut findings);
        self.stale(&mut findings);
        findings
    }

    fn dates(&self) -> impl Iterator<Item = &'a Dated> {
        let never_published = self.document.earlier.is_empty();
        let wanted = move |dated: &&Dated| !self.only_draft || never_published || dated.step == Some(0);
        self.document.history.dates.iter().filter(wanted)
    }

    fn step(&self, dated: &Dated) -> Option<&'a Step> {
        dated.step.map(|n| &self.document.history.steps[n])
    }

    /// Differences that no row is about. Papers have no table of changes unless somebody writes one.
    fn unexplained(&self, dated: &Dated, findings: &mut Vec<Finding>) {
        let Some(step) = self.step(dated).filter(|step| !self.is_broken(step)) else { return };
        let expected =
            step.newer.form.kind == Kind::Assessment || !self.document.resolved.source.changes.is_empty();
        for row in dated.rows.iter().filter(|row| expected && row.authored.is_none()) {
            for n in &row.differences {
                let difference = &step.differences[*n];
                let (edition, index) = step.place(difference);
                let item = &edition.items[index];
                // What is gone has no place in the newer edition: document.yaml stands for it.
                let own = item.span.or_else(|| place_of(item.answer.as_ref()?, 0));
                let span = own.filter(|_| difference.newer.is_some()).unwrap_or(step.newer.span);
                let finding = Finding::new("unexplained-change", span).variant(difference.kind.id());
                findings
                    .push(finding.item(&item.path, &item.label).fact("edition", named_edition(&step.newer)));
            }
        }
    }

    /// A file that could not be read whole may have what seems to be absent.
    fn is_broken(&self, step: &Step) -> bool {
        let source = &self.document.resolved.source;
        let editions = std::iter::once(&source.top).chain(&source.editions);
        let broken = |folder: &str| editions.clone().any(|e| e.broken && *e.folder == *folder);
        source.changes_broken || broken(&step.older.folder) || broken(&step.newer.folder)
    }

    fn row(&self, dated: &Dated, row: &Row, authored: &resolve::Row, findings: &mut Vec<Finding>) {
        if resolve::is_unexplained(&authored.reason) {
            findings.push(about(Finding::new("empty-explanation", authored.span), &row.subjects));
        }
        if row.subjects.is_empty() {
            findings.push(Finding::new("unneeded-change", authored.span).variant("none"));
        }
        let important: Vec<Subject> = row.subjects.iter().filter(|s| is_important(s)).cloned().collect();
        if let Some(variant) = significant_change_after::judge(authored, !important.is_empty()) {
            let at = authored.reason.exact(0).and_then(|w| w.span).unwrap_or(authored.span);
            let subjects = if important.is_empty() { &row.subjects } else { &important };
            findings.push(about(Finding::new("significant-change-after", at).variant(variant), subjects));
        }
        for ((words, span), subject) in authored.items.iter().zip(&row.subjects) {
            findings.extend(self.subject(dated, words, *span, subject, authored.withheld));
        }
    }

    /// An item of a row: it must be one, and something must differ in it.
    fn subject(
        &self,
        dated: &Dated,
        words: &Arc<str>,
        span: Span,
        subject: &Subject,
        withheld: bool,
    ) -> Option<Finding> {
        let step = self.step(dated);
        let Some(path) = subject.path() else {
            if looks_like_path(words) && (withheld || self.is_below_withheld(words)) {
                return None;
            }
            if looks_like_path(words) {
                let known =
                    self.document.editions().flat_map(|e| e.edition.items.iter().map(|i| i.path.as_str()));
                // A whole part is never what was meant by a path.
                let known = known.filter(|path| path.contains('.'));
                let suggestion = finding::nearest(words, known).map(str::to_owned);
                let finding = Finding::new("unknown-item", span).variant("change").fact("key", words.clone());
                return Some(
                    finding.item(&ItemPath::new(words.clone()), &Localized::default()).suggest(suggestion),
                );
            }
            let step = step?;
            let finding = Finding::new("unneeded-change", span).variant("label").fact("words", words.clone());
            return Some(finding.suggest(path_of_label(&step.newer, words)));
        };
        let step = step.filter(|step| !withheld && step.about(path.as_str()).next().is_none())?;
        let finding = Finding::new("unneeded-change", span).item(path, &label_of(step, path));
        Some(finding.fact("older", named_edition(&step.older)).fact("newer", named_edition(&step.newer)))
    }

    /// True for what is below something withheld as a whole: it is there, and not told.
    fn is_below_withheld(&self, path: &str) -> bool {
        let path = ItemPath::new(path);
        let mut items = self.document.editions().flat_map(|planned| &planned.edition.items);
        items.any(|item| matches!(item.state, State::Withheld(_)) && path.is_within(item.path.as_str()))
    }

    /// Excerpts against the editions. Of several dates between two editions the first shows the text before, the last
    /// the text after.
    fn excerpts(
        &self,
        dated: &Dated,
        row: &Row,
        authored: &resolve::Row,
        texts: &mut Texts,
        findings: &mut Vec<Finding>,
    ) {
        let paths: Vec<&ItemPath> = row.subjects.iter().filter_map(Subject::path).collect();
        let broken = self.step(dated).is_some_and(|step| self.is_broken(step));
        if paths.len() < row.subjects.len() || authored.withheld || broken {
            return;
        }
        let older = self.step(dated).map(|step| &step.older);
        let newer = self.step(dated).map(|step| &step.newer).or_else(|| self.first_edition(dated));
        let sides = [
            (
                "before-mismatch",
                &authored.before,
                older.filter(|_| !self.also_named(dated, &paths, |d| d < dated.date)),
            ),
            (
                "after-mismatch",
                &authored.after,
                newer.filter(|_| !self.also_named(dated, &paths, |d| d > dated.date)),
            ),
        ];
        let mut found = Vec::new();
        for (rule, excerpt, edition) in sides {
            let (Some(edition), Some(wording)) = (edition, excerpt.exact(0)) else { continue };
            let hay = texts.of(self.step(dated), edition, &paths);
            found.extend(mismatch(rule, wording, &hay, edition, &paths));
        }
        let both = !authored.before.is_empty() && !authored.after.is_empty();
        if let (Some(older), Some(newer), true) = (older, newer, both && found.is_empty()) {
            let [before, after] = [older, newer].map(|edition| texts.of(self.step(dated), edition, &paths));
            found.extend(still_there(authored, &before, &after, newer, &paths));
        }
        findings.extend(found);
    }

    /// The oldest edition, where it was published on this date: what its rows say came to be stands in it.
    fn first_edition(&self, dated: &Dated) -> Option<&'a Arc<Edition>> {
        let oldest = &self.document.editions().last()?.edition;
        (dated.date.is_some() && oldest.published == dated.date).then_some(oldest)
    }

    /// True where a row of another date of the same step is about one of the items too.
    fn also_named(&self, own: &Dated, paths: &[&ItemPath], when: impl Fn(Option<Date>) -> bool) -> bool {
        let others = self
            .document
            .history
            .dates
            .iter()
            .filter(|d| own.step.is_some() && d.step == own.step && when(d.date));
        let rows = others.flat_map(|d| &d.rows).filter(|row| row.authored.is_some());
        rows.flat_map(|row| &row.subjects)
            .filter_map(Subject::path)
            .any(|p| paths.iter().any(|own| overlap(own, p)))
    }

    fn duplicate(&self, before: &[Row], row: &Row, authored: &resolve::Row) -> Option<Finding> {
        let earlier = before.iter().filter_map(|row| row.authored.as_deref());
        let first = earlier.into_iter().find(|other| duplicate_change::same(other, authored))?;
        Some(about(Finding::new("duplicate-change", authored.span).also(first.span), &row.subjects))
    }

    /// Rows dated after the newest edition explain nothing yet and are not shown.
    fn too_late(&self, findings: &mut Vec<Finding>) {
        let newest = &self.document.current.edition;
        let Some(published) = newest.published else { return };
        let has_draft = self.document.resolved.draft.is_some();
        if has_draft && !self.only_draft {
            return;
        }
        for change in self.document.resolved.draft_changes.iter().filter(|c| c.date > published) {
            for row in &change.rows {
                let finding = Finding::new("change-after-publication", row.span);
                let finding = match row.items.iter().find_map(|(words, _)| newest.find(words)) {
                    Some(n) => finding.item(&newest.items[n].path, &newest.items[n].label),
                    None => finding,
                };
                findings.push(
                    finding.fact("date", change.date.to_string()).fact("published", published.to_string()),
                );
            }
        }
    }

    fn stale(&self, findings: &mut Vec<Finding>) {
        let edition = &self.document.current.edition;
        for language in 1..self.languages.count() {
            for (path, step) in self.document.history.all_stale(language) {
                let Some(item) = edition.find(path).map(|n| &edition.items[n]) else { continue };
                let place = item.answer.as_ref().and_then(|answer| place_of(answer, language));
                let finding = Finding::new("stale-translation", place.or(item.span).unwrap_or(edition.span));
                let finding =
                    finding.item(&item.path, &item.label).fact("edition", named_edition(&step.newer));
                findings.push(finding.fact("language", self.languages.code(language).clone()));
            }
        }
    }
}

/// An edition as sentences name it: by its date, or as the draft.
fn named_edition(edition: &Edition) -> Localized {
    match (edition.published, edition.status.is_public()) {
        (Some(date), true) => {
            Localized::new([("ja", format!("{date}の版")), ("en", format!("edition of {date}"))])
        }
        (None, true) => Localized::new([("ja", "日付のない版"), ("en", "edition without a date")]),
        (Some(date), false) => {
            Localized::new([("ja", format!("{date}の下書き")), ("en", format!("draft of {date}"))])
        }
        (None, false) => Localized::new([("ja", "下書き"), ("en", "draft")]),
    }
}

/// A finding about the first of some items that has a path.
fn about(finding: Finding, subjects: &[Subject]) -> Finding {
    let named = subjects.iter().find_map(|subject| match &subject.named {
        history::Named::Item { path, label, .. } => Some((path, label)),
        history::Named::Printed(_) => None,
    });
    match named {
        Some((path, label)) => finding.item(path, label),
        None => finding,
    }
}

fn is_important(subject: &Subject) -> bool {
    matches!(subject.named, history::Named::Item { important: true, .. })
}

/// Ids joined by dots; everything else is a label.
fn looks_like_path(words: &str) -> bool {
    words.contains('.') && words.split('.').all(is_key)
}

/// The path of the item that words name by its number and label.
fn path_of_label(edition: &Edition, words: &str) -> Option<String> {
    let fold = |text: &str| text.nfkc().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words = fold(words);
    let named = |item: &&resolve::Item| {
        let number = &edition.node(item).number;
        let spelt =
            |label: &str| [label.to_owned(), format!("{number}{label}"), format!("{}{label}", item.number)];
        item.label.iter().any(|(_, label)| spelt(label).iter().any(|spelt| fold(spelt) == words))
    };
    let mut found = edition.items.iter().filter(named);
    let first = found.next()?;
    found.next().is_none().then(|| first.path.to_string())
}

fn label_of(step: &Step, path: &ItemPath) -> Localized {
    let found = [&step.newer, &step.older]
        .into_iter()
        .find_map(|e| Some(e.items[e.find(path.as_str())?].label.clone()));
    found.unwrap_or_default()
}

fn overlap(a: &ItemPath, b: &ItemPath) -> bool {
    a.is_within(b.as_str()) || b.is_within(a.as_str())
}

/// Where some text of an answer stands in a language.
fn place_of(answer: &resolve::Answer, language: usize) -> Option<Span> {
    let mut place = None;
    answer.each_text(&mut |text, _| place = place.or(text.exact(language).and_then(|w| w.span)));
    place
}

/// A finding where a line of an excerpt does not stand in the edition.
fn mismatch(
    rule: &'static str,
    excerpt: &Wording,
    hay: &Haystack,
    edition: &Edition,
    paths: &[&ItemPath],
) -> Option<Finding> {
    let bare: String =
        excerpt.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if hay.is_empty() && NOTHING.contains(&bare.as_str()) {
        return None;
    }
    let lacking = hay.lacks(&excerpt.text)?;
    let line = &excerpt.text[lacking.clone()];
    let near = hay.nearest(line);
    // Of long lines what is shown is where they begin to differ.
    let from = near.map_or(0, |near| line.chars().zip(near.chars()).take_while(|(a, b)| a == b).count());
    let finding = Finding::new(rule, Place::within(excerpt.span?, &excerpt.text, lacking.clone()));
    let finding = finding.fact("edition", named_edition(edition)).fact("line", clip(line, from));
    Some(named(finding.suggest(near.map(|near| clip(near, from))), edition, paths))
}

/// A finding where the text after the change leaves out a line that the edition still has.
fn still_there(
    authored: &resolve::Row,
    before: &Haystack,
    after: &Haystack,
    edition: &Edition,
    paths: &[&ItemPath],
) -> Option<Finding> {
    let excerpt = authored.before.exact(0)?;
    let still = after.still_has(&excerpt.text, authored.after.text(0), before)?;
    let line = clip(&excerpt.text[still.clone()], 0);
    let finding =
        Finding::new("after-mismatch", Place::within(excerpt.span?, &excerpt.text, still)).variant("still");
    Some(named(finding.fact("edition", named_edition(edition)).fact("line", line), edition, paths))
}

fn named(finding: Finding, edition: &Edition, paths: &[&ItemPath]) -> Finding {
    let Some(path) = paths.first() else { return finding };
    let label = edition.find(path.as_str()).map(|n| edition.items[n].label.clone());
    finding.item(path, &label.unwrap_or_default())
}

/// A line short enough for a message, with the character `at` in it.
fn clip(line: &str, at: usize) -> String {
    const MOST: usize = 40;
    const BEFORE: usize = 12;
    let count = line.chars().count();
    if count <= MOST {
        return line.to_owned();
    }
    let start = at.saturating_sub(BEFORE).min(count - MOST);
    let part: String = line.chars().skip(start).take(MOST).collect();
    format!("{}{part}{}", if start > 0 { "…" } else { "" }, if start + MOST < count { "…" } else { "" })
}

/// The texts of items, made once for all excerpts that are looked for in them.
struct Texts<'r> {
    reader: &'r Reader<'r>,
    made: HashMap<(usize, Vec<ItemPath>), Arc<Haystack>>,
}

impl Texts<'_> {
    fn of(&mut self, step: Option<&Step>, edition: &Arc<Edition>, paths: &[&ItemPath]) -> Arc<Haystack> {
        let key = (Arc::as_ptr(edition) as usize, paths.iter().map(|p| (*p).clone()).collect());
        let reader = self.reader;
        let make = || {
            let (mut plain, mut source) = (String::new(), String::new());
            for index in paths.iter().filter_map(|path| place_in(step, edition, path)) {
                for line in lines::of(edition, index, reader) {
                    plain.push_str(&line.text);
                    plain.push('\n');
                }
                let end = edition.items[index].end.max(index as u32 + 1) as usize;
                for answer in edition.items[index..end].iter().filter_map(|item| item.answer.as_ref()) {
                    answer.each_text(&mut |text: &Translated, _| {
                        source.push_str(text.text(0));
                        source.push('\n');
                    });
                    dates_in_other_manners(answer, &mut source);
                }
            }
            Arc::new(Haystack::new(&plain, &source))
        };
        self.made.entry(key).or_insert_with(make).clone()
    }
}

/// A date may be copied as the years of the West have it.
fn dates_in_other_manners(answer: &resolve::Answer, source: &mut String) {
    let dates = match answer {
        resolve::Answer::Date(date) => [Some(*date), None],
        resolve::Answer::Period(from, to) => [*from, *to],
        _ => return,
    };
    for date in dates.into_iter().flatten() {
        source.push_str(&format!("{date}\n{}年", date.year));
        if date.month > 0 {
            source.push_str(&format!("{}月", date.month));
        }
        if date.is_day() {
            source.push_str(&format!("{}日", date.day));
        }
        source.push('\n');
    }
}

/// Where an item of the one edition of a step stands in the other.
fn place_in(step: Option<&Step>, edition: &Arc<Edition>, path: &ItemPath) -> Option<usize> {
    edition.find(path.as_str()).or_else(|| {
        let step = step?;
        let renamed = step.differences.iter().find(|d| {
            let on = |e: &Edition, at: Option<usize>| at.is_some_and(|at| e.items[at].path == *path);
            on(&step.newer, d.newer) || on(&step.older, d.older)
        })?;
        if Arc::ptr_eq(edition, &step.older) { renamed.older } else { renamed.newer }
    })
}
