//! Values in generated code: defaults, and the places of the values of a run.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::flow::FlowCx;
use super::names;
use super::types::is_copy;
use crate::ir::Type;
use crate::ir::expr::{Literal, Ref};
use crate::tree::quoted;

/// A default as a Rust value of type `ty`.
pub(super) fn literal(cx: &FlowCx<'_>, literal: &Literal, ty: &Type) -> TokenStream {
    let decoded = |json: String| quote!(::hera_runtime::bind::constant(#json));
    match (literal, ty) {
        (Literal::Boolean(flag), Type::Boolean) => quote!(#flag),
        (Literal::String(text), Type::String) => quote!(#text.to_owned()),
        (Literal::Number(number), Type::Integer) => {
            let number = i64::try_from(*number).unwrap_or_default();
            quote!(#number)
        }
        (Literal::Number(number), _) => decoded(format!("\"{}\"", number.normalize())),
        (Literal::String(word), Type::Enum(_)) => match cx.nominal(ty) {
            Some(path) => {
                let variant = names::ident(&names::variant(word));
                quote!(#path::#variant)
            }
            None => quote!(#word.to_owned()),
        },
        (Literal::String(text), _) => decoded(quoted(text)),
        (Literal::Boolean(flag), _) => decoded(flag.to_string()),
        (Literal::Json(json), _) => decoded(json.clone()),
        (Literal::Null, _) => decoded("null".to_owned()),
    }
}

/// `Some(x.clone())` in the form that clippy likes for the type.
pub(super) fn cloned(ty: &Type, place: &TokenStream) -> TokenStream {
    if is_copy(ty) { quote!(#place) } else { quote!(#place.clone()) }
}

/// The identifier for the values of one [`Ref`] root.
pub(super) fn place(cx: &FlowCx<'_>, reference: &Ref) -> TokenStream {
    match reference {
        Ref::Payload(name) => {
            let ident = names::field(name);
            quote!(state.payload.#ident)
        }
        Ref::Context(name) => {
            let ident = format_ident!("{}", name);
            quote!(state.context.#ident)
        }
        Ref::Output(node, _) => {
            let ident = cx.output(*node);
            quote!(state.outputs.#ident)
        }
        Ref::Input(_) | Ref::Returned(_) => {
            unreachable!("the words of a clause, which its procedure's module computes")
        }
    }
}
