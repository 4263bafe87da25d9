//! Shows findings, and opens the content folder.

use super::language::Words;
use super::paint::Painter;
use super::{Content, Failure, Format};
use crate::content::{FolderReader, Reader};
use crate::model::Level;
use crate::pipeline::Prepared;
use std::io::Write;
use std::path::Path;

/// Opens the content folder.
pub fn open(arguments: &Content, words: Words) -> Result<FolderReader, Failure> {
    open_folder(&arguments.content, words)
}

/// Opens a folder as content. Errors: there is none.
pub fn open_folder(folder: &Path, words: Words) -> Result<FolderReader, Failure> {
    if !folder.is_dir() {
        let shown = folder.display();
        return Err(Failure(match words {
            Words::Japanese => format!("内容のフォルダーがありません: {shown}（--content で指定できます）"),
            Words::English => format!("there is no content folder at {shown} (name one with --content)"),
        }));
    }
    Ok(FolderReader::new(folder))
}

/// Shows the findings and says whether they stop the work; warnings do where it is `strict`.
pub fn report(
    prepared: &Prepared,
    reader: &dyn Reader,
    arguments: &Content,
    strict: bool,
    words: Words,
) -> Result<bool, Failure> {
    let mut painter = Painter::new(reader, &prepared.corpus.files, words).below(&arguments.content);
    let mut painted = Vec::new();
    for (level, finding) in &prepared.findings {
        let shown = arguments.all || arguments.format != Format::Text || *level != Level::Information;
        if shown {
            painted.push(painter.paint(finding, *level, arguments.format));
        }
    }
    match arguments.format {
        Format::Text => painted.iter().try_for_each(|finding| writeln!(std::io::stderr(), "{finding}"))?,
        Format::Json | Format::Github => std::io::stdout().write_all(painted.concat().as_bytes())?,
        Format::Gitlab => writeln!(std::io::stdout(), "[{}]", painted.join(",\n"))?,
    }
    let count = |level| prepared.findings.iter().filter(|(l, _)| *l == level).count();
    let (errors, warnings, rest) = (count(Level::Error), count(Level::Warning), count(Level::Information));
    if arguments.format == Format::Text && errors + warnings + rest > 0 {
        eprintln!("{}", summary(errors, warnings, rest, arguments.all, words));
    }
    Ok(errors > 0 || (strict && warnings > 0))
}

fn summary(errors: usize, warnings: usize, rest: usize, all: bool, words: Words) -> String {
    let many = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let hidden = !all && rest > 0;
    match words {
        Words::Japanese => {
            let note = if hidden { "（情報は --all で表示）" } else { "" };
            format!("エラー {errors} 件、警告 {warnings} 件、情報 {rest} 件{note}")
        }
        Words::English => {
            let note = if hidden { " (shown with --all)" } else { "" };
            format!("{}, {}, {rest} for information{note}", many(errors, "error"), many(warnings, "warning"))
        }
    }
}
