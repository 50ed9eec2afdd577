//! The way back: whether the new flow would undo what the old one has begun to undo.

use super::bindings::{bindings, payload_reads};
use super::facts::{Objections, Pair, cause};
use super::points::undoable;
use super::view::View;
use crate::ir::flow::{FlowCompensation, Required};

impl Pair<'_, '_> {
    /// Objections to a node whose compensation has begun.
    pub(super) fn undone(&self, node: usize) -> Objections {
        let mut found = Objections::new();
        if let Some(now) = self.new.find(self.old.id(node)) {
            found.extend(self.same_inverse(node, now));
        }
        found.extend(self.way_back());
        found
    }

    /// Another inverse, or the same one with other inputs.
    fn same_inverse(&self, then: usize, now: usize) -> Objections {
        let id = self.old.id(then);
        let (before, after) = (&self.old.node(then).compensation, &self.new.node(now).compensation);
        let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
        let places = || [place(self.new, now, "now"), place(self.old, then, "then")];
        let what = if before.procedure != after.procedure {
            format!("`{}` undid `{id}`, and `{}` would", before.procedure, after.procedure)
        } else if before.effects != after.effects || before.needs_output != after.needs_output {
            format!("the inverse of `{id}` changes other things than it did")
        } else if !self.same_inputs_of_inverse(then, now) {
            format!("the inverse of `{id}` was called with other inputs")
        } else if !self.same_clauses_of_inverse(then, now) {
            format!("the inverse of `{id}` was held to other clauses")
        } else if before.errors.iter().any(|error| {
            let now = after.errors.iter().find(|now| now.code == error.code);
            error.retryable && now.is_none_or(|now| !now.retryable)
        }) {
            format!("a failure of the inverse of `{id}` that was retried is final now")
        } else {
            return Vec::new();
        };
        vec![cause("compensation-changed", what, places())]
    }

    fn same_inputs_of_inverse(&self, then: usize, now: usize) -> bool {
        let list = |view: &View<'_>, node: usize, found: &FlowCompensation| {
            let all = bindings(view, node, &found.inputs);
            all.into_iter().map(|(name, (text, _))| (name, text)).collect::<Vec<_>>()
        };
        let (old, new) = (&self.old.bound(then).compensation, &self.new.bound(now).compensation);
        let (Some(old), Some(new)) = (old, new) else { return false };
        let defaults = payload_reads(&old.inputs, None).into_iter().all(|name| {
            match (self.old.field(name), self.new.field(name)) {
                (Some(then), Some(now)) => {
                    then.required == Required::Always || then.default == now.default
                }
                _ => true,
            }
        });
        list(self.old, then, old) == list(self.new, now, new) && defaults
    }

    /// Objections to any way back that has begun: it can be finished only where everything on it has
    /// an inverse.
    fn way_back(&self) -> Objections {
        let mut found = Objections::new();
        if !self.new.plan.compensation.auto {
            let message = "the way back had begun, and `auto_compensate` is off now";
            found.push(cause("compensation-gone", message, [self.new.at_event("off now")]));
        }
        for node in (0..self.old.plan.nodes.len()).filter(|node| undoable(self.old, *node)) {
            let id = self.old.id(node);
            let Some(now) = self.new.find(id) else { continue };
            let (Some(before), after) =
                (&self.old.node(node).compensation, &self.new.node(now).compensation)
            else {
                continue;
            };
            let message = match after {
                None => format!("`{id}` may have to be undone, and has no compensation any more"),
                Some(after) if after.needs_output && !before.needs_output => {
                    format!("the inverse of `{id}` reads an output that it may not have given")
                }
                Some(_) => continue,
            };
            let places = [place(self.new, now, "now"), place(self.old, node, "then")];
            found.push(cause("compensation-gone", message, places));
        }
        found
    }

    /// Objections to a run that waits for a person: it has to wait for the same one.
    pub(super) fn parked(&self) -> Objections {
        let mut found = Objections::new();
        let auto = |view: &View<'_>| view.plan.compensation.auto;
        if auto(self.old) != auto(self.new) {
            found.push(cause(
                "way-back-changed",
                "a parked run waits for what `auto_compensate` said, which is another now",
                [self.new.at_event("now"), self.old.at_event("then")],
            ));
        }
        for node in (0..self.old.plan.nodes.len()).filter(|node| undoable(self.old, *node)) {
            let id = self.old.id(node);
            let Some(now) = self.new.find(id) else { continue };
            let way = |view: &View<'_>, node: usize| {
                view.node(node).compensation.as_ref().map(|inverse| inverse.needs_output)
            };
            if way(self.old, node) != way(self.new, now) {
                let message =
                    format!("a parked run may wait for `{id}`, which is undone otherwise now");
                let places = [place(self.new, now, "now"), place(self.old, node, "then")];
                found.push(cause("way-back-changed", message, places));
            }
        }
        found
    }
}

/// The place of a node's compensation; of the node where it has none.
fn place(view: &View<'_>, node: usize, label: &str) -> super::report::Place {
    let spec = view.spec(node);
    let span = spec.compensation.as_ref().map_or(spec.id.span, |inverse| inverse.run.span);
    view.read.place(span, label)
}
