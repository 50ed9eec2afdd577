//! Failures on demand: `NODE=CODE[:TIMES]`, for drills and demonstrations.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use hera_core::entry::infrastructure;
use hera_core::{Failure, FailureKind};
use serde_json::Value;

use crate::flow::{Answer, BoxFuture, Call, Dispatch};

/// Which nodes fail, how, and how often.
#[derive(Debug, Default)]
pub struct Faults {
    by_node: Mutex<BTreeMap<String, Planned>>,
}

#[derive(Clone, Debug)]
struct Planned {
    code: String,
    /// How often still; always where absent.
    left: Option<u32>,
}

/// One `NODE=CODE[:TIMES]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultSpec {
    /// The node.
    pub node: String,
    /// A declared code, an infrastructure code, or `UNKNOWN`: it is called, and its answer is lost.
    pub code: String,
    /// How often; always where absent.
    pub times: Option<u32>,
}

/// Text that is no `NODE=CODE[:TIMES]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadFault;

impl fmt::Display for BadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault is written NODE=CODE or NODE=CODE:TIMES")
    }
}

impl std::error::Error for BadFault {}

impl FromStr for FaultSpec {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<FaultSpec, BadFault> {
        let (node, code) = text.split_once('=').ok_or(BadFault)?;
        let (code, times) = match code.split_once(':') {
            Some((code, times)) => (code, Some(times.parse().map_err(|_| BadFault)?)),
            None => (code, None),
        };
        if node.is_empty() || code.is_empty() {
            return Err(BadFault);
        }
        Ok(FaultSpec { node: node.to_owned(), code: code.to_owned(), times })
    }
}

impl Faults {
    /// These faults; a later one for the same node replaces an earlier one.
    #[must_use]
    pub fn new(specs: impl IntoIterator<Item = FaultSpec>) -> Faults {
        let planned = |spec: FaultSpec| (spec.node, Planned { code: spec.code, left: spec.times });
        Faults { by_node: Mutex::new(specs.into_iter().map(planned).collect()) }
    }

    /// The code with which this call of a node fails, if it does.
    fn strike(&self, node: &str) -> Option<String> {
        let mut by_node = self.by_node.lock().unwrap_or_else(PoisonError::into_inner);
        let planned = by_node.get_mut(node)?;
        match &mut planned.left {
            Some(0) => return None,
            Some(left) => *left -= 1,
            None => {}
        }
        Some(planned.code.clone())
    }
}

/// A dispatch whose nodes fail as planned. Compensations do not.
pub(crate) struct FaultyDispatch {
    inner: Arc<dyn Dispatch>,
    faults: Arc<Faults>,
}

impl FaultyDispatch {
    pub(crate) fn around(inner: Arc<dyn Dispatch>, faults: &Arc<Faults>) -> Arc<dyn Dispatch> {
        Arc::new(FaultyDispatch { inner, faults: Arc::clone(faults) })
    }
}

impl Dispatch for FaultyDispatch {
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        call: Call<'a>,
        input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        let (node, undoes) = match &call {
            Call::Validate(view) => (view.node(), view.undoes()),
            Call::Persist(transaction) => (transaction.node(), transaction.undoes()),
            Call::External(external) => (external.node(), external.undoes()),
        };
        let struck = if undoes.is_some() { None } else { self.faults.strike(node) };
        let Some(code) = struck else { return self.inner.invoke(procedure, call, input) };
        let failure = Failure {
            kind: match infrastructure::ALL.contains(&code.as_str()) {
                true => FailureKind::Infrastructure,
                false => FailureKind::Declared,
            },
            message: "failed on demand".to_owned(),
            code,
        };
        Box::pin(async move {
            if failure.breaks_invariant() {
                // It is done, and its answer is not what it has to be.
                let answer = self.inner.invoke(procedure, call, input).await?;
                return Ok(Answer { broken: Some(failure), ..answer });
            }
            if failure.code == infrastructure::UNKNOWN {
                // It is done, or not, and nobody hears of it.
                let _ = self.inner.invoke(procedure, call, input).await;
            }
            Err(failure)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_read_and_strikes_as_often_as_it_says() {
        let spec: FaultSpec = "PERSIST_ADD=CART_CLOSED:2".parse().unwrap();
        assert_eq!(spec.times, Some(2));
        let faults = Faults::new([spec]);
        let strikes: Vec<bool> = (0..3).map(|_| faults.strike("PERSIST_ADD").is_some()).collect();
        assert_eq!(strikes, [true, true, false]);
        assert!(faults.strike("OTHER").is_none());
        for wrong in ["", "A", "=B", "A=", "A=B:x"] {
            assert_eq!(wrong.parse::<FaultSpec>(), Err(BadFault), "{wrong}");
        }
    }
}
