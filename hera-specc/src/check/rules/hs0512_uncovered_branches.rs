//! HS0512: exclusive branches leave out a variant of the enum that they ask for.

use std::collections::BTreeSet;

use crate::check::branches::{Branch, groups};
use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Flow, Orchestration};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut told = BTreeSet::new();
        for flow in &orchestration.flows {
            for branches in groups(flow) {
                if let Some(found) = judge(orchestration, flow, &branches)
                    && told.insert(found.primary.span)
                {
                    diags.push(found);
                }
            }
        }
    }
}

fn judge(
    orchestration: &Orchestration,
    flow: &Flow,
    branches: &[Branch<'_>],
) -> Option<Diagnostic> {
    let node = |at: usize| &orchestration.nodes[flow.nodes[at].node];
    let listed = branches.iter().map(|(_, choice)| choice.taken().len()).sum::<usize>();
    let covered: BTreeSet<&str> =
        branches.iter().flat_map(|(_, choice)| choice.taken()).copied().collect();
    let all = branches.first()?.1.variants();
    let open: Vec<&String> = all.iter().filter(|name| !covered.contains(name.as_str())).collect();
    // Branches that overlap were not meant as a choice of one.
    let exclusive = listed == covered.len();
    let closed = open.is_empty() || branches.iter().any(|(at, _)| node(*at).else_skip);
    if !exclusive || closed {
        return None;
    }
    let (last, others) = branches.split_last()?;
    let has = if open.len() == 1 { "has" } else { "have" };
    let mut found = Diagnostic::new(
        &catalogue::HS0512,
        node(last.0).when.as_ref()?.span,
        format!("exclusive branches do not cover all cases: {} {has} no branch", words::and(&open)),
    )
    .label(format!("`{}` runs for {}", node(last.0).id, words::and(last.1.taken())));
    for (at, choice) in others {
        let label = format!("`{}` runs for {}", node(*at).id, words::and(choice.taken()));
        found = found.secondary(node(*at).when.as_ref()?.span, label);
    }
    let it = if open.len() == 1 { "it" } else { "them" };
    Some(found.note(format!("in the flow of `{}` none of them runs then", flow.event)).help(
        format!(
            "add a branch for {it}, or say `else: SKIP` in one of these where none is meant to run"
        ),
    ))
}
