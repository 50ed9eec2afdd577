//! Inputs without a type take the type of the others of their name in the flows that run them.

use std::collections::{BTreeMap, BTreeSet};

use super::graph;
use crate::ir::flow::context_field;
use crate::ir::{Chains, Orchestration, Specs, Type};
use crate::source::Spanned;

/// Fills in the types that the flows agree on; what stays open is plain JSON. (`lower` has said
/// already that the input names no type.)
pub(super) fn fill(specs: &mut Specs, resolve: &dyn Fn(&Orchestration, usize) -> Vec<usize>) {
    let mut found: BTreeMap<(usize, usize), BTreeSet<Option<String>>> = BTreeMap::new();
    let mut types: BTreeMap<String, Type> = BTreeMap::new();
    let is_open = |at: &usize| specs.procedures[*at].inputs.iter().any(|input| input.ty.is_none());
    let open = (0..specs.procedures.len()).any(|at| is_open(&at));
    for orchestration in specs.orchestrations.iter().filter(|_| open) {
        let chains = Chains::of(orchestration);
        let events: BTreeSet<&str> =
            orchestration.triggers.iter().map(|trigger| trigger.emit.value.as_str()).collect();
        for event in events {
            let nodes = graph::graph_of(&chains, event).nodes;
            let procedures: BTreeSet<usize> =
                nodes.iter().flat_map(|node| resolve(orchestration, *node)).collect();
            if !procedures.iter().any(is_open) {
                continue;
            }
            let known = known_types(specs, &procedures);
            for procedure in procedures {
                for (at, input) in specs.procedures[procedure].inputs.iter().enumerate() {
                    if input.ty.is_none() {
                        let ty = known.get(input.name.value.as_str()).cloned().flatten();
                        let name = ty.as_ref().map(ToString::to_string);
                        types.extend(name.clone().zip(ty));
                        found.entry((procedure, at)).or_default().insert(name);
                    }
                }
            }
        }
    }
    for (procedure, spec) in specs.procedures.iter_mut().enumerate() {
        for (at, input) in spec.inputs.iter_mut().enumerate() {
            if input.ty.is_none() {
                let only = found
                    .get(&(procedure, at))
                    .filter(|names| names.len() == 1)
                    .and_then(|names| names.first().cloned().flatten())
                    .and_then(|name| types.get(&name).cloned());
                let ty = only.or_else(|| context_field(&input.name.value)).unwrap_or(Type::Json);
                input.ty = Some(Spanned::new(ty, input.name.span));
            }
        }
    }
}

/// The one type of each name among the typed inputs and outputs; `None` where they differ.
fn known_types<'a>(
    specs: &'a Specs,
    procedures: &BTreeSet<usize>,
) -> BTreeMap<&'a str, Option<Type>> {
    let mut known: BTreeMap<&str, Option<Type>> = BTreeMap::new();
    for procedure in procedures.iter().map(|at| &specs.procedures[*at]) {
        let inputs = procedure
            .inputs
            .iter()
            .filter_map(|input| input.ty.as_ref().map(|ty| (input.name.value.as_str(), &ty.value)));
        let outputs = procedure.response.iter().map(|f| (f.name.value.as_str(), &f.ty.value));
        for (name, ty) in inputs.chain(outputs) {
            known
                .entry(name)
                .and_modify(|known| {
                    *known = known.as_ref().and_then(|known| known.common(ty).cloned());
                })
                .or_insert_with(|| Some(ty.clone()));
        }
    }
    known
}
