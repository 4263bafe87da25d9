//! Content written for its authors: a document begun, an edition frozen, missing rows added to changes.yaml.
//!
//! Texts in, texts out: what an author typed stays to the letter, and only the command at the edge touches the disk.

pub mod copy;
pub mod freeze;
pub mod rows;
pub mod skeleton;
pub mod slug;
