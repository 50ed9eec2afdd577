//! Expressions and bindings by what they mean, so that two flows can be compared: nodes by their ids,
//! types by what counts for a value, no places.

use std::collections::{BTreeMap, BTreeSet};

use super::types::shape;
use super::view::View;
use crate::ir::expr::{Ref, Typed, TypedKind};
use crate::ir::flow::{Binding, From};
use crate::source::Span;

/// The bindings of a node or of an inverse: input, what it is bound to, and where that stands. One
/// that gives nothing is as good as none.
pub(super) fn bindings(
    view: &View<'_>,
    node: usize,
    list: &[Binding],
) -> BTreeMap<String, (String, Option<Span>)> {
    let given = list
        .iter()
        .filter(|binding| binding.default.is_some() || !matches!(binding.from, From::Nothing));
    given
        .map(|binding| {
            let from = match &binding.from {
                From::With(typed) => expression(view, typed),
                From::Value(reference, ty) => format!("{}: {}", value(view, reference), shape(ty)),
                From::NodeInput(at) => {
                    let inputs = &view.bound(node).inputs;
                    inputs.get(*at).map_or_else(String::new, |own| format!("input {}", own.input))
                }
                From::Nothing => "nothing".to_owned(),
            };
            let span = match &binding.from {
                From::With(typed) => Some(typed.span),
                _ => None,
            };
            let text = format!("{from} or {:?} as {}", binding.default, shape(&binding.ty));
            (binding.input.clone(), (text, span))
        })
        .collect()
}

/// The fields of the payload that bindings read.
pub(super) fn payload_reads<'a>(list: &'a [Binding], when: Option<&'a Typed>) -> BTreeSet<&'a str> {
    let bound = list.iter().flat_map(|binding| match &binding.from {
        From::With(typed) => typed.refs(),
        From::Value(reference, _) => vec![reference],
        From::NodeInput(_) | From::Nothing => Vec::new(),
    });
    let refs = bound.chain(when.into_iter().flat_map(Typed::refs));
    refs.filter_map(|reference| match reference {
        Ref::Payload(name) => Some(name.as_str()),
        Ref::Context(_) | Ref::Output(..) | Ref::Input(_) | Ref::Returned(_) => None,
    })
    .collect()
}

fn value(view: &View<'_>, reference: &Ref) -> String {
    match reference {
        Ref::Payload(field) => format!("$.payload.{field}"),
        Ref::Context(field) => format!("$.context.{field}"),
        Ref::Output(node, field) => format!("$.nodes.{}.{field}", view.id(*node)),
        Ref::Input(field) | Ref::Returned(field) => field.clone(),
    }
}

/// An expression by what it means, fully parenthesised.
pub(super) fn expression(view: &View<'_>, typed: &Typed) -> String {
    let ty = || shape(&typed.ty);
    let list = |items: &[Typed]| {
        items.iter().map(|item| expression(view, item)).collect::<Vec<_>>().join(", ")
    };
    match &typed.kind {
        TypedKind::Literal(literal) => format!("{literal:?}: {}", ty()),
        TypedKind::Ref(reference, path) => {
            let whole = std::iter::once(value(view, reference)).chain(path.iter().cloned());
            format!("({}: {})", whole.collect::<Vec<_>>().join("."), ty())
        }
        TypedKind::Unary(op, operand) => format!("({op:?} {})", expression(view, operand)),
        TypedKind::Binary(op, left, right) => {
            format!("({} {op:?} {})", expression(view, left), expression(view, right))
        }
        TypedKind::Call(function, arguments) => format!("{function:?}({})", list(arguments)),
        TypedKind::List(items) => format!("[{}]", list(items)),
        TypedKind::Project(items, path) => {
            format!("{}.*.{}", expression(view, items), path.join("."))
        }
        TypedKind::Convert(inner) => format!("({} as {})", expression(view, inner), ty()),
    }
}
