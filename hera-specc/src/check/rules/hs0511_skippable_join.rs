//! HS0511: a node joins branches that may all be skipped.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Flow, Orchestration};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut joins: BTreeMap<(usize, Vec<usize>), Vec<&str>> = BTreeMap::new();
        for flow in &orchestration.flows {
            for join in joins_of(flow) {
                joins.entry(join).or_default().push(&flow.event.value);
            }
        }
        for ((node, branches), events) in joins {
            diags.push(found(orchestration, node, &branches, &events));
        }
    }
}

/// The joins of a flow whose branches are all conditional, as positions in the orchestration.
fn joins_of(flow: &Flow) -> Vec<(usize, Vec<usize>)> {
    let joins = flow.nodes.iter().filter(|node| {
        let mut branches = node.after.iter().map(|at| &flow.nodes[*at]);
        node.when.is_none() && node.after.len() > 1 && branches.all(|b| b.when.is_some())
    });
    joins
        .map(|node| (node.node, node.after.iter().map(|at| flow.nodes[*at].node).collect()))
        .collect()
}

fn found(
    orchestration: &Orchestration,
    node: usize,
    branches: &[usize],
    events: &[&str],
) -> Diagnostic {
    let id = &orchestration.nodes[node].id;
    let names = words::and(branches.iter().map(|at| &orchestration.nodes[*at].id.value));
    let mut found = Diagnostic::new(
        &catalogue::HS0511,
        id.span,
        format!(
            "`{id}` joins branches that may all be skipped ({names}): it then runs without them"
        ),
    )
    .label("runs also where no branch has run");
    for branch in branches.iter().map(|at| &orchestration.nodes[*at]) {
        if let Some(when) = &branch.when {
            found = found
                .secondary(when.span, format!("`{}` is skipped when this is false", branch.id));
        }
    }
    found
        .note(format!("in the flow of {}", words::and(events)))
        .help(format!("if that is not meant, give `{id}` a `when` of its own"))
}
