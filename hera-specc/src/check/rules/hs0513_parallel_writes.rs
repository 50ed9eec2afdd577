//! HS0513: two nodes that may run at the same time write the same entity.

use std::collections::{BTreeMap, BTreeSet};

use hera_core::plan::Mode;

use crate::check::cx::Cx;
use crate::check::settled::Settled;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::together;
use crate::ir::{Flow, Orchestration, Procedure, Write};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut told = BTreeSet::new();
        for flow in &orchestration.flows {
            let mut settled = Settled::of(flow);
            for writers in writers(cx, orchestration, flow).into_values() {
                // In their order: where each is ordered with the next one, all are.
                for pair in writers.windows(2) {
                    let (first, second) = (&pair[0], &pair[1]);
                    let boundaries = [first, second].map(|writer| flow.nodes[writer.at].boundary);
                    let new = first.write.creates && second.write.creates;
                    let conditions =
                        [first, second].map(|writer| flow.nodes[writer.at].when.as_ref());
                    if new
                        || boundaries[0] == boundaries[1]
                        || !together(conditions[0], conditions[1])
                        || settled.before(boundaries[0], boundaries[1])
                    {
                        continue;
                    }
                    let nodes = [first, second].map(|writer| flow.nodes[writer.at].node);
                    if told.insert(nodes) {
                        diags.push(found(orchestration, flow, first, second));
                    }
                }
            }
        }
    }
}

/// A node that writes an entity: its position in the flow.
struct Writer<'a> {
    at: usize,
    write: &'a Write,
}

/// The nodes that write each entity, in their order.
fn writers<'a>(
    cx: &Cx<'a>,
    orchestration: &Orchestration,
    flow: &Flow,
) -> BTreeMap<&'a str, Vec<Writer<'a>>> {
    let mut writers: BTreeMap<&str, Vec<Writer<'_>>> = BTreeMap::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        if orchestration.nodes[node.node].mode() != Mode::Persist {
            continue;
        }
        let procedure: Option<&'a Procedure> = node.procedure.map(|at| &cx.specs.procedures[at]);
        for write in procedure.iter().flat_map(|procedure| &procedure.writes) {
            writers.entry(&write.entity.value).or_default().push(Writer { at, write });
        }
    }
    writers
}

fn found(
    orchestration: &Orchestration,
    flow: &Flow,
    first: &Writer<'_>,
    second: &Writer<'_>,
) -> Diagnostic {
    let id = |writer: &Writer<'_>| &orchestration.nodes[flow.nodes[writer.at].node].id;
    let (a, b) = (id(first), id(second));
    let mut found = Diagnostic::new(
        &catalogue::HS0513,
        b.span,
        format!("parallel branches `{a}` and `{b}` write the same entity `{}`", first.write.entity),
    )
    .label("may run at the same time")
    .secondary(a.span, "as this")
    .secondary(first.write.entity.span, "written here");
    if second.write.entity.span != first.write.entity.span {
        found = found.secondary(second.write.entity.span, "and here");
    }
    found
        .note(format!("in the flow of `{}`", flow.event))
        .note("which of them comes last is not defined; one may fail by the other and be retried")
        .help(format!("order them with an edge: `{a} -> {b}`"))
}
