//! Brings changes to the workspace, one after the other, and shows each state that is reached: first what is being
//! looked at, then the rest.

use super::view::View;
use super::workspace::Workspace;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How many documents are done between two looks at what is asked for.
const CHUNK: usize = 4;
/// How long the reading of all documents waits for a first page to be asked for, and then until it stands in the browser:
/// both would need the same cores.
const FIRST: Duration = Duration::from_millis(700);
const SHOWN: Duration = Duration::from_millis(1500);
/// How long the rest waits, after a change, until the pages that are open stand anew.
const RENEWED: Duration = Duration::from_millis(250);

/// What the keeper is asked for.
#[derive(Debug)]
pub enum Request {
    /// Files at these paths, or below them, changed.
    Changed(BTreeSet<Arc<str>>),
    /// Somebody waits for this document.
    Wanted(Arc<str>),
    /// A page was sent.
    Sent,
    /// A page stands in a browser.
    Seen,
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

    /// True where a page is open.
    fn is_anybody(&self) -> bool {
        !self.open.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
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
    /// Until when the rest waits.
    waits_until: Option<Instant>,
    /// Does what nobody waits for, and leaves half of the cores to those who look.
    calm: ThreadPool,
}

impl Keeper {
    /// A keeper of a workspace. The receiver has the first state at once. Errors: no threads are to be had.
    pub fn new(
        mut workspace: Workspace,
        requests: Receiver<Request>,
        presence: Arc<Presence>,
    ) -> Result<(Self, watch::Receiver<Arc<View>>), ThreadPoolBuildError> {
        let (views, seen) = watch::channel(Arc::new(workspace.view()));
        let calm = ThreadPoolBuilder::new().num_threads((rayon::current_num_threads() / 2).max(1)).build()?;
        let (wanted, waits_until) = (BTreeSet::new(), None);
        Ok((Self { workspace, requests, views, presence, wanted, waits_until, calm }, seen))
    }

    /// Works until nobody can ask any more.
    pub fn run(mut self) {
        self.serve_first();
        let mut is_idle = false;
        while let Some(asked) = self.next(is_idle) {
            let is_asked = asked.iter().any(|request| !matches!(request, Request::Sent | Request::Seen));
            let mut is_changed = false;
            for request in asked {
                is_changed |= self.take(request);
            }
            is_idle = !self.step(is_changed, is_asked);
        }
    }

    /// Until a first page stands, only what it needs is done.
    fn serve_first(&mut self) {
        let mut patience = FIRST;
        let mut begun = Instant::now();
        while let Some(left) = patience.checked_sub(begun.elapsed()) {
            match self.requests.recv_timeout(left) {
                Ok(Request::Sent) if patience == FIRST => (patience, begun) = (SHOWN, Instant::now()),
                Ok(Request::Sent) => {}
                Ok(Request::Seen) => return,
                Ok(request) => {
                    let is_changed = self.take(request);
                    self.step(is_changed, true);
                }
                Err(_) => return,
            }
        }
    }

    /// One step of what is to be done. Says whether there may be more.
    fn step(&mut self, is_changed: bool, is_asked: bool) -> bool {
        if is_changed || is_asked {
            let mut first = self.presence.slugs(&self.views.borrow());
            first.append(&mut self.wanted);
            let done = self.workspace.work(&first, if is_changed { CHUNK } else { 0 });
            if is_changed || done > 0 {
                self.show();
            }
            if is_changed && self.presence.is_anybody() {
                self.waits_until = Some(Instant::now() + RENEWED);
            }
            return true;
        }
        let workspace = &mut self.workspace;
        if self.calm.install(|| workspace.work(&BTreeSet::new(), CHUNK)) > 0 {
            if !self.workspace.is_due() {
                self.show();
            }
            return true;
        }
        let workspace = &mut self.workspace;
        if self.calm.install(|| workspace.settle()) {
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
            Request::Sent | Request::Seen => false,
        }
    }

    /// All requests that are there; waits for one where there is nothing else to do, or where the rest is to wait. None
    /// when nobody can ask any more.
    fn next(&mut self, is_idle: bool) -> Option<Vec<Request>> {
        let mut asked = self.wait();
        if is_idle && asked.is_empty() {
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

    /// Waits until a page stands anew or something else is asked for, where the rest is to wait for that.
    fn wait(&mut self) -> Vec<Request> {
        let mut asked = Vec::new();
        let Some(until) = self.waits_until.take() else { return asked };
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            match self.requests.recv_timeout(left) {
                Ok(Request::Sent) => {}
                Ok(request) => {
                    asked.push(request);
                    break;
                }
                Err(_) => break,
            }
        }
        asked
    }
}
