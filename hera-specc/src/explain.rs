//! A flow in plain words: where each input comes from, what commits when, and where a run ends.
//!
//! [`explain`] gathers the facts, which are also the JSON of the command; [`page`] sets them for a
//! person. Nothing is decided here: bindings, boundaries and ways back are those of the other rooms.

mod clauses;
mod commits;
mod ends;
mod page;
mod sources;

use std::collections::BTreeSet;

use hera_core::Plan;
use hera_core::plan::{Effects, Mode};
use serde::Serialize;
use serde_json::Value as Json;

use crate::ir::expr::Literal;
use crate::ir::flow::{FlowCompensation, Origin, PayloadField, Required};
use crate::ir::{Flow, Orchestration, Specs};
use crate::simulate::Value;
use crate::source::SourceMap;

pub use clauses::{Judged, Moment};
pub use commits::Commit;
pub use ends::{End, Stranded};
pub use page::page;
pub use sources::{Input, Tier};

/// All that there is to know about a flow.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    /// Canonical smart code of the orchestration.
    pub orchestration: String,
    /// The event.
    pub event: String,
    /// What starts it, as written.
    pub triggers: Vec<String>,
    /// Its nodes in the order of the plan.
    pub nodes: Vec<Node>,
    /// The fields of its payload, by name.
    pub payload: Vec<Field>,
    /// What the caller has to be allowed to do: the permissions of all procedures, inverses too.
    pub permissions: BTreeSet<String>,
    /// Its boundaries in the order in which they commit.
    pub commits: Vec<Commit>,
    /// All attempts of a boundary, the first one too.
    pub max_attempts: u32,
    /// Where a run's concurrency key stands: of runs with the same value one is under way at a time.
    pub concurrency_key: Option<String>,
    /// Whether a parked run gives its key up.
    pub releases_parked: bool,
    /// How long a run may take until it is cancelled, in milliseconds.
    pub deadline_ms: Option<u64>,
    /// Where a run ends, for each node and each of its errors.
    pub ends: Vec<End>,
    /// What cannot be taken back when something else fails.
    pub no_way_back: Vec<Stranded>,
}

/// A node of a flow.
#[derive(Clone, Debug, Serialize)]
pub struct Node {
    /// Its place in the order, from 1.
    pub order: usize,
    /// Its id.
    pub id: String,
    /// Canonical smart code of its procedure.
    pub procedure: String,
    /// Whether the procedure's file was found.
    pub found: bool,
    /// `validate_only` or `persist`.
    pub mode: &'static str,
    /// What it changes.
    pub effects: Effects,
    /// The boundary that it commits with; none where it has nothing to commit.
    pub boundary: Option<String>,
    /// The nodes that have to be done first.
    pub after: Vec<String>,
    /// Its condition, as written.
    pub when: Option<String>,
    /// Where its inputs come from.
    pub inputs: Vec<Input>,
    /// The clauses that its procedure is held to, and when each is judged.
    pub clauses: Vec<Judged>,
    /// How it is undone.
    pub compensation: Option<Inverse>,
}

/// How a node is undone.
#[derive(Clone, Debug, Serialize)]
pub struct Inverse {
    /// Canonical smart code of the inverse.
    pub procedure: String,
    /// Whether the procedure's file was found.
    pub found: bool,
    /// What the inverse itself changes.
    pub effects: Effects,
    /// Where its inputs come from.
    pub inputs: Vec<Input>,
    /// The clauses that the inverse is held to.
    pub clauses: Vec<Judged>,
    /// Whether it reads what the node returned, so that it cannot undo the node while that is in doubt.
    pub needs_output: bool,
    /// With what it refuses for good: the run then parks on its way back.
    pub refuses: Vec<String>,
}

/// A field of a payload.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: String,
    /// `payload`, `path` or `header`.
    pub origin: &'static str,
    /// `always`, `never` or `when`.
    pub required: &'static str,
    /// With `when`: the nodes that cannot run without it.
    pub when: Vec<String>,
    /// What stands in where it is absent.
    pub default: Option<Json>,
    /// What it is for.
    pub description: Option<String>,
}

/// Explains a flow. Procedures without a file are taken to be transactional and to have no inputs.
#[must_use]
pub fn explain(
    specs: &Specs,
    orchestration: &Orchestration,
    flow: &Flow,
    sources: &SourceMap,
) -> Explained {
    let plan = crate::plan::plan(specs, orchestration, flow);
    let triggers = flow.triggers.iter().map(|at| &orchestration.triggers[*at].on);
    let found = ends::ends(specs, flow, &plan);
    Explained {
        orchestration: plan.orchestration.to_string(),
        event: plan.event.to_string(),
        triggers: triggers.map(|on| sources.slice(on.span).to_owned()).collect(),
        nodes: nodes(specs, orchestration, flow, &plan, sources),
        payload: flow.payload.iter().map(|field| payload(orchestration, flow, field)).collect(),
        permissions: permissions(specs, flow),
        commits: commits::commits(&plan),
        max_attempts: plan.retry.max_attempts,
        concurrency_key: plan.run.concurrency_key.as_ref().map(ToString::to_string),
        releases_parked: plan.run.releases_parked,
        deadline_ms: plan.run.deadline_ms,
        ends: found.0,
        no_way_back: found.1,
    }
}

fn nodes(
    specs: &Specs,
    orchestration: &Orchestration,
    flow: &Flow,
    plan: &Plan,
    sources: &SourceMap,
) -> Vec<Node> {
    let cx = sources::Cx { orchestration, flow, sources };
    let ids = |list: &[hera_core::NodeIx]| {
        list.iter().map(|ix| plan.node(*ix).id.to_string()).collect::<Vec<_>>()
    };
    let node = |(at, planned): (usize, &hera_core::plan::Node)| {
        let bound = &flow.nodes[at];
        let compensation = planned.compensation.as_ref().zip(bound.compensation.as_ref());
        Node {
            order: at + 1,
            id: planned.id.to_string(),
            procedure: planned.procedure.to_string(),
            found: bound.procedure.is_some(),
            mode: match planned.mode {
                Mode::ValidateOnly => "validate_only",
                Mode::Persist => "persist",
            },
            effects: planned.effects,
            boundary: (planned.effects != Effects::None
                || plan.boundary(planned.boundary).declared)
                .then(|| plan.boundary(planned.boundary).name.to_string()),
            after: ids(&planned.after),
            when: bound.when.as_ref().map(|when| sources.slice(when.span).to_owned()),
            inputs: cx.inputs(at),
            clauses: clauses::of_node(specs, bound, planned.mode),
            compensation: compensation.map(|(inverse, found)| Inverse {
                procedure: inverse.procedure.to_string(),
                found: found.procedure.is_some(),
                effects: inverse.effects,
                inputs: cx.inverse_inputs(at, &found.inputs),
                clauses: clauses::of_inverse(specs, bound, found),
                needs_output: found.needs_output,
                refuses: refusals(specs, orchestration, bound.node, found),
            }),
        }
    };
    plan.nodes.iter().enumerate().map(node).collect()
}

/// The codes with which a compensation refuses for good.
fn refusals(
    specs: &Specs,
    orchestration: &Orchestration,
    node: usize,
    found: &FlowCompensation,
) -> Vec<String> {
    let procedure = found.procedure.map(|at| &specs.procedures[at]);
    let errors = procedure.into_iter().flat_map(|inverse| orchestration.refusals(node, inverse));
    errors.map(|(code, _)| code.to_owned()).collect()
}

fn payload(orchestration: &Orchestration, flow: &Flow, field: &PayloadField) -> Field {
    let id = |at: &usize| orchestration.nodes[flow.nodes[*at].node].id.value.clone();
    let (required, when) = match &field.required {
        Required::Always => ("always", Vec::new()),
        Required::Never => ("never", Vec::new()),
        Required::When(nodes) => ("when", nodes.iter().map(id).collect()),
    };
    Field {
        name: field.name.clone(),
        ty: field.ty.to_string(),
        origin: match field.origin {
            Origin::Payload => "payload",
            Origin::Path => "path",
            Origin::Header => "header",
        },
        required,
        when,
        default: field.default.as_ref().map(|literal| constant(literal, &field.ty)),
        description: field.description.clone(),
    }
}

/// A default as JSON.
fn constant(literal: &Literal, ty: &crate::ir::Type) -> Json {
    Value::from_literal(literal, ty).map_or(Json::Null, |value| value.to_json())
}

fn permissions(specs: &Specs, flow: &Flow) -> BTreeSet<String> {
    let run = flow.nodes.iter().filter_map(|node| node.procedure);
    let undo = flow.nodes.iter().filter_map(|node| node.compensation.as_ref()?.procedure);
    run.chain(undo)
        .filter_map(|at| specs.procedures[at].permissions.as_ref())
        .flatten()
        .map(|permission| permission.value.clone())
        .collect()
}
