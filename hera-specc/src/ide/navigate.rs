//! Go to definition, find references.

use super::{At, Ide, Occurrence, Symbol};
use crate::ir::flow::From;
use crate::ir::{Orchestration, expr::Ref};
use crate::source::{FileId, Span};

impl Ide {
    /// The name at a place and where it is declared: a smart code in its file, a node at its `id`, an
    /// event at its triggers, an error at the procedures that declare it, a field at the inputs that it
    /// feeds. `None` where there is no name, or none that is declared.
    #[must_use]
    pub fn definition(&self, at: At) -> Option<(Span, Vec<Span>)> {
        let found = self.symbol(at)?;
        let mut targets: Vec<Span> = self.index().declarations(&found.value).collect();
        if let (Symbol::Payload(file, name), true) = (&found.value, targets.is_empty()) {
            targets = self.fed_inputs(*file, name);
        }
        (!targets.is_empty()).then_some((found.span, targets))
    }

    /// All places of the name at a place, in all files.
    #[must_use]
    pub fn references(&self, at: At) -> Vec<Occurrence> {
        let Some(found) = self.symbol(at) else { return Vec::new() };
        let mut places = self.index().places(&found.value).to_vec();
        if let Symbol::Payload(file, name) = &found.value {
            let fed = self.fed_inputs(*file, name).into_iter();
            places.extend(fed.map(|span| Occurrence { span, declares: true }));
        }
        places
    }

    /// The inputs of procedures that a field of a payload feeds.
    pub(super) fn fed_inputs(&self, file: FileId, name: &str) -> Vec<Span> {
        let Some(orchestration) = self.orchestration(file) else { return Vec::new() };
        let mut fed: Vec<Span> = bindings(orchestration)
            .filter(
                |(_, _, from)| matches!(from, From::Value(Ref::Payload(field), _) if field == name),
            )
            .filter_map(|(procedure, input, _)| {
                let inputs = &self.specs.procedures[procedure?].inputs;
                Some(inputs.iter().find(|known| known.name.value == input)?.name.span)
            })
            .collect();
        fed.sort();
        fed.dedup();
        fed
    }
}

/// All bindings of all flows: the procedure, the name of its input, the source.
fn bindings(orchestration: &Orchestration) -> impl Iterator<Item = (Option<usize>, &str, &From)> {
    let nodes = orchestration.flows.iter().flat_map(|flow| &flow.nodes);
    nodes.flat_map(|node| {
        let own = node.inputs.iter().map(|binding| (node.procedure, binding));
        let inverse = node.compensation.iter();
        let inverse = inverse.flat_map(|c| c.inputs.iter().map(|binding| (c.procedure, binding)));
        own.chain(inverse)
            .map(|(procedure, binding)| (procedure, binding.input.as_str(), &binding.from))
    })
}
