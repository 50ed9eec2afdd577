//! HS0609: a path parameter that no input takes.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue, nearest};
use crate::ir::expr::{Expr, ExprKind, Root};
use crate::ir::flow::{Origin, context_field};
use crate::ir::{Flow, On, Orchestration, PathParam, Trigger, Type};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for flow in &orchestration.flows {
            // A procedure that is not there may have taken it.
            let whole = flow.nodes.iter().all(|node| node.procedure.is_some());
            for trigger in flow.triggers.iter().map(|at| &orchestration.triggers[*at]) {
                let On::Api { params, .. } = &trigger.on.value else { continue };
                let free = |param: &&PathParam| {
                    !is_taken(flow, param) && !is_disputed(orchestration, flow, trigger, param)
                };
                for param in params.iter().filter(|param| whole && free(param)) {
                    diags.push(found(orchestration, flow, param));
                }
            }
        }
    }
}

fn is_taken(flow: &Flow, param: &PathParam) -> bool {
    flow.payload.iter().any(|field| field.name == param.field && field.origin == Origin::Path)
}

/// Where triggers of one event take an input from different places, that is what is wrong: HS0415.
fn is_disputed(
    orchestration: &Orchestration,
    flow: &Flow,
    trigger: &Trigger,
    param: &PathParam,
) -> bool {
    let reads = |expr: &Expr| match &expr.kind {
        ExprKind::Path(path) => {
            path.root.as_ref().is_some_and(|root| root.value == Root::Path)
                && path.segments.first().is_some_and(|first| first.value == param.name.value)
        }
        _ => false,
    };
    let mut triggers = flow.triggers.iter().map(|at| &orchestration.triggers[*at]);
    flow.triggers.len() > 1
        && (trigger.bind.iter().any(|(_, expr)| reads(expr))
            || triggers.any(|one| one.bind.iter().any(|(key, _)| key.value == param.field)))
}

fn found(orchestration: &Orchestration, flow: &Flow, param: &PathParam) -> Diagnostic {
    let name = &param.name.value;
    let field = &param.field;
    let found = Diagnostic::new(
        &catalogue::HS0609,
        param.name.span,
        format!("path parameter `:{name}` is bound to no input of `{}`", flow.event),
    )
    .label(match context_field(field) {
        Some(_) => format!("an input called `{field}` is the caller's"),
        None => format!("an input called `{field}` would take it"),
    });
    let input = meant(flow, field);
    let found = found.help(match input {
        Some(input) => format!("bind it in the trigger: `bind: {{ {input}: $.path.{name} }}`"),
        None if context_field(field).is_some() => {
            format!("leave it out of the path, or bind an input of another name to `$.path.{name}`")
        }
        None => format!(
            "declare an input `{field}` where it is needed, or bind the one that it stands for to \
             `$.path.{name}`"
        ),
    });
    match input.and_then(|input| flow.payload.iter().find(|field| field.name == input)) {
        Some(input) if orchestration.nodes.iter().any(|n| n.span.file == input.span.file) => found,
        Some(input) => found.secondary(input.span, "is this what it stands for?"),
        None => found,
    }
}

/// The field of the payload that the parameter likely stands for: one with a name like it, else the
/// only id that every run has to bring.
fn meant<'a>(flow: &'a Flow, field: &str) -> Option<&'a str> {
    let open = || flow.payload.iter().filter(|field| field.origin == Origin::Payload);
    let names = open().map(|field| field.name.as_str());
    if let Some(near) = nearest(field, names) {
        return Some(near);
    }
    let mut ids = open().filter(|field| {
        field.ty == Type::Uuid && field.required != crate::ir::flow::Required::Never
    });
    match (ids.next(), ids.next()) {
        (Some(only), None) => Some(&only.name),
        _ => None,
    }
}
