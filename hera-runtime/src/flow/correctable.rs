//! A run's typed data that takes a corrected payload: it knows how its flow admits one.

use std::sync::Arc;

use hera_core::{Fault, NodeIx, Plan};
use serde_json::Value;

use super::{Admission, FlowDef, FlowState, Unbound};
use crate::context::Context;

/// Typed data with its way to be admitted again.
struct Correctable {
    data: Box<dyn FlowState>,
    flow: &'static FlowDef,
    context: Arc<Context>,
}

impl FlowDef {
    /// Types a payload as [`FlowDef::admit`] does; what comes of it takes a corrected one later.
    ///
    /// # Errors
    /// What the payload lacks, or has wrong.
    pub fn admit_run(&'static self, context: &Context, payload: &Value) -> Admission {
        admit(self, Arc::new(context.clone()), payload)
    }
}

fn admit(flow: &'static FlowDef, context: Arc<Context>, payload: &Value) -> Admission {
    let data = (flow.admit)(&context, payload)?;
    Ok(Box::new(Correctable { data, flow, context }))
}

impl FlowState for Correctable {
    fn plan(&self) -> &'static Plan {
        self.data.plan()
    }

    fn condition(&self, node: NodeIx) -> bool {
        self.data.condition(node)
    }

    fn record(&mut self, node: NodeIx, output: &Value) -> Result<(), Fault> {
        self.data.record(node, output)
    }

    fn input(&self, node: NodeIx) -> Result<Value, Unbound> {
        self.data.input(node)
    }

    fn compensation_input(&self, node: NodeIx) -> Result<Value, Unbound> {
        self.data.compensation_input(node)
    }

    fn boxed_clone(&self) -> Box<dyn FlowState> {
        Box::new(Correctable {
            data: self.data.boxed_clone(),
            flow: self.flow,
            context: Arc::clone(&self.context),
        })
    }

    fn corrected(&self, payload: &Value) -> Result<Box<dyn FlowState>, Fault> {
        let admitted = admit(self.flow, Arc::clone(&self.context), payload);
        admitted.map_err(|refusal| Fault::new(refusal.to_string()))
    }
}
