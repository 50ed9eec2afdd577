//! HS1205: a trigger lets in callers that nobody knows, and its flow writes.

use hera_core::plan::{Effects, Mode};

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Flow, Node, Orchestration};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for flow in &orchestration.flows {
            let triggers = flow.triggers.iter().map(|at| &orchestration.triggers[*at]);
            for open in triggers.filter_map(|trigger| trigger.open) {
                let Some(node) = first_write(cx, orchestration, flow) else { continue };
                diags.push(
                    Diagnostic::new(
                        &catalogue::HS1205,
                        open,
                        format!(
                            "trigger says `auth: none`, and the flow of `{}` writes",
                            flow.event
                        ),
                    )
                    .label("anybody may start it")
                    .secondary(node.id.span, "writes first")
                    .help("remove it, or allow HS1205 with a reason"),
                );
            }
        }
    }
}

fn first_write<'a>(cx: &Cx<'_>, orchestration: &'a Orchestration, flow: &Flow) -> Option<&'a Node> {
    let writes = flow.nodes.iter().find(|node| {
        let procedure = node.procedure.map(|at| &cx.specs.procedures[at]);
        orchestration.nodes[node.node].mode() == Mode::Persist
            && crate::plan::effects(procedure) != Effects::None
    });
    writes.map(|node| &orchestration.nodes[node.node])
}
