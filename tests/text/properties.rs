//! What holds for every text, tried on texts put together by chance, always the same ones.

use kohyo::text::{self, Fragment, Slot, Text};
use std::time::{Duration, Instant};

/// Pieces of real texts and of markup, whole and broken.
const PIECES: [&str; 84] = [
    "個人番号",
    "当組合は、",
    "The Society ",
    "（以下「番号法」という。）",
    "。",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "　",
    "    ",
    "\t",
    "・",
    "①",
    "② ",
    "１．",
    "2. ",
    "(1)",
    "（２）",
    "1) ",
    "１－①",
    "1-1 ",
    "（ⅰ）",
    "Ⅰ　",
    "ア　",
    "（ア）",
    "※",
    "※１ ",
    "（※2）",
    "＃１",
    "a) ",
    "◆",
    "○○",
    "1 経緯",
    "10 月",
    "- ",
    "* ",
    "+ ",
    "  - ",
    "**",
    "*",
    "_",
    "~~",
    "~",
    "`",
    "```\n",
    "~~~\n",
    "# ",
    "===",
    "---",
    "> ",
    "＜制度＞",
    "【措置】※",
    "〔注〕",
    "<個人番号>",
    "<b>",
    "</p>",
    "<!-- ",
    "-->",
    "a < b",
    "&amp;",
    "&#7;",
    "\\",
    "\\*",
    "|",
    "| a | b |\n",
    "|---|:-:|\n",
    "[",
    "]",
    "[法](#basic)",
    "](",
    "![図](files/a.svg)",
    "[x](javascript:1)",
    "<https://example.jp/>",
    "[^1]",
    "[^1]: ",
    "[a]: #b\n",
    "{++",
    "++}",
    "{--",
    "--}",
    "{~~古~>新~~}",
    "\u{7}",
];

/// A source of numbers that is the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..1 + self.below(most)).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}

#[test]
fn any_text_gives_balanced_html_and_places_within_it() {
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    for _ in 0..20_000 {
        let source = chance.text(&PIECES, 40);
        let text = text::parse(&source);
        let found = text
            .troubles()
            .iter()
            .map(|trouble| &trouble.range)
            .chain(text.links().iter().map(|link| &link.range));
        for range in found {
            assert!(source.get(range.clone()).is_some_and(|it| !it.is_empty()), "{range:?} in {source:?}");
        }
        let fragment = text.html("a.b", None);
        check_tags(&fragment.html).unwrap_or_else(|why| panic!("{why}\n{source:?}\n{}", fragment.html));
        check_slots(&fragment, &text);
        let plain = text.plain();
        assert!(
            !plain.ends_with('\n') && !plain.contains(|c: char| c.is_control() && c != '\n' && c != '\t'),
            "{plain:?}"
        );
    }
}

#[test]
fn nothing_written_is_lost() {
    const SIMPLE: [&str; 40] = [
        "個人番号",
        "を取り扱う",
        "当組合は、",
        "The Society ",
        "（以下「番号法」という。）",
        "。",
        "\n",
        "\n",
        "\n\n",
        "　",
        "    ",
        "・",
        "①",
        "② ",
        "１．",
        "2. ",
        "(1)",
        "（２）",
        "1) ",
        "１－①",
        "1-1 ",
        "（ⅰ）",
        "Ⅰ　",
        "ア　",
        "（ア）",
        "※",
        "※１ ",
        "（※2）",
        "＃１",
        "a) ",
        "◆",
        "○○",
        "1 経緯",
        "10 月",
        "# ",
        "＜制度＞",
        "【措置】※",
        "〔注〕",
        "a < b",
        "“引用”",
    ];
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20_000 {
        let source = chance.text(&SIMPLE, 40);
        assert_eq!(visible(&text::parse(&source).plain()), visible(&source), "{source:?}");
    }
}

#[test]
fn private_characters_of_the_author_survive() {
    let source = "\u{e000}\u{f8ff}**「\u{10fffd}」**です\u{f0000}";
    assert_eq!(text::parse(source).plain(), "\u{e000}\u{f8ff}「\u{10fffd}」です\u{f0000}");
}

/// Inputs on which a parser may take a time that grows with the square of their length.
#[test]
fn hostile_texts_take_no_longer_than_others() {
    let many = 10_000;
    let nested =
        |mark: &str| (0..1_000).map(|n| format!("{}{mark}\n", " ".repeat(2 * n))).collect::<String>();
    let hostile = [
        "*".repeat(many),
        "*a".repeat(many),
        "*a **a ".repeat(many),
        "[".repeat(many),
        "![".repeat(many),
        "[a](".repeat(many),
        "[".repeat(many) + &"]".repeat(many),
        "{++".repeat(many),
        "{++".repeat(many) + "++}",
        "{~~x".repeat(many) + &"~~}".repeat(many),
        "{++*a++}".repeat(many),
        "<".repeat(many),
        "<!--".repeat(many),
        "`a".repeat(many),
        "~~a ".repeat(many),
        "~~~ x\n".repeat(many),
        "&".repeat(many),
        "\\".repeat(many),
        "- ".repeat(many),
        "①".repeat(many),
        "①及び".repeat(many),
        "・x\n(1)x\n".repeat(many),
        nested("・x"),
        nested("- x"),
        "|a".repeat(many) + "\n" + &"|-".repeat(many) + "\n" + &"|b".repeat(many),
        "[^1]".repeat(many) + "\n\n[^1]: x",
        "\u{7}a".repeat(many),
        "\n".repeat(many),
    ];
    for source in hostile {
        let begun = Instant::now();
        let text = text::parse(&source);
        let written = text.html("a.b", None).html.len() + text.plain().len();
        let shown: String = source.chars().take(12).collect();
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "{shown:?} took {:?} for {written} bytes",
            begun.elapsed()
        );
    }
}

/// Every tag is one that we write, and all are closed in order.
fn check_tags(html: &str) -> Result<(), String> {
    const VOID: [&str; 3] = ["br", "hr", "img"];
    const TAGS: [&str; 22] = [
        "p", "strong", "em", "s", "ins", "del", "a", "sup", "span", "code", "pre", "ul", "ol", "li", "div",
        "table", "thead", "tbody", "tr", "th", "td", "section",
    ];
    let mut open = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').ok_or("a tag is not closed")?;
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if VOID.contains(&name) {
            continue;
        }
        if !TAGS.contains(&name) {
            return Err(format!("<{tag}> is none of ours"));
        }
        if !tag.starts_with('/') {
            open.push(name);
        } else if open.pop() != Some(name) {
            return Err(format!("</{name}> closes nothing"));
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

/// Slots ascend, stand between characters, and name links that there are.
fn check_slots(fragment: &Fragment, text: &Text) {
    let mut last = 0;
    for (at, slot) in &fragment.slots {
        assert!(*at >= last && fragment.html.is_char_boundary(*at));
        last = *at;
        if let Slot::Href(link) = slot {
            assert!(*link < text.links().len());
        }
    }
}
