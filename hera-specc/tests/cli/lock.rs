//! `lock`.

use std::fs;

use crate::check::{BROKEN, SOUND};
use crate::{folder, run, run_in};

#[test]
fn what_is_released_is_pinned() {
    let specs = folder(&[("in/greet.yml", SOUND)]);
    let lock = |more: &[&str]| run_in(specs.path(), &[&["lock", "in"], more].concat());
    let write = |text: &str| fs::write(specs.path().join("in/greet.yml"), text).expect("written");
    let check = || run_in(specs.path(), &["check", "in", "--notes"]);

    lock(&["--check"]).ends(1).says("is not up to date");
    assert!(!specs.path().join("in/hera.lock").exists(), "--check writes nothing");
    let first = lock(&[]).ends(0);
    assert_eq!(first.stdout, "new        HERA.SALON.POS.GREET.v1 (procedure)\n");
    assert!(specs.path().join("in/hera.lock").is_file());
    lock(&[]).ends(0).says("is up to date");
    lock(&["--check"]).ends(0);
    check().ends(0);

    // Other words are a note, another meaning is an error, and a person may say that it is not.
    write(&SOUND.replace("Say good morning", "Say good evening"));
    check().ends(0).says("note[HS1108]");
    assert!(lock(&[]).ends(0).stdout.starts_with("reworded "));
    write(&SOUND.replace("type: string}", "type: uuid}").replace("Ada", "x"));
    check().ends(1);
    write(&SOUND.replace("{words: string}", "{words: string, loud: boolean}"));
    check().ends(1).says("error[HS1108]");
    let redefined = lock(&[]).ends(0).says("must never have been deployed");
    assert!(redefined.stdout.starts_with("redefined "), "{}", redefined.stdout);
    check().ends(0);
}

#[test]
fn broken_specs_and_wrong_use_pin_nothing() {
    let specs = folder(&[("greet.yml", BROKEN)]);
    run_in(specs.path(), &["lock", "."]).ends(1).says("error[HS0301]");
    assert!(!specs.path().join("hera.lock").exists());
    run_in(specs.path(), &["lock", "greet.yml"]).ends(2).says("not a folder");
    run_in(specs.path(), &["lock", "nowhere"]).ends(2);
}

#[test]
fn an_unreadable_lock_is_told_and_written_anew() {
    let specs = folder(&[("greet.yml", SOUND), ("hera.lock", "format = 99\n")]);
    run_in(specs.path(), &["lock", "."]).ends(0).says("line 1 of the lock file");
    run_in(specs.path(), &["lock", ".", "--check"]).ends(0);
}

#[test]
fn our_specs_are_pinned_as_they_are() {
    run(&["lock", "specs", "--check"]).ends(0);
}
