//! `generated/` is what the compiler makes of `specs/`.

use anyhow::{Context, bail};
use hera_specc::{compile, host};

use super::run::root;

/// Compiles `specs/` into `generated/src/`.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let root = root();
    let specs = root.join("specs");
    let mut files = host::read(std::slice::from_ref(&specs), true).context("cannot read specs/")?;
    for file in &mut files {
        file.path = format!("specs/{}", file.relative);
    }
    let lock = host::read_lock(&specs)?;
    let outcome = compile(&files, lock.as_deref());
    let Some(emission) = &outcome.emission else {
        bail!("specs/ is refused\n\n{}", outcome.human(false));
    };
    let changed = host::write(emission, &root.join("generated/src"), check)?;
    for path in &changed {
        eprintln!("{}", path.strip_prefix(&root).unwrap_or(path).display());
    }
    if check && !changed.is_empty() {
        bail!("generated/ is stale: run `cargo xtask codegen`");
    }
    Ok(())
}
