//! HS0610: an expression reads the payload of a request that has no body.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::check::paths::payload_reads;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::flow::Origin;
use crate::ir::{Flow, On, Orchestration};
use crate::source::Span;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for flow in &orchestration.flows {
            let triggers = flow.triggers.iter().map(|at| &orchestration.triggers[*at]);
            let bodiless =
                triggers.filter(|trigger| trigger.payload.is_none()).find_map(|trigger| {
                    match &trigger.on.value {
                        On::Api { method, .. } if method == "GET" || method == "DELETE" => {
                            Some((method, trigger.on.span))
                        }
                        _ => None,
                    }
                });
            if let Some((method, on)) = bodiless {
                report(orchestration, flow, method, on, diags);
            }
        }
    }
}

fn report(
    orchestration: &Orchestration,
    flow: &Flow,
    method: &str,
    on: Span,
    diags: &mut Diagnostics,
) {
    let mut reads: BTreeMap<&str, Span> = BTreeMap::new();
    for node in flow.nodes.iter().map(|node| &orchestration.nodes[node.node]) {
        let inverse = node.compensation.iter().flat_map(|inverse| &inverse.with);
        let with = node.with.iter().chain(inverse).map(|(_, expr)| expr);
        for expr in node.when.iter().chain(with) {
            for name in payload_reads(expr) {
                reads.entry(&name.value).or_insert(name.span);
            }
        }
    }
    let from_path = |name: &str| {
        flow.payload.iter().any(|field| field.name == name && field.origin != Origin::Payload)
    };
    for (name, span) in reads.into_iter().filter(|(name, _)| !from_path(name)) {
        diags.push(
            Diagnostic::new(
                &catalogue::HS0610,
                span,
                format!(
                    "`$.payload.{name}` is read in a flow that a `{method}` trigger starts: it comes \
                     from the query string"
                ),
            )
            .label(format!("`?{name}=…`"))
            .secondary(on, format!("the trigger of `{}`", flow.event))
            .help("load it in an earlier node, or declare it in the trigger's `payload:`"),
        );
    }
}
