//! Which folders hold specs, and what lies in them.

use std::fs;
use std::path::{Path, PathBuf};

use hera_specc::SpecFile;
use hera_specc::host;
use hera_specc::settings::SettingsFile;

/// Folders below a folder of the workspace that are looked at.
const FOLDERS_MAX: usize = 20_000;
/// How deep they lie.
const DEPTH_MAX: usize = 16;

/// A folder with specs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Root(pub(super) PathBuf);

/// The roots below the folders of a workspace: those that are `named`, or those with a lock file, or
/// `specs`, or the folder itself.
pub(super) fn find(folders: &[PathBuf], named: &[String]) -> Vec<Root> {
    let mut roots: Vec<Root> = Vec::new();
    for folder in folders {
        let named: Vec<PathBuf> = named.iter().map(|name| folder.join(name)).collect();
        let named: Vec<PathBuf> = named.into_iter().filter(|path| path.is_dir()).collect();
        let found = if named.is_empty() { with_lock(folder) } else { named };
        let specs = folder.join("specs");
        roots.extend(match found {
            found if !found.is_empty() => found.into_iter().map(Root).collect(),
            _ if specs.is_dir() => vec![Root(specs)],
            _ => vec![Root(folder.clone())],
        });
    }
    roots.sort();
    roots.dedup();
    // What lies in another root belongs to that.
    let all = roots.clone();
    roots.retain(|root| !all.iter().any(|other| other != root && root.0.starts_with(&other.0)));
    roots
}

fn with_lock(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &mut |path, is_file| {
        if is_file && path.file_name().is_some_and(|name| name == host::LOCK) {
            found.extend(path.parent().map(Path::to_owned));
        }
    });
    found
}

impl Root {
    /// The lock file, if there is one.
    pub(super) fn lock(&self) -> Option<String> {
        host::read_lock(&self.0).ok().flatten()
    }

    /// The settings that count here, if there are any, under their whole path.
    pub(super) fn settings(&self) -> Option<SettingsFile> {
        let file = host::settings::find(&self.0).ok().flatten()?;
        let path = fs::canonicalize(&file.path).ok()?;
        Some(SettingsFile { path: path.to_string_lossy().replace('\\', "/"), ..file })
    }

    /// All spec files, sorted by path. A file that cannot be read is left out: it is not there any more.
    pub(super) fn read(&self) -> Vec<SpecFile> {
        let mut paths = Vec::new();
        walk(&self.0, &mut |path, is_file| {
            if is_file && is_spec(&path.to_string_lossy()) {
                paths.push(path.to_owned());
            }
        });
        let mut files: Vec<SpecFile> = paths
            .into_iter()
            .filter_map(|path| host::read(&[path], true).ok())
            .flatten()
            .map(|file| SpecFile { relative: self.relative(&file.path), ..file })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// Whether a path lies in it.
    pub(super) fn holds(&self, path: &str) -> bool {
        Path::new(path).starts_with(&self.0)
    }

    /// The path from here, with `/`.
    pub(super) fn relative(&self, path: &str) -> String {
        let relative = Path::new(path).strip_prefix(&self.0).unwrap_or(Path::new(path));
        relative.to_string_lossy().replace('\\', "/")
    }
}

/// Whether a document can be a spec: by its name, unless it has none yet.
pub(super) fn is_spec(path: &str) -> bool {
    let extension = Path::new(path).extension();
    let has_no_file =
        !path.starts_with('/') && path.split_once(':').is_some_and(|(s, _)| s.len() > 1);
    has_no_file || extension.is_some_and(|end| end == "yml" || end == "yaml")
}

/// Visits what lies below a folder, in no order; hidden folders and those of build tools are left out.
fn walk(folder: &Path, visit: &mut dyn FnMut(&Path, bool)) {
    let mut open = vec![(folder.to_owned(), 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = open.pop() {
        seen += 1;
        if depth > DEPTH_MAX || seen > FOLDERS_MAX {
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let skipped = name.starts_with('.') || name == "target" || name == "node_modules";
            if kind.is_dir() && !skipped {
                open.push((entry.path(), depth + 1));
            } else if kind.is_file() {
                visit(&entry.path(), true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path, named: &[&str]) -> Vec<String> {
        let named: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
        let roots = find(&[folder.to_owned()], &named);
        let relative = |root: Root| Root(folder.to_owned()).relative(&root.0.to_string_lossy());
        roots.into_iter().map(relative).collect()
    }

    #[test]
    fn locks_go_before_specs_and_specs_before_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("made");
            fs::write(path, "").expect("written");
        };
        write("a.yml");
        write("node_modules/x/hera.lock");
        assert_eq!(names(folder.path(), &[]), [""]);
        write("specs/b.yml");
        assert_eq!(names(folder.path(), &[]), ["specs"]);
        write("one/specs/hera.lock");
        write("one/specs/deeper/hera.lock");
        write("two/hera.lock");
        assert_eq!(names(folder.path(), &[]), ["one/specs", "two"]);
        assert_eq!(names(folder.path(), &["specs"]), ["specs"]);
        let root = Root(folder.path().to_owned());
        let read: Vec<String> = root.read().into_iter().map(|file| file.relative).collect();
        assert_eq!(read, ["a.yml", "specs/b.yml"]);
    }
}
