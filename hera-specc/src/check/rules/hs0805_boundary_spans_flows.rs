//! HS0805: a boundary lists nodes of flows that never run together.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        for boundary in &orchestration.boundaries {
            let reached: Vec<usize> = boundary
                .nodes
                .iter()
                .map(|node| node.value)
                .filter(|node| reach.reaches(*node))
                .collect();
            let among = |nodes: &BTreeSet<usize>| reached.iter().any(|at| nodes.contains(at));
            let flows: Vec<_> = reach.flows().filter(|(_, nodes)| among(nodes)).collect();
            let whole = flows.iter().any(|(_, nodes)| reached.iter().all(|at| nodes.contains(at)));
            let events: Vec<&str> = flows.into_iter().map(|(event, _)| event).collect();
            if events.len() < 2 || whole {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS0805,
                    boundary.name.span,
                    format!(
                        "`{}` spans {} flows that never run together: it counts in each flow by itself",
                        boundary.name,
                        events.len()
                    ),
                )
                .note(format!("the flows of {}", words::and(events))),
            );
        }
    }
}
