//! A preview that runs: which requests it answers, and what it tells when files change.

mod scratch;

use scratch::{Scratch, copy};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An Individual Number made for this test; its check digit is right.
const NUMBER: &str = "123456789018";

/// A running preview of a copy of the sample content; it ends with this value.
struct Preview {
    child: Child,
    port: u16,
    content: PathBuf,
    said: String,
    _scratch: Scratch,
}

impl Preview {
    fn start(name: &str, arguments: &[&str]) -> Self {
        let scratch = Scratch::new(name);
        let content = scratch.join("content");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &content);
        let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
        command.args(["serve", "--lang", "en", "--content"]).arg(&content).args(arguments);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("kohyo runs");
        let mut lines = BufReader::new(child.stderr.take().expect("standard error")).lines();
        let mut said = String::new();
        let port = loop {
            let line = lines.next().expect("it says where it is").expect("a line");
            said += &format!("{line}\n");
            if let Some((_, rest)) = line.rsplit_once(':').filter(|_| line.contains("http://")) {
                break rest.trim_end_matches('/').parse().expect("a port");
            }
        };
        // What it says later must not block it.
        std::thread::spawn(move || lines.count());
        Self { child, port, content, said, _scratch: scratch }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        stream
    }

    /// The answer to a request, head and body.
    fn ask(&self, method: &str, path: &str, host: &str) -> (u16, String) {
        let mut stream = self.connect();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
        (status, answer)
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    /// Waits until the page at a path has these words, or has them no more.
    fn wait(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let (_, answer) = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "{path} does not become what is wanted: {answer}"
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.content.join(file);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(&path, text.replace(from, to)).expect("written");
    }

    /// A stream of events of an open page.
    fn events(&self, at: &str) -> impl Iterator<Item = String> + use<> {
        let mut stream = self.connect();
        write!(stream, "GET /_kohyo/events?at={at} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        BufReader::new(stream).lines().map_while(Result::ok)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pages_and_files_are_made_for_the_request_and_nothing_else_is_there() {
    let preview = Preview::start("serve-pages", &["--port", "0"]);
    let types = [
        ("/", "text/html"),
        ("/en/documents/juki/basic/", "text/html"),
        ("/documents/juki/index.html", "text/html"),
        ("/documents/juki/changes/", "text/html"),
        ("/documents/juki/downloads/", "text/html"),
        ("/documents/juki/downloads/items.csv", "text/csv"),
        ("/documents/juki/downloads/document.json", "application/json"),
        ("/documents/juki/files/counter-flow.svg", "image/svg+xml"),
        ("/search/", "text/html"),
        ("/search/index.bin", "application/octet-stream"),
        ("/feed.xml", "application/xml"),
        ("/_kohyo/preview.js", "text/javascript"),
        ("/_kohyo/preview.css", "text/css"),
    ];
    for (path, media) in types {
        let (status, answer) = preview.get(path);
        assert_eq!(status, 200, "{path}");
        let head = answer.split("\r\n\r\n").next().unwrap_or("").to_lowercase();
        assert!(head.contains(&format!("content-type: {media}")), "{path}: {head}");
        assert!(head.contains("x-robots-tag: noindex") && head.contains("nosniff"), "{path}: {head}");
    }
    assert_eq!(preview.get("/documents/juki").0, 307);
    let absent = [
        "/nowhere/",
        "/site.yaml",
        "/documents/juki/document.yaml",
        "/documents/juki/files/other.svg",
        "/documents/juki/editions/",
        "/assets/",
        "/documents/",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/documents/..%2f..%2fsite.yaml",
        "/documents/juki/files/..%5c..%5cdocument.yaml",
        "//etc/passwd",
        "/_kohyo/",
        "/_kohyo/../site.yaml",
    ];
    for path in absent {
        let (status, answer) = preview.get(path);
        assert_eq!(status, 404, "{path}");
        assert!(!answer.contains("base_url") && !answer.contains("[package]"), "{path}: {answer}");
    }
}

#[test]
fn only_its_own_names_and_only_reading_is_answered() {
    let preview = Preview::start("serve-hosts", &["--port", "0"]);
    for host in ["localhost", "127.0.0.1", "localhost:1234", "[::1]:80"] {
        assert_eq!(preview.ask("GET", "/", host).0, 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "0.0.0.0", ""] {
        let (status, answer) = preview.ask("GET", "/", host);
        assert_eq!(status, 403, "{host}");
        assert!(!answer.contains("<html"), "{host}");
    }
    for method in ["POST", "PUT", "DELETE"] {
        assert_eq!(preview.ask(method, "/", "localhost").0, 405, "{method}");
    }
    assert_eq!(preview.ask("HEAD", "/", "localhost").0, 200);
}

#[test]
fn a_port_that_is_taken_makes_it_take_the_next_and_say_so() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let preview = Preview::start("serve-port", &["--port", &port.to_string()]);
    assert!(preview.port > port, "{} is not behind {port}", preview.port);
    assert!(
        preview.said.contains(&format!("Port {port} is taken, so {} is used.", preview.port)),
        "{}",
        preview.said
    );
    assert_eq!(preview.get("/").0, 200);
}

#[test]
fn who_can_see_drafts_is_said_when_others_can() {
    let preview = Preview::start("serve-open", &["--port", "0", "--host", "0.0.0.0"]);
    assert!(preview.said.contains("http://localhost:"), "{}", preview.said);
    assert_eq!(preview.ask("GET", "/", "192.168.1.5:8000").0, 200);
    assert_eq!(preview.ask("GET", "/", "evil.example").0, 403);
}

#[test]
#[cfg(unix)]
fn it_ends_at_once_when_it_is_interrupted_although_pages_are_open() {
    let mut preview = Preview::start("serve-end", &["--port", "0"]);
    let mut open = preview.events("documents/juki/");
    assert!(open.any(|line| line == "event: state"));
    let begun = Instant::now();
    let interrupt = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status();
    assert!(interrupt.expect("kill runs").success());
    let ended = preview.child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn an_event_tells_of_a_change_and_of_nothing_in_it() {
    let preview = Preview::start("serve-events", &["--port", "0"]);
    preview.wait("/", |page| !page.contains("読み込んで"));
    let mut events = preview.events("documents/juki/basic/").filter(|line| line.starts_with("data: "));
    let first = events.next().expect("the state when the page is opened");
    preview.edit(
        "documents/juki/basic.yaml",
        "name: 住民基本台帳に関する事務",
        &format!("name: 番号 {NUMBER}"),
    );
    let next = events.find(|line| *line != first).expect("the state after the edit");
    let number = next.trim_start_matches("data: ");
    assert!(number.parse::<f64>().is_ok(), "{next}");
    let page = preview.wait("/documents/juki/basic/", |page| page.contains("kohyo-is-held"));
    assert!(page.contains("individual-number") && !page.contains(NUMBER) && !page.contains("5678"), "{page}");
    assert!(page.contains("住民基本台帳に関する事務"), "the page from before stands");
}

#[test]
fn files_saved_by_rename_half_written_deleted_and_brought_back_are_followed() {
    let preview = Preview::start("serve-files", &["--port", "0"]);
    let file = preview.content.join("documents/juki/basic.yaml");
    let text = fs::read_to_string(&file).expect("a file");
    let named = |name: &str| text.replace("name: 住民基本台帳に関する事務", &format!("name: {name}"));
    for n in 0..3 {
        fs::write(preview.content.join("documents/juki/basic.yaml~"), named(&format!("改名{n}")))
            .expect("written");
        fs::rename(preview.content.join("documents/juki/basic.yaml~"), &file).expect("renamed");
        preview.wait("/documents/juki/basic/", |page| page.contains(&format!("改名{n}")));
    }
    // Half of it, then all of it.
    let whole = named("書き終えた");
    let half = whole.char_indices().nth(whole.chars().count() / 3).map_or(0, |(at, _)| at);
    fs::write(&file, &whole[..half]).expect("written");
    std::thread::sleep(Duration::from_millis(40));
    fs::write(&file, &whole).expect("written");
    preview.wait("/documents/juki/basic/", |page| {
        page.contains("書き終えた") && !page.contains("kohyo-is-held")
    });
    // A folder that goes and comes back, then the whole content.
    for (from, to) in [("documents/juki", "aside"), ("documents", "aside")] {
        fs::rename(preview.content.join(from), preview.content.join(to)).expect("moved");
        preview.wait("/documents/juki/basic/", |page| page.starts_with("HTTP/1.1 404"));
        fs::rename(preview.content.join(to), preview.content.join(from)).expect("moved back");
        preview.wait("/documents/juki/basic/", |page| page.contains("書き終えた"));
    }
    let aside = preview.content.with_extension("aside");
    fs::rename(&preview.content, &aside).expect("moved");
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(preview.get("/documents/juki/basic/").0, 200, "what was there stays while the folder is gone");
    fs::rename(&aside, &preview.content).expect("moved back");
    std::thread::sleep(Duration::from_millis(700));
    fs::write(&file, named("戻った後")).expect("written");
    preview.wait("/documents/juki/basic/", |page| page.contains("戻った後"));
}

#[test]
fn a_thousand_files_changed_at_once_are_taken_in() {
    let preview = Preview::start("serve-many", &["--port", "0"]);
    let document = preview.content.join("documents/teigaku");
    for n in 0..250 {
        copy(&document, &preview.content.join(format!("documents/many-{n:03}")));
    }
    preview.wait("/documents.csv", |list| (0..250).all(|n| list.contains(&format!("many-{n:03}"))));
    for n in 0..250 {
        fs::remove_dir_all(preview.content.join(format!("documents/many-{n:03}"))).expect("removed");
    }
    preview.wait("/documents.csv", |list| !list.contains("many-"));
    assert_eq!(preview.get("/documents/many-001/").0, 404);
}
