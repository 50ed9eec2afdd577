//! HS0809: nodes of one boundary declare different retry policies.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for boundary in &orchestration.boundaries {
            let nodes = boundary.nodes.iter().map(|node| &orchestration.nodes[node.value]);
            let mut declared = nodes.filter_map(|node| Some((node, node.retry.as_ref()?)));
            let Some((first, policy)) = declared.next() else { continue };
            for (node, other) in declared.filter(|(_, other)| other.value != policy.value) {
                diags.push(
                    Diagnostic::new(
                        &catalogue::HS0809,
                        other.span,
                        format!(
                            "`{}` and `{}` share `{}` and declare different retry policies",
                            first.id, node.id, boundary.name
                        ),
                    )
                    .label("differs")
                    .secondary(policy.span, format!("the policy of `{}`", first.id))
                    .secondary(boundary.name.span, "a boundary is retried as a unit")
                    .help("keep one policy, or give the nodes boundaries of their own"),
                );
            }
        }
    }
}
