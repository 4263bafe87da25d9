//! Words (語彙): how a text is told as tokens, and what means the same, is read so, or is asked for so.
//!
//! Generator and browser share it: `analysis` exists a second time in `themes/default/search/normalise.js`, and `tables`
//! are sent there. It knows texts, not items.

pub mod analysis;
pub mod tables;
