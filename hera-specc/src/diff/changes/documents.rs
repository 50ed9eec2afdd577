//! What changed of a workflow definition or a playbook seed, for those who rely on it.

use std::collections::BTreeSet;

use super::super::side::Read;
use super::Detail;
use super::visible::{broken, harmless};
use crate::ir::{Seed, Transition, Workflow};

/// States, and who may go where.
pub(super) fn workflow(then: &Workflow, now: &Workflow) -> Vec<Detail> {
    let states = |spec: &Workflow| -> Vec<String> {
        spec.states.iter().map(|state| state.value.clone()).collect()
    };
    let (before, after) = (states(then), states(now));
    let mut found = gone_and_new(&before, &after, "state");
    let start = |spec: &Workflow| spec.initial.as_ref().map(|at| spec.state(at.value).to_owned());
    if let (Some(was), Some(is)) = (start(then), start(now))
        && was != is
    {
        found.push(harmless(format!("it starts in `{is}`, and not in `{was}`")));
    }
    let ways = |spec: &Workflow| -> Vec<String> {
        let all = spec.transitions.iter().map(|step| way(spec, step));
        all.collect::<BTreeSet<_>>().into_iter().collect()
    };
    found.extend(gone_and_new(&ways(then), &ways(now), "transition"));
    for step in &then.transitions {
        let name = way(then, step);
        let Some(other) = now.transitions.iter().find(|other| way(now, other) == name) else {
            continue;
        };
        found.extend(transition(&name, step, other));
    }
    found
}

fn way(spec: &Workflow, step: &Transition) -> String {
    format!("{} -> {}", spec.state(step.from.value), spec.state(step.to.value))
}

fn transition(name: &str, then: &Transition, now: &Transition) -> Vec<Detail> {
    let roles = |step: &Transition| -> Vec<String> {
        step.by.iter().map(|role| role.value.clone()).collect()
    };
    let (before, after) = (roles(then), roles(now));
    let lost = before.iter().filter(|role| !after.contains(role));
    let mut found: Vec<Detail> =
        lost.map(|role| broken(format!("`{role}` may not take `{name}` any more"))).collect();
    let fresh = after.iter().filter(|role| !before.contains(role));
    found.extend(fresh.map(|role| harmless(format!("`{role}` may take `{name}` now"))));
    let codes = |step: &Transition| -> [Vec<String>; 2] {
        [&step.guards, &step.effects]
            .map(|list| list.iter().map(|code| code.value.canonical().to_owned()).collect())
    };
    let ([guards, effects], [guards_now, effects_now]) = (codes(then), codes(now));
    let asked = guards_now.iter().filter(|code| !guards.contains(code));
    found.extend(asked.map(|code| broken(format!("`{name}` is guarded by `{code}` now"))));
    let free = guards.iter().filter(|code| !guards_now.contains(code));
    found.extend(free.map(|c| harmless(format!("`{name}` is guarded by `{c}` no more"))));
    if effects != effects_now {
        found.push(harmless(format!("`{name}` has other effects")));
    }
    found
}

fn gone_and_new(before: &[String], after: &[String], what: &str) -> Vec<Detail> {
    let gone = before.iter().filter(|name| !after.contains(name));
    let fresh = after.iter().filter(|name| !before.contains(name));
    let gone = gone.map(|name| broken(format!("{what} `{name}` is gone")));
    gone.chain(fresh.map(|name| harmless(format!("{what} `{name}` is new")))).collect()
}

/// The files that a seed loads, and what they say. What was loaded stays loaded: whoever loads it anew
/// gets something else.
pub(super) fn seed(then: (&Seed, &Read), now: (&Seed, &Read)) -> Vec<Detail> {
    let names = |seed: &Seed| -> Vec<String> {
        seed.contracts.iter().map(|(name, _)| name.value.clone()).collect()
    };
    let mut found = gone_and_new(&names(then.0), &names(now.0), "file");
    for (name, file) in &then.0.contracts {
        let other = now.0.contracts.iter().find(|(other, _)| other.value == name.value);
        let tree = |read: &Read, file| Option::and_then(file, |file| read.tree(file));
        if let Some((_, other)) = other
            && tree(then.1, *file) != tree(now.1, *other)
        {
            found.push(harmless(format!("file `{name}` says something else")));
        }
    }
    found
}
