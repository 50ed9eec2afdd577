//! Broken specs at all three doors: each refuses each of them with the same report, which names file,
//! line and column, shows the line, and says what to do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use quote::quote;

use crate::support::workspace;

/// A broken orchestration of `tests/broken/`, and the code that its first line promises.
struct Case {
    name: String,
    code: String,
    text: String,
}

fn cases() -> Vec<Case> {
    let folder = workspace().join("tests/broken");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let head = text.lines().next().and_then(|line| line.strip_prefix("# "));
        let code = head.and_then(|head| head.split(':').next()).expect("`# HSnnnn: what it shows`");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        Case { name, code: code.to_owned(), text: text.clone() }
    };
    paths.into_iter().map(read).collect()
}

/// The errors of a report: from `error[…]` to the next finding, places relative to the file's name.
fn errors(report: &str, name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in report.lines() {
        let starts = ["error[", "warning[", "note["].iter().any(|head| line.starts_with(head));
        if starts || is_summary(line) {
            open = line.starts_with("error[");
            if open {
                found.push(String::new());
            }
        }
        if let Some(text) = found.last_mut().filter(|_| open) {
            let place = line.find("--> ").or_else(|| line.find("::: ")).map(|at| at + 4);
            let line = match place {
                Some(at) => line[at..].rsplit('/').next().unwrap_or(line),
                None => line.trim_end(),
            };
            text.push_str(line.trim_start());
            text.push('\n');
        }
    }
    assert!(!found.is_empty(), "{name}: no error in\n{report}");
    found
}

/// `2 errors and 1 warning`.
fn is_summary(line: &str) -> bool {
    let mut words = line.split(' ');
    let counts = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    counts && words.next().is_some_and(|w| w.starts_with("error") || w.starts_with("warning"))
}

/// What the command line prints.
fn by_command(case: &Case) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let file = format!("tests/broken/{}.yml", case.name);
    let done = Command::new(cargo)
        .args(["run", "--quiet", "--package", "hera-specc", "--"])
        .args(["check", &file, "tests/macros/specs/procedures"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert_eq!(done.status.code(), Some(1), "{}", case.name);
    String::from_utf8(done.stderr).expect("UTF-8")
}

/// The text inside the `compile_error!` that a door gives.
fn inside(tokens: proc_macro2::TokenStream) -> String {
    let file: syn::File = syn::parse2(tokens).expect("items");
    let error = file.items.iter().find_map(|item| match item {
        syn::Item::Macro(error) if error.mac.path.is_ident("compile_error") => Some(&error.mac),
        _ => None,
    });
    let text = error.expect("a compile_error!").tokens.clone();
    syn::parse2::<syn::LitStr>(text).expect("a text").value()
}

fn by_macro(case: &Case) -> String {
    let (here, spec) = (workspace().join("tests/here.rs"), format!("broken/{}.yml", case.name));
    let input = quote!(#spec, procedures = "macros/specs/procedures");
    inside(hera_specc::host::invocation::expand(input, Some(&here)))
}

fn by_build(case: &Case, folder: &Path) -> String {
    let (package, out) = (folder.join(&case.name), folder.join(&case.name).join("out"));
    let procedures = package.join("specs/procedures");
    fs::create_dir_all(&procedures).expect("a folder");
    fs::create_dir_all(&out).expect("a folder");
    fs::write(package.join("specs").join(format!("{}.yml", case.name)), &case.text)
        .expect("written");
    let from = workspace().join("tests/macros/specs/procedures");
    for file in fs::read_dir(from).expect("a folder").flatten() {
        fs::copy(file.path(), procedures.join(file.file_name())).expect("copied");
    }
    let done = Command::new(env!("CARGO_BIN_EXE_build-script"))
        .current_dir(&package)
        .env("OUT_DIR", &out)
        .output()
        .expect("it runs");
    assert!(done.status.success(), "a bad spec fails the build in the generated file, not before");
    let text = fs::read_to_string(out.join("hera.rs")).expect("written");
    inside(text.parse().expect("Rust"))
}

#[test]
fn every_door_refuses_with_the_same_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases = cases();
    assert!(cases.len() >= 20, "{} cases", cases.len());
    for case in &cases {
        let command = errors(&by_command(case), &case.name);
        let head = format!("error[{}]: ", case.code);
        let promised = command.iter().find(|error| error.starts_with(&head));
        let promised = promised.unwrap_or_else(|| panic!("{}: {command:#?}", case.name));
        let place = promised.lines().nth(1).expect("a place");
        assert!(place.starts_with(&format!("{}.yml:", case.name)), "{promised}");
        let snippet = promised.lines().any(|line| line.contains("| ") && line.contains('^'));
        assert!(snippet, "no snippet:\n{promised}");
        assert!(promised.contains("help: "), "no help:\n{promised}");
        println!("{}: {}, {place}", case.name, promised.lines().next().unwrap_or_default());

        assert_eq!(command, errors(&by_macro(case), &case.name), "{}: the macro", case.name);
        let build = errors(&by_build(case, folder.path()), &case.name);
        assert_eq!(command, build, "{}: the build script", case.name);
    }
}

#[test]
fn a_service_with_a_broken_spec_does_not_build() {
    let folder = tempfile::tempdir().expect("a folder");
    let specs = folder.path().join("specs");
    fs::create_dir_all(&specs).expect("a folder");
    let case = cases().into_iter().find(|case| case.name == "no_attempts").expect("a case");
    fs::write(specs.join("no_attempts.yml"), &case.text).expect("written");
    let done = crate::doors::nested_build(&specs, &folder.path().join("out"));
    assert!(!done.status.success());
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(told.contains("error[HS1001]: `max_attempts` must be 1..=100, found 0"), "{told}");
    assert!(told.contains("specs/no_attempts.yml:26:17"), "{told}");
}
