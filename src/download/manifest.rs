//! `manifest.json`: every file of the site with its length and digest, so that a copy can be checked.

use crate::plan::{MakeError, Set};
use std::fmt::Write;

/// Adds the manifest: the last seal of all.
pub fn add(set: &mut Set) {
    set.seal("manifest.json", |_, finished| {
        let mut out = String::with_capacity(finished.len() * 140);
        let _ = write!(out, "{{\n\"generator\": \"kohyo {}\",\n\"files\": [\n", env!("CARGO_PKG_VERSION"));
        for (n, file) in finished.iter().enumerate() {
            let name = serde_json::to_string(&file.address.file()).map_err(|e| MakeError(e.to_string()))?;
            let comma = if n + 1 < finished.len() { "," } else { "" };
            let _ = writeln!(
                out,
                "{{\"file\": {name}, \"bytes\": {}, \"sha256\": \"{}\"}}{comma}",
                file.length,
                file.sha256()
            );
        }
        out.push_str("]\n}\n");
        Ok(out.into_bytes())
    });
}
