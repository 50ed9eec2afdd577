//! What the modules of the suite share.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hera_specc::diag::{Diagnostics, render};
use hera_specc::settings::{SETTINGS, Settings, SettingsFile};
use hera_specc::source::SourceMap;
use hera_specc::{SpecFile, compile_with, host};

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

/// The findings of a set of files, sorted, with their texts: the compiler behind one door.
///
/// A file `hera.lock` among them is the lock, a file `hera.toml` the settings. References also resolve in `tests/library`, but for the
/// codes that the files define themselves.
pub(crate) fn findings(files: &[(String, Vec<u8>)]) -> (SourceMap, Diagnostics) {
    let named = |path: &str, name: &str| path.rsplit('/').next() == Some(name);
    let lock = files.iter().find(|(path, _)| named(path, host::LOCK));
    let lock = lock.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    let file = files.iter().find(|(path, _)| named(path, SETTINGS));
    let file = file.map(|(path, bytes)| SettingsFile { path: path.clone(), bytes: bytes.clone() });
    let settings = Settings { file, ..Settings::default() };
    let is_spec = |path: &str| !named(path, host::LOCK) && !named(path, SETTINGS);
    let judged = files.iter().filter(|(path, _)| is_spec(path)).map(|(path, bytes)| {
        let (path, bytes) = (path.clone(), bytes.clone());
        SpecFile { relative: path.clone(), path, bytes, judged: true }
    });
    let mut all: Vec<SpecFile> = judged.collect();
    let own: BTreeSet<String> = all.iter().filter_map(|file| head(&file.bytes)).collect();
    all.extend(
        library()
            .into_iter()
            .filter(|file| head(&file.bytes).is_none_or(|code| !own.contains(&code))),
    );
    let outcome = compile_with(&all, lock.as_deref(), &settings);
    (outcome.sources, outcome.diags)
}

/// The procedures that pages and cases may use without defining them.
fn library() -> Vec<SpecFile> {
    let folder = workspace().join("tests/library");
    let file = |path: PathBuf| {
        let name = path.strip_prefix(workspace()).expect("it was found below").to_string_lossy();
        let name = name.replace('\\', "/");
        let bytes = std::fs::read(&path).expect("the library can be read");
        SpecFile { relative: name.clone(), path: name, bytes, judged: false }
    };
    yaml_files(&folder).into_iter().map(file).collect()
}

/// The smart code of a file, without regard to how its version is written.
fn head(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().find_map(|line| line.strip_prefix("smart_code:"))?;
    Some(line.trim().trim_matches(['"', '\'']).to_ascii_uppercase().replace(".V0", ".V"))
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
