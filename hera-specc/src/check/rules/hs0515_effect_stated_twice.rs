//! HS0515: a node runs what another node of its flow already says to bring about.

use std::collections::{BTreeMap, BTreeSet};

use hera_core::plan::Mode;

use crate::check::cx::Cx;
use crate::check::reach::Reach;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Node, Orchestration, SmartCode};
use crate::source::Spanned;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        let mut runners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, node) in orchestration.nodes.iter().enumerate() {
            runners.entry(node.run.value.canonical()).or_default().push(at);
        }
        let mut told = BTreeSet::new();
        for (at, code) in emitted(cx, orchestration) {
            let same = runners.get(code.value.canonical()).into_iter().flatten();
            for other in same.filter(|other| **other != at && meet(reach, at, **other)) {
                if told.insert(*other) {
                    let [emitter, runner] = [at, *other].map(|at| &orchestration.nodes[at]);
                    diags.push(found(runner, emitter, code));
                }
            }
        }
    }
}

/// What the outputs of the nodes name, with the node. One that only validates brings nothing about.
fn emitted<'a>(
    cx: &Cx<'a>,
    orchestration: &'a Orchestration,
) -> impl Iterator<Item = (usize, &'a Spanned<SmartCode>)> {
    let acting = |node: &&Node| node.mode() == Mode::Persist;
    let nodes = orchestration.nodes.iter().enumerate().filter(move |(_, node)| acting(node));
    nodes.flat_map(|(at, node)| {
        let emits = cx.procedure(&node.run.value).map_or(&[][..], |procedure| &procedure.emits);
        emits.iter().map(move |code| (at, code))
    })
}

/// Whether one event reaches both nodes.
fn meet(reach: &Reach, one: usize, other: usize) -> bool {
    reach.events_of(one).any(|event| reach.events_of(other).any(|also| also == event))
}

fn found(runner: &Node, emitter: &Node, code: &Spanned<SmartCode>) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS0515,
        runner.id.span,
        format!("`{}` runs what `{}` already says to bring about", runner.id, emitter.id),
    )
    .label(format!("runs `{}`", runner.run.value.written()))
    .secondary(code.span, format!("among the outputs of what `{}` runs", emitter.id))
    .note("where both are true, the effect happens twice")
    .help("take it out of the outputs, or remove the node")
}
