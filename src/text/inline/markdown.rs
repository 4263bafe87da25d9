//! What the Markdown parser finds in the lines of a leaf.

use super::guard::Guarded;
use super::{Composer, link};
use crate::text::blocks::Run;
use crate::text::node::{Inline, Node, Span};
use crate::text::{Link, TroubleKind};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// An image whose description is being collected.
struct Image {
    link: Option<usize>,
    alt: String,
    span: Span,
    /// Images within its description.
    inner: usize,
}

/// Reads one leaf.
struct Reading<'c, 'a> {
    composer: &'c mut Composer<'a>,
    lines: &'c Guarded,
    /// The links that are open, `None` for one that may not be followed.
    links: Vec<Option<usize>>,
    image: Option<Image>,
}

/// Whether the parser has anything to find here. Being right about it spares most texts the parser.
pub fn is_needed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut stars, mut lows, mut ticks) = (0, 0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let next = || bytes.get(at + 1).copied().unwrap_or(b' ');
        match byte {
            b'*' => stars += 1,
            b'_' => lows += 1,
            b'`' => ticks += 1,
            b'[' | b'\\' => return true,
            b'~' if next() == b'~' => return true,
            b'<' if next().is_ascii_alphabetic() || matches!(next(), b'/' | b'!' | b'?') => return true,
            b'&' if next().is_ascii_alphabetic() || next() == b'#' => return true,
            _ => {}
        }
    }
    stars > 1 || lows > 1 || ticks > 1
}

/// Writes what stands in these lines.
pub fn read(composer: &mut Composer<'_>, runs: &[Run]) {
    let lines = Guarded::new(composer.source, composer.guard(), runs);
    let definitions = &composer.blocks.definitions;
    let defined = |broken: BrokenLink<'_>| {
        let destination = definitions.get(&link::label(&lines.clean(&broken.reference)))?;
        Some((CowStr::from((*destination).to_owned()), CowStr::from("")))
    };
    // Of the two footnote options the old one reports references whatever is defined; we know what is.
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_OLD_FOOTNOTES;
    let parser = Parser::new_with_broken_link_callback(&lines.text, options, Some(defined));
    let mut reading = Reading { composer, lines: &lines, links: Vec::new(), image: None };
    for (event, range) in parser.into_offset_iter() {
        reading.event(event, range);
    }
}

impl Reading<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.image.is_some() {
            return self.describe(event);
        }
        match event {
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.code(&code, range),
            Event::Html(_) | Event::InlineHtml(_) => self.tag(range),
            Event::SoftBreak => self.composer.writer.gap(),
            Event::HardBreak => self.composer.writer.push(Node::Break, self.lines.span(range).start),
            Event::FootnoteReference(label) => self.reference(&label, range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            // Task lists, rules and mathematics are not asked for.
            _ => self.composer.trouble(TroubleKind::Unrendered, self.lines.span(range)),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.lines.text.get(range.clone()) != Some(text) {
            let span = self.lines.span(range);
            let decoded = self.composer.printable(self.lines.clean(text), span);
            return self.composer.writer.owned(decoded, span.start);
        }
        for span in self.lines.spans(range) {
            self.comments(span);
            self.composer.writer.text(span);
        }
    }

    /// Comments that do not end are text to Markdown, and yet were not meant to be printed.
    fn comments(&mut self, span: Span) {
        let text = &self.composer.source.text;
        let opening =
            |(at, _): (usize, &str)| text[span.start + at..].starts_with("<!--").then_some(span.start + at);
        let found: Vec<usize> = text[span.start..span.end].match_indices('<').filter_map(opening).collect();
        for start in found {
            self.composer.trouble(TroubleKind::RawHtml, Span { start, end: start + 4 });
        }
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        let code = self.lines.clean(code);
        self.composer.writer.push(Node::Code(code.into()), self.lines.span(range).start);
    }

    /// A tag is reported, and printed as it was typed.
    fn tag(&mut self, range: Range<usize>) {
        let span = self.lines.span(range);
        self.composer.trouble(TroubleKind::RawHtml, span);
        self.composer.writer.text(span);
    }

    fn reference(&mut self, label: &str, range: Range<usize>) {
        let span = self.lines.span(range);
        match self.composer.refer(&self.lines.clean(label)) {
            Some(node) => self.composer.writer.push(node, span.start),
            None => self.composer.writer.text(span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let span = self.lines.span(range);
        match tag {
            Tag::Emphasis => self.composer.writer.open(Inline::Emphasis, span.start),
            Tag::Strong => self.composer.writer.open(Inline::Strong, span.start),
            Tag::Strikethrough => self.composer.writer.open(Inline::Struck, span.start),
            Tag::Link { link_type, dest_url, .. } => {
                let prefix = if link_type == LinkType::Email { "mailto:" } else { "" };
                let link = self.link(format!("{prefix}{}", self.lines.clean(&dest_url)), span, false);
                self.links.push(link);
                if let Some(link) = link {
                    self.composer.writer.open(Inline::Link(link), span.start);
                }
            }
            Tag::Image { dest_url, .. } => {
                let link = self.link(self.lines.clean(&dest_url), span, true);
                self.image = Some(Image { link, alt: String::new(), span, inner: 0 });
            }
            // The paragraph that the parser sees in every leaf.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.composer.writer.close(Inline::Emphasis),
            TagEnd::Strong => self.composer.writer.close(Inline::Strong),
            TagEnd::Strikethrough => self.composer.writer.close(Inline::Struck),
            TagEnd::Link => {
                if let Some(link) = self.links.pop().flatten() {
                    self.composer.writer.close(Inline::Link(link));
                }
            }
            _ => {}
        }
    }

    /// Takes in a destination, if it is one that a page may follow.
    fn link(&mut self, destination: String, span: Span, image: bool) -> Option<usize> {
        if !link::is_allowed(&destination) {
            self.composer.trouble(TroubleKind::LinkScheme, span);
            return None;
        }
        self.composer.links.push(Link { destination, range: span.start..span.end, image });
        Some(self.composer.links.len() - 1)
    }

    /// Within an image only words count: they are its description.
    fn describe(&mut self, event: Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                image.alt.push_str(&self.lines.clean(&text));
            }
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            Event::Start(Tag::Image { .. }) => image.inner += 1,
            Event::End(TagEnd::Image) if image.inner > 0 => image.inner -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(Image { link, alt, span, .. }) = self.image.take() {
                    let alt = self.composer.printable(alt, span).into();
                    self.composer.writer.push(Node::Image { link, alt }, span.start);
                }
            }
            _ => {}
        }
    }
}
