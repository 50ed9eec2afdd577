//! Orchestrations that name orchestrations where a procedure is meant, and the circles among them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::cx::Cx;
use super::references::{Reference, references};
use crate::ir::{Orchestration, SmartCode};
use crate::source::Spanned;

/// An orchestration that names another one.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    /// Who calls.
    pub(super) from: &'a Orchestration,
    /// By what.
    pub(super) code: &'a Spanned<SmartCode>,
    /// Position of the one that is called.
    to: usize,
}

/// The shortest circle of each set of orchestrations that call each other; it starts with the
/// first of them.
pub(super) fn circles<'a>(cx: &Cx<'a>) -> Vec<Vec<Call<'a>>> {
    let calls = calls(cx);
    let mut taken = BTreeSet::new();
    let mut circles = Vec::new();
    for start in calls.keys() {
        if taken.contains(start) {
            continue;
        }
        if let Some(circle) = circle(&calls, *start) {
            taken.extend(circle.iter().map(|call| call.to));
            circles.push(circle);
        }
    }
    circles
}

type Calls<'a> = BTreeMap<usize, Vec<Call<'a>>>;

/// All calls, by the position of the caller.
fn calls<'a>(cx: &Cx<'a>) -> Calls<'a> {
    let all = &cx.specs.orchestrations;
    let known: BTreeMap<&str, usize> =
        all.iter().enumerate().map(|(at, spec)| (spec.code.value.canonical(), at)).collect();
    let mut calls = Calls::new();
    for (at, from) in all.iter().enumerate() {
        for Reference { code, .. } in references(from) {
            // One that names itself names no procedure, and that is all (HS1106).
            if let Some(to) = known.get(code.value.canonical()).filter(|to| **to != at) {
                calls.entry(at).or_default().push(Call { from, code, to: *to });
            }
        }
    }
    calls
}

/// Breadth first from `start` until a call leads back to it.
fn circle<'a>(calls: &Calls<'a>, start: usize) -> Option<Vec<Call<'a>>> {
    let mut reached: BTreeMap<usize, (usize, Call<'a>)> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for call in calls.get(&at).into_iter().flatten() {
            if call.to == start {
                let mut path = vec![*call];
                let mut here = at;
                while here != start {
                    let (before, call) = reached[&here];
                    path.push(call);
                    here = before;
                }
                path.reverse();
                return Some(path);
            }
            if let std::collections::btree_map::Entry::Vacant(fresh) = reached.entry(call.to) {
                fresh.insert((at, *call));
                queue.push_back(call.to);
            }
        }
    }
    None
}
