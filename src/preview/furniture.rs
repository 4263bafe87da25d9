//! What only the preview adds to a page: its script and style sheet, a bar that says what is a draft, the findings.
//!
//! The pages themselves come from the same artifacts as those of a build; nothing of this is in them.

use super::editor::Editor;
use super::panel::Panel;
use super::route::without_index;
use super::view::View;
use crate::plan::address;
use crate::render::texts::escape;
use std::fmt::Write;

/// The folder of the preview's own addresses.
pub const RESERVED: &str = "_kohyo/";

const SCRIPT: &str = include_str!("../../themes/preview/preview.js");
const STYLE: &str = include_str!("../../themes/preview/preview.css");
/// What a page of the preview's own may do.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'";

/// Adds to pages what the preview has.
#[derive(Debug, Clone)]
pub struct Furnisher {
    /// How files are opened.
    pub editor: Editor,
    /// Tells one run of the preview from another.
    pub run: u32,
}

/// A page about to be sent, and whose it is.
struct Page<'v> {
    view: &'v View,
    language: usize,
    /// The address without the language.
    inner: &'v str,
}

impl Furnisher {
    /// What tells a state from every other: an open page asks anew when it is not that of the page.
    pub fn mark(&self, view: &View) -> String {
        format!("{}.{}", self.run, view.generation)
    }

    /// A file of the preview's own.
    pub fn file(name: &str) -> Option<&'static str> {
        match name {
            "preview.js" => Some(SCRIPT),
            "preview.css" => Some(STYLE),
            _ => None,
        }
    }

    /// The page that stands at `path`, with what the preview adds.
    pub fn page(&self, view: &View, path: &str, html: &[u8]) -> Vec<u8> {
        let page = Page::new(view, path);
        let panel = self.panel(&page);
        let html = String::from_utf8_lossy(html);
        let mut out = String::with_capacity(html.len() + 4096);
        let begin = html.find("<head>").map_or(0, |at| at + "<head>".len());
        let head = html.find("</head>").unwrap_or(begin);
        let body = html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1)).unwrap_or(head);
        let end = html.rfind("</body>").unwrap_or(html.len());
        out.push_str(&html[..begin]);
        out.push_str(&script());
        out.push_str(&html[begin..head]);
        out.push_str(&head_of(&self.mark(view)));
        out.push_str(&html[head..body]);
        out.push_str(&page.bar(&panel));
        out.push_str(&html[body..end]);
        out.push_str(&panel.html());
        out.push_str(&html[end..]);
        out.into_bytes()
    }

    /// A page in place of one that cannot be shown.
    pub fn instead(&self, view: &View, path: &str, what: Instead) -> Vec<u8> {
        let page = Page::new(view, path);
        let panel = self.panel(&page);
        let (title, words) = what.words(&panel);
        let code = panel.language;
        let html = format!(
            "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n<body class=\"kohyo-instead\">\n<main id=\"_main\"><h1>{title}</h1>{words}<p><a href=\"/{prefix}\">{home}</a></p></main>\n</body>\n</html>\n",
            prefix = panel.prefix,
            home = panel.say("文書の一覧へ", "To the list of documents"),
        );
        self.page(view, path, html.as_bytes())
    }

    fn panel<'v>(&'v self, page: &'v Page<'v>) -> Panel<'v> {
        let languages = page.view.site.languages();
        Panel {
            view: page.view,
            editor: &self.editor,
            language: languages.code(page.language),
            prefix: address::language(languages, page.language),
            slug: page.view.slug_at(page.inner).map(|slug| &**slug),
        }
    }
}

/// Why another page is shown instead.
pub enum Instead<'e> {
    /// The document must not be shown, or cannot.
    Held,
    /// Nothing of the site can be shown.
    Blocked,
    /// It could not be made.
    Failed(&'e str),
}

impl Instead<'_> {
    fn words(&self, panel: &Panel) -> (String, String) {
        let title = panel.say("このページは表示できません", "This page cannot be shown").to_owned();
        let words = match self {
            Self::Held => panel.cause().map_or(String::new(), |cause| format!("<p>{cause}</p>")),
            Self::Blocked => format!(
                "<p>{}</p>",
                panel.say(
                    "サイト全体の設定を直すまで、何も表示できません。",
                    "Nothing can be shown until the files of the whole site are put right."
                )
            ),
            Self::Failed(why) => format!("<pre>{}</pre>", escape(why)),
        };
        (title, words)
    }
}

/// The script comes before those of the theme: it must see the page as it was sent.
fn script() -> String {
    format!("\n<script src=\"/{RESERVED}preview.js\" defer></script>")
}

fn head_of(mark: &str) -> String {
    format!(
        "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"kohyo-generation\" content=\"{mark}\">\n<link rel=\"stylesheet\" href=\"/{RESERVED}preview.css\">\n"
    )
}

impl<'v> Page<'v> {
    fn new(view: &'v View, path: &'v str) -> Self {
        let (language, inner) = view.language_of(without_index(path));
        Self { view, language, inner }
    }

    /// The bar above the page: what is a draft, and what keeps the newest state from being shown.
    fn bar(&self, panel: &Panel) -> String {
        let mut out = String::new();
        let draft = self.is_draft();
        let state = panel.slug.and_then(|slug| self.view.documents.get(slug));
        let held = state.is_some_and(|state| state.is_held);
        let class = if held { " kohyo-is-held" } else { "" };
        let _ = write!(
            out,
            "<div class=\"kohyo-bar{class}\" id=\"_kohyo-bar\" lang=\"{}\" role=\"region\" aria-label=\"{}\">",
            if panel.language.starts_with("ja") { "ja" } else { "en" },
            panel.say("プレビュー", "Preview"),
        );
        let _ = if draft {
            write!(
                out,
                "<p class=\"kohyo-draft\"><strong>{}</strong> {}</p>",
                panel.say("下書き", "Draft"),
                panel.say("この文書は公表されていません。", "This document has not been published.")
            )
        } else {
            write!(out, "<p class=\"kohyo-preview\">{}</p>", self.preview(panel))
        };
        if let Some(cause) = panel.cause().filter(|_| held) {
            let _ = write!(
                out,
                "<p class=\"kohyo-cause\"><strong>{}</strong> {cause}</p>",
                panel.say(
                    "直すまで、前の内容を表示しています。",
                    "Until this is put right you see the content from before."
                )
            );
        }
        out.push_str("</div>");
        out
    }

    /// How many drafts are on the site; while documents are being read, that they are.
    fn preview(&self, panel: &Panel) -> String {
        if !self.view.is_complete() {
            return panel
                .say("プレビュー: 文書を読み込んでいます…", "Preview: reading the documents…")
                .to_owned();
        }
        let is_draft = |d: &&std::sync::Arc<crate::plan::Document>| !d.current.edition.status.is_public();
        match self.view.site.documents.iter().filter(is_draft).count() {
            0 => panel.say("プレビュー", "Preview").to_owned(),
            1 => panel.say("プレビュー（下書き 1 件を含む）", "Preview, with 1 draft").to_owned(),
            n => panel
                .say("プレビュー（下書き {n} 件を含む）", "Preview, with {n} drafts")
                .replace("{n}", &n.to_string()),
        }
    }

    /// True for a page of a draft. The pages of its earlier editions were published.
    fn is_draft(&self) -> bool {
        let document = self.view.slug_at(self.inner).and_then(|slug| self.view.site.document(slug));
        let Some(document) = document.filter(|d| !d.current.edition.status.is_public()) else { return false };
        let earlier = document.earlier.iter().map(|e| e.edition.date_segment());
        let mut pages = earlier.map(|segment| address::edition(document.slug(), &segment));
        !pages.any(|page| self.inner.starts_with(&page))
    }
}
