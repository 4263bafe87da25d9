//! The help of a command, painted for the width of a terminal.
//!
//! The library's own help has headings in English alone and breaks lines at spaces alone, which Japanese does not have.

use super::lines::lines;
use super::manual::Manual;
use crate::cli::language::Words;
use clap::builder::StyledStr;
use clap::builder::styling::Style;
use clap::{Arg, Command};
use std::fmt::Write;
use std::iter;
use unicode_width::UnicodeWidthStr;

/// Between what is explained and the explanation, and before both.
const GAP: usize = 2;

/// How far explanations are indented that stand below what they explain.
const BELOW: usize = 10;

/// The commands with their help in the manual's language, no wider than so many cells.
pub fn painted(command: Command, manual: Manual, width: usize) -> Command {
    let mut command = manual.rename(command);
    command.build();
    paint(command, manual, width)
}

fn paint(mut command: Command, manual: Manual, width: usize) -> Command {
    let help = page(&mut command, manual, width);
    command.override_help(help).mut_subcommands(|below| paint(below, manual, width))
}

/// The whole help of one command.
fn page(command: &mut Command, manual: Manual, width: usize) -> StyledStr {
    let usage = usage(&command.render_usage().to_string(), manual);
    let styles = command.get_styles();
    let mut page =
        Page { out: String::new(), header: *styles.get_header(), literal: *styles.get_literal(), width };
    page.paragraph(&manual.about(command));
    page.usage(manual.words.pick("使い方", "Usage"), &usage);
    page.table(manual.words.pick("コマンド", "Commands"), &commands(command, manual));
    let (words, flags): (Vec<&Arg>, Vec<&Arg>) = command.get_arguments().partition(|a| a.is_positional());
    let rows = |arguments: &[&Arg]| arguments.iter().map(|a| row(command, a, manual)).collect::<Vec<_>>();
    page.table(manual.words.pick("引数", "Arguments"), &rows(&words));
    page.table(manual.words.pick("オプション", "Options"), &rows(&flags));
    page.out.into()
}

/// A line of usage as the library writes it, without its heading, in the manual's language.
pub fn usage(written: &str, manual: Manual) -> String {
    let line = written.trim_start_matches("Usage:").trim();
    // The library shows what was typed as well; the language of messages is beside the point.
    let line = match line.split_once("--lang <") {
        Some((before, after)) => format!("{before}{}", after.split_once("> ").map_or("", |(_, rest)| rest)),
        None => line.to_owned(),
    };
    line.replace("[OPTIONS]", manual.words.pick("[オプション]", "[OPTIONS]"))
}

/// What is explained, and the explanation in paragraphs.
type Row = (String, Vec<String>);

fn commands(command: &Command, manual: Manual) -> Vec<Row> {
    let shown = command.get_subcommands().filter(|c| !c.is_hide_set());
    shown.map(|c| (c.get_name().to_owned(), vec![manual.about(c)])).collect()
}

fn row(command: &Command, argument: &Arg, manual: Manual) -> Row {
    let short = argument.get_short().map(|short| format!("-{short}, "));
    let indent = if argument.is_positional() { "" } else { "    " };
    let name = format!("{}{argument}", short.as_deref().unwrap_or(indent));
    (name, explanation(command, argument, manual))
}

/// What an argument means, what holds where it is not given, and what it chooses from.
fn explanation(command: &Command, argument: &Arg, manual: Manual) -> Vec<String> {
    let mut text = manual.help(command, argument);
    if argument.get_action().takes_values() {
        for default in argument.get_default_values() {
            let default = default.to_string_lossy();
            let _ = match manual.words {
                Words::Japanese => write!(text, "［指定しなければ {default}］"),
                Words::English => write!(text, " [default: {default}]"),
            };
        }
    }
    let values = argument.get_possible_values();
    let values = values.iter().map(|value| match manual.value(argument, value) {
        Some(means) => format!("- {}: {means}", value.get_name()),
        None => format!("- {}", value.get_name()),
    });
    iter::once(text).chain(values).collect()
}

/// What is written so far.
struct Page {
    out: String,
    header: Style,
    literal: Style,
    width: usize,
}

impl Page {
    fn paragraph(&mut self, text: &str) {
        for line in lines(text, self.width) {
            let _ = writeln!(self.out, "{line}");
        }
    }

    fn usage(&mut self, heading: &str, usage: &str) {
        let (header, literal) = (self.header, self.literal);
        let _ = writeln!(self.out, "\n{header}{heading}:{header:#} {literal}{usage}{literal:#}");
    }

    /// Two columns; one below the other where the first is too wide for that.
    fn table(&mut self, heading: &str, rows: &[Row]) {
        let Some(widest) = rows.iter().map(|(name, _)| name.width()).max() else { return };
        let (header, literal) = (self.header, self.literal);
        let _ = writeln!(self.out, "\n{header}{heading}:{header:#}");
        let beside = widest + 2 * GAP;
        let is_beside = beside * 5 <= self.width * 2;
        let indent = if is_beside { beside } else { BELOW };
        for (name, text) in rows {
            let _ = write!(self.out, "{:GAP$}{literal}{name}{literal:#}", "");
            if is_beside {
                let _ = write!(self.out, "{:1$}", "", beside - GAP - name.width());
            } else {
                let _ = write!(self.out, "\n{:indent$}", "");
            }
            let lines = text.iter().flat_map(|text| lines(text, self.width.saturating_sub(indent)));
            let _ = writeln!(self.out, "{}", lines.collect::<Vec<_>>().join(&format!("\n{:indent$}", "")));
        }
    }
}
