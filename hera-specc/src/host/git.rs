//! Specs as they were at a revision of a git repository, read by the `git` program.
//!
//! Nothing is checked out and nothing is written. What a person gives is checked before it reaches a
//! command line: a revision can never be taken for an option, and a path stands behind `--`. All that
//! git answers is bounded.

mod program;

use std::fmt;
use std::path::{Component, Path, PathBuf};

use super::{FILES_MAX, LOCK, READ_BYTES_MAX, slashed};
use crate::SpecFile;
use program::{Git, Hash};

/// Characters of a revision.
const REVISION_CHARS_MAX: usize = 256;
/// Bytes of all files together.
const TOTAL_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Why the specs of a revision cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitError {
    /// The program is not there, or cannot be started.
    NoGit(String),
    /// The folder is in no working tree.
    NoRepository(PathBuf),
    /// What is given cannot be a revision.
    Malformed(String),
    /// The repository has no such revision.
    UnknownRevision(String),
    /// The revision has no such file or folder.
    UnknownPath {
        /// The revision.
        revision: String,
        /// The path from the repository's root.
        path: String,
    },
    /// The path leads out of the repository.
    Outside(String),
    /// There is too much.
    TooMuch(String),
    /// Git says no, or something that cannot be understood.
    Failed(String),
}

impl GitError {
    /// Whether what was asked for is wrong, and not the machine.
    #[must_use]
    pub fn is_misuse(&self) -> bool {
        !matches!(self, GitError::NoGit(_) | GitError::Failed(_))
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GitError::NoGit(why) => {
                write!(f, "a revision can be read only where `git` is installed: {why}")
            }
            GitError::NoRepository(folder) => {
                write!(f, "{} is in no git repository", folder.display())
            }
            GitError::Malformed(revision) => write!(f, "`{revision}` cannot be a git revision"),
            GitError::UnknownRevision(revision) => write!(
                f,
                "the repository has no revision `{revision}` (a shallow clone has only the newest: fetch it first)"
            ),
            GitError::UnknownPath { revision, path } => {
                write!(f, "the revision `{revision}` has no `{path}`")
            }
            GitError::Outside(path) => write!(f, "`{path}` is not in the repository"),
            GitError::TooMuch(what) => f.write_str(what),
            GitError::Failed(told) => write!(f, "git failed: {told}"),
        }
    }
}

impl std::error::Error for GitError {}

/// Where in a repository to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// What this path of the working tree was then.
    WorkingPath(PathBuf),
    /// This path from the repository's root, or from the current folder where it starts with a dot.
    /// The repository is that of the current folder.
    Path(String),
}

/// Reads the specs of a revision, all judged or none, sorted by path. Paths are named
/// `REVISION:PATH`, as git does.
///
/// # Errors
/// See [`GitError`].
pub fn read(revision: &str, within: &Within, judged: bool) -> Result<Vec<SpecFile>, GitError> {
    if !is_revision(revision) {
        return Err(GitError::Malformed(revision.to_owned()));
    }
    let (git, path) = locate(within)?;
    let commit = git.commit(revision)?;
    let entries = git.files(&commit, &path)?;
    if entries.is_empty() && !path.is_empty() {
        return Err(GitError::UnknownPath { revision: revision.to_owned(), path });
    }
    let specs: Vec<_> = entries.into_iter().filter(|entry| is_spec(&entry.path)).collect();
    if specs.len() > FILES_MAX {
        return Err(GitError::TooMuch(format!("`{revision}` has more than 20,000 spec files")));
    }
    if let Some(large) = specs.iter().find(|entry| entry.bytes >= READ_BYTES_MAX) {
        let path = &large.path;
        return Err(GitError::TooMuch(format!("`{revision}:{path}` is larger than 8 MiB")));
    }
    let total: u64 = specs.iter().map(|entry| entry.bytes).sum();
    if total > TOTAL_BYTES_MAX {
        return Err(GitError::TooMuch(format!("the specs of `{revision}` exceed 256 MiB")));
    }
    let hashes: Vec<Hash> = specs.iter().map(|entry| entry.hash.clone()).collect();
    let texts = git.texts(&hashes, total)?;
    let mut files: Vec<SpecFile> = specs
        .into_iter()
        .zip(texts)
        .map(|(entry, bytes)| SpecFile {
            relative: below(&entry.path, &path),
            path: format!("{revision}:{}", entry.path),
            bytes,
            judged,
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Whether a text may name a revision: no option, no range, nothing that a shell or git would expand.
fn is_revision(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "._/-@{}^~+#=,%".contains(c);
    !text.is_empty()
        && !text.starts_with('-')
        && !text.contains("..")
        && text.chars().count() <= REVISION_CHARS_MAX
        && text.chars().all(plain)
}

fn is_spec(path: &str) -> bool {
    let ending = Path::new(path).extension();
    ending.is_some_and(|end| end == "yml" || end == "yaml") && !path.ends_with(LOCK)
}

/// The repository, and the path in it.
fn locate(within: &Within) -> Result<(Git, String), GitError> {
    match within {
        Within::WorkingPath(path) => {
            let outside = || GitError::Outside(path.display().to_string());
            let full = path.canonicalize().map_err(|_| outside())?;
            let folder =
                if full.is_dir() { full.as_path() } else { full.parent().unwrap_or(&full) };
            let git = Git::of(folder)?;
            let below = full.strip_prefix(git.root()).map_err(|_| outside())?;
            let path = slashed(below);
            Ok((git, path))
        }
        Within::Path(path) => {
            let here = Path::new(".").canonicalize();
            let here = here.map_err(|error| GitError::Failed(error.to_string()))?;
            let git = Git::of(&here)?;
            let below = here.strip_prefix(git.root()).unwrap_or(Path::new(""));
            let base = if path.starts_with('.') { below } else { Path::new("") };
            let path = normal(&base.join(path)).ok_or_else(|| GitError::Outside(path.clone()))?;
            Ok((git, path))
        }
    }
}

/// A path without dots; `None` where it leads out.
fn normal(path: &Path) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// A path from the folder that was asked for; a file's own name where it was asked for itself.
fn below(path: &str, root: &str) -> String {
    let rest = path.strip_prefix(root).map(|rest| rest.trim_start_matches('/'));
    match rest {
        Some("") | None => path.rsplit('/').next().unwrap_or(path).to_owned(),
        Some(rest) => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_no_revision() {
        for text in
            ["main", "v1.2", "HEAD~3", "main@{1}", "origin/main", "feature/ä", "HEAD^{commit}"]
        {
            assert!(is_revision(text), "{text}");
        }
        let long = "a".repeat(257);
        let odd = ["", "-h", "--output=x", "a..b", "a b", "a;b", "a\nb", "$(x)", "a:b", "*", &long];
        for text in odd {
            assert!(!is_revision(text), "{text}");
        }
    }

    #[test]
    fn a_path_stays_in_the_repository() {
        let normal = |path: &str| super::normal(Path::new(path));
        assert_eq!(normal("specs/./salon").as_deref(), Some("specs/salon"));
        assert_eq!(normal("a/../specs").as_deref(), Some("specs"));
        assert_eq!(normal("."), Some(String::new()));
        assert_eq!(normal("../specs"), None);
        assert_eq!(normal("/etc"), None);
        assert_eq!(below("specs/a/b.yml", "specs"), "a/b.yml");
        assert_eq!(below("specs/b.yml", "specs/b.yml"), "b.yml");
        assert_eq!(below("b.yml", ""), "b.yml");
    }
}
