//! What the modules of the suite share.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// The corpus of real specs, which is not part of the repository: `HERA_CORPUS`, or
/// `../shared/corpus` beside the workspace. `None`, with a printed line, where it is missing.
pub(crate) fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("HERA_CORPUS")
        .map_or_else(|| workspace().join("../shared/corpus"), PathBuf::from);
    if path.join("expected.json").is_file() {
        return Some(path);
    }
    println!("skipped: no corpus of real specs (set HERA_CORPUS to run this test)");
    None
}
