//! The seeds of each target: our specs, the ui cases and the pages' examples, or parts of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::root;

/// The line between two files of one input.
const NEXT_FILE: &str = "%%%%\n";
/// Keys whose value is an expression.
const EXPRESSIONS: [&str; 4] = ["when: ", "- ", "with: ", "default: "];

/// Writes the seeds of a target, and says how many there are.
pub(super) fn write(target: &str, folder: &Path) -> anyhow::Result<usize> {
    let sets = sets()?;
    let seeds: BTreeSet<String> = match target {
        "check" => sets.iter().map(|set| set.join(NEXT_FILE)).collect(),
        "condition" => sets.iter().flatten().flat_map(|text| expressions(text)).collect(),
        "edges" => sets.iter().flatten().filter_map(|text| edges(text)).collect(),
        _ => sets.into_iter().flatten().collect(),
    };
    for (at, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{at:04}")), seed)?;
    }
    Ok(seeds.len())
}

/// Sets of files that belong together.
fn sets() -> anyhow::Result<Vec<Vec<String>>> {
    let root = root();
    let mut sets = Vec::new();
    for folder in ["specs", "tests/library", "tests/broken"] {
        for path in yaml_files(&root.join(folder))? {
            sets.push(vec![text(&path)?]);
        }
    }
    let library = yaml_files(&root.join("tests/library"))?;
    let library = library.iter().map(|path| text(path)).collect::<anyhow::Result<Vec<_>>>()?;
    for rule in entries(&root.join("tests/ui"))? {
        for case in entries(&rule)? {
            let files = if case.is_dir() { yaml_files(&case)? } else { vec![case] };
            let files = files.iter().filter(|path| is_yaml(path));
            let set = files.map(|path| text(path)).collect::<anyhow::Result<Vec<_>>>()?;
            sets.extend((!set.is_empty()).then_some(set));
        }
    }
    for page in entries(&root.join("hera-specc/rules"))? {
        for block in text(&page)?.split("```yaml\n").skip(1) {
            let block = block.split("\n```\n").next().unwrap_or_default();
            let mut set = Vec::new();
            set.push(block.lines().fold(String::new(), |text, line| {
                let next = line.starts_with("# in the file ") && !text.is_empty();
                text + if next { NEXT_FILE } else { line } + if next { "" } else { "\n" }
            }));
            set.extend(library.iter().cloned());
            sets.push(set);
        }
    }
    Ok(sets)
}

/// All that looks like an expression.
fn expressions(text: &str) -> Vec<String> {
    let after = |line: &str| {
        let found = EXPRESSIONS.iter().find_map(|key| line.trim().split_once(key));
        found.map(|(_, rest)| rest.trim_matches(['"', '\'']).replace("$.payload.", ""))
    };
    text.lines().filter_map(after).collect()
}

/// The edges of an orchestration over the nodes that the target knows.
fn edges(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("\nedges:\n")?;
    let lines = rest.lines().take_while(|line| line.starts_with(' ') || line.starts_with('-'));
    let mut names: Vec<&str> = Vec::new();
    let mut edges = String::new();
    for line in lines.filter_map(|line| line.trim().strip_prefix("- ")) {
        for word in line.trim_matches(['"', '\'']).split(' ').filter(|word| !word.is_empty()) {
            let name = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
            if !name {
                edges += if word.contains('.') { "X.ONE" } else { word };
            } else if let Some(at) = names.iter().position(|known| *known == word) {
                edges.push(letter(at));
            } else {
                names.push(word);
                edges.push(letter(names.len() - 1));
            }
            edges.push(' ');
        }
        edges.push('\n');
    }
    Some(edges + "=A, B\n=C\n")
}

fn letter(at: usize) -> char {
    char::from(b"ABCDEFGHIJKL"[at % 12])
}

fn text(path: &Path) -> anyhow::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml")
}

fn yaml_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            files.extend(yaml_files(&path)?);
        } else if is_yaml(&path) {
            files.push(path);
        }
    }
    Ok(files)
}

/// What a folder holds, sorted.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}
