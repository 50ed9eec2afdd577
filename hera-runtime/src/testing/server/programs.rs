//! Where the server's programs are: on the path, or where distributions keep them, and never too old ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where distributions keep the server's programs, one folder per version.
const USUAL_PLACES: &[&str] = &["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
/// The oldest version that the store works with.
pub(super) const VERSION_MIN: u32 = 15;

/// The folder with a server's programs: of the one on the path, or else of the newest that is there.
pub(super) fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    among(std::env::split_paths(&path), USUAL_PLACES.iter().map(Path::new), version)
}

fn among<'a>(
    path: impl Iterator<Item = PathBuf>,
    places: impl Iterator<Item = &'a Path>,
    version: impl Fn(&Path) -> Option<u32>,
) -> Option<PathBuf> {
    let mut on_path = path.filter_map(|dir| {
        // What is on the path may be a link to where all of them are.
        let real = fs::canonicalize(dir.join("initdb")).ok()?.parent()?.to_owned();
        [real, dir].into_iter().find(|dir| version(dir) >= Some(VERSION_MIN))
    });
    on_path.next().or_else(|| {
        let versions = places.filter_map(|place| fs::read_dir(place).ok()).flatten().flatten();
        let found = versions.filter_map(|folder| {
            let bin = folder.path().join("bin");
            Some((version(&bin)?, bin))
        });
        let newest = found.filter(|(version, _)| *version >= VERSION_MIN).max()?;
        Some(newest.1)
    })
}

/// The version of the server whose programs are in a folder, if all that are needed are.
fn version(bin: &Path) -> Option<u32> {
    if !bin.join("pg_ctl").exists() {
        return None;
    }
    let said = Command::new(bin.join("initdb")).arg("--version").stdin(Stdio::null()).output();
    let said = String::from_utf8(said.ok()?.stdout).ok()?;
    major(&said)
}

/// `15` of `initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn major(said: &str) -> Option<u32> {
    let version = said.split_once("(PostgreSQL) ")?.1;
    let digits = version.find(|char: char| !char.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
mod tests {
    use super::*;

    /// The version that the folder's name says.
    fn named(bin: &Path) -> Option<u32> {
        let name = bin.iter().rev().find(|part| *part != "bin")?.to_str()?;
        name.rsplit_once('-')?.1.parse().ok()
    }

    fn server(bin: PathBuf) -> PathBuf {
        fs::create_dir_all(&bin).unwrap();
        fs::write(bin.join("initdb"), "").unwrap();
        bin
    }

    #[test]
    fn the_version_is_the_first_number() {
        for (said, version) in [("15.18 (Debian 15.18-0)\n", 15), ("9.6.24", 9), ("17beta1", 17)] {
            assert_eq!(major(&format!("initdb (PostgreSQL) {said}")), Some(version));
        }
        assert_eq!(major("initdb: not found"), None);
    }

    #[test]
    fn an_older_server_on_the_path_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let dir = fs::canonicalize(dir.path()).unwrap();
        let (old, place) = (server(dir.join("old-14")), dir.join("usual"));
        let found = || among([old.clone()].into_iter(), [&*place].into_iter(), named);
        assert_eq!(found(), None, "rather none than one that is too old");
        server(place.join("server-13/bin"));
        assert_eq!(found(), None);
        server(place.join("server-9/bin"));
        let newest = server(place.join("server-16/bin"));
        server(place.join("server-15/bin"));
        assert_eq!(found(), Some(newest));
        let own = server(dir.join("own-15"));
        let path = [old.clone(), dir.join("nothing-17"), own.clone()];
        let found = among(path.into_iter(), [&*place].into_iter(), named);
        assert_eq!(found, Some(own), "the path comes first");
    }
}
