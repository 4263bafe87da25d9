//! What is wrong with a command line: what the library found, as a value without words.

use super::help::usage;
use super::manual::Manual;
use crate::cli::values::Expected;
use crate::model::finding::nearest;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use std::error::Error as _;
use unicode_normalization::UnicodeNormalization;

/// What is wrong with a command line. An `argument` is named as in the usage, `--output <DIR>`, a `flag` without its
/// value.
#[derive(Debug, PartialEq, Eq)]
pub enum Mistake {
    /// There is no such command.
    UnknownCommand { typed: String, meant: Option<String> },
    /// The command has no such flag.
    UnknownFlag { typed: String, meant: Option<String> },
    /// A flag that belongs behind its command stands before it.
    BeforeCommand { flag: String, command: String },
    /// A word for which the command has no place.
    Surplus { typed: String },
    /// What must be given is not, each with what may stand in its place; how the command is written.
    Missing { arguments: Vec<Vec<String>>, usage: String },
    /// A flag without its value.
    NoValue { flag: String, argument: String, choices: Vec<String> },
    /// A value that is none of those there are.
    NoSuchValue { flag: String, value: String, choices: Vec<String>, meant: Option<String> },
    /// A value that cannot be read.
    Unfit { flag: String, value: String, expected: Expected },
    /// A value for a flag that has none.
    TakesNoValue { flag: String, value: String },
    /// A flag that may be given once.
    Twice { flag: String },
    /// Flags that exclude each other.
    Conflict { flag: String, others: Vec<String> },
    /// Bytes that are no text.
    NoText,
    /// Something that the commands of this program cannot bring about today, in the words of the library.
    Other(String),
}

/// What was typed, and the command it was typed for.
pub struct Typed<'a> {
    /// All arguments.
    pub arguments: &'a [String],
    /// The first command among them, or the program itself.
    pub command: &'a Command,
    /// The program.
    pub program: &'a Command,
}

impl Mistake {
    /// The mistake that the library found.
    pub fn of(error: &Error, typed: &Typed, manual: Manual) -> Self {
        let text = |kind| text(error, kind);
        let argument = text(ContextKind::InvalidArg);
        let (flag, value) = (bare(&argument), text(ContextKind::InvalidValue));
        match error.kind() {
            ErrorKind::InvalidSubcommand => typed.unknown_command(
                text(ContextKind::InvalidSubcommand),
                list(error, ContextKind::SuggestedSubcommand),
            ),
            ErrorKind::UnknownArgument => {
                typed.unknown_argument(argument, list(error, ContextKind::SuggestedArg))
            }
            ErrorKind::MissingRequiredArgument => Self::Missing {
                arguments: missing(&list(error, ContextKind::InvalidArg)),
                usage: usage(&text(ContextKind::Usage), manual),
            },
            ErrorKind::InvalidValue if value.is_empty() => {
                Self::NoValue { flag, argument, choices: list(error, ContextKind::ValidValue) }
            }
            ErrorKind::InvalidValue => Self::NoSuchValue {
                flag,
                value,
                choices: list(error, ContextKind::ValidValue),
                meant: list(error, ContextKind::SuggestedValue).pop(),
            },
            ErrorKind::ValueValidation => Self::Unfit { flag, value, expected: expected(error) },
            ErrorKind::TooManyValues => Self::TakesNoValue { flag, value },
            ErrorKind::ArgumentConflict => match list(error, ContextKind::PriorArg) {
                others if others.is_empty() => Self::Other(error.to_string()),
                others if others == [argument] => Self::Twice { flag },
                others => Self::Conflict { flag, others: others.iter().map(|o| bare(o)).collect() },
            },
            ErrorKind::InvalidUtf8 => Self::NoText,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl Typed<'_> {
    fn unknown_command(&self, typed: String, suggested: Vec<String>) -> Mistake {
        let names = self.program.get_subcommands().map(Command::get_name);
        let meant =
            suggested.into_iter().next_back().or_else(|| nearest(&folded(&typed), names).map(str::to_owned));
        Mistake::UnknownCommand { typed, meant }
    }

    fn unknown_argument(&self, typed: String, suggested: Vec<String>) -> Mistake {
        // The library tells only the first letter of `-strict`.
        let is_letter = typed.starts_with('-') && !typed.starts_with("--");
        let whole = self.arguments.iter().find(|a| is_letter && a.starts_with(&typed));
        let typed = whole.cloned().unwrap_or(typed);
        let Some(name) = flag(&typed) else { return Mistake::Surplus { typed } };
        let flags: Vec<String> = flags(self.command).collect();
        if flags.contains(&typed) {
            return Mistake::BeforeCommand { flag: typed, command: self.command.get_name().to_owned() };
        }
        let meant = suggested.into_iter().next().or_else(|| {
            nearest(&name, flags.iter().map(|flag| flag.trim_start_matches('-')))
                .map(|name| format!("--{name}"))
        });
        Mistake::UnknownFlag { typed, meant }
    }
}

/// The name of a flag, however its dashes and letters were typed: word processors and input methods make other signs
/// of them.
fn flag(typed: &str) -> Option<String> {
    const DASHES: [char; 9] = ['-', '－', 'ー', '−', '‐', '–', '—', '―', 'ｰ'];
    let name = typed.strip_prefix(DASHES)?.trim_start_matches(DASHES);
    Some(folded(name.split('=').next().unwrap_or(name)))
}

fn folded(typed: &str) -> String {
    typed.nfkc().collect::<String>().to_lowercase()
}

fn flags(command: &Command) -> impl Iterator<Item = String> {
    command.get_arguments().filter_map(|argument| argument.get_long()).map(|long| format!("--{long}"))
}

/// An argument without its value: `--output` of `--output <DIR>`, `<FORM>` of `[FORM]`.
fn bare(argument: &str) -> String {
    let name = argument.split(' ').next().unwrap_or(argument).trim_end_matches("...");
    match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => format!("<{inner}>"),
        None => name.to_owned(),
    }
}

/// What is missing, words before flags. The library writes `<--form <FORM>|--from <SLUG>>` where one of two must be given.
fn missing(arguments: &[String]) -> Vec<Vec<String>> {
    let mut missing: Vec<Vec<String>> = arguments
        .iter()
        .map(|argument| {
            let inner = argument.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            match inner.filter(|inner| inner.contains('|')) {
                Some(inner) => inner.split('|').map(str::to_owned).collect(),
                None => vec![argument.trim_end_matches("...").to_owned()],
            }
        })
        .collect();
    missing.sort_by_key(|argument| argument.first().is_some_and(|first| first.starts_with('-')));
    missing
}

fn expected(error: &Error) -> Expected {
    let reason = error.source();
    let own = reason.and_then(|reason| reason.downcast_ref::<Expected>()).cloned();
    own.unwrap_or_else(|| Expected::Like(reason.map_or(String::new(), ToString::to_string)))
}

fn text(error: &Error, kind: ContextKind) -> String {
    error.get(kind).map_or(String::new(), ToString::to_string)
}

/// The same as a list: the library gives one thing as itself, and several as a list.
fn list(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    }
}
