//! A server of one's own: a real bare repository with the hook, a real nginx with the configuration of the guide, and
//! readers who never pause while changes are merged.
#![cfg(unix)]

mod scratch;
mod support;

use scratch::Scratch;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};
use support::http::{Client, Response};
use support::program::{done, edit, example, git, program_without_pdf};

const MERGES: usize = 20;

fn guide(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/deploying").join(name)
}

/// nginx, serving a folder of releases by the configuration of the guide.
struct Nginx {
    process: Child,
    port: u16,
}

impl Nginx {
    fn serve(scratch: &Scratch, live: &Path) -> Self {
        Self::serve_as(scratch, live, str::to_owned)
    }

    /// With changes to the configuration that the guide describes.
    fn serve_as(scratch: &Scratch, live: &Path, change: impl Fn(&str) -> String) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let folder = scratch.join("nginx");
        fs::create_dir_all(&folder).expect("made");
        // The site of the guide, but for its address, its certificate and where it is.
        let site: String = fs::read_to_string(guide("nginx.conf"))
            .expect("the configuration")
            .lines()
            .filter(|line| !line.trim_start().starts_with("ssl_") && !line.contains("[::]"))
            .map(|line| line.replace("listen 443 ssl;", &format!("listen 127.0.0.1:{port};")) + "\n")
            .collect();
        let served = site.replace("/srv/kohyo/current", &live.join("current").display().to_string());
        assert!(served != site && served.contains(&format!("127.0.0.1:{port}")), "the guide has changed");
        fs::write(folder.join("site.conf"), change(&served)).expect("written");
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {}/{name};\n", folder.display()))
            .concat();
        let main = format!(
            "daemon off;\npid {0}/pid;\nerror_log {0}/error.log;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}include {0}/site.conf;\n}}\n",
            folder.display()
        );
        fs::write(folder.join("nginx.conf"), main).expect("written");
        let nginx = ["/usr/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];
        let nginx =
            nginx.into_iter().find(|path| Path::new(path).exists()).expect("nginx: run tests/setup.sh");
        let process = Command::new(nginx)
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .arg("-e")
            .arg(folder.join("error.log"))
            .spawn()
            .expect("nginx starts");
        let server = Self { process, port };
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "nginx does not answer: {folder:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with it when it is asked, and stay behind when it is killed.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

/// A bare repository on the server and a working copy of somebody who merges.
struct Repository {
    work: PathBuf,
    bare: PathBuf,
    live: PathBuf,
}

impl Repository {
    fn new(scratch: &Scratch) -> Self {
        let own =
            Self { work: scratch.join("work"), bare: scratch.join("site.git"), live: scratch.join("live") };
        fs::create_dir_all(&own.work).expect("made");
        scratch::copy(&example(), &own.work.join("content"));
        done(git(scratch.path()).args(["init", "--quiet", "--bare", "-b", "main"]).arg(&own.bare));
        let program = scratch.join("kohyo");
        program_without_pdf(&program);
        for (key, value) in
            [("to", &*own.live.to_string_lossy()), ("program", &*program.to_string_lossy()), ("lang", "en")]
        {
            done(git(&own.bare).args(["config", &format!("kohyo.{key}"), value]));
        }
        fs::copy(guide("post-receive"), own.bare.join("hooks/post-receive")).expect("the hook");
        own.git(&["init", "--quiet", "-b", "main"]);
        own.git(&["remote", "add", "origin", &own.bare.to_string_lossy()]);
        own
    }

    fn git(&self, arguments: &[&str]) -> String {
        done(git(&self.work).args(arguments))
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "-m", "A change"]);
    }

    /// Pushes; yields what the hook said.
    fn push(&self) -> String {
        self.git(&["push", "origin", "HEAD:main"])
    }

    /// Every file of the current release with its digest.
    fn manifest(&self) -> BTreeMap<String, String> {
        let bytes = fs::read(self.live.join("current/manifest.json")).expect("a manifest");
        let manifest: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        let text = |e: &serde_json::Value, key: &str| e[key].as_str().expect("a text").to_owned();
        let files = manifest["files"].as_array().expect("a list");
        let mut files: BTreeMap<String, String> =
            files.iter().map(|e| (text(e, "file"), text(e, "sha256"))).collect();
        files.insert("manifest.json".to_owned(), digest(&bytes));
        files
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What was published so far, as readers compare it with what they get.
#[derive(Default)]
struct Published {
    releases: Mutex<Vec<BTreeMap<String, String>>>,
    count: AtomicUsize,
    /// Everything is merged; readers stop.
    ended: AtomicUsize,
}

impl Published {
    fn lock(&self) -> MutexGuard<'_, Vec<BTreeMap<String, String>>> {
        self.releases.lock().expect("no reader failed")
    }

    fn add(&self, release: BTreeMap<String, String>) {
        self.lock().push(release);
        self.count.fetch_add(1, Ordering::SeqCst);
    }
}

/// What a reader got: the file, its digest, and how many releases were known before and after.
struct Got {
    file: String,
    digest: String,
    window: (usize, usize),
}

/// Reads pages, what they load, and the files of the search, again and again. One that keeps what it has seen asks for it
/// with its mark, as browsers do; another gets every file whole each time.
struct Reader<'p> {
    client: Client,
    keeps: bool,
    published: &'p Published,
    seen: HashMap<String, (String, Vec<u8>)>,
    got: Vec<Got>,
    revalidated: usize,
}

impl<'p> Reader<'p> {
    fn new(port: u16, published: &'p Published, keeps: bool) -> Self {
        let client = Client::new(port);
        Self { client, keeps, published, seen: HashMap::new(), got: Vec::new(), revalidated: 0 }
    }

    /// A file by its path below the root; a page by its folder.
    fn get(&mut self, path: &str) -> Vec<u8> {
        let before = self.published.count.load(Ordering::SeqCst);
        let known = self.seen.get(path).map(|(mark, _)| mark.clone());
        let response = self.client.get(&format!("/{path}"), known.as_deref());
        let after = self.published.count.load(Ordering::SeqCst);
        let body = match response.status {
            200 => response.body.clone(),
            304 => self.seen[path].1.clone(),
            status => panic!("{status} for {path} after {before} to {after} releases"),
        };
        self.revalidated += usize::from(response.status == 304);
        if response.status == 200 && self.keeps {
            self.seen.insert(path.to_owned(), (response.header("ETag").to_owned(), body.clone()));
        }
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        self.got.push(Got { file, digest: digest(&body), window: (before, after) });
        body
    }

    /// A page and everything it loads.
    fn page(&mut self, path: &str) {
        let html = String::from_utf8(self.get(path)).expect("UTF-8");
        let loaded = html.split('"').filter_map(|part| {
            Some(
                &part[part
                    .find("assets/")
                    .filter(|at| part[..*at].chars().all(|c| matches!(c, '.' | '/')))?..],
            )
        });
        let loaded: BTreeSet<String> = loaded.map(str::to_owned).collect();
        assert!(loaded.len() >= 3, "{path} loads a style sheet, a script and a picture: {loaded:?}");
        loaded.iter().for_each(|asset| drop(self.get(asset)));
    }

    /// The index of a language and every file it leads to.
    fn search(&mut self, language: &str, prefix: &str) {
        let head = support::inflate::opened(&self.get(&format!("{prefix}search/index.bin"))).remove(0);
        let head: serde_json::Value = serde_json::from_slice(&head).expect("the head of the index");
        let names = |key: &str, length: usize| -> Vec<String> {
            let all = head[key].as_str().expect("names").to_owned();
            (0..all.len() / length).map(|n| all[n * length..(n + 1) * length].to_owned()).collect()
        };
        let shards = names("files", 10);
        assert!(shards.len() > 3, "the index has shards");
        for name in shards.into_iter().chain([head["documents"].as_str().expect("a name").to_owned()]) {
            self.get(&format!("assets/search/{language}/{name}.bin"));
        }
        for folder in names("folders", 8) {
            self.get(&format!("assets/search/{language}/{folder}/0.bin"));
        }
    }

    fn read_until_the_end(mut self, pages: &[String], first: usize) -> Self {
        let mut n = first;
        while self.published.ended.load(Ordering::SeqCst) == 0 {
            self.page(&pages[n % pages.len()]);
            match n % 5 {
                0 => self.search("ja", ""),
                3 => self.search("en", "en/"),
                _ => drop(self.get("manifest.json")),
            }
            n += 1;
        }
        self
    }
}

#[test]
fn readers_see_no_gap_and_no_mixture_while_changes_are_merged() {
    let scratch = Scratch::new("server");
    let repository = Repository::new(&scratch);
    repository.commit();
    let told = repository.push();
    assert!(told.contains("is public"), "{told}");
    let server = Nginx::serve(&scratch, &repository.live);
    let published = Published::default();
    published.add(repository.manifest());
    let pages: Vec<String> = published.lock()[0]
        .keys()
        .filter_map(|file| Some(file.strip_suffix("index.html")?.to_owned()))
        .collect();
    let readers: Vec<Reader> = std::thread::scope(|scope| {
        let read =
            |first, keeps| Reader::new(server.port, &published, keeps).read_until_the_end(&pages, first);
        let readers = [scope.spawn(move || read(0, true)), scope.spawn(move || read(7, false))];
        let merged = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            for n in 1..=MERGES {
                merge(&repository, n);
                published.add(repository.manifest());
            }
        }));
        published.ended.store(1, Ordering::SeqCst);
        let readers = readers.map(|reader| reader.join().expect("a reader ends well"));
        merged.expect("every change is published");
        readers.into_iter().collect()
    });
    let releases = published.lock();
    assert_eq!(releases.len(), MERGES + 1);
    let mut seen = BTreeSet::new();
    for got in readers.iter().flat_map(|reader| &reader.got) {
        // The switch may have happened just before it was counted.
        let (before, after) = (got.window.0 - 1, (got.window.1 + 1).min(releases.len()));
        let of = |n: &usize| releases[*n].get(&got.file) == Some(&got.digest);
        let found = (before..after).find(of).unwrap_or_else(|| {
            let other: Vec<usize> = (0..releases.len()).filter(of).collect();
            panic!("{} is of the releases {other:?} and came between {before} and {after}", got.file)
        });
        seen.insert(found);
    }
    let (count, again): (usize, usize) =
        (readers.iter().map(|r| r.got.len()).sum(), readers.iter().map(|r| r.revalidated).sum());
    println!("{count} answers of {} releases, {again} of them unchanged (304)", seen.len());
    assert!(
        seen.len() > MERGES / 2 && count > again + 1000 && again > 100,
        "the readers were at work all the time"
    );
}

/// A change on a branch, merged and pushed.
fn merge(repository: &Repository, n: usize) {
    let (from, to) = match n {
        1 => ("子どもの医療費の自己負担分".to_owned(), "第01版の医療費の自己負担分".to_owned()),
        // As long as before, so that servers tell the two by their time alone.
        _ => (format!("第{:02}版の医療費", n - 1), format!("第{n:02}版の医療費")),
    };
    repository.git(&["switch", "--quiet", "-c", &format!("change-{n}")]);
    edit(&repository.work.join("content/documents/kodomo-iryo/related.yaml"), &from, &to);
    if n.is_multiple_of(4) {
        // The style sheet changes its name with its bytes.
        let theme = repository.work.join("content/theme");
        fs::create_dir_all(&theme).expect("made");
        fs::write(theme.join("style.css"), format!("body {{ margin: {n}px }}\n")).expect("written");
    }
    repository.commit();
    repository.git(&["switch", "--quiet", "main"]);
    repository.git(&["merge", "--quiet", "--no-ff", "--no-edit", &format!("change-{n}")]);
    let told = repository.push();
    assert!(told.contains("is public"), "{told}");
}

#[test]
fn what_the_hook_cannot_publish_is_told_to_who_pushed_and_the_site_stays() {
    let scratch = Scratch::new("hook");
    let repository = Repository::new(&scratch);
    repository.commit();
    repository.push();
    let before = repository.manifest();
    // Another branch is not published.
    repository.git(&["switch", "--quiet", "-c", "draft"]);
    edit(&repository.work.join("content/site.yaml"), "汐見野市", "新汐見野市");
    repository.commit();
    let told = repository.git(&["push", "origin", "draft"]);
    assert!(!told.contains("public"), "{told}");
    // An Individual Number: its place is told, not its digits.
    repository.git(&["switch", "--quiet", "main"]);
    let file = "content/documents/kodomo-iryo/related.yaml";
    edit(&repository.work.join(file), "子どもの医療費", "番号123456789018の医療費");
    repository.commit();
    let told = repository.push();
    assert!(told.contains("individual-number") && told.contains("related.yaml:9:"), "{told}");
    assert!(!told.contains("123456789018") && !told.contains("345678"), "{told}");
    assert!(repository.manifest() == before);
}

#[test]
fn nginx_sends_what_the_guide_says() {
    let scratch = Scratch::new("headers");
    let repository = Repository::new(&scratch);
    repository.commit();
    repository.push();
    let server = Nginx::serve(&scratch, &repository.live);
    let mut client = Client::new(server.port);
    let mut get = |path: &str| -> Response { client.get(path, None) };
    for (path, language, kind) in [
        ("/", "ja", "text/html; charset=utf-8"),
        ("/en/", "en", "text/html; charset=utf-8"),
        ("/documents/kodomo-iryo/downloads/items.csv", "ja", "text/csv; charset=utf-8"),
        ("/en/documents/kodomo-iryo/downloads/document.txt", "en", "text/plain; charset=utf-8"),
        ("/feed.xml", "ja", "application/atom+xml; charset=utf-8"),
        ("/documents.json", "", "application/json; charset=utf-8"),
        ("/search/index.bin", "", "application/octet-stream"),
    ] {
        let response = get(path);
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(response.header("Content-Language"), language, "{path}");
        assert_eq!(response.header("Content-Type"), kind, "{path}");
        assert_eq!(response.header("Cache-Control"), "no-cache", "{path}");
        assert_eq!(response.header("X-Content-Type-Options"), "nosniff", "{path}");
        assert!(!response.header("ETag").is_empty(), "{path}");
    }
    // The policy is that of the pages, and what only a header can say.
    let page = get("/");
    let html = String::from_utf8(page.body.clone()).expect("UTF-8");
    let own = html.split("Content-Security-Policy\" content=\"").nth(1).and_then(|p| p.split('"').next());
    let own = own.expect("a policy on the page");
    assert_eq!(page.header("Content-Security-Policy"), format!("{own}; frame-ancestors 'none'"));
    let style = html.split('"').find(|part| part.contains("assets/style.")).expect("a style sheet");
    let style = get(&format!("/{}", style.trim_start_matches("./")));
    assert_eq!(style.header("Cache-Control"), "public, max-age=31536000, immutable");
    assert_eq!(style.header("Content-Type"), "text/css; charset=utf-8");
    // What is missing has the page of the site, and nobody keeps it.
    for path in ["/nowhere/", "/assets/style.0000000000.css"] {
        let missing = get(path);
        assert_eq!(missing.status, 404, "{path}");
        assert_eq!(missing.header("Cache-Control"), "", "{path}");
        assert_eq!(missing.header("Content-Security-Policy"), page.header("Content-Security-Policy"));
        assert!(String::from_utf8_lossy(&missing.body).contains("汐見野市"), "{path}");
    }
    // Neither the other releases nor the lock can be reached.
    for path in ["/../releases/", "/.kohyo-lock", "/releases/", "/documents/kodomo-iryo/files/"] {
        assert!([400, 403, 404].contains(&get(path).status), "{path}");
    }
    assert_eq!(get("/documents/kodomo-iryo").header("Location"), "/documents/kodomo-iryo/");
}

#[test]
fn a_site_may_stand_under_a_path_of_a_host() {
    let scratch = Scratch::new("path");
    let repository = Repository::new(&scratch);
    repository.commit();
    repository.push();
    let root = scratch.join("www");
    fs::create_dir_all(&root).expect("made");
    std::os::unix::fs::symlink(repository.live.join("current"), root.join("kohyo")).expect("a link");
    let current = format!("root {};", repository.live.join("current").display());
    let server = Nginx::serve_as(&scratch, &repository.live, |text| {
        let text = text.replace(&current, &format!("root {};", root.display()));
        text.replace("error_page 404 /404.html", "error_page 404 /kohyo/404.html").replace("~^/", "~^/kohyo/")
    });
    let mut client = Client::new(server.port);
    for (path, language, kind) in [
        ("en/", "en", "text/html"),
        ("feed.xml", "ja", "application/atom+xml"),
        ("documents.csv", "ja", "text/csv"),
    ] {
        let response = client.get(&format!("/kohyo/{path}"), None);
        assert_eq!((response.status, response.header("Content-Language")), (200, language), "{path}");
        assert!(response.header("Content-Type").starts_with(kind), "{path}");
    }
    let missing = client.get("/kohyo/nowhere/", None);
    assert!(missing.status == 404 && String::from_utf8_lossy(&missing.body).contains("汐見野市"));
}
