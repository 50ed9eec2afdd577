//! Where a run ends when a node fails for good, as the proof of the ways back says.

use hera_core::ways_back::{FailureClass, WaysBack};
use hera_core::{NodeIx, Plan};
use serde::Serialize;

use crate::ir::meet::is_unproven;
use crate::ir::{Flow, Specs};
use crate::plan::outcomes;

/// Where a run can end.
#[derive(Clone, Debug, Serialize)]
pub struct End {
    /// The node that fails.
    pub node: String,
    /// With what it fails; `UNKNOWN` stands for all codes of the machinery.
    pub error: String,
    /// What kind of failure it is.
    pub class: FailureClass,
    /// Of `failed`, `compensated` and `parked` those in which it can end.
    pub ends: Vec<&'static str>,
    /// The HTTP status of a run that is over by it; one that is parked answers 202 until it is.
    pub http_status: u16,
}

/// A node that stands without a compensation when something fails.
#[derive(Clone, Debug, Serialize)]
pub struct Stranded {
    /// The node that cannot be taken back.
    pub pivot: String,
    /// The node that fails then.
    pub fails: String,
    /// With what it fails.
    pub errors: Vec<String>,
    /// The shortest way between the two.
    pub path: Vec<String>,
    /// Whether the two run in parallel.
    pub parallel: bool,
    /// Whether only an outage leads there.
    pub outage: bool,
    /// Whether it is proved that the conditions of the two can hold in one run; else they have more
    /// alternatives than are looked at, and are taken to.
    pub proved: bool,
}

pub(super) fn ends(specs: &Specs, flow: &Flow, plan: &Plan) -> (Vec<End>, Vec<Stranded>) {
    let decided = outcomes(specs, flow, plan);
    let found = &decided.proof;
    let id = |ix: NodeIx| plan.node(ix).id.to_string();
    let row = |(row, status): (&hera_core::ways_back::Row, &u16)| {
        let all = [
            ("failed", row.ends.failed),
            ("compensated", row.ends.compensated),
            ("parked", row.ends.parked),
        ];
        End {
            node: id(row.node),
            error: row.error.to_string(),
            class: row.class,
            ends: all.into_iter().filter(|(_, can)| *can).map(|(end, _)| end).collect(),
            http_status: *status,
        }
    };
    let proved = |a: NodeIx, b: NodeIx| !is_unproven(flow, a.0 as usize, b.0 as usize);
    let rows = found.rows.iter().zip(&decided.statuses);
    (rows.map(row).collect(), stranded(found, id, proved))
}

fn stranded(
    found: &WaysBack,
    id: impl Fn(NodeIx) -> String,
    proved: impl Fn(NodeIx, NodeIx) -> bool,
) -> Vec<Stranded> {
    let declared = found.no_way_back.iter().map(|pair| (pair, false));
    let outages = found.outages.iter().map(|pair| (pair, true));
    declared
        .chain(outages)
        .map(|(pair, outage)| Stranded {
            pivot: id(pair.pivot),
            fails: id(pair.fails),
            errors: pair.errors.iter().map(ToString::to_string).collect(),
            path: pair.path.iter().map(|ix| id(*ix)).collect(),
            parallel: pair.parallel,
            outage,
            proved: proved(pair.pivot, pair.fails),
        })
        .collect()
}
