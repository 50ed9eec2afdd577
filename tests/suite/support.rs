//! What the modules of the suite share.

use std::path::{Path, PathBuf};

use hera_specc::diag::{Diagnostics, render};
use hera_specc::source::SourceMap;

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

/// All our own specs: path below the workspace, and text.
pub(crate) fn our_specs() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&workspace().join("specs"), &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("our specs are UTF-8");
            let below = path.strip_prefix(workspace()).expect("it was found below").to_owned();
            (below.to_string_lossy().into_owned(), text)
        })
        .collect()
}

/// All YAML files below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yml" || extension == "yaml")
        {
            files.push(path);
        }
    }
}

/// Renders findings in every form; no form may panic.
pub(crate) fn render_all(diags: &Diagnostics, sources: &SourceMap) {
    render::human(diags, sources, false);
    render::human(diags, sources, true);
    render::short(diags, sources);
    render::json(diags, sources);
    render::sarif(diags, sources);
    render::github(diags, sources);
}
