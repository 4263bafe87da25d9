//! `all.zip`: the downloads of all documents in one file, made from what lies in the folder already. However many they
//! are, one piece of one file is in memory at a time. Names in one order, no times, no owners: the same files give the
//! same bytes.

use crate::download;
use crate::output::Folder;
use crate::plan::{Address, Finished, MakeError, address};
use crate::render::Publication;
use std::fs::File;
use std::io::{self, BufWriter};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Endings of files that are compressed in themselves.
const COMPRESSED: [&str; 9] = ["xlsx", "docx", "pptx", "zip", "png", "jpg", "jpeg", "webp", "gif"];
/// From this length on an entry needs the long form of its header.
const LONG: u64 = u32::MAX as u64;

/// Makes the archive. `finished` are the files in the folder.
pub fn archive(
    publication: &Publication,
    finished: &[Finished],
    folder: &Folder,
) -> Result<Finished, MakeError> {
    let wanted = download::archived(publication);
    let mut entries: Vec<&Finished> =
        finished.iter().filter(|f| wanted.contains(f.address.as_str())).collect();
    entries.sort_by(|a, b| a.address.cmp(&b.address));
    Ok(folder.fill(&Address::new(address::ARCHIVE), |file| pack(file, &entries, folder))?)
}

fn pack(file: &File, entries: &[&Finished], folder: &Folder) -> io::Result<()> {
    let mut archive = ZipWriter::new(BufWriter::new(file));
    for entry in entries {
        archive.start_file(entry.address.as_str(), options(entry))?;
        io::copy(&mut folder.open(&entry.address)?, &mut archive)?;
    }
    archive.finish()?.into_inner()?;
    Ok(())
}

/// How an entry is kept: by its ending and its length alone.
fn options(entry: &Finished) -> SimpleFileOptions {
    let name = entry.address.as_str();
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    let method = match COMPRESSED.contains(&&*ending) {
        true => CompressionMethod::Stored,
        false => CompressionMethod::Deflated,
    };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        .system(System::Unix)
        .large_file(entry.length >= LONG)
}
