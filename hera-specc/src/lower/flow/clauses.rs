//! Which preconditions of a node can be judged on admission.

use super::bind::BoundNode;
use crate::ir::expr::{Ref, Typed};
use crate::ir::flow::{Binding, From};
use crate::ir::{Enforced, Procedure};

/// The enforced preconditions that read nothing but what the request brings: positions in the
/// procedure's preconditions. None where the node's own condition has to wait for an output.
pub(super) fn admitted(procedure: Option<&Procedure>, node: &BoundNode) -> Vec<usize> {
    let Some(procedure) = procedure else { return Vec::new() };
    if !node.when.as_ref().is_none_or(Typed::is_of_request) {
        return Vec::new();
    }
    let brought = |read: &Ref| match read {
        Ref::Input(name) => {
            node.inputs.iter().any(|binding| binding.input == *name && is_brought(binding))
        }
        _ => false,
    };
    let judged = |clause: &Enforced<'_>| clause.reads().into_iter().all(brought);
    procedure.enforced_preconditions().filter(judged).map(|clause| clause.at).collect()
}

fn is_brought(binding: &Binding) -> bool {
    match &binding.from {
        From::With(typed) => typed.is_of_request(),
        From::Value(value, _) => value.is_of_request(),
        From::Nothing => true,
        From::NodeInput(_) => false,
    }
}
