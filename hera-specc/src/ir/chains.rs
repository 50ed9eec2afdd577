//! Which edge lines belong to which event's flow, without a search for each.

use std::collections::BTreeMap;

use super::{Chain, Orchestration};

/// The edge lines of an orchestration, by what they start with.
pub struct Chains<'a> {
    chains: &'a [Chain],
    /// Those that start with an event.
    by_event: BTreeMap<&'a str, Vec<usize>>,
    /// Those that start with a node, by its position.
    by_node: Vec<Vec<usize>>,
}

impl<'a> Chains<'a> {
    /// The edge lines of `orchestration`.
    #[must_use]
    pub fn of(orchestration: &'a Orchestration) -> Chains<'a> {
        let chains = &orchestration.chains;
        let mut by_event: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_node: Vec<Vec<usize>> = vec![Vec::new(); orchestration.nodes.len()];
        for (at, chain) in chains.iter().enumerate() {
            match (&chain.event, chain.nodes.first()) {
                (Some(event), _) => by_event.entry(&event.value).or_default().push(at),
                (None, Some(first)) => by_node[first.value].push(at),
                (None, None) => {}
            }
        }
        Chains { chains, by_event, by_node }
    }

    /// The edge lines that belong to an event's flow: the chains that start with it, and those that
    /// start with a node of the flow.
    #[must_use]
    pub fn of_event(&self, event: &str) -> Vec<&'a Chain> {
        let mut round = self.by_event.get(event).cloned().unwrap_or_default();
        let mut seen = vec![0_u64; self.by_node.len().div_ceil(64)];
        let mut taken = Vec::new();
        // A chain may bring in the node with which others start: they follow in the next round.
        while !round.is_empty() {
            let mut next = Vec::new();
            for chain in round.iter().map(|at| &self.chains[*at]) {
                taken.push(chain);
                for node in chain.nodes.iter().map(|node| node.value) {
                    let (word, bit) = (&mut seen[node / 64], 1 << (node % 64));
                    if *word & bit == 0 {
                        *word |= bit;
                        next.extend(&self.by_node[node]);
                    }
                }
            }
            next.sort_unstable();
            round = next;
        }
        taken
    }
}
