//! Clauses: what a procedure asks for before it runs, and what it promises after.

use super::Procedure;
use super::expr::{Expr, Ref, Typed};
use crate::source::Spanned;

/// An entry of `preconditions` or `invariants`: a condition that is enforced, or prose.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The entry as written, in one line.
    pub text: Spanned<String>,
    /// Its expression, where it parses.
    pub parsed: Option<Expr>,
    /// The condition over inputs and outputs of the procedure; `None`: it is prose. Filled by the pass
    /// that types clauses, once all inputs have their types.
    pub condition: Option<Typed>,
}

/// A clause that is enforced.
#[derive(Clone, Copy, Debug)]
pub struct Enforced<'a> {
    /// Its position among the clauses of its section.
    pub at: usize,
    /// The entry as written, in one line.
    pub text: &'a str,
    /// The condition.
    pub condition: &'a Typed,
}

impl<'a> Enforced<'a> {
    /// The inputs and outputs of the procedure that it reads, each once, in the order of the text.
    #[must_use]
    pub fn reads(self) -> Vec<&'a Ref> {
        let mut reads: Vec<&Ref> = Vec::new();
        for read in self.condition.refs() {
            if !reads.contains(&read) {
                reads.push(read);
            }
        }
        reads
    }
}

impl Procedure {
    /// The preconditions that are enforced: they read inputs alone.
    pub fn enforced_preconditions(&self) -> impl Iterator<Item = Enforced<'_>> {
        enforced(&self.preconditions)
    }

    /// The invariants that are enforced: they read inputs and outputs.
    pub fn enforced_invariants(&self) -> impl Iterator<Item = Enforced<'_>> {
        enforced(&self.invariants)
    }
}

fn enforced(clauses: &[Clause]) -> impl Iterator<Item = Enforced<'_>> {
    clauses.iter().enumerate().filter_map(|(at, clause)| {
        let condition = clause.condition.as_ref()?;
        Some(Enforced { at, text: &clause.text.value, condition })
    })
}
