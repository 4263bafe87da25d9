//! The press: typst as a library, in a world of its own. It knows the templates of the theme, one file of data and the
//! pictures of the document; there is no disk, no network, no package and no clock in it. Texts come as data and are
//! never source, so nothing that somebody wrote is ever run.

use super::fonts::{Fonts, fonts};
use super::store::{Key, Store};
use crate::model::Date;
use crate::plan::MakeError;
use crate::render::Theme;
use crate::render::press::{Job, Press, Printed};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many compilations a result is kept for that none of them used: the two languages of a document have much in
/// common, two documents have not.
const KEPT: usize = 4;

/// The press with typst in it.
pub struct Typesetter {
    templates: BTreeMap<String, Source>,
    store: Option<Store>,
}

/// A finished file as it is kept: the number of pages before the bytes.
fn to_be_kept(printed: &Printed) -> Vec<u8> {
    [&(printed.pages as u32).to_le_bytes()[..], &printed.bytes].concat()
}

fn from_kept(mut kept: Vec<u8>) -> Option<Printed> {
    let bytes = kept.split_off(kept.len().min(4));
    Some(Printed { bytes, pages: u32::from_le_bytes(kept.try_into().ok()?) as usize })
}

impl Press for Typesetter {
    /// Prints a job, or takes what was printed of exactly the same before.
    ///
    /// Errors: a font is missing; whatever typst has to say, warnings too, for an unknown font is no more to it.
    fn print(&self, job: Job) -> Result<Printed, MakeError> {
        let key = self.store.as_ref().map(|store| (store, self.key(&job)));
        let kept = key.as_ref().and_then(|(store, key)| store.get(key)).and_then(from_kept);
        if let Some(printed) = kept {
            return Ok(printed);
        }
        let printed = self.compile(job)?;
        if let Some((store, key)) = key {
            store.put(&key, &to_be_kept(&printed));
        }
        Ok(printed)
    }
}

impl Typesetter {
    /// A press with the templates of a theme.
    pub fn new(theme: &Theme, store: Option<Store>) -> Self {
        let templates =
            theme.sheets.iter().map(|(name, text)| (name.clone(), Source::new(id(name), text.clone())));
        Self { templates: templates.collect(), store }
    }

    fn key(&self, job: &Job) -> Key {
        let sources = self.templates.iter().map(|(name, source)| (&**name, source.text().as_bytes()));
        let pictures = job.pictures.iter().map(|(name, bytes)| (&**name, &**bytes));
        let own =
            [("template", job.template.as_bytes()), ("ident", job.ident.as_bytes()), ("data", &*job.data)];
        Key::of(sources.chain(pictures).chain(own))
    }

    fn compile(&self, job: Job) -> Result<Printed, MakeError> {
        if let [first, ..] = fonts().missing() {
            return Err(MakeError(format!("PDF: the font {first} is missing from the program")));
        }
        let main = self.templates.get(job.template);
        let main = main.ok_or_else(|| MakeError(format!("the theme has no pdf/{}", job.template)))?.id();
        let data = [("data.json".to_owned(), job.data)];
        let files = job.pictures.into_iter().chain(data).map(|(name, bytes)| (id(&name), Bytes::new(bytes)));
        let world = Desk { press: self, main, files: files.collect(), fonts: fonts() };
        let compiled = typst::compile::<PagedDocument>(&world);
        if let [first, ..] = &compiled.warnings[..] {
            return Err(told(&world, first));
        }
        let document = compiled.output.map_err(|errors| told(&world, &errors[0]))?;
        let options = options(job.ident, job.date)?;
        let loose = typst_pdf::pdf(&document, &options).map_err(|errors| told(&world, &errors[0]))?;
        typst::comemo::evict(KEPT);
        Ok(Printed { bytes: packed(&loose)?, pages: document.pages().len() })
    }
}

/// The same file with its objects in compressed streams: the tags of a long document are as many bytes as its words.
fn packed(loose: &[u8]) -> Result<Vec<u8>, MakeError> {
    let fault = |e: lopdf::Error| MakeError(format!("PDF: {e}"));
    let mut file = lopdf::Document::load_mem(loose).map_err(fault)?;
    let options = lopdf::SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
    let mut bytes = Vec::with_capacity(loose.len() / 2);
    file.save_with_options(&mut bytes, options.compression_level(6).build())?;
    Ok(bytes)
}

/// PDF/UA-1 and PDF/A-2a: tagged, to be read aloud and to be kept for ever.
fn options(ident: String, date: Option<Date>) -> Result<PdfOptions, MakeError> {
    let day = date.map_or((2000, 1, 1), |d| (d.year, d.month.max(1), d.day.max(1)));
    let moment = Datetime::from_ymd_hms(day.0.into(), day.1, day.2, 0, 0, 0);
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    Ok(PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Kohyo".to_owned())),
        timestamp: moment.map(Timestamp::new_utc),
        standards: standards.map_err(|e| MakeError(format!("PDF: {}", e.message())))?,
        ..PdfOptions::default()
    })
}

/// What typst says, with the place in the template.
fn told(world: &Desk, diagnostic: &SourceDiagnostic) -> MakeError {
    let place = || {
        let id = diagnostic.span.id()?;
        let source = world.source(id).ok()?;
        let line = source.lines().byte_to_line(world.range(diagnostic.span)?.start)?;
        Some(format!("pdf{}:{}: ", id.get().vpath().get_with_slash(), line + 1))
    };
    let hints: String = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
    MakeError(format!("PDF: {}{}{hints}", place().unwrap_or_default(), diagnostic.message))
}

/// The id of a file in the world. Names are few, whatever the number of documents: typst never forgets one.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("names are plain: {name}"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What one job can see.
struct Desk<'a> {
    press: &'a Typesetter,
    main: FileId,
    files: HashMap<FileId, Bytes>,
    fonts: &'static Fonts,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press.templates.values().find(|source| source.id() == id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.list.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
