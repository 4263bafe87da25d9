//! `manifest.json`: every file of the site with its length and digest, so that a copy can be checked.

use crate::plan::{Finished, MakeError, Set};
use serde::{Deserialize, Serialize};

/// Its name.
pub const NAME: &str = "manifest.json";

/// A file of the site (目録の一行).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the folder of the site.
    pub file: String,
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256 in hexadecimal.
    pub sha256: String,
    /// For how many releases it has been kept for readers of earlier pages; 0 for a file of this one.
    #[serde(default, skip_serializing_if = "is_own")]
    pub carried: u32,
}

fn is_own(carried: &u32) -> bool {
    *carried == 0
}

impl From<&Finished> for Entry {
    fn from(file: &Finished) -> Self {
        Self { file: file.address.file(), bytes: file.length, sha256: file.sha256(), carried: 0 }
    }
}

/// Adds the manifest: the last seal of all.
pub fn add(set: &mut Set) {
    set.seal(NAME, |_, finished| write(finished.iter().map(Entry::from)));
}

/// Writes a manifest, one file a line.
pub fn write(entries: impl Iterator<Item = Entry>) -> Result<Vec<u8>, MakeError> {
    let mut out =
        format!("{{\n\"generator\": \"kohyo {}\",\n\"files\": [\n", env!("CARGO_PKG_VERSION")).into_bytes();
    for (n, entry) in entries.enumerate() {
        out.extend_from_slice(if n == 0 { b"" } else { b",\n" });
        serde_json::to_writer(&mut out, &entry).map_err(|e| MakeError(e.to_string()))?;
    }
    out.extend_from_slice(b"\n]\n}\n");
    Ok(out)
}

/// Reads a manifest. Errors: it is none.
pub fn read(bytes: &[u8]) -> serde_json::Result<Vec<Entry>> {
    #[derive(Deserialize)]
    struct Manifest {
        files: Vec<Entry>,
    }
    Ok(serde_json::from_slice::<Manifest>(bytes)?.files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_carried_files_say_so() {
        let entry = |file: &str, carried| Entry { file: file.into(), bytes: 3, sha256: "0a".into(), carried };
        let entries = [entry("a \"b\".html", 0), entry("assets/x.css", 2)];
        let bytes = write(entries.iter().cloned()).expect("written");
        assert_eq!(read(&bytes).expect("a manifest"), entries);
        let lines: Vec<&str> = std::str::from_utf8(&bytes).expect("UTF-8").lines().collect();
        assert_eq!(lines[3], r#"{"file":"a \"b\".html","bytes":3,"sha256":"0a"},"#);
        assert_eq!(lines[4], r#"{"file":"assets/x.css","bytes":3,"sha256":"0a","carried":2}"#);
    }
}
