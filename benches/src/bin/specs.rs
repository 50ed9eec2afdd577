//! `specs KIND SIZE FOLDER [CODE]`: writes specs to be measured by others, and the code that they become.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use hera_benches::specs;
use hera_specc::{SpecFile, compile, host};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (kind, size, folder, code) = match arguments.as_slice() {
        [kind, size, folder] => (kind, size, folder, None),
        [kind, size, folder, code] => (kind, size, folder, Some(code)),
        _ => bail!("specs KIND SIZE FOLDER [CODE]"),
    };
    let files = specs::of(kind, size.parse()?).with_context(|| format!("no kind `{kind}`"))?;
    for file in &files {
        let path = PathBuf::from(folder).join(&file.relative);
        std::fs::create_dir_all(path.parent().context("a path below the folder")?)?;
        std::fs::write(path, &file.bytes)?;
    }
    code.map_or(Ok(()), |code| emit(&files, Path::new(code)))
}

fn emit(files: &[SpecFile], folder: &Path) -> anyhow::Result<()> {
    let outcome = compile(files, None);
    let emission = outcome.emission.as_ref().with_context(|| outcome.human(false))?;
    host::write(emission, folder, false)?;
    Ok(())
}
