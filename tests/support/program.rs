//! Running the program, and looking at what it wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, with messages in English whatever the machine speaks.
pub fn kohyo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C");
    command
}

/// git in a folder, as somebody; what a hook that runs the tests has set does not count.
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.arg("-C").arg(folder);
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.jp", "-c", "commit.gpgSign=false"]);
    command
}

/// What a run printed, on both streams.
pub fn printed(run: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr))
}

/// Runs a command that must do; yields what it printed.
pub fn done(command: &mut Command) -> String {
    let run = command.output().expect("it runs");
    assert!(run.status.success(), "{command:?}\n{}", printed(&run));
    printed(&run)
}

/// Runs a command that must end with this code; yields what it printed.
pub fn ends_with(code: i32, command: &mut Command) -> String {
    let run = command.output().expect("it runs");
    assert_eq!(run.status.code(), Some(code), "{command:?}\n{}", printed(&run));
    printed(&run)
}

/// Builds `content` into `output`; fails the test with the program's words where it does not.
pub fn build(content: &Path, output: &Path) {
    done(kohyo().args(["build", "--content"]).arg(content).arg("--output").arg(output));
}

/// The same without PDF files, for tests that build many times and look at something else.
pub fn build_without_pdf(content: &Path, output: &Path) {
    done(kohyo().args(["build", "--no-pdf", "--content"]).arg(content).arg("--output").arg(output));
}

/// Writes a script that runs the program and lets it print no PDF files, for those who call it by themselves.
#[cfg(unix)]
pub fn program_without_pdf(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let program = env!("CARGO_BIN_EXE_kohyo");
    let script = format!(
        "#!/bin/sh\ncase $1 in build | unite | publish) exec '{program}' \"$@\" --no-pdf ;; esac\nexec '{program}' \"$@\"\n"
    );
    fs::write(path, script).expect("written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permitted");
}

/// Every file below a folder with its bytes, by its path.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name =
                    path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// Puts other words into a file, once.
pub fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    assert!(text.contains(from), "{} has no {from}", file.display());
    fs::write(file, text.replacen(from, to, 1)).expect("written");
}

/// The content of the small example in the documentation.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example")
}
