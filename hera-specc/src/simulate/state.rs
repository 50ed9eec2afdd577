//! The typed data of a dry run: a [`hera_core::Flow`] whose conditions are interpreted.

use std::collections::BTreeMap;
use std::sync::Arc;

use hera_core::{Fault, NodeIx, Plan};

use super::interpret::{Data, holds};
use super::sample;
use super::value::Value;
use crate::ir::Flow;
use crate::ir::expr::Ref;

/// The fields of a payload or of an output; what is absent is left out.
pub type Fields = BTreeMap<String, Value>;

/// The data of one dry run. Cheap to copy: the machine keeps several.
#[derive(Clone)]
pub struct State<'a> {
    flow: &'a Flow,
    plan: Arc<Plan>,
    payload: Arc<Fields>,
    outputs: BTreeMap<usize, Arc<Fields>>,
}

impl<'a> State<'a> {
    /// A run of `flow` in which nothing has happened.
    #[must_use]
    pub fn new(flow: &'a Flow, plan: Arc<Plan>, payload: Arc<Fields>) -> State<'a> {
        State { flow, plan, payload, outputs: BTreeMap::new() }
    }
}

impl Data for State<'_> {
    fn get(&self, value: &Ref) -> Option<Value> {
        match value {
            Ref::Payload(name) => self.payload.get(name).cloned(),
            Ref::Context(name) => sample::context(name),
            Ref::Output(node, name) => self.outputs.get(node)?.get(name).cloned(),
            // The words of a clause, which is read through the bindings of its node.
            Ref::Input(_) | Ref::Returned(_) => None,
        }
    }
}

impl hera_core::Flow for State<'_> {
    type Value = Arc<Fields>;

    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn condition(&self, node: NodeIx) -> bool {
        let when = self.flow.nodes.get(node.0 as usize).and_then(|node| node.when.as_ref());
        when.is_none_or(|when| holds(when, self))
    }

    fn record(&mut self, node: NodeIx, output: &Arc<Fields>) -> Result<(), Fault> {
        self.outputs.insert(node.0 as usize, Arc::clone(output));
        Ok(())
    }
}
