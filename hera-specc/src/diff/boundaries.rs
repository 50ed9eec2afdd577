//! Whether the facts about boundaries and calls can stand in a journal of the new flow.

use super::facts::{Objections, Pair, cause};
use super::points::Spot;

impl Pair<'_, '_> {
    /// Objections to a fact itself; what had to come before it is judged on its own.
    pub(super) fn objections(&self, spot: Spot) -> Objections {
        match spot {
            // The payload speaks against every point, and is judged once.
            Spot::Start => Objections::new(),
            Spot::Called(node) => self.called(node),
            Spot::Asked(node) => [self.called(node), self.attempts()].concat(),
            Spot::Answered(node) => [self.called(node), self.output(node)].concat(),
            Spot::Retried(boundary) => {
                [self.failed(boundary), self.attempts(), self.retryable(boundary)].concat()
            }
            Spot::Failed(boundary) => {
                [self.failed(boundary), self.errors(boundary), self.unmet(boundary)].concat()
            }
            Spot::Committed(boundary) => self.committed(boundary),
            Spot::Undone(node) => {
                let own = [self.decided(node), self.output(node)].concat();
                [own, self.undone(node), self.attempts()].concat()
            }
            Spot::Parked => self.parked(),
        }
    }

    /// Objections to a boundary that has committed.
    pub(super) fn committed(&self, boundary: usize) -> Objections {
        let mut found = self.failed(boundary);
        if let Some(now) = self.new.find_boundary(&self.old.boundary(boundary).name) {
            found.extend(self.order(boundary, now));
        }
        for node in &self.old.flow.boundaries[boundary].nodes {
            found.extend(self.decided(*node));
            found.extend(self.output(*node));
        }
        found
    }

    /// Other nodes in the boundary, or in another order: a journal of it is a list of steps.
    fn order(&self, then: usize, now: usize) -> Objections {
        let (before, after) = (self.old.turns(then), self.new.turns(now));
        if before == after {
            return Vec::new();
        }
        let name = &self.old.boundary(then).name;
        let all = |(outside, inside): &(Vec<&str>, Vec<&str>)| {
            let mut ids: Vec<String> =
                outside.iter().chain(inside).map(|id| format!("`{id}`")).collect();
            ids.sort();
            ids
        };
        let (old, new) = (all(&before), all(&after));
        let added: Vec<&str> =
            new.iter().filter(|id| !old.contains(id)).map(String::as_str).collect();
        let message = match (added.is_empty(), old == new) {
            (_, true) => format!("the nodes of `{name}` run in another order"),
            (false, _) => {
                format!("`{name}` has committed without {}, which is in it now", added.join(", "))
            }
            (true, false) => format!("`{name}` has committed with nodes that are not in it now"),
        };
        let places = [self.new.at_boundary(now, "now"), self.old.at_boundary(then, "then")];
        vec![cause("boundary-regrouped", message, places)]
    }

    /// Objections to a boundary that was attempted: it is there, its nodes are in it, and all that
    /// comes before it now came before it then.
    fn failed(&self, boundary: usize) -> Objections {
        let name = &self.old.boundary(boundary).name;
        let Some(now) = self.new.find_boundary(name) else {
            let message = format!("there is no boundary `{name}` any more");
            let places = [self.old.at_boundary(boundary, "the journal names it")];
            return vec![cause("boundary-gone", message, places)];
        };
        let mut found = self.before(boundary, now);
        for node in &self.old.flow.boundaries[boundary].nodes {
            let id = self.old.id(*node);
            match self.new.find(id) {
                Some(at) if self.new.node(at).boundary.0 as usize == now => {}
                Some(at) => found.push(cause(
                    "boundary-regrouped",
                    format!("`{id}` is not in `{name}` any more"),
                    [self.new.at_node(at, "commits elsewhere"), self.old.at_node(*node, "then")],
                )),
                None => found.extend(self.decided(*node)),
            }
        }
        found
    }

    /// What has to commit before a boundary that did not have to.
    fn before(&self, then: usize, now: usize) -> Objections {
        let mut found = Objections::new();
        for other in self.new.after(now) {
            let name = &self.new.boundary(other).name;
            let known = self.old.find_boundary(name);
            if known.is_some_and(|known| self.old.precedes(known, then)) {
                continue;
            }
            let own = &self.old.boundary(then).name;
            let message = match known {
                Some(_) => format!("`{name}` has to commit before `{own}`, and may not have"),
                None => format!("`{name}` is new, and has to commit before `{own}`"),
            };
            let places = [
                self.new.at_boundary(other, "before"),
                self.old.at_boundary(then, "began without"),
            ];
            found.push(cause("order-added", message, places));
        }
        found
    }

    /// Objections to an external node whose intent is durable.
    fn called(&self, node: usize) -> Objections {
        let mut found = self.decided(node);
        let id = self.old.id(node);
        let Some(now) = self.new.find(id) else { return found };
        let (then_in, now_in) =
            (self.old.node(node).boundary.0 as usize, self.new.node(now).boundary.0 as usize);
        found.extend(self.before(then_in, now_in));
        let ((outside, inside), (now_outside, _)) =
            (self.old.turns(then_in), self.new.turns(now_in));
        if inside.contains(&id) == now_outside.contains(&id) {
            let message = format!("`{id}` was called at another place of its transaction");
            let places = [self.new.at_node(now, "now"), self.old.at_node(node, "then")];
            found.push(cause("boundary-regrouped", message, places));
            return found;
        }
        // What is called before it has answered, or its condition was false; within the transaction
        // that is all that is called before it opens.
        let earlier: Vec<&str> = outside.into_iter().take_while(|other| *other != id).collect();
        for other in now_outside.iter().take_while(|other| **other != id) {
            match self.old.find(other).filter(|_| earlier.contains(other)) {
                Some(other) => found.extend(self.decided(other)),
                None => {
                    let at = self.new.find(other).unwrap_or(now);
                    let message = format!("`{other}` has to be called before `{id}`");
                    let places = [self.new.at_node(at, "before"), self.old.at_node(node, "called")];
                    found.push(cause("order-added", message, places));
                }
            }
        }
        found
    }

    /// Fewer attempts than a run may have made.
    fn attempts(&self) -> Objections {
        let (then, now) = (self.old.plan.retry.max_attempts, self.new.plan.retry.max_attempts);
        if now >= then {
            return Vec::new();
        }
        let message = format!("{then} attempts were allowed, and {now} are now");
        let place = |view: &super::view::View<'_>, label| match view.orchestration.retry.span {
            Some(span) => view.read.place(span, label),
            None => view.at_event(label),
        };
        let places = [place(self.new, "now"), place(self.old, "then")];
        vec![cause("fewer-attempts", message, places)]
    }

    /// Failures that were retried and are final now.
    fn retryable(&self, boundary: usize) -> Objections {
        self.codes(boundary, |then, now| then && now != Some(true), "was retried, and is final now")
    }

    /// Failures that no node of the boundary has any more.
    fn errors(&self, boundary: usize) -> Objections {
        self.codes(boundary, |_, now| now.is_none(), "is not declared any more")
    }

    /// Declared errors of a boundary's nodes: whether each is retried, then and (if declared) now.
    fn codes(
        &self,
        boundary: usize,
        objects: impl Fn(bool, Option<bool>) -> bool,
        what: &str,
    ) -> Objections {
        let mut found = Objections::new();
        for node in &self.old.flow.boundaries[boundary].nodes {
            let id = self.old.id(*node);
            let Some(now) = self.new.find(id) else { continue };
            for error in self.old.node(*node).errors.iter() {
                let mut after = self.new.node(now).errors.iter();
                let after = after.find(|other| other.code == error.code).map(|e| e.retryable);
                if objects(error.retryable, after) {
                    let message =
                        format!("`{}`, with which `{id}` may have failed, {what}", error.code);
                    let places = [self.new.at_node(now, "now"), self.old.at_node(*node, "then")];
                    found.push(cause("error-changed", message, places));
                }
            }
        }
        found
    }
}
