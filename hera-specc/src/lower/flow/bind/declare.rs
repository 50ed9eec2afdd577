//! Fields of a request that expressions alone read: they join the payload.

use super::Binder;
use super::reads::payload_field;
use crate::diag::nearest;
use crate::ir::Type;
use crate::ir::expr::{Path, Root};
use crate::ir::flow::Origin;
use crate::lower::expr;
use crate::lower::flow::env::read_type;
use crate::lower::flow::payload::Claim;
use crate::source::Spanned;

impl Binder<'_, '_> {
    /// HS0701: fields that only conditions (or parts of expressions) read.
    pub(super) fn declare_reads(&mut self) {
        let declared: Vec<String> = self.payload.names().map(str::to_owned).collect();
        for at in 0..self.frame.order.len() {
            let node = self.frame.node(at);
            let inverse = node.compensation.iter().flat_map(|inverse| &inverse.with);
            // What a trigger binds is read before the first node.
            let triggers = self.frame.triggers.iter().filter(|_| at == 0);
            let bound = triggers.flat_map(|at| &self.frame.orchestration.triggers[*at].bind);
            let withs = node.with.iter().chain(inverse).chain(bound).map(|(_, expr)| expr);
            for (expr, is_when) in
                node.when.iter().map(|e| (e, true)).chain(withs.map(|e| (e, false)))
            {
                for (path, inferred) in expr::infer_reads(expr) {
                    self.declare_param(path, inferred.as_ref());
                    let Some(first) = payload_field(path) else { continue };
                    if self.payload.is_header(&first.value) {
                        let (ty, default, description) = (None, None, None);
                        let name = first.value.as_str();
                        let claim = Claim { name, ty, span: first.span, default, description };
                        self.payload.claim(&claim, Origin::Payload, self.diags);
                    }
                    if !self.payload.has(&first.value) {
                        self.report_undeclared(at, first, &declared, is_when);
                        let near = nearest(&first.value, declared.iter().map(String::as_str));
                        if self.payload.closed().is_none() && near.is_none() {
                            let ty = Spanned::new(read_type(inferred), first.span);
                            let claim = Claim {
                                name: &first.value,
                                ty: Some(&ty),
                                span: first.span,
                                default: None,
                                description: None,
                            };
                            self.payload.claim(&claim, Origin::Payload, self.diags);
                        }
                    }
                }
            }
        }
    }

    /// A parameter of the path that no input is called like.
    fn declare_param(&mut self, path: &Path, inferred: Option<&Type>) {
        let Some(root) = path.root.as_ref().filter(|root| root.value == Root::Path) else { return };
        let Some(first) = path.segments.first() else { return };
        let name = self.frame.field_name(root.value, &first.value);
        if self.frame.is_param(name) && !self.payload.has(name) {
            let ty = Spanned::new(inferred.cloned().unwrap_or(Type::String), first.span);
            let (default, description) = (None, None);
            let claim = Claim { name, ty: Some(&ty), span: first.span, default, description };
            self.payload.claim(&claim, Origin::Path, self.diags);
            self.payload.need(name, None);
        }
    }
}
