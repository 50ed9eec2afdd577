//! From the engine to the procedures: a table of one small function per procedure, and what all of them
//! do around the call.
//!
//! The tables hold function pointers and the calls are boxed here, so that no generated function grows
//! with the number of procedures: one `match` over all of them is one future that holds all of theirs.

use std::collections::HashMap;
use std::future::{Future, ready};
use std::sync::Arc;

use hera_core::{Failure, FailureKind};
use serde_json::Value;

use super::{Answer, BoxFuture, Call, Dispatch, Spec};
use crate::procedure::{DeclaredError, Fail};
use crate::wire::Wire;

/// The code of a failure that is a fault of the engine: generated code and journal do not fit.
pub const ENGINE_FAULT: &str = "ENGINE_FAULT";

/// A call under way.
pub type Answering<'a> = BoxFuture<'a, Result<Answer, Failure>>;

/// The way to one procedure of a service.
pub type Way<P> = for<'a> fn(&'a P, Call<'a>, &'a Value) -> Answering<'a>;

/// The way to all procedures of a service; `ways` are in the order of `specs`.
pub fn dispatch<P: Send + Sync + 'static>(
    procedures: P,
    specs: &[&'static Spec],
    ways: &[Way<P>],
) -> Arc<dyn Dispatch> {
    let codes = specs.iter().map(|spec| spec.smart_code);
    Arc::new(Service { procedures, ways: codes.zip(ways.iter().copied()).collect() })
}

struct Service<P> {
    procedures: P,
    /// By canonical smart code.
    ways: HashMap<&'static str, Way<P>>,
}

impl<P: Send + Sync> Dispatch for Service<P> {
    fn invoke<'a>(&'a self, procedure: &'a str, call: Call<'a>, input: &'a Value) -> Answering<'a> {
        match self.ways.get(procedure) {
            Some(way) => way(&self.procedures, call, input),
            None => failed(unknown(procedure)),
        }
    }
}

/// Calls a procedure between its preconditions and its invariants. `unmet` is the first precondition
/// that an input does not meet, `broken` the first invariant that an output breaks.
pub fn perform<'a, I, O, E, F>(
    spec: &'static Spec,
    input: &Value,
    unmet: fn(&I) -> Option<&'static str>,
    call: impl FnOnce(I) -> F,
    broken: fn(&O) -> Option<&'static str>,
) -> Answering<'a>
where
    I: Wire,
    O: Wire + 'a,
    E: DeclaredError,
    F: Future<Output = Result<O, Fail<E>>> + Send + 'a,
{
    match admitted(spec, input, unmet) {
        Ok(input) => {
            let answer = call(input);
            Box::pin(async move { reply(spec, answer.await, broken) })
        }
        Err(failure) => failed(failure),
    }
}

/// The same where an invariant reads the input too.
pub fn perform_keeping<'a, I, O, E, F>(
    spec: &'static Spec,
    input: &Value,
    unmet: fn(&I) -> Option<&'static str>,
    call: impl FnOnce(I) -> F,
    broken: fn(&I, &O) -> Option<&'static str>,
) -> Answering<'a>
where
    I: Wire + Clone + Send + 'a,
    O: Wire + 'a,
    E: DeclaredError,
    F: Future<Output = Result<O, Fail<E>>> + Send + 'a,
{
    match admitted(spec, input, unmet) {
        Ok(input) => {
            let given = input.clone();
            let answer = call(input);
            Box::pin(async move { reply(spec, answer.await, |output| broken(&given, output)) })
        }
        Err(failure) => failed(failure),
    }
}

/// Asks a procedure for its verdict, after its preconditions; there is no output.
pub fn judge<'a, I, E, F>(
    spec: &'static Spec,
    input: &Value,
    unmet: fn(&I) -> Option<&'static str>,
    call: impl FnOnce(I) -> F,
) -> Answering<'a>
where
    I: Wire,
    E: DeclaredError,
    F: Future<Output = Result<(), Fail<E>>> + Send + 'a,
{
    match admitted(spec, input, unmet) {
        Ok(input) => {
            let answer = call(input);
            Box::pin(async move {
                answer.await.map(|()| Value::Null.into()).map_err(Fail::into_failure)
            })
        }
        Err(failure) => failed(failure),
    }
}

/// A procedure has no clauses that anybody enforces.
#[must_use]
pub fn no_clause<T>(_: &T) -> Option<&'static str> {
    None
}

/// The first clause that does not hold.
#[must_use]
pub fn first_broken(clauses: &[(bool, &'static str)]) -> Option<&'static str> {
    clauses.iter().find(|(holds, _)| !holds).map(|(_, clause)| *clause)
}

/// The plan calls a procedure in a way that it does not have: an engine fault.
#[must_use]
pub fn no_such_call<'a>(spec: &'static Spec) -> Answering<'a> {
    failed(unknown(spec.smart_code))
}

/// An input in the type of its procedure, once it meets the preconditions.
fn admitted<I: Wire>(
    spec: &Spec,
    input: &Value,
    unmet: fn(&I) -> Option<&'static str>,
) -> Result<I, Failure> {
    let input =
        I::decode(input).map_err(|error| fault(format!("an input does not decode: {error}")))?;
    match unmet(&input) {
        None => Ok(input),
        Some(clause) => Err(Failure::precondition(clause, spec.smart_code)),
    }
}

fn reply<O: Wire, E: DeclaredError>(
    spec: &Spec,
    answer: Result<O, Fail<E>>,
    broken: impl FnOnce(&O) -> Option<&'static str>,
) -> Result<Answer, Failure> {
    let output = answer.map_err(Fail::into_failure)?;
    let broken = broken(&output).map(|clause| Failure::invariant(clause, spec.smart_code));
    Ok(Answer { output: output.encode(), broken })
}

fn failed<'a>(failure: Failure) -> Answering<'a> {
    Box::pin(ready(Err(failure)))
}

fn unknown(procedure: &str) -> Failure {
    fault(format!("`{procedure}` cannot be called so by this service"))
}

fn fault(message: String) -> Failure {
    Failure { code: ENGINE_FAULT.to_owned(), message, kind: FailureKind::Infrastructure }
}
