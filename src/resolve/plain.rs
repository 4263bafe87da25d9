//! The plain text of answers: what downloads, lists and searches say.

use super::filled::{Answer, Checked, Edition, Flow, Item};
use crate::form::{Choice, Type};
use crate::model::{Date, Languages, Translated};
use crate::text::cache::Cache;
use std::borrow::Cow;

/// Writes answers as plain text in one language of the site.
pub struct Plain<'a> {
    /// The languages of the site.
    pub languages: &'a Languages,
    /// The index of the reader's language.
    pub language: usize,
    /// Texts parsed before.
    pub cache: &'a Cache,
}

impl Plain<'_> {
    fn code(&self) -> &str {
        self.languages.code(self.language)
    }

    /// The plain text of an answered item, empty for one without an answer.
    pub fn answer(&self, edition: &Edition, item: &Item) -> String {
        let options = edition.answer_type(item).map_or(&[][..], Type::options);
        match &item.answer {
            None => String::new(),
            Some(Answer::Line(text)) => text.text(self.language).trim().to_owned(),
            Some(Answer::Text(text)) => self.markdown(text),
            Some(Answer::Choice(n)) => options[*n].label.text(self.code()).to_owned(),
            Some(Answer::Checklist(checked)) => self.checklist(options, checked),
            Some(Answer::Count(n)) => n.to_string(),
            Some(Answer::Date(date)) => date.display(self.code()),
            Some(Answer::Period(from, to)) => self.period(*from, *to),
            Some(Answer::Table(rows)) => self.table(rows),
            Some(Answer::Picture(picture)) => picture.alt.text(self.language).trim().to_owned(),
            Some(Answer::Flow(flow)) => self.flow(flow),
        }
    }

    /// A Markdown text without its marks.
    pub fn markdown(&self, text: &Translated) -> String {
        text.view(self.language).map_or(String::new(), |view| self.cache.plain(view.text).to_string())
    }

    /// An option with what it carries: その他（…）.
    pub fn checked<'c>(&self, option: &'c Choice, checked: &Checked) -> Cow<'c, str> {
        let label = option.label.text(self.code());
        let [open, close] = if self.code().starts_with("ja") { ["（", "）"] } else { [" (", ")"] };
        match (checked.text.text(self.language).trim(), checked.count) {
            ("", None) => Cow::Borrowed(label),
            ("", Some(n)) => Cow::Owned(format!("{label}{open}{n}{close}")),
            (text, _) => Cow::Owned(format!("{label}{open}{text}{close}")),
        }
    }

    fn checklist(&self, options: &[Choice], checked: &[Checked]) -> String {
        let labels: Vec<_> = checked.iter().map(|c| self.checked(&options[c.option], c)).collect();
        labels.join(if self.code().starts_with("ja") { "、" } else { "; " })
    }

    /// 令和5年12月15日～令和6年1月14日.
    pub fn period(&self, from: Option<Date>, to: Option<Date>) -> String {
        let show = |date: Option<Date>| date.map_or(String::new(), |d| d.display(self.code()));
        let between = if self.code().starts_with("ja") { "～" } else { " – " };
        format!("{}{between}{}", show(from), show(to)).trim().to_owned()
    }

    fn table(&self, rows: &[Vec<Translated>]) -> String {
        let line = |row: &Vec<Translated>| {
            row.iter().map(|cell| self.markdown(cell).replace('\n', " ")).collect::<Vec<_>>().join("\t")
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn flow(&self, flow: &Flow) -> String {
        let label = |text: &Translated| text.text(self.language).trim().to_owned();
        let mut lines = vec![label(&flow.caption)];
        for node in &flow.nodes {
            let holds: Vec<String> = node.holds.iter().map(label).collect();
            let holds = if holds.is_empty() { String::new() } else { format!("（{}）", holds.join("、")) };
            lines.push(format!("{}{holds}", label(&node.label)));
        }
        for arrow in &flow.arrows {
            let steps = arrow.steps.iter().map(|s| &**s).collect::<Vec<_>>().join("、");
            let (from, to) = (label(&flow.nodes[arrow.from].label), label(&flow.nodes[arrow.to].label));
            lines.push(format!("{steps} {from} → {to}: {}", label(&arrow.label)).trim().to_owned());
        }
        lines.push(self.markdown(&flow.notes));
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

/// The first sentences of a text, up to about `most` characters, and whether something was left out.
pub fn excerpt(text: &str, most: usize) -> (String, bool) {
    let text = text.trim();
    let first = text.split("\n").find(|line| !is_heading(line)).unwrap_or(text).trim();
    if first.chars().count() <= most {
        return (first.to_owned(), first.len() < text.len());
    }
    let mut end = 0;
    for (count, (at, c)) in first.char_indices().enumerate() {
        let sentence = matches!(c, '。' | '．') || (c == '.' && first[at + 1..].starts_with(' '));
        if sentence && count < most {
            end = at + c.len_utf8();
        }
        if count >= most {
            let end = if end * 3 > at { end } else { between_words(first, at) };
            return (first[..end].trim_end().to_owned(), true);
        }
    }
    (first.to_owned(), true)
}

/// The place itself, or the space before the word of letters that it would cut in two.
fn between_words(text: &str, at: usize) -> usize {
    let is_letter = |c: char| c.is_alphanumeric() && c < '\u{3000}';
    let (before, after) = text.split_at(at);
    let cuts = before.ends_with(is_letter) && after.starts_with(is_letter);
    before.rfind(' ').filter(|space| cuts && space * 3 > at).unwrap_or(at)
}

/// ＜…＞ and 【…】 alone say nothing without what follows.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || (line.starts_with(['＜', '【']) && line.ends_with(['＞', '】', '※']))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_ends_with_a_sentence_where_it_can() {
        assert_eq!(excerpt("短い文。", 20), ("短い文。".into(), false));
        assert_eq!(excerpt("＜見出し＞\n一つ目の文。二つ目。", 20), ("一つ目の文。二つ目。".into(), true));
        assert_eq!(
            excerpt("一つ目の文です。二つ目の長い文が続きます。", 12),
            ("一つ目の文です。".into(), true)
        );
        assert_eq!(excerpt("区切りのない長い文がどこまでも続く", 8), ("区切りのない長い".into(), true));
        assert_eq!(excerpt("What the Government does", 14), ("What the".into(), true));
        assert_eq!(excerpt("What the Government does", 19), ("What the Government".into(), true));
        assert_eq!(excerpt("連携するOpenAPIの一覧", 6), ("連携するOp".into(), true));
    }
}
