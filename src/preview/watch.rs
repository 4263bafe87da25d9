//! Watches the content folder. Editors save in several steps (a file beside it, a rename, an empty file that is filled),
//! so changes are taken together until it is quiet for a moment.

use notify::event::{CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// So long nothing may change until changes are passed on.
const QUIET: Duration = Duration::from_millis(8);
/// So long changes are held back at most, while more of them come.
const MOST: Duration = Duration::from_millis(120);
/// A new folder is looked at again after this time: what was put into it before it was watched was not told.
const AGAIN: Duration = Duration::from_millis(250);
/// How often it is made sure that the folder is still the one that is watched.
const PULSE: Duration = Duration::from_millis(500);

/// What is told of at once.
type Events = Receiver<notify::Result<Event>>;

/// A folder that is watched.
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Events,
    identity: Option<u64>,
    /// New folders, and when they are looked at again.
    again: Option<(Instant, BTreeSet<Arc<str>>)>,
}

impl Watch {
    /// Watches a folder and everything in it. Errors: the system cannot.
    pub fn start(root: &Path) -> notify::Result<Self> {
        // Events name the real path.
        let root = root.canonicalize()?;
        let (send, events) = channel();
        let mut watcher = notify::recommended_watcher(send)?;
        watcher.watch(&root, RecursiveMode::Recursive)?;
        let identity = identity(&root);
        Ok(Self { root, watcher, events, identity, again: None })
    }

    /// Passes on the paths of what changed, relative to the folder, until `tell` says that nobody listens.
    pub fn run(mut self, tell: impl Fn(BTreeSet<Arc<str>>) -> bool) {
        loop {
            let mut paths = BTreeSet::new();
            match self.events.recv_timeout(self.patience()) {
                Ok(event) => self.gather(event, &mut paths),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            paths.extend(self.due_again());
            if self.is_replaced() {
                paths.insert("".into());
            }
            if !paths.is_empty() && !tell(paths) {
                return;
            }
        }
    }

    fn patience(&self) -> Duration {
        let again = self.again.as_ref().map(|(when, _)| when.saturating_duration_since(Instant::now()));
        again.map_or(PULSE, |again| again.min(PULSE))
    }

    /// Takes an event and those that follow it closely.
    fn gather(&mut self, first: notify::Result<Event>, paths: &mut BTreeSet<Arc<str>>) {
        let begun = Instant::now();
        let mut next = Some(first);
        while let Some(event) = next {
            self.note(event, paths);
            let left = MOST.saturating_sub(begun.elapsed());
            next = self.events.recv_timeout(QUIET.min(left)).ok();
        }
    }

    fn note(&mut self, event: notify::Result<Event>, paths: &mut BTreeSet<Arc<str>>) {
        // What was missed may be anywhere.
        let Some(event) = event.ok().filter(|event| !event.need_rescan()) else {
            paths.insert("".into());
            return;
        };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let relative: Vec<Arc<str>> = event.paths.iter().filter_map(|path| self.relative(path)).collect();
        if may_be_new_folder(event.kind) {
            let when = Instant::now() + AGAIN;
            let folders = relative.iter().filter(|path| self.root.join(&***path).is_dir()).cloned();
            self.again.get_or_insert_with(|| (when, BTreeSet::new())).1.extend(folders);
        }
        paths.extend(relative);
    }

    /// The path below the folder; nothing for hidden files, which are no content.
    fn relative(&self, path: &Path) -> Option<Arc<str>> {
        let relative = path.strip_prefix(&self.root).ok()?.to_str()?.replace('\\', "/");
        let is_hidden = relative.split('/').any(|name| name.starts_with('.'));
        (!is_hidden).then(|| relative.into())
    }

    fn due_again(&mut self) -> BTreeSet<Arc<str>> {
        match self.again.take() {
            Some((when, paths)) if when <= Instant::now() => paths,
            later => {
                self.again = later;
                BTreeSet::new()
            }
        }
    }

    /// True once the folder itself was deleted and brought back: it is watched anew then.
    fn is_replaced(&mut self) -> bool {
        let now = identity(&self.root);
        if now == self.identity {
            return false;
        }
        let _ = self.watcher.unwatch(&self.root);
        let is_watched = now.is_some() && self.watcher.watch(&self.root, RecursiveMode::Recursive).is_ok();
        self.identity = now.filter(|_| is_watched);
        is_watched
    }
}

fn may_be_new_folder(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(CreateKind::Folder | CreateKind::Any)
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both | RenameMode::Any))
    )
}

/// Tells a folder from another of the same name.
#[cfg(unix)]
fn identity(root: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    root.metadata().ok().filter(std::fs::Metadata::is_dir).map(|m| m.ino())
}

/// Tells whether the folder is there.
#[cfg(not(unix))]
fn identity(root: &Path) -> Option<u64> {
    root.is_dir().then_some(0)
}
