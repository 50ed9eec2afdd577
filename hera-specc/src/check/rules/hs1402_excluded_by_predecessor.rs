//! HS1402: a node whose condition excludes that of the only node before it.
//!
//! A skipped node counts as done, so such a node runs where the one before it is skipped: never after
//! it. Where its condition asks for that node's output as well, it never runs at all.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::{Function, Ref, Typed, TypedKind, UnaryOp, together};
use crate::ir::{Orchestration, Type};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut told = BTreeSet::new();
        for flow in &orchestration.flows {
            for node in &flow.nodes {
                let ([before], Some(when)) = (node.after.as_slice(), &node.when) else { continue };
                let Some(first) = &flow.nodes[*before].when else { continue };
                if !share(when, first) || together(Some(when), Some(first)) {
                    continue;
                }
                // A condition that never holds by itself is reported as such.
                if !together(Some(when), None) || !together(Some(first), None) {
                    continue;
                }
                let nodes = [flow.nodes[*before].node, node.node];
                if told.insert(nodes) {
                    let never = needs_output(when, *before);
                    diags.push(found(orchestration, nodes, never));
                }
            }
        }
    }
}

/// Whether both conditions read one value: else neither excludes the other.
fn share(a: &Typed, b: &Typed) -> bool {
    let read = a.refs();
    b.refs().iter().any(|value| read.contains(value))
}

/// Whether the condition can hold only where the node has left an output.
fn needs_output(when: &Typed, node: usize) -> bool {
    let mut outputs = Vec::new();
    collect(when, node, &mut outputs);
    outputs.into_iter().any(|output| {
        let span = output.span;
        let there = TypedKind::Call(Function::Exists, vec![output.clone().optional(true)]);
        let there = Typed::new(there, Type::Boolean, span);
        let absent = TypedKind::Unary(UnaryOp::Not, Box::new(there));
        !together(Some(when), Some(&Typed::new(absent, Type::Boolean, span)))
    })
}

fn collect<'a>(typed: &'a Typed, node: usize, outputs: &mut Vec<&'a Typed>) {
    match &typed.kind {
        TypedKind::Ref(Ref::Output(at, _), _) if *at == node => outputs.push(typed),
        _ => typed.parts().into_iter().for_each(|part| collect(part, node, outputs)),
    }
}

fn found(orchestration: &Orchestration, [before, node]: [usize; 2], never: bool) -> Diagnostic {
    let [before, node] = [before, node].map(|at| &orchestration.nodes[at]);
    let (a, b) = (&before.id, &node.id);
    let place = node.when.as_ref().map_or(b.span, |when| when.span);
    let message = if never {
        format!(
            "node `{b}` can never run: its condition excludes that of `{a}`, whose output it needs"
        )
    } else {
        format!(
            "node `{b}` never runs after `{a}`: its condition excludes that of its only predecessor"
        )
    };
    let mut found = Diagnostic::new(&catalogue::HS1402, place, message)
        .label(format!("never holds where `{a}` has run"));
    if let Some(when) = &before.when {
        found = found.secondary(when.span, format!("the condition of `{a}`"));
    }
    if never {
        return found.help("relax one of the conditions, or remove the node");
    }
    found
        .note(format!("a skipped node counts as done: `{b}` runs where `{a}` is skipped"))
        .help("relax one; if only one of the two is meant to run, let both follow the same node")
}
