//! `specs KIND SIZE FOLDER`: writes specs to be measured by others.

use std::path::PathBuf;

use anyhow::{Context, bail};
use hera_benches::specs;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, size, folder] = arguments.as_slice() else { bail!("specs KIND SIZE FOLDER") };
    let files = specs::of(kind, size.parse()?).with_context(|| format!("no kind `{kind}`"))?;
    for file in files {
        let path = PathBuf::from(folder).join(&file.relative);
        std::fs::create_dir_all(path.parent().context("a path below the folder")?)?;
        std::fs::write(path, &file.bytes)?;
    }
    Ok(())
}
