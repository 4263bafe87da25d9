//! Differences as Markdown, for the comment on a proposed change.

use super::{Compared, Entry, counted, edition_name};
use crate::cli::language::Words;
use crate::history::{Mark, Marked, Shown};
use crate::render::theme::default_word;
use std::fmt::Write;

/// Writes what differs; nothing where nothing does.
pub fn write(compared: &Compared, words: Words) -> String {
    let mut out = String::new();
    if compared.entries.is_empty() {
        return out;
    }
    let title = escaped(compared.step.newer.title.text(0).trim());
    let (older, newer) =
        (edition_name(&compared.step.older, words), edition_name(&compared.step.newer, words));
    let counted = counted(compared.entries.len(), words);
    let _ = writeln!(out, "### {title} `{}`\n\n{older} → {newer}: {counted}\n", compared.document.slug());
    for entry in &compared.entries {
        write_entry(&mut out, entry, words);
    }
    out
}

fn write_entry(out: &mut String, entry: &Entry, words: Words) {
    let mark = if entry.important { " ※" } else { "" };
    let kind = default_word(&format!("difference_{}", entry.kind), words.code());
    let name = format!("{} {}", entry.number, entry.label);
    let _ = writeln!(out, "#### {}{mark} — {kind}\n\n`{}`\n", escaped(name.trim()), entry.path);
    for reason in &entry.reasons {
        let _ = writeln!(out, "{} {}\n", words.pick("理由:", "Reason:"), escaped(&reason.replace('\n', " ")));
    }
    if entry.reasons.is_empty() {
        let _ = writeln!(
            out,
            "**{}**\n",
            words.pick("changes.yaml に説明がありません。", "No row of changes.yaml explains it.")
        );
    }
    for shown in entry.redline.shown(1) {
        match shown {
            Shown::Left(_) => out.push_str("> …\n>\n"),
            Shown::Line(line) => write_line(out, line),
        }
    }
    out.push('\n');
}

/// Elements, not `~~` and `**`: beside Japanese punctuation those are no emphasis.
fn write_line(out: &mut String, line: &Marked) {
    out.push_str("> ");
    for run in &line.runs {
        let text = escaped(&run.text);
        let _ = match run.mark {
            Mark::Same => write!(out, "{text}"),
            Mark::Removed => write!(out, "<del>{text}</del>"),
            Mark::Added => write!(out, "<ins>{text}</ins>"),
        };
    }
    out.push_str("\n>\n");
}

/// Text that Markdown takes as text: no markup, no mention of a person or an issue.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escaped("<b> *x* @city #12 [a](b)"), "&lt;b&gt; \\*x\\* &#64;city &#35;12 \\[a\\](b)");
    }
}
