//! Flows: what each event starts, in which order, with which boundaries, and where each input of each
//! node comes from.
//!
//! Works on whole [`Specs`], since types and outputs of procedures decide bindings. A flow whose edges
//! or boundaries form a cycle is reported and left out; references that do not resolve stay open here
//! and are judged by `check`.

mod bind;
mod boundaries;
mod clauses;
mod concurrency;
mod env;
mod graph;
mod lookup;
mod payload;
mod untyped;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::ir::expr::Root;
use crate::ir::flow::FlowNode;
use crate::ir::{Chains, Flow, Node, Orchestration, Order, Procedure, SmartCode, Specs};
use crate::known::Known;
use crate::lower::expr;
use crate::source::Spanned;

/// Fills in [`Orchestration::flows`] of all orchestrations.
pub fn flows(specs: &mut Specs, diags: &mut Diagnostics) {
    let codes = codes(specs);
    untyped::fill(specs, &|orchestration, node| {
        let node = &orchestration.nodes[node];
        let inverse = node.compensation.as_ref().map(|compensation| &compensation.run);
        let codes_of = [Some(&node.run), inverse];
        codes_of.into_iter().flatten().filter_map(|code| find(&codes, code)).collect()
    });
    super::clauses::judge(specs, diags);
    let all: Vec<Vec<Flow>> = specs
        .orchestrations
        .iter()
        .map(|orchestration| flows_of(specs, orchestration, &codes, diags))
        .collect();
    for (orchestration, flows) in specs.orchestrations.iter_mut().zip(all) {
        orchestration.flows = flows;
    }
}

type Codes = Known<String, usize>;

/// The procedures by canonical code; the first file wins (the second is reported by `check`).
fn codes(specs: &Specs) -> Codes {
    let mut codes = Codes::default();
    for (at, procedure) in specs.procedures.iter().enumerate() {
        codes.entry(procedure.code.value.canonical().to_owned()).or_insert(at);
    }
    codes
}

fn find(codes: &Codes, code: &Spanned<SmartCode>) -> Option<usize> {
    codes.get(code.value.canonical()).copied()
}

fn flows_of(
    specs: &Specs,
    orchestration: &Orchestration,
    codes: &Codes,
    diags: &mut Diagnostics,
) -> Vec<Flow> {
    let mut triggers: Vec<(&Spanned<String>, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, trigger) in orchestration.triggers.iter().enumerate() {
        let position = *known.entry(&trigger.emit.value).or_insert(triggers.len());
        match triggers.get_mut(position) {
            Some((_, list)) => list.push(at),
            None => triggers.push((&trigger.emit, vec![at])),
        }
    }
    let chains = Chains::of(orchestration);
    let mut broken = Diagnostics::new();
    let mut flows = Vec::new();
    for (event, triggers) in triggers {
        let graph = graph::graph_of(&chains, &event.value);
        if graph.nodes.is_empty() {
            continue;
        }
        let Some(order) = graph::order(orchestration, &graph, &mut broken) else { continue };
        let Some((boundaries, boundary_of)) =
            boundaries::boundaries(orchestration, &graph, &order, &mut broken)
        else {
            continue;
        };
        let frame = Frame::new(specs, orchestration, &triggers, &order, &graph, codes);
        let bound = bind::bind(&frame, codes, diags);
        let nodes = order.iter().enumerate().zip(bound.nodes).map(|((at, node), bound)| FlowNode {
            node: *node,
            procedure: frame.procedures[at],
            after: frame.after[at].clone(),
            boundary: boundary_of[at],
            admitted: clauses::admitted(frame.procedure(at), &bound),
            when: bound.when,
            inputs: bound.inputs,
            compensation: bound.compensation,
        });
        let nodes = nodes.collect();
        let concurrency_key = concurrency::key(&frame, &bound.payload, &event.value, diags);
        flows.push(Flow {
            event: event.clone(),
            triggers,
            nodes,
            boundaries,
            payload: bound.payload,
            concurrency_key,
        });
    }
    // A cycle among shared nodes shows in several flows: say it once.
    broken.sort();
    broken.as_slice().iter().for_each(|found| diags.push(found.clone()));
    flows
}

/// A flow in its order, before its inputs are bound. Nodes are positions in the flow.
struct Frame<'a> {
    specs: &'a Specs,
    orchestration: &'a Orchestration,
    triggers: &'a [usize],
    /// The orchestration's node at each position.
    order: &'a [usize],
    /// The procedure at each position.
    procedures: Vec<Option<usize>>,
    /// The predecessors of each position.
    after: Vec<Vec<usize>>,
    /// What runs before what, when that is asked for: where nothing reads the outputs of others, it is not.
    sequence: OnceCell<Order>,
    /// The positions in the order of the nodes' ids, when they are asked for.
    by_id: OnceCell<Vec<usize>>,
    lookup: lookup::Lookup<'a>,
}

impl<'a> Frame<'a> {
    fn new(
        specs: &'a Specs,
        orchestration: &'a Orchestration,
        triggers: &'a [usize],
        order: &'a [usize],
        graph: &graph::Graph,
        codes: &Codes,
    ) -> Frame<'a> {
        let mut position = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, node)| position[graph.rank(*node)] = at);
        let mut after = vec![Vec::new(); order.len()];
        for (from, to) in graph.pairs() {
            after[position[graph.rank(to)]].push(position[graph.rank(from)]);
        }
        after.iter_mut().for_each(|list| list.sort_unstable());
        let nodes = order.iter().map(|node| &orchestration.nodes[*node]);
        let procedures = nodes.map(|node| find(codes, &node.run)).collect();
        let lookup = lookup::Lookup::default();
        let mut frame = Frame {
            specs,
            orchestration,
            triggers,
            order,
            procedures,
            after,
            sequence: OnceCell::new(),
            by_id: OnceCell::new(),
            lookup,
        };
        frame.lookup = lookup::Lookup::of(&frame);
        frame
    }

    fn node(&self, at: usize) -> &'a Node {
        &self.orchestration.nodes[self.order[at]]
    }

    fn procedure(&self, at: usize) -> Option<&'a Procedure> {
        self.procedures[at].map(|procedure| &self.specs.procedures[procedure])
    }

    fn position(&self, id: &str) -> Option<usize> {
        let by_id = self.by_id();
        let found = by_id.binary_search_by_key(&id, |at| &self.node(*at).id.value);
        found.ok().map(|at| by_id[at])
    }

    fn ids(&self) -> impl Iterator<Item = &'a str> + Clone + '_ {
        self.by_id().iter().map(|at| self.node(*at).id.value.as_str())
    }

    fn by_id(&self) -> &[usize] {
        self.by_id.get_or_init(|| {
            let mut by_id: Vec<usize> = (0..self.order.len()).collect();
            by_id.sort_unstable_by_key(|at| &self.node(*at).id.value);
            by_id
        })
    }

    /// Whether `first` always runs before `second` (or is skipped before it).
    fn before(&self, first: usize, second: usize) -> bool {
        let sequence = || Order::new(self.after.iter().map(Vec::as_slice));
        self.sequence.get_or_init(sequence).before(first, second)
    }

    /// Whether a node runs only where an earlier one does: its condition is the same or adds to that, or asks
    /// for its output.
    fn runs_only_with(&self, at: usize, earlier: usize) -> bool {
        let asks = |own| expr::holds_only_after(own, &self.node(earlier).id.value);
        self.adds_to(at, earlier) || self.node(at).when.as_ref().is_some_and(asks)
    }

    /// Whether the condition of a node is that of an earlier one, or adds to it.
    fn adds_to(&self, at: usize, earlier: usize) -> bool {
        match (&self.node(at).when, &self.node(earlier).when) {
            (Some(own), Some(other)) => expr::holds_only_where(own, other),
            (None, Some(_)) => false,
            (_, None) => true,
        }
    }

    /// The payload field that `$.path.lineId` or `$.payload.line_id` names: path parameters may be
    /// written as in the path.
    fn field_name<'n>(&self, root: Root, written: &'n str) -> &'n str
    where
        'a: 'n,
    {
        let params = self.triggers.iter().flat_map(|at| self.params(*at));
        let mut named = params.filter(|param| param.name.value == written);
        match (root, named.next()) {
            (Root::Path, Some(param)) => &param.field,
            _ => written,
        }
    }

    /// Whether a route of the flow has this field in its path.
    fn is_param(&self, field: &str) -> bool {
        let mut params = self.triggers.iter().flat_map(|at| self.params(*at));
        params.any(|param| param.field == field)
    }

    /// The parameters of all paths, as they are written there.
    fn param_names(&self) -> impl Iterator<Item = &'a str> + Clone + '_ {
        let params = self.triggers.iter().flat_map(|at| self.params(*at));
        params.map(|param| param.name.value.as_str())
    }

    /// Whether requests start it, and not events alone.
    fn has_route(&self) -> bool {
        let on = |at: &usize| &self.orchestration.triggers[*at].on.value;
        self.triggers.iter().any(|at| matches!(on(at), crate::ir::On::Api { .. }))
    }

    fn params(&self, trigger: usize) -> &'a [crate::ir::PathParam] {
        match &self.orchestration.triggers[trigger].on.value {
            crate::ir::On::Api { params, .. } => params,
            crate::ir::On::Event { .. } => &[],
        }
    }
}
