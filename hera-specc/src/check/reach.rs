//! Which nodes the events of an orchestration reach, by its edges alone: also where a flow was left
//! out since it is broken.

use std::collections::BTreeSet;

use crate::ir::Orchestration;

/// What the events of an orchestration reach. Nodes are positions in the orchestration.
pub(super) struct Reach {
    events: Vec<(String, BTreeSet<usize>)>,
    lost: BTreeSet<usize>,
}

impl Reach {
    /// What the events of this orchestration reach.
    pub(super) fn of(orchestration: &Orchestration) -> Reach {
        let mut reach = Reach { events: Vec::new(), lost: BTreeSet::new() };
        for trigger in &orchestration.triggers {
            let event = trigger.emit.value.as_str();
            if reach.nodes(event).is_none() {
                reach.events.push((event.to_owned(), nodes_of(orchestration, event)));
            }
        }
        for event in orchestration.chains.iter().filter_map(|chain| chain.event.as_ref()) {
            if reach.nodes(&event.value).is_none() {
                reach.lost.extend(nodes_of(orchestration, &event.value));
            }
        }
        reach
    }

    /// The nodes of an event that a trigger emits.
    pub(super) fn nodes(&self, event: &str) -> Option<&BTreeSet<usize>> {
        self.events.iter().find(|(known, _)| known == event).map(|(_, nodes)| nodes)
    }

    /// The events that a trigger emits, in the order of the triggers.
    pub(super) fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|(event, _)| event.as_str())
    }

    /// The events that a trigger emits, each with the nodes that it reaches.
    pub(super) fn flows(&self) -> impl Iterator<Item = (&str, &BTreeSet<usize>)> {
        self.events.iter().map(|(event, nodes)| (event.as_str(), nodes))
    }

    /// The events that reach a node.
    pub(super) fn events_of(&self, node: usize) -> Vec<&str> {
        let reaching = self.events.iter().filter(|(_, nodes)| nodes.contains(&node));
        reaching.map(|(event, _)| event.as_str()).collect()
    }

    /// Whether an event reaches the node.
    pub(super) fn reaches(&self, node: usize) -> bool {
        self.events.iter().any(|(_, nodes)| nodes.contains(&node))
    }

    /// Whether only chains of events that nobody emits (HS0507) reach the node.
    pub(super) fn is_lost(&self, node: usize) -> bool {
        !self.reaches(node) && self.lost.contains(&node)
    }
}

fn nodes_of(orchestration: &Orchestration, event: &str) -> BTreeSet<usize> {
    let chains = orchestration.chains_of(event);
    chains.into_iter().flat_map(|chain| &chain.nodes).map(|node| node.value).collect()
}
