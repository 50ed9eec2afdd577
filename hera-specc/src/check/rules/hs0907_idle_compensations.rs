//! HS0907: compensations are declared, and none of them starts by itself.

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let auto = orchestration.compensation.auto;
        let with: Vec<_> =
            orchestration.nodes.iter().filter_map(|node| node.compensation.as_ref()).collect();
        if auto.value || with.is_empty() {
            continue;
        }
        let declare =
            if with.len() == 1 { "declares a compensation" } else { "declare compensations" };
        let nodes = words::count(with.len(), "node");
        let mut found = Diagnostic::new(
            &catalogue::HS0907,
            auto.span,
            format!("`auto_compensate: false`, but {nodes} {declare}"),
        )
        .label("none of them starts by itself");
        for inverse in with {
            found = found.secondary(cx.code_span(&inverse.run), "");
        }
        diags.push(
            found
                .note("after a final failure the run parks, until an operator runs `runs compensate`")
                .help("set it to `true`, or remove the compensations; if parking is meant, allow HS0907"),
        );
    }
}
