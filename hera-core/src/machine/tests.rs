//! Stories of runs, told in short lines: what happened, and what has to be done next.

mod acts;
mod chaos;
mod legal;
mod tell;
mod world;

use tell::Story;

/// The seed's flow: a reservation outside, a line in the transaction, prices after it.
const ADD: &str = "
    VALIDATE check errors BAD_LINE
    RESERVE call undo in add after VALIDATE when errors NO_STOCK BUSY?
    PERSIST write undo in add after RESERVE errors CART_CLOSED
    REPRICE write after PERSIST errors NO_PRICE
";

#[test]
fn a_run_goes_from_boundary_to_boundary() {
    Story::new(ADD)
        .next("run VALIDATE#1")
        .next("await")
        .step("VALIDATE", "invoke VALIDATE")
        .apply("ok VALIDATE")
        .step("VALIDATE", "commit")
        .apply("commit VALIDATE")
        .due("RESERVE")
        .next("run add#1")
        .step("add", "intend RESERVE")
        .apply("intend RESERVE")
        .due("")
        .step("add", "call RESERVE")
        .apply("ok RESERVE")
        .step("add", "invoke PERSIST")
        .apply("ok PERSIST, commit add")
        .next("run REPRICE#1")
        .apply("ok REPRICE, commit REPRICE")
        .next("done completed")
        .executed("VALIDATE RESERVE PERSIST REPRICE");
}

#[test]
fn a_skipped_node_counts_as_done() {
    Story::without(ADD, "RESERVE")
        .apply("ok VALIDATE, commit VALIDATE")
        .due("")
        .step("add", "skip RESERVE")
        .apply("skip RESERVE")
        .step("add", "invoke PERSIST")
        .apply("ok PERSIST, commit add, ok REPRICE, commit REPRICE")
        .next("done completed")
        .executed("VALIDATE PERSIST REPRICE");
}

#[test]
fn a_run_of_skipped_nodes_completes() {
    Story::without("A write when\nB write after A when", "A B")
        .apply("skip A, commit A, skip B, commit B")
        .next("done completed")
        .executed("");
}

#[test]
fn independent_boundaries_run_together_and_join() {
    Story::new("A write\nB write\nC write after A B")
        .next("run A#1 B#1")
        .apply("ok B, commit B")
        .next("await")
        .apply("ok A, commit A")
        .next("run C#1")
        .executed("B A");
}

#[test]
fn a_retry_repeats_the_transaction_and_keeps_external_answers() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, ok RESERVE, ok PERSIST")
        .apply("fail PERSIST TEMPORARY_LOCK_FAILURE")
        .executed("VALIDATE RESERVE")
        .next("run add#2@7")
        .step("add", "invoke PERSIST");
}

#[test]
fn an_external_node_without_answer_is_called_again() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, fail RESERVE NETWORK_TIMEOUT")
        .next("run add#2@7")
        .step("add", "call RESERVE")
        .apply("fail RESERVE BUSY")
        .next("run add#3@7")
        .step("add", "call RESERVE")
        .apply("ok RESERVE")
        .step("add", "invoke PERSIST");
}

#[test]
fn a_refusal_has_no_effect() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, fail RESERVE NO_STOCK")
        .next("done failed");
}

#[test]
fn a_rolled_back_node_is_never_compensated() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, ok RESERVE")
        .apply("ok PERSIST, fail PERSIST CART_CLOSED")
        .next("compensate RESERVE#1")
        .apply("undo RESERVE")
        .next("done compensated");
}

#[test]
fn compensations_run_in_reverse_order_of_completion() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, ok RESERVE, ok PERSIST, commit add")
        .apply("fail REPRICE NO_PRICE")
        .next("compensate PERSIST#1")
        .next("await")
        .apply("undo PERSIST")
        .next("compensate RESERVE#1")
        .apply("undo-fail RESERVE BUSY")
        .next("compensate RESERVE#2@7")
        .apply("undo RESERVE")
        .next("done compensated");
}

#[test]
fn one_failed_compensation_does_not_stop_the_others() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE, ok RESERVE, ok PERSIST, commit add")
        .apply("fail REPRICE NO_PRICE, undo-fail PERSIST NOT_FOUND")
        .next("compensate RESERVE#1")
        .apply("undo RESERVE")
        .next("park back PERSIST")
        .apply("park back PERSIST")
        .next("idle");
}

#[test]
fn an_external_compensation_has_an_intent() {
    Story::new("A call undo-outside\nB check after A errors NO")
        .apply("intend A, ok A, commit A, fail B NO")
        .refuses("undo A")
        .apply("intend-back A, undo-fail A NETWORK_TIMEOUT")
        .next("compensate A#2@7")
        .apply("undo A")
        .next("done compensated");
}

#[test]
fn what_is_in_doubt_is_asked_before_anything_is_undone() {
    let doubt = "intend A, fail A UNKNOWN, fail A UNKNOWN, fail A UNKNOWN";
    let story = || Story::new("A call undo").apply(doubt).next("resolve A#1");
    story().apply("absent A").next("done failed");
    story().apply("found A").next("compensate A#1");
    let silent = || {
        let again = story().apply("silent A").next("resolve A#2@7");
        again.apply("silent A").next("resolve A#3@7").apply("silent A")
    };
    silent().next("compensate A#1").apply("undo A").next("done compensated");
}

#[test]
fn what_turns_out_to_break_an_invariant_is_no_outage_any_more() {
    let doubt = "ok A, commit A, intend B, fail B UNKNOWN, fail B UNKNOWN, fail B UNKNOWN";
    let story = Story::new("A write\nB call after A").apply(doubt).apply("found_broken B");
    assert_eq!(story.machine.cause().unwrap().failure.code, "INVARIANT_VIOLATED");
    story.next("park forward A");
    // A refusal stays what it is.
    let doubt = "ok A, commit A, intend B, fail B UNKNOWN, fail C NO";
    let story = Story::new("A write\nB call after A\nC write after A errors NO").apply(doubt);
    let story = story.apply("found_broken B");
    assert_eq!(story.machine.cause().unwrap().failure.code, "NO");
}

#[test]
fn an_unknown_effect_whose_compensation_reads_the_output_parks() {
    let silent = "silent A, silent A, silent A";
    Story::new("A call undo-by-output")
        .apply("intend A, fail A UNKNOWN, fail A UNKNOWN, fail A UNKNOWN")
        .apply(silent)
        .next("park forward A");
}

#[test]
fn past_the_pivot_a_run_parks_forward() {
    Story::new("A write undo\nB write after A\nC check after B errors NO")
        .apply("ok A, commit A, ok B, commit B, fail C NO")
        .next("park forward B")
        .refuses("undo A")
        .apply("park forward B")
        .next("idle")
        .refuses("ok C");
}

#[test]
fn without_automatic_compensation_a_run_parks() {
    let story = |sketch| {
        let mut plan = crate::testkit::plan(sketch);
        plan.compensation.auto = false;
        Story::of(plan)
    };
    story("A write undo\nB check after A errors NO")
        .apply("ok A, commit A, fail B NO")
        .next("park forward B");
    story("B check errors NO").apply("fail B NO").next("done failed");
}

#[test]
fn all_that_runs_settles_before_the_way_back() {
    Story::new("A call undo\nB write undo\nC check errors NO\nD write after B")
        .next("run A#1 B#1 C#1")
        .apply("fail C NO")
        .next("await")
        .apply("ok B, commit B")
        .next("await")
        .apply("intend A, ok A, commit A")
        .next("compensate A#1")
        .apply("undo A")
        .next("compensate B#1");
}

#[test]
fn a_back_off_ends_when_the_run_fails() {
    Story::new("A write\nB check errors NO\nC call")
        .due("C")
        .next("run A#1 B#1 C#1")
        .apply("fail A STORE_FAILURE")
        .next("run A#2@7")
        .may_start("A", true)
        .apply("fail B NO")
        .due("")
        .may_start("A", false)
        .next("await")
        .withdraw("A")
        .next("await")
        .withdraw("C")
        .next("done failed");
}

#[test]
fn an_external_node_of_a_parallel_boundary_is_undone_although_it_never_committed() {
    Story::new("A call undo in one\nB write in one after A\nC check errors NO")
        .next("run one#1 C#1")
        .apply("intend A, ok A, fail B PANIC, fail C NO")
        .next("compensate A#1");
}

#[test]
fn an_external_node_in_the_transaction_waits_for_its_predecessor() {
    Story::new("A write undo in one\nE call undo in one after A when\nZ check after E errors NO")
        .due("")
        .step("one", "invoke A")
        .apply("ok A")
        .step("one", "intend E")
        .apply("intend E, ok E")
        .apply("fail E STORE_FAILURE")
        .step("one", "invoke A")
        .apply("ok A")
        .step("one", "commit")
        .apply("commit one, fail Z NO")
        .next("compensate E#1")
        .apply("undo E")
        .next("compensate A#1");
}

#[test]
fn replay_meets_the_intent_before_the_entries_of_its_transaction() {
    Story::new("A write in one\nE call in one after A").apply("intend E, ok E, ok A, commit one");
    Story::new("S call in one\nA write in one\nE call in one after A").refuses("intend E");
    Story::without("S call in one when\nE call in one", "S")
        .apply("intend E, ok E")
        .step("one", "skip S");
}

#[test]
fn a_node_without_intent_never_ran() {
    Story::new("A call undo").apply("fail A PRECONDITION_FAILED").next("done failed");
}

#[test]
fn a_take_over_doubts_what_may_have_been_called() {
    let two = "A call undo errors NO BUSY?\nB check errors NO";
    // Never called as far as this owner knows; a new owner cannot know.
    Story::new(two).apply("intend A, fail B NO").next("done failed");
    Story::new(two).apply("intend A, fail B NO").take_over().next("resolve A#1");
    Story::new(two).apply("intend A, fail A BUSY, fail B NO").next("done failed");
    Story::new(two).apply("intend A, fail A BUSY, fail B NO").take_over().next("resolve A#1");
    // Refused for good, answered, or still going forward.
    Story::new(two).apply("intend A, fail A NO").take_over().next("done failed");
    Story::new(two).apply("intend A, ok A, fail B NO").take_over().next("compensate A#1");
    Story::new(two).apply("intend A").take_over().next("run A#1 B#1").step("A", "call A");
}

#[test]
fn a_take_over_rolls_open_transactions_back() {
    Story::new("A write in one\nB write in one after A")
        .apply("ok A")
        .step("one", "invoke B")
        .take_over()
        .step("one", "invoke A");
}

#[test]
fn an_answer_that_breaks_an_invariant_is_done_and_undone() {
    Story::new(ADD)
        .apply("ok VALIDATE, commit VALIDATE, intend RESERVE")
        .refuses("fail RESERVE INVARIANT_VIOLATED")
        .refuses("violate PERSIST")
        .apply("violate RESERVE")
        .executed("VALIDATE RESERVE")
        .refuses("ok PERSIST")
        .take_over()
        .executed("VALIDATE RESERVE")
        .next("compensate RESERVE#1")
        .apply("undo RESERVE")
        .next("done compensated");
    // Also at a later attempt, of which nobody knew whether the first had its effect.
    Story::new("A call undo-by-output errors INVARIANT_VIOLATED")
        .apply("intend A, fail A UNKNOWN")
        .apply("violate A")
        .next("compensate A#1");
    // Without a way back it is a pivot.
    Story::new("A call").apply("intend A, violate A").next("park forward A");
    // Beside a failure that came first it only counts as done.
    Story::new("A call undo\nB check errors NO")
        .next("run A#1 B#1")
        .apply("intend A, fail B NO, violate A")
        .next("compensate A#1");
}
