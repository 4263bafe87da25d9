//! Characters that can be printed: those which the fonts of PDF files have.

use std::sync::LazyLock;

/// Code points in hexadecimal, single or from–to; `download::pdf::fonts` has a test that it is what the fonts say.
const CHARACTERS: &str = include_str!("../../themes/default/fonts/characters.txt");
const WORDS: usize = 0x11_0000 / 64;

/// True for a character that some font has in every weight, or that is not to be seen at all.
pub fn is_printable(c: char) -> bool {
    static PRINTABLE: LazyLock<Vec<u64>> = LazyLock::new(read);
    let point = c as usize;
    PRINTABLE[point / 64] >> (point % 64) & 1 == 1 || c.is_control() || is_unseen(c)
}

/// True for characters that choose a shape or join others; a font need not have them.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

fn read() -> Vec<u64> {
    let mut bits = vec![0; WORDS];
    for range in CHARACTERS.split_ascii_whitespace() {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let point = |text| usize::from_str_radix(text, 16).unwrap_or_default();
        for point in point(first)..=point(last) {
            bits[point / 64] |= 1 << (point % 64);
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::is_printable;

    #[test]
    fn characters_of_names_and_numbers_can_be_printed_and_emoji_cannot() {
        let absent = |text: &str| text.chars().filter(|c| !is_printable(*c)).collect::<String>();
        assert_eq!(absent("①⑳Ⅲ㈱髙﨑德濵𠮷≒～―※〒a1あア漢葛\u{E0100}\n"), "");
        assert_eq!(absent("電話📞"), "📞");
    }
}
