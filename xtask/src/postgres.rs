//! A PostgreSQL server for the tests, from the distribution's packages.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

/// Where Debian and its kin keep the server's programs, one folder per version.
const USUAL_PLACE: &str = "/usr/lib/postgresql";
/// The oldest version that the store works with.
const VERSION_MIN: u32 = 15;

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

/// Whether there is one that is new enough; what is older is passed over.
fn is_there() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = Path::new(USUAL_PLACE).read_dir().into_iter().flatten().flatten();
    let usual = versions.map(|version| version.path().join("bin"));
    let mut folders = std::env::split_paths(&path).chain(usual);
    folders.any(|bin| version(&bin) >= Some(VERSION_MIN))
}

fn version(bin: &Path) -> Option<u32> {
    let said = Command::new(bin.join("initdb")).arg("--version").output().ok()?;
    major(&String::from_utf8(said.stdout).ok()?)
}

/// `15` of `initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn major(said: &str) -> Option<u32> {
    let version = said.split_once("(PostgreSQL) ")?.1;
    let digits = version.find(|char: char| !char.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_first_number() {
        for (said, version) in [("15.18 (Debian 15.18-0)\n", 15), ("9.6.24", 9), ("17beta1", 17)] {
            assert_eq!(major(&format!("initdb (PostgreSQL) {said}")), Some(version));
        }
        assert_eq!(major("initdb: not found"), None);
    }
}
