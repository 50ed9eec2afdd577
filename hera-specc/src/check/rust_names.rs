//! The scopes of the generated code, each with the names of the spec that become Rust names in it.

use super::cx::Cx;
use crate::emit::names;
use crate::ir::{Orchestration, Procedure, Type};
use crate::source::Span;

/// A name of a spec and what becomes of it.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    /// As written.
    pub(super) spec: &'a str,
    /// In Rust.
    pub(super) rust: String,
    /// Where it stands, or the smallest known part around it.
    pub(super) span: Span,
}

/// One Rust scope: a struct, an enum or a module.
pub(super) struct Scope<'a> {
    /// What its names are, in the plural.
    pub(super) plural: &'static str,
    /// What each of them is.
    pub(super) noun: &'static str,
    /// Its names, in the order of the spec.
    pub(super) names: Vec<Name<'a>>,
}

/// All scopes of the judged specs. Modules across specs are no part of it.
pub(super) fn scopes<'c, 'a>(cx: &'c Cx<'a>) -> &'c [Scope<'a>] {
    cx.scopes.get_or_init(|| all(cx))
}

fn all<'a>(cx: &Cx<'a>) -> Vec<Scope<'a>> {
    let mut scopes = Vec::new();
    for procedure in cx.procedures() {
        of_procedure(procedure, &mut scopes);
    }
    for (orchestration, _) in cx.orchestrations() {
        of_orchestration(orchestration, &mut scopes);
    }
    scopes
}

fn of_procedure<'a>(procedure: &'a Procedure, scopes: &mut Vec<Scope<'a>>) {
    let inputs = procedure.inputs.iter();
    let response = procedure.response.iter();
    scopes.push(Scope {
        plural: "inputs",
        noun: "input",
        names: inputs.clone().map(|input| field(&input.name.value, input.name.span)).collect(),
    });
    scopes.push(Scope {
        plural: "output fields",
        noun: "output field",
        names: response.clone().map(|f| field(&f.name.value, f.name.span)).collect(),
    });
    let errors = procedure.errors.iter().flatten();
    scopes.push(Scope {
        plural: "error codes",
        noun: "error code",
        names: errors.map(|error| variant(&error.code.value, error.code.span)).collect(),
    });
    let types = inputs.filter_map(|input| input.ty.as_ref()).chain(response.map(|field| &field.ty));
    types.for_each(|ty| of_type(&ty.value, ty.span, scopes));
}

/// The enums and records inside a type.
fn of_type<'a>(ty: &'a Type, span: Span, scopes: &mut Vec<Scope<'a>>) {
    match ty {
        Type::Enum(variants) => scopes.push(Scope {
            plural: "variants",
            noun: "variant",
            names: variants.iter().map(|word| variant(word, span)).collect(),
        }),
        Type::Record(fields) => {
            scopes.push(Scope {
                plural: "record fields",
                noun: "record field",
                names: fields.iter().map(|(name, _)| field(name, span)).collect(),
            });
            fields.iter().for_each(|(_, ty)| of_type(ty, span, scopes));
        }
        Type::Array(item) => of_type(item, span, scopes),
        _ => {}
    }
}

fn of_orchestration<'a>(orchestration: &'a Orchestration, scopes: &mut Vec<Scope<'a>>) {
    let modules = orchestration.flows.iter().map(|flow| Name {
        spec: &flow.event.value,
        rust: names::ident(&names::snake(&flow.event.value)).to_string(),
        span: flow.event.span,
    });
    scopes.push(Scope { plural: "events", noun: "event", names: modules.collect() });
    for flow in &orchestration.flows {
        let nodes = flow.nodes.iter().map(|node| &orchestration.nodes[node.node].id);
        scopes.push(Scope {
            plural: "nodes",
            noun: "node",
            names: nodes.map(|id| variant(&id.value, id.span)).collect(),
        });
        let fields = flow.payload.iter();
        scopes.push(Scope {
            plural: "payload fields",
            noun: "payload field",
            names: fields.map(|name| field(&name.name, name.span)).collect(),
        });
    }
}

fn field(name: &str, span: Span) -> Name<'_> {
    Name { spec: name, rust: names::field(name).to_string(), span }
}

fn variant(name: &str, span: Span) -> Name<'_> {
    Name { spec: name, rust: names::ident(&names::variant(name)).to_string(), span }
}
