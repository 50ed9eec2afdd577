//! A PostgreSQL server for the tests, from the distribution's packages.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

/// Where Debian and its kin keep the server's programs, one folder per version.
const USUAL_PLACE: &str = "/usr/lib/postgresql";

/// Makes sure that the machine has a server, and says so where that fails.
pub(crate) fn provide() -> anyhow::Result<()> {
    if is_there() {
        return Ok(());
    }
    eprintln!("▶ install postgresql");
    // The tests start servers of their own: the package's need not run.
    let install = "set -e; [ \"$(id -u)\" = 0 ] && as= || as=sudo; \
        $as apt-get update -qq; \
        $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql";
    let installed = Command::new("sh").args(["-c", install]).status();
    if installed.is_ok_and(|status| status.success()) && is_there() {
        return Ok(());
    }
    bail!(
        "the tests need a PostgreSQL server (15 or newer): install your system's package `postgresql`"
    )
}

fn is_there() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).any(|dir| dir.join("initdb").exists());
    let versions = Path::new(USUAL_PLACE).read_dir().into_iter().flatten().flatten();
    on_path || versions.map(|version| version.path().join("bin/initdb")).any(|bin| bin.exists())
}
