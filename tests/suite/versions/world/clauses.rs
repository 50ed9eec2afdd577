//! What a call is held to, judged over its inputs and outputs as JSON.

use hera_core::NodeIx;
use hera_core::plan::Mode;
use hera_specc::ir::Procedure;
use hera_specc::ir::expr::Ref;
use hera_specc::simulate::{Data, Value, holds};
use serde_json::Value as Json;

use super::World;

impl World<'_> {
    /// Whether a call with these inputs meets what its procedure asks for.
    pub(in super::super) fn meets(&self, node: NodeIx, input: &Json) -> bool {
        self.procedure(node).is_none_or(|procedure| asks(procedure, input))
    }

    /// Whether an output is what was promised; a check promises nothing.
    pub(in super::super) fn keeps(&self, node: NodeIx, input: &Json, output: &Json) -> bool {
        let Some(procedure) = self.procedure(node) else { return true };
        let call = Call { procedure, input, output };
        self.plan.node(node).mode == Mode::ValidateOnly
            || procedure.enforced_invariants().all(|clause| holds(clause.condition, &call))
    }

    /// Whether the inverse of a node may be called with these inputs.
    pub(in super::super) fn undo_meets(&self, node: NodeIx, input: &Json) -> bool {
        let found = self.flow.nodes[node.0 as usize].compensation.as_ref();
        let inverse = found.and_then(|found| found.procedure).map(|at| &self.specs.procedures[at]);
        inverse.is_none_or(|procedure| asks(procedure, input))
    }
}

fn asks(procedure: &Procedure, input: &Json) -> bool {
    let call = Call { procedure, input, output: &Json::Null };
    procedure.enforced_preconditions().all(|clause| holds(clause.condition, &call))
}

struct Call<'c> {
    procedure: &'c Procedure,
    input: &'c Json,
    output: &'c Json,
}

impl Data for Call<'_> {
    fn get(&self, value: &Ref) -> Option<Value> {
        let (ty, json) = match value {
            Ref::Input(name) => {
                let input = self.procedure.inputs.iter().find(|input| input.name.value == *name)?;
                (&input.ty.as_ref()?.value, self.input.get(name)?)
            }
            Ref::Returned(name) => {
                let mut fields = self.procedure.response.iter();
                let field = fields.find(|field| field.name.value == *name)?;
                (&field.ty.value, self.output.get(name)?)
            }
            Ref::Payload(_) | Ref::Context(_) | Ref::Output(..) => return None,
        };
        Value::from_json(json, ty).ok()?
    }
}
