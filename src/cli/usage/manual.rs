//! What commands, arguments and values are called and what they mean: in English as their doc comments say, in other
//! words as the language's file does.

use crate::cli::language::Words;
use clap::builder::PossibleValue;
use clap::{Arg, Command};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of help in one language.
#[derive(Clone, Copy)]
pub struct Manual {
    /// The language.
    pub words: Words,
    /// What takes the place of the doc comments.
    book: &'static Book,
}

type Sayings = BTreeMap<String, String>;

/// A file of words. Where it has none, the doc comment stands.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Book {
    commands: Sayings,
    arguments: Sayings,
    of: BTreeMap<String, Sayings>,
    values: BTreeMap<String, Sayings>,
    names: Sayings,
}

impl Book {
    fn read(source: &str) -> Self {
        serde_saphyr::from_str(source).unwrap_or_default()
    }
}

static JAPANESE: LazyLock<Book> = LazyLock::new(|| Book::read(include_str!("ja.yaml")));
static ENGLISH: LazyLock<Book> = LazyLock::new(|| Book::read(include_str!("en.yaml")));

impl Manual {
    /// The manual in a language.
    pub fn of(words: Words) -> Self {
        let book = match words {
            Words::Japanese => &*JAPANESE,
            Words::English => &*ENGLISH,
        };
        Self { words, book }
    }

    /// What a command does.
    pub fn about(self, command: &Command) -> String {
        let said = self.book.commands.get(command.get_name());
        said.cloned().or_else(|| command.get_about().map(ToString::to_string)).unwrap_or_default()
    }

    /// What an argument of a command means.
    pub fn help(self, command: &Command, argument: &Arg) -> String {
        let id = argument.get_id().as_str();
        let own = self.book.of.get(command.get_name()).and_then(|own| own.get(id));
        let said = own.or_else(|| self.book.arguments.get(id));
        said.cloned().or_else(|| argument.get_help().map(ToString::to_string)).unwrap_or_default()
    }

    /// What one of the values means that an argument chooses from.
    pub fn value(self, argument: &Arg, value: &PossibleValue) -> Option<String> {
        let values = self.book.values.get(argument.get_id().as_str());
        let said = values.and_then(|values| values.get(value.get_name()));
        said.cloned().or_else(|| value.get_help().map(ToString::to_string))
    }

    /// Puts what stands for values into this language, in a command and those below it.
    pub fn rename(self, command: Command) -> Command {
        let name = |english: &str| self.book.names.get(english).map(String::as_str);
        let command = command.mut_args(|argument| {
            let own = argument.get_value_names().and_then(|names| name(names.first()?));
            match own {
                Some(own) => argument.value_name(own),
                None => argument,
            }
        });
        let command = match name("COMMAND") {
            Some(own) => command.subcommand_value_name(own),
            None => command,
        };
        command.mut_subcommands(|below| self.rename(below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    /// What the book has words for, as `part key` or `part owner.key`.
    fn written(book: &Book) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for (part, sayings) in
            [("commands", &book.commands), ("arguments", &book.arguments), ("names", &book.names)]
        {
            keys.extend(sayings.keys().map(|key| format!("{part} {key}")));
        }
        for (part, owners) in [("of", &book.of), ("values", &book.values)] {
            for (owner, sayings) in owners {
                keys.extend(sayings.keys().map(|key| format!("{part} {owner}.{key}")));
            }
        }
        keys
    }

    /// What the words are needed for that are shown with a command and those below it. An argument may have words of
    /// the command's own or those of every command.
    fn needed(command: &Command, book: &Book, keys: &mut BTreeSet<String>) {
        keys.insert(format!("commands {}", command.get_name()));
        for argument in command.get_arguments() {
            let (owner, id) = (command.get_name(), argument.get_id().as_str());
            let is_own = book.of.get(owner).is_some_and(|own| own.contains_key(id));
            keys.insert(if is_own { format!("of {owner}.{id}") } else { format!("arguments {id}") });
            if argument.get_action().takes_values() {
                let names = argument.get_value_names().unwrap_or_default();
                keys.extend(names.iter().map(|name| format!("names {name}")));
            }
            let values = argument.get_possible_values();
            keys.extend(values.iter().map(|value| format!("values {id}.{}", value.get_name())));
        }
        command.get_subcommands().for_each(|below| needed(below, book, keys));
    }

    #[test]
    fn every_command_argument_and_value_has_its_words_in_japanese_and_no_others_are_kept() {
        let book: Book = serde_saphyr::from_str(include_str!("ja.yaml")).expect("a book");
        let mut program = Cli::command();
        program.build();
        let mut needed_keys = BTreeSet::from(["names COMMAND".to_owned()]);
        needed(&program, &book, &mut needed_keys);
        let mut written = written(&book);
        if cfg!(not(feature = "pdf")) {
            let of_pdf = ["commands pdf", "arguments draft", "arguments language", "arguments summary"];
            written.retain(|key| !of_pdf.contains(&key.as_str()));
        }
        let missing: Vec<_> = needed_keys.difference(&written).collect();
        let gone: Vec<_> = written.difference(&needed_keys).collect();
        assert!(missing.is_empty() && gone.is_empty(), "missing: {missing:?}\ngone: {gone:?}");
    }

    #[test]
    fn what_has_no_doc_comment_has_its_words_in_english_and_no_others_are_kept() {
        let book: Book = serde_saphyr::from_str(include_str!("en.yaml")).expect("a book");
        let mut program = Cli::command();
        program.build();
        let mut keys = BTreeSet::new();
        needed(&program, &book, &mut keys);
        assert!(written(&book).is_subset(&keys), "{:?} are for nothing", written(&book));
    }

    #[test]
    fn every_value_that_can_be_chosen_is_explained_in_english() {
        fn look(command: &Command) {
            let manual = Manual::of(Words::English);
            for argument in command.get_arguments() {
                for value in argument.get_possible_values() {
                    assert!(manual.value(argument, &value).is_some(), "{argument}: {}", value.get_name());
                }
            }
            command.get_subcommands().for_each(look);
        }
        let mut program = Cli::command();
        program.build();
        look(&program);
    }
}
