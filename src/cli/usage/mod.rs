//! Help, and what is wrong with a command line, in the reader's language.
//!
//! The library parses; where it does not come to a command to run, what it has to say is said here.

mod help;
mod lines;
mod manual;
mod mistake;
mod told;

use super::Cli;
use super::language::{Words, asked};
use clap::error::ErrorKind;
use clap::{Command, CommandFactory, Error};
use manual::Manual;
use mistake::{Mistake, Typed};
use std::ffi::OsString;
use std::process::ExitCode;

/// No line of the help is wider, whatever the terminal is.
const WIDEST: usize = 100;

/// Says why there is nothing to run: help or the version was asked for (exit code 0), or there is a mistake (2).
pub fn explain(arguments: &[OsString]) -> ExitCode {
    let words = Words::choose(asked(arguments));
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
