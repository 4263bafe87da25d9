//! The language of messages: `--lang`, then the locale.

/// The language a person reads messages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// 日本語.
    Japanese,
    /// English.
    English,
}

impl Words {
    /// `--lang`, else LC_ALL, LC_MESSAGES or LANG; English where they say neither.
    pub fn choose(flag: Option<&str>) -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| set(name));
        match flag.map(str::to_owned).or_else(locale) {
            Some(code) if code.starts_with("ja") => Self::Japanese,
            _ => Self::English,
        }
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
