//! The commands: thin. They read the arguments, call the stages, and show what comes back.

mod build;
mod changes;
mod check;
mod clock;
mod diff;
mod documents;
mod folder;
mod forms;
mod freeze;

pub mod language;
mod new;
pub mod paint;
#[cfg(feature = "pdf")]
mod pdf;
mod publish;
mod report;
mod schema;
mod serve;
mod site;
mod status;
mod unite;
mod usage;
mod values;

use crate::model::Date;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// Publishes structured assessment documents (特定個人情報保護評価書) as a bilingual website.
#[derive(Debug, Parser)]
#[command(name = "kohyo", bin_name = "kohyo", version, about, disable_help_subcommand = true)]
struct Cli {
    /// Language of messages; without it the locale decides.
    #[arg(long, global = true, value_enum)]
    lang: Option<language::Words>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks the content and renders the whole site; replaces the output all or nothing.
    Build(build::Arguments),
    /// Shows the site with its drafts in a browser while it is being written.
    Serve(serve::Arguments),
    /// Joins the shards of `build --shard` to the site that one build would make.
    Unite(unite::Arguments),
    /// Builds strictly into a new release and makes it public in one step.
    Publish(publish::Arguments),
    /// Begins a document: every key of its form, with the official labels as comments.
    New(new::Arguments),
    /// Shows how complete and how well translated the documents are, and what is due.
    Status(status::Arguments),
    /// Checks the content, drafts included.
    Check(check::Arguments),
    /// Shows what differs between editions, drafts included.
    Diff(diff::Arguments),
    /// Keeps the current answers as an earlier edition, before work on the next one begins.
    Freeze(freeze::Arguments),
    /// Writes the missing rows of changes.yaml, with empty reasons.
    Changes(changes::Arguments),
    /// Prints one document as PDF, to show to a superior or a council.
    #[cfg(feature = "pdf")]
    Pdf(pdf::Arguments),
    /// Lists the forms, or shows one.
    Forms(forms::Arguments),
    /// Prints the JSON Schema of a form, or writes those of all forms into a folder, for editors.
    Schema(schema::Arguments),
    /// Explains a command.
    Help(usage::Arguments),
}

/// Where the content is and how findings are shown.
#[derive(Debug, Clone, Args)]
struct Content {
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Shows information too, not only errors and warnings.
    #[arg(long)]
    all: bool,
    /// How findings are shown: for people on standard error, or for programs on standard output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Today's date (YYYY-MM-DD); turns on the rules that need it.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    today: Option<Date>,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// Annotations for a proposed change on GitHub.
    Github,
    /// A report on code quality for GitLab.
    Gitlab,
}

/// What a command came to: exit codes 0, 1 and 2.
enum Outcome {
    /// Done.
    Done,
    /// The content has errors, or warnings under `--strict`.
    ContentHasErrors,
}

/// Why a command could not run at all.
#[derive(Debug)]
pub struct Failure(String);

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<String> for Failure {
    fn from(words: String) -> Self {
        Self(words)
    }
}

/// Runs the program: exit code 0 done, 1 the content has errors, 2 could not run.
pub fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => run(&cli),
        Err(_) => usage::explain(&arguments, language::Words::choose(language::asked(&arguments))),
    }
}

fn run(cli: &Cli) -> ExitCode {
    let words = language::Words::choose(cli.lang);
    let outcome = match &cli.command {
        Command::Build(arguments) => build::run(arguments, words),
        Command::Serve(arguments) => serve::run(arguments, words),
        Command::Unite(arguments) => unite::run(arguments, words),
        Command::Publish(arguments) => publish::run(arguments, words),
        Command::Status(arguments) => status::run(arguments, words),
        Command::New(arguments) => new::run(arguments, words),
        Command::Diff(arguments) => diff::run(arguments, words),
        Command::Freeze(arguments) => freeze::run(arguments, words),
        Command::Changes(arguments) => changes::run(arguments, words),
        #[cfg(feature = "pdf")]
        Command::Pdf(arguments) => pdf::run(arguments, words),
        Command::Forms(arguments) => forms::run(arguments, words),
        Command::Schema(arguments) => schema::run(arguments, words),
        Command::Check(arguments) => check::run(arguments, words),
        Command::Help(arguments) => return usage::explain(&arguments.command_line(), words),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ContentHasErrors) => ExitCode::from(1),
        Err(Failure(words_of_failure)) => {
            eprintln!("{}: {words_of_failure}", words.pick("実行できません", "could not run"));
            ExitCode::from(2)
        }
    }
}
