//! The clock: read by `serve` and `status` alone, and only where `--today` does not set the day.

use crate::model::Date;

/// Today's date where this machine is.
pub fn today() -> Option<Date> {
    Date::parse(&jiff::ZonedDateTime::now().date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_gives_a_day() {
        assert!(today().is_some_and(Date::is_day));
    }
}
