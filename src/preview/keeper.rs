//! Brings changes to the workspace, one after the other, and shows each state that is reached: first what is being
//! looked at, then the rest.

use super::view::View;
use super::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// How many documents are done between two looks at what is asked for.
const CHUNK: usize = 16;

/// What the keeper is asked for.
#[derive(Debug)]
pub enum Request {
    /// Files at these paths, or below them, changed.
    Changed(BTreeSet<Arc<str>>),
    /// Somebody waits for this document.
    Wanted(Arc<str>),
}

/// Which addresses are being looked at.
#[derive(Default)]
pub struct Presence {
    next: AtomicU64,
    open: Mutex<BTreeMap<u64, String>>,
}

/// A page that is open; it is forgotten with this value.
pub struct Open {
    presence: Arc<Presence>,
    number: u64,
}

impl Presence {
    /// Takes note of an open page.
    pub fn open(self: &Arc<Self>, address: String) -> Open {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(number, address);
        Open { presence: self.clone(), number }
    }

    /// The documents of the open pages.
    fn slugs(&self, view: &View) -> BTreeSet<Arc<str>> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.values().filter_map(|address| view.slug_at(view.language_of(address).1).cloned()).collect()
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.presence.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

/// Keeps the workspace up to date.
pub struct Keeper {
    workspace: Workspace,
    requests: Receiver<Request>,
    views: watch::Sender<Arc<View>>,
    presence: Arc<Presence>,
    wanted: BTreeSet<Arc<str>>,
}

impl Keeper {
    /// A keeper of a workspace. The receiver has the first state at once.
    pub fn new(
        mut workspace: Workspace,
        requests: Receiver<Request>,
        presence: Arc<Presence>,
    ) -> (Self, watch::Receiver<Arc<View>>) {
        let (views, seen) = watch::channel(Arc::new(workspace.view()));
        (Self { workspace, requests, views, presence, wanted: BTreeSet::new() }, seen)
    }

    /// Works until nobody can ask any more.
    pub fn run(mut self) {
        let mut is_idle = false;
        while let Some(asked) = self.next(is_idle) {
            let is_asked = !asked.is_empty();
            let mut is_changed = false;
            for request in asked {
                is_changed |= self.take(request);
            }
            is_idle = !self.step(is_changed, is_asked);
        }
    }

    /// One step of what is to be done. Says whether there may be more.
    fn step(&mut self, is_changed: bool, is_asked: bool) -> bool {
        if is_changed || is_asked {
            let mut first = self.presence.slugs(&self.views.borrow());
            first.append(&mut self.wanted);
            let done = self.workspace.work(&first, CHUNK);
            if is_changed || done > 0 {
                self.show();
            }
            return true;
        }
        if self.workspace.work(&BTreeSet::new(), CHUNK) > 0 {
            if !self.workspace.is_due() {
                self.show();
            }
            return true;
        }
        if self.workspace.settle() {
            self.show();
        }
        false
    }

    fn show(&mut self) {
        self.views.send_replace(Arc::new(self.workspace.view()));
    }

    /// Says whether there is something to be shown anew.
    fn take(&mut self, request: Request) -> bool {
        match request {
            Request::Changed(paths) => self.workspace.touch(&paths),
            Request::Wanted(slug) => {
                self.wanted.insert(slug);
                false
            }
        }
    }

    /// All requests that are there; waits for one where there is nothing else to do. None when nobody can ask any more.
    fn next(&self, is_idle: bool) -> Option<Vec<Request>> {
        let mut asked = Vec::new();
        if is_idle {
            asked.push(self.requests.recv().ok()?);
        }
        loop {
            match self.requests.try_recv() {
                Ok(request) => asked.push(request),
                Err(TryRecvError::Empty) => return Some(asked),
                Err(TryRecvError::Disconnected) => return None,
            }
        }
    }
}
