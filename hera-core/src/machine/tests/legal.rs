//! Totality: what is legal in a state is exactly what is listed, all else leaves no trace.

use super::ADD;
use super::tell::Story;

/// All entries that can be told about the flow.
fn all() -> Vec<String> {
    let nodes = ["VALIDATE", "RESERVE", "PERSIST", "REPRICE"];
    let each = |words: &str| nodes.map(|id| words.replace("ID", id)).to_vec();
    let told = [
        "skip ID",
        "intend ID",
        "ok ID",
        "fail ID NO",
        "fail ID UNKNOWN",
        "fail ID INVARIANT_VIOLATED",
        "violate ID",
        "found ID",
        "absent ID",
        "silent ID",
        "intend-back ID",
        "undo ID",
        "undo-fail ID NO",
        "park forward ID",
        "park back ID",
    ];
    let mut all: Vec<String> = told.iter().flat_map(|words| each(words)).collect();
    all.extend(["VALIDATE", "add", "REPRICE"].map(|name| format!("commit {name}")));
    all.extend(["cancel now", "retry it", "retry with RESERVE", "send back"].map(str::to_owned));
    all
}

/// Which of all entries the run takes after this story.
#[track_caller]
fn legal(story: &str, expected: &str) {
    let told = || match story {
        "" => Story::new(ADD),
        story => Story::new(ADD).apply(story),
    };
    let takes = |line: &&String| {
        let mut machine = told().machine;
        let before = machine.clone();
        let taken = machine.apply(&super::tell::entry(&before, line)).is_ok();
        assert!(taken || machine == before, "{line} left a trace");
        taken
    };
    let taken: Vec<String> = all().iter().filter(takes).cloned().collect();
    assert_eq!(taken.join(", "), expected, "after {story}");
}

#[test]
fn each_state_takes_what_is_listed() {
    // An external node cannot fail an invariant by a mere failure: it has answered then.
    let fails = "fail RESERVE NO, fail PERSIST NO, fail RESERVE UNKNOWN, fail PERSIST UNKNOWN, \
                 fail PERSIST INVARIANT_VIOLATED";
    let alone = |id: &str| {
        let each = ["NO", "UNKNOWN", "INVARIANT_VIOLATED"].map(|code| format!("fail {id} {code}"));
        each.join(", ")
    };
    legal("", &format!("ok VALIDATE, {}, cancel now", alone("VALIDATE")));
    legal("ok VALIDATE", &format!("{}, commit VALIDATE, cancel now", alone("VALIDATE")));

    let ready = "ok VALIDATE, commit VALIDATE";
    legal(ready, &format!("intend RESERVE, {fails}, cancel now"));
    let intended = format!("{ready}, intend RESERVE");
    legal(&intended, &format!("ok RESERVE, {fails}, violate RESERVE, cancel now"));
    let answered = format!("{intended}, ok RESERVE");
    legal(&answered, &format!("ok PERSIST, {fails}, cancel now"));
    legal(&format!("{answered}, ok PERSIST"), &format!("{fails}, commit add, cancel now"));

    let committed = format!("{answered}, ok PERSIST, commit add");
    legal(&committed, &format!("ok REPRICE, {}, cancel now", alone("REPRICE")));
    legal(&format!("{committed}, ok REPRICE, commit REPRICE"), "");

    let failed = format!("{committed}, fail REPRICE NO");
    legal(&failed, "undo PERSIST, undo-fail PERSIST NO");
    legal(&format!("{failed}, undo PERSIST"), "undo RESERVE, undo-fail RESERVE NO");
    legal(&format!("{failed}, undo PERSIST, undo RESERVE"), "");
    let stuck = format!("{failed}, undo-fail PERSIST NO, undo RESERVE");
    legal(&stuck, "park back PERSIST");
    legal(&format!("{stuck}, park back PERSIST"), "retry it");

    let doubt = "fail RESERVE UNKNOWN, fail RESERVE UNKNOWN, fail RESERVE UNKNOWN";
    let doubt = format!("{intended}, {doubt}");
    legal(&doubt, "found RESERVE, absent RESERVE, silent RESERVE");
    legal(&format!("{doubt}, found RESERVE"), "undo RESERVE, undo-fail RESERVE NO");
    legal(&format!("{doubt}, absent RESERVE"), "");
    legal(&format!("{intended}, fail RESERVE NO"), "");
    let violated = format!("{intended}, violate RESERVE");
    legal(&violated, "undo RESERVE, undo-fail RESERVE NO");
    legal(&format!("{violated}, undo RESERVE"), "");
}

#[test]
fn attempts_are_counted_and_bounded() {
    use crate::entry::Entry;
    let ready = || Story::new(ADD).apply("ok VALIDATE, commit VALIDATE").machine;
    let failed = |attempt, retry_at| Entry::AttemptFailed {
        boundary: "add".into(),
        attempt,
        node: "PERSIST".into(),
        failure: super::tell::failure("STORE_FAILURE"),
        retry_at,
    };
    let mut machine = ready();
    assert!(machine.apply(&failed(2, Some(7))).is_err(), "there was no first attempt");
    assert!(machine.apply(&failed(1, Some(7))).is_ok());
    assert!(machine.apply(&failed(1, Some(7))).is_err(), "the first attempt is over");
    assert!(machine.apply(&failed(2, Some(7))).is_ok());
    assert!(machine.apply(&failed(3, Some(7))).is_err(), "there is no fourth attempt");
    assert!(machine.apply(&failed(3, None)).is_ok());
}

#[test]
fn a_retry_that_was_written_after_the_run_turned_does_not_happen() {
    use crate::entry::Entry;
    let two = "A write\nB check errors NO";
    let mut story = Story::new(two).next("run A#1 B#1").apply("fail B NO");
    // Its driver had asked before the other boundary failed.
    let late = Entry::AttemptFailed {
        boundary: "A".into(),
        attempt: 1,
        node: "A".into(),
        failure: super::tell::failure("STORE_FAILURE"),
        retry_at: Some(7),
    };
    story.machine.apply(&late).unwrap();
    story.refuses("ok A").next("done failed");
}

#[test]
fn nothing_goes_forward_once_what_is_in_doubt_is_being_resolved() {
    let doubt = "intend A, fail A UNKNOWN, fail A UNKNOWN, fail A UNKNOWN";
    Story::new("A call undo\nB write")
        .apply(doubt)
        .apply("silent A")
        .refuses("ok B")
        .refuses("fail B STORE_FAILURE")
        .apply("found A")
        .refuses("ok B");
}

#[test]
fn nothing_is_resolved_or_undone_while_a_boundary_is_under_way() {
    let doubt = "intend A, fail A UNKNOWN, fail A UNKNOWN, fail A UNKNOWN";
    Story::new("A call undo\nB write undo")
        .next("run A#1 B#1")
        .apply(doubt)
        .refuses("found A")
        .apply("ok B, commit B, found A")
        .next("compensate A#1");
    Story::new("A write undo\nB write undo\nC check after A errors NO")
        .apply("ok A, commit A")
        .next("run B#1 C#1")
        .apply("fail C NO")
        .refuses("undo A");
}

#[test]
fn an_output_that_does_not_fit_is_a_fault_without_trace() {
    use crate::entry::Entry;
    let mut machine = Story::new(ADD).machine;
    let before = machine.clone();
    let broken = Entry::Succeeded { node: "VALIDATE".into(), output: crate::testkit::BROKEN };
    assert!(machine.apply(&broken).is_err());
    assert_eq!(machine, before);
    let unknown = Entry::Succeeded { node: "NOBODY".into(), output: 1 };
    let fault = machine.apply(&unknown).unwrap_err();
    assert_eq!(fault.to_string(), "the plan has no node `NOBODY`");
}
