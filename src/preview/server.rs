//! Answers browsers: pages made for each request, events when something changed, files of the preview's own.
//!
//! Every address is looked up among the artifacts of the site; none is ever a path on the disk.

use super::furniture::{Furnisher, Instead, RESERVED};
use super::host::Hosts;
use super::index::{Index, is_page};
use super::keeper::{Presence, Request as Asked};
use super::route::{self, Answer, media_type};
use super::view::View;
use crate::model::individual_number;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::io;
use std::net::{TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// How many ports are tried, from the one that was asked for.
const PORTS: u16 = 50;
/// How soon a page asks again when the preview was ended.
const RETRY: Duration = Duration::from_millis(500);
/// How long a page waits for its document.
const PATIENCE: Duration = Duration::from_secs(20);

/// What requests are answered from.
#[derive(Clone)]
pub struct Serving {
    /// The states of the site, the newest at hand.
    pub views: watch::Receiver<Arc<View>>,
    /// Asks the keeper.
    pub requests: Sender<Asked>,
    /// Which pages are open.
    pub presence: Arc<Presence>,
    /// The index of the search.
    pub index: Arc<Index>,
    /// Adds to pages what the preview has.
    pub furnisher: Arc<Furnisher>,
    /// Under which names it answers.
    pub hosts: Hosts,
}

/// Takes a port: the one that was asked for, or the next that is free.
///
/// Errors: no such host, no port free, or none allowed.
pub fn bind(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in port..=port.saturating_add(PORTS) {
        let addresses: Vec<_> = (host, port).to_socket_addrs()?.collect();
        match TcpListener::bind(&*addresses) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port != 0 => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Answers until `end` is there.
pub fn serve(listener: TcpListener, serving: Serving, end: impl Future<Output = ()>) -> io::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().enable_time().build()?;
    listener.set_nonblocking(true)?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let app = axum::Router::new().fallback(handle).with_state(serving);
        tokio::select! {
            served = async { axum::serve(listener, app).await } => served,
            () = end => Ok(()),
        }
    });
    // Pages that are open hold their connections for ever: nobody waits for them, nor for a page half made.
    runtime.shutdown_background();
    served
}

async fn handle(State(serving): State<Serving>, request: Request) -> Response {
    if !is_for_us(&serving, &request) {
        return plain(StatusCode::FORBIDDEN, "This preview answers to this machine's own names only.\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
    }
    let Some(path) = decoded(request.uri().path()) else {
        return plain(StatusCode::NOT_FOUND, "Not found.\n");
    };
    match path.strip_prefix(RESERVED) {
        Some("events") => events(&serving, request.uri().query().unwrap_or("")),
        Some(name) => own_file(name),
        None => page(serving, path).await,
    }
}

/// True where the host that is asked for is one of ours. A request without a host comes from no browser.
fn is_for_us(serving: &Serving, request: &Request) -> bool {
    let named = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or(""));
    named.or(request.uri().authority().map(|a| a.as_str())).is_some_and(|host| serving.hosts.allows(host))
}

/// A path without its first slash and its percent-encoding. None for what no address of a site looks like.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { hex(rest.next()?)? * 16 + hex(rest.next()?)? } else { byte });
    }
    let path = String::from_utf8(bytes).ok()?;
    let odd = |segment: &str| segment == "." || segment == "..";
    (!path.contains(['\\', '\0']) && !path.split('/').any(odd)).then_some(path)
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|n| n as u8)
}

/// Tells an open page of every new state. The event has its number and nothing else.
fn events(serving: &Serving, query: &str) -> Response {
    let at = query.split('&').find_map(|pair| pair.strip_prefix("at="));
    let open = serving.presence.open(decoded(&format!("/{}", at.unwrap_or(""))).unwrap_or_default());
    let _ = serving.requests.send(Asked::Seen);
    let furnisher = serving.furnisher.clone();
    let states = WatchStream::new(serving.views.clone()).map(move |view| {
        let _is_open_until_the_stream_ends = &open;
        Ok::<Event, Infallible>(Event::default().event("state").retry(RETRY).data(furnisher.mark(&view)))
    });
    let mut response = Sse::new(states).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn own_file(name: &str) -> Response {
    match Furnisher::file(name) {
        Some(text) => respond(StatusCode::OK, media_type(name), Body::from(text)),
        None => plain(StatusCode::NOT_FOUND, "Not found.\n"),
    }
}

async fn page(serving: Serving, path: String) -> Response {
    let view = ready(&serving, &path).await;
    let requests = serving.requests.clone();
    let task = tokio::task::spawn_blocking(move || made(&serving, view, &path));
    let response = task.await;
    let _ = requests.send(Asked::Sent);
    response.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be made.\n"))
}

/// The newest state in which what stands at the path was read as a whole.
async fn ready(serving: &Serving, path: &str) -> Arc<View> {
    let mut views = serving.views.clone();
    let wait = async {
        loop {
            let view = views.borrow_and_update().clone();
            let address = view.language_of(route::without_index(path)).1;
            match view.slug_at(address) {
                Some(slug) if view.is_sketch(slug) => {
                    let _ = serving.requests.send(Asked::Wanted(slug.clone()));
                }
                None if is_of_all(address) && !view.is_complete() => {}
                _ => return view,
            }
            if views.changed().await.is_err() {
                return view;
            }
        }
    };
    let waited = tokio::time::timeout(PATIENCE, wait).await;
    waited.unwrap_or_else(|_| serving.views.borrow().clone())
}

/// True for files that tell of all documents and cannot tell an open page later that there is more.
fn is_of_all(address: &str) -> bool {
    let is_page = address.is_empty() || address.ends_with('/') || address.ends_with(".html");
    !is_page && !address.starts_with("assets/")
}

fn made(serving: &Serving, view: Arc<View>, path: &str) -> Response {
    let furnisher = &serving.furnisher;
    let html = media_type("");
    if view.is_blocked {
        let page = furnisher.instead(&view, path, Instead::Blocked);
        return respond(StatusCode::INTERNAL_SERVER_ERROR, html, page.into());
    }
    if is_page(&view, path) && view.is_complete() {
        let (serving, view) = (serving.clone(), view.clone());
        rayon::spawn(move || serving.index.prepare(&view));
    }
    match found(serving, &view, path) {
        Answer::Made(bytes) if media_type(path) == html || is_html(&bytes) => {
            respond(StatusCode::OK, html, furnisher.page(&view, path, &bytes).into())
        }
        Answer::Made(bytes) => respond(StatusCode::OK, media_type(path), bytes.into()),
        Answer::Kept(bytes) => respond(StatusCode::OK, media_type(path), bytes.to_vec().into()),
        Answer::Moved(address) => moved(&address),
        Answer::Held => {
            let page = furnisher.instead(&view, path, Instead::Held);
            respond(StatusCode::INTERNAL_SERVER_ERROR, html, page.into())
        }
        Answer::Failed(error) => {
            let why = individual_number::mask(&error.to_string());
            let page = furnisher.instead(&view, path, Instead::Failed(&why));
            respond(StatusCode::INTERNAL_SERVER_ERROR, html, page.into())
        }
        Answer::Missing => missing(serving, &view, path),
    }
}

/// Pages that answer in place of another name the path for which the site is built: it leads here as well.
fn found(serving: &Serving, view: &View, path: &str) -> Answer {
    let base = view.site.settings.base_url.splitn(4, '/').nth(3).unwrap_or("").to_owned();
    match route::answer(view, &serving.index, path) {
        Answer::Missing if !base.is_empty() && path.starts_with(&base) => {
            route::answer(view, &serving.index, &path[base.len()..])
        }
        answer => answer,
    }
}

fn missing(serving: &Serving, view: &View, path: &str) -> Response {
    let html = match route::answer(view, &serving.index, "404.html") {
        Answer::Made(bytes) => serving.furnisher.page(view, path, &bytes),
        _ => b"Not found.\n".to_vec(),
    };
    respond(StatusCode::NOT_FOUND, media_type(""), html.into())
}

fn is_html(bytes: &[u8]) -> bool {
    bytes.get(..9).is_some_and(|begin| begin.eq_ignore_ascii_case(b"<!doctype"))
}

fn moved(address: &str) -> Response {
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "");
    let location = format!("/{}", crate::render::texts::encoded(address));
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    respond(status, "text/plain; charset=utf-8", words.into())
}

fn respond(status: StatusCode, media_type: &'static str, body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::HeaderName::from_static("x-robots-tag"), "noindex"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    (status, headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_path_is_decoded_and_what_leads_out_of_the_site_is_none() {
        assert_eq!(decoded("/documents/%E4%BD%8F%E6%B0%91/").as_deref(), Some("documents/住民/"));
        assert_eq!(decoded("/").as_deref(), Some(""));
        for wrong in
            ["/../site.yaml", "/%2e%2e/site.yaml", "/a/..%2fb", "/a%5c..%5cb", "/%zz", "/%ff", "/%00", "x"]
        {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }
}
