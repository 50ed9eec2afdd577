//! Finds and reads the files that the arguments name.

use std::path::{Path, PathBuf};
use std::{env, io};

use crate::diag::catalogue;
use crate::settings::SettingsFile;
use crate::{SpecFile, host};

use super::arguments::Arguments;

/// The specs with their settings, and the absolute paths to track.
pub(super) struct Set {
    pub(super) files: Vec<SpecFile>,
    pub(super) settings: Option<SettingsFile>,
    pub(super) tracked: Vec<String>,
}

/// Reads the orchestration and its procedures.
///
/// `here` is the invoking file. The error is a message for a person.
pub(super) fn read(arguments: &Arguments, here: Option<&Path>) -> Result<Set, String> {
    let spec = arguments.spec.value();
    let inline = spec.contains('\n');
    let bases = bases(here);
    let mut found: Vec<(PathBuf, SpecFile)> = Vec::new();
    let mut beside = None;
    let mut start = bases.last().cloned();
    if inline {
        found.push((PathBuf::new(), SpecFile::new("orchestration.yml", spec.as_str())));
    } else {
        let path = find(&bases, &spec)?;
        start = Some(path.clone());
        if path.is_dir() {
            return Err(untracked(&spec));
        }
        beside = path.parent().map(|folder| folder.join("procedures"));
        load(&path, &spec, &mut found)?;
    }
    let folder = match &arguments.procedures {
        Some(folder) => Some((find(&bases, &folder.value())?, folder.value())),
        None => beside.filter(|folder| folder.is_dir()).map(|folder| {
            let shown = Path::new(&spec).with_file_name("procedures");
            (folder, shown.to_string_lossy().into_owned())
        }),
    };
    if let Some((folder, shown)) = folder {
        load(&folder, &shown, &mut found)?;
    }
    let mut set = finish(found);
    if let Some(start) = start {
        set.track_settings(&start).map_err(|error| error.to_string())?;
    }
    Ok(set)
}

impl Set {
    /// Adds the settings of specs at `start`.
    fn track_settings(&mut self, start: &Path) -> io::Result<()> {
        self.settings = host::settings::find(start)?;
        if let Some(file) = &self.settings {
            let path = std::path::absolute(&file.path)?;
            self.tracked.push(path.to_string_lossy().into_owned());
        }
        Ok(())
    }
}

/// HS1110: nobody tells cargo of a new file in the folder, so its orchestration would be missing
/// without a word.
fn untracked(folder: &str) -> String {
    format!(
        "{}: spec directory `{folder}` is not tracked by the macro\n\nname one orchestration, or add to \
         build.rs: `hera_specc::Builder::new(\"{folder}\").build();`",
        catalogue::HS1110.code
    )
}

/// Where relative paths start: beside the invoking file, then in the package.
fn bases(here: Option<&Path>) -> Vec<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let beside = here.and_then(Path::parent).map(Path::to_owned);
    beside.into_iter().chain(package).collect()
}

fn find(bases: &[PathBuf], written: &str) -> Result<PathBuf, String> {
    let found = bases.iter().map(|base| base.join(written)).find(|path| path.exists());
    found.ok_or_else(|| {
        format!(
            "no such file or folder: `{written}`\n\nlooked beside the invoking file and in the \
             package's folder"
        )
    })
}

/// Reads a file or folder; messages name it as the invocation does.
fn load(path: &Path, shown: &str, found: &mut Vec<(PathBuf, SpecFile)>) -> Result<(), String> {
    let files = host::read(&[path.to_owned()], true).map_err(|error| error.to_string())?;
    for mut file in files {
        let absolute = std::path::absolute(&file.path).map_err(|error| error.to_string())?;
        if found.iter().any(|(known, _)| *known == absolute) {
            continue;
        }
        let shown = if path.is_dir() {
            format!("{}/{}", shown.trim_end_matches('/'), file.relative)
        } else {
            shown.to_owned()
        };
        file.path = shown;
        found.push((absolute, file));
    }
    Ok(())
}

/// Puts the files in the order of their paths, relative to the folder that holds them all.
fn finish(mut found: Vec<(PathBuf, SpecFile)>) -> Set {
    found.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    let folders = found.iter().filter_map(|(path, _)| path.parent().map(Path::to_owned));
    let root = folders.reduce(common).unwrap_or_default();
    for (path, file) in &mut found {
        let relative = path.strip_prefix(&root).ok().filter(|path| !path.as_os_str().is_empty());
        if let Some(relative) = relative {
            file.relative = relative.to_string_lossy().replace('\\', "/");
        }
    }
    let tracked = found
        .iter()
        .filter(|(path, _)| !path.as_os_str().is_empty())
        .map(|(path, _)| path.to_string_lossy().into_owned())
        .collect();
    let files = found.into_iter().map(|(_, file)| file).collect();
    Set { files, settings: None, tracked }
}

/// The longest path that starts both; an inline spec (the empty path) does not count.
fn common(a: PathBuf, b: PathBuf) -> PathBuf {
    if a.as_os_str().is_empty() {
        return b;
    }
    let shared = a.components().zip(b.components()).take_while(|(a, b)| a == b);
    shared.map(|(component, _)| component).collect()
}
