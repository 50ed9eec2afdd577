//! What the modules of the suite share.

use std::path::{Path, PathBuf};

use hera_specc::diag::{Diagnostics, render};
use hera_specc::source::SourceMap;
use hera_specc::{SpecFile, compile};

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

/// The findings of a set of files, sorted, with their texts: the whole compiler behind one door.
///
/// The procedures in `uses/` that a file runs and none declares are there, too, and are not judged.
pub(crate) fn findings(files: &[(String, Vec<u8>)]) -> (SourceMap, Diagnostics) {
    let judged = files.iter().map(|(path, bytes)| (path.clone(), bytes.clone(), true));
    let used = yaml_files(&workspace().join("tests/uses")).into_iter().filter_map(|path| {
        let bytes = std::fs::read(&path).expect("the file can be read");
        let code = smart_code(&bytes)?;
        let run = format!("run: {code}");
        let named = files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&run));
        let declared = files.iter().any(|(_, bytes)| smart_code(bytes) == Some(code));
        let path = path.to_string_lossy().into_owned();
        (named && !declared).then(|| (path, bytes.clone(), false))
    });
    let files: Vec<SpecFile> = judged
        .chain(used)
        .map(|(path, bytes, judged)| SpecFile { relative: path.clone(), path, bytes, judged })
        .collect();
    let outcome = compile(&files, None);
    (outcome.sources, outcome.diags)
}

/// The smart code that a file heads.
fn smart_code(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()?.lines().find_map(|line| line.strip_prefix("smart_code: "))
}

/// The report of a set of files, without colour, and the codes in it.
pub(crate) fn report(files: &[(String, Vec<u8>)]) -> (String, Vec<&'static str>) {
    let (sources, diags) = findings(files);
    let codes = diags.as_slice().iter().map(|diagnostic| diagnostic.rule.code).collect();
    (render::human(&diags, &sources, false), codes)
}

/// All our own specs: path below the workspace, and text.
pub(crate) fn our_specs() -> Vec<(String, String)> {
    yaml_files(&workspace().join("specs"))
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("our specs are UTF-8");
            let below = path.strip_prefix(workspace()).expect("it was found below").to_owned();
            (below.to_string_lossy().into_owned(), text)
        })
        .collect()
}

/// All YAML files below a folder, sorted.
pub(crate) fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if is_yaml(&path) {
            files.push(path);
        }
    }
    files
}

/// Whether a path names a YAML file.
pub(crate) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml")
}

/// What a folder holds, sorted; nothing where there is none.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Renders findings in every form; no form may panic.
pub(crate) fn render_all(diags: &Diagnostics, sources: &SourceMap) {
    let human = render::human(diags, sources, false);
    let colored = render::human(diags, sources, true);
    assert_eq!(human.is_empty(), colored.is_empty());
    let lines = [render::short(diags, sources), render::github(diags, sources)];
    let count = diags.as_slice().len();
    assert!(lines.iter().all(|lines| lines.lines().count() == count), "a line for each finding");
    assert_eq!(render::json(diags, sources).as_array().map(Vec::len), Some(count));
    assert!(render::sarif(diags, sources)["runs"].is_array());
}
