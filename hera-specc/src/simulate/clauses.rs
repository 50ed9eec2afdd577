//! The clauses of a node, read through its bindings: what its procedure would see as its inputs.

use std::borrow::Cow;

use super::interpret::{Data, holds, interpret};
use super::value::Value;
use crate::ir::expr::{Ref, Typed};
use crate::ir::flow::{Binding, FlowNode, From};
use crate::ir::{Enforced, Flow, Specs};

/// A precondition that a request does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet<'a> {
    /// The node, as position in the flow.
    pub node: usize,
    /// The clause as written, or what has to fit.
    pub text: Cow<'a, str>,
}

/// The preconditions that admission judges and that do not hold, node by node. One that reads a field
/// in `missing` is not judged.
pub fn unmet<'a>(
    specs: &'a Specs,
    flow: &Flow,
    data: &dyn Data,
    missing: &[String],
) -> Vec<Unmet<'a>> {
    let mut found = Vec::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        let runs = || node.when.as_ref().is_none_or(|when| holds(when, data));
        let Some(procedure) = node.procedure.map(|at| &specs.procedures[at]) else { continue };
        if !runs() {
            continue;
        }
        let computed = node.computed().filter(|input| input.on_admission);
        let unfit = computed.filter(|input| {
            let open = input.value.refs().into_iter().any(|read| is_missing(read, missing));
            !open && !fits(input.value, data)
        });
        let inputs = Inputs { node, data };
        let judged = procedure.enforced_preconditions().filter(|clause| {
            node.admitted.contains(&clause.at) && !reads_missing(node, *clause, missing)
        });
        let broken = judged.filter(|clause| !holds(clause.condition, &inputs));
        found.extend(broken.map(|clause| Unmet { node: at, text: clause.text.into() }));
        found.extend(unfit.map(|input| Unmet { node: at, text: input.words().into() }));
    }
    found
}

fn reads_missing(node: &FlowNode, clause: Enforced<'_>, missing: &[String]) -> bool {
    let lacks = |value: &Ref| is_missing(value, missing);
    let bindings = clause.reads().into_iter().filter_map(|read| match read {
        Ref::Input(name) => node.inputs.iter().find(|binding| binding.input == *name),
        _ => None,
    });
    bindings.into_iter().any(|binding| match &binding.from {
        From::With(typed) => typed.refs().into_iter().any(lacks),
        From::Value(value, _) => lacks(value),
        From::NodeInput(_) | From::Nothing => false,
    })
}

fn is_missing(value: &Ref, missing: &[String]) -> bool {
    matches!(value, Ref::Payload(name) if missing.contains(name))
}

/// Whether all results of an expression fit their types.
fn fits(value: &Typed, data: &dyn Data) -> bool {
    let is_there = |part: &Typed| interpret(part, data).is_some();
    let computed = |part: &&Typed| part.parts().into_iter().all(is_there);
    value.arithmetic().into_iter().filter(computed).all(is_there)
}

/// The calls that cannot be made once their time comes, by what is given and returned.
pub(super) fn unfit(flow: &Flow, data: &dyn Data) -> Vec<(usize, bool)> {
    let nodes = flow.nodes.iter().enumerate();
    let late = nodes.flat_map(|(at, node)| node.computed().map(move |input| (at, input)));
    let late = late.filter(|(_, input)| !input.on_admission);
    let unfit = late.filter(|(_, input)| !fits(input.value, data));
    unfit.map(|(at, input)| (at, input.of_inverse)).collect()
}

/// The inputs of a node, as its bindings give them.
struct Inputs<'a> {
    node: &'a FlowNode,
    data: &'a dyn Data,
}

impl Data for Inputs<'_> {
    fn get(&self, value: &Ref) -> Option<Value> {
        let Ref::Input(name) = value else { return self.data.get(value) };
        let binding = self.node.inputs.iter().find(|binding| binding.input == *name)?;
        self.bound(binding)
    }
}

impl Inputs<'_> {
    fn bound(&self, binding: &Binding) -> Option<Value> {
        let found = match &binding.from {
            From::With(typed) => interpret(typed, self.data),
            From::Value(value, _) => self.data.get(value),
            From::NodeInput(_) | From::Nothing => None,
        };
        let default = || Value::from_literal(binding.default.as_ref()?, &binding.ty);
        let fitted = |value: Value| Value::from_json(&value.to_json(), &binding.ty).ok().flatten();
        found.and_then(fitted).or_else(default)
    }
}
