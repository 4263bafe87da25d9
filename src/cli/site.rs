//! What the commands that make a site have in common: the content read and checked, progress on a terminal, what
//! stopped the work.

use super::language::Words;
use super::{Content, Failure, report, values};
use crate::content::FolderReader;
#[cfg(feature = "pdf")]
use crate::download::pdf::{Store, Typesetter};
use crate::make::Options;
use crate::output::StageError;
use crate::pipeline::{self, Drafts, Prepared};
use crate::plan::{Finished, MakeError};
use crate::render::Publication;
use crate::shard::Identity;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
#[cfg(feature = "pdf")]
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// From which content a site is made, and how.
#[derive(Debug, clap::Args)]
pub struct Making {
    #[command(flatten)]
    pub content: Content,
    /// Where the site will stand, in place of base_url in site.yaml.
    #[arg(long, value_name = "URL", value_parser = values::base_url)]
    base_url: Option<String>,
    /// Leaves out PDF files.
    #[arg(long)]
    no_pdf: bool,
    /// Where finished PDF files are kept for the next time; without it the folder that the system has for such files.
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Makes all.zip too: the downloads of all documents in one file.
    #[arg(long)]
    archive: bool,
    /// Shows how long each stage took.
    #[arg(long)]
    pub timings: bool,
}

/// Content that was read and may be published.
pub struct Ready {
    /// Its files.
    pub reader: FolderReader,
    /// What the stages made of it.
    pub prepared: Prepared,
    /// An archive is asked for.
    archive: bool,
    #[cfg(feature = "pdf")]
    printing: Printing,
}

/// How PDF files are made.
#[cfg(feature = "pdf")]
#[derive(Debug)]
struct Printing {
    /// None are made.
    none: bool,
    /// What was printed before.
    store: Option<Store>,
}

#[cfg(feature = "pdf")]
impl Printing {
    fn wary(self) -> Self {
        Self { store: self.store.map(Store::wary), ..self }
    }
}

impl Making {
    /// Reads and checks the content. Nothing where what was found stops the work; it was shown then.
    pub fn ready(&self, strict: bool, words: Words) -> Result<Option<Ready>, Failure> {
        let reader = report::open(&self.content, words)?;
        let mut prepared = pipeline::prepare(&reader, self.content.today, Drafts::Ignored)?;
        if report::report(&prepared, &reader, &self.content, strict, words)? {
            eprintln!(
                "{}",
                words.pick(
                    "内容を直すまで、何も書き出しません。",
                    "Nothing is written until the content is put right."
                )
            );
            return Ok(None);
        }
        if let Some(url) = &self.base_url {
            prepared.public.settings.base_url = url.as_str().into();
        }
        Ok(Some(Ready {
            reader,
            prepared,
            archive: self.archive,
            #[cfg(feature = "pdf")]
            printing: Printing { none: self.no_pdf, store: self.store() },
        }))
    }

    #[cfg(feature = "pdf")]
    fn store(&self) -> Option<Store> {
        self.cache.clone().or_else(Store::usual_folder).map(Store::new)
    }
}

impl Ready {
    /// From what and by what a site is made of this, so that shards of another are told from its own.
    pub fn identity(&self, making: &Making) -> std::io::Result<Identity> {
        let base_url = &self.prepared.public.settings.base_url;
        Identity::of(
            &self.reader,
            format!(
                "base_url={base_url} archive={} no_pdf={}",
                making.archive,
                making.no_pdf || !cfg!(feature = "pdf")
            ),
        )
    }

    /// Nothing that was made for an earlier output is believed: PDF files are printed anew.
    pub fn wary(self) -> Self {
        #[cfg(feature = "pdf")]
        return Self { printing: self.printing.wary(), ..self };
        #[cfg(not(feature = "pdf"))]
        self
    }

    /// The site with its theme. Errors: a theme that is not valid.
    pub fn publication(&self) -> Result<Publication<'_>, MakeError> {
        let files = &self.prepared.corpus.files;
        let mut publication = Publication::new(&self.prepared.public, &self.reader, files)?;
        publication.archive = self.archive;
        #[cfg(feature = "pdf")]
        if !self.printing.none {
            let press = Typesetter::new(&publication.theme, self.printing.store.clone());
            return Ok(publication.with_press(Arc::new(press)));
        }
        Ok(publication)
    }

    /// Takes away what was kept for later and not used for long.
    pub fn tidy(&self) {
        #[cfg(feature = "pdf")]
        self.printing.store.iter().for_each(Store::sweep);
    }

    /// How many documents the site has.
    pub fn documents(&self) -> usize {
        self.prepared.public.documents.len()
    }
}

impl From<MakeError> for Failure {
    fn from(error: MakeError) -> Self {
        Self(error.to_string())
    }
}

/// Why there can be no folder for the site, in words.
pub fn staging(error: StageError, words: Words) -> Failure {
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

/// Makes a site, telling on a terminal how far long work has come. `total` documents will be made.
pub fn with_progress<T>(
    total: usize,
    words: Words,
    make: impl FnOnce(&Options) -> Result<T, MakeError>,
) -> Result<T, MakeError> {
    let progress = Progress::new(total, words);
    let made = make(&Options { progress: &|| progress.step() });
    progress.end();
    made
}

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

/// How much was made: pages, files, and how long they are together.
pub struct Extent {
    /// Pages.
    pub pages: usize,
    /// Files, the pages among them.
    pub files: usize,
    /// Millions of bytes.
    pub megabytes: f64,
}

impl Extent {
    /// Of finished files.
    pub fn of(finished: &[Finished]) -> Self {
        let pages = finished.iter().filter(|f| f.address.file().ends_with(".html")).count();
        let bytes: u64 = finished.iter().map(|f| f.length).sum();
        Self { pages, files: finished.len(), megabytes: bytes as f64 / 1e6 }
    }
}

/// Shows how long each stage took.
pub fn timings(laps: &[(&'static str, Duration)], total: Duration) {
    for (stage, took) in laps {
        eprintln!("{stage:>14} {:>8.1} ms", took.as_secs_f64() * 1e3);
    }
    eprintln!("{:>14} {:>8.1} ms", "total", total.as_secs_f64() * 1e3);
}
