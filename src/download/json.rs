//! `document.json`: every item of an edition as data, all languages inside.

use crate::model::{Localized, Translated};
use crate::plan::{MakeError, Planned};
use crate::render::Publication;
use crate::resolve::filled::{Checked, Flow};
use crate::resolve::plain::Plain;
use crate::resolve::{Answer, Edition, Item, Kind, State};
use crate::text::cache::Cache;
use serde_json::{Map, Value, json};

/// The edition as JSON, UTF-8, two spaces of indentation.
pub fn document(publication: &Publication, planned: &Planned, cache: &Cache) -> Result<Vec<u8>, MakeError> {
    let edition = &planned.edition;
    let writer = Writer { publication, edition, cache };
    let shown = edition.items.iter().enumerate().filter(|(n, i)| i.kind == Kind::Leaf && planned.pages.page_of(*n).is_some());
    let value = json!({
        "slug": &*edition.slug,
        "form": edition.form.reference(),
        "kind": edition.form.kind.id(),
        "status": edition.status.id(),
        "edition": edition.date_segment(),
        "published": edition.published.map(|d| d.to_string()),
        "number": edition.number.as_deref(),
        "title": writer.translated(&edition.title),
        "department": writer.translated(&edition.department),
        "source_language": publication.code(0),
        "items": shown.map(|(_, item)| writer.item(item)).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&value).map_err(|e| MakeError(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

struct Writer<'a> {
    publication: &'a Publication<'a>,
    edition: &'a Edition,
    cache: &'a Cache,
}

impl Writer<'_> {
    fn item(&self, item: &Item) -> Value {
        let node = self.edition.node(item);
        let mut value = json!({
            "path": item.path.as_str(),
            "number": &*item.number,
            "label": label(&item.label),
            "type": node.answer.as_ref().map(|t| t.id()),
            "important": node.important,
            "state": item.state.id(),
            "value": self.value(item),
            "text": self.texts(item),
        });
        if let (State::Withheld(reason), Some(map)) = (&item.state, value.as_object_mut()) {
            map.insert("reason".into(), self.translated(reason));
        }
        value
    }

    /// The answer as data: ids, numbers, ISO dates, rows by column; a text as it was written.
    fn value(&self, item: &Item) -> Value {
        let kind = self.edition.answer_type(item);
        let options = kind.map_or(&[][..], |t| t.options());
        match &item.answer {
            None => Value::Null,
            Some(Answer::Line(text) | Answer::Text(text)) => json!(text.text(0).trim_end()),
            Some(Answer::Choice(n)) => json!(&*options[*n].id),
            Some(Answer::Checklist(checked)) => checked.iter().map(|c| self.checked(&options[c.option].id, c)).collect(),
            Some(Answer::Count(n)) => json!(n),
            Some(Answer::Date(date)) => json!(date.to_string()),
            Some(Answer::Period(from, to)) => json!({ "from": from.map(|d| d.to_string()), "to": to.map(|d| d.to_string()) }),
            Some(Answer::Table(rows)) => rows.iter().map(|row| self.row(kind, row)).collect(),
            Some(Answer::Picture(picture)) => json!({ "file": &*picture.file, "alt": self.translated(&picture.alt) }),
            Some(Answer::Flow(flow)) => self.flow(flow),
        }
    }

    fn checked(&self, id: &str, checked: &Checked) -> Value {
        match checked.count {
            Some(n) => json!({ "option": id, "count": n }),
            None if !checked.text.is_empty() => json!({ "option": id, "text": self.translated(&checked.text) }),
            None => json!({ "option": id }),
        }
    }

    fn row(&self, kind: Option<&crate::form::Type>, row: &[Translated]) -> Value {
        let Some(crate::form::Type::Table(columns)) = kind else { return Value::Null };
        let cells = columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        Value::Object(cells.map(|(column, cell)| (column.id.to_string(), self.translated(cell))).collect())
    }

    fn flow(&self, flow: &Flow) -> Value {
        let nodes = flow.nodes.iter().map(|node| {
            json!({
                "id": &*node.id,
                "kind": &*node.kind,
                "label": self.translated(&node.label),
                "in": node.inside.map(|n| &*flow.nodes[n].id),
                "holds": node.holds.iter().map(|h| self.translated(h)).collect::<Vec<_>>(),
            })
        });
        let arrows = flow.arrows.iter().map(|arrow| {
            json!({
                "id": &*arrow.id,
                "from": &*flow.nodes[arrow.from].id,
                "to": &*flow.nodes[arrow.to].id,
                "steps": arrow.steps.iter().map(|s| &**s).collect::<Vec<_>>(),
                "number": arrow.number,
                "label": self.translated(&arrow.label),
            })
        });
        json!({
            "caption": self.translated(&flow.caption),
            "nodes": nodes.collect::<Vec<_>>(),
            "arrows": arrows.collect::<Vec<_>>(),
            "notes": self.translated(&flow.notes),
        })
    }

    /// The plain text in every language that has a wording; labels and dates exist in all of them.
    fn texts(&self, item: &Item) -> Value {
        let Some(answer) = &item.answer else { return Value::Object(Map::new()) };
        let languages = self.publication.site.languages();
        let worded = |language: usize| {
            let (mut any, mut own) = (false, false);
            answer.each_text(&mut |text, _| {
                any |= !text.is_empty();
                own |= text.exact(language).is_some();
            });
            language == 0 || own || !any
        };
        let text = |language: usize| Plain { languages, language, cache: self.cache }.answer(self.edition, item);
        let there = (0..languages.count()).filter(|n| worded(*n));
        Value::Object(there.map(|n| (languages.code(n).to_string(), Value::String(text(n)))).collect())
    }

    fn translated(&self, text: &Translated) -> Value {
        let languages = self.publication.site.languages();
        Value::Object(text.iter().map(|(n, w)| (languages.code(n).to_string(), json!(w.text.trim_end()))).collect())
    }
}

fn label(label: &Localized) -> Value {
    Value::Object(label.iter().map(|(code, text)| (code.to_string(), json!(&**text))).collect())
}
