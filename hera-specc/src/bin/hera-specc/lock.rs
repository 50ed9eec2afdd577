//! `lock`: writes the lock file.

use std::path::PathBuf;
use std::process::ExitCode;

use hera_specc::lock::{Lock, What, changes};
use hera_specc::{compile_with, host};

use super::{input, levels, terminal, usage};

/// Pin what is released: write hera.lock beside the specs, and say what changed
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder of the specs
    #[arg(value_name = "PATH")]
    root: PathBuf,
    /// Folders in which references also resolve, without being pinned themselves
    #[arg(long, value_name = "DIR", num_args = 1..)]
    uses: Vec<PathBuf>,
    /// Write nothing; fail when something would change
    #[arg(long)]
    check: bool,
}

const EXAMPLES: &str = "\
Examples:
  Before a release; commit the file with the specs:
    hera-specc lock specs

  In a pipeline: fail when a spec is not pinned as it is:
    hera-specc lock specs --check

Branches that release different specs merge without a conflict with this line in .gitattributes:
    hera.lock merge=union

From then on a spec that means something else under the same version is an error (HS1108): runs in
flight were started on what the version meant. A released spec whose file is gone is a warning, until
the lock is renewed. `hera-specc diff` says what a change means for runs in flight.";

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.root.is_file() {
        return Ok(usage(format!("{} is a file, not a folder", args.root.display())));
    }
    let files = input::read(std::slice::from_ref(&args.root), &args.uses)?;
    let settings = levels::of_file(std::slice::from_ref(&args.root))?;
    let outcome = compile_with(&files, None, &settings);
    let Some(text) = &outcome.lock else { return Ok(input::report(&outcome, false)) };
    let before = host::read_lock(&args.root)?.unwrap_or_default();
    let path = args.root.join(host::LOCK);
    let after = Lock::parse(text).expect("a lock file can be read as it was written");
    let found = Lock::parse(&before);
    // A union merge leaves the entries in any order: what is pinned counts.
    let merged = args.check && !before.is_empty() && found.as_ref() == Ok(&after);
    let list = match found {
        Ok(before) => changes(&before, &after),
        Err(unreadable) => {
            eprintln!("hera-specc: {}: {unreadable}; all is pinned anew", path.display());
            Vec::new()
        }
    };
    terminal::out(&list.iter().map(|change| format!("{change}\n")).collect::<String>())?;
    let changed = !merged && host::write_lock(&args.root, text, args.check)?;
    let told = match (changed, args.check) {
        (false, _) => "is up to date",
        (true, false) => "written",
        (true, true) => "is not up to date: run the same command without `--check`",
    };
    eprintln!("hera-specc: {} {told}", path.display());
    if list.iter().any(|change| matches!(change.what, What::Meaning(_))) {
        eprintln!(
            "hera-specc: what was redefined must never have been deployed: runs in flight would park"
        );
    }
    Ok(if changed && args.check { ExitCode::from(super::FOUND) } else { ExitCode::SUCCESS })
}
