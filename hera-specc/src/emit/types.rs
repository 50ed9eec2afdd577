//! Rust types for the types of specs, and the enums and structs that have to be generated for them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, names};
use crate::ir::Type;

/// The enums and structs of one module, each with its name.
#[derive(Default)]
pub(super) struct Nominal {
    named: Vec<(Type, String)>,
    taken: BTreeSet<String>,
}

impl Nominal {
    /// None yet; `taken` are names that the module uses otherwise.
    pub(super) fn new(taken: impl IntoIterator<Item = String>) -> Nominal {
        Nominal { named: Vec::new(), taken: taken.into_iter().collect() }
    }

    /// Names all enums and records inside `ty`, after the field in which they stand.
    pub(super) fn add(&mut self, field: &str, ty: &Type) {
        match ty {
            Type::Array(item) => self.add(field, item),
            Type::Enum(_) => self.name(field, ty),
            Type::Record(fields) => {
                self.name(field, ty);
                for (name, ty) in fields {
                    self.add(&format!("{field}_{name}"), ty);
                }
            }
            _ => {}
        }
    }

    fn name(&mut self, field: &str, ty: &Type) {
        if self.find(ty).is_some() {
            return;
        }
        let base = names::camel(field);
        let name = (1..)
            .map(|n| if n == 1 { base.clone() } else { format!("{base}{n}") })
            .find(|name| !self.taken.contains(name))
            .expect("an endless sequence has a name that is not taken");
        self.taken.insert(name.clone());
        self.named.push((ty.clone(), name));
    }

    /// The name of an enum or record of this module.
    pub(super) fn find(&self, ty: &Type) -> Option<&str> {
        self.named.iter().find(|(known, _)| known == ty).map(|(_, name)| name.as_str())
    }

    /// The definitions, in the order of the spec.
    pub(super) fn definitions(&self) -> TokenStream {
        self.named
            .iter()
            .map(|(ty, name)| match ty {
                Type::Enum(variants) => enumeration(name, variants),
                Type::Record(fields) => {
                    let fields: Vec<_> = fields
                        .iter()
                        .map(|(name, ty)| StructField {
                            name,
                            ty,
                            required: false,
                            doc: Some(format!("`{name}`.")),
                        })
                        .collect();
                    structure(name, &fields, &|ty| self.find(ty).map(local))
                }
                _ => TokenStream::new(),
            })
            .collect()
    }
}

fn local(name: &str) -> TokenStream {
    let ident = names::ident(name);
    quote!(#ident)
}

/// The Rust type of `ty`; `nominal` gives the path of a generated enum or struct.
pub(super) fn rust(ty: &Type, nominal: &dyn Fn(&Type) -> Option<TokenStream>) -> TokenStream {
    match ty {
        Type::Uuid => quote!(::hera_runtime::Uuid),
        Type::String => quote!(String),
        Type::Integer => quote!(i64),
        Type::Decimal => quote!(::hera_runtime::Decimal),
        Type::Boolean => quote!(bool),
        Type::Date => quote!(::hera_runtime::Date),
        Type::Timestamp => quote!(::hera_runtime::Timestamp),
        Type::Json => quote!(::hera_runtime::Value),
        Type::Array(item) => {
            let item = rust(item, nominal);
            quote!(Vec<#item>)
        }
        Type::Enum(_) => nominal(ty).unwrap_or_else(|| quote!(String)),
        Type::Record(_) => nominal(ty).unwrap_or_else(|| quote!(::hera_runtime::Value)),
    }
}

/// Whether values of the Rust type are copied without `clone`.
pub(super) fn is_copy(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Uuid
            | Type::Integer
            | Type::Decimal
            | Type::Boolean
            | Type::Date
            | Type::Timestamp
            | Type::Enum(_)
    )
}

/// Keeps clippy quiet about lists of lists of lists: the spec wants them.
pub(super) fn complexity<'a>(mut types: impl Iterator<Item = &'a Type>) -> Option<TokenStream> {
    fn depth(ty: &Type) -> usize {
        match ty {
            Type::Array(item) => 1 + depth(item),
            _ => 0,
        }
    }
    types.any(|ty| depth(ty) > 4).then(|| quote!(#[allow(clippy::type_complexity)]))
}

/// A field of a generated struct.
pub(super) struct StructField<'a> {
    pub(super) name: &'a str,
    pub(super) ty: &'a Type,
    pub(super) required: bool,
    pub(super) doc: Option<String>,
}

/// A struct with its JSON form.
pub(super) fn structure(
    name: &str,
    fields: &[StructField<'_>],
    nominal: &dyn Fn(&Type) -> Option<TokenStream>,
) -> TokenStream {
    let doc = match name {
        "Input" => "What the procedure is given.".to_owned(),
        "Output" => "What later nodes and the caller see.".to_owned(),
        _ => format!("`{name}` of the spec."),
    };
    let doc = docs::attributes(&doc);
    let ident = names::ident(name);
    let definitions = fields.iter().map(|field| {
        let (ident, ty) = (names::field(field.name), rust(field.ty, nominal));
        let doc = field.doc.as_deref().map(docs::attributes);
        let ty = if field.required { ty } else { quote!(Option<#ty>) };
        quote!(#doc pub #ident: #ty,)
    });
    let encode = fields.iter().map(|field| {
        let (ident, key) = (names::field(field.name), field.name);
        if field.required {
            quote!(object.field(#key, &self.#ident);)
        } else {
            quote!(object.optional(#key, &self.#ident);)
        }
    });
    let decode = fields.iter().map(|field| {
        let (ident, key) = (names::field(field.name), field.name);
        if field.required {
            quote!(#ident: fields.required(#key),)
        } else {
            quote!(#ident: fields.optional(#key),)
        }
    });
    let (object_arg, fields_arg) = match fields {
        [] => (quote!(_object), quote!(_fields)),
        _ => (quote!(object), quote!(fields)),
    };
    let complex = complexity(fields.iter().map(|field| field.ty));
    quote! {
        #doc
        #complex
        #[derive(Clone, Debug, PartialEq)]
        pub struct #ident { #(#definitions)* }

        impl ::hera_runtime::wire::Record for #ident {
            fn write(&self, #object_arg: &mut ::hera_runtime::wire::Object) {
                #(#encode)*
            }

            fn read(#fields_arg: &mut ::hera_runtime::wire::Fields<'_>) -> Self {
                Self { #(#decode)* }
            }
        }
    }
}

/// An enum with its words.
fn enumeration(name: &str, variants: &[String]) -> TokenStream {
    let ident = names::ident(name);
    let doc = docs::attributes(&format!("`{name}` of the spec: one of {} words.", variants.len()));
    let idents: Vec<_> = variants.iter().map(|v| names::ident(&names::variant(v))).collect();
    let docs: Vec<_> =
        variants.iter().map(|variant| docs::attributes(&format!("`{variant}`."))).collect();
    let first = idents.first();
    quote! {
        #doc
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum #ident { #(#docs #idents,)* }

        impl #ident {
            /// All words, in the order of the spec.
            pub const WORDS: &'static [&'static str] = &[#(#variants),*];

            /// All variants, in the same order.
            pub const ALL: &'static [Self] = &[#(Self::#idents),*];

            /// The word in the spec.
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#idents => #variants,)* }
            }
        }

        impl ::hera_runtime::wire::Wire for #ident {
            fn encode(&self) -> ::hera_runtime::Value {
                ::hera_runtime::wire::spelled(self.as_str())
            }

            fn decode(
                value: &::hera_runtime::Value,
            ) -> Result<Self, ::hera_runtime::wire::WireError> {
                ::hera_runtime::wire::word(value, Self::WORDS, Self::ALL)
            }

            fn blank() -> Self {
                Self::#first
            }
        }
    }
}
