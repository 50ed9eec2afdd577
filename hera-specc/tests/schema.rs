//! The JSON Schema against the compiler: what the compiler accepts passes, on every spec that there is,
//! and so what the schema refuses is refused by the compiler, on mutations of our own specs too.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hera_specc::diag::Severity;
use hera_specc::diag::catalogue::RULES;
use hera_specc::ir::Kind;
use hera_specc::schema::schema;
use hera_specc::{SpecFile, analyse, compile, templates};
use jsonschema::Validator;
use serde_json::{Value as Json, json};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in it").to_owned()
}

/// What lies in a folder, sorted.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut all: Vec<PathBuf> = all.map(|entry| entry.path()).collect();
    all.sort();
    all
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "yml" || it == "yaml")
}

/// The YAML files below a folder.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let below = |path: PathBuf| if path.is_dir() { yaml_files(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(below).filter(|path| is_yaml(path)).collect()
}

fn our_specs() -> Vec<(String, String)> {
    let text = |path: &PathBuf| std::fs::read_to_string(path).expect("it can be read");
    let name = |path: &PathBuf| path.to_string_lossy().replace('\\', "/");
    yaml_files(&workspace().join("specs")).iter().map(|path| (name(path), text(path))).collect()
}

/// The corpus of real specs, which is not part of the repository.
fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("HERA_CORPUS")
        .map_or_else(|| workspace().join("../shared/corpus"), PathBuf::from);
    if path.join("expected.json").is_file() {
        return Some(path);
    }
    println!("skipped: no corpus of real specs (set HERA_CORPUS to run this test)");
    None
}

/// The YAML block below a heading of a rule's page.
fn block<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(&format!("{heading}\n"))?;
    let (_, rest) = rest.split_once("```yaml\n")?;
    rest.split_once("\n```\n").map(|(block, _)| block)
}

/// The files of a block: a line `# in the file NAME` begins each.
fn files(block: &str) -> Set {
    let mut files: Vec<(String, String)> = vec![("example.yml".to_owned(), String::new())];
    for line in block.lines() {
        match line.strip_prefix("# in the file ") {
            Some(name) => files.push((name.trim().to_owned(), String::new())),
            None => {
                let (_, text) = files.last_mut().expect("there is one");
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    // Lock and settings files are no specs.
    let is_spec = |name: &str| !name.ends_with(".lock") && !name.ends_with(".toml");
    files.retain(|(name, text)| is_spec(name) && !text.trim().is_empty());
    files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

/// A set of files that are compiled together: names and texts.
type Set = Vec<(String, Vec<u8>)>;

/// What has been compared.
#[derive(Default)]
struct Compared {
    accepted: usize,
    refused_by_both: usize,
    /// Specs that the compiler accepts and the schema does not, each with the first reason.
    problems: Vec<String>,
}

fn validator(strict: bool) -> Validator {
    let schema = schema(None, strict);
    assert!(jsonschema::meta::is_valid(&schema), "the schema is a schema");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

fn compare(set: &Set, validator: &Validator, compared: &mut Compared) {
    let file = |(path, bytes): &(String, Vec<u8>)| SpecFile {
        relative: path.clone(),
        path: path.clone(),
        bytes: bytes.clone(),
        judged: true,
    };
    let files: Vec<SpecFile> = set.iter().map(file).collect();
    let analysis = analyse(&files);
    let outcome = compile(&files, None);
    let errors: Vec<_> = outcome
        .diags
        .as_slice()
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.primary.span.file)
        .collect();
    for (id, document) in &analysis.documents {
        let json = tree(&document.root);
        let reason = validator.iter_errors(&json).next();
        match (errors.contains(id), reason) {
            (false, None) => compared.accepted += 1,
            (true, Some(_)) => compared.refused_by_both += 1,
            // Most of what the compiler refuses is beyond a schema.
            (true, None) => {}
            (false, Some(reason)) => {
                let path = analysis.sources.path(*id);
                compared.problems.push(format!("{path}: {reason} at {}", reason.instance_path()));
            }
        }
    }
}

fn read(path: &Path) -> (String, Vec<u8>) {
    let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    (name, std::fs::read(path).expect("it can be read"))
}

#[test]
fn what_the_compiler_accepts_passes() {
    let validator = validator(false);
    let mut compared = Compared::default();
    let ours = our_specs().into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    compare(&ours, &validator, &mut compared);
    for folder in ["tests/library", "tests/macros/specs", "tests/golden/names"] {
        let files: Set = yaml_files(&workspace().join(folder)).iter().map(|p| read(p)).collect();
        compare(&files, &validator, &mut compared);
    }
    for template in [templates::PROCEDURE, templates::ORCHESTRATION] {
        let file = ("template.yml".to_owned(), template.as_bytes().to_vec());
        compare(&vec![file], &validator, &mut compared);
    }
    for rule in RULES {
        for heading in ["## Example", "## Instead"] {
            if let Some(block) = block(rule.page, heading) {
                compare(&files(block), &validator, &mut compared);
            }
        }
    }
    for file in yaml_files(&workspace().join("tests/broken")) {
        compare(&vec![read(&file)], &validator, &mut compared);
    }
    for case in entries(&workspace().join("tests/ui")).iter().flat_map(|folder| entries(folder)) {
        let files: Vec<_> = if case.is_dir() { yaml_files(&case) } else { vec![case] };
        let files: Set = files.iter().filter(|path| is_yaml(path)).map(|path| read(path)).collect();
        compare(&files, &validator, &mut compared);
    }
    assert!(compared.problems.is_empty(), "{:#?}", compared.problems);
    // The comparison is about something, and the schema has teeth.
    assert!(compared.accepted > 200, "{}", compared.accepted);
    assert!(compared.refused_by_both > 20, "{}", compared.refused_by_both);
}

#[test]
fn what_the_compiler_accepts_of_the_corpus_passes() {
    let Some(corpus) = corpus() else { return };
    let mut compared = Compared::default();
    let files: Set = yaml_files(&corpus)
        .iter()
        .map(|path| {
            let name = path.strip_prefix(&corpus).expect("found below").to_string_lossy();
            (name.replace('\\', "/"), std::fs::read(path).expect("it can be read"))
        })
        .collect();
    compare(&files, &validator(false), &mut compared);
    println!("{} of {} files accepted by both", compared.accepted, files.len());
    assert!(compared.problems.is_empty(), "{:#?}", compared.problems);
    assert!(compared.accepted > 10, "{}", compared.accepted);
}

/// The tree of a document, as a schema sees it.
fn tree(node: &hera_specc::ast::Node) -> Json {
    serde_json::from_str(&hera_specc::tree::json(node)).expect("it is JSON")
}

/// All places in a tree, as JSON pointers.
fn places(json: &Json, at: &str, found: &mut Vec<String>) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                let at = format!("{at}/{}", escaped(key));
                places(value, &at, found);
                found.push(at);
            }
        }
        Json::Array(items) => {
            for (key, value) in items.iter().enumerate() {
                let at = format!("{at}/{key}");
                places(value, &at, found);
                found.push(at);
            }
        }
        _ => {}
    }
}

/// Whether the compiler objects to a document, alone; JSON is YAML.
fn is_refused(json: &Json) -> bool {
    let analysis = analyse(&[SpecFile::new("mutated.yml", json.to_string())]);
    analysis.diags.as_slice().iter().any(|found| found.severity != Severity::Note)
}

#[test]
fn what_the_schema_refuses_the_compiler_refuses() {
    let validator = validator(false);
    let strangers = [
        json!([]),
        json!({}),
        json!({"a": {"b": []}}),
        json!("no such word"),
        json!(true),
        json!(-7),
    ];
    let (mut refused, mut disagreements) = (0, Vec::new());
    let chosen = [
        "cart.orchestration",
        "returns.orch",
        "cart.add_line",
        "refund.process",
        "customers.orchestration",
        "goods_inspection",
        "salon/catalogue/",
    ];
    for (path, text) in our_specs() {
        if !chosen.iter().any(|name| path.contains(name)) {
            continue;
        }
        let analysis = analyse(&[SpecFile::new(&path, text)]);
        let root = &analysis.documents.values().next().expect("our specs parse").root;
        let whole = tree(root);
        let mut all = Vec::new();
        places(&whole, "", &mut all);
        for place in all {
            for stranger in &strangers {
                let mut mutated = whole.clone();
                *mutated.pointer_mut(&place).expect("it was found there") = stranger.clone();
                let Some(reason) = validator.iter_errors(&mutated).next() else { continue };
                refused += 1;
                if !is_refused(&mutated) {
                    disagreements.push(format!("{path}{place} = {stranger}: {reason}"));
                }
            }
        }
    }
    assert!(disagreements.is_empty(), "{} of {refused}: {disagreements:#?}", disagreements.len());
    assert!(refused > 300, "{refused}");
}

#[test]
fn strict_refuses_unknown_keys_and_keeps_extensions() {
    let (loose, strict) = (validator(false), validator(true));
    let mut kinds = BTreeSet::new();
    for (path, text) in our_specs() {
        let analysis = analyse(&[SpecFile::new(&path, text)]);
        if analysis.kinds.iter().any(|(_, kind, _)| *kind == Kind::Other) {
            continue;
        }
        kinds.extend(analysis.kinds.iter().map(|(_, kind, _)| *kind));
        let root = &analysis.documents.values().next().expect("our specs parse").root;
        let mut json = tree(root);
        assert!(strict.is_valid(&json), "{path}: {:?}", strict.iter_errors(&json).next());
        json["x-owner"] = json!("the salon team");
        assert!(strict.is_valid(&json), "{path} with an extension");
        json["intnet"] = json!("misspelled");
        assert!(loose.is_valid(&json) && !strict.is_valid(&json), "{path} with an unknown key");
    }
    assert_eq!(kinds.len(), 5, "each kind of spec was seen: {kinds:?}");
}
