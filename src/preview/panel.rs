//! Findings in the page: a panel with the place of each, a link that opens the editor, and the line that stands there.
//! Individual Numbers are masked in all of it.

use super::editor::Editor;
use super::view::View;
use crate::check::told;
use crate::check::{Teller, Told};
use crate::model::{Finding, Level, individual_number};
use crate::plan::address;
use crate::render::texts::{encoded, escape};
use std::fmt::Write;

/// Most findings that are listed one by one, and most documents that are named.
const MOST: usize = 60;

/// The panel of one page.
pub struct Panel<'a> {
    /// What is looked at.
    pub view: &'a View,
    /// How files are opened.
    pub editor: &'a Editor,
    /// The language of the reader: its code, and the folder of its pages.
    pub language: &'a str,
    /// The folder of the pages in that language.
    pub prefix: String,
    /// The document that the page belongs to.
    pub slug: Option<&'a str>,
}

/// How many there are of each level.
#[derive(Default, Clone, Copy)]
struct Count {
    errors: usize,
    warnings: usize,
}

impl Count {
    fn of<'f>(findings: impl IntoIterator<Item = &'f (Level, Finding)>) -> Self {
        let mut count = Self::default();
        for (level, _) in findings {
            count.errors += usize::from(*level == Level::Error);
            count.warnings += usize::from(*level == Level::Warning);
        }
        count
    }

    fn is_empty(self) -> bool {
        self.errors + self.warnings == 0
    }
}

impl Panel<'_> {
    /// A word in the reader's language.
    pub fn say<'w>(&self, japanese: &'w str, english: &'w str) -> &'w str {
        if self.language.starts_with("ja") { japanese } else { english }
    }

    fn code(&self) -> &'static str {
        if self.language.starts_with("ja") { "ja" } else { "en" }
    }

    /// The findings of the page: those of its document, then those of the whole site.
    fn own(&self) -> Vec<&(Level, Finding)> {
        let document = self.slug.and_then(|slug| self.view.documents.get(slug));
        let own = document.map_or(&[][..], |state| &state.findings);
        let mut all: Vec<_> =
            own.iter().chain(self.view.across.iter().filter(|f| self.is_here(&f.1))).collect();
        all.retain(|(level, _)| *level != Level::Information);
        all.sort_by_key(|(level, _)| *level);
        all
    }

    /// Findings across the site are told at the document they stand in; those of the small files everywhere.
    fn is_here(&self, finding: &Finding) -> bool {
        let path = self.view.files.path(finding.at.span.file);
        match crate::content::load::slug_of(path) {
            Some(slug) => self.slug == Some(slug),
            None => true,
        }
    }

    /// The panel as HTML, with how many findings there are.
    pub fn html(&self) -> String {
        let own = self.own();
        let mut count = Count::of(own.iter().copied());
        count.errors += self.troubles().count();
        let elsewhere = self.elsewhere();
        let mut out = String::new();
        let state = if count.errors > 0 {
            "error"
        } else if count.warnings > 0 {
            "warning"
        } else {
            "fine"
        };
        let _ = write!(
            out,
            "<aside class=\"kohyo-panel\" id=\"_kohyo-panel\" lang=\"{0}\" data-kohyo-state=\"{state}\" aria-label=\"{1}\"><details id=\"_kohyo-findings\"><summary><span data-kohyo-count>{2}</span></summary><div class=\"kohyo-list\" tabindex=\"0\" role=\"region\" aria-label=\"{1}\">",
            self.code(),
            self.say("プレビューの指摘", "Findings of the preview"),
            self.counted(count),
        );
        self.list(&own, &mut out);
        self.others(&elsewhere, &mut out);
        out.push_str("</div></details><p class=\"kohyo-live\" role=\"status\" data-kohyo-live></p></aside>");
        out
    }

    fn counted(&self, count: Count) -> String {
        if count.is_empty() {
            return self.say("指摘はありません", "No findings").to_owned();
        }
        let Count { errors, warnings } = count;
        if self.code() == "ja" {
            format!("指摘: エラー {errors} 件、警告 {warnings} 件")
        } else {
            let many = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
            format!("Findings: {}, {}", many(errors, "error"), many(warnings, "warning"))
        }
    }

    /// What has no place in a file of the content.
    fn troubles(&self) -> impl Iterator<Item = &str> {
        let document = self.slug.and_then(|slug| self.view.documents.get(slug));
        let own = document.and_then(|state| state.trouble.as_deref());
        self.view.troubles.iter().map(String::as_str).chain(own)
    }

    fn list(&self, own: &[&(Level, Finding)], out: &mut String) {
        let mut teller = Teller::new(&*self.view.reader, &self.view.files);
        out.push_str("<ol class=\"kohyo-findings\">");
        for words in self.troubles() {
            let _ = write!(
                out,
                "<li class=\"kohyo-error\"><p><strong>{}</strong></p><pre>{}</pre></li>",
                self.level(Level::Error),
                escape(words)
            );
        }
        for (n, (level, finding)) in own.iter().take(MOST).enumerate() {
            self.finding(n, *level, finding, &mut teller, out);
        }
        out.push_str("</ol>");
        if own.len() > MOST {
            let more = own.len() - MOST;
            let words = self.say("ほかに {n} 件（kohyo check で全件）", "{n} more (all with kohyo check)");
            let _ = write!(out, "<p>{}</p>", words.replace("{n}", &more.to_string()));
        }
    }

    fn finding(&self, n: usize, level: Level, finding: &Finding, teller: &mut Teller, out: &mut String) {
        let at = teller.place(finding, &finding.at);
        let message = told::sentence(finding, self.code());
        let item = finding.item.as_ref().map(|path| individual_number::mask(path.as_str()));
        let _ = write!(
            out,
            "<li id=\"_kohyo-{n}\" class=\"kohyo-{}\"{}><p><strong>{}</strong> {}</p>",
            level.id(),
            item.as_ref().map_or(String::new(), |i| format!(" data-kohyo-item=\"{}\"", escape(i))),
            self.level(level),
            escape(&message.text),
        );
        if let Some(help) = &message.help {
            let _ = write!(out, "<p class=\"kohyo-help\">{}</p>", escape(help));
        }
        let _ = write!(out, "<p class=\"kohyo-place\">{}", self.place(&at));
        for also in finding.also.iter().take(5) {
            let _ = write!(out, " {}", self.place(&teller.place(finding, also)));
        }
        if let Some(item) = told::item(finding, self.code()) {
            let _ = write!(out, " <span class=\"kohyo-item\">{}</span>", escape(&item));
        }
        let _ = write!(out, " <code>{}</code></p>", finding.rule);
        if let Some(line) = at.quoted.as_deref().filter(|line| !line.trim().is_empty()) {
            let _ = write!(out, "<pre>{}</pre>", escape(&clipped(line, at.column as usize)));
        }
        out.push_str("</li>");
    }

    /// File, line and column, as a link that opens the editor.
    pub fn place(&self, at: &Told) -> String {
        let words = format!("{}:{}:{}", at.file, at.line, at.column);
        match self.editor.href(&at.file, at.line, at.column) {
            Some(href) => format!("<a data-kohyo-editor href=\"{}\">{}</a>", escape(&href), escape(&words)),
            None => format!("<span>{}</span>", escape(&words)),
        }
    }

    /// The first finding that keeps the newest state of the document from being shown.
    pub fn cause(&self) -> Option<String> {
        let state = self.view.documents.get(self.slug?)?;
        if let Some(trouble) = &state.trouble {
            return Some(escape(trouble));
        }
        let number = state.findings.iter().find(|(_, f)| f.rule == "individual-number");
        let (_, finding) = number.or_else(|| state.findings.iter().min_by_key(|(level, _)| *level))?;
        let at = Teller::new(&*self.view.reader, &self.view.files).place(finding, &finding.at);
        Some(format!("{} {}", escape(&told::sentence(finding, self.code()).text), self.place(&at)))
    }

    fn level(&self, level: Level) -> &'static str {
        let japanese = self.code() == "ja";
        match (level, japanese) {
            (Level::Error, true) => "エラー",
            (Level::Error, false) => "Error",
            (Level::Warning, true) => "警告",
            (Level::Warning, false) => "Warning",
            (Level::Information, true) => "情報",
            (Level::Information, false) => "Information",
        }
    }

    /// Other documents that have errors or warnings, those with errors first.
    fn elsewhere(&self) -> Vec<(&str, Count)> {
        let others = self.view.documents.iter().filter(|(slug, _)| Some(&***slug) != self.slug);
        let mut counted: Vec<(&str, Count)> =
            others.map(|(slug, state)| (&**slug, Count::of(state.findings.iter()))).collect();
        counted.retain(|(_, count)| !count.is_empty());
        counted.sort_by_key(|(_, count)| count.errors == 0);
        counted
    }

    fn others(&self, elsewhere: &[(&str, Count)], out: &mut String) {
        if elsewhere.is_empty() {
            return;
        }
        let heading = self.say("ほかの文書の指摘", "In other documents");
        let _ = write!(out, "<p class=\"kohyo-others\">{heading}</p><ul class=\"kohyo-documents\">");
        for (slug, count) in elsewhere.iter().take(MOST) {
            let shown = individual_number::mask(slug);
            let words = format!("{} <span>{}</span>", escape(&shown), self.counted(*count));
            let _ = if shown == *slug {
                let href = encoded(&format!("/{}{}", self.prefix, address::document(slug)));
                write!(out, "<li><a href=\"{href}\">{words}</a></li>")
            } else {
                write!(out, "<li>{words}</li>")
            };
        }
        out.push_str("</ul>");
        if elsewhere.len() > MOST {
            let words = self.say("ほかに {n} 文書", "{n} more documents");
            let _ = write!(out, "<p>{}</p>", words.replace("{n}", &(elsewhere.len() - MOST).to_string()));
        }
    }
}

/// A long line, cut around the place.
fn clipped(line: &str, column: usize) -> String {
    const WIDTH: usize = 72;
    let start = column.saturating_sub(WIDTH / 3);
    let cut: String = line.chars().skip(start).take(WIDTH).collect();
    let (lead, tail) =
        (if start > 0 { "…" } else { "" }, if line.chars().count() > start + WIDTH { "…" } else { "" });
    format!("{lead}{cut}{tail}")
}
