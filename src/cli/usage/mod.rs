//! Help, and what is wrong with a command line, in the reader's language.
//!
//! The library parses; where it does not come to a command to run, what it has to say is said here.

mod help;
mod lines;
mod manual;
mod mistake;
mod told;

use super::Cli;
use super::language::Words;
use clap::error::ErrorKind;
use clap::{Command, CommandFactory, Error};
use manual::Manual;
use mistake::{Mistake, Typed};
use std::ffi::OsString;
use std::process::ExitCode;

/// Of what the usage is to be shown.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The command to be explained; without it all are listed.
    command: Option<String>,
}

impl Arguments {
    /// The command line that shows the same.
    pub fn command_line(&self) -> Vec<OsString> {
        let words = ["kohyo"].into_iter().chain(self.command.as_deref()).chain(["--help"]);
        words.map(OsString::from).collect()
    }
}

/// No line of the help is wider, whatever the terminal is.
const WIDEST: usize = 100;

/// Says why a command line gives nothing to run: help or the version was asked for (exit code 0), or there is a mistake
/// in it (2).
pub fn explain(arguments: &[OsString], words: Words) -> ExitCode {
    let manual = Manual::of(words);
    let mut program = help::painted(Cli::command(), manual, width());
    let Err(error) = program.try_get_matches_from_mut(arguments) else { return ExitCode::SUCCESS };
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Whoever asked may have gone away, as `head` does.
            let _ = error.print();
        }
        ErrorKind::MissingSubcommand => eprint!("{}", program.render_help()),
        _ => eprintln!("{}", wrong(&error, &program, arguments, manual)),
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

/// What is wrong, and how to get help.
fn wrong(error: &Error, program: &Command, arguments: &[OsString], manual: Manual) -> String {
    let arguments: Vec<String> = arguments.iter().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let named = arguments.iter().find_map(|a| program.find_subcommand(a));
    let command = named.unwrap_or(program);
    let typed = Typed { arguments: &arguments, command, program };
    let mistake = told::told(&Mistake::of(error, &typed, manual), manual.words);
    let help = format!("{} --help", command.get_bin_name().unwrap_or("kohyo"));
    match manual.words {
        Words::Japanese => format!("実行できません: {mistake}\n使い方は `{help}` で見られます。"),
        Words::English => format!("could not run: {mistake}\nSee `{help}`."),
    }
}

/// How many cells a line of the terminal has.
fn width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.unwrap_or(WIDEST).min(WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a command line, from its second word on.
    fn said(arguments: &[OsString], words: Words) -> String {
        let manual = Manual::of(words);
        let mut program = help::painted(Cli::command(), manual, 80);
        let arguments: Vec<OsString> = [OsString::from("kohyo")].iter().chain(arguments).cloned().collect();
        let error = program.try_get_matches_from_mut(&arguments).expect_err("it is wrong");
        wrong(&error, &program, &arguments, manual)
    }

    #[test]
    #[cfg(unix)]
    fn bytes_that_are_no_text_are_refused_in_words() {
        use std::os::unix::ffi::OsStringExt;
        let arguments = ["freeze".into(), OsString::from_vec(vec![0xff])];
        assert_eq!(
            said(&arguments, Words::Japanese),
            "実行できません: 読み取れない文字があります。UTF-8 の文字で書き直してください\n使い方は `kohyo freeze --help` で見られます。"
        );
        assert_eq!(
            said(&arguments, Words::English),
            "could not run: an argument is not text in UTF-8\nSee `kohyo freeze --help`."
        );
    }

    #[test]
    fn help_keeps_to_the_width_of_the_terminal() {
        use unicode_width::UnicodeWidthStr;
        fn look(command: &mut Command, width: usize) {
            let help = command.render_help().to_string();
            for line in help.lines().filter(|line| !line.contains("使い方:") && !line.contains("Usage:")) {
                assert!(line.width() <= width, "{width}: {line}");
            }
            command.get_subcommands_mut().for_each(|below| look(below, width));
        }
        for words in [Words::Japanese, Words::English] {
            for width in [48, 80, 100] {
                look(&mut help::painted(Cli::command(), Manual::of(words), width), width);
            }
        }
    }
}
