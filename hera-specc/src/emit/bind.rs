//! Bindings: the inputs of each node, as typed Rust expressions over the `state` that note in `faults`
//! what is not as the compiler has proved it. rustc proves their types once more.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::flow::FlowCx;
use super::names;
use super::types::is_copy;
use super::values::{cloned, literal, place};
use crate::ir::Type;
use crate::ir::expr::{Function, Ref, Typed, TypedKind};
use crate::ir::flow::{Binding, From, field};

/// The inputs of a procedure.
pub(super) struct Inputs {
    /// The procedure's module.
    pub(super) module: Ident,
    /// The fields of its `Input`, each with its value.
    pub(super) fields: Vec<(Ident, TokenStream)>,
}

/// The inputs of the node at this position.
pub(super) fn inputs(cx: &FlowCx<'_>, at: usize) -> Inputs {
    of(cx, at, cx.procedure(at), &cx.flow.nodes[at].inputs)
}

/// The inputs of its compensation, where it has one.
pub(super) fn compensation(cx: &FlowCx<'_>, at: usize) -> Option<Inputs> {
    let compensation = cx.flow.nodes[at].compensation.as_ref()?;
    Some(of(cx, at, compensation.procedure?, &compensation.inputs))
}

fn of(cx: &FlowCx<'_>, at: usize, procedure: usize, list: &[Binding]) -> Inputs {
    let field =
        |binding: &Binding| (names::field(&binding.input), bound(cx, at, procedure, binding).value);
    Inputs { module: cx.set.alias(procedure), fields: list.iter().map(field).collect() }
}

/// A bound value in the type of its input.
pub(super) struct Value {
    pub(super) value: TokenStream,
    /// Whether it is an `Option`.
    pub(super) optional: bool,
    /// Whether it was converted, into whatever its place wants.
    open: bool,
}

impl Value {
    fn new(value: TokenStream, optional: bool) -> Value {
        Value { value, optional, open: false }
    }
}

/// The value of a binding as the field of the procedure's `Input` wants it.
pub(super) fn bound(cx: &FlowCx<'_>, at: usize, procedure: usize, binding: &Binding) -> Value {
    let found = source(cx, at, procedure, binding);
    let name = &binding.input;
    match (binding.required, &binding.default, found.optional) {
        (true, _, true) => {
            let value = found.value;
            let value = quote!(faults.required(#value, #name));
            Value { value, optional: false, open: found.open }
        }
        (true, _, false) => found,
        (false, Some(default), true) => {
            let (value, default) = (found.value, literal_in(cx, procedure, default, &binding.ty));
            let value = match binding.from {
                From::Nothing => default,
                From::With(_) if plain(&binding.from).is_none() => {
                    quote!(::hera_runtime::bind::or(#value, #default))
                }
                _ => quote!(#value.unwrap_or(#default)),
            };
            Value { value, optional: false, open: found.open }
        }
        (false, Some(_), false) => found,
        (false, None, true) => found,
        (false, None, false) => {
            let value = found.value;
            Value { value: quote!(Some(#value)), optional: true, open: found.open }
        }
    }
}

/// The source of a binding, converted to the type of the input.
fn source(cx: &FlowCx<'_>, at: usize, procedure: usize, binding: &Binding) -> Value {
    let target = cx.set.rust_in(procedure, &binding.ty);
    let to = (&binding.ty, &target);
    if let Some((reference, ty)) = plain(&binding.from) {
        let (value, written) = value_of(cx, reference, ty);
        return convert(value, (ty, &written), to);
    }
    match &binding.from {
        From::Nothing | From::Value(..) => Value::new(quote!(None), true),
        From::With(typed) => {
            let value = super::expr::value(typed, &|r, path| read(cx, r, path), &|ty| cx.rust(ty));
            let written = cx.rust_of(typed);
            let found = convert(Value::new(value, true), (&typed.ty, &written), to);
            fitting(cx, binding, found)
        }
        From::NodeInput(position) => {
            let own = cx.procedure(at);
            let inner = &cx.flow.nodes[at].inputs[*position];
            let value = bound(cx, at, own, inner);
            let written = cx.set.rust_in(own, &inner.ty);
            convert(value, (&inner.ty, &written), to)
        }
    }
}

/// A value that is noted in `faults` where a result by which it is computed does not fit.
fn fitting(cx: &FlowCx<'_>, binding: &Binding, found: Value) -> Value {
    let Some(typed) = binding.computed() else { return found };
    let (Value { value, optional, open }, name) = (found, &binding.input);
    if typed.is_there_where_it_fits() {
        return Value { value: quote!(faults.fits(#value, #name)), optional: false, open };
    }
    let fits = fits(cx, typed);
    Value { value: quote!(faults.fitting(#value, #fits, #name)), optional, open }
}

/// Whether all results of an expression fit their types.
pub(super) fn fits(cx: &FlowCx<'_>, typed: &Typed) -> TokenStream {
    let is_there = |part: &Typed| {
        let exists = TypedKind::Call(Function::Exists, vec![part.clone()]);
        let exists = Typed::new(exists, Type::Boolean, part.span);
        super::expr::condition(&exists, &|r, path| read(cx, r, path))
    };
    if typed.is_there_where_it_fits() {
        return is_there(typed);
    }
    let one = |part: &Typed| {
        let fits = is_there(part);
        let operands = part.parts();
        let operands = operands
            .into_iter()
            .filter(|part| !matches!(part.kind, TypedKind::Literal(_) | TypedKind::List(_)))
            .map(is_there);
        quote!(::hera_runtime::expr::fits(#fits, [#(#operands),*]))
    };
    let all = typed.arithmetic().into_iter().map(one);
    quote!(#(#all)&&*)
}

/// The value of the run that a source is, with its type: also where `with` names a field of the payload
/// and does nothing with it.
pub(super) fn plain(from: &From) -> Option<(&Ref, &Type)> {
    match from {
        From::Value(reference, ty) => Some((reference, ty)),
        From::With(Typed {
            kind: TypedKind::Ref(reference @ Ref::Payload(_), rest), ty, ..
        }) if rest.is_empty() => Some((reference, ty)),
        _ => None,
    }
}

/// A value of the run, owned, and its Rust type.
fn value_of(cx: &FlowCx<'_>, reference: &Ref, ty: &Type) -> (Value, TokenStream) {
    match reference {
        Ref::Context(_) => (Value::new(cloned(ty, &place(cx, reference)), false), cx.rust(ty)),
        Ref::Payload(_) => (Value::new(cloned(ty, &place(cx, reference)), true), cx.rust(ty)),
        Ref::Output(node, name) => {
            (Value::new(output(cx, *node, name, ty), true), cx.set.rust_in(cx.procedure(*node), ty))
        }
        Ref::Input(_) | Ref::Returned(_) => {
            unreachable!("a binding reads values of the run, never those of a clause")
        }
    }
}

/// A field of a node's output, owned.
fn output(cx: &FlowCx<'_>, node: usize, name: &str, ty: &Type) -> TokenStream {
    let (place, ident) = (place(cx, &Ref::Output(node, name.to_owned())), names::field(name));
    let field = cloned(ty, &quote!(output.#ident));
    if always(cx, node, name) {
        quote!(#place.as_ref().map(|output| #field))
    } else {
        quote!(#place.as_ref().and_then(|output| #field))
    }
}

/// Whether the field is in every output of the node.
fn always(cx: &FlowCx<'_>, node: usize, name: &str) -> bool {
    let response = &cx.set.specs.procedures[cx.procedure(node)].response;
    field(response, name).is_some_and(|field| field.required)
}

/// A value of the run by reference, for an expression: an `Option<&T>`.
pub(super) fn read(cx: &FlowCx<'_>, reference: &Ref, path: &[String]) -> TokenStream {
    let place = place(cx, reference);
    let mut value = match reference {
        Ref::Context(_) => quote!(Some(&#place)),
        Ref::Payload(_) => quote!(#place.as_ref()),
        Ref::Output(node, name) => {
            let ident = names::field(name);
            if always(cx, *node, name) {
                quote!(#place.as_ref().map(|output| &output.#ident))
            } else {
                quote!(#place.as_ref().and_then(|output| output.#ident.as_ref()))
            }
        }
        Ref::Input(_) | Ref::Returned(_) => {
            unreachable!("a condition reads values of the run, never those of a clause")
        }
    };
    for step in path {
        let ident = names::field(step);
        value = quote!(#value.and_then(|value| value.#ident.as_ref()));
    }
    value
}

/// From the source's type to the input's: the checker has proved that it fits.
fn convert(value: Value, from: (&Type, &TokenStream), to: (&Type, &TokenStream)) -> Value {
    if from.1.to_string() == to.1.to_string() {
        return value;
    }
    let Value { value, optional, open } = value;
    let recoded = match open {
        true => {
            let from = from.1;
            quote!(faults.recoded::<#from, _>)
        }
        false => quote!(faults.recoded),
    };
    match (from.0, to.0, optional) {
        (Type::Integer, Type::Decimal, true) => {
            Value::new(quote!(#value.map(::hera_runtime::Decimal::from)), true)
        }
        (Type::Integer, Type::Decimal, false) => {
            Value::new(quote!(::hera_runtime::Decimal::from(#value)), false)
        }
        (_, _, true) => Value { value: quote!(#recoded(#value)), optional: true, open: true },
        (_, _, false) => {
            Value { value: quote!(#recoded(Some(#value))), optional: true, open: true }
        }
    }
}

/// A default in the types of the procedure's module.
fn literal_in(
    cx: &FlowCx<'_>,
    procedure: usize,
    default: &crate::ir::expr::Literal,
    ty: &Type,
) -> TokenStream {
    use crate::ir::expr::Literal;
    match (default, cx.set.nominal(procedure, ty)) {
        (Literal::String(word), Some(path)) if is_copy(ty) => {
            let variant = names::ident(&names::variant(word));
            quote!(#path::#variant)
        }
        _ => literal(cx, default, ty),
    }
}
