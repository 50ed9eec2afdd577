//! Whether the clauses that a run was held to are those that the new flow would have held it to.
//!
//! What was admitted, has run, or has returned was asked no more than the old clauses ask: one that is
//! new may not have held, one that is gone cannot matter. What failed for a clause failed for one of
//! the old ones: there it is the other way round.

use std::collections::BTreeSet;

use super::bindings::{bindings, expression};
use super::facts::{Objections, Pair, cause};
use super::report::Place;
use super::view::View;
use crate::ir::expr::Ref;
use crate::ir::flow::Computed;
use crate::ir::{Clause, Enforced, Procedure};
use hera_core::plan::Mode;

/// An enforced clause: what it means, its words, and its place.
struct Told<'a> {
    at: usize,
    key: String,
    text: &'a str,
    place: Place,
}

impl Pair<'_, '_> {
    /// Objections to every run: admission asks for something that it did not ask for.
    pub(super) fn admission(&self) -> Objections {
        let mut found = Objections::new();
        let nodes = 0..self.old.flow.nodes.len();
        let before: BTreeSet<String> = nodes.flat_map(|then| self.admitted(then)).collect();
        for now in 0..self.new.flow.nodes.len() {
            let Some(procedure) = self.new.procedure(now) else { continue };
            let id = self.new.id(now);
            let node = self.new.bound(now);
            let asked = procedure.enforced_preconditions();
            for clause in asked.filter(|clause| node.admitted.contains(&clause.at)) {
                if !before.contains(&asks(self.new, now, clause)) {
                    let Told { text, place, .. } = told(self.new, &procedure.preconditions, clause);
                    let message = format!(
                        "`{id}` asks for `{text}` on admission, which runs in flight may not meet"
                    );
                    found.push(cause("clause-added", message, [place]));
                }
            }
            for input in node.computed().filter(|input| input.on_admission) {
                if !before.contains(&computes(self.new, now, input)) {
                    let message = format!(
                        "admission computes `{}` of `{id}`, which may not fit for runs in flight",
                        input.input
                    );
                    let place = self.new.read.place(input.value.span, "this value");
                    found.push(cause("clause-added", message, [place]));
                }
            }
        }
        found
    }

    /// What admission has asked for a node, as far as it still means the same: whoever asks it of the
    /// same values again learns nothing new.
    fn admitted(&self, then: usize) -> Vec<String> {
        let Some(procedure) = self.old.procedure(then).filter(|_| self.same_values(then)) else {
            return Vec::new();
        };
        let asked = procedure.enforced_preconditions();
        let node = self.old.bound(then);
        let asked = asked.filter(|clause| node.admitted.contains(&clause.at));
        let computed = node.computed().filter(|input| input.on_admission);
        let computed = computed.map(|input| computes(self.old, then, input));
        asked.map(|clause| asks(self.old, then, clause)).chain(computed).collect()
    }

    /// Objections to a node that has run, or is being called: something is asked for before it now.
    pub(super) fn asked(&self, then: usize, now: usize) -> Objections {
        let (Some(old), Some(new)) = (self.old.procedure(then), self.new.procedure(now)) else {
            return Objections::new();
        };
        // What admission asks for speaks against every run.
        let beside = |told: &Told<'_>| !self.new.bound(now).admitted.contains(&told.at);
        let asked: Vec<Told<'_>> =
            preconditions(self.new, new).into_iter().filter(beside).collect();
        let fresh = missing(&asked, &preconditions(self.old, old), |told| {
            format!("`{}` has run without `{}`, which it asks for now", self.old.id(then), told)
        });
        fresh.into_iter().map(|(message, place)| cause("clause-added", message, [place])).collect()
    }

    /// Objections to what a node returned: something is promised of it now.
    pub(super) fn promised(&self, node: usize, old: &Procedure, new: &Procedure) -> Objections {
        let fresh = missing(&invariants(self.new, new), &invariants(self.old, old), |told| {
            format!("`{}` has not promised `{}`, which it promises now", self.old.id(node), told)
        });
        fresh.into_iter().map(|(message, place)| cause("clause-added", message, [place])).collect()
    }

    /// Objections to a boundary that failed for good: the clause for which it may have failed is gone,
    /// or would be asked of something else.
    pub(super) fn unmet(&self, boundary: usize) -> Objections {
        let mut found = Objections::new();
        for node in &self.old.flow.boundaries[boundary].nodes {
            let Some(now) = self.new.find(self.old.id(*node)) else { continue };
            let before = self.judged(*node);
            let mut computed = self.old.bound(*node).computed();
            let may_not_fit = computed.any(|input| !input.on_admission && !input.of_inverse);
            if before.is_empty() && !may_not_fit {
                continue;
            }
            found.extend(self.inputs(*node, now));
            found.extend(self.condition(*node, now));
            found.extend(self.defaults(*node));
            let after = self.new.procedure(now).map_or_else(Vec::new, |procedure| {
                let after = preconditions(self.new, procedure).into_iter();
                after.chain(invariants(self.new, procedure)).collect()
            });
            let gone = missing(&before, &after, |told| {
                let id = self.old.id(*node);
                format!("`{told}`, for which `{id}` may have failed, is enforced no more")
            });
            let place = |then| [self.new.at_node(now, "now"), then];
            found.extend(
                gone.into_iter().map(|(message, then)| cause("clause-gone", message, place(then))),
            );
        }
        found
    }

    /// The clauses of a node that are judged beside it, and not on admission.
    fn judged(&self, then: usize) -> Vec<Told<'_>> {
        let Some(procedure) = self.old.procedure(then) else { return Vec::new() };
        let node = self.old.bound(then);
        let before = procedure.enforced_preconditions();
        let before = before.filter(|clause| !node.admitted.contains(&clause.at));
        let mut all: Vec<Told<'_>> =
            before.map(|clause| told(self.old, &procedure.preconditions, clause)).collect();
        if self.old.node(then).mode == Mode::Persist {
            all.extend(invariants(self.old, procedure));
        }
        all
    }

    /// Whether the inverses of a node are held to the same clauses.
    pub(super) fn same_clauses_of_inverse(&self, then: usize, now: usize) -> bool {
        let keys = |view: &View<'_>, inverse: Option<&Procedure>| -> Option<[Vec<String>; 2]> {
            let inverse = inverse?;
            Some([preconditions(view, inverse), invariants(view, inverse)].map(|all| {
                let mut keys: Vec<String> = all.into_iter().map(|told| told.key).collect();
                keys.sort();
                keys
            }))
        };
        keys(self.old, self.old.inverse(then)) == keys(self.new, self.new.inverse(now))
    }
}

/// A clause of admission with all that it depends on: the node's condition and the inputs it reads.
fn asks(view: &View<'_>, node: usize, clause: Enforced<'_>) -> String {
    let bound = view.bound(node);
    let when = bound.when.as_ref().map(|when| expression(view, when));
    let given = bindings(view, node, &bound.inputs);
    let reads = clause.reads().into_iter().map(|read| match read {
        Ref::Input(name) => given.get(name).map(|(text, _)| text.as_str()),
        _ => None,
    });
    let reads: Vec<_> = reads.collect();
    format!("{} of {reads:?} if {when:?}", expression(view, clause.condition))
}

/// What admission computes, with all that it depends on.
fn computes(view: &View<'_>, node: usize, input: Computed<'_>) -> String {
    let when = view.bound(node).when.as_ref().map(|when| expression(view, when));
    format!("{} as {} if {when:?}", expression(view, input.value), input.value.ty)
}

fn preconditions<'a>(view: &View<'_>, procedure: &'a Procedure) -> Vec<Told<'a>> {
    let all = procedure.enforced_preconditions();
    all.map(|clause| told(view, &procedure.preconditions, clause)).collect()
}

fn invariants<'a>(view: &View<'_>, procedure: &'a Procedure) -> Vec<Told<'a>> {
    let all = procedure.enforced_invariants();
    all.map(|clause| told(view, &procedure.invariants, clause)).collect()
}

fn told<'a>(view: &View<'_>, section: &[Clause], clause: Enforced<'a>) -> Told<'a> {
    let place = view.read.place(section[clause.at].text.span, "this clause");
    Told { at: clause.at, key: expression(view, clause.condition), text: clause.text, place }
}

/// The clauses that the others lack: what is said of each, and its place.
fn missing(
    all: &[Told<'_>],
    others: &[Told<'_>],
    say: impl Fn(&str) -> String,
) -> Vec<(String, Place)> {
    let lacks = |told: &&Told<'_>| others.iter().all(|other| other.key != told.key);
    all.iter().filter(lacks).map(|told| (say(told.text), told.place.clone())).collect()
}
