//! The files to copy for GitHub and GitLab: they are valid, and every command in them is run in a real repository, with
//! stand-ins for what the services provide (checking out, caches, artifacts, the compiler).
#![cfg(unix)]

mod scratch;
mod support;

use scratch::Scratch;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::program::{build_without_pdf, done, edit, git, printed, program_without_pdf, tree};

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn yaml(name: &str) -> Value {
    let text = fs::read_to_string(at("docs/deploying").join(name)).expect("the file");
    serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn the_files_pass_the_schemas_of_the_services() {
    let tool = at("target/tools/python/bin/check-jsonschema");
    assert!(tool.exists(), "check-jsonschema: run tests/setup.sh");
    let checked = |arguments: &[&str], names: [&str; 2]| {
        let files = names.map(|name| at("docs/deploying").join(name));
        Command::new(&tool).args(arguments).args(files).output().expect("it runs")
    };
    let github = ["--builtin-schema", "vendor.github-workflows"];
    let gitlab = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"];
    let good = [
        checked(&github, ["github-actions.yml", "github-actions-large.yml"]),
        checked(&gitlab, ["gitlab-ci.yml", "gitlab-ci-large.yml"]),
    ];
    for run in good {
        assert!(run.status.success(), "{}", printed(&run));
    }
    // The schemas can tell one from the other.
    assert!(!checked(&github, ["gitlab-ci.yml", "gitlab-ci-large.yml"]).status.success());
}

/// A repository with the sample as its content, and what the services put around a job.
struct Service {
    scratch: Scratch,
    origin: PathBuf,
    home: PathBuf,
    live: PathBuf,
    /// The commands that were run.
    run: RefCell<BTreeSet<String>>,
}

/// A compiler that takes no time: it looks at how it is called, and hands out the program of this test.
const CARGO: &str = r#"#!/bin/sh
set -eu
[ "$1 $2 $3" = "install --locked --git" ] && [ "$4" = "$KOHYO_SOURCE" ]
[ "$5 $6 $7" = "--rev $KOHYO_REVISION --root" ] && [ "$9" = kohyo ]
mkdir -p "$8/bin"
cp "$TEST_PROGRAM" "$8/bin/kohyo"
"#;

impl Service {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let own = Self {
            origin: scratch.join("origin"),
            home: scratch.join("home"),
            live: scratch.join("live"),
            run: RefCell::default(),
            scratch,
        };
        for folder in ["origin", "home", "bin", "artifacts"] {
            fs::create_dir_all(own.scratch.join(folder)).expect("made");
        }
        let tool = own.scratch.join("bin/cargo");
        fs::write(&tool, CARGO).expect("written");
        fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).expect("permitted");
        program_without_pdf(&own.scratch.join("bin/kohyo"));
        scratch::copy(&at("content"), &own.origin.join("content"));
        own.git(&["init", "--quiet", "-b", "main"]);
        own.commit();
        own
    }

    fn git(&self, arguments: &[&str]) -> String {
        done(git(&self.origin).args(arguments))
    }

    fn commit(&self) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "-m", "A change"]);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// A fresh working copy of the branch, for a job.
    fn workspace(&self, job: &str) -> PathBuf {
        let folder = self.scratch.join("work").join(job);
        let _ = fs::remove_dir_all(&folder);
        done(git(&self.origin).args(["clone", "--quiet", "."]).arg(&folder));
        folder
    }

    /// Runs a script as a service does.
    fn script(
        &self,
        script: &str,
        shell: &[&str],
        folder: &Path,
        variables: &BTreeMap<String, String>,
    ) -> Output {
        self.run.borrow_mut().insert(script.to_owned());
        let path =
            format!("{}:{}", self.scratch.join("bin").display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).arg(script).current_dir(folder).env_clear();
        command.env("PATH", path).env("HOME", &self.home).env("TEST_PROGRAM", self.scratch.join("bin/kohyo"));
        command.envs(variables).output().expect("a shell")
    }

    fn artifact(&self, name: &str) -> PathBuf {
        self.scratch.join("artifacts").join(name)
    }
}

// ---------- GitHub ----------

/// What an event brings about in a workflow: conditions that hold, and values of expressions.
struct Event<'e> {
    holds: &'e [&'e str],
    values: &'e [(&'e str, &'e str)],
}

/// A text with its expressions replaced.
fn filled(text: &str, event: &Event, more: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let (expression, after) = after.split_once("}}").expect("an end of the expression");
        let known = event.values.iter().chain(more).find(|(name, _)| *name == expression.trim());
        filled.push_str(before);
        filled.push_str(known.unwrap_or_else(|| panic!("no value for {expression}")).1);
        rest = after;
    }
    filled + rest
}

fn variables(value: &Value, event: &Event, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let map = value.as_object().into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    map.map(|(key, value)| (key.clone(), filled(&text(value), event, more))).collect()
}

/// Every `run` of a workflow.
fn runs(workflow: &Value) -> BTreeSet<String> {
    let jobs = workflow["jobs"].as_object().expect("jobs").values();
    let steps = jobs.flat_map(|job| job["steps"].as_array().expect("steps"));
    steps.filter_map(|step| step["run"].as_str().map(str::to_owned)).collect()
}

impl Service {
    /// Runs a job, step by step; yields what its steps printed, and whether one failed.
    fn job(&self, workflow: &Value, name: &str, event: &Event, more: &[(&str, &str)]) -> (bool, String) {
        let job = &workflow["jobs"][name];
        if let Some(condition) = job["if"].as_str() {
            assert!(event.holds.contains(&condition), "{name} is not for this event");
        }
        let folder = self.workspace(name);
        let mut environment = variables(&workflow["env"], event, more);
        environment.insert("KOHYO_TO".to_owned(), self.live.display().to_string());
        environment
            .insert("GITHUB_STEP_SUMMARY".to_owned(), self.scratch.join("summary.md").display().to_string());
        environment.extend(variables(&job["env"], event, more));
        let (mut well, mut out) = (true, String::new());
        for step in job["steps"].as_array().expect("steps") {
            let condition = step["if"].as_str();
            if condition.map_or(!well, |c| !event.holds.contains(&c)) {
                continue;
            }
            if let Some(uses) = step["uses"].as_str() {
                self.uses(uses, &variables(&step["with"], event, more), &folder);
                continue;
            }
            let script = step["run"].as_str().expect("a command");
            assert!(
                !script.contains("${{"),
                "an expression in a script can be made to run anything: {script}"
            );
            let mut own = environment.clone();
            own.extend(variables(&step["env"], event, more));
            let run = self.script(script, &["bash", "-e", "-c"], &folder, &own);
            well &= run.status.success();
            out += &printed(&run);
        }
        (well, out)
    }

    /// Stands in for an action.
    fn uses(&self, action: &str, with: &BTreeMap<String, String>, folder: &Path) {
        let path = |key: &str| folder.join(with[key].replacen('~', &self.home.display().to_string(), 1));
        match action.split('@').next().unwrap_or(action) {
            // The job begins with a working copy; nothing was cached.
            "actions/checkout" | "actions/cache" | "actions/deploy-pages" => {}
            "actions/upload-artifact" => hand_over(&path("path"), &self.artifact(&with["name"])),
            "actions/upload-pages-artifact" => hand_over(&path("path"), &self.artifact("pages")),
            "actions/download-artifact" => match with.get("name") {
                Some(name) => hand_over(&self.artifact(name), &path("path")),
                None => self.download(with["pattern"].trim_end_matches('*'), &path("path")),
            },
            other => panic!("{other} has no stand-in"),
        }
    }

    fn download(&self, prefix: &str, to: &Path) {
        for entry in fs::read_dir(self.artifact("")).expect("artifacts") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            if name.starts_with(prefix) {
                hand_over(&self.artifact(&name), &to.join(&name));
            }
        }
    }
}

/// Copies a folder, or a file into one: hidden files stay behind, and no file can be run afterwards.
fn hand_over(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    let files: Vec<(String, PathBuf)> = if from.is_file() {
        vec![(from.file_name().expect("a name").to_string_lossy().into_owned(), from.to_owned())]
    } else {
        tree(from).into_keys().map(|name| (name.clone(), from.join(name))).collect()
    };
    assert!(!files.is_empty(), "nothing to hand over in {}", from.display());
    for (name, from) in files.iter().filter(|(name, _)| !name.split('/').any(|part| part.starts_with('.'))) {
        fs::create_dir_all(to.join(name).parent().expect("a folder")).expect("made");
        fs::copy(from, to.join(name)).expect("copied");
        fs::set_permissions(to.join(name), fs::Permissions::from_mode(0o644)).expect("permitted");
    }
}

const PULL_REQUEST: &str = "github.event_name == 'pull_request'";
const NOT_PULL_REQUEST: &str = "github.event_name != 'pull_request'";
const NO_CACHE: &str = "steps.program.outputs.cache-hit != 'true'";
const PUSH: &str = "github.event_name == 'push' || inputs.action == 'publish'";

#[test]
fn the_workflow_for_github_checks_a_proposal_and_publishes_a_merge() {
    let service = Service::new("github");
    let workflow = yaml("github-actions.yml");
    let base = service.git(&["rev-parse", "HEAD"]).trim().to_owned();
    let values = [
        ("github.event.pull_request.base.sha", &*base),
        ("runner.os", "Linux"),
        ("runner.arch", "X64"),
        ("env.KOHYO_REVISION", "0"),
    ];
    let proposal = Event { holds: &[PULL_REQUEST, NO_CACHE, "${{ !cancelled() }}"], values: &values };
    // A good proposal, to a document that has an earlier edition.
    edit(
        &service.origin.join("content/documents/juki/changes.yaml"),
        "住民に分かりやすく",
        "市民に分かりやすく",
    );
    service.commit();
    let (well, out) = service.job(&workflow, "check", &proposal, &[]);
    assert!(well && !out.contains("::error"), "{out}");
    let summary = fs::read_to_string(service.scratch.join("summary.md")).expect("a summary");
    assert!(summary.contains("`juki`") && summary.contains("### "), "{summary}");
    assert!(!summary.contains("`kokuho`"), "only what was touched");
    // A bad one: its place, and not its digits, in annotations and summary.
    edit(&service.origin.join("content/documents/juki/changes.yaml"), "市民に分かりやすく", "123456789018");
    service.commit();
    let (well, out) = service.job(&workflow, "check", &proposal, &[]);
    let summary = fs::read_to_string(service.scratch.join("summary.md")).expect("a summary");
    assert!(!well && out.contains("::error file=content/documents/juki/changes.yaml,line="), "{out}");
    for printed in [&out, &summary] {
        assert!(!printed.contains("123456789018") && !printed.contains("345678"), "{printed}");
    }
    // It is not published either.
    let push = Event { holds: &[NOT_PULL_REQUEST, PUSH], values: &values };
    let (well, out) = service.job(&workflow, "publish", &push, &[]);
    assert!(!well && !service.live.exists() && !out.contains("345678"), "{out}");
    edit(&service.origin.join("content/documents/juki/changes.yaml"), "123456789018", "市民に分かりやすく");
    service.commit();
    assert!(service.job(&workflow, "publish", &push, &[]).0);
    let first = fs::read_link(service.live.join("current")).expect("a link");
    edit(&service.origin.join("content/site.yaml"), "評価書", "保護評価書");
    service.commit();
    assert!(service.job(&workflow, "publish", &push, &[]).0);
    // The buttons.
    let button = |action| Event { holds: action, values: &values };
    assert!(
        service.job(&workflow, "publish", &button(&[NOT_PULL_REQUEST, "inputs.action == 'rollback'"]), &[]).0
    );
    assert_eq!(fs::read_link(service.live.join("current")).expect("a link"), first);
    assert!(
        service.job(&workflow, "publish", &button(&[NOT_PULL_REQUEST, "inputs.action == 'retract'"]), &[]).0
    );
    assert!(!service.live.join(first).exists());
    assert_eq!(*service.run.borrow(), runs(&workflow), "every command was run");
}

#[test]
fn the_workflow_for_a_large_site_on_github_makes_what_one_build_makes() {
    let service = Service::new("github-large");
    let workflow = yaml("github-actions-large.yml");
    let values = [
        ("runner.os", "Linux"),
        ("runner.arch", "X64"),
        ("env.KOHYO_REVISION", "0"),
        ("strategy.job-total", "4"),
        ("steps.deployment.outputs.page_url", ""),
    ];
    let event = Event { holds: &[NO_CACHE], values: &values };
    assert!(service.job(&workflow, "program", &event, &[]).0);
    let numbers = workflow["jobs"]["shard"]["strategy"]["matrix"]["number"].as_array().expect("a list");
    assert_eq!(numbers.len(), 4);
    for number in numbers {
        let (well, out) = service.job(&workflow, "shard", &event, &[("matrix.number", &number.to_string())]);
        assert!(well, "{out}");
    }
    let (well, out) = service.job(&workflow, "unite", &event, &[]);
    assert!(well, "{out}");
    assert!(service.job(&workflow, "deploy", &event, &[]).0);
    build_without_pdf(&at("content"), &service.scratch.join("whole"));
    assert!(tree(&service.artifact("pages")) == tree(&service.scratch.join("whole")));
    assert_eq!(*service.run.borrow(), runs(&workflow), "every command was run");
}

// ---------- GitLab ----------

/// A job with what it takes over from another.
fn extended(file: &Value, name: &str) -> Value {
    let mut job = file[name].as_object().expect("a job").clone();
    if let Some(base) = job.remove("extends") {
        for (key, value) in extended(file, base.as_str().expect("a name")).as_object().expect("a job") {
            job.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    Value::Object(job)
}

fn commands(job: &Value) -> Vec<String> {
    let list = |key: &str| {
        job[key].as_array().into_iter().flatten().map(|c| c.as_str().expect("a command").to_owned())
    };
    list("before_script").chain(list("script")).collect()
}

impl Service {
    /// Runs a job in its working copy; what jobs before it left as artifacts is put there first.
    fn gitlab(&self, file: &Value, name: &str, more: &[(&str, &str)]) -> (bool, String) {
        let folder = self.workspace(name);
        if self.artifact("gitlab").exists() {
            scratch::copy(&self.artifact("gitlab"), &folder);
        }
        let event = Event { holds: &[], values: &[] };
        let mut environment = variables(&file["variables"], &event, &[]);
        environment.insert("KOHYO_TO".to_owned(), self.live.display().to_string());
        environment.extend(more.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        let job = extended(file, name);
        let script = commands(&job).join("\n");
        let run = self.script(&script, &["bash", "-e", "-o", "pipefail", "-c"], &folder, &environment);
        for path in job["artifacts"]["paths"].as_array().into_iter().flatten() {
            let path = path.as_str().expect("a path");
            let (from, to) = (folder.join(path), self.artifact("gitlab").join(path));
            fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            if from.is_dir() {
                scratch::copy(&from, &to);
            } else {
                fs::copy(&from, &to).expect("copied");
            }
        }
        (run.status.success(), printed(&run))
    }

    /// Every job of the file was run with its commands.
    fn assert_all_run(&self, file: &Value) {
        let jobs = file
            .as_object()
            .expect("jobs")
            .keys()
            .filter(|key| file[*key].get("stage").is_some() || file[*key].get("extends").is_some());
        let all: BTreeSet<String> = jobs.map(|name| commands(&extended(file, name)).join("\n")).collect();
        assert_eq!(*self.run.borrow(), all, "every command was run");
    }
}

#[test]
fn the_file_for_gitlab_checks_a_proposal_and_publishes_a_merge() {
    let service = Service::new("gitlab");
    let file = yaml("gitlab-ci.yml");
    let base = service.git(&["rev-parse", "HEAD"]).trim().to_owned();
    let proposal = [("CI_MERGE_REQUEST_DIFF_BASE_SHA", &*base)];
    let text = service.origin.join("content/documents/juki/changes.yaml");
    edit(&text, "住民に分かりやすく", "123456789018");
    service.commit();
    let (well, out) = service.gitlab(&file, "check", &proposal);
    assert!(!well, "{out}");
    let report = fs::read_to_string(service.scratch.join("work/check/findings.json")).expect("a report");
    let findings: Value = serde_json::from_str(&report).expect("JSON");
    let found = findings.as_array().expect("a list").iter().find(|f| f["check_name"] == "individual-number");
    let found = found.expect("the number is found");
    assert_eq!(found["location"]["path"], "content/documents/juki/changes.yaml");
    assert_eq!(
        (&found["severity"], found["location"]["lines"]["begin"].as_u64() > Some(0)),
        (&"critical".into(), true)
    );
    let prints: BTreeSet<&str> =
        findings.as_array().expect("a list").iter().filter_map(|f| f["fingerprint"].as_str()).collect();
    assert_eq!(
        prints.len(),
        findings.as_array().expect("a list").len(),
        "every finding has its own fingerprint"
    );
    let changes = fs::read_to_string(service.scratch.join("work/check/changes.md")).expect("what changes");
    assert!(changes.contains("`juki`"), "{changes}");
    for printed in [&out, &report, &changes] {
        assert!(!printed.contains("123456789018") && !printed.contains("345678"), "{printed}");
    }
    edit(&text, "123456789018", "市民に分かりやすく");
    service.commit();
    let (well, out) = service.gitlab(&file, "check", &proposal);
    assert!(well, "{out}");
    assert!(service.gitlab(&file, "publish", &[]).0);
    let first = fs::read_link(service.live.join("current")).expect("a link");
    edit(&service.origin.join("content/site.yaml"), "評価書", "保護評価書");
    service.commit();
    assert!(service.gitlab(&file, "publish", &[]).0);
    assert!(service.gitlab(&file, "rollback", &[]).0);
    assert_eq!(fs::read_link(service.live.join("current")).expect("a link"), first);
    assert!(service.gitlab(&file, "retract", &[]).0);
    assert!(!service.live.join(first).exists());
    service.assert_all_run(&file);
}

#[test]
fn the_file_for_a_large_site_on_gitlab_makes_what_one_build_makes() {
    let service = Service::new("gitlab-large");
    let file = yaml("gitlab-ci-large.yml");
    assert!(service.gitlab(&file, "program", &[]).0);
    let total = file["shard"]["parallel"].as_u64().expect("a number");
    for number in 1..=total {
        let node = [("CI_NODE_INDEX", &*number.to_string()), ("CI_NODE_TOTAL", &*total.to_string())];
        let (well, out) = service.gitlab(&file, "shard", &node);
        assert!(well, "{out}");
    }
    let (well, out) = service.gitlab(&file, "publish", &[]);
    assert!(well, "{out}");
    build_without_pdf(&at("content"), &service.scratch.join("whole"));
    assert!(tree(&service.live.join("current")) == tree(&service.scratch.join("whole")));
    service.assert_all_run(&file);
}
