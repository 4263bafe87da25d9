//! Small files that browsers unpack by themselves, whatever the host does with them.

use flate2::{Compress, Compression, FlushCompress};

/// Packs files; the tables of the packer are made once.
pub struct Packer(Compress);

impl Packer {
    /// A packer; `level` from 1 (fast) to 9 (small).
    pub fn new(level: u32) -> Self {
        Self(Compress::new(Compression::new(level), true))
    }

    /// The bytes in the zlib format, which a browser's `DecompressionStream` calls `deflate`.
    pub fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let read = self.0.total_in() as usize;
            let status = self.0.compress_vec(&bytes[read..], &mut out, FlushCompress::Finish);
            match status {
                Ok(flate2::Status::StreamEnd) => return out,
                _ => out.reserve(out.capacity().max(64)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Packer;
    use std::io::Read;

    #[test]
    fn what_is_packed_is_unpacked_to_the_same() {
        let mut packer = Packer::new(6);
        for text in [String::new(), "個人番号".to_owned(), "特定個人情報ファイル。".repeat(5000)]
        {
            let packed = packer.pack(text.as_bytes());
            let mut out = String::new();
            flate2::read::ZlibDecoder::new(&packed[..]).read_to_string(&mut out).expect("zlib");
            assert_eq!(out, text);
        }
    }
}
