//! Kohyo (公表) turns structured assessment sources into a searchable bilingual public website.
//!
//! One way through: load → resolve → plan → check → render → write. `ARCHITECTURE.md` says what each room holds.

pub mod model;
#[allow(missing_docs)]
pub mod content;
pub mod form;
#[allow(missing_docs)] pub mod resolve;
pub mod plan; pub mod check;
#[path = "/tmp/text_stub.rs"] pub mod text;
pub mod cli;
pub mod pipeline;
