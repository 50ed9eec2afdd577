//! Finds `hera.toml`: the nearest one, from where the specs stand upwards.

use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use super::named;
use crate::settings::{SETTINGS, SETTINGS_BYTES_MAX, SettingsFile};

/// Folders that are looked into.
const FOLDERS_MAX: usize = 32;

/// The settings file of the specs at `start`, if there is one: the nearest `hera.toml` in its folder or
/// above, usually beside the package's or the workspace's `Cargo.toml`. The search ends at the root of a
/// repository.
///
/// # Errors
/// When it is there and cannot be read.
pub fn find(start: &Path) -> io::Result<Option<SettingsFile>> {
    let here = env::current_dir()?;
    places(start)?.iter().find(|path| path.is_file()).map(|path| read(path, &here)).transpose()
}

/// Where the settings file of the specs at `start` may stand, the nearest first.
///
/// # Errors
/// When `start` has no path.
pub(super) fn places(start: &Path) -> io::Result<Vec<PathBuf>> {
    let start = fs::canonicalize(start).or_else(|_| std::path::absolute(start))?;
    let mut places = Vec::new();
    for folder in start.ancestors().take(FOLDERS_MAX) {
        places.push(folder.join(SETTINGS));
        if folder.join(".git").exists() {
            break;
        }
    }
    Ok(places)
}

fn read(path: &Path, here: &Path) -> io::Result<SettingsFile> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| named(path, error))?;
    // One more than is allowed, so that the compiler can refuse it.
    let most = u64::try_from(SETTINGS_BYTES_MAX).map_or(u64::MAX, |max| max + 1);
    file.take(most).read_to_end(&mut bytes).map_err(|error| named(path, error))?;
    let here = fs::canonicalize(here).unwrap_or_else(|_| here.to_owned());
    Ok(SettingsFile { path: super::slashed(&shown(path, &here)), bytes })
}

/// A path as a person in `here` writes it: never absolute, so that reports are equal on every machine.
fn shown(path: &Path, here: &Path) -> PathBuf {
    let shared = path.components().zip(here.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_where_one_stands() {
        let shown = |path: &str, here: &str| shown(Path::new(path), Path::new(here));
        assert_eq!(shown("/a/b/hera.toml", "/a/b"), Path::new("hera.toml"));
        assert_eq!(shown("/a/hera.toml", "/a/b/c"), Path::new("../../hera.toml"));
        assert_eq!(shown("/a/b/hera.toml", "/a"), Path::new("b/hera.toml"));
    }

    #[test]
    fn the_nearest_file_counts_and_a_repository_is_the_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("repo/package/specs/deep")).expect("folders");
        fs::write(at("hera.toml"), "outside = 1").expect("written");
        let text = |found: Option<SettingsFile>| {
            found.map(|file| String::from_utf8(file.bytes).expect("UTF-8"))
        };
        let found = || text(find(&at("repo/package/specs/deep")).expect("readable"));
        assert_eq!(found().as_deref(), Some("outside = 1"));
        fs::create_dir(at("repo/.git")).expect("a folder");
        assert_eq!(found(), None);
        fs::write(at("repo/hera.toml"), "workspace = 1").expect("written");
        assert_eq!(found().as_deref(), Some("workspace = 1"));
        fs::write(at("repo/package/hera.toml"), "package = 1").expect("written");
        assert_eq!(found().as_deref(), Some("package = 1"));
        fs::write(at("repo/package/specs/a.yml"), "").expect("written");
        let beside = find(&at("repo/package/specs/a.yml")).expect("readable");
        assert_eq!(text(beside).as_deref(), Some("package = 1"));
    }
}
