//! Dates with the precision that was written: a year, a month or a day; and the Japanese eras.

use std::fmt;

/// A date as answered: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Orders by time; a year comes before its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The Gregorian year.
    pub year: u16,
    /// The month, 1 to 12, or 0 where only the year is known.
    pub month: u8,
    /// The day, 1 to 31, or 0 where it is not known.
    pub day: u8,
}

/// First days of the eras (元号) and the year before their first year. 元号法; the days are those of the 政令.
const ERAS: [(Date, u16, &str); 3] = [
    (Date { year: 2019, month: 5, day: 1 }, 2018, "令和"),
    (Date { year: 1989, month: 1, day: 8 }, 1988, "平成"),
    (Date { year: 1926, month: 12, day: 25 }, 1925, "昭和"),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nothing for anything else or a day that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut fields = text.split('-');
        let year = number(fields.next()?, 4)?;
        let month = fields.next().map_or(Some(0), |f| number(f, 2).filter(|m| (1..=12).contains(m)))?;
        let day = fields.next().map_or(Some(0), |f| number(f, 2))?;
        let date = Self { year, month: month as u8, day: day as u8 };
        let whole = fields.next().is_none() && (1000..=9999).contains(&year);
        let exists = text.len() < 10 || (1..=days_in(year, month as u8)).contains(&date.day);
        (whole && exists).then_some(date)
    }

    /// True where the day is known.
    pub fn is_day(self) -> bool {
        self.day > 0
    }

    /// The date in the manner of a language: 令和7年7月1日, 1 July 2025; others get ISO 8601.
    pub fn display(self, language: &str) -> String {
        match language.split('-').next() {
            Some("ja") => self.japanese(),
            Some("en") => self.english(),
            _ => self.to_string(),
        }
    }

    /// The day so many years later: the same day of the calendar, 28 February where there is no 29th. A period counted
    /// in years from the day after ends on it (民法第140条、第143条).
    pub fn years_after(self, years: u16) -> Self {
        let year = self.year.saturating_add(years).min(9999);
        Self { year, day: self.day.min(days_in(year, self.month)), ..self }
    }

    /// RFC 3339 at midnight in Japan, for feeds; unknown parts count as the first.
    pub fn rfc3339(self) -> String {
        format!("{:04}-{:02}-{:02}T00:00:00+09:00", self.year, self.month.max(1), self.day.max(1))
    }

    fn japanese(self) -> String {
        // A year or month without a day belongs to the era at its end: 2019 is 令和元年 in the seeds' manner.
        let last = Self {
            month: if self.month == 0 { 12 } else { self.month },
            day: if self.day == 0 { 31 } else { self.day },
            ..self
        };
        let year = ERAS.iter().find(|(first, ..)| last >= *first).map_or_else(
            || format!("{}年", self.year),
            |(_, base, era)| match self.year - base {
                1 => format!("{era}元年"),
                n => format!("{era}{n}年"),
            },
        );
        match (self.month, self.day) {
            (0, _) => year,
            (month, 0) => format!("{year}{month}月"),
            (month, day) => format!("{year}{month}月{day}日"),
        }
    }

    fn english(self) -> String {
        match (self.month, self.day) {
            (0, _) => self.year.to_string(),
            (month, 0) => format!("{} {}", MONTHS[month as usize - 1], self.year),
            (month, day) => format!("{day} {} {}", MONTHS[month as usize - 1], self.year),
        }
    }

    /// Days since 0000-03-01, for lengths of periods; unknown parts count as the first.
    pub fn ordinal(self) -> i64 {
        let (year, month) = (i64::from(self.year), i64::from(self.month.max(1)));
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + i64::from(self.day.max(1))
            - 1
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (month, 0) => write!(f, "{:04}-{month:02}", self.year),
            (month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

fn number(field: &str, width: usize) -> Option<u16> {
    let plain = field.len() == width && field.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| field.parse().ok()).flatten()
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads a date that somebody typed in another manner, to suggest the right one: `2025/7/1`, `令和7年7月1日`, `2025.7`.
pub fn guess(text: &str) -> Option<Date> {
    use unicode_normalization::UnicodeNormalization;
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    // R8.4.1 is as common as 令和8年4月1日.
    let initial = ["R", "H", "S"].iter().position(|letter| text.to_ascii_uppercase().starts_with(letter));
    let era = ERAS.iter().find(|(.., name)| text.starts_with(name)).or(initial.map(|n| &ERAS[n]));
    let text = text.replace("元年", "1年");
    let numbers: Vec<u16> =
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let year = era.map_or(0, |(_, base, _)| *base) + numbers.first()?;
    let field = |n: usize| numbers.get(n).map_or(String::new(), |n| format!("-{n:02}"));
    (numbers.len() <= 3).then(|| Date::parse(&format!("{year:04}{}{}", field(1), field(2)))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision_and_impossible_ones_are_refused() {
        for good in ["2025", "2025-07", "2025-07-01", "2024-02-29"] {
            assert_eq!(Date::parse(good).map(|d| d.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "25",
            "2025-7-1",
            "2025-13",
            "2025-02-29",
            "2025-07-01x",
            "2025/07/01",
            "令和7年",
            "2025-07-00",
            "2025-00",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn eras_change_on_their_legal_first_day() {
        let ja = |text| Date::parse(text).map(|d| d.display("ja"));
        assert_eq!(ja("2019-04-30").as_deref(), Some("平成31年4月30日"));
        assert_eq!(ja("2019-05-01").as_deref(), Some("令和元年5月1日"));
        assert_eq!(ja("1989-01-08").as_deref(), Some("平成元年1月8日"));
        assert_eq!(ja("1989-01-07").as_deref(), Some("昭和64年1月7日"));
        assert_eq!(ja("2025-07").as_deref(), Some("令和7年7月"));
        assert_eq!(Date::parse("2025-07-01").map(|d| d.display("en")).as_deref(), Some("1 July 2025"));
    }

    #[test]
    fn dates_typed_in_other_manners_are_recognised() {
        for typed in ["2025/7/1", "令和7年7月1日", "令和７年７月１日", "2025.7.1", "2025年7月1日"]
        {
            assert_eq!(guess(typed), Date::parse("2025-07-01"), "{typed}");
        }
        assert_eq!(guess("令和元年6月"), Date::parse("2019-06"));
        assert_eq!(guess("未定"), None);
    }

    #[test]
    fn years_later_it_is_the_same_day_or_the_last_of_february() {
        let later = |text, years| Date::parse(text).map(|d: Date| d.years_after(years).to_string());
        assert_eq!(later("2024-02-29", 1).as_deref(), Some("2025-02-28"));
        assert_eq!(later("2024-02-29", 4).as_deref(), Some("2028-02-29"));
        assert_eq!(later("2023-02-28", 1).as_deref(), Some("2024-02-28"));
        assert_eq!(later("2025-07-01", 5).as_deref(), Some("2030-07-01"));
        assert_eq!(later("2025-12-31", 1).as_deref(), Some("2026-12-31"));
    }

    #[test]
    fn a_period_has_the_days_of_the_calendar() {
        let day = |text| Date::parse(text).map_or(0, Date::ordinal);
        assert_eq!(day("2024-01-14") - day("2023-12-15") + 1, 31);
        assert_eq!(day("2024-03-01") - day("2024-02-28"), 2);
    }
}
