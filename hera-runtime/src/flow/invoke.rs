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
use crate::wire::{Wire, WireError};

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

/// The input of a call in the type of its procedure, once it meets the preconditions: `unmet` is the first
/// that it does not meet.
///
/// # Errors
/// The answer of a call that is not made.
pub fn given<'a, I: Wire>(
    spec: &'static Spec,
    input: &Value,
    unmet: fn(&I) -> Option<&'static str>,
) -> Result<I, Answering<'a>> {
    let input = match I::decode(input) {
        Ok(input) => input,
        Err(error) => return Err(undecodable(&error)),
    };
    match unmet(&input) {
        None => Ok(input),
        Some(clause) => Err(failed(Failure::precondition(clause, spec.smart_code))),
    }
}

/// What a procedure answers that has no invariants.
pub fn answer<'a, O, E, F>(call: F) -> Answering<'a>
where
    O: Wire + 'a,
    E: DeclaredError,
    F: Future<Output = Result<O, Fail<E>>> + Send + 'a,
{
    Box::pin(async move {
        match call.await {
            Ok(output) => Ok(output.encode().into()),
            Err(fail) => Err(fail.into_failure()),
        }
    })
}

/// What a procedure answers; `broken` is the first invariant that its output breaks.
pub fn judged<'a, O, E, F>(
    spec: &'static Spec,
    call: F,
    broken: impl FnOnce(&O) -> Option<&'static str> + Send + 'a,
) -> Answering<'a>
where
    O: Wire + 'a,
    E: DeclaredError,
    F: Future<Output = Result<O, Fail<E>>> + Send + 'a,
{
    Box::pin(async move { reply(spec, call.await, broken) })
}

/// The verdict of a procedure; there is no output.
pub fn verdict<'a, E, F>(call: F) -> Answering<'a>
where
    E: DeclaredError,
    F: Future<Output = Result<(), Fail<E>>> + Send + 'a,
{
    Box::pin(async move { call.await.map(|()| Value::Null.into()).map_err(Fail::into_failure) })
}

/// A procedure has no clauses that anybody enforces.
#[must_use]
pub fn no_clause<T>(_: &T) -> Option<&'static str> {
    None
}

/// The plan calls a procedure in a way that it does not have: an engine fault.
#[must_use]
pub fn no_such_call<'a>(spec: &'static Spec) -> Answering<'a> {
    failed(unknown(spec.smart_code))
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

fn undecodable<'a>(error: &WireError) -> Answering<'a> {
    failed(fault(format!("an input does not decode: {error}")))
}

fn fault(message: String) -> Failure {
    Failure { code: ENGINE_FAULT.to_owned(), message, kind: FailureKind::Infrastructure }
}
