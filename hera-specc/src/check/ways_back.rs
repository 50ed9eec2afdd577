//! The proof of the ways back over all flows of an orchestration, its findings put together so that a
//! person reads one thing once: by node that cannot be taken back, and by what fails after it.

use std::collections::BTreeMap;

use hera_core::plan::{Effects, Mode, NodeIx};
use hera_core::ways_back::{NoWayBack, ways_back};

use super::cx::Cx;
use crate::ir::meet::{can_meet, is_unproven};
use crate::ir::{Flow, Orchestration};

/// A node that stands without a compensation, and all that can fail then. Nodes are positions in the
/// orchestration.
#[derive(Debug)]
pub(super) struct Stranded<'a> {
    /// The node that cannot be taken back.
    pub(super) pivot: usize,
    /// What fails then, in the order of the flow.
    pub(super) fails: Vec<Failing>,
    /// The events in whose flows it is so.
    pub(super) events: Vec<&'a str>,
    /// Whether only an outage leads there, and only until a later attempt succeeds.
    pub(super) outage: bool,
}

/// A node that fails.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Failing {
    /// The node; the pivot itself where its own effect stands.
    pub(super) node: usize,
    /// Its errors.
    pub(super) errors: Vec<String>,
    /// The shortest way from the pivot to it.
    pub(super) path: Vec<usize>,
    /// Whether the two run in parallel.
    pub(super) parallel: bool,
    /// Whether it is not proved that the two conditions can hold in one run.
    pub(super) undecided: bool,
}

/// What cannot be taken back.
#[derive(Debug, Default)]
pub(super) struct Report<'a> {
    /// By pivot.
    pub(super) stranded: Vec<Stranded<'a>>,
    /// Nodes whose compensation cannot undo them while they are in doubt, each with its events.
    pub(super) in_doubt: BTreeMap<usize, Vec<&'a str>>,
    /// Whether there was more than is listed.
    pub(super) cut: bool,
}

/// Proves all flows of an orchestration.
pub(super) fn report<'a>(cx: &Cx<'a>, orchestration: &'a Orchestration) -> Report<'a> {
    type Key = (usize, bool, Vec<Failing>);
    let mut groups: BTreeMap<Key, Vec<&'a str>> = BTreeMap::new();
    let mut report = Report::default();
    let open = |flow: &&Flow| !all_undone(cx, orchestration, flow);
    for flow in orchestration.flows.iter().filter(open) {
        let plan = crate::plan::outline(cx.specs, orchestration, flow);
        let agree = |a: NodeIx, b: NodeIx| can_meet(flow, a.0 as usize, b.0 as usize);
        let found = ways_back(&plan, &agree);
        report.cut |= found.cut;
        let event = flow.event.value.as_str();
        for (pairs, outage) in [(&found.no_way_back, false), (&found.outages, true)] {
            let mut pivots: BTreeMap<usize, Vec<Failing>> = BTreeMap::new();
            let told = |pair: &&NoWayBack| {
                is_known(flow, pair) && (outage || !is_sibling(orchestration, flow, &plan, pair))
            };
            for pair in pairs.iter().filter(told) {
                pivots.entry(at(flow, pair.pivot)).or_default().push(failing(flow, pair));
            }
            for (pivot, fails) in pivots {
                groups.entry((pivot, outage, fails)).or_default().push(event);
            }
        }
        for node in &found.in_doubt {
            report.in_doubt.entry(at(flow, *node)).or_default().push(event);
        }
    }
    let stranded = groups.into_iter().map(|((pivot, outage, fails), events)| Stranded {
        pivot,
        fails,
        events,
        outage,
    });
    report.stranded = stranded.collect();
    report
}

/// Whether every effect has a compensation that can undo it also while it is in doubt: then every way
/// back leads to its end, and there is nothing to prove.
fn all_undone(cx: &Cx<'_>, orchestration: &Orchestration, flow: &Flow) -> bool {
    flow.nodes.iter().all(|node| {
        let procedure = node.procedure.map(|at| &cx.specs.procedures[at]);
        let inverse = node.compensation.as_ref();
        match crate::plan::effects(procedure) {
            _ if orchestration.nodes[node.node].mode() == Mode::ValidateOnly => true,
            Effects::None => true,
            Effects::Transactional => inverse.is_some(),
            Effects::External => inverse.is_some_and(|inverse| !inverse.needs_output),
        }
    })
}

/// The position in the orchestration.
fn at(flow: &Flow, node: NodeIx) -> usize {
    flow.nodes[node.0 as usize].node
}

/// Whether both procedures are there: of a missing one nobody knows what it does.
fn is_known(flow: &Flow, pair: &NoWayBack) -> bool {
    [pair.pivot, pair.fails].iter().all(|node| flow.nodes[node.0 as usize].procedure.is_some())
}

/// An external node that is left behind by the rollback of its own boundary: HS0806 says that.
fn is_sibling(
    orchestration: &Orchestration,
    flow: &Flow,
    plan: &hera_core::Plan,
    pair: &NoWayBack,
) -> bool {
    let (pivot, fails) = (plan.node(pair.pivot), plan.node(pair.fails));
    let declared = flow.boundaries[pivot.boundary.0 as usize].declared;
    let allowed = declared.is_some_and(|at| orchestration.boundaries[at].external_in_transaction);
    pivot.boundary == fails.boundary
        && pivot.effects == Effects::External
        && fails.effects != Effects::External
        && !allowed
        && orchestration.compensation.require_full.is_none()
}

fn failing(flow: &Flow, pair: &NoWayBack) -> Failing {
    Failing {
        node: at(flow, pair.fails),
        errors: pair.errors.iter().map(ToString::to_string).collect(),
        path: pair.path.iter().map(|node| at(flow, *node)).collect(),
        parallel: pair.parallel,
        undecided: is_unproven(flow, pair.pivot.0 as usize, pair.fails.0 as usize),
    }
}
