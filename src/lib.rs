//! Kohyo (公表) turns structured assessment sources into a searchable bilingual public website.
//!
//! One way through: load → resolve → plan → check → render → write. `ARCHITECTURE.md` says what each room holds.

pub mod author;
pub mod check;
pub mod cli;
pub mod content;
pub mod diagram;
pub mod download;
pub mod form;
pub mod history;
pub mod lexicon;
pub mod make;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod plan;
pub mod preview;
pub mod publish;
pub mod render;
pub mod resolve;
pub mod search;
pub mod shard;
pub mod status;
pub mod text;
pub mod yaml;
