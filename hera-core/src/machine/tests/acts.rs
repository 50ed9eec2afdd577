//! What a person may say to a run, when, and what comes of it.

use super::ADD;
use super::tell::Story;

/// A reservation that can be taken back, a payment that cannot, and a posting after it.
const PAY: &str = "
    RESERVE call undo-outside errors NO_STOCK
    PAY call after RESERVE errors DECLINED
    POST write after PAY errors NO_ACCOUNT
";

const COMMITTED: &str =
    "ok VALIDATE, commit VALIDATE, intend RESERVE, ok RESERVE, ok PERSIST, commit add";
const PAID: &str = "intend RESERVE, ok RESERVE, commit RESERVE, intend PAY, ok PAY, commit PAY";

#[test]
fn a_cancelled_run_takes_back_what_it_did() {
    Story::new(ADD)
        .apply(COMMITTED)
        .apply("cancel now")
        .next("compensate PERSIST#1")
        .apply("undo PERSIST, undo RESERVE")
        .next("done cancelled");
}

#[test]
fn a_cancelled_run_that_did_nothing_is_over() {
    Story::new(ADD).apply("ok VALIDATE, commit VALIDATE, cancel now").next("done cancelled");
}

#[test]
fn what_is_in_doubt_is_asked_before_a_cancelled_run_goes_back() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, cancel now")
        .refuses("ok RESERVE")
        .next("resolve RESERVE#1")
        .apply("found RESERVE")
        .next("compensate RESERVE#1")
        .apply("undo RESERVE")
        .next("done cancelled");
}

#[test]
fn an_uncommitted_attempt_is_gone_when_a_run_is_cancelled() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, ok RESERVE, ok PERSIST, cancel now")
        .refuses("commit add")
        .executed("VALIDATE RESERVE")
        .next("compensate RESERVE#1");
}

#[test]
fn a_run_past_its_pivot_is_not_cancelled() {
    let paying = "intend RESERVE, ok RESERVE, commit RESERVE, intend PAY";
    Story::new(PAY).apply(paying).refuses("cancel now");
    Story::new(PAY).apply(PAID).refuses("cancel now");
    Story::new(PAY)
        .apply(paying)
        .apply("fail PAY DECLINED")
        .next("compensate RESERVE#1")
        .refuses("cancel now");
}

#[test]
fn a_run_that_is_over_or_in_flight_is_not_cancelled() {
    Story::new("A write").apply("ok A, commit A").refuses("cancel now");
    Story::new("A write").next("run A#1").refuses("cancel now");
}

#[test]
fn a_cancelled_run_whose_way_back_ends_is_parked_back_and_goes_on() {
    Story::new(ADD)
        .apply(COMMITTED)
        .apply("cancel now, undo-fail PERSIST NO, undo RESERVE")
        .next("park back PERSIST")
        .apply("park back PERSIST")
        .refuses("cancel again")
        .refuses("send back")
        .apply("retry it")
        .next("compensate PERSIST#1")
        .apply("undo PERSIST")
        .next("done cancelled");
}

#[test]
fn a_parked_run_goes_on_from_the_boundary_that_failed() {
    let story = Story::new(PAY).apply(PAID).apply("fail POST NO_ACCOUNT, park forward PAY");
    story
        .refuses("cancel now")
        .next("idle")
        .apply("retry it")
        .next("run POST#1")
        .apply("ok POST, commit POST")
        .next("done completed")
        .executed("RESERVE PAY POST");
}

#[test]
fn a_person_sends_a_run_back_past_its_pivot() {
    Story::new(PAY)
        .apply(PAID)
        .apply("fail POST NO_ACCOUNT, park forward PAY, send back")
        .next("compensate RESERVE#1")
        .apply("intend-back RESERVE, undo RESERVE")
        .next("done compensated");
}

#[test]
fn only_a_parked_run_is_retried_or_sent_back() {
    Story::new(PAY).apply(PAID).refuses("retry it").refuses("send back");
}

#[test]
fn what_said_no_is_asked_anew_under_another_key() {
    let mut plan = crate::testkit::plan(PAY);
    plan.compensation.auto = false;
    let story = Story::of(plan).apply("intend RESERVE, ok RESERVE, commit RESERVE");
    let story = story.apply("intend PAY, fail PAY DECLINED, park forward PAY, retry it");
    let pay = story.machine.plan().find("PAY").unwrap();
    assert_eq!(story.machine.round(pay), 1);
    story.next("run PAY#1").step("PAY", "intend PAY").apply("intend PAY").step("PAY", "call PAY");
}

#[test]
fn what_may_be_done_is_asked_again_under_its_own_key() {
    let silence = "intend RESERVE, ok RESERVE, commit RESERVE, intend PAY, \
                   fail PAY UNKNOWN, fail PAY UNKNOWN, fail PAY UNKNOWN, \
                   silent PAY, silent PAY, silent PAY, park forward PAY";
    let story = Story::new(PAY).apply(silence).apply("retry it");
    let pay = story.machine.plan().find("PAY").unwrap();
    assert_eq!(story.machine.round(pay), 0);
    story.next("run PAY#1").step("PAY", "call PAY").apply("ok PAY, commit PAY").next("run POST#1");
    Story::new(PAY).apply(silence).apply("send back").next("compensate RESERVE#1");
}

#[test]
fn a_node_that_stayed_unknown_is_asked_again_on_a_persons_word() {
    let silence = "intend A, fail A UNKNOWN, fail A UNKNOWN, fail A UNKNOWN, \
                   silent A, silent A, silent A, park forward A, send back";
    Story::new("A call undo-by-output errors NO\nB write after A")
        .apply(silence)
        .next("park back A")
        .apply("park back A, retry it")
        .next("resolve A#1")
        .apply("found A")
        .next("compensate A#1")
        .apply("undo A")
        .next("done compensated");
}

#[test]
fn a_compensation_that_said_no_is_called_under_another_key() {
    let story = Story::new(PAY)
        .apply("intend RESERVE, ok RESERVE, commit RESERVE, cancel now")
        .apply("intend-back RESERVE, undo-fail RESERVE NO, park back RESERVE, retry it");
    let reserve = story.machine.plan().find("RESERVE").unwrap();
    assert_eq!(story.machine.undo_round(reserve), 1);
    story.refuses("undo RESERVE").apply("intend-back RESERVE, undo RESERVE").next("done cancelled");

    let silence = "intend RESERVE, ok RESERVE, commit RESERVE, cancel now, intend-back RESERVE, \
                   undo-fail RESERVE UNKNOWN, undo-fail RESERVE UNKNOWN, undo-fail RESERVE UNKNOWN";
    let story = Story::new(PAY).apply(silence).apply("park back RESERVE, retry it");
    assert_eq!(story.machine.undo_round(reserve), 0);
    story.apply("undo RESERVE").next("done cancelled");
}

#[test]
fn a_corrected_payload_decides_what_has_not_run() {
    // The table of the tests takes the node whose condition the new payload makes false.
    let flow = "A write errors NO\nB write after A when errors NO\nC write after B errors NO";
    Story::new(flow)
        .apply("ok A, commit A, fail B NO, park forward A, retry with B")
        .next("run B#1")
        .step("B", "skip B")
        .apply("skip B, commit B, ok C, commit C")
        .next("done completed")
        .executed("A C");
}

#[test]
fn no_payload_is_corrected_on_the_way_back() {
    Story::new(ADD)
        .apply(COMMITTED)
        .apply("cancel now, undo-fail PERSIST NO, undo RESERVE, park back PERSIST")
        .refuses("retry with PERSIST");
}
