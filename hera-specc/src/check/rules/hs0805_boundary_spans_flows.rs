//! HS0805: a boundary lists nodes of flows that never run together.

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
            let (events, whole) = reach.events_of_any(&reached);
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
