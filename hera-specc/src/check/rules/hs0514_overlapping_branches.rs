//! HS0514: branches that overlap: for some variants two of them run, for others only one.

use std::collections::BTreeSet;

use crate::check::branches::{Branch, groups};
use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Flow, Orchestration};

/// The most branches of one group that are held against each other.
const COMPARED_MAX: usize = 64;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut told = BTreeSet::new();
        for flow in &orchestration.flows {
            for group in groups(flow) {
                let group = &group[..group.len().min(COMPARED_MAX)];
                for (at, second) in group.iter().enumerate() {
                    let overlapping =
                        group[..at].iter().find_map(|first| Some((first, common(first, second)?)));
                    if let Some((first, common)) = overlapping
                        && told.insert(flow.nodes[second.0].node)
                    {
                        let found = found(orchestration, flow, first, second, &common);
                        found.into_iter().for_each(|found| diags.push(found));
                    }
                }
            }
        }
    }
}

/// The variants for which both run, where each also runs without the other: two branches for the same
/// variants, or one for a part of the other's, are two things to do and no choice.
fn common<'a>(first: &Branch<'a>, second: &Branch<'a>) -> Option<Vec<&'a str>> {
    let (a, b) = (first.1.taken(), second.1.taken());
    let common: Vec<&str> = a.iter().copied().filter(|name| b.contains(name)).collect();
    let partly = !common.is_empty() && common.len() < a.len() && common.len() < b.len();
    partly.then_some(common)
}

fn found(
    orchestration: &Orchestration,
    flow: &Flow,
    first: &Branch<'_>,
    second: &Branch<'_>,
    common: &[&str],
) -> Option<Diagnostic> {
    let node = |branch: &Branch<'_>| &orchestration.nodes[flow.nodes[branch.0].node];
    let (a, b) = (node(first), node(second));
    let label = |branch: &Branch<'_>| {
        format!("`{}` runs for {}", node(branch).id, words::and(branch.1.taken()))
    };
    Some(
        Diagnostic::new(
            &catalogue::HS0514,
            b.when.as_ref()?.span,
            format!(
                "branches `{}` and `{}` overlap: for {} both run",
                a.id,
                b.id,
                words::and(common)
            ),
        )
        .label(label(second))
        .secondary(a.when.as_ref()?.span, label(first))
        .help("if only one of them is meant to run, name each variant in one branch"),
    )
}
