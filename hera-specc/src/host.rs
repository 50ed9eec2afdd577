//! The one room that touches the world: reads spec files, writes code.

pub mod builder;
mod contracts;
#[cfg(feature = "tools")]
pub mod git;
pub mod invocation;
pub mod settings;
#[cfg(test)]
mod tests;
mod watch;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::SpecFile;
use crate::emit::{Emission, ROOT};

/// Folders below each other that are searched for specs.
const DEPTH_MAX: usize = 32;
/// Spec files in one set.
const FILES_MAX: usize = 20_000;
/// Bytes that are read of a file: one more than a spec may have, so that `parse` can refuse it.
const READ_BYTES_MAX: u64 = 8 * 1024 * 1024 + 1;

/// The name of the lock file in the specs root.
pub const LOCK: &str = "hera.lock";

/// Reads the files, and all `.yml` and `.yaml` files below the folders, sorted by path; after them what
/// manifests of playbook seeds among them list besides.
///
/// # Errors
/// When something cannot be read, or there is too much of it; the message names the path.
pub fn read(paths: &[PathBuf], judged: bool) -> io::Result<Vec<SpecFile>> {
    let mut files = Vec::new();
    for root in paths {
        if root.is_dir() {
            collect(root, root, judged, 0, &mut files)?;
        } else {
            let name = root.file_name().unwrap_or(root.as_os_str());
            files.push(read_file(root, Path::new(name), judged)?);
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    files.extend(contracts::beside(&files)?);
    Ok(files)
}

fn collect(
    root: &Path,
    folder: &Path,
    judged: bool,
    depth: usize,
    files: &mut Vec<SpecFile>,
) -> io::Result<()> {
    if depth > DEPTH_MAX {
        return Err(named(folder, io::Error::other("folders are nested too deeply")));
    }
    let entries = fs::read_dir(folder).map_err(|error| named(folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| named(folder, error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| named(&path, error))?;
        let is_spec = path.extension().is_some_and(|end| end == "yml" || end == "yaml");
        if kind.is_dir() {
            collect(root, &path, judged, depth + 1, files)?;
        } else if is_spec {
            if files.len() >= FILES_MAX {
                return Err(named(folder, io::Error::other("more than 20,000 spec files")));
            }
            let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
            files.push(read_file(&path, &relative, judged)?);
        }
    }
    Ok(())
}

fn read_file(path: &Path, relative: &Path, judged: bool) -> io::Result<SpecFile> {
    use io::Read;
    let file = fs::File::open(path).map_err(|error| named(path, error))?;
    let mut bytes = Vec::new();
    file.take(READ_BYTES_MAX).read_to_end(&mut bytes).map_err(|error| named(path, error))?;
    Ok(SpecFile { path: slashed(path), relative: slashed(relative), bytes, judged })
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The lock file beside the specs, if there is one.
///
/// # Errors
/// When it is there and cannot be read.
pub fn read_lock(root: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(root.join(LOCK)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(named(&root.join(LOCK), error)),
    }
}

/// Writes the lock file beside the specs, unless it is as it should be. Whether it was not (and, with
/// `dry`, is not).
///
/// # Errors
/// When it cannot be written.
pub fn write_lock(root: &Path, text: &str, dry: bool) -> io::Result<bool> {
    let path = root.join(LOCK);
    update(&path, text, dry).map_err(|error| named(&path, error))
}

/// Writes the emission into `out` and takes away code of specs that are gone. Nothing is touched that
/// is up to date. Gives the paths that changed (or, with `dry`, would change).
///
/// # Errors
/// When something cannot be read or written.
pub fn write(emission: &Emission, out: &Path, dry: bool) -> io::Result<Vec<PathBuf>> {
    let mut changed = Vec::new();
    let root = (out.join(ROOT), &emission.root);
    let files = emission.files.iter().map(|file| (out.join(&file.path), &file.text));
    let all: Vec<(PathBuf, &String)> = files.chain([root]).collect();
    for (path, text) in &all {
        if update(path, text, dry)? {
            changed.push(path.clone());
        }
    }
    for path in stale(out, &all)? {
        if !dry {
            fs::remove_file(&path).map_err(|error| named(&path, error))?;
        }
        changed.push(path);
    }
    Ok(changed)
}

/// Writes a file unless it is as it should be; whether it was not.
fn update(path: &Path, text: &str, dry: bool) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(false);
    }
    if !dry {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| named(parent, error))?;
        }
        fs::write(path, text).map_err(|error| named(path, error))?;
    }
    Ok(true)
}

/// Files below `out` that an earlier compilation wrote and this one did not.
fn stale(out: &Path, written: &[(PathBuf, &String)]) -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![(out.to_owned(), 0)];
    let mut found = Vec::new();
    while let Some((folder, depth)) = folders.pop() {
        if depth > DEPTH_MAX || !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(|error| named(&folder, error))? {
            let path = entry.map_err(|error| named(&folder, error))?.path();
            if path.is_dir() {
                folders.push((path, depth + 1));
            } else if path.extension().is_some_and(|end| end == "rs")
                && !written.iter().any(|(known, _)| *known == path)
                && fs::read_to_string(&path).is_ok_and(|text| text.starts_with(crate::emit::MARK))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
