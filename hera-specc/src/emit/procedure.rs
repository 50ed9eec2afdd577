//! The module of a procedure: its types, its errors and its trait.

use hera_core::plan::Effects;
use proc_macro2::TokenStream;
use quote::quote;

use super::types::{Nominal, StructField, structure};
use super::{clauses, docs, names};
use crate::ir::{Procedure, Type};

/// A procedure with what the whole set of specs says about it.
pub(super) struct Facts<'a> {
    pub(super) procedure: &'a Procedure,
    /// Whether a node runs it as `validate_only`.
    pub(super) validated: bool,
}

/// The effects of a procedure: transactional where it says nothing.
pub(super) fn effects(procedure: &Procedure) -> Effects {
    procedure.effects.as_ref().map_or(Effects::Transactional, |effects| effects.value)
}

/// The generated enums and structs of a procedure's module.
pub(super) fn nominal(procedure: &Procedure) -> Nominal {
    let reserved = ["Input", "Output", "Error"].into_iter().chain(names::PRELUDE.iter().copied());
    let reserved = reserved.map(str::to_owned);
    let mut nominal = Nominal::new(reserved.chain([names::trait_name(&procedure.code.value)]));
    for input in &procedure.inputs {
        nominal.add(&input.name.value, input_type(input));
    }
    for field in &procedure.response {
        nominal.add(&field.name.value, &field.ty.value);
    }
    nominal
}

/// The type of an input; plain JSON where nobody says.
pub(super) fn input_type(input: &crate::ir::Input) -> &Type {
    input.ty.as_ref().map_or(&Type::Json, |ty| &ty.value)
}

/// The items of a procedure's module.
pub(super) fn items(facts: &Facts<'_>) -> TokenStream {
    let procedure = facts.procedure;
    let nominal = nominal(procedure);
    let path = |ty: &Type| {
        nominal.find(ty).map(|name| {
            let ident = names::ident(name);
            quote!(#ident)
        })
    };
    let inputs: Vec<_> =
        procedure
            .inputs
            .iter()
            .map(|input| StructField {
                name: &input.name.value,
                ty: input_type(input),
                required: input.required || input.default.is_some(),
                doc: Some(input.description.as_deref().map_or_else(
                    || format!("`{}`: {}.", input.name, input_type(input)),
                    docs::line,
                )),
            })
            .collect();
    let outputs: Vec<_> = procedure
        .response
        .iter()
        .map(|field| StructField {
            name: &field.name.value,
            ty: &field.ty.value,
            required: field.required,
            doc: Some(
                field
                    .description
                    .as_deref()
                    .map_or_else(|| format!("`{}`: {}.", field.name, field.ty.value), docs::line),
            ),
        })
        .collect();
    let input = structure("Input", &inputs, &path);
    let output = structure("Output", &outputs, &path);
    let definitions = nominal.definitions();
    let errors = errors(procedure);
    let clauses = clauses::items(procedure, &path);
    let the_trait = the_trait(facts);
    let invoke = invoke(facts);
    quote! {
        #the_trait
        #invoke
        #input
        #output
        #errors
        #clauses
        #definitions
    }
}

/// The trait that a service implements.
fn the_trait(facts: &Facts<'_>) -> TokenStream {
    let procedure = facts.procedure;
    let name = names::ident(&names::trait_name(&procedure.code.value));
    let doc = docs::attributes(&docs::procedure(procedure));
    let validate = facts.validated.then(|| {
        quote! {
            /// Says whether the procedure could succeed now, with no way to write.
            ///
            /// The verdict may be stale when something commits: check again there.
            fn validate(
                &self,
                cx: &::hera_runtime::View,
                input: Input,
            ) -> impl Future<Output = Result<(), ::hera_runtime::Fail<Error>>> + Send;
        }
    });
    let method = match effects(procedure) {
        Effects::None => quote! {
            /// Reads, and answers; there is no way to write.
            fn read(
                &self,
                cx: &::hera_runtime::View,
                input: Input,
            ) -> impl Future<Output = Result<Output, ::hera_runtime::Fail<Error>>> + Send;
        },
        Effects::Transactional => quote! {
            /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
            /// that fails leaves nothing behind, and may be made again.
            fn persist(
                &self,
                cx: &mut ::hera_runtime::Transaction,
                input: Input,
            ) -> impl Future<Output = Result<Output, ::hera_runtime::Fail<Error>>> + Send;
        },
        Effects::External => quote! {
            /// Acts on another system, with no transaction open. It may be called again with the same
            /// key and input, and then has to have its effect once.
            fn call(
                &self,
                cx: &::hera_runtime::External,
                input: Input,
            ) -> impl Future<Output = Result<Output, ::hera_runtime::Fail<Error>>> + Send;
        },
    };
    quote! {
        #doc
        pub trait #name: Send + Sync {
            #validate
            #method
        }
    }
}

/// The way from the engine to the trait.
fn invoke(facts: &Facts<'_>) -> TokenStream {
    let procedure = facts.procedure;
    let name = names::ident(&names::trait_name(&procedure.code.value));
    let effects = effects(procedure);
    let method = names::ident(method_name(effects));
    let call = match effects {
        Effects::None => quote!(::hera_runtime::flow::Call::Validate(cx)),
        Effects::Transactional => quote!(::hera_runtime::flow::Call::Persist(cx)),
        Effects::External => quote!(::hera_runtime::flow::Call::External(cx)),
    };
    let unmet = clauses::before(procedure);
    let (keep, broken) = clauses::after(procedure);
    let validate = facts.validated.then(|| {
        quote! {
            ::hera_runtime::flow::Call::Validate(cx) => {
                match ::hera_runtime::flow::given(&SPEC, input, #unmet) {
                    Ok(input) => ::hera_runtime::flow::verdict(procedures.validate(cx, input)),
                    Err(refused) => refused,
                }
            }
        }
    });
    quote! {
        /// Calls the procedure for the engine, between its preconditions and its invariants.
        pub fn invoke<'a>(
            procedures: &'a impl #name,
            call: ::hera_runtime::flow::Call<'a>,
            input: &'a ::hera_runtime::Value,
        ) -> ::hera_runtime::flow::Answering<'a> {
            match call {
                #validate
                #call => match ::hera_runtime::flow::given(&SPEC, input, #unmet) {
                    Ok(input) => {
                        #keep
                        ::hera_runtime::flow::answer(&SPEC, procedures.#method(cx, input), #broken)
                    }
                    Err(refused) => refused,
                },
                _ => ::hera_runtime::flow::no_such_call(&SPEC),
            }
        }
    }
}

/// The method that does what a procedure is for.
fn method_name(effects: Effects) -> &'static str {
    match effects {
        Effects::None => "read",
        Effects::Transactional => "persist",
        Effects::External => "call",
    }
}

/// The declared errors.
fn errors(procedure: &Procedure) -> TokenStream {
    let declared = procedure.errors.as_deref().unwrap_or_default();
    let codes: Vec<&str> = if declared.is_empty() {
        vec![crate::plan::UNKNOWN_ERROR]
    } else {
        declared.iter().map(|error| error.code.value.as_str()).collect()
    };
    let texts: Vec<String> = if declared.is_empty() {
        vec!["The spec declares no errors: this stands for all of them.".to_owned()]
    } else {
        declared.iter().map(docs::error).collect()
    };
    let idents: Vec<_> = codes.iter().map(|code| names::ident(&names::variant(code))).collect();
    let docs =
        codes.iter().zip(&texts).map(|(code, text)| docs::attributes(&format!("`{code}`: {text}")));
    quote! {
        /// How the procedure says no.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Error { #(#docs #idents,)* }

        impl ::hera_runtime::DeclaredError for Error {
            fn code(&self) -> &'static str {
                match self { #(Self::#idents => #codes,)* }
            }

            fn describe(&self) -> &'static str {
                match self { #(Self::#idents => #texts,)* }
            }
        }
    }
}
