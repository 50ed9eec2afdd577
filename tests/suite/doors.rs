//! Three doors, one result: build script, macro and command line give the same code for the same specs,
//! and refuse the same specs with the same report.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proc_macro2::TokenStream;
use quote::quote;

use crate::support::workspace;

/// The specs that all doors get.
fn specs() -> PathBuf {
    workspace().join("tests/macros/specs")
}

/// Holds the macro's items against the root file: where the root includes a file, the macro has that
/// file's items in the same module.
fn assert_equal(root: &[syn::Item], by_macro: &[syn::Item], folder: &Path) {
    let nested: Vec<&syn::ItemMod> = root.iter().filter_map(module).collect();
    let own = by_macro.iter().filter(|item| {
        module(item).is_none_or(|inner| nested.iter().all(|outer| outer.ident != inner.ident))
    });
    let own = formatted(own.cloned().collect());
    let written = root.iter().filter(|item| module(item).is_none()).map(|item| match item {
        syn::Item::Macro(include) => {
            let path: syn::LitStr = syn::parse2(include.mac.tokens.clone()).expect("a path");
            let text = fs::read_to_string(folder.join(path.value())).expect("an emitted file");
            formatted(syn::parse_file(&text).expect("Rust").items)
        }
        other => formatted(vec![other.clone()]),
    });
    assert_eq!(own, written.collect::<String>());
    for outer in nested {
        let inner = by_macro.iter().filter_map(module).find(|inner| inner.ident == outer.ident);
        let inner = inner.unwrap_or_else(|| panic!("the macro has no module `{}`", outer.ident));
        let docs = |module: &syn::ItemMod| {
            let attributes = module.attrs.iter();
            attributes.map(|doc| quote!(#doc).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(docs(outer), docs(inner));
        let items = |module: &syn::ItemMod| module.content.clone().expect("inline").1;
        assert_equal(&items(outer), &items(inner), folder);
    }
}

fn module(item: &syn::Item) -> Option<&syn::ItemMod> {
    match item {
        syn::Item::Mod(module) => Some(module),
        _ => None,
    }
}

fn formatted(items: Vec<syn::Item>) -> String {
    prettyplease::unparse(&syn::parse2(quote!(#(#items)*)).expect("items"))
}

/// The macro's items without those that only track files.
fn items_of_macro(tokens: TokenStream) -> Vec<syn::Item> {
    let file: syn::File = syn::parse2(tokens).expect("items");
    let tracker =
        |item: &syn::Item| matches!(item, syn::Item::Const(tracker) if tracker.ident == "_");
    file.items.into_iter().filter(|item| !tracker(item)).collect()
}

/// The compiler's command line.
fn command_line(arguments: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .args(["run", "--quiet", "--package", "hera-specc", "--"])
        .args(arguments)
        .current_dir(workspace())
        .env("NO_COLOR", "1")
        .output()
        .expect("cargo runs")
}

/// What the macro gets when it is invoked beside the specs.
fn invocation(spec: &str) -> TokenStream {
    let here = workspace().join("tests/macros/here.rs");
    hera_specc::host::invocation::expand(quote!(#spec), Some(&here))
}

#[test]
fn the_three_doors_give_equal_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let by_command = folder.path().join("command");
    let out = by_command.to_str().expect("UTF-8");
    let done = command_line(&["compile", "tests/macros/specs", "--out", out]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));

    let by_build = folder.path().join("build");
    let log = nested_build(&specs(), &by_build);
    assert!(log.status.success(), "{}", String::from_utf8_lossy(&log.stderr));
    let files = files_below(&by_command);
    assert_eq!(files.len(), 5, "root, orchestration and three procedures: {files:?}");
    for file in &files {
        let command = fs::read(by_command.join(file)).expect("written by the command line");
        let build = fs::read(by_build.join(file)).expect("written by the build script");
        assert!(command == build, "{} differs", file.display());
    }

    let root = fs::read_to_string(by_command.join("hera.rs")).expect("the root");
    let root = syn::parse_file(&root).expect("Rust");
    let by_macro = items_of_macro(invocation("specs/greeting.yml"));
    assert_equal(&root.items, &by_macro, &by_command);
}

#[test]
fn compiling_twice_writes_nothing_the_second_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("UTF-8");
    let compile = |more: &[&str]| {
        let mut arguments = vec!["compile", "tests/macros/specs", "--out", out];
        arguments.extend(more);
        command_line(&arguments)
    };
    assert_eq!(compile(&["--check"]).status.code(), Some(1), "nothing is there yet");
    assert!(compile(&[]).status.success());
    let stamp = |file: &PathBuf| fs::metadata(folder.path().join(file)).and_then(|m| m.modified());
    let before: Vec<_> =
        files_below(folder.path()).iter().map(|f| stamp(f).expect("a time")).collect();
    assert!(compile(&[]).status.success());
    let after: Vec<_> =
        files_below(folder.path()).iter().map(|f| stamp(f).expect("a time")).collect();
    assert_eq!(before, after);
    assert_eq!(compile(&["--check"]).status.code(), Some(0));
}

#[test]
fn code_of_a_spec_that_is_gone_goes_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("UTF-8");
    assert!(command_line(&["compile", "tests/macros/specs", "--out", out]).status.success());
    fs::write(folder.path().join("mine.rs"), "// by hand").expect("written");
    let one = "tests/macros/specs/procedures/tell.yml";
    assert!(command_line(&["compile", one, "--out", out]).status.success());
    let left: Vec<_> = files_below(folder.path());
    assert_eq!(left, ["hera.rs", "mine.rs", "tell.rs"].map(PathBuf::from));
}

#[test]
fn the_generated_crate_is_fresh() {
    let files = crate::support::our_specs()
        .into_iter()
        .map(|(path, text)| {
            let mut file = hera_specc::SpecFile::new(&*path, text);
            file.relative = path.strip_prefix("specs/").expect("below specs/").to_owned();
            file
        })
        .collect::<Vec<_>>();
    let lock = hera_specc::host::read_lock(&workspace().join("specs")).expect("readable");
    let outcome = hera_specc::compile(&files, lock.as_deref());
    let emission = outcome.emission.as_ref().unwrap_or_else(|| panic!("{}", outcome.human(false)));
    let folder = workspace().join("generated/src");
    let stale = hera_specc::host::write(emission, &folder, true).expect("readable");
    assert!(stale.is_empty(), "run `cargo xtask codegen`: {stale:?}");
}

/// Builds a package that has nothing but a build script over `specs`, and keeps what it wrote in `out`.
pub(crate) fn nested_build(specs: &Path, out: &Path) -> Output {
    // The packages share a target folder, so that they are built once: one at a time.
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path();
    let root = workspace();
    let path = |name: &str| root.join(name).to_string_lossy().into_owned();
    let manifest = format!(
        "[package]\nname = \"nested\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nhera-runtime = {{ path = {:?}, default-features = false }}\n\n\
         [build-dependencies]\nhera-specc = {{ path = {:?}, default-features = false }}\n\n\
         [workspace]\n",
        path("hera-runtime"),
        path("hera-specc"),
    );
    let build = "fn main() { hera_specc::Builder::new(\"specs\").build(); }\n";
    let main =
        "//! Nested.\n#![deny(warnings)]\npub mod specs { hera_runtime::include_specs!(); }\n";
    fs::create_dir_all(package.join("src")).expect("a folder");
    fs::write(package.join("Cargo.toml"), manifest).expect("written");
    fs::write(package.join("build.rs"), build).expect("written");
    fs::write(package.join("src/lib.rs"), main).expect("written");
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).expect("copied");
    copy(specs, &package.join("specs"));
    let target = root.join("target/nested");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .args(["check", "--offline", "--message-format", "short"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    if let Some(written) = newest_out(&target) {
        copy(&written, out);
    }
    done
}

/// The OUT_DIR of the nested package that was written last.
fn newest_out(target: &Path) -> Option<PathBuf> {
    let builds = fs::read_dir(target.join("debug/build")).ok()?;
    let outs = builds.flatten().map(|entry| entry.path().join("out"));
    outs.filter(|out| out.join("hera.rs").is_file())
        .max_by_key(|out| fs::metadata(out.join("hera.rs")).and_then(|meta| meta.modified()).ok())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in files_below(from) {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().expect("below a folder")).expect("a folder");
        fs::copy(from.join(&file), target).expect("copied");
    }
}

/// All files below a folder, relative and sorted.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.is_file() {
                found.push(path.strip_prefix(folder).expect("found below").to_owned());
            }
        }
    }
    found.sort();
    found
}
