//! Reads both sides of a comparison, each from the working tree or from a git revision.

use std::path::{Path, PathBuf};

use anyhow::Context;
use hera_specc::SpecFile;
use hera_specc::host::git::{self, GitError, Within};
use hera_specc::ir::SmartCode;
use hera_specc::simulate::Misuse;

use super::Args;
use crate::input;

/// Both sides.
pub(super) struct Sides {
    pub(super) old: Vec<SpecFile>,
    pub(super) new: Vec<SpecFile>,
    /// The codes that are compared, where only these are.
    pub(super) only: Option<(String, String)>,
}

/// One side, as given.
enum Given<'a> {
    Working(PathBuf),
    /// A revision, and a path in it where one is said.
    Revision(&'a str, Option<&'a str>),
}

/// Reads what is asked for; what is wrong with it otherwise.
pub(super) fn read(args: &Args) -> anyhow::Result<Result<Sides, Misuse>> {
    let misuse = |told: String| Ok(Err(Misuse { message: told, known: Vec::new() }));
    let codes = [&args.old, &args.new].map(|text| code(text));
    match (&codes, args.within.is_empty()) {
        ([Some(old), Some(new)], false) => return two_codes(args, old, new),
        (_, false) => return misuse("--in compares two smart codes, as HERA.….v1".to_owned()),
        ([None, None], true) => {}
        _ => return misuse("smart codes are found in the files of --in".to_owned()),
    }
    let (old, new) = (given(&args.old), given(&args.new));
    let sides = both(&old, &new, args).and_then(|old_files| {
        let new_files = both(&new, &old, args)?;
        Ok(Sides { old: old_files, new: new_files, only: None })
    });
    match sides {
        Ok(sides) => Ok(Ok(sides)),
        Err(error) => match error.downcast::<GitError>() {
            Ok(error) if error.is_misuse() => misuse(error.to_string()),
            Ok(error) => Err(error.into()),
            Err(error) => Err(error),
        },
    }
}

fn two_codes(args: &Args, old: &str, new: &str) -> anyhow::Result<Result<Sides, Misuse>> {
    let files = input::read(&args.within, &[])?;
    let known: Vec<String> =
        hera_specc::analyse(&files).kinds.into_iter().filter_map(|(_, _, code)| code).collect();
    for wanted in [old, new] {
        if !known.iter().any(|code| code == wanted) {
            let what = format!("spec `{wanted}` in the files of --in");
            return Ok(Err(Misuse::unknown(&what, wanted, known.iter().map(String::as_str))));
        }
    }
    let only = Some((old.to_owned(), new.to_owned()));
    Ok(Ok(Sides { old: files.clone(), new: files, only }))
}

/// The canonical code, if it is one and no path.
fn code(text: &str) -> Option<String> {
    let code = SmartCode::new(text).filter(|_| text.starts_with("HERA."))?;
    (!Path::new(text).exists()).then(|| code.canonical().to_owned())
}

fn given(text: &str) -> Given<'_> {
    if Path::new(text).exists() {
        return Given::Working(text.into());
    }
    match (text.strip_prefix("git:"), text.split_once(':')) {
        (Some(rest), _) => match rest.split_once(':') {
            Some((revision, path)) => Given::Revision(revision, Some(path)),
            None => Given::Revision(rest, None),
        },
        (None, Some((revision, path))) => Given::Revision(revision, Some(path)),
        (None, None) => Given::Working(text.into()),
    }
}

/// Reads one side; the other one gives the path that a revision does not say.
fn both(side: &Given<'_>, other: &Given<'_>, args: &Args) -> anyhow::Result<Vec<SpecFile>> {
    let (revision, within) = match (side, other) {
        (Given::Working(path), _) => return input::read(std::slice::from_ref(path), &args.uses),
        (Given::Revision(revision, Some(path)), _) => (revision, Within::Path((*path).to_owned())),
        (Given::Revision(revision, None), Given::Working(path)) => {
            (revision, Within::WorkingPath(path.clone()))
        }
        (Given::Revision(revision, None), Given::Revision(_, Some(path))) => {
            (revision, Within::Path((*path).to_owned()))
        }
        (Given::Revision(revision, None), Given::Revision(_, None)) => {
            let message = format!("which path? Say `{revision}:PATH`");
            return Err(Misuse { message, known: Vec::new() }.into());
        }
    };
    let mut files = git::read(revision, &within, true)?;
    for folder in &args.uses {
        let used = git::read(revision, &Within::WorkingPath(folder.clone()), false)
            .with_context(|| format!("cannot read {} of --uses", folder.display()))?;
        let fresh = |file: &SpecFile| files.iter().all(|known| known.path != file.path);
        let used: Vec<SpecFile> = used.into_iter().filter(fresh).collect();
        files.extend(used);
    }
    Ok(files)
}
