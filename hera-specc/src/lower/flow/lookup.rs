//! What a flow's nodes give and ask for, by name: a search over all nodes for each input of each node
//! would make long flows slow.

use std::collections::{BTreeMap, BTreeSet};

use super::Frame;
use crate::ir::Field;
use crate::ir::expr::Root;
use crate::lower::expr;
use hera_core::plan::Mode;

/// What nodes give and ask for. Nodes are positions in the flow.
#[derive(Default)]
pub(super) struct Lookup<'a> {
    /// The nodes that surely return a field of this name, in order.
    givers: BTreeMap<&'a str, Vec<(usize, &'a Field)>>,
    /// The inputs of the nodes that wait for none.
    first_inputs: BTreeSet<&'a str>,
    /// Whether the node runs only under a condition that admission can tell.
    told_at_admission: Vec<bool>,
}

impl<'a> Lookup<'a> {
    pub(super) fn of(frame: &Frame<'a>) -> Lookup<'a> {
        let mut lookup = Lookup::default();
        for at in 0..frame.order.len() {
            let node = frame.node(at);
            let on_request = |when| {
                let root = |root: Option<Root>| root.is_some_and(|root| root != Root::Nodes);
                let reads = expr::infer_reads(when);
                reads.iter().all(|(path, _)| root(path.root.as_ref().map(|root| root.value)))
            };
            lookup.told_at_admission.push(node.when.as_ref().is_some_and(on_request));
            let Some(procedure) = frame.procedure(at) else { continue };
            if node.when.is_none() && node.mode() == Mode::Persist {
                for field in &procedure.response {
                    lookup.givers.entry(&field.name.value).or_default().push((at, field));
                }
            }
            if frame.after[at].is_empty() {
                let names = procedure.inputs.iter().map(|input| input.name.value.as_str());
                lookup.first_inputs.extend(names);
            }
        }
        lookup
    }

    /// The nodes before `at` in the flow's order that surely return a field of this name.
    pub(super) fn givers(&self, name: &str, at: usize) -> impl Iterator<Item = (usize, &'a Field)> {
        let all = self.givers.get(name).map_or(&[][..], Vec::as_slice);
        all.iter().copied().take_while(move |(node, _)| *node < at)
    }

    /// Whether a node that waits for none has an input of this name.
    pub(super) fn is_first_input(&self, name: &str) -> bool {
        self.first_inputs.contains(name)
    }

    /// Whether the node runs only under a condition that admission can tell.
    pub(super) fn is_told_at_admission(&self, at: usize) -> bool {
        self.told_at_admission[at]
    }
}
