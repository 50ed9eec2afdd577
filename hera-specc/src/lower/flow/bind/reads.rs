//! What inputs and expressions are about, asked in many places of the binder.

use crate::ir::expr::{Expr, ExprKind, Path, Ref, Root};
use crate::ir::flow::{Binding, From, context_field};
use crate::ir::{Input, Type};
use crate::source::{Span, Spanned};

/// The type of an input, filled in by the untyped pass.
pub(super) fn ty(input: &Input) -> &Type {
    input.ty.as_ref().map_or(&Type::Json, |ty| &ty.value)
}

/// `$.payload.x`, `$.path.x` or `$.headers.x` and nothing more.
pub(super) fn plain_field(expr: &Expr) -> Option<(Root, &str, Span)> {
    let ExprKind::Path(Path { root: Some(root), segments }) = &expr.kind else { return None };
    match (root.value, segments.as_slice()) {
        (Root::Payload | Root::Path | Root::Headers, [only]) => {
            Some((root.value, &only.value, only.span))
        }
        _ => None,
    }
}

/// The field of `$.payload` that a path reads.
pub(super) fn payload_field(path: &Path) -> Option<&Spanned<String>> {
    path.root.as_ref().filter(|root| root.value == Root::Payload)?;
    path.segments.first()
}

/// Whether a binding reads the output of the node at `at`.
pub(super) fn reads_output(binding: &Binding, at: usize) -> bool {
    match &binding.from {
        From::Value(Ref::Output(node, _), _) => *node == at,
        From::With(typed) => {
            typed.refs().iter().any(|value| matches!(value, Ref::Output(node, _) if *node == at))
        }
        _ => false,
    }
}

/// Whether the context has a field of this name and type.
pub(super) fn in_context(input: &Input) -> bool {
    context_field(&input.name.value).is_some_and(|context| context.fits(ty(input)))
}
