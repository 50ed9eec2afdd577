//! The text over which a plan's sum is taken: everything that a run depends on, and nothing else. No
//! prose, no places, no order of keys.

use std::fmt::Write;

use hera_core::Plan;
use hera_core::plan::{Jitter, Retry, RunPolicy};

use crate::ir::expr::{Literal, Ref, Typed, TypedKind};
use crate::ir::flow::{Binding, From};
use crate::ir::{Flow, Procedure, Specs};

/// The version of this form: a change of it changes every sum.
const FORMAT: u32 = 1;

/// The canonical form of a flow's plan with its conditions, bindings and types.
pub(super) fn form(specs: &Specs, flow: &Flow, plan: &Plan) -> String {
    let mut out = format!("hera-plan {FORMAT}\n{} {}\n", plan.orchestration, plan.event);
    write_all(specs, flow, plan, &mut out).expect("writing to a string does not fail");
    out
}

fn write_all(specs: &Specs, flow: &Flow, plan: &Plan, out: &mut String) -> std::fmt::Result {
    retry(&plan.retry, out)?;
    writeln!(out, "compensation {:?}", plan.compensation)?;
    // Younger than the form, too: a run that is free says nothing.
    if plan.run != RunPolicy::FREE {
        // The default of the key stands with its field.
        let RunPolicy { deadline_ms, concurrency_key, releases_parked, .. } = &plan.run;
        let key = format!("concurrency_key: {concurrency_key:?}");
        writeln!(out, "RunPolicy {{ deadline_ms: {deadline_ms:?}, {key} }}")?;
        if *releases_parked {
            writeln!(out, "on_park release")?;
        }
    }
    for field in &flow.payload {
        writeln!(
            out,
            "field {} {} {:?} {:?} {:?}",
            field.name, field.ty, field.origin, field.required, field.default
        )?;
    }
    for boundary in plan.boundaries.iter() {
        writeln!(out, "boundary {boundary:?}")?;
    }
    for (node, planned) in flow.nodes.iter().zip(plan.nodes.iter()) {
        writeln!(out, "node {planned:?}")?;
        if let Some(when) = &node.when {
            writeln!(out, "when {}", expression(when))?;
        }
        bindings(&node.inputs, out)?;
        if let Some(procedure) = node.procedure {
            contract(&specs.procedures[procedure], out)?;
        }
        if !node.admitted.is_empty() {
            writeln!(out, "admitted {:?}", node.admitted)?;
        }
        if let Some(compensation) = &node.compensation {
            writeln!(out, "undo")?;
            bindings(&compensation.inputs, out)?;
            if let Some(procedure) = compensation.procedure {
                contract(&specs.procedures[procedure], out)?;
            }
        }
    }
    Ok(())
}

/// The policy. Its jitter is younger than the form: the default says nothing, so that sums stay.
fn retry(retry: &Retry, out: &mut String) -> std::fmt::Result {
    let Retry { max_attempts, backoff, base_delay_ms, max_delay_ms, jitter } = retry;
    write!(
        out,
        "retry Retry {{ max_attempts: {max_attempts}, backoff: {backoff:?}, base_delay_ms: \
         {base_delay_ms}, max_delay_ms: {max_delay_ms}"
    )?;
    if *jitter != Jitter::default() {
        write!(out, ", jitter: {jitter:?}")?;
    }
    writeln!(out, " }}")
}

fn bindings(bindings: &[Binding], out: &mut String) -> std::fmt::Result {
    for binding in bindings {
        let from = match &binding.from {
            From::With(typed) => expression(typed),
            From::Value(reference, ty) => format!("{} {ty}", value(reference)),
            From::NodeInput(at) => format!("input {at}"),
            From::Nothing => "nothing".to_owned(),
        };
        writeln!(
            out,
            "bind {} {} {} <- {from} {:?}",
            binding.input, binding.ty, binding.required, binding.default
        )?;
    }
    Ok(())
}

/// What a run depends on in a procedure: its outputs, and the clauses that it is held to.
fn contract(procedure: &Procedure, out: &mut String) -> std::fmt::Result {
    for field in &procedure.response {
        writeln!(out, "output {} {} {}", field.name, field.ty.value, field.required)?;
    }
    clauses(procedure, out)
}

/// The clauses that are enforced, and no prose.
pub(super) fn clauses(procedure: &Procedure, out: &mut String) -> std::fmt::Result {
    for clause in procedure.enforced_preconditions() {
        writeln!(out, "precondition {}", expression(clause.condition))?;
    }
    for clause in procedure.enforced_invariants() {
        writeln!(out, "invariant {}", expression(clause.condition))?;
    }
    Ok(())
}

fn value(reference: &Ref) -> String {
    match reference {
        Ref::Payload(field) => format!("$.payload.{field}"),
        Ref::Context(field) => format!("$.context.{field}"),
        Ref::Output(node, field) => format!("$.nodes[{node}].{field}"),
        Ref::Input(field) => field.clone(),
        Ref::Returned(field) => format!("returned {field}"),
    }
}

fn list(items: &[Typed]) -> String {
    items.iter().map(expression).collect::<Vec<_>>().join(", ")
}

/// An expression without places, fully parenthesised.
pub(crate) fn expression(typed: &Typed) -> String {
    match &typed.kind {
        TypedKind::Literal(Literal::String(text)) => format!("{text:?}"),
        TypedKind::Literal(literal) => format!("{literal:?}"),
        TypedKind::Ref(reference, path) => {
            path.iter().fold(value(reference), |text, field| format!("{text}.{field}"))
        }
        TypedKind::Unary(op, operand) => format!("({op:?} {})", expression(operand)),
        TypedKind::Binary(op, left, right) => {
            format!("({} {op:?} {})", expression(left), expression(right))
        }
        TypedKind::Call(function, arguments) => format!("{function:?}({})", list(arguments)),
        TypedKind::List(items) => format!("[{}]", list(items)),
        TypedKind::Project(items, path) => format!("{}.*.{}", expression(items), path.join(".")),
        TypedKind::Convert(inner) => format!("({} as {})", expression(inner), typed.ty),
    }
}
