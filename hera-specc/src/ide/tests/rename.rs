//! Rename, and what it refuses.

use super::{FLOW, flow, with};
use crate::compile;
use crate::diag::Severity;
use crate::ide::{At, Ide};

#[track_caller]
fn renamed((ide, at): (Ide, At), new: &str) -> String {
    let edits = ide.rename(at, new).unwrap_or_else(|why| panic!("refused: {why}"));
    assert!(!edits.is_empty(), "nothing is changed");
    let files = ide.changed(&edits);
    let outcome = compile(&files, None);
    assert_eq!(outcome.count(Severity::Error), 0, "{}", outcome.human(false));
    let spec = files.into_iter().find(|spec| spec.path == "flow.yml").expect("it is there");
    String::from_utf8(spec.bytes).expect("UTF-8")
}

#[track_caller]
fn refused((ide, at): (Ide, At), new: &str) -> String {
    ide.rename(at, new).expect_err("it is refused").to_string()
}

#[test]
fn a_node_is_renamed_at_all_its_places_and_nowhere_else() {
    let text = renamed(flow("CHECK -> RESERVE ->", "CHECK -> RES$0ERVE ->"), "TAKE");
    let wanted = FLOW
        .replace("- id: RESERVE", "- id: TAKE")
        .replace("-> RESERVE ->", "-> TAKE ->")
        .replace("[RESERVE,", "[TAKE,")
        .replace("$.nodes.RESERVE.", "$.nodes.TAKE.");
    assert_eq!(text, wanted);
}

#[test]
fn quotes_crlf_and_other_alphabets_stay_as_they_are() {
    let text = FLOW
        .replace("intent: Lend a book.", "intent: \"Leihe ein Büchlein → 📚\"")
        .replace("[RESERVE, WRITE]", "[\"RESERVE\", 'WRITE']")
        .replace("- id: RESERVE", "- id: '$0RESERVE'")
        .replace('\n', "\r\n");
    let wanted = text.replace("$0", "").replace("'RESERVE'", "'TAKE'");
    let wanted = wanted.replace("\"RESERVE\"", "\"TAKE\"").replace("-> RESERVE", "-> TAKE");
    assert_eq!(renamed(with(&text), "TAKE"), wanted.replace("nodes.RESERVE", "nodes.TAKE"));
}

#[test]
fn events_and_boundaries_too() {
    let text = renamed(flow("emit: LOAN.REQUESTED", "emit: $0LOAN.REQUESTED"), "LOAN.WANTED");
    assert_eq!(text, FLOW.replace("LOAN.REQUESTED", "LOAN.WANTED"));
    let text = renamed(flow("name: loan_txn", "name: lo$0an_txn"), "lend_txn");
    assert_eq!(text, FLOW.replace("loan_txn", "lend_txn"));
}

#[test]
fn a_bad_or_taken_name_is_refused() {
    let here = || flow("- id: RESERVE", "- id: $0RESERVE");
    assert_eq!(
        refused(here(), "take it"),
        "`take it` is not SCREAMING_SNAKE_CASE: write `TAKE_IT`"
    );
    assert_eq!(refused(here(), "WRITE"), "`WRITE` is taken: it stands on line 17 of flow.yml");
    assert!(refused(here(), "").contains("capitals"));
    assert!(refused(here(), "A\nB").contains("SCREAMING_SNAKE_CASE"));
}

#[test]
fn a_name_that_clashes_in_rust_is_refused_with_the_reason() {
    let said = refused(flow("- id: RESERVE", "- id: $0RESERVE"), "WRITE_");
    assert!(said.starts_with("with this name "), "{said}");
}

#[test]
fn what_others_rely_on_keeps_its_name() {
    let code = refused(flow("run: HERA.LIB.STACKS", "run: HERA.$0LIB.STACKS"), "HERA.X.Y.Z.v1");
    assert!(code.contains("identity"), "{code}");
    let error = refused(flow("- SHELF_LOCKED", "- SHELF$0_LOCKED"), "OTHER");
    assert!(error.contains("rely"), "{error}");
    let nothing = refused(flow("intent: Lend", "intent: Le$0nd"), "X");
    assert_eq!(nothing, "there is no name here");
}

#[test]
fn a_name_that_also_stands_somewhere_in_escapes_is_refused() {
    let text = FLOW
        .replace("- id: CHECK", "- id: $0CHECK")
        .replace("- LOAN.REQUESTED -> CHECK ->", "- \"LOAN.REQUESTED -> CH\\x45CK ->")
        .replace("RESERVE -> WRITE\n", "RESERVE -> WRITE\"\n");
    let said = refused(with(&text), "PROVE");
    assert_eq!(said, "with this name unknown node `CHECK`");
    let text = FLOW.replace("- id: CHECK", "- id: \"CH\\x45$0CK\"");
    assert!(refused(with(&text), "PROVE").ends_with("it is written in a way that hides it"));
}
