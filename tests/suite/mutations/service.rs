//! A package with the code of many mutants: what stayed as it was is compiled once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use hera_specc::emit::Emission;
use serde_json::Value as Json;

use crate::support::workspace;

/// The emitted files of one mutant, by the modules in which they stand.
pub(crate) struct Code {
    /// Path of the module, and the file in it.
    leaves: BTreeMap<Vec<String>, Leaf>,
}

#[derive(Clone)]
struct Leaf {
    text: String,
    /// Names of the modules of its flows.
    flows: Vec<String>,
}

impl Code {
    /// What stayed as it is in `base` is not read again.
    pub(crate) fn of(emission: &Emission, base: Option<&Code>) -> Code {
        let root = syn::parse_file(&emission.root).expect("the root is Rust");
        let mut places = BTreeMap::new();
        collect(&root.items, &mut Vec::new(), &mut places);
        let leaves = places.into_iter().map(|(path, file)| {
            let text = &emission.files.iter().find(|it| it.path == file).expect("emitted").text;
            let known = base.and_then(|base| base.leaves.get(&path));
            let leaf = match known.filter(|known| known.text == *text) {
                Some(known) => known.clone(),
                None => Leaf { flows: flows(text), text: text.clone() },
            };
            (path, leaf)
        });
        Code { leaves: leaves.collect() }
    }

    /// Whether both mean the same: they differ in the embedded spec and in prose alone.
    pub(crate) fn means(&self, other: &Code) -> bool {
        let same = |one: &Leaf, other: &Leaf| {
            one.text == other.text || meaning(&one.text) == meaning(&other.text)
        };
        self.leaves.len() == other.leaves.len()
            && self
                .leaves
                .iter()
                .all(|(path, leaf)| other.leaves.get(path).is_some_and(|other| same(leaf, other)))
    }

    /// What is compiled anew beside `base`, without the embedded spec and prose: mutants in which it is equal
    /// behave alike.
    pub(crate) fn meaning_beside(&self, base: &Code) -> String {
        let fresh = self.fresh(base).into_iter();
        fresh.map(|path| path.join("::") + "\n" + &meaning(&self.leaves[path].text)).collect()
    }

    /// The modules that have to be compiled anew beside those of `base`: what differs, and the
    /// orchestrations that use it.
    fn fresh(&self, base: &Code) -> BTreeSet<&Vec<String>> {
        let differs = |path: &&Vec<String>| {
            base.leaves.get(*path).is_none_or(|leaf| leaf.text != self.leaves[*path].text)
        };
        let mut fresh: BTreeSet<&Vec<String>> = self.leaves.keys().filter(differs).collect();
        let names: Vec<String> = fresh.iter().map(|path| path.join("::")).collect();
        let uses = |leaf: &Leaf| names.iter().any(|n| leaf.text.contains(&format!("specs::{n}")));
        let users = self.leaves.iter().filter(|(_, leaf)| !leaf.flows.is_empty() && uses(leaf));
        fresh.extend(users.map(|(path, _)| path));
        fresh
    }

    /// Whether the flow of this event is compiled anew beside those of `base`.
    pub(crate) fn runs(&self, base: &Code, event: &str) -> bool {
        let told = format!("event: {event:?}");
        self.orchestrations(base).iter().any(|(_, leaf)| leaf.text.contains(&told))
    }

    /// The orchestrations that are compiled anew beside those of `base`, by their module's path.
    fn orchestrations(&self, base: &Code) -> Vec<(&Vec<String>, &Leaf)> {
        let fresh = self.fresh(base);
        let leaves = self.leaves.iter().filter(|(path, _)| fresh.contains(path));
        leaves.filter(|(_, leaf)| !leaf.flows.is_empty()).collect()
    }
}

fn collect(items: &[syn::Item], path: &mut Vec<String>, out: &mut BTreeMap<Vec<String>, String>) {
    for item in items {
        match item {
            syn::Item::Mod(module) => {
                path.push(module.ident.to_string());
                let content = module.content.as_ref().expect("modules of the root are inline");
                collect(&content.1, path, out);
                path.pop();
            }
            syn::Item::Macro(include) if include.mac.path.is_ident("include") => {
                let file: syn::LitStr = include.mac.parse_body().expect("a path");
                out.insert(path.clone(), file.value());
            }
            _ => {}
        }
    }
}

fn flows(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).expect("emitted files are Rust");
    let is_flow = |item: &syn::Item| matches!(item, syn::Item::Static(it) if it.ident == "FLOW");
    let modules = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Mod(module) => module.content.map(|(_, items)| (module.ident, items)),
        _ => None,
    });
    modules.filter(|(_, items)| items.iter().any(is_flow)).map(|it| it.0.to_string()).collect()
}

/// The code without what only says how the spec is written.
fn meaning(text: &str) -> String {
    let is_prose = |line: &&str| {
        let line = line.trim_start();
        ["//", "canonical:", "sum:", "intent:"].iter().any(|start| line.starts_with(start))
    };
    text.lines().filter(|line| !is_prose(line)).fold(String::new(), |out, line| out + line + "\n")
}

/// Builds a package of all mutants (the first is what the others are measured by) and makes them run.
pub(crate) fn run(codes: &[(usize, &Code)], runs: &[Json]) -> Vec<Json> {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), codes);
    let file = folder.path().join("runs.json");
    fs::write(&file, Json::from(runs.to_vec()).to_string()).expect("written");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .args(["run", "--quiet", "--offline", "--"])
        .arg(&file)
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", workspace().join("target/nested"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}", told.chars().take(20_000).collect::<String>());
    serde_json::from_slice(&done.stdout).expect("a list of outcomes")
}

fn write(package: &Path, codes: &[(usize, &Code)]) {
    let root = workspace();
    let manifest = format!(
        "[package]\nname = \"mutants\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nserde_json = \"1\"\n\
         hera-runtime = {{ path = {:?}, default-features = false }}\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n",
        root.join("hera-runtime"),
    );
    let (_, base) = codes.first().expect("there is something to measure by");
    let nothing = Code { leaves: BTreeMap::new() };
    let mut library = String::from("//! Mutants.\n#![deny(warnings)]\n");
    let mut list = String::new();
    for (number, code) in codes {
        let beside = if std::ptr::eq(*code, *base) { &nothing } else { *base };
        let fresh = code.fresh(beside);
        for path in &fresh {
            let file = package.join(format!("src/m{number}")).join(path.join("/") + ".rs");
            fs::create_dir_all(file.parent().expect("below a folder")).expect("a folder");
            fs::write(file, &code.leaves[*path].text).expect("written");
        }
        let _ = writeln!(library, "pub mod m{number} {{");
        let needed =
            code.leaves.iter().filter(|(path, leaf)| fresh.contains(path) || leaf.flows.is_empty());
        let paths: Vec<&[String]> = needed.map(|(path, _)| path.as_slice()).collect();
        nest(&mut library, &paths, &mut Vec::new(), &|path| match fresh.contains(path) {
            true => format!("include!(\"m{number}/{}.rs\");", path.join("/")),
            false => format!("pub use crate::m{}::{}::*;", codes[0].0, path.join("::")),
        });
        library.push_str("}\n");
        for (path, leaf) in code.orchestrations(beside) {
            for flow in &leaf.flows {
                let path = path.join("::");
                let _ = writeln!(list, "        ({number}, &m{number}::{path}::{flow}::FLOW),");
            }
        }
    }
    let _ = writeln!(
        library,
        "/// All flows, with their mutants.\n\
         pub fn flows() -> Vec<(usize, &'static hera_runtime::flow::FlowDef)> {{\n    \
         vec![\n{list}    ]\n}}"
    );
    let main = fs::read_to_string(root.join("tests/support/mutants.rs")).expect("the program");
    fs::create_dir_all(package.join("src")).expect("a folder");
    fs::write(package.join("Cargo.toml"), manifest).expect("written");
    fs::write(package.join("src/lib.rs"), library).expect("written");
    fs::write(package.join("src/main.rs"), main).expect("written");
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).expect("copied");
}

/// The modules of these paths, one in the other.
fn nest(
    out: &mut String,
    paths: &[&[String]],
    at: &mut Vec<String>,
    leaf: &dyn Fn(&Vec<String>) -> String,
) {
    let mut by_name: BTreeMap<&String, Vec<&[String]>> = BTreeMap::new();
    for path in paths {
        match path.split_first() {
            Some((name, rest)) => by_name.entry(name).or_default().push(rest),
            None => {
                let _ = writeln!(out, "{}", leaf(at));
            }
        }
    }
    for (name, rest) in by_name {
        let _ = writeln!(out, "pub mod {name} {{");
        at.push(name.clone());
        nest(out, &rest, at, leaf);
        at.pop();
        out.push_str("}\n");
    }
}
