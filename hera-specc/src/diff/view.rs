//! A flow seen by the names of its nodes and boundaries, as a journal names them.

use std::collections::BTreeMap;

use hera_core::machine::turns;
use hera_core::plan::{self, Effects};
use hera_core::{BoundaryIx, NodeIx, Plan};

use super::report::Place;
use super::side::Read;
use crate::ir::flow::{FlowNode, PayloadField};
use crate::ir::{Flow, Node, Orchestration, Procedure};
use crate::source::Span;

/// A flow in its specs, planned.
pub(super) struct View<'a> {
    pub(super) read: &'a Read,
    pub(super) orchestration: &'a Orchestration,
    pub(super) flow: &'a Flow,
    pub(super) plan: Plan,
    ids: BTreeMap<&'a str, usize>,
    names: BTreeMap<String, usize>,
    fields: BTreeMap<&'a str, &'a PayloadField>,
    /// For each boundary the set of all that commit before it, as bits.
    before: Vec<Vec<u64>>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        read: &'a Read,
        orchestration: &'a Orchestration,
        flow: &'a Flow,
    ) -> View<'a> {
        let plan = crate::plan::plan(read.specs(), orchestration, flow);
        let nodes = flow.nodes.iter().enumerate();
        let id = |node: &FlowNode| orchestration.nodes[node.node].id.value.as_str();
        let ids = nodes.map(|(at, node)| (id(node), at)).collect();
        let boundaries = plan.boundaries.iter().enumerate();
        let names = boundaries.map(|(at, boundary)| (boundary.name.to_string(), at)).collect();
        let fields = flow.payload.iter().map(|field| (field.name.as_str(), field)).collect();
        let before = before(&plan);
        View { read, orchestration, flow, plan, ids, names, fields, before }
    }

    /// The node with this id: its position.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The boundary with this name: its position.
    pub(super) fn find_boundary(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// A field of the payload.
    pub(super) fn field(&self, name: &str) -> Option<&'a PayloadField> {
        self.fields.get(name).copied()
    }

    pub(super) fn id(&self, node: usize) -> &'a str {
        &self.spec(node).id.value
    }

    pub(super) fn boundary(&self, at: usize) -> &plan::Boundary {
        &self.plan.boundaries[at]
    }

    /// A node as the machine knows it.
    pub(super) fn node(&self, at: usize) -> &plan::Node {
        &self.plan.nodes[at]
    }

    /// A node as the spec writes it.
    pub(super) fn spec(&self, at: usize) -> &'a Node {
        &self.orchestration.nodes[self.flow.nodes[at].node]
    }

    /// A node with its bindings.
    pub(super) fn bound(&self, at: usize) -> &'a FlowNode {
        &self.flow.nodes[at]
    }

    /// The procedure that a node runs.
    pub(super) fn procedure(&self, at: usize) -> Option<&'a Procedure> {
        self.bound(at).procedure.map(|at| &self.read.specs().procedures[at])
    }

    /// The procedure that undoes a node.
    pub(super) fn inverse(&self, at: usize) -> Option<&'a Procedure> {
        let found = self.bound(at).compensation.as_ref()?;
        found.procedure.map(|at| &self.read.specs().procedures[at])
    }

    pub(super) fn is_external(&self, at: usize) -> bool {
        self.node(at).effects == Effects::External
    }

    /// Whether something of the node has to be taken back.
    pub(super) fn has_effect(&self, at: usize) -> bool {
        self.node(at).effects != Effects::None
    }

    /// The ids of a boundary's nodes in the order of an attempt: before its transaction, and in it.
    pub(super) fn turns(&self, boundary: usize) -> (Vec<&'a str>, Vec<&'a str>) {
        let at = BoundaryIx(u32::try_from(boundary).expect("a flow has at most 16,384 nodes"));
        let (outside, inside) = turns(&self.plan, at);
        let ids = |list: Vec<NodeIx>| list.iter().map(|node| self.id(node.0 as usize)).collect();
        (ids(outside), ids(inside))
    }

    /// The boundaries that have to commit directly before.
    pub(super) fn after(&self, boundary: usize) -> impl Iterator<Item = usize> + '_ {
        self.boundary(boundary).after.iter().map(|other| other.0 as usize)
    }

    /// Whether one boundary always commits before another one.
    pub(super) fn precedes(&self, first: usize, second: usize) -> bool {
        self.before[second][first / 64] & (1 << (first % 64)) != 0
    }

    /// The place of a boundary: its name, or the id of its lone node.
    pub(super) fn boundary_span(&self, boundary: usize) -> Span {
        match self.flow.boundaries[boundary].declared {
            Some(at) => self.orchestration.boundaries[at].name.span,
            None => self.spec(self.flow.boundaries[boundary].nodes[0]).id.span,
        }
    }

    pub(super) fn at_boundary(&self, boundary: usize, label: impl Into<String>) -> Place {
        self.read.place(self.boundary_span(boundary), label)
    }

    pub(super) fn at_node(&self, node: usize, label: impl Into<String>) -> Place {
        self.read.place(self.spec(node).id.span, label)
    }

    /// The place of the event.
    pub(super) fn at_event(&self, label: impl Into<String>) -> Place {
        self.read.place(self.flow.event.span, label)
    }
}

fn before(plan: &Plan) -> Vec<Vec<u64>> {
    let words = plan.boundaries.len().div_ceil(64);
    let mut before: Vec<Vec<u64>> = Vec::with_capacity(plan.boundaries.len());
    // Boundaries stand in topological order.
    for boundary in plan.boundaries.iter() {
        let mut set = vec![0u64; words];
        for other in boundary.after.iter().map(|other| other.0 as usize) {
            set.iter_mut().zip(&before[other]).for_each(|(bits, more)| *bits |= more);
            set[other / 64] |= 1 << (other % 64);
        }
        before.push(set);
    }
    before
}
