//! A flow's nodes as generated code states them: a row of small functions for each, over the typed data of
//! a run.
//!
//! A table and not a `match`: what rustc needs for one function grows faster than the function, so a flow of a
//! thousand nodes has a thousand small ones.

use hera_core::{Fault, NodeIx, Plan};
use serde_json::Value;

use super::{FlowState, Unbound, Unmet};
use crate::bind::Faults;

/// The typed data of a run: its plan, and a row for each of the plan's nodes.
pub trait Typed: Clone + Send + Sync + 'static {
    /// The plan of the flow.
    fn plan() -> &'static Plan;

    /// The nodes, in the order of the plan.
    fn steps() -> &'static [Step<Self>];
}

/// What one node reads and writes in the data `S` of its flow.
pub struct Step<S: 'static> {
    /// Whether it runs; `None`: always.
    pub when: Option<fn(&S) -> bool>,
    /// The preconditions of its procedure that admission judges.
    pub clauses: &'static [Clause<S>],
    /// Its inputs.
    pub input: fn(&S, &Faults) -> Value,
    /// Keeps its output; `None`: it has none.
    pub keep: Option<fn(&mut S, &Value, &Faults)>,
    /// The inputs of its compensation; `None`: it has none.
    pub undo: Option<fn(&S, &Faults) -> Value>,
}

/// A precondition over what a request brings.
pub struct Clause<S> {
    /// The condition, as the spec has it.
    pub text: &'static str,
    /// Whether it holds.
    pub holds: fn(&S, &Faults) -> bool,
}

impl<S: Typed> FlowState for S {
    fn plan(&self) -> &'static Plan {
        S::plan()
    }

    fn condition(&self, node: NodeIx) -> bool {
        let when = step::<S>(node).ok().and_then(|step| step.when);
        when.is_none_or(|when| when(self))
    }

    fn record(&mut self, node: NodeIx, output: &Value) -> Result<(), Fault> {
        let Some(keep) = step::<S>(node)?.keep else { return Ok(()) };
        let faults = Faults::default();
        keep(self, output, &faults);
        faults.or(())
    }

    fn input(&self, node: NodeIx) -> Result<Value, Unbound> {
        let faults = Faults::default();
        let input = (step::<S>(node)?.input)(self, &faults);
        faults.inputs(input)
    }

    fn compensation_input(&self, node: NodeIx) -> Result<Value, Unbound> {
        let undo = step::<S>(node)?.undo;
        let undo = undo.ok_or_else(|| Fault::new(format!("{node} has no compensation")))?;
        let faults = Faults::default();
        let input = undo(self, &faults);
        faults.inputs(input)
    }

    fn boxed_clone(&self) -> Box<dyn FlowState> {
        Box::new(self.clone())
    }
}

fn step<S: Typed>(node: NodeIx) -> Result<&'static Step<S>, Fault> {
    let step = S::steps().get(node.0 as usize);
    step.ok_or_else(|| Fault::new(format!("{node} is no node of this flow")))
}

/// The preconditions that a request does not meet. What one reads may be missing in the payload of a dry run:
/// then it is left open.
pub(super) fn unmet<S: Typed>(state: &S) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    for (node, step) in S::plan().nodes.iter().zip(S::steps()) {
        if step.clauses.is_empty() || step.when.is_some_and(|when| !when(state)) {
            continue;
        }
        for clause in step.clauses {
            let faults = Faults::default();
            let holds = (clause.holds)(state, &faults);
            if !holds && faults.or(()).is_ok() {
                let (node, procedure) = (&*node.id, &*node.procedure);
                unmet.push(Unmet { node, procedure, clause: clause.text });
            }
        }
    }
    unmet
}
