//! Runs cargo, and says what it ran and how long it took.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, bail};

/// The workspace's root: the parent of this package.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Runs cargo in the workspace's root.
pub(crate) fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    let shown = format!("cargo {}", arguments.join(" "));
    eprintln!("▶ {shown}");
    let started = Instant::now();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(root())
        .status()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed");
    }
    eprintln!("✔ {shown} ({:.0} s)", started.elapsed().as_secs_f64());
    Ok(())
}

/// All tests. Those of PostgreSQL start a private server; where the machine has none, the distribution's
/// package is installed.
pub(crate) fn test() -> anyhow::Result<()> {
    super::postgres::provide()?;
    cargo(&["test", "--workspace", "--no-fail-fast"], &[])
}

/// What CI runs.
pub(crate) fn ci() -> anyhow::Result<()> {
    gates()?;
    test()
}

/// Everything but the tests, the quick ones first.
pub(crate) fn gates() -> anyhow::Result<()> {
    cargo(&["fmt", "--all", "--check"], &[])?;
    super::arrows::run()?;
    cargo(&["deny", "--log-level", "warn", "check", "bans", "licenses", "sources"], &[])?;
    super::codegen::run(true)?;
    super::pages::run(true)?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    // Tests turn all features on; a service has those that it names.
    let shared_store = ["--no-default-features", "--features", "postgres", "--", "-D", "warnings"];
    cargo(&[&["clippy", "-p", "hera-runtime"], &shared_store[..]].concat(), &[])?;
    cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])
}
