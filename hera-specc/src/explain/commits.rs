//! The commit plan: which boundary commits when, and what happens around its transaction.

use hera_core::Plan;
use hera_core::plan::{Effects, Isolation};
use serde::Serialize;

/// A boundary of a flow that commits.
#[derive(Clone, Debug, Serialize)]
pub struct Commit {
    /// Its name; for a node outside all boundaries the node's id.
    pub boundary: String,
    /// Whether the spec declares it.
    pub declared: bool,
    /// The boundaries that commit before it can begin.
    pub after: Vec<String>,
    /// `serializable` unless it says otherwise.
    pub isolation: &'static str,
    /// The nodes that are called before the transaction opens, each with its intent on record.
    pub external: Vec<String>,
    /// The nodes that run in the transaction.
    pub transaction: Vec<String>,
}

/// The boundaries that hold a node that changes something. Others commit nothing.
pub(super) fn commits(plan: &Plan) -> Vec<Commit> {
    let writes = |boundary: &&hera_core::plan::Boundary| {
        boundary.nodes.iter().any(|ix| plan.node(*ix).effects != Effects::None)
    };
    let commit = |boundary: &hera_core::plan::Boundary| {
        let nodes = |external: bool| {
            let all = boundary.nodes.iter().map(|ix| plan.node(*ix));
            let some = all.filter(|node| (node.effects == Effects::External) == external);
            some.map(|node| node.id.to_string()).collect()
        };
        Commit {
            boundary: boundary.name.to_string(),
            declared: boundary.declared,
            after: boundary.after.iter().map(|ix| plan.boundary(*ix).name.to_string()).collect(),
            isolation: match boundary.isolation {
                Isolation::Serializable => "serializable",
                Isolation::RepeatableRead => "repeatable_read",
                Isolation::ReadCommitted => "read_committed",
            },
            external: nodes(true),
            transaction: nodes(false),
        }
    };
    plan.boundaries.iter().filter(writes).map(commit).collect()
}
