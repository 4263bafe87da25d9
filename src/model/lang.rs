//! Languages of a site, and texts that exist in several of them.

use super::Span;
use std::sync::Arc;

/// The languages of a site, as BCP 47 codes; the first is the source language (正本の言語).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(Vec<Arc<str>>);

impl Languages {
    /// At least one code; an empty list becomes Japanese alone.
    pub fn new(codes: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Self {
        let codes: Vec<Arc<str>> = codes.into_iter().map(Into::into).collect();
        if codes.is_empty() { Self(vec!["ja".into()]) } else { Self(codes) }
    }

    /// The language the documents are written in.
    pub fn source(&self) -> &Arc<str> {
        &self.0[0]
    }

    /// All codes, the source language first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<str>> + Clone {
        self.0.iter()
    }

    /// How many languages there are (never 0).
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The code at `index`.
    pub fn code(&self, index: usize) -> &Arc<str> {
        &self.0[index]
    }

    /// The position of a code.
    pub fn index_of(&self, code: &str) -> Option<usize> {
        self.0.iter().position(|c| &**c == code)
    }
}

impl Default for Languages {
    fn default() -> Self {
        Self::new(["ja", "en"])
    }
}

/// A text of a definition (form, theme, site.yaml) with its languages inline: `{ja: …, en: …}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localized(Vec<(Arc<str>, Arc<str>)>);

impl Localized {
    /// Pairs of language code and text.
    pub fn new(pairs: impl IntoIterator<Item = (impl Into<Arc<str>>, impl Into<Arc<str>>)>) -> Self {
        Self(pairs.into_iter().map(|(code, text)| (code.into(), text.into())).collect())
    }

    /// The text in exactly this language.
    pub fn get(&self, code: &str) -> Option<&Arc<str>> {
        self.0.iter().find(|(c, _)| &**c == code).map(|(_, text)| text)
    }

    /// The text for a reader of `code`, and the language it really is in: the reader's own, else the first written.
    pub fn best(&self, code: &str) -> (&str, &str) {
        let found = self.0.iter().find(|(c, _)| &**c == code).or_else(|| self.0.first());
        found.map_or(("", ""), |(c, text)| (text, c))
    }

    /// The text for a reader of `code`, whichever language it is in.
    pub fn text(&self, code: &str) -> &str {
        self.best(code).0
    }

    /// Every language with its text, in the order written.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.0.iter().map(|(code, text)| (code, text))
    }

    /// True where no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same text with something after it.
    pub fn suffixed(&self, suffix: &str) -> Self {
        Self(self.0.iter().map(|(c, t)| (c.clone(), format!("{t} {suffix}").into())).collect())
    }

    /// The same text with `from` replaced by `to`, which may itself differ per language.
    pub fn replace(&self, from: &str, to: impl Fn(&str) -> String) -> Self {
        Self(self.0.iter().map(|(c, t)| (c.clone(), t.replace(from, &to(c)).into())).collect())
    }
}

/// A text in one language, as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The characters.
    pub text: Arc<str>,
    /// Where they stand; nothing for a text that was derived.
    pub span: Option<Span>,
    /// It translates only a part of the source (`{partial: …}`).
    pub partial: bool,
}

/// A text of an answer, by language index of the site; index 0 is the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translated(Vec<Option<Wording>>);

/// What a reader of one language sees of a [`Translated`] text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View<'a> {
    /// The text to show.
    pub text: &'a Arc<str>,
    /// The index of the language it is in: the reader's, or 0 where no translation exists.
    pub language: usize,
    /// True where the text covers only part of the source.
    pub partial: bool,
}

impl Translated {
    /// A text in the source language alone.
    pub fn source(text: impl Into<Arc<str>>, span: Option<Span>) -> Self {
        Self(vec![Some(Wording { text: text.into(), span, partial: false })])
    }

    /// Takes the characters of another text where they are the same, so that both are one in memory.
    pub fn share(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            if let (Some(own), Some(other)) = (own, other)
                && own.text == other.text
            {
                own.text = other.text.clone();
            }
        }
    }

    /// Sets the text of language `index`.
    pub fn set(&mut self, index: usize, wording: Wording) {
        if self.0.len() <= index {
            self.0.resize(index + 1, None);
        }
        self.0[index] = Some(wording);
    }

    /// The wording in exactly the language `index`.
    pub fn exact(&self, index: usize) -> Option<&Wording> {
        self.0.get(index).and_then(Option::as_ref)
    }

    /// What a reader of language `index` sees: the translation, else the source.
    pub fn view(&self, index: usize) -> Option<View<'_>> {
        let (language, wording) =
            self.exact(index).map(|w| (index, w)).or_else(|| Some((0, self.exact(0)?)))?;
        Some(View { text: &wording.text, language, partial: wording.partial })
    }

    /// The text a reader of language `index` sees, or nothing.
    pub fn text(&self, index: usize) -> &str {
        self.view(index).map_or("", |view| view.text)
    }

    /// Every language index that has a text, with the wording.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Wording)> {
        self.0.iter().enumerate().filter_map(|(i, w)| w.as_ref().map(|w| (i, w)))
    }

    /// True where the source has no text.
    pub fn is_empty(&self) -> bool {
        self.exact(0).is_none_or(|w| w.text.trim().is_empty())
    }
}
