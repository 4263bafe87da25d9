//! How fast the index of the search is made: `cargo run --release --example index_speed CONTENT`.
//!
//! Everything that a build does for the search and nothing else, with one thread, so that seconds are those of a
//! processor: the items of all documents gathered in every language, then the files of all of them. The text is what the
//! index keeps of the items: labels, where they stand, answers.

use flate2::read::ZlibDecoder;
use kohyo::content::FolderReader;
use kohyo::pipeline::{Drafts, prepare};
use kohyo::plan::MakeError;
use kohyo::render::Publication;
use kohyo::search;
use kohyo::text::cache::Cache;
use std::error::Error;
use std::io::sink;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: index_speed CONTENT")?;
    let reader = FolderReader::new(folder);
    let prepared = prepare(&reader, None, Drafts::Ignored)?;
    let publication = Publication::new(&prepared.public, &reader, &prepared.corpus.files).map_err(|e| e.0)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let (bytes, taken) = pool.install(|| index(&publication)).map_err(|e| e.0)?;
    let (megabytes, seconds) = (bytes as f64 / 1e6, taken.as_secs_f64());
    println!("{:.1} MB a second: {megabytes:.1} MB of text in {seconds:.2} s", megabytes / seconds);
    Ok(())
}

/// Makes the index; says how many bytes of text it has and how long it took.
fn index(publication: &Publication) -> Result<(u64, Duration), MakeError> {
    let begun = Instant::now();
    let mut desk = search::Desk::new(publication.site.languages());
    let mut texts = Vec::new();
    let mut gathered = Vec::new();
    for document in &publication.site.documents {
        let (files, share) = search::gather(publication, document, &Cache::default(), &mut desk)?;
        texts.extend(files);
        gathered.push(share);
    }
    (search::bundle(publication, gathered).make)(&Cache::default())?;
    let taken = begun.elapsed();
    Ok((texts.iter().map(|(_, packed)| unpacked(packed)).sum(), taken))
}

/// How long a packed file is when it is not.
fn unpacked(packed: &[u8]) -> u64 {
    std::io::copy(&mut ZlibDecoder::new(packed), &mut sink()).unwrap_or_default()
}
