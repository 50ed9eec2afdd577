//! The proof of the ways back: how a flow can end when a node of it fails for good.
//!
//! Made at build time from the plan and from one question, whether two conditions can hold
//! together. For every node and every failure of it, all runs are covered: each truth of the
//! conditions, each interleaving of parallel boundaries, each crash and take-over. It promises that
//! no run parks forward where the table says that none can, and that each finding has a run that
//! does; the tests hold it against the machine itself, exhaustively.
//!
//! What it takes for granted: a condition has one truth in a run, and compensations succeed in the
//! end (one that fails for good parks the run on its way back, wherever that is).
//!
//! It is pairwise because a skip does not propagate. With a boundary `b` in which a node fails, a
//! node with effects elsewhere stands when its boundary comes before `b`, and may stand when it runs
//! beside `b`. In `b` itself the rollback takes care of all but the external nodes called so far.

mod inside;
mod path;
mod reach;
#[cfg(test)]
mod tests;

#[cfg(feature = "serde")]
use serde::Serialize;

use crate::entry::{implicit, infrastructure};
use crate::machine::is_external;
use crate::plan::{Effects, NodeIx, Plan, Text};

use inside::{Inside, Standing};
use reach::{Bits, Order};

/// The most pairs of pivot and failing node that are listed by name; the table is always whole.
pub const PAIRS_MAX: usize = 1_000;

/// Whether the conditions of two different nodes can hold in one run.
pub type Together<'a> = dyn Fn(NodeIx, NodeIx) -> bool + 'a;

/// How a flow can end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaysBack {
    /// Every failure of every node, in plan order.
    pub rows: Vec<Row>,
    /// What a declared final failure cannot take back: the warnings.
    pub no_way_back: Vec<NoWayBack>,
    /// What only an outage leaves standing, until later attempts succeed: notes.
    pub outages: Vec<NoWayBack>,
    /// External nodes whose compensation reads their output, so that it cannot undo them while they
    /// are in doubt: notes.
    pub in_doubt: Vec<NodeIx>,
    /// Whether there are more pairs than [`PAIRS_MAX`].
    pub cut: bool,
}

/// One failure of a node, and how the run can end then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The node.
    pub node: NodeIx,
    /// The code; [`infrastructure::UNKNOWN`] stands for all codes of the machinery.
    pub error: Text,
    /// What kind of failure it is.
    pub class: FailureClass,
    /// How the run can end.
    pub ends: Ends,
}

/// What kind of failure a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum FailureClass {
    /// A declared code that is never retried, or the one of a procedure that declares none.
    Final,
    /// A declared code whose retries are used up.
    Exhausted,
    /// The machinery failed until the retries were used up; an external node is in doubt.
    Outage,
}

/// How a run can end after a failure. `parked` is exact. Of the others none is missing, but one can
/// be too many: where conditions depend on each other, and where in a parallel branch the node that
/// can be undone always follows one that cannot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Ends {
    /// With nothing to undo.
    pub failed: bool,
    /// With all undone.
    pub compensated: bool,
    /// Before a person, with something that cannot be undone (or not without a word).
    pub parked: bool,
}

/// A node that stands without a compensation when another one fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoWayBack {
    /// The node that cannot be taken back.
    pub pivot: NodeIx,
    /// The node that fails; the pivot itself where its own effect stands.
    pub fails: NodeIx,
    /// With what it fails; never empty.
    pub errors: Vec<Text>,
    /// The shortest way in the graph from the pivot to the failing node, both included; just the two
    /// where only their boundaries, or neither, are ordered.
    pub path: Vec<NodeIx>,
    /// Whether the two run in parallel, so that it depends on who is first.
    pub parallel: bool,
}

/// Proves how the flow of `plan` can end. Asks `together` about conditional nodes only.
#[must_use]
pub fn ways_back(plan: &Plan, together: &Together<'_>) -> WaysBack {
    let proof = Proof::new(plan, together);
    let external = plan.node_ixs().filter(|node| is_external(plan, *node));
    let mut found = WaysBack {
        rows: Vec::new(),
        no_way_back: Vec::new(),
        outages: Vec::new(),
        in_doubt: external.filter(|node| Kind::Doubtful.of(plan, *node)).collect(),
        cut: false,
    };
    for boundary in plan.boundary_ixs() {
        let around = Around::new(&proof.order, boundary.0 as usize);
        for node in plan.boundary(boundary).nodes.iter().copied() {
            proof.judge(node, &around, &mut found);
        }
    }
    found.rows.sort_by_key(|row| row.node);
    found
}

impl WaysBack {
    /// Lists a pair; false when the list is full.
    fn list(&mut self, warning: bool, pair: impl FnOnce() -> NoWayBack) -> bool {
        let pairs = if warning { &mut self.no_way_back } else { &mut self.outages };
        let room = pairs.len() < PAIRS_MAX;
        match room {
            true => pairs.push(pair()),
            false => self.cut = true,
        }
        room
    }
}

/// What makes a node count on the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Its effect has no compensation.
    Pivot,
    /// Its effect has one.
    Undoable,
    /// In doubt it cannot be undone.
    Doubtful,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Pivot, Kind::Undoable, Kind::Doubtful];

    fn of(self, plan: &Plan, node: NodeIx) -> bool {
        let compensation = plan.node(node).compensation.as_ref();
        match self {
            Kind::Pivot => plan.node(node).effects != Effects::None && compensation.is_none(),
            Kind::Undoable => plan.node(node).effects != Effects::None && compensation.is_some(),
            Kind::Doubtful => {
                is_external(plan, node) && compensation.is_some_and(|inverse| inverse.needs_output)
            }
        }
    }
}

/// The boundaries that hold a node of one kind.
struct Holders {
    /// One that runs always.
    always: Bits,
    /// Any.
    any: Bits,
}

/// The boundaries around the one that fails.
struct Around {
    /// They have committed.
    before: Bits,
    /// They may have.
    beside: Bits,
}

impl Around {
    fn new(order: &Order, boundary: usize) -> Around {
        Around { before: order.before(boundary).clone(), beside: order.beside(boundary) }
    }
}

struct Proof<'a> {
    plan: &'a Plan,
    together: &'a Together<'a>,
    order: Order,
    /// One for each kind, in the order of [`Kind::ALL`].
    holders: [Holders; 3],
}

impl<'a> Proof<'a> {
    fn new(plan: &'a Plan, together: &'a Together<'a>) -> Proof<'a> {
        let holders = Kind::ALL.map(|kind| {
            let count = plan.boundaries.len();
            let mut holders = Holders { always: Bits::new(count), any: Bits::new(count) };
            for node in plan.node_ixs().filter(|node| kind.of(plan, *node)) {
                let boundary = plan.node(node).boundary.0 as usize;
                holders.any.insert(boundary);
                if !plan.node(node).conditional {
                    holders.always.insert(boundary);
                }
            }
            holders
        });
        Proof { plan, together, order: Order::new(plan), holders }
    }

    /// All about the failures of one node.
    fn judge(&self, node: NodeIx, around: &Around, found: &mut WaysBack) {
        let inside = Inside::new(self.plan, node);
        let failures = failures(self.plan, node);
        let has_final = failures.iter().any(|(_, class)| *class == FailureClass::Final);
        for (error, class) in &failures {
            let own = own_effect(self.plan, node, error, *class);
            let ends = self.ends(node, around, &inside, own);
            found.rows.push(Row { node, error: error.clone(), class: *class, ends });
            if own != Own::None && Kind::Pivot.of(self.plan, node) {
                found.list(*class == FailureClass::Final, || NoWayBack {
                    pivot: node,
                    fails: node,
                    errors: vec![error.clone()],
                    path: vec![node],
                    parallel: false,
                });
            }
        }
        let named =
            failures.iter().filter(|(_, class)| !has_final || *class == FailureClass::Final);
        let errors: Vec<Text> = named.map(|(error, _)| error.clone()).collect();
        self.pivots(node, around, &inside, |pivot, parallel| {
            found.list(has_final, || NoWayBack {
                pivot,
                fails: node,
                errors: errors.clone(),
                path: path::shortest(self.plan, pivot, node),
                parallel,
            })
        });
    }

    /// How a run can end when `node` fails for good.
    fn ends(&self, node: NodeIx, around: &Around, inside: &Inside, own: Own) -> Ends {
        let can = |kind| {
            self.can_stand(kind, node, &around.before)
                || self.can_stand(kind, node, &around.beside)
                || self.inside(inside, node, |s| kind.of(self.plan, s.node))
        };
        let must = |kind: Kind| {
            self.holders[kind as usize].always.meets(&around.before)
                || inside.standing().any(|s| {
                    s.sure && kind.of(self.plan, s.node) && !self.plan.node(s.node).conditional
                })
        };
        let own_is = |kind: Kind| own != Own::None && kind.of(self.plan, node);
        let own_must = |kind: Kind| own == Own::Done && kind.of(self.plan, node);

        let pivot = can(Kind::Pivot) || own_is(Kind::Pivot);
        let undoable = can(Kind::Undoable) || own_is(Kind::Undoable);
        let must_pivot = must(Kind::Pivot) || own_must(Kind::Pivot);
        let must_undo = must(Kind::Undoable) || own_must(Kind::Undoable);
        let unknown = self.can_stand(Kind::Doubtful, node, &around.beside)
            || self.inside(inside, node, |s| s.doubt && Kind::Doubtful.of(self.plan, s.node))
            || (own == Own::Doubt && Kind::Doubtful.of(self.plan, node));

        let failed = !must_pivot && !must_undo;
        match self.plan.compensation.auto {
            true => Ends { failed, compensated: undoable && !must_pivot, parked: pivot || unknown },
            false => Ends { failed, compensated: false, parked: pivot || undoable },
        }
    }

    /// Whether a node of this kind in one of `boundaries` can run in a run in which `node` does.
    fn can_stand(&self, kind: Kind, node: NodeIx, boundaries: &Bits) -> bool {
        let holders = &self.holders[kind as usize];
        if !self.plan.node(node).conditional {
            return holders.any.meets(boundaries);
        }
        holders.always.meets(boundaries)
            || holders.any.common(boundaries).any(|boundary| {
                let mut nodes = self.plan.boundaries[boundary].nodes.iter();
                nodes.any(|other| kind.of(self.plan, *other) && self.agree(*other, node))
            })
    }

    fn inside(&self, inside: &Inside, node: NodeIx, is: impl Fn(&Standing) -> bool) -> bool {
        inside.standing().any(|s| is(s) && self.agree(s.node, node))
    }

    /// Hands out all pivots that can stand when `node` fails, until told to stop.
    fn pivots(
        &self,
        node: NodeIx,
        around: &Around,
        inside: &Inside,
        mut hand_out: impl FnMut(NodeIx, bool) -> bool,
    ) {
        let holders = &self.holders[Kind::Pivot as usize].any;
        let elsewhere = [(&around.before, false), (&around.beside, true)];
        let elsewhere = elsewhere.into_iter().flat_map(|(boundaries, parallel)| {
            let boundaries = holders.common(boundaries);
            let nodes = boundaries.flat_map(|b| self.plan.boundaries[b].nodes.iter().copied());
            nodes.map(move |pivot| (pivot, parallel))
        });
        let here = inside.standing().map(|standing| (standing.node, false));
        for (pivot, parallel) in elsewhere.chain(here) {
            let stands = Kind::Pivot.of(self.plan, pivot) && self.agree(pivot, node);
            if stands && !hand_out(pivot, parallel) {
                return;
            }
        }
    }

    /// Whether two different nodes can run in one run.
    fn agree(&self, one: NodeIx, other: NodeIx) -> bool {
        let free = |node: NodeIx| !self.plan.node(node).conditional;
        free(one) || free(other) || (self.together)(one, other)
    }
}

/// What becomes of the effect of the failing node itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    /// It is not there.
    None,
    /// Nobody knows at first, and perhaps never.
    Doubt,
    /// It is there.
    Done,
}

fn own_effect(plan: &Plan, node: NodeIx, error: &str, class: FailureClass) -> Own {
    match class {
        _ if !is_external(plan, node) => Own::None,
        FailureClass::Outage => Own::Doubt,
        _ if error == implicit::INVARIANT_VIOLATED => Own::Done,
        _ => Own::None,
    }
}

/// All failures of a node. A procedure that declares nothing has one unknown final error.
fn failures(plan: &Plan, node: NodeIx) -> Vec<(Text, FailureClass)> {
    let declared = &plan.node(node).errors;
    let class = |retryable| match retryable {
        true => FailureClass::Exhausted,
        false => FailureClass::Final,
    };
    let mut failures: Vec<(Text, FailureClass)> =
        declared.iter().map(|error| (error.code.clone(), class(error.retryable))).collect();
    let implied = [implicit::PRECONDITION_FAILED, implicit::INVARIANT_VIOLATED];
    if declared.iter().all(|error| implied.contains(&error.code.as_ref())) {
        failures.push((implicit::UNKNOWN_ERROR.into(), FailureClass::Final));
    }
    failures.push((infrastructure::UNKNOWN.into(), FailureClass::Outage));
    failures
}
