//! Reading specs for the commands, and the options that many of them have.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use hera_specc::diag::{Severity, render};
use hera_specc::simulate::Misuse;
use hera_specc::{Outcome, SpecFile, host};

use super::terminal;

/// Which specs a command reads.
#[derive(clap::Args)]
pub(crate) struct Specs {
    /// Spec files, or folders with specs
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Folders in which references also resolve, without being judged themselves; stands after PATH
    #[arg(long, value_name = "DIR", num_args = 1..)]
    pub(crate) uses: Vec<PathBuf>,
}

impl Specs {
    /// The files, judged ones first; a file that stands in both is judged.
    pub(crate) fn read(&self) -> anyhow::Result<Vec<SpecFile>> {
        read(&self.paths, &self.uses)
    }

    /// The lock file of the first folder, and where it stands.
    pub(crate) fn lock(&self) -> anyhow::Result<Option<String>> {
        match self.paths.iter().find(|path| path.is_dir()) {
            Some(root) => Ok(host::read_lock(root)?),
            None => Ok(None),
        }
    }
}

/// Reads `paths` as judged and `uses` as not.
pub(crate) fn read(paths: &[PathBuf], uses: &[PathBuf]) -> anyhow::Result<Vec<SpecFile>> {
    if let Some(absent) = paths.iter().chain(uses).find(|path| !path.exists()) {
        let what = format!("there is no file or folder {}", absent.display());
        return Err(Misuse { message: what, known: Vec::new() }.into());
    }
    let mut files = host::read(paths, true).context("cannot read the specs")?;
    if files.is_empty() {
        let places: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        eprintln!("hera-specc: no spec (.yml, .yaml) is below {}", places.join(", "));
    }
    let judged: Vec<_> = files.iter().filter_map(|file| canonical(&file.path)).collect();
    let used = host::read(uses, false).context("cannot read the folders of --uses")?;
    files.extend(
        used.into_iter()
            .filter(|file| canonical(&file.path).is_none_or(|path| !judged.contains(&path))),
    );
    Ok(files)
}

fn canonical(path: &str) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

/// Prints the report on stderr, in colour where a person looks, and says with which status to end.
/// Without `notes` they are counted only.
pub(crate) fn report(outcome: &Outcome, notes: bool) -> ExitCode {
    let mut shown = outcome.diags.clone();
    shown.retain_mut(|found| notes || found.severity != Severity::Note);
    let color = terminal::color_of(&io::stderr());
    eprint!("{}", render::human(&shown, &outcome.sources, color));
    match outcome.count(Severity::Note) {
        0 => {}
        _ if notes => {}
        1 => eprintln!("1 note (show it with `hera-specc check --notes`)"),
        n => eprintln!("{n} notes (show them with `hera-specc check --notes`)"),
    }
    status(outcome)
}

/// 1 when there is an error.
pub(crate) fn status(outcome: &Outcome) -> ExitCode {
    if outcome.count(Severity::Error) > 0 {
        ExitCode::from(super::FOUND)
    } else {
        ExitCode::SUCCESS
    }
}
