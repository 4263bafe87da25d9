//! `build`: checks the content, renders the whole site, replaces the output all or nothing.

use super::language::Words;
use super::{Content, Failure, Outcome, report};
use crate::content::settings;
use crate::output::{Stage, StageError};
use crate::pipeline::{self, Clock, Drafts, Prepared};
use crate::plan::{Artifact, Bundle, Document, Finished, MakeError, Seal, Set};
use crate::render::Publication;
use crate::text::cache::Cache;
use crate::{download, render, search};
use rayon::prelude::*;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    content: Content,
    /// The folder the site is written to.
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Where the site will stand, in place of base_url in site.yaml.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Leaves out PDF files. None are made so far, so that scripts which say so already do not fail.
    #[arg(long, hide = true)]
    no_pdf: bool,
    /// Shows how long each stage took.
    #[arg(long)]
    timings: bool,
}

fn base_url(text: &str) -> Result<String, String> {
    let url = settings::with_slash(text).to_string();
    settings::is_base_url(&url).then_some(url).ok_or_else(|| "https://example.jp/path/".to_owned())
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let reader = report::open(&arguments.content, words)?;
    let mut prepared = pipeline::prepare(&reader, arguments.content.today, Drafts::Ignored)?;
    if report::report(&prepared, &reader, &arguments.content, words)? {
        eprintln!(
            "{}",
            words.pick(
                "内容を直すまで、何も書き出しません。",
                "Nothing is written until the content is put right."
            )
        );
        return Ok(Outcome::ContentHasErrors);
    }
    if let Some(url) = &arguments.base_url {
        prepared.public.settings.base_url = url.as_str().into();
    }
    let mut clock = Clock::start();
    let stage = Stage::begin(&arguments.output).map_err(|e| staging(e, words))?;
    let made = make(&prepared, &reader, &stage, words);
    clock.lap("render+write");
    let finished = match made {
        Ok(finished) => finished,
        Err(error) => {
            stage.abandon()?;
            return Err(error);
        }
    };
    let (kept, written) = stage.counts();
    stage.finish()?;
    clock.lap("exchange");
    prepared.timings.append(&mut clock.laps);
    if arguments.timings {
        timings(&prepared.timings, begun.elapsed());
    }
    summary(&finished, kept, written, begun.elapsed(), arguments, words);
    Ok(Outcome::Done)
}

/// Renders and writes everything: documents in parallel, then what belongs to the site, then the seals of the site.
fn make(
    prepared: &Prepared,
    reader: &dyn crate::content::Reader,
    stage: &Stage,
    words: Words,
) -> Result<Vec<Finished>, Failure> {
    let site = &prepared.public;
    let publication = Publication::new(site, reader, &prepared.corpus.files).map_err(failed)?;
    let progress = Progress::new(site.documents.len(), words);
    let made: Vec<(Vec<Finished>, search::Gathered)> = site
        .documents
        .par_iter()
        .map_init(
            || search::Desk::new(site.languages()),
            |desk, document| {
                let finished = document_artifacts(&publication, document, stage, desk)?;
                progress.step();
                Ok(finished)
            },
        )
        .collect::<Result<_, MakeError>>()
        .map_err(failed)?;
    let (documents, gathered): (Vec<Vec<Finished>>, Vec<search::Gathered>) = made.into_iter().unzip();
    let mut set = Set::default();
    render::site_pages(&publication, &mut set);
    download::site_files(&publication, &mut set);
    set.bundles.push(search::bundle(&publication, gathered));
    let pages: Vec<Finished> = set
        .artifacts
        .par_iter()
        .map(|a| artifact(a, &Cache::default(), stage))
        .collect::<Result<_, MakeError>>()
        .map_err(failed)?;
    let mut finished: Vec<Finished> = documents.into_iter().flatten().chain(pages).collect();
    for made in &set.bundles {
        finished.extend(bundle(made, &Cache::default(), stage).map_err(failed)?);
    }
    finished.sort_by(|a, b| a.address.cmp(&b.address));
    for seal in &set.seals {
        let done = sealed(seal, &Cache::default(), &finished, stage).map_err(failed)?;
        finished.push(done);
    }
    progress.end();
    Ok(finished)
}

/// The artifacts of one document, made by one thread so that every text is parsed once; then its seals. Also what it
/// adds to search.
fn document_artifacts<'s>(
    publication: &'s Publication<'s>,
    document: &'s Document,
    stage: &Stage,
    desk: &mut search::Desk,
) -> Result<(Vec<Finished>, search::Gathered), MakeError> {
    let mut set = Set::default();
    render::document_pages(publication, document, &mut set);
    download::document_files(publication, document, &mut set);
    let cache = Cache::default();
    let mut finished = Vec::with_capacity(set.artifacts.len() + set.seals.len());
    for made in &set.artifacts {
        finished.push(artifact(made, &cache, stage)?);
    }
    let seals: Vec<Finished> =
        set.seals.iter().map(|seal| sealed(seal, &cache, &finished, stage)).collect::<Result<_, _>>()?;
    finished.extend(seals);
    let (fragments, gathered) = search::gather(publication, document, &cache, desk)?;
    for (address, bytes) in &fragments {
        finished.push(stage.put(address, bytes)?);
    }
    Ok((finished, gathered))
}

fn artifact(artifact: &Artifact, cache: &Cache, stage: &Stage) -> Result<Finished, MakeError> {
    Ok(stage.put(&artifact.address, &(artifact.make)(cache)?)?)
}

fn bundle(bundle: &Bundle, cache: &Cache, stage: &Stage) -> Result<Vec<Finished>, MakeError> {
    let files = (bundle.make)(cache)?;
    files.par_iter().map(|(address, bytes)| Ok(stage.put(address, bytes)?)).collect()
}

fn sealed(seal: &Seal, cache: &Cache, finished: &[Finished], stage: &Stage) -> Result<Finished, MakeError> {
    Ok(stage.put(&seal.address, &(seal.make)(cache, finished)?)?)
}

fn failed(error: MakeError) -> Failure {
    Failure(error.to_string())
}

fn staging(error: StageError, words: Words) -> Failure {
    match error {
        StageError::Io(error) => error.into(),
        StageError::Foreign(path) => {
            let path = path.display();
            Failure(match words {
                Words::Japanese => format!(
                    "{path} には別のものが入っているので書き出しません。空のフォルダーか、以前の出力先を指定してください"
                ),
                Words::English => format!(
                    "{path} holds something else, so nothing is written to it; name an empty folder or an earlier output"
                ),
            })
        }
    }
}

/// Tells on a terminal how far long work has come.
struct Progress {
    total: usize,
    done: AtomicUsize,
    shown: bool,
    words: Words,
    begun: Instant,
}

impl Progress {
    fn new(total: usize, words: Words) -> Self {
        let shown = std::io::stderr().is_terminal();
        Self { total, done: AtomicUsize::new(0), shown, words, begun: Instant::now() }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let long = self.begun.elapsed() > Duration::from_millis(500);
        if self.shown && long && done.is_multiple_of((self.total / 100).max(1)) {
            eprint!(
                "\r{} {done}/{}",
                self.words.pick("文書を書き出しています", "Writing documents"),
                self.total
            );
            let _ = std::io::stderr().flush();
        }
    }

    fn end(&self) {
        if self.shown && self.begun.elapsed() > Duration::from_millis(500) {
            eprint!("\r\u{1b}[K");
        }
    }
}

fn timings(laps: &[(&'static str, Duration)], total: Duration) {
    for (stage, took) in laps {
        eprintln!("{stage:>14} {:>8.1} ms", took.as_secs_f64() * 1e3);
    }
    eprintln!("{:>14} {:>8.1} ms", "total", total.as_secs_f64() * 1e3);
}

fn summary(
    finished: &[Finished],
    kept: usize,
    written: usize,
    took: Duration,
    arguments: &Arguments,
    words: Words,
) {
    let pages = finished.iter().filter(|f| f.address.file().ends_with(".html")).count();
    let bytes: u64 = finished.iter().map(|f| f.length).sum();
    let (megabytes, seconds) = (bytes as f64 / 1e6, took.as_secs_f64());
    let folder = arguments.output.display();
    match words {
        Words::Japanese => eprintln!(
            "{pages} ページ、{} ファイル（{megabytes:.1} MB）を {seconds:.2} 秒で {folder} に書き出しました（変更 {written}、そのまま {kept}）。",
            finished.len()
        ),
        Words::English => eprintln!(
            "{pages} pages, {} files ({megabytes:.1} MB) written to {folder} in {seconds:.2} s ({written} changed, {kept} kept).",
            finished.len()
        ),
    }
}
