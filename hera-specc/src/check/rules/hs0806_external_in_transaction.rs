//! HS0806: an external node waits for a node of its own boundary, so that it would be called while the
//! transaction is open; or it shares a boundary that can be rolled back without it; or its compensation
//! reads what such a rollback takes away.

use std::collections::BTreeSet;

use hera_core::plan::{Effects, Mode};

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::expr::Ref;
use crate::ir::flow::{Binding, FlowBoundary, From};
use crate::ir::order::Within;
use crate::ir::{Boundary, Flow, Node, Orchestration, Procedure, Specs};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut reported = BTreeSet::new();
        for flow in &orchestration.flows {
            let shared = |group: &&FlowBoundary| group.nodes.len() > 1;
            for group in flow.boundaries.iter().filter(shared) {
                let Some(at) = group.declared else { continue };
                let boundary = &orchestration.boundaries[at];
                let order = flow.order_within(group);
                let see = See { specs: cx.specs, orchestration, flow, order, boundary };
                for external in group.nodes.iter().copied().filter(|at| see.is_external(*at)) {
                    if reported.contains(&flow.nodes[external].node) {
                        continue;
                    }
                    if let Some(found) = see.judge(external, &group.nodes) {
                        reported.insert(flow.nodes[external].node);
                        diags.push(found);
                    }
                }
            }
        }
    }
}

/// One boundary in one flow. Nodes are positions in the flow.
struct See<'a> {
    specs: &'a Specs,
    orchestration: &'a Orchestration,
    flow: &'a Flow,
    order: Within<'a>,
    boundary: &'a Boundary,
}

impl<'a> See<'a> {
    fn node(&self, at: usize) -> &'a Node {
        &self.orchestration.nodes[self.flow.nodes[at].node]
    }

    fn procedure(&self, at: usize) -> Option<&'a Procedure> {
        self.flow.nodes[at].procedure.map(|at| &self.specs.procedures[at])
    }

    fn is_external(&self, at: usize) -> bool {
        self.node(at).mode() == Mode::Persist
            && crate::plan::effects(self.procedure(at)) == Effects::External
    }

    fn judge(&self, external: usize, group: &[usize]) -> Option<Diagnostic> {
        if self.boundary.external_in_transaction {
            return self.forgotten(external, group);
        }
        let inside = |at: &usize| !self.is_external(*at) && self.procedure(*at).is_some();
        // The last one before it is the one that a person would name.
        let waits = group.iter().rev().copied().filter(inside);
        if let Some(first) = waits.clone().find(|at| self.order.before(*at, external)) {
            return Some(self.too_late(external, first));
        }
        let fails = |at: &usize| inside(at) && self.final_error(*at).is_some();
        let compensated = self.flow.nodes[external].compensation.is_some();
        // With `require: full` this is an error of the way back (HS0903).
        let said = compensated || self.orchestration.compensation.require_full.is_some();
        let failing = group.iter().copied().find(fails).filter(|_| !said)?;
        Some(self.left_behind(external, failing))
    }

    /// When the boundary is rolled back, what its transaction returned is gone, and the call stands.
    fn forgotten(&self, external: usize, group: &[usize]) -> Option<Diagnostic> {
        let node = &self.flow.nodes[external];
        let inverse = node.compensation.as_ref()?;
        let own = |binding: &'a Binding| match &binding.from {
            From::NodeInput(position) => &node.inputs[*position],
            _ => binding,
        };
        let is_gone = |(at, _): &(usize, &str)| group.contains(at) && !self.is_external(*at);
        let read = inverse.inputs.iter().flat_map(|binding| outputs(own(binding)));
        let (at, field) = read.into_iter().find(is_gone)?;
        let (id, other) = (&self.node(external).id, &self.node(at).id);
        let code = self.node(external).compensation.as_ref().map(|inverse| inverse.run.span);
        Some(
            Diagnostic::new(
                &catalogue::HS0806,
                code.unwrap_or(id.span),
                format!(
                    "compensation of `{id}` reads `{field}` of `{other}`, which a rollback of `{}` \
                     takes away",
                    self.boundary.name
                ),
            )
            .label("could not be called then")
            .secondary(self.place(at), "its output is gone when the transaction is rolled back")
            .help(format!("let `{id}` return `{field}`: what a call answered stays on record")),
        )
    }

    /// The first error of a node that ends its boundary.
    fn final_error(&self, at: usize) -> Option<&'a str> {
        let retry = &self.orchestration.retry.retryable_errors;
        let is_final = |code: &str, retryable: bool| {
            !retryable && !retry.iter().any(|listed| listed.value == code)
        };
        match &self.procedure(at)?.errors {
            Some(errors) if !errors.is_empty() => errors
                .iter()
                .find(|error| is_final(&error.code.value, error.retryable))
                .map(|error| error.code.value.as_str()),
            _ => Some(crate::plan::UNKNOWN_ERROR),
        }
    }

    fn place(&self, at: usize) -> crate::source::Span {
        let node = self.flow.nodes[at].node;
        let listed = self.boundary.nodes.iter().find(|listed| listed.value == node);
        listed.map_or(self.node(at).id.span, |listed| listed.span)
    }

    fn too_late(&self, external: usize, first: usize) -> Diagnostic {
        let (id, other) = (&self.node(external).id, &self.node(first).id);
        let mut found = Diagnostic::new(
            &catalogue::HS0806,
            self.place(external),
            format!("`{id}` is external and depends on `{other}` of its own boundary"),
        )
        .label(format!("would be called while the transaction of `{}` is open", self.boundary.name))
        .secondary(self.place(first), "runs in that transaction, before it");
        if let Some(effects) = self.procedure(external).and_then(|spec| spec.effects) {
            found = found.secondary(effects.span, "external: no rollback takes it back");
        }
        found.help(format!(
            "give `{id}` a boundary of its own, or say `external_in_transaction: true`"
        ))
    }

    fn left_behind(&self, external: usize, failing: usize) -> Diagnostic {
        let (id, other) = (&self.node(external).id, &self.node(failing).id);
        let error = self.final_error(failing).unwrap_or(crate::plan::UNKNOWN_ERROR);
        Diagnostic::new(
            &catalogue::HS0806,
            self.place(external),
            format!(
                "`{id}` is external and has no compensation, but shares `{}` with `{other}`, which can \
                 fail with `{error}`",
                self.boundary.name
            ),
        )
        .severity(Severity::Warning)
        .label("called before the transaction opens")
        .secondary(self.place(failing), "its failure rolls back the rest, and not that call")
        .help(format!("give `{id}` a compensation, or a boundary of its own"))
    }
}

/// The outputs that a binding reads: node and field.
fn outputs(binding: &Binding) -> Vec<(usize, &str)> {
    let read = match &binding.from {
        From::Value(value, _) => vec![value],
        From::With(typed) => typed.refs(),
        From::NodeInput(_) | From::Nothing => Vec::new(),
    };
    let mut found = Vec::new();
    for value in read {
        if let Ref::Output(node, field) = value {
            found.push((*node, field.as_str()));
        }
    }
    found
}
