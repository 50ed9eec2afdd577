//! Which clauses a node is held to, and when each is judged.

use hera_core::plan::Mode;
use serde::Serialize;

use crate::ir::flow::{FlowCompensation, FlowNode};
use crate::ir::{Enforced, Specs};

/// A clause that is enforced.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// As written.
    pub text: String,
    /// When it is judged.
    pub when: Moment,
}

/// When a clause is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// On admission: a request that does not meet it is refused, and nothing is stored.
    Admission,
    /// Right before the procedure runs: the node fails with `PRECONDITION_FAILED`.
    Before,
    /// Right after it, before anything commits: the node fails with `INVARIANT_VIOLATED`.
    After,
}

/// The clauses of a node's own procedure. What checks only returns nothing that an invariant could
/// be about.
pub(super) fn of_node(specs: &Specs, node: &FlowNode, mode: Mode) -> Vec<Judged> {
    let admitted = |clause: &Enforced<'_>| match node.admitted.contains(&clause.at) {
        true => Moment::Admission,
        false => Moment::Before,
    };
    let clauses = of(specs, node.procedure, mode == Mode::Persist, admitted);
    computed(node, false).chain(clauses).collect()
}

/// What has to fit its type, of the node's inputs or of those of its compensation.
fn computed(node: &FlowNode, of_inverse: bool) -> impl Iterator<Item = Judged> {
    let inputs = node.computed().filter(move |input| input.of_inverse == of_inverse);
    inputs.map(|input| {
        let when = if input.on_admission { Moment::Admission } else { Moment::Before };
        Judged { text: input.words(), when }
    })
}

/// The clauses of the procedure that undoes a node: its inputs are known late.
pub(super) fn of_inverse(
    specs: &Specs,
    node: &FlowNode,
    inverse: &FlowCompensation,
) -> Vec<Judged> {
    let clauses = of(specs, inverse.procedure, true, |_| Moment::Before);
    computed(node, true).chain(clauses).collect()
}

fn of(
    specs: &Specs,
    procedure: Option<usize>,
    returns: bool,
    before: impl Fn(&Enforced<'_>) -> Moment,
) -> Vec<Judged> {
    let Some(procedure) = procedure.map(|at| &specs.procedures[at]) else { return Vec::new() };
    let judged = |clause: Enforced<'_>, when| Judged { text: clause.text.to_owned(), when };
    let preconditions = procedure.enforced_preconditions().map(|c| judged(c, before(&c)));
    let invariants = procedure.enforced_invariants().filter(|_| returns);
    preconditions.chain(invariants.map(|clause| judged(clause, Moment::After))).collect()
}
