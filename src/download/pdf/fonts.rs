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
    covered: Vec<u64>,
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
        Self { missing: missing(&book), covered: covered(&list), book: LazyHash::new(book), list }
    }

    /// Families and weights that ought to be there and are not: typst would take another without a word.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// True where some family has the character in every weight.
    pub fn has(&self, c: char) -> bool {
        let c = c as usize;
        self.covered.get(c / 64).is_some_and(|bits| bits >> (c % 64) & 1 == 1)
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

/// A bit for every character that a family has in all its weights.
fn covered(fonts: &[Font]) -> Vec<u64> {
    let mut all = vec![0; 0x11_0000 / 64];
    for family in FAMILIES {
        let of_family = fonts.iter().filter(|font| font.info().family == family);
        let both = of_family.map(characters).reduce(|a, b| a.iter().zip(&b).map(|(a, b)| a & b).collect());
        for (all, both) in all.iter_mut().zip(both.unwrap_or_default()) {
            *all |= both;
        }
    }
    all
}

fn characters(font: &Font) -> Vec<u64> {
    let mut bits = vec![0; 0x11_0000 / 64];
    for c in font.info().coverage.iter() {
        bits[c as usize / 64] |= 1 << (c % 64);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_and_weight_is_there() {
        assert!(fonts().missing().is_empty(), "{:?}", fonts().missing());
        let regular_only = Fonts::of(&FILES[..1]);
        assert_eq!(regular_only.missing(), ["Noto Sans JP 700", "BIZ UDGothic 400", "BIZ UDGothic 700"]);
    }

    #[test]
    fn characters_of_names_and_numbers_are_there_and_emoji_are_not() {
        let absent = |text: &str| text.chars().filter(|c| !fonts().has(*c)).collect::<String>();
        assert_eq!(absent("①⑳Ⅲ㈱髙﨑德濵𠮷≒～―※〒a1あア漢"), "");
        assert_eq!(absent("電話📞"), "📞");
    }
}
