//! `document.json`: every item of an edition as data, all languages inside, one item a line.

use crate::form::{Column, Type};
use crate::model::{Languages, Localized, Translated};
use crate::plan::{MakeError, Planned};
use crate::render::Publication;
use crate::resolve::filled::{Checked, Flow};
use crate::resolve::plain::Plain;
use crate::resolve::{Answer, Edition, Item, Kind, State};
use crate::text::cache::Cache;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::json;
use std::io::Write;

/// The edition as JSON, UTF-8.
pub fn document(publication: &Publication, planned: &Planned, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let edition = &planned.edition;
    let languages = publication.site.languages();
    let head = json!({
        "slug": &*edition.slug,
        "form": edition.form.reference(),
        "kind": edition.form.kind.id(),
        "status": edition.status.id(),
        "edition": edition.date_segment(),
        "published": edition.published.map(|d| d.to_string()),
        "number": edition.number.as_deref(),
        "title": Words { text: &edition.title, languages },
        "department": Words { text: &edition.department, languages },
        "source_language": publication.code(0),
    });
    let mut out = Vec::with_capacity(128 * 1024);
    serde_json::to_writer(&mut out, &head).map_err(wrong)?;
    // The head is an object; the items go on inside it.
    out.pop();
    out.extend_from_slice(b",\n\"items\": [\n");
    let shown = edition
        .items
        .iter()
        .enumerate()
        .filter(|(n, i)| i.kind == Kind::Leaf && planned.pages.page_of(*n).is_some());
    for (n, (_, item)) in shown.enumerate() {
        out.extend_from_slice(if n > 0 { b",\n" } else { b"" });
        serde_json::to_writer(&mut out, &Entry { item, edition, languages, cache }).map_err(wrong)?;
    }
    out.write_all(b"\n]}\n")?;
    Ok(out)
}

fn wrong(error: serde_json::Error) -> MakeError {
    MakeError(error.to_string())
}

/// An item.
struct Entry<'a> {
    item: &'a Item,
    edition: &'a Edition,
    languages: &'a Languages,
    cache: &'a Cache,
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let node = self.edition.node(self.item);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("path", self.item.path.as_str())?;
        map.serialize_entry("number", &*self.item.number)?;
        map.serialize_entry("label", &Label(&self.item.label))?;
        map.serialize_entry("type", &node.answer.as_ref().map(Type::id))?;
        map.serialize_entry("important", &node.important)?;
        map.serialize_entry("state", self.item.state.id())?;
        if let State::Withheld(reason) = &self.item.state {
            map.serialize_entry("reason", &self.words(reason))?;
        }
        map.serialize_entry("value", &Value(self))?;
        map.serialize_entry("text", &Texts(self))?;
        map.end()
    }
}

impl<'a> Entry<'a> {
    fn words(&self, text: &'a Translated) -> Words<'a> {
        Words { text, languages: self.languages }
    }
}

/// A label, by language.
struct Label<'a>(&'a Localized);

impl Serialize for Label<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(code, text)| (&**code, &**text)))
    }
}

/// A text, by language, as it was written.
struct Words<'a> {
    text: &'a Translated,
    languages: &'a Languages,
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.text.iter().map(|(n, w)| (&**self.languages.code(n), w.text.trim_end())))
    }
}

/// The plain text in every language that has a wording; labels and dates exist in all of them.
struct Texts<'a>(&'a Entry<'a>);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Entry { item, edition, languages, cache } = *self.0;
        let mut map = serializer.serialize_map(None)?;
        for language in
            (0..languages.count()).filter(|n| item.answer.as_ref().is_some_and(|a| a.is_worded(*n)))
        {
            let text = Plain { languages, language, cache }.answer(edition, item);
            map.serialize_entry(&**languages.code(language), &text)?;
        }
        map.end()
    }
}

/// The answer as data: ids, numbers, ISO dates, rows by column; a text as it was written.
struct Value<'a>(&'a Entry<'a>);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = self.0;
        let kind = entry.edition.answer_type(entry.item);
        let options = kind.map_or(&[][..], Type::options);
        match &entry.item.answer {
            None => serializer.serialize_none(),
            Some(Answer::Line(text) | Answer::Text(text)) => {
                serializer.serialize_str(text.text(0).trim_end())
            }
            Some(Answer::Choice(n)) => serializer.serialize_str(&options[*n].id),
            Some(Answer::Checklist(checked)) => {
                serializer.collect_seq(checked.iter().map(|c| checked_value(entry, &options[c.option].id, c)))
            }
            Some(Answer::Count(n)) => serializer.serialize_u64(*n),
            Some(Answer::Date(date)) => serializer.collect_str(date),
            Some(Answer::Period(from, to)) => {
                let day = |date: &Option<crate::model::Date>| date.map(|d| d.to_string());
                serializer.collect_map([("from", day(from)), ("to", day(to))])
            }
            Some(Answer::Table(rows)) => {
                let columns = match kind {
                    Some(Type::Table(columns)) => &columns[..],
                    _ => &[],
                };
                let mut list = serializer.serialize_seq(Some(rows.len()))?;
                for cells in rows {
                    list.serialize_element(&Row { columns, cells, languages: entry.languages })?;
                }
                list.end()
            }
            Some(Answer::Picture(picture)) => {
                json!({ "file": &*picture.file, "alt": entry.words(&picture.alt) }).serialize(serializer)
            }
            Some(Answer::Flow(flow)) => flow_value(entry, flow).serialize(serializer),
        }
    }
}

/// A row of a table, by column.
struct Row<'a> {
    columns: &'a [Column],
    cells: &'a [Translated],
    languages: &'a Languages,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.columns.iter().zip(self.cells).filter(|(_, cell)| !cell.is_empty());
        serializer
            .collect_map(cells.map(|(column, text)| (&*column.id, Words { text, languages: self.languages })))
    }
}

fn checked_value(entry: &Entry, id: &str, checked: &Checked) -> serde_json::Value {
    match checked.count {
        Some(n) => json!({ "option": id, "count": n }),
        None if !checked.text.is_empty() => json!({ "option": id, "text": entry.words(&checked.text) }),
        None => json!({ "option": id }),
    }
}

fn flow_value(entry: &Entry, flow: &Flow) -> serde_json::Value {
    let nodes = flow.nodes.iter().map(|node| {
        json!({
            "id": &*node.id,
            "kind": &*node.kind,
            "label": entry.words(&node.label),
            "in": node.inside.map(|n| &*flow.nodes[n].id),
            "holds": node.holds.iter().map(|h| entry.words(h)).collect::<Vec<_>>(),
        })
    });
    let arrows = flow.arrows.iter().map(|arrow| {
        json!({
            "id": &*arrow.id,
            "from": &*flow.nodes[arrow.from].id,
            "to": &*flow.nodes[arrow.to].id,
            "steps": arrow.steps.iter().map(|s| &**s).collect::<Vec<_>>(),
            "number": arrow.number,
            "label": entry.words(&arrow.label),
        })
    });
    json!({
        "caption": entry.words(&flow.caption),
        "nodes": nodes.collect::<Vec<_>>(),
        "arrows": arrows.collect::<Vec<_>>(),
        "notes": entry.words(&flow.notes),
    })
}
