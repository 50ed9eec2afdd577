//! HS0902: a node has a compensation, and its procedure does not say whether a rollback undoes it.

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Node, Orchestration};
use hera_core::plan::Mode;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for (at, node) in orchestration.nodes.iter().enumerate() {
            let procedure = cx.procedure(&node.run.value);
            let says = procedure.is_some_and(|procedure| procedure.effects.is_some());
            if node.compensation.is_none() || says || node.mode() == Mode::ValidateOnly {
                continue;
            }
            if let Some(found) = found(cx, orchestration, at, node) {
                diags.push(found);
            }
        }
    }
}

fn found(cx: &Cx<'_>, orchestration: &Orchestration, at: usize, node: &Node) -> Option<Diagnostic> {
    let id = &node.id;
    let inverse = node.compensation.as_ref()?;
    let holds = |node: usize| {
        move |boundary: &&crate::ir::Boundary| {
            boundary.nodes.iter().any(|listed| listed.value == node)
        }
    };
    let boundary = orchestration.boundaries.iter().find(holds(at));
    let others = boundary.map_or_else(Vec::new, |boundary| {
        let others = boundary.nodes.iter().filter(|other| other.value != at);
        others.map(|other| orchestration.nodes[other.value].id.value.as_str()).collect()
    });
    let procedure = cx.procedure(&node.run.value);
    // Without the procedure there is something to say only about what it shares.
    if procedure.is_none() && others.is_empty() {
        return None;
    }
    let message = match boundary.filter(|_| !others.is_empty()) {
        Some(boundary) => format!(
            "`{id}` has a compensation and shares `{}` with {}, and its procedure does not say whether a \
             rollback undoes it",
            boundary.name,
            words::and(others)
        ),
        None => {
            format!("`{id}` has a compensation, and its procedure does not say what it changes")
        }
    };
    let mut found = Diagnostic::new(&catalogue::HS0902, cx.code_span(&inverse.run), message)
        .label("when does this run?");
    if let Some(boundary) = boundary {
        found = found.secondary(boundary.name.span, "what fails in here is rolled back");
    }
    let head = match procedure {
        Some(procedure) => {
            found = found.secondary(cx.code_span(&procedure.code), "add `effects` here");
            found.note("without it, the procedure is taken to be transactional")
        }
        None => found.note("the procedure itself is missing: say it when it is written"),
    };
    Some(head.help(
        "say `effects: transactional` (the rollback is enough) or `effects: external` (the \
         compensation runs) in the procedure",
    ))
}
