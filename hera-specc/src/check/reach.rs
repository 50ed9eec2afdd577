//! Which nodes the events of an orchestration reach, by its edges alone: also where a flow was left
//! out since it is broken.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Chains, Orchestration};

/// What the events of an orchestration reach. Nodes are positions in the orchestration.
pub(super) struct Reach {
    /// In the order of the triggers, each with whether it reaches any node.
    events: Vec<(String, bool)>,
    /// Positions in `events`.
    by_name: BTreeMap<String, usize>,
    /// For each node the events that reach it: positions in `events`.
    of_node: Vec<Vec<usize>>,
    /// What only chains of events that nobody emits reach.
    lost: Vec<bool>,
    /// What stands in any chain.
    listed: Vec<bool>,
}

impl Reach {
    /// What the events of this orchestration reach.
    pub(super) fn of(orchestration: &Orchestration) -> Reach {
        let none = vec![false; orchestration.nodes.len()];
        let mut reach = Reach {
            events: Vec::new(),
            by_name: BTreeMap::new(),
            of_node: vec![Vec::new(); orchestration.nodes.len()],
            lost: none.clone(),
            listed: none,
        };
        let all = orchestration.chains.iter().flat_map(|chain| &chain.nodes);
        all.for_each(|node| reach.listed[node.value] = true);
        let chains = Chains::of(orchestration);
        for trigger in &orchestration.triggers {
            reach.add(&trigger.emit.value, &chains);
        }
        let mut strange = BTreeSet::new();
        for event in orchestration.chains.iter().filter_map(|chain| chain.event.as_ref()) {
            if !reach.is_emitted(&event.value) && strange.insert(&event.value) {
                nodes_of(&chains, &event.value).for_each(|node| reach.lost[node] = true);
            }
        }
        reach
    }

    fn add(&mut self, event: &str, chains: &Chains<'_>) {
        if self.by_name.contains_key(event) {
            return;
        }
        let at = self.events.len();
        let mut any = false;
        for node in nodes_of(chains, event) {
            any = true;
            if self.of_node[node].last() != Some(&at) {
                self.of_node[node].push(at);
            }
        }
        self.by_name.insert(event.to_owned(), at);
        self.events.push((event.to_owned(), any));
    }

    /// Whether a trigger emits the event.
    pub(super) fn is_emitted(&self, event: &str) -> bool {
        self.by_name.contains_key(event)
    }

    /// Whether a trigger emits the event, and a node follows it.
    pub(super) fn starts(&self, event: &str) -> bool {
        self.by_name.get(event).is_some_and(|at| self.events[*at].1)
    }

    /// The events that a trigger emits, in the order of the triggers.
    pub(super) fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|(event, _)| event.as_str())
    }

    /// The events that reach a node.
    pub(super) fn events_of(&self, node: usize) -> impl ExactSizeIterator<Item = &str> {
        self.of_node[node].iter().map(|at| self.events[*at].0.as_str())
    }

    /// The events that reach any of some nodes, and whether one of them reaches all.
    pub(super) fn events_of_any(&self, nodes: &[usize]) -> (Vec<&str>, bool) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for event in nodes.iter().flat_map(|node| &self.of_node[*node]) {
            *counts.entry(*event).or_default() += 1;
        }
        let whole = counts.values().any(|count| *count == nodes.len());
        (counts.keys().map(|at| self.events[*at].0.as_str()).collect(), whole)
    }

    /// Whether an event reaches the node.
    pub(super) fn reaches(&self, node: usize) -> bool {
        !self.of_node[node].is_empty()
    }

    /// Whether only chains of events that nobody emits (HS0507) reach the node.
    pub(super) fn is_lost(&self, node: usize) -> bool {
        !self.reaches(node) && self.lost[node]
    }

    /// Whether the node stands in any chain, reached or not.
    pub(super) fn is_listed(&self, node: usize) -> bool {
        self.listed[node]
    }
}

/// The nodes that an event reaches; some more than once.
fn nodes_of<'a>(chains: &Chains<'a>, event: &str) -> impl Iterator<Item = usize> + use<'a> {
    let chains = chains.of_event(event);
    chains.into_iter().flat_map(|chain| &chain.nodes).map(|node| node.value)
}
