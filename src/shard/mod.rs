//! Large sites in shares: several machines build the documents of one each, then one of them unites the shards.
//!
//! A shard (分割出力) is a folder with the files of its documents and a record of what `make::site` needs to know about
//! them. `share` says which documents, `identity` from what and by what a shard was made, `record` is the file, `unite`
//! joins the folders. The united site has the same bytes as one that was built at once.

mod identity;
mod record;
mod share;
mod unite;

pub use identity::Identity;
pub use record::{Record, is_shard};
pub use share::Share;
pub use unite::{Shards, Trouble};
