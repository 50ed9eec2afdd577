//! Branches: nodes that wait for the same nodes and ask for the same value of an enum.

use std::collections::BTreeMap;

use super::choice::Choice;
use crate::ir::Flow;

/// One branch: its position in the flow, and when it runs.
pub(super) type Branch<'a> = (usize, Choice<'a>);

/// The branches of a flow in groups of two and more, in the order of their first nodes.
pub(super) fn groups(flow: &Flow) -> Vec<Vec<Branch<'_>>> {
    let mut groups: BTreeMap<_, Vec<Branch<'_>>> = BTreeMap::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        if let Some(choice) = node.when.as_ref().and_then(Choice::of) {
            groups.entry((&node.after, choice.term())).or_default().push((at, choice));
        }
    }
    let mut groups: Vec<_> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| group[0].0);
    groups
}
