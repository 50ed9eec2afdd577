//! Same specs, same bytes: whatever order files are found in, wherever they lie, and at every run of
//! the program (each has other hash seeds).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hera_specc::{SpecFile, compile, host};

use crate::{run_in, workspace};

/// Files by their paths, with their bytes.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// All files below a folder, relative.
fn files_below(folder: &Path) -> Files {
    let mut open = vec![folder.to_owned()];
    let mut found = Files::new();
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(folder).expect("found below").to_owned();
                found.insert(below, fs::read(&path).expect("readable"));
            }
        }
    }
    found
}

/// Our specs, with one that has findings.
fn specs() -> Vec<SpecFile> {
    let mut files = host::read(&[workspace().join("specs")], true).expect("our specs");
    files.push(SpecFile::new("z.yml", "smart_code: HERA.TEST.ONE.TWO.v1\nintent: x\ninputs: []\n"));
    files
}

/// Puts files in another order, by a number.
fn shuffled(files: &[SpecFile], mut seed: u64) -> Vec<SpecFile> {
    let mut files = files.to_vec();
    for at in (1..files.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from((seed >> 33) % (at as u64 + 1)).expect("small");
        files.swap(at, other);
    }
    files
}

#[test]
fn the_order_of_files_does_not_matter() {
    let files = specs();
    let made = |files: &[SpecFile]| {
        let outcome = compile(files, None);
        let emission = outcome.emission.as_ref().expect("no error");
        let mut texts: Vec<(String, String)> =
            emission.files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
        texts.sort();
        let found = hera_specc::diag::render::short(&outcome.diags, &outcome.sources);
        let mut found: Vec<String> = found.lines().map(str::to_owned).collect();
        found.sort();
        (emission.root.clone(), texts, outcome.lock.clone(), found)
    };
    let first = made(&files);
    assert!(first.1.len() > 30 && !first.3.is_empty(), "there is something to compare");
    for seed in 1..4 {
        let other = made(&shuffled(&files, seed));
        assert!(first.0 == other.0, "seed {seed}: the root differs");
        for (a, b) in first.1.iter().zip(&other.1) {
            assert!(a == b, "seed {seed}: {} differs", a.0);
        }
        assert_eq!(first.2, other.2, "seed {seed}: the lock");
        assert_eq!(first.3, other.3, "seed {seed}: the findings");
    }
}

#[test]
fn the_place_of_the_specs_and_the_run_do_not_matter() {
    let files = specs();
    let mut seen: Option<(Files, [String; 3])> = None;
    for (seed, root) in [(1, "a"), (2, "deeper/with space/ä")] {
        let place = tempfile::tempdir().expect("a folder");
        let at = place.path().join(root);
        // Files are found in the order of the folder's entries, which is that of their making.
        for file in shuffled(&files, seed) {
            let path = at.join("specs").join(&file.relative);
            fs::create_dir_all(path.parent().expect("it has one")).expect("made");
            fs::write(path, &file.bytes).expect("written");
        }
        let run = |args: &[&str]| run_in(&at, args).ends(0);
        run(&["compile", "specs", "--out", "out"]);
        let found = run(&["check", "specs", "--format", "json"]).stdout;
        let human = run(&["check", "specs", "--notes"]).stderr;
        let flow = "specs/salon/pos/cart.orchestration.yml";
        let told = run(&["explain", flow, "--uses", "specs", "--json"]).stdout;
        let text = fs::read_to_string(at.join(flow)).expect("it is there");
        fs::create_dir_all(at.join("old")).expect("made");
        fs::write(at.join("old/flow.yml"), text.replace("max_attempts: 3", "max_attempts: 4"))
            .expect("written");
        let diff = run(&["diff", "old", flow, "--uses", "specs", "--json"]).stdout;
        let now = (files_below(&at.join("out")), [found + &human, told, diff]);
        match &seen {
            None => seen = Some(now),
            Some(first) => {
                assert!(first.0.keys().eq(now.0.keys()), "other files");
                for (path, bytes) in &first.0 {
                    assert!(now.0[path] == *bytes, "{} differs below {root}", path.display());
                }
                assert_eq!(first.1, now.1, "check, explain and diff");
            }
        }
    }
    let (_, [_, _, diff]) = seen.expect("two runs");
    assert!(diff.contains("fewer-attempts"), "the comparison has something to say: {diff}");
}
