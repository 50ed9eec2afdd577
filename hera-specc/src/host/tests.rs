//! Settings count at every door.

use std::fs;

use quote::quote;

use super::builder::Builder;
use super::invocation;

const SPEC: &str = "\
smart_code: HERA.SALON.POS.CART.GREET.v1
intent: Say good morning.
effects: none
inputs:
  required: [{name: guest, type: text}]
outputs: {response: {words: string}}
happy_path: [{step: say it}]
errors: [{code: GUEST_UNKNOWN, when: nobody is there}]
permissions: [reception]
example_payload: {guest: Ada}
";

/// A package with one spec and settings, and whether the build script and the macro refuse it.
fn refused(settings: &str, spec: &str) -> [bool; 2] {
    let package = tempfile::tempdir().expect("a folder");
    let write =
        |path: &str, text: &str| fs::write(package.path().join(path), text).expect("written");
    fs::create_dir(package.path().join("specs")).expect("a folder");
    write("hera.toml", settings);
    write("specs/greet.yml", spec);
    let out = package.path().join("out");
    Builder::new(package.path().join("specs")).build_into(&out).expect("read and written");
    let built = fs::read_to_string(out.join(crate::emit::ROOT)).expect("written");
    let here = package.path().join("lib.rs");
    let expanded = invocation::expand(quote!("specs/greet.yml"), Some(&here)).to_string();
    [built.starts_with("compile_error!"), expanded.contains("compile_error !")]
}

#[test]
fn a_build_script_lowers_no_error() {
    let package = tempfile::tempdir().expect("a folder");
    fs::write(package.path().join("greet.yml"), SPEC).expect("written");
    let out = package.path().join("out");
    let build = |builder: Builder| builder.build_into(&out).map_err(|error| error.to_string());
    let specs = || Builder::new(package.path());
    let refused = build(specs().warn("HS0301")).expect_err("it stays an error");
    assert!(refused.starts_with("`HS0301` is an error and cannot be lowered"), "{refused}");
    assert_eq!(build(specs().deny("HS0301").allow("HS1201")), Ok(()));
}

#[test]
fn settings_count_in_the_build_script_and_in_the_macro() {
    assert_eq!(refused("", SPEC), [false, false]);
    assert_eq!(refused("[severities]\nHS0307 = \"deny\"\n", SPEC), [true, true]);
    assert_eq!(refused("[severities]\nwarnings = \"deny\"\n", SPEC), [true, true]);
    let allowed = SPEC.replace("inputs:\n", "inputs: # hera: allow(HS0307, HS1201): old form\n");
    assert_eq!(refused("[severities]\nwarnings = \"deny\"\n", &allowed), [false, false]);
    assert_eq!(refused("[severitis]\n", SPEC), [true, true]);
}
