//! `generated/` and the lock file are what the compiler makes of `specs/`.

use anyhow::{Context, bail};
use hera_specc::settings::Settings;
use hera_specc::{compile_with, host};

use super::run::root;

/// Compiles `specs/` into `generated/src/`, and pins what is not pinned yet. A released spec that means
/// something else is refused: only `hera-specc lock` pins it anew.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let root = root();
    let specs = root.join("specs");
    let mut files = host::read(std::slice::from_ref(&specs), true).context("cannot read specs/")?;
    for file in &mut files {
        file.path = format!("specs/{}", file.relative);
    }
    let lock = host::read_lock(&specs)?;
    let settings = Settings { file: host::settings::find(&specs)?, ..Settings::default() };
    let outcome = compile_with(&files, lock.as_deref(), &settings);
    let Some(emission) = &outcome.emission else {
        bail!("specs/ is refused\n\n{}", outcome.human(false));
    };
    let mut changed = host::write(emission, &root.join("generated/src"), check)?;
    if let Some(text) = &outcome.lock
        && host::write_lock(&specs, text, check)?
    {
        changed.push(specs.join(host::LOCK));
    }
    for path in &changed {
        eprintln!("{}", path.strip_prefix(&root).unwrap_or(path).display());
    }
    if check && !changed.is_empty() {
        bail!("generated/ or specs/hera.lock is stale: run `cargo xtask codegen`");
    }
    Ok(())
}
