//! `--fail NODE=CODE[:TIMES]`, checked against the flow before it is used.

use hera_core::entry::{implicit, infrastructure};
use hera_core::{NodeIx, Plan};

use super::failure::Failure;
use crate::testing::faults::FaultSpec;

/// The node that a fault names, where the flow has it and it can fail so.
///
/// # Errors
/// When the node is not of the flow, or the code is none that it can fail with.
pub(super) fn check(fault: &FaultSpec, plan: &Plan) -> Result<NodeIx, Failure> {
    let Some(ix) = plan.find(&fault.node) else {
        let nodes: Vec<&str> = plan.nodes.iter().map(|node| &*node.id).collect();
        let message = format!("`{}` has no node `{}`", plan.event, fault.node);
        return Err(Failure::refused("UNKNOWN_NODE", message)
            .help(format!("its nodes are {}", nodes.join(", ")))
            .fact("nodes", nodes));
    };
    let codes = codes(plan, ix);
    if codes.contains(&fault.code.as_str()) {
        return Ok(ix);
    }
    let message = format!("`{}` cannot fail with `{}`", fault.node, fault.code);
    Err(Failure::refused("UNKNOWN_CODE", message)
        .help(format!("it can with {}", codes.join(", ")))
        .fact("codes", codes))
}

/// What a node can fail with: its declared codes, those of its clauses, those of the machinery.
fn codes(plan: &Plan, node: NodeIx) -> Vec<&str> {
    let declared = &plan.node(node).errors;
    let mut codes: Vec<&str> = declared.iter().map(|error| &*error.code).collect();
    if codes.is_empty() {
        codes.push(implicit::UNKNOWN_ERROR);
    }
    codes.extend(infrastructure::ALL);
    codes
}
