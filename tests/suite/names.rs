//! Names and shapes that Rust knows too: a spec may use them, and what is emitted compiles.
//!
//! `golden/names/src` is the emission of `golden/names`, compiled here without warnings.
//! `HERA_BLESS=1` renews it.

/// The emission.
#[rustfmt::skip]
#[deny(warnings, clippy::all)]
// What a private module is told about names that it did not choose; a public one is not.
#[allow(dead_code, unreachable_pub, clippy::enum_variant_names, clippy::upper_case_acronyms)]
mod emitted {
    include!("../golden/names/src/hera.rs");
}

use std::sync::Arc;

use hera_core::{Failure, NodeIx};
use hera_runtime::context::Context;
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch, Unbound};
use hera_runtime::{Timestamp, Uuid, Value};
use hera_specc::{compile, host};
use serde_json::json;

use crate::support::workspace;

#[test]
fn hostile_names_are_emitted_as_they_stand() {
    let folder = workspace().join("tests/golden/names");
    let mut files = host::read(std::slice::from_ref(&folder), true).expect("the specs are there");
    for file in &mut files {
        file.path.clone_from(&file.relative);
    }
    let outcome = compile(&files, None);
    let human = outcome.human(false);
    let emission = outcome.emission.unwrap_or_else(|| panic!("refused\n{human}"));
    let bless = std::env::var_os("HERA_BLESS").is_some();
    let changed = host::write(&emission, &folder.join("src"), !bless).expect("it can be written");
    assert!(bless || changed.is_empty(), "stale: run the tests with HERA_BLESS=1\n{changed:?}");
    assert_eq!(emitted::SPECS.len(), emission.files.len());
}

/// Nobody is called: the flow alone is looked at.
struct Nobody;

impl Dispatch for Nobody {
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        _: Call<'a>,
        _: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        panic!("{procedure} is called")
    }
}

#[test]
fn a_result_that_does_not_fit_is_refused_on_admission_or_fails_its_node() {
    let context = Context {
        organization_id: Uuid::from_u128(1),
        actor_id: Uuid::from_u128(2),
        correlation_id: "c".to_owned(),
        idempotency_key: "k".to_owned(),
        started_at: Timestamp::UNIX_EPOCH,
    };
    let flow = emitted::std::core::orch::computed::v1::over(Arc::new(Nobody)).flows[0];
    let admit = |payload: Value| (flow.admit)(&context, &payload);
    let refused = |payload: Value| -> Vec<&str> {
        let refusal = admit(payload).err().expect("it is refused");
        refusal.unmet.iter().map(|unmet| unmet.clause).collect()
    };
    let much = i64::MAX;
    let fits = |input: &str| format!("{input} fits its type");
    // Of N1, and of N3: what a list would leave out does not fit either.
    let of_both = ["cents", "price", "cents"].map(fits);
    assert_eq!(refused(json!({"n": much, "list": []})), of_both);
    let of_both = ["cents", "bonus", "tip", "cents"].map(fits);
    assert_eq!(refused(json!({"n": -1 - much, "list": []})), of_both);
    assert_eq!(refused(json!({"n": 1, "list": [much, 1]})), [fits("cents")]);
    assert_eq!(refused(json!({"n": 1, "list": [], "m": much})), [fits("bonus")]);

    let mut state = admit(json!({"n": 1, "list": [2, 3]})).expect("it is admitted");
    let (one, two, three) = (NodeIx(0), NodeIx(1), NodeIx(2));
    let unfit = |input: &str| Err(Unbound::Unfit { input: input.to_owned() });
    state.record(one, &json!({"count": much})).expect("it is a count");
    assert_eq!(state.input(two), unfit("cents"));
    assert_eq!(state.compensation_input(one), unfit("back"));
    assert_eq!(state.input(three), unfit("tip"));
    state.record(one, &json!({"count": 3})).expect("it is a count");
    let (given, undone) = (state.input(two), state.compensation_input(one));
    let (given, undone) = (given.expect("it fits"), undone.expect("it fits"));
    assert_eq!((&given["cents"], &given["price"]), (&json!(300), &json!("1")));
    assert_eq!((&undone["cents"], &undone["back"]), (&json!(5), &json!(6)));
    let last = state.input(three).expect("it fits");
    assert_eq!((&last["cents"], &last["tip"]), (&json!(9), &json!(6)));
    assert_eq!(
        (&last["bonus"], &last["price"]),
        (&Value::Null, &json!("2.3333333333333333333333333331"))
    );
}
