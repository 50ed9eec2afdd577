//! `lock`.

use std::fs;
use std::process::Command;

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

#[test]
fn a_released_spec_that_is_gone_is_told_until_the_lock_is_renewed() {
    let other = SOUND.replace("POS.GREET", "POS.WAVE");
    let specs = folder(&[("in/greet.yml", SOUND), ("in/wave.yml", &other)]);
    run_in(specs.path(), &["lock", "in"]).ends(0);
    fs::remove_file(specs.path().join("in/wave.yml")).expect("it was there");
    let told = run_in(specs.path(), &["check", "in"]).ends(0);
    let told =
        told.says("warning[HS1108]: `HERA.SALON.POS.WAVE.v1` was released, and its file is gone");
    assert!(told.stderr.contains("--> in/hera.lock:8:1"), "{}", told.stderr);
    run_in(specs.path(), &["check", "in", "--deny", "HS1108"]).ends(1);
    let renewed = run_in(specs.path(), &["lock", "in"]).ends(0);
    assert_eq!(renewed.stdout, "gone       HERA.SALON.POS.WAVE.v1 (procedure)\n");
    run_in(specs.path(), &["check", "in", "--deny", "HS1108"]).ends(0);
}

#[test]
fn two_branches_that_release_neighbours_with_equal_bodies_merge() {
    let place = folder(&[(".gitattributes", "hera.lock merge=union\n"), ("in/greet.yml", SOUND)]);
    let root = place.path();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"];
        let done = Command::new("git").args(identity).args(args).current_dir(root).output();
        let done = done.expect("git is installed");
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stdout));
    };
    let commit = |name: &str| {
        run_in(root, &["lock", "in"]).ends(0);
        git(&["add", "."]);
        git(&["-c", "commit.gpgsign=false", "commit", "--quiet", "--message", name]);
    };
    let release = |name: &str| {
        // Nothing but the code tells them apart: a union merge keeps one of two equal lines.
        let text = SOUND.replace("POS.GREET", &format!("POS.{name}"));
        fs::write(root.join(format!("in/{name}.yml")), text).expect("written");
        commit(name);
    };
    git(&["init", "--quiet", "--initial-branch", "main"]);
    commit("first");
    git(&["checkout", "--quiet", "-b", "other"]);
    release("HAIL");
    git(&["checkout", "--quiet", "main"]);
    release("HELLO");
    git(&["merge", "--quiet", "--message", "both", "other"]);
    run_in(root, &["lock", "in", "--check"]).ends(0).says("is up to date");
    let text = fs::read_to_string(root.join("in/hera.lock")).expect("it is there");
    assert!(text.contains("POS.HAIL.v1") && text.contains("POS.HELLO.v1"), "{text}");
    run_in(root, &["check", "in", "--deny", "HS1108"]).ends(0);
}
