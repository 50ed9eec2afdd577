//! Whether two nodes of a flow can run in one run.
//!
//! The answer no is a proof; yes may be wrong. A node runs where its `when` holds. Where that asks for the
//! output of an earlier node, that one ran, so that its `when` held as well.

use std::collections::BTreeSet;

use super::expr::{BinaryOp, Function, Ref, Typed, TypedKind, UnaryOp, all_together, together};
use super::flow::Flow;

/// Whether both nodes (positions in the flow) can run in one run. `false` is certain.
#[must_use]
pub fn can_meet(flow: &Flow, one: usize, other: usize) -> bool {
    let when = |at: usize| flow.nodes[at].when.as_ref();
    let asks = || {
        let mut nodes = Vec::new();
        [one, other].into_iter().filter_map(when).for_each(|when| of_truth(when, &mut nodes));
        !nodes.is_empty()
    };
    together(when(one), when(other))
        && (!asks() || all_together(conditions(flow, [one, other]).into_iter()).unwrap_or(true))
}

/// Whether [`can_meet`] says yes without a proof: there are more alternatives than are looked at.
#[must_use]
pub fn is_unproven(flow: &Flow, one: usize, other: usize) -> bool {
    one != other && all_together(conditions(flow, [one, other]).into_iter()).is_none()
}

/// The conditions that hold in a run of all these nodes: their own, and those of the nodes whose output they ask
/// for.
fn conditions(flow: &Flow, nodes: [usize; 2]) -> Vec<&Typed> {
    let mut open = nodes.to_vec();
    let mut ran: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    // Each node is looked at once.
    while let Some(at) = open.pop() {
        if !ran.insert(at) {
            continue;
        }
        let Some(when) = &flow.nodes[at].when else { continue };
        found.push(when);
        of_truth(when, &mut open);
    }
    found
}

/// The nodes of whose output something is there where the condition holds.
fn of_truth(condition: &Typed, nodes: &mut Vec<usize>) {
    match &condition.kind {
        TypedKind::Binary(BinaryOp::And, left, right) => {
            of_truth(left, nodes);
            of_truth(right, nodes);
        }
        // One of the two suffices.
        TypedKind::Binary(BinaryOp::Or | BinaryOp::Implies, ..) => {}
        // With an absent operand no comparison holds, and nothing is found.
        TypedKind::Binary(_, left, right) => {
            of_value(left, nodes);
            of_value(right, nodes);
        }
        TypedKind::Call(Function::Exists | Function::Has, parts) => {
            parts.iter().for_each(|part| of_value(part, nodes));
        }
        TypedKind::Unary(UnaryOp::Not, inner) => {
            if let TypedKind::Unary(UnaryOp::Not, inner) = &inner.kind {
                of_truth(inner, nodes);
            }
        }
        _ => of_value(condition, nodes),
    }
}

/// The nodes of whose output something is there where the value is.
fn of_value(value: &Typed, nodes: &mut Vec<usize>) {
    match &value.kind {
        TypedKind::Ref(Ref::Output(node, _), _) => nodes.push(*node),
        TypedKind::Convert(inner)
        | TypedKind::Project(inner, _)
        | TypedKind::Unary(UnaryOp::Negate, inner) => of_value(inner, nodes),
        TypedKind::Call(Function::Len | Function::Sum, parts) => {
            parts.iter().for_each(|part| of_value(part, nodes));
        }
        TypedKind::Binary(
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide,
            left,
            right,
        ) => {
            of_value(left, nodes);
            of_value(right, nodes);
        }
        // What is made of parts is there without them: a list, and what a comparison says.
        _ => {}
    }
}
