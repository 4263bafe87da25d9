//! Values of arguments: how they are read, and what is expected where one cannot be.

use crate::content::settings;
use crate::model::Date;
use crate::model::date::guess;
use std::fmt;

/// What a value should have been. It has no language: `usage::told` words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Something like this, or just this where it is clear what was meant.
    Like(String),
    /// A whole number between these.
    Between(u16, u16),
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Like(example) => f.write_str(example),
            Self::Between(least, most) => write!(f, "{least}–{most}"),
        }
    }
}

impl std::error::Error for Expected {}

/// A day of the calendar. One in another manner (`2026/4/1`, 令和8年4月1日) is told back in the right one.
pub fn day(text: &str) -> Result<Date, Expected> {
    Date::parse(text).filter(|d| d.is_day()).ok_or_else(|| {
        let meant = guess(text).filter(|d| d.is_day());
        Expected::Like(meant.map_or("2026-04-01".to_owned(), |d| d.to_string()))
    })
}

/// A whole number that is not less than so much.
pub fn number<const LEAST: u16>(text: &str) -> Result<u16, Expected> {
    text.parse().ok().filter(|n| *n >= LEAST).ok_or(Expected::Between(LEAST, u16::MAX))
}

/// The address of a site, with a slash at its end.
pub fn base_url(text: &str) -> Result<String, Expected> {
    let url = settings::with_slash(text).to_string();
    let is_one = settings::is_base_url(&url);
    is_one.then_some(url).ok_or_else(|| Expected::Like("https://example.jp/path/".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_another_manner_is_told_back_in_the_right_one() {
        let expected = |text: &str| day(text).expect_err(text).to_string();
        assert_eq!(expected("2026/1/1"), "2026-01-01");
        assert_eq!(expected("令和８年１月１日"), "2026-01-01");
        assert_eq!(expected("2026-13-01"), "2026-04-01");
        assert!(day("2026-01-01").is_ok());
    }

    #[test]
    fn a_number_has_its_bounds() {
        assert_eq!(number::<1>("65535"), Ok(65535));
        for wrong in ["0", "65536", "-1", "abc", "８"] {
            assert_eq!(number::<1>(wrong), Err(Expected::Between(1, u16::MAX)), "{wrong}");
        }
    }
}
