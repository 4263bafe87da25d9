//! Looking into compressed files: ZIP (XLSX), gzip and the streams of PDF.

use std::io::Read;

/// Everything that is compressed in `bytes`, each stream by itself, and what is compressed within those; what only looks
/// like a stream is left out.
pub fn opened(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut streams: Vec<Vec<u8>> = directly(bytes).collect();
    let within: Vec<Vec<u8>> = streams.iter().flat_map(|stream| directly(stream)).collect();
    streams.extend(within);
    streams
}

fn directly(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).filter_map(|at| deflated(&bytes[at..])).filter_map(inflate)
}

/// The deflated bytes behind a header at the beginning of `bytes`.
fn deflated(bytes: &[u8]) -> Option<&[u8]> {
    let number = |at: usize| Some(usize::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    match bytes {
        // A file in a ZIP: its name and more stand before its bytes.
        [b'P', b'K', 3, 4, ..] if number(8)? == 8 => bytes.get(30 + number(26)? + number(28)?..),
        [0x1F, 0x8B, 8, flags, ..] => {
            let mut at = 10;
            if flags & 4 != 0 {
                at += 2 + number(at)?;
            }
            // A name and a remark, each up to a zero.
            for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
                at += bytes.get(at..)?.iter().position(|b| *b == 0)? + 1;
            }
            bytes.get(at + usize::from(flags & 2)..)
        }
        // zlib, as in PDF.
        [0x78, 0x01 | 0x5E | 0x9C | 0xDA, rest @ ..] => Some(rest),
        _ => None,
    }
}

/// The bytes that were deflated, nothing where it is no deflated stream.
fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    flate2::read::DeflateDecoder::new(bytes).read_to_end(&mut out).ok()?;
    Some(out)
}
