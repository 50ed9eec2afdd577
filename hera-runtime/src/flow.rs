//! The contract between generated code and the engine: the only one.
//!
//! Generated code hands over [`Orchestration`]s: static facts ([`Spec`], [`FlowDef`] with its plan),
//! a typed state per flow with a table of its nodes ([`Typed`], [`Step`]), which the engine sees as
//! [`FlowState`], and the way to the procedures' traits behind [`Dispatch`]. Values cross it as JSON,
//! because a journal stores them; inside generated code they are typed.

mod correctable;
mod invoke;
mod refusal;
mod status;
mod step;
mod unbound;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use hera_core::{Failure, Fault, Flow, NodeIx, Plan};
use serde_json::Value;

use crate::context::{Context, External, Transaction, View};

pub use invoke::{
    Answering, ENGINE_FAULT, Way, answer, dispatch, given, judged, no_clause, no_such_call, verdict,
};
pub use refusal::{Refusal, Unmet};
pub use status::ErrorDef;
pub use step::{Clause, Step, Typed};
pub use unbound::Unbound;

/// A future of this crate: boxed, so that contracts stay object-safe.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A spec as the compiler embedded it.
#[derive(Debug)]
pub struct Spec {
    /// `procedure`, `graph_orchestration` and so on.
    pub kind: &'static str,
    /// What tells it apart from all others of its kind: its smart code; of a workflow definition its own
    /// code, since many bear one smart code.
    pub name: &'static str,
    /// Canonical smart code.
    pub smart_code: &'static str,
    /// The intent, in one line.
    pub intent: &'static str,
    /// The file, relative to the specs root, with `/`.
    pub file: &'static str,
    /// SHA-256 over the canonical form, lower-case hex.
    pub sum: &'static str,
    /// The parsed tree as JSON: without comments, keys sorted.
    pub canonical: &'static str,
}

/// An orchestration with its procedures: what a service registers.
#[derive(Clone)]
pub struct Orchestration {
    /// Its spec.
    pub spec: &'static Spec,
    /// The specs of the procedures that it runs.
    pub procedures: &'static [&'static Spec],
    /// Its flows, one per event.
    pub flows: &'static [&'static FlowDef],
    /// The way to the procedures.
    pub dispatch: Arc<dyn Dispatch>,
}

/// One flow: what an event starts.
pub struct FlowDef {
    /// The event.
    pub event: &'static str,
    /// The triggers that emit it.
    pub triggers: &'static [Trigger],
    /// Its plan.
    pub plan: &'static Plan,
    /// The fields of its payload, path and header fields among them.
    pub fields: &'static [FieldInfo],
    /// The permissions of all procedures of the flow.
    pub permissions: &'static [&'static str],
    /// The source text of each conditional node's `when`.
    pub conditions: &'static [(&'static str, &'static str)],
    /// What becomes of each failure of each node, by node.
    pub errors: &'static [&'static [ErrorDef]],
    /// Types a payload, checks that everything required is there and judges preconditions.
    pub admit: fn(&Context, &Value) -> Admission,
    /// Types a payload and lists what is missing instead of refusing it: for a dry run.
    pub draft: fn(&Context, &Value) -> Draft,
}

/// The state of a payload that was admitted.
pub type Admission = Result<Box<dyn FlowState>, Refusal>;

/// The state of a payload for a dry run, with the names of the required fields that it lacks.
pub type Draft = Result<(Box<dyn FlowState>, Vec<String>), Refusal>;

/// What starts a flow.
#[derive(Debug)]
pub struct Trigger {
    /// `GET POST PUT PATCH DELETE`, or `EVENT`.
    pub method: &'static str,
    /// The path, or the subject.
    pub path: &'static str,
}

/// A field of a flow's payload.
#[derive(Debug)]
pub struct FieldInfo {
    /// Its name.
    pub name: &'static str,
    /// Its type in the spec's words.
    pub ty: &'static str,
    /// `payload`, `path` or `header`.
    pub origin: &'static str,
    /// Whether it always has to be there.
    pub required: bool,
}

/// The typed data of a run: a [`hera_core::Flow`] that also binds inputs.
pub trait FlowState: Send + Sync {
    /// The plan of the flow.
    fn plan(&self) -> &'static Plan;

    /// See [`hera_core::Flow::condition`].
    fn condition(&self, node: NodeIx) -> bool;

    /// See [`hera_core::Flow::record`].
    ///
    /// # Errors
    /// When the value is not of the declared type.
    fn record(&mut self, node: NodeIx, output: &Value) -> Result<(), Fault>;

    /// The inputs of a node, bound from what is known now.
    ///
    /// # Errors
    /// When something is missing that the compiler proved to be there, or a computed value does not fit its type.
    fn input(&self, node: NodeIx) -> Result<Value, Unbound>;

    /// The inputs of a node's compensation.
    ///
    /// # Errors
    /// As [`FlowState::input`]; also when it needs the output of a node in doubt.
    fn compensation_input(&self, node: NodeIx) -> Result<Value, Unbound>;

    /// A copy.
    fn boxed_clone(&self) -> Box<dyn FlowState>;

    /// See [`hera_core::Flow::corrected`].
    ///
    /// # Errors
    /// What the payload lacks, or has wrong; generated data alone takes no correction.
    fn corrected(&self, payload: &Value) -> Result<Box<dyn FlowState>, Fault> {
        let _ = payload;
        Err(Fault::new("the payload of this run cannot be corrected"))
    }
}

/// The state of a run as the machine wants it: copies share the data until one of them records something.
#[derive(Clone)]
pub struct State(Arc<dyn FlowState>);

impl State {
    /// The typed data of a run.
    pub fn new(data: Box<dyn FlowState>) -> State {
        State(Arc::from(data))
    }

    /// The typed data.
    pub fn data(&self) -> &dyn FlowState {
        &*self.0
    }

    /// The data of this copy alone.
    fn own(&mut self) -> Result<&mut (dyn FlowState + 'static), Fault> {
        if Arc::get_mut(&mut self.0).is_none() {
            self.0 = Arc::from(self.0.boxed_clone());
        }
        Arc::get_mut(&mut self.0).ok_or_else(|| Fault::new("a copy that is shared"))
    }
}

impl Flow for State {
    type Value = Value;

    fn plan(&self) -> &Plan {
        self.0.plan()
    }

    fn condition(&self, node: NodeIx) -> bool {
        self.0.condition(node)
    }

    fn record(&mut self, node: NodeIx, output: &Value) -> Result<(), Fault> {
        self.own()?.record(node, output)
    }

    fn corrected(&self, payload: &Value) -> Result<State, Fault> {
        self.0.corrected(payload).map(State::new)
    }
}

/// The way to the procedures of a service.
pub trait Dispatch: Send + Sync {
    /// Runs the procedure with this canonical smart code, and judges its clauses: preconditions before
    /// it (one that does not hold is a declared failure, and nothing happened), invariants after it
    /// (one that does not hold comes with the answer). The input is decoded to the procedure's type;
    /// an input that does not decode is an infrastructure failure with the code `ENGINE_FAULT`.
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        call: Call<'a>,
        input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>>;
}

/// What a procedure answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it returned; null where it returns nothing.
    pub output: Value,
    /// Which of its invariants the answer breaks, as the failure that the node ends with. What the call
    /// did outside is done all the same, and has to be undone.
    pub broken: Option<Failure>,
}

impl Answer {
    /// What it returned, unless that breaks an invariant.
    ///
    /// # Errors
    /// The invariant that does not hold.
    pub fn kept(self) -> Result<Value, Failure> {
        match self.broken {
            None => Ok(self.output),
            Some(failure) => Err(failure),
        }
    }
}

impl From<Value> for Answer {
    fn from(output: Value) -> Answer {
        Answer { output, broken: None }
    }
}

/// How a procedure is called, with what it may touch.
pub enum Call<'a> {
    /// `validate_only`: reads.
    Validate(&'a View),
    /// Transactional: reads and writes in the boundary's transaction.
    Persist(&'a mut Transaction),
    /// External: has its key and deadline, and no transaction.
    External(&'a External),
}
