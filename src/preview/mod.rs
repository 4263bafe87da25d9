//! The preview (プレビュー): the site as its writers see it, made address by address while they write.
//!
//! `workspace` holds the last state and takes changes of files, `view` is one state to be looked at, `route` finds the
//! artifact for an address, `furniture` adds to a page what only the preview has. These are pure. `watch` and `keeper`
//! bring changes to the workspace, `server` answers browsers.

mod editor;
mod furniture;
mod host;
mod index;
mod keeper;
mod panel;
mod route;
mod server;
mod small;
mod unit;
mod view;
mod watch;
mod workspace;

pub use editor::Editor;
pub use furniture::{Furnisher, RESERVED};
pub use host::Hosts;
pub use index::Index;
pub use keeper::{Keeper, Presence, Request};
pub use route::{Answer, answer, media_type};
pub use server::{Serving, bind, serve};
pub use view::{State, View};
pub use watch::Watch;
pub use workspace::Workspace;
