//! What becomes of each failure of a flow: how the run ends, and with which HTTP status.

use hera_core::ways_back::{Row, WaysBack, ways_back};
use hera_core::{NodeIx, Plan, http};

use crate::ir::meet::can_meet;
use crate::ir::{Flow, Specs};

/// The proof of the ways back, and the status of each of its rows.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// How the flow can end.
    pub proof: WaysBack,
    /// For each row of the proof the status of a run that is over by it.
    pub statuses: Vec<u16>,
}

/// Decides each failure of each node.
#[must_use]
pub fn outcomes(specs: &Specs, flow: &Flow, plan: &Plan) -> Outcomes {
    let agree = |a: NodeIx, b: NodeIx| can_meet(flow, a.0 as usize, b.0 as usize);
    let proof = ways_back(plan, &agree);
    let declared = |row: &Row| {
        let procedure = flow.nodes[row.node.0 as usize].procedure?;
        let mut errors = specs.procedures[procedure].errors.iter().flatten();
        let error = errors.find(|error| error.code.value == row.error)?;
        error.http_status.map(|status| status.value)
    };
    let status = |row: &Row| http::of_failure(&row.error, row.class, declared(row));
    let statuses = proof.rows.iter().map(status).collect();
    Outcomes { proof, statuses }
}
