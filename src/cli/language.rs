//! The language of messages: `--lang`, then the locale.

use clap::ValueEnum;
use std::ffi::OsString;

/// The language a person reads messages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Words {
    /// Japanese (日本語).
    #[value(name = "ja")]
    Japanese,
    /// English.
    #[value(name = "en")]
    English,
}

impl Words {
    /// `--lang`, else LC_ALL, LC_MESSAGES or LANG; English where they say neither.
    pub fn choose(flag: Option<Self>) -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| set(name));
        flag.unwrap_or_else(|| match locale() {
            Some(code) if code.starts_with("ja") => Self::Japanese,
            _ => Self::English,
        })
    }

    /// The code of the language.
    pub fn code(self) -> &'static str {
        self.pick("ja", "en")
    }

    /// One of two wordings.
    pub fn pick(self, japanese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }
}

/// The language that `--lang` asks for in arguments that could not be parsed, so that what is wrong with them is told in
/// it as well.
pub fn asked(arguments: &[OsString]) -> Option<Words> {
    let mut texts = arguments.iter().skip(1).map(|a| a.to_string_lossy());
    while let Some(text) = texts.next() {
        let code = match text.strip_prefix("--lang") {
            Some("") => texts.next()?.into_owned(),
            Some(rest) if rest.starts_with('=') => rest[1..].to_owned(),
            _ if text == "--" => return None,
            _ => continue,
        };
        return Words::from_str(&code, false).ok();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_among_arguments_that_are_wrong() {
        let asked = |line: &str| asked(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asked("kohyo buid --lang ja"), Some(Words::Japanese));
        assert_eq!(asked("kohyo --lang=en build --port"), Some(Words::English));
        for none in [
            "kohyo build",
            "kohyo build --lang",
            "kohyo --lang fr",
            "kohyo --language ja",
            "kohyo -- --lang ja",
        ] {
            assert_eq!(asked(none), None, "{none}");
        }
    }
}
