//! `pdf`: one document as PDF, to show to a superior or a council. A draft says so on every page and in its name, and
//! never lands in an output.

use super::documents::{self, Named};
use super::language::Words;
use super::paint::Painter;
use super::{Failure, Format, Outcome};
use crate::content::FolderReader;
use crate::content::reader::with_path;
use crate::download::pdf::{self, Typesetter};
use crate::model::Level;
use crate::output::is_output;
use crate::pipeline::Prepared;
use crate::plan::{Document, Site};
use crate::render::Publication;
use crate::render::press::Printed;
use crate::text::cache::Cache;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    named: Named,
    /// Prints the draft that lies over the published edition.
    #[arg(long)]
    draft: bool,
    /// One language only; otherwise every language that the document has.
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Prints the summary of two pages too.
    #[arg(long)]
    summary: bool,
    /// The folder the files are written to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    output: PathBuf,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let (reader, prepared) = documents::read(&arguments.named.content, words)?;
    let source = documents::find(&prepared, &arguments.named.document, words)?;
    if has_errors(&prepared, &reader, &source.top.folder, arguments, words) {
        return Ok(Outcome::ContentHasErrors);
    }
    if let Some(output) = arguments.output.ancestors().find(|folder| is_output(folder)) {
        return Err(inside_output(output, words));
    }
    let site = if arguments.draft { &prepared.writers } else { &prepared.public };
    let document = site.document(&source.slug).filter(|d| is_wanted(d, arguments.draft));
    let document = document.ok_or_else(|| no_such_edition(&source.slug, arguments.draft, words))?;
    let publication = Publication::new(site, &reader, &prepared.corpus.files)?;
    // A draft is printed for a moment's use: nothing of it is to lie in a store.
    let press = Typesetter::new(&publication.theme, None);
    for language in languages(site, document, arguments, words)? {
        print(&publication, &press, document, language, arguments, words)?;
    }
    Ok(Outcome::Done)
}

fn is_wanted(document: &Document, draft: bool) -> bool {
    document.current.edition.status.is_public() != draft
}

/// Shows what is wrong in the document; errors stop the work, as they stop a build.
fn has_errors(
    prepared: &Prepared,
    reader: &FolderReader,
    folder: &str,
    arguments: &Arguments,
    words: Words,
) -> bool {
    let mut painter = Painter::new(reader, &prepared.corpus.files, words).below(&arguments.named.content);
    let below = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let errors = prepared.findings.iter().filter(|(level, finding)| {
        *level == Level::Error && below(prepared.corpus.files.path(finding.at.span.file))
    });
    let mut found = false;
    for (level, finding) in errors {
        found = true;
        eprintln!("{}", painter.paint(finding, *level, Format::Text));
    }
    found
}

/// The languages to print: the one that was asked for, or all that the document has.
fn languages(
    site: &Site,
    document: &Document,
    arguments: &Arguments,
    words: Words,
) -> Result<Vec<usize>, Failure> {
    let known = site.languages();
    let has = |n: &usize| document.current.edition.has_language(*n);
    let Some(code) = &arguments.language else { return Ok((0..known.count()).filter(has).collect()) };
    let found = known.index_of(code).filter(has);
    found.map(|n| vec![n]).ok_or_else(|| {
        Failure(match words {
            Words::Japanese => format!("この文書に言語「{code}」の版はありません"),
            Words::English => format!("the document does not exist in the language `{code}`"),
        })
    })
}

fn print(
    publication: &Publication,
    press: &Typesetter,
    document: &Document,
    language: usize,
    arguments: &Arguments,
    words: Words,
) -> Result<(), Failure> {
    let cache = Cache::default();
    let mut stem = document.slug().replace('/', "-");
    if arguments.draft {
        stem.push_str("-draft");
    }
    let suffix = if language == 0 { String::new() } else { format!(".{}", publication.code(language)) };
    let begun = Instant::now();
    let whole = pdf::document(publication, press, &document.current, language, &cache)?;
    write(&arguments.output.join(format!("{stem}{suffix}.pdf")), &whole, begun, words)?;
    if arguments.summary {
        let begun = Instant::now();
        let summary = pdf::summary(publication, press, document, language, &cache)?;
        write(&arguments.output.join(format!("{stem}-summary{suffix}.pdf")), &summary, begun, words)?;
    }
    Ok(())
}

fn write(path: &Path, printed: &Printed, begun: Instant, words: Words) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| with_path(e, folder))?;
    }
    std::fs::write(path, &printed.bytes).map_err(|e| with_path(e, path))?;
    let (shown, kilobytes) = (path.display(), printed.bytes.len().div_ceil(1024));
    let (pages, took) = (printed.pages, begun.elapsed().as_millis());
    match words {
        Words::Japanese => eprintln!("{shown}（{pages} ページ、{kilobytes} KB、{took} ミリ秒）"),
        Words::English => eprintln!("{shown} ({pages} pages, {kilobytes} KB, {took} ms)"),
    }
    Ok(())
}

fn inside_output(output: &Path, words: Words) -> Failure {
    let output = output.display();
    Failure(match words {
        Words::Japanese => format!(
            "{output} は公開するサイトの出力先なので、ここには書き出しません。--output で別のフォルダーを指定してください"
        ),
        Words::English => {
            format!(
                "{output} is the output of a site, so nothing is put there; name another folder with --output"
            )
        }
    })
}

fn no_such_edition(slug: &str, draft: bool, words: Words) -> Failure {
    Failure(match (words, draft) {
        (Words::Japanese, true) => {
            format!("「{slug}」に下書きはありません。公表中の版は --draft を付けずに書き出せます")
        }
        (Words::Japanese, false) => {
            format!("「{slug}」に公表中の版はありません。下書きは --draft を付けると書き出せます")
        }
        (Words::English, true) => {
            format!("`{slug}` has no draft; print the published edition without --draft")
        }
        (Words::English, false) => format!("`{slug}` has no published edition; print the draft with --draft"),
    })
}
