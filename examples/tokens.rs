//! Splits texts into the tokens they are found by: a JSON pair `["ja", text]` a line in, a JSON list a line out.
//!
//! The test that compares generator and browser (`tests/search/parity.mjs`) asks it.

use kohyo::lexicon::analysis::analyse;
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let (code, text): (String, String) = serde_json::from_str(&line?)?;
        writeln!(out, "{}", serde_json::to_string(&analyse(&code, &text))?)?;
    }
    out.flush()
}
