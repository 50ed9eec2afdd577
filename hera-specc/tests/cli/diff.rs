//! `diff`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::{Done, folder, run_in};

/// A call outside, then a line that is written, then a price.
const FLOW: &str = "\
smart_code: HERA.SALON.POS.ORCH.CART.v1
intent: Add a line.
triggers:
  - on: API.POST./api/v1/carts/:id/lines
    emit: CART.LINE.REQUESTED
graph:
  nodes:
    - id: RESERVE
      run: HERA.SALON.POS.CART.RESERVE.v1
      compensation: HERA.SALON.POS.CART.RELEASE.v1
    - id: WRITE
      run: HERA.SALON.POS.CART.WRITE.v1
      compensation: HERA.SALON.POS.CART.REMOVE.v1
    - id: PRICE
      run: HERA.SALON.POS.CART.PRICE.v1
edges:
  - CART.LINE.REQUESTED -> RESERVE -> WRITE -> PRICE
transaction_boundaries:
  - name: line
    applies_to: [RESERVE, WRITE]
retry_policy: {max_attempts: 3, backoff: fixed, base_delay_ms: 10, max_delay_ms: 10}
compensation_policy: {auto_compensate: true}
";

fn procedure(name: &str, effects: &str, input: &str, output: &str) -> String {
    format!(
        "smart_code: HERA.SALON.POS.CART.{name}.v1\nintent: {name}.\neffects: {effects}\n\
         permissions: [till]\ninputs:\n  required:\n    - {{name: {input}, type: uuid}}\noutputs:\n  \
         response: {{{output}}}\nhappy_path:\n  - step: do it\nerrors:\n  - {{code: NO_{name}, when: \
         never, http_status: 409}}\n"
    )
}

/// The flow with its procedures below `specs/`.
fn shop() -> Vec<(String, String)> {
    let procedures = [
        ("RESERVE", "external", "cart_id", "hold: string"),
        ("RELEASE", "external", "cart_id", ""),
        ("WRITE", "transactional", "cart_id", "line_id: uuid"),
        ("REMOVE", "transactional", "line_id", ""),
        ("PRICE", "transactional", "cart_id", ""),
    ];
    let files = procedures.map(|(name, effects, input, output)| {
        let text = procedure(name, effects, input, output);
        (format!("specs/{}.yml", name.to_lowercase()), text)
    });
    let flow = ("specs/flow.yml".to_owned(), FLOW.to_owned());
    files.into_iter().chain([flow]).collect()
}

/// A folder with the shop as `old/` and, with this text changed in one file, as `specs/`.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let now = shop();
    let then: Vec<(String, String)> =
        now.iter().map(|(path, text)| (path.replace("specs/", "old/"), text.clone())).collect();
    let now = now.into_iter().map(|(path, text)| match path.ends_with(file) {
        true => {
            assert!(text.contains(from), "{text}");
            (path, text.replace(from, to))
        }
        false => (path, text),
    });
    let all: Vec<(String, String)> = now.chain(then).collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (&**path, &**text)).collect();
    folder(&all)
}

fn diff(place: &tempfile::TempDir, more: &[&str]) -> Done {
    run_in(place.path(), &[&["diff", "old", "specs"], more].concat())
}

#[test]
fn what_has_not_changed_continues() {
    let same = changed("flow.yml", "Add a line.", "Add a line.");
    let done = diff(&same, &["--deny", "unsafe", "--deny", "redefined"]).ends(0);
    assert_eq!(done.stdout, "1 flow has the same plan as before: its runs continue\n");
    let words = changed("flow.yml", "Add a line.", "Add one line.");
    let done = diff(&words, &["--deny", "unsafe", "--deny", "redefined"]).ends(0);
    assert!(done.stdout.starts_with("reworded   HERA.SALON.POS.ORCH.CART.v1"), "{}", done.stdout);
}

#[test]
fn a_step_that_is_new_stops_runs_that_are_past_it() {
    let place = changed("flow.yml", "WRITE -> PRICE", "PRICE\n  - RESERVE -> WRITE");
    let done = diff(&place, &[]).ends(0);
    // PRICE may go before WRITE now; a run that wrote first is none that the new flow could refuse.
    assert!(done.stdout.contains("wherever a run stands"), "{}", done.stdout);

    let place = changed("flow.yml", "-> PRICE", "-> CHECK -> PRICE");
    let text = fs::read_to_string(place.path().join("specs/flow.yml")).expect("it is there");
    let text = text.replace(
        "    - id: PRICE",
        "    - id: CHECK\n      run: HERA.SALON.POS.CART.PRICE.v1\n      mode: validate_only\n    - id: PRICE",
    );
    fs::write(place.path().join("specs/flow.yml"), text).expect("written");
    let done = diff(&place, &["--deny", "stranded"]).ends(1).says("denied: some runs would find");
    for text in [
        "warning[stay]: `CHECK` is new, and has to commit before `PRICE`",
        "::: old/flow.yml",
        "= help: give the new one the next version, and keep `HERA.SALON.POS.ORCH.CART.v1` beside it",
        "  continue       nothing done yet; RESERVE called without an answer",
        "  stay           PRICE failed and to be tried again; PRICE failed for good",
    ] {
        assert!(done.stdout.contains(text), "no {text:?} in\n{}", done.stdout);
    }
    diff(&place, &["--deny", "impossible"]).ends(0);
    diff(&place, &["--deny", "unsafe"]).ends(1);
    diff(&place, &["--deny", "redefined"]).ends(1);
    diff(&place, &["--deny", "breaking"]).ends(0);
}

#[test]
fn the_report_for_machines_has_a_place_for_each_cause() {
    let place = changed("write.yml", "line_id: uuid", "line_id: uuid, weight: decimal");
    let report = diff(&place, &["--json"]).ends(0).json();
    assert_eq!(report["verdict"], "impossible");
    let flow = &report["flows"][0];
    assert_eq!(flow["plan"], "changed");
    assert_eq!(flow["old_plan_kept"], false);
    let point = |kind: &str, subject: &str| {
        let points = flow["points"].as_array().expect("a list").iter();
        let mut found = points.filter(|point| point["kind"] == kind);
        let found = found.find(|point| point["subject"].as_str().unwrap_or_default() == subject);
        found.unwrap_or_else(|| panic!("{kind} {subject}: {flow:#}")).clone()
    };
    assert_eq!(point("start", "")["verdict"], "continue");
    assert_eq!(point("answered", "RESERVE")["verdict"], "continue");
    let committed = point("committed", "line");
    assert_eq!(committed["verdict"], "impossible");
    let cause = &flow["causes"][committed["causes"][0].as_u64().expect("an index") as usize];
    assert_eq!(cause["code"], "output-missing");
    assert_eq!(cause["message"], "`WRITE` has not returned `weight`, which it returns now");
    assert_eq!(cause["places"][0]["file"], "specs/write.yml");
    assert_eq!(cause["places"][0]["line"], 9);
    assert_eq!(cause["places"][0]["side"], "new");
    let spec = report["specs"].as_array().expect("a list").iter();
    let mut spec = spec.filter(|spec| spec["smart_code"] == "HERA.SALON.POS.CART.WRITE.v1");
    let spec = spec.next().expect("it changed");
    assert_eq!(spec["change"], "redefined");
    assert_eq!(spec["details"], json!([{"message": "output `weight` is new", "breaking": false}]));
    assert_eq!(diff(&place, &["--format", "json"]).ends(0).json(), report);
}

#[test]
fn what_callers_see_is_told() {
    let place = changed("price.yml", "NO_PRICE, when: never, http_status: 409", "DEAR, when: so");
    let done = diff(&place, &["--deny", "breaking"]).ends(1).says("callers are refused");
    assert!(done.stdout.contains("! error `DEAR` is new"), "{}", done.stdout);
    assert!(done.stdout.contains("  error `NO_PRICE` is gone"), "{}", done.stdout);
    let place = changed("flow.yml", "API.POST./api/v1/carts/:id/lines", "API.POST./v2/carts/:id");
    let done = diff(&place, &["--deny", "breaking"]).ends(1);
    assert!(
        done.stdout.contains("! route POST /api/v1/carts/:id/lines is gone"),
        "{}",
        done.stdout
    );
}

#[test]
fn a_new_version_takes_over_from_one_that_is_gone_or_when_it_is_asked_to() {
    let place = changed("flow.yml", "ORCH.CART.v1", "ORCH.CART.v2");
    let done = diff(&place, &["--deny", "unsafe"]).ends(0);
    assert!(done.stdout.contains("ORCH.CART.v1 → HERA.SALON.POS.ORCH.CART.v2"), "{}", done.stdout);

    // Beside the old one nothing is asked of it, until a person does.
    let price = "    - id: PRICE\n      run: HERA.SALON.POS.CART.PRICE.v1\n";
    let next = FLOW.replace("CART.v1\nintent", "CART.v2\nintent").replace(price, "");
    let next = next.replace(" -> PRICE", "").replace("/lines", "/lines2");
    let next = next.replace("CART.RELEASE.v1", "CART.PRICE.v1");
    fs::copy(place.path().join("old/flow.yml"), place.path().join("specs/flow.yml"))
        .expect("copied");
    fs::write(place.path().join("specs/next.yml"), next).expect("written");
    diff(&place, &["--deny", "unsafe"]).ends(0);
    let done = diff(&place, &["--successors", "--deny", "stranded"]).ends(0);
    assert!(done.stdout.contains("to undo it, and the flow"), "{}", done.stdout);
    assert!(
        done.stdout.contains("keep `HERA.SALON.POS.ORCH.CART.v1` until its last run has ended")
    );
    diff(&place, &["--successors", "--deny", "unsafe"]).ends(1);
    let two = ["HERA.SALON.POS.ORCH.CART.v1", "HERA.SALON.POS.ORCH.CART.V2"];
    let in_specs = |more: &[&str]| run_in(place.path(), &[&["diff"], &two[..], more].concat());
    let done = in_specs(&["--in", "specs", "--deny", "unsafe"]).ends(1);
    assert!(done.stdout.contains("succeeded  HERA.SALON.POS.ORCH.CART.v1 → "), "{}", done.stdout);
    in_specs(&[]).ends(2).says("found in the files of --in");
    let wrong = ["diff", two[0], "HERA.SALON.POS.ORCH.CARD.v2", "--in", "specs"];
    run_in(place.path(), &wrong).ends(2).says("HERA.SALON.POS.ORCH.CART.v2");
    run_in(place.path(), &["diff", "old", "specs", "--in", "specs"]).ends(2);
}

#[test]
fn what_cannot_be_worked_out_is_never_called_safe() {
    let place =
        changed("flow.yml", "run: HERA.SALON.POS.CART.PRICE.v1", "run: HERA.SALON.POS.CART.NO.v1");
    let done = diff(&place, &[]).ends(1);
    assert!(
        done.stdout.contains("not decided    the new specs/flow.yml has errors"),
        "{}",
        done.stdout
    );
    diff(&place, &["--deny", "impossible"]).ends(1).says("denied");
    let place = changed("flow.yml", "-> PRICE", "-> PRICE -> RESERVE");
    assert!(diff(&place, &[]).ends(1).stdout.contains("not decided"));
}

#[test]
fn a_revision_is_read_as_it_was() {
    let place = changed("flow.yml", "Add a line.", "Add a line.");
    let root = place.path();
    let git = |args: &[&str]| {
        let identity =
            ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").args(identity).args(args).current_dir(root).output();
        assert!(done.expect("git is installed").status.success(), "{args:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "specs"]);
    git(&["commit", "--quiet", "--message", "released"]);
    git(&["tag", "v1"]);
    let text = FLOW.replace("max_attempts: 3", "max_attempts: 2");
    fs::write(root.join("specs/flow.yml"), text).expect("written");

    let run = |at: &Path, args: &[&str]| run_in(at, &[&["diff"], args].concat());
    let done = run(root, &["git:HEAD", "specs"]).ends(0);
    assert!(done.stdout.contains("::: HEAD:specs/flow.yml:"), "{}", done.stdout);
    assert!(done.stdout.contains("3 attempts were allowed, and 2 are now"), "{}", done.stdout);
    assert_eq!(
        run(root, &["v1:specs", "specs"]).ends(0).stdout,
        done.stdout.replace("HEAD:", "v1:")
    );
    let below = root.join("specs");
    assert!(run(&below, &["git:HEAD", "."]).ends(0).stdout.contains("2 are now"));
    assert!(run(&below, &["v1:./", "."]).ends(0).stdout.contains("2 are now"));
    let file = run(root, &["git:v1", "specs/flow.yml", "--uses", "specs"]).ends(0);
    assert!(file.stdout.contains("2 are now"), "{}", file.stdout);
    run(root, &["v1:specs", "HEAD:specs", "--deny", "unsafe"]).ends(0);

    run(root, &["git:v9", "specs"]).ends(2).says("the repository has no revision `v9`");
    run(root, &["v1:nowhere", "specs"]).ends(2).says("the revision `v1` has no `nowhere`");
    run(root, &["v1:../specs", "specs"]).ends(2).says("is not in the repository");
    run(root, &["git:--output=stolen", "specs"]).ends(2).says("cannot be a git revision");
    run(root, &["-v1:specs", "specs"]).ends(2);
    run(root, &["git:HEAD..v1", "specs"]).ends(2).says("cannot be a git revision");
    run(root, &["git:HEAD", "git:v1"]).ends(2).says("which path?");
    assert!(!root.join("stolen").exists());

    let alone = folder(&[("specs/a.yml", "a: b\n")]);
    run(alone.path(), &["git:HEAD", "specs"]).ends(2).says("in no git repository");
}

#[test]
fn without_git_a_revision_is_a_failure_of_the_machine() {
    let place = folder(&[("specs/a.yml", "a: b\n")]);
    let done = Command::new(env!("CARGO_BIN_EXE_hera-specc"))
        .args(["diff", "git:HEAD", "specs"])
        .current_dir(place.path())
        .env("PATH", place.path())
        .output()
        .expect("the compiler starts");
    assert_eq!(done.status.code(), Some(3));
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("only where `git` is installed"), "{told}");
}
