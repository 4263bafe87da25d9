//! Differences for people at a terminal.

use super::{Compared, Entry, counted, edition_name};
use crate::cli::language::Words;
use crate::history::{Mark, Marked, Run, Shown};
use crate::render::theme::default_word;
use std::fmt::Write;

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31;9m";
const GREEN: &str = "\u{1b}[32;4m";
const RESET: &str = "\u{1b}[0m";

/// Writes what differs; nothing where nothing does.
pub fn write(compared: &Compared, words: Words, colour: bool) -> String {
    let mut out = String::new();
    if compared.entries.is_empty() {
        return out;
    }
    let (bold, reset) = if colour { (BOLD, RESET) } else { ("", "") };
    let title = compared.step.newer.title.text(0).trim();
    let (older, newer) =
        (edition_name(&compared.step.older, words), edition_name(&compared.step.newer, words));
    let counted = counted(compared.entries.len(), words);
    let _ =
        writeln!(out, "{bold}{}{reset}  {title}\n{older} → {newer}: {counted}\n", compared.document.slug());
    for entry in &compared.entries {
        write_entry(&mut out, entry, words, colour);
    }
    out
}

fn write_entry(out: &mut String, entry: &Entry, words: Words, colour: bool) {
    let (bold, reset) = if colour { (BOLD, RESET) } else { ("", "") };
    let mark = if entry.important { " ※" } else { "" };
    let kind = default_word(&format!("difference_{}", entry.kind), words.code());
    let name = format!("{} {}", entry.number, entry.label);
    let _ = writeln!(out, "{bold}{}{mark}{reset}  {}  [{kind}]", name.trim(), entry.path);
    if let Some(was) = &entry.was {
        let _ = writeln!(out, "  {} {was}", words.pick("前のパス:", "before:"));
    }
    for reason in &entry.reasons {
        let _ = writeln!(out, "  {} {}", words.pick("理由:", "reason:"), reason.replace('\n', "\n  "));
    }
    for shown in entry.redline.shown(1) {
        match shown {
            Shown::Left(_) => out.push_str("    …\n"),
            Shown::Line(line) => write_line(out, line, colour),
        }
    }
    out.push('\n');
}

/// A line with what went and what came; a line that is all of one kind has its sign at the head.
fn write_line(out: &mut String, line: &Marked, colour: bool) {
    let sign = match line.mark() {
        Some(Mark::Removed) => "-",
        Some(Mark::Added) => "+",
        Some(Mark::Same) => " ",
        None => "~",
    };
    let _ = write!(out, "  {sign} ");
    line.runs.iter().for_each(|run| write_run(out, run, line.mark().is_some(), colour));
    out.push('\n');
}

fn write_run(out: &mut String, run: &Run, alone: bool, colour: bool) {
    let text = &run.text;
    let _ = match (run.mark, colour) {
        (Mark::Same, _) => write!(out, "{text}"),
        (Mark::Removed, true) => write!(out, "{RED}{text}{RESET}"),
        (Mark::Added, true) => write!(out, "{GREEN}{text}{RESET}"),
        (_, false) if alone => write!(out, "{text}"),
        (Mark::Removed, false) => write!(out, "[-{text}-]"),
        (Mark::Added, false) => write!(out, "{{+{text}+}}"),
    };
}
