//! `serve`: shows the site with its drafts in a browser while it is being written.

use super::language::Words;
use super::{Failure, Outcome, clock, report, values};
use crate::model::Date;
use crate::preview::{Editor, Furnisher, Hosts, Index, Keeper, Presence, Request, Serving, Watch, Workspace};
use crate::preview::{bind, serve};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Who may look: the address of this machine to answer at. Anything but 127.0.0.1 lets others see the drafts.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port; if it is taken, the next one that is free.
    #[arg(long, value_name = "PORT", default_value_t = 8000, value_parser = values::number::<0>)]
    port: u16,
    /// Opens the browser.
    #[arg(long)]
    open: bool,
    /// Which editor the places of findings open: vscode, vscodium, cursor, zed, idea, none, or an address with {path},
    /// {line} and {column}.
    #[arg(long, value_name = "EDITOR", default_value = "vscode")]
    editor: String,
    /// Today's date (YYYY-MM-DD), in place of the clock's.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    today: Option<Date>,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let reader = report::open_folder(&arguments.content, words)?;
    let editor = Editor::new(&arguments.editor, &arguments.content).map_err(|right| {
        Failure(format!("--editor: {} ({right})", words.pick("使えるのは次のとおりです", "use one of these")))
    })?;
    let listener = bind(&arguments.host, arguments.port)?;
    let address = listener.local_addr()?;
    let (requests, asked) = channel();
    // Watching begins beside the first look, whose files are all read again afterwards.
    let watched = std::thread::spawn({
        let (content, requests) = (arguments.content.clone(), requests.clone());
        move || watch(&content, requests)
    });
    let today = arguments.today.or_else(clock::today);
    let workspace = Workspace::sketch(Arc::new(reader), today)?;
    let presence = Arc::<Presence>::default();
    let (keeper, views) =
        Keeper::new(workspace, asked, presence.clone()).map_err(|error| error.to_string())?;
    std::thread::spawn(move || {
        if let Ok(Err(error)) = watched.join() {
            eprintln!("{}: {error}", words.pick("変更を見張れません", "changes are not watched"));
        }
        keeper.run();
    });
    greet(arguments, address, words);
    let serving = Serving {
        views,
        requests,
        presence,
        index: Arc::<Index>::default(),
        furnisher: Arc::new(Furnisher { editor, run: std::process::id() }),
        hosts: Hosts::new(address.ip(), &arguments.host),
    };
    serve(listener, serving, interrupted())?;
    Ok(Outcome::Done)
}

/// Begins to watch; the watching goes on in a thread of its own.
fn watch(content: &Path, requests: Sender<Request>) -> Result<(), String> {
    let watch = Watch::start(content).map_err(|error| error.to_string())?;
    std::thread::spawn(move || watch.run(|paths| requests.send(Request::Changed(paths)).is_ok()));
    Ok(())
}

/// Ctrl-C, or the request of the system to end.
async fn interrupted() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Says where the preview is, and who can see it.
fn greet(arguments: &Arguments, address: SocketAddr, words: Words) {
    if arguments.port != 0 && address.port() != arguments.port {
        let (wanted, taken) = (arguments.port, address.port());
        eprintln!(
            "{}",
            match words {
                Words::Japanese => format!("ポート {wanted} は使用中なので、{taken} を使います。"),
                Words::English => format!("Port {wanted} is taken, so {taken} is used."),
            }
        );
    }
    let url = url(address);
    eprintln!(
        "{} {url}\n{}",
        words.pick("プレビュー:", "Preview:"),
        words.pick("終えるには Ctrl-C を押してください。", "Press Ctrl-C to end it.")
    );
    if !address.ip().is_loopback() {
        eprintln!(
            "{}",
            words.pick(
                "注意: このネットワークから届く人は誰でも、下書きを見られます。",
                "Note: everybody who can reach this machine on its network can see the drafts."
            )
        );
    }
    if arguments.open && open::that_detached(&url).is_err() {
        eprintln!("{}", words.pick("ブラウザーを開けませんでした。", "The browser could not be opened."));
    }
}

fn url(address: SocketAddr) -> String {
    match address.ip() {
        ip if ip.is_unspecified() => format!("http://localhost:{}/", address.port()),
        _ => format!("http://{address}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_one_that_a_browser_can_open() {
        let at = |text: &str| url(text.parse().expect("an address"));
        assert_eq!(at("127.0.0.1:8000"), "http://127.0.0.1:8000/");
        assert_eq!(at("[::1]:8000"), "http://[::1]:8000/");
        assert_eq!(at("0.0.0.0:8001"), "http://localhost:8001/");
    }
}
