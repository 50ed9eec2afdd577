//! Rust types for the types of specs, and the enums and structs that have to be generated for them.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::text::{Code, literal};
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

    /// The names, in the order of the spec.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|(_, name)| name.as_str())
    }

    /// Writes the definitions, in the order of the spec.
    pub(super) fn define(&self, code: &mut Code) {
        for (ty, name) in &self.named {
            match ty {
                Type::Enum(variants) => enumeration(code, name, variants),
                Type::Record(fields) => {
                    let fields = fields.iter().map(|(name, ty)| StructField {
                        name,
                        ty,
                        required: false,
                        doc: Some(format!("`{name}`.")),
                    });
                    let fields: Vec<_> = fields.collect();
                    structure(code, name, &fields, &|ty| self.find(ty).map(local));
                }
                _ => {}
            }
        }
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
pub(super) fn complexity<'a>(mut types: impl Iterator<Item = &'a Type>) -> &'static str {
    fn depth(ty: &Type) -> usize {
        match ty {
            Type::Array(item) => 1 + depth(item),
            _ => 0,
        }
    }
    if types.any(|ty| depth(ty) > 4) { "#[allow(clippy::type_complexity)]\n" } else { "" }
}

/// A field of a generated struct.
pub(super) struct StructField<'a> {
    pub(super) name: &'a str,
    pub(super) ty: &'a Type,
    pub(super) required: bool,
    pub(super) doc: Option<String>,
}

/// Writes a struct with its JSON form.
pub(super) fn structure(
    code: &mut Code,
    name: &str,
    fields: &[StructField<'_>],
    nominal: &dyn Fn(&Type) -> Option<TokenStream>,
) {
    let doc = match name {
        "Input" => "What the procedure is given.".to_owned(),
        "Output" => "What later nodes and the caller see.".to_owned(),
        _ => format!("`{name}` of the spec."),
    };
    let (mut definitions, mut encode, mut decode) = (String::new(), String::new(), Vec::new());
    for field in fields {
        let (ident, key) = (names::field(field.name), Literal::string(field.name));
        let ty = code.print(rust(field.ty, nominal));
        let (ty, kind) = match field.required {
            true => (ty, "field"),
            false => (format!("Option<{ty}>"), "optional"),
        };
        let doc = field.doc.as_deref().map_or_else(String::new, |doc| docs::comments(doc, "    "));
        definitions += &format!("{doc}    pub {ident}: {ty},\n");
        encode += &format!("        object.{kind}({key}, &self.{ident});\n");
        let kind = if field.required { "required" } else { "optional" };
        decode.push((ident.to_string(), format!("fields.{kind}({key})")));
    }
    let complex = complexity(fields.iter().map(|field| field.ty));
    let ident = names::ident(name).to_string();
    let values = [
        ("doc", &*docs::comments(&doc, "")),
        ("complex", complex),
        ("name", &ident),
        ("definitions", &definitions),
        ("encode", &encode),
        ("decode", &literal("Self", &decode, 8)),
    ];
    code.write(if fields.is_empty() { EMPTY_STRUCT } else { STRUCT }, &values);
}

const STRUCT: &str = "\
$doc$complex#[derive(Clone, Debug, PartialEq)]
pub struct $name {
$definitions}
impl ::hera_runtime::wire::Record for $name {
    fn write(&self, object: &mut ::hera_runtime::wire::Object) {
$encode    }
    fn read(fields: &mut ::hera_runtime::wire::Fields<'_>) -> Self {
        $decode
    }
}
";

const EMPTY_STRUCT: &str = "\
$doc$complex#[derive(Clone, Debug, PartialEq)]
pub struct $name {}
impl ::hera_runtime::wire::Record for $name {
    fn write(&self, _object: &mut ::hera_runtime::wire::Object) {}
    fn read(_fields: &mut ::hera_runtime::wire::Fields<'_>) -> Self {
        Self {}
    }
}
";

/// Writes an enum with its words.
fn enumeration(code: &mut Code, name: &str, variants: &[String]) {
    let doc =
        docs::comments(&format!("`{name}` of the spec: one of {} words.", variants.len()), "");
    let (mut definitions, mut words, mut all) = (String::new(), Vec::new(), Vec::new());
    let mut arms = String::new();
    for (place, variant) in variants.iter().enumerate() {
        let (ident, word) = (names::ident(&names::variant(variant)), Literal::string(variant));
        definitions += &docs::comments(&format!("`{variant}`."), "    ");
        definitions += &format!("    {ident},\n");
        arms += &format!("            Some({place}) => Some(Self::{ident}),\n");
        words.push(word.to_string());
        all.push(format!("Self::{ident}"));
    }
    let values = [
        ("doc", &*doc),
        ("name", &names::ident(name).to_string()),
        ("definitions", &definitions),
        ("words", &words.join(", ")),
        ("all", &all.join(", ")),
        ("arms", &arms),
        ("first", all.first().map_or("", String::as_str)),
    ];
    code.write(ENUM, &values);
    code.write(ENUM_AS_JSON, &values);
}

const ENUM: &str = "\
$doc#[derive(Clone, Copy, Debug, PartialEq)]
pub enum $name {
$definitions}
impl $name {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &[$words];
    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[$all];
    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}
";

const ENUM_AS_JSON: &str = "\
impl ::hera_runtime::wire::Wire for $name {
    fn encode(&self) -> ::hera_runtime::Value {
        ::hera_runtime::wire::spelled(self.as_str())
    }
    fn try_decode(value: &::hera_runtime::Value, first: &::hera_runtime::wire::FirstError) \
    -> Option<Self> {
        match ::hera_runtime::wire::place(value, Self::WORDS, first) {
$arms            _ => None,
        }
    }
    fn blank() -> Self {
        $first
    }
}
";
