//! HS1809: `graph` loads a file before what it stands on.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Contract;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for seed in cx.seeds() {
        let contract = |at: usize| -> Option<&Contract> {
            let file = seed.contracts[at].1?;
            cx.specs.contracts.iter().find(|contract| contract.file == file)
        };
        for edge in &seed.edges {
            let holds = |at: usize| contract(at).and_then(|contract| contract.holds);
            let (Some(first), Some(then)) = (holds(edge.first), holds(edge.then)) else { continue };
            if first <= then {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1809,
                    edge.span,
                    format!("{} are loaded before {}", first.as_str(), then.as_str()),
                )
                .note("the order is entities, values, relationships, codes, read models, tests")
                .help("swap the pair, or remove it: the order of kinds needs no `graph`"),
            );
        }
    }
}
