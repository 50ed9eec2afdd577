//! The command line, through the real binary: exit statuses, the shapes of JSON, and what a person
//! reads. Each test says what is on the command line and looks at what came out.

mod check;
mod clauses;
mod computed;
mod determinism;
mod diff;
mod documents;
mod explain;
mod flows;
mod graph;
mod guarded;
mod lock;
mod refused;
mod schema;
mod settings;
mod simulate;
mod triggers;
mod ways_back;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

/// What a command did.
struct Done {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Done {
    /// Its stdout as JSON.
    #[track_caller]
    fn json(&self) -> Json {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.stdout, self.stderr))
    }

    /// Asserts the exit status.
    #[track_caller]
    fn ends(self, status: i32) -> Done {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that stderr holds a text.
    #[track_caller]
    fn says(self, text: &str) -> Done {
        assert!(self.stderr.contains(text), "no {text:?} in\n{}", self.stderr);
        self
    }
}

/// Runs the compiler in a folder.
fn run_in(folder: &Path, args: &[&str]) -> Done {
    let output = Command::new(env!("CARGO_BIN_EXE_hera-specc"))
        .args(args)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .output()
        .expect("the compiler starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Done {
        status: output.status.code().expect("it was not killed"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Runs the compiler in the workspace's folder.
fn run(args: &[&str]) -> Done {
    run_in(&workspace(), args)
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in it").to_owned()
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }
    folder
}

#[test]
fn help_teaches_by_examples() {
    assert!(run(&["--help"]).ends(0).stdout.contains("Start with:"));
    for command in ["check", "compile", "explain", "graph", "simulate", "diff", "lock"] {
        let help = run(&[command, "--help"]).ends(0).stdout;
        assert!(help.contains("Examples:"), "{command}");
        let example = help.lines().find(|line| line.trim().starts_with("hera-specc "));
        assert!(example.is_some_and(|line| line.contains(command)), "{command}");
    }
}

#[test]
fn wrong_use_ends_with_two() {
    run(&[]).ends(2);
    run(&["frobnicate"]).ends(2);
    run(&["check"]).ends(2);
    run(&["check", "specs", "--format", "xml"]).ends(2);
    run(&["check", "nowhere"]).ends(2).says("there is no file or folder nowhere");
    run(&["check", "specs", "--uses", "nowhere"]).ends(2).says("nowhere");
    run(&["compile", "specs"]).ends(2).says("--out");
}
