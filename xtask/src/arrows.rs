//! The arrows between crates that must not be: asked of `cargo tree`.

use std::process::Command;

use anyhow::{Context, bail};

use super::run::root;

/// Who must not know whom, over any number of steps.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "hera-core",
        &["hera-specc", "hera-runtime", "hera-macros", "tokio", "rusqlite", "serde_json"],
    ),
    ("hera-specc", &["hera-runtime", "hera-macros", "tokio", "rusqlite"]),
    ("hera-macros", &["hera-runtime", "tokio", "rusqlite", "clap"]),
    ("hera-runtime", &["hera-specc", "hera-macros", "granit-parser", "yaml_serde"]),
    ("generated", &["hera-specc", "hera-macros"]),
];

/// Fails on the first arrow that must not be.
pub(crate) fn run() -> anyhow::Result<()> {
    for (from, forbidden) in FORBIDDEN {
        let known = dependencies(from)?;
        for name in *forbidden {
            if known.iter().any(|line| line == name) {
                bail!("`{from}` must not know `{name}`: see ARCHITECTURE.md");
            }
        }
    }
    Ok(())
}

/// The names of all normal dependencies of a package that end up in its program (procedural macros and
/// what they use run in the compiler).
fn dependencies(package: &str) -> anyhow::Result<Vec<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--package", package, "--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(root())
        .output()
        .context("cannot run cargo tree")?;
    if !output.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let names = text.lines().skip(1).filter_map(|line| line.split(' ').next());
    Ok(names.map(str::to_owned).collect())
}
