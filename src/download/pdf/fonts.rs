//! The fonts of PDF files. They are part of the program: no font of the system is read, so that the same sources give
//! the same bytes everywhere. Their licences (SIL Open Font License) stand beside them in `themes/default/fonts/`.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontStretch, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;

/// Families in the order in which a character is looked for; the template names the same.
pub const FAMILIES: [&str; 2] = ["Noto Sans JP", "BIZ UDGothic"];
const WEIGHTS: [FontWeight; 2] = [FontWeight::REGULAR, FontWeight::BOLD];
const FILES: [&[u8]; 4] = [
    include_bytes!("../../../themes/default/fonts/NotoSansJP-Regular.ttf"),
    include_bytes!("../../../themes/default/fonts/NotoSansJP-Bold.ttf"),
    include_bytes!("../../../themes/default/fonts/BIZUDGothic-Regular.ttf"),
    include_bytes!("../../../themes/default/fonts/BIZUDGothic-Bold.ttf"),
];

/// Fonts, and what is known of them.
pub struct Fonts {
    /// What typst looks in.
    pub book: LazyHash<FontBook>,
    /// The fonts, in the order of the book.
    pub list: Vec<Font>,
    missing: Vec<String>,
}

/// The fonts of the program, read once.
pub fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::of(&FILES));
    &FONTS
}

impl Fonts {
    fn of(files: &[&'static [u8]]) -> Self {
        let list: Vec<Font> = files.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        let book = FontBook::from_fonts(&list);
        Self { missing: missing(&book), book: LazyHash::new(book), list }
    }

    /// Families and weights that ought to be there and are not: typst would take another without a word.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }
}

fn missing(book: &FontBook) -> Vec<String> {
    let wanted = FAMILIES.iter().flat_map(|family| WEIGHTS.map(|weight| (*family, weight)));
    let is_there = |family: &str, weight: FontWeight| {
        let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
        let found = book.select(&family.to_lowercase(), variant).and_then(|n| book.info(n));
        found.is_some_and(|info| info.variant.weight == weight)
    };
    let absent = wanted.filter(|(family, weight)| !is_there(family, *weight));
    absent.map(|(family, weight)| format!("{family} {}", weight.to_number())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_family_and_weight_is_there() {
        assert!(fonts().missing().is_empty(), "{:?}", fonts().missing());
        let regular_only = Fonts::of(&FILES[..1]);
        assert_eq!(regular_only.missing(), ["Noto Sans JP 700", "BIZ UDGothic 400", "BIZ UDGothic 700"]);
    }

    /// With `KOHYO_ACCEPT=1` in the environment the list is written anew.
    #[test]
    fn the_list_of_characters_is_what_the_fonts_have() {
        let of = |family: &str| {
            let fonts = fonts().list.iter().filter(|font| font.info().family == family);
            let sets = fonts.map(|font| font.info().coverage.iter().collect::<BTreeSet<u32>>());
            sets.reduce(|a, b| &a & &b).expect("a family")
        };
        let listed = ranges(&(&of(FAMILIES[0]) | &of(FAMILIES[1])));
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/fonts/characters.txt");
        if std::env::var_os("KOHYO_ACCEPT").is_some() {
            std::fs::write(file, listed.join("\n") + "\n").expect("the list is written");
        }
        let list = std::fs::read_to_string(file).expect("the list");
        assert!(
            list.split_ascii_whitespace().eq(listed.iter().map(String::as_str)),
            "the list is out of date"
        );
    }

    fn ranges(points: &BTreeSet<u32>) -> Vec<String> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for point in points {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == *point => *last = *point,
                _ => ranges.push((*point, *point)),
            }
        }
        let words =
            ranges.iter().map(|(a, b)| if a == b { format!("{a:X}") } else { format!("{a:X}-{b:X}") });
        words.collect()
    }
}
