//! HS1808: contracts of a playbook seed wait for each other.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Before, Seed};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for seed in cx.seeds() {
        diags_of(seed).into_iter().for_each(|found| diags.push(found));
    }
}

/// The cycle that the first pair in one closes.
fn diags_of(seed: &Seed) -> Option<Diagnostic> {
    let (at, path) = seed.edges.iter().enumerate().find_map(|(at, edge)| {
        Some((at, way(&seed.edges[..at], edge.then, edge.first, seed.contracts.len())?))
    })?;
    let name = |contract: usize| seed.contracts[contract].0.value.as_str();
    let closing = &seed.edges[at];
    let mut names = vec![format!("`{}`", name(closing.first))];
    names.extend(path.iter().map(|edge| format!("`{}`", name(edge.first))));
    names.push(format!("`{}`", name(closing.first)));
    if path.is_empty() {
        names.truncate(1);
    }
    let message = if path.is_empty() {
        format!("contract {} waits for itself", names[0])
    } else {
        format!("contracts wait for each other: {}", names.join(" -> "))
    };
    let mut found = Diagnostic::new(&catalogue::HS1808, closing.span, message)
        .help("remove one of the pairs: each says that its first file is loaded before its second");
    for edge in path {
        let label = format!("`{}` before `{}`", name(edge.first), name(edge.then));
        found = found.secondary(edge.span, label);
    }
    Some(found)
}

/// A shortest way from one contract to another, as pairs; empty where they are the same.
fn way(edges: &[Before], from: usize, to: usize, count: usize) -> Option<Vec<&Before>> {
    let mut came: Vec<Option<&Before>> = vec![None; count];
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            let mut path = Vec::new();
            let mut at = to;
            while at != from {
                let edge = came[at]?;
                path.push(edge);
                at = edge.first;
            }
            path.reverse();
            return Some(path);
        }
        for edge in edges.iter().filter(|edge| edge.first == at) {
            if edge.then != from && came[edge.then].is_none() {
                came[edge.then] = Some(edge);
                queue.push_back(edge.then);
            }
        }
    }
    None
}
