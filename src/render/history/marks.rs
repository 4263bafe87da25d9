//! Redlines and cells as HTML. Marks are `ins` and `del`: by element, by underline and strike, never by colour alone.

use crate::history::{Block, Mark, Marked, Redline, Run, Shown};
use crate::render::texts::escape;
use std::fmt::Write;

/// Lines shown on both sides of a changed one.
const CONTEXT: usize = 1;

/// The words that marks need, in one language.
pub struct Words<'w> {
    /// （略）: lines that did not change are left out.
    pub left_out: &'w str,
    /// 移動: a line stands elsewhere.
    pub moved: &'w str,
}

/// A redline with both texts in one column. Lines that came are marked by their class too: without them and without
/// what is inserted it is the text before.
pub fn inline(redline: &Redline, words: &Words) -> String {
    let mut out = String::with_capacity(1024);
    for shown in redline.shown(CONTEXT) {
        match shown {
            Shown::Left(_) => left_out(&mut out, words),
            Shown::Line(line) => paragraph(&mut out, &line.runs, line, words),
        }
    }
    out
}

/// The text after a redline.
pub fn after(redline: &Redline, words: &Words) -> String {
    let mut out = String::with_capacity(1024);
    for shown in redline.shown(CONTEXT) {
        match shown {
            Shown::Left(_) => left_out(&mut out, words),
            Shown::Line(line) => {
                let runs: Vec<Run> = line.side(Mark::Added).cloned().collect();
                if !runs.is_empty() {
                    paragraph(&mut out, &runs, line, words);
                }
            }
        }
    }
    out
}

/// A cell of the change table, up to `most` lines; also tells whether something was left out for want of room.
pub fn cell(
    blocks: &[Block],
    most: usize,
    words: &Words,
    heading: impl Fn(&Block) -> Option<String>,
) -> (String, bool) {
    let mut out = String::with_capacity(512);
    let mut lines = 0;
    for block in blocks {
        if lines >= most {
            return (out, true);
        }
        if let Some(heading) = heading(block) {
            let _ = write!(out, "<p class=\"cell-item\">{}</p>", escape(&heading));
        }
        for line in &block.lines {
            if lines >= most {
                return (out, true);
            }
            match line {
                None => left_out(&mut out, words),
                Some(runs) => {
                    lines += 1;
                    out.push_str("<p>");
                    write_runs(&mut out, runs);
                    out.push_str("</p>");
                }
            }
        }
    }
    (out, false)
}

fn left_out(out: &mut String, words: &Words) {
    let _ = write!(out, "<p class=\"left-out\">{}</p>", escape(words.left_out));
}

fn paragraph(out: &mut String, runs: &[Run], line: &Marked, words: &Words) {
    out.push_str(if line.mark() == Some(Mark::Added) { "<p class=\"came\">" } else { "<p>" });
    if line.moved {
        let _ = write!(out, "<span class=\"badge badge--moved\">{}</span> ", escape(words.moved));
    }
    write_runs(out, runs);
    out.push_str("</p>");
}

fn write_runs(out: &mut String, runs: &[Run]) {
    for run in runs {
        let text = escape(&run.text);
        let _ = match run.mark {
            Mark::Same => write!(out, "{text}"),
            Mark::Removed => write!(out, "<del>{text}</del>"),
            Mark::Added => write!(out, "<ins>{text}</ins>"),
        };
    }
}
