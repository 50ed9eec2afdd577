//! The module of a flow: payload, nodes, outputs, the state with its table of nodes, and the plan as static
//! data.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::data::Data;
use super::text::{Code, literal};
use super::types::{Nominal, complexity, rust};
use super::{Set, definition, docs, names, plan, steps, table, values};
use crate::ir::expr::{Ref, Typed, TypedKind};
use crate::ir::flow::{Origin, PayloadField, Required};
use crate::ir::{Flow, Orchestration, Type};

/// A flow with what its code needs around it.
pub(super) struct FlowCx<'a> {
    pub(super) set: &'a Set<'a>,
    pub(super) orchestration: &'a Orchestration,
    pub(super) flow: &'a Flow,
    pub(super) plan: &'a hera_core::Plan,
    /// What becomes of each failure.
    pub(super) outcomes: crate::plan::Outcomes,
    /// The enums and records of a declared payload that no procedure declares.
    own: Nominal,
}

impl<'a> FlowCx<'a> {
    pub(super) fn new(
        set: &'a Set<'a>,
        orchestration: &'a Orchestration,
        flow: &'a Flow,
        plan: &'a hera_core::Plan,
    ) -> FlowCx<'a> {
        let taken = ["Payload", "Node", "Outputs", "State"].into_iter();
        let taken = taken.chain(names::PRELUDE.iter().copied()).map(str::to_owned);
        let outcomes = crate::plan::outcomes(set.specs, flow, plan);
        let own = Nominal::new(taken);
        let mut cx = FlowCx { set, orchestration, flow, plan, outcomes, own };
        let mut own = Nominal::new(std::iter::empty());
        std::mem::swap(&mut own, &mut cx.own);
        for field in &flow.payload {
            if cx.host(&field.ty).is_none() {
                own.add(&field.name, &field.ty);
            }
        }
        cx.own = own;
        cx
    }

    /// The names that its module defines.
    pub(super) fn defined(&self) -> impl Iterator<Item = &str> {
        ["Payload", "Node", "Outputs", "State"].into_iter().chain(self.own.names())
    }

    /// The id of the node at this position.
    pub(super) fn id(&self, at: usize) -> &str {
        &self.orchestration.nodes[self.flow.nodes[at].node].id.value
    }

    /// The variant of the node at this position.
    pub(super) fn variant(&self, at: usize) -> Ident {
        names::ident(&names::variant(self.id(at)))
    }

    /// The field of [`Outputs`] for the node at this position.
    pub(super) fn output(&self, at: usize) -> Ident {
        names::field(self.id(at))
    }

    /// The procedure of the node at this position.
    pub(super) fn procedure(&self, at: usize) -> usize {
        self.flow.nodes[at].procedure.expect("checked: every node's procedure resolves")
    }

    /// The nodes whose outputs are kept: those that persist and return something.
    pub(super) fn kept(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.flow.nodes.len()).filter(|at| {
            self.plan.nodes[*at].mode == hera_core::plan::Mode::Persist
                && !self.set.specs.procedures[self.procedure(*at)].response.is_empty()
        })
    }

    /// Where a type of the payload that is an enum or a record is generated: in the module of the
    /// first procedure that declares it so.
    pub(super) fn nominal(&self, ty: &Type) -> Option<TokenStream> {
        match self.host(ty) {
            Some(procedure) => self.set.nominal(procedure, ty),
            None => self.nominal_of_own(ty),
        }
    }

    fn nominal_of_own(&self, ty: &Type) -> Option<TokenStream> {
        let name = names::ident(self.own.find(ty)?);
        Some(quote!(#name))
    }

    /// The first procedure whose module has the enum or record that `ty` is, or is a list of.
    fn host(&self, ty: &Type) -> Option<usize> {
        let ty = innermost(ty);
        let nodes = self.flow.nodes.iter();
        let run = nodes.clone().filter_map(|node| node.procedure);
        let undo = nodes.filter_map(|node| node.compensation.as_ref()?.procedure);
        run.chain(undo).find(|procedure| self.set.nominal(*procedure, ty).is_some())
    }

    /// The Rust type of what an expression yields: below a record, it is that of the record's module.
    pub(super) fn rust_of(&self, typed: &Typed) -> TokenStream {
        let mut base = typed;
        while let TypedKind::Project(list, _) = &base.kind {
            base = list;
        }
        let inside = !std::ptr::eq(base, typed);
        match &base.kind {
            TypedKind::Ref(Ref::Output(node, _), _) => {
                self.set.rust_in(self.procedure(*node), &typed.ty)
            }
            TypedKind::Ref(Ref::Payload(name), path) if inside || !path.is_empty() => {
                let field = self.flow.payload.iter().find(|field| field.name == *name);
                match field.and_then(|field| self.host(&field.ty)) {
                    Some(procedure) => self.set.rust_in(procedure, &typed.ty),
                    None => rust(&typed.ty, &|ty| self.nominal_of_own(ty)),
                }
            }
            _ => self.rust(&typed.ty),
        }
    }

    /// The Rust type of a value of the run.
    pub(super) fn rust(&self, ty: &Type) -> TokenStream {
        rust(ty, &|ty| self.nominal(ty))
    }
}

/// What a list is a list of.
fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::Array(item) => innermost(item),
        _ => ty,
    }
}

/// Writes the module of a flow.
pub(super) fn module(cx: &FlowCx<'_>, code: &mut Code) {
    let doc = docs::comments(&table::page(cx), "");
    let name = names::ident(&module_name(cx.flow)).to_string();
    code.open("$doc\npub mod $name {\n", &[("doc", doc.trim_end()), ("name", &name)]);
    code.write("use super::*;\n", &[]);
    payload(cx, code);
    cx.own.define(code);
    node(cx, code);
    outputs(cx, code);
    steps::state(cx, code);
    plan::statics(cx.plan, code);
    definition::definition(cx, code);
    code.close();
}

/// `pos_cart_line_add_requested`.
pub(super) fn module_name(flow: &Flow) -> String {
    names::snake(&flow.event.value)
}

/// Writes what the event brings.
fn payload(cx: &FlowCx<'_>, code: &mut Code) {
    let fields = &cx.flow.payload;
    let (mut definitions, mut takes, mut known) = (String::new(), Vec::new(), Vec::new());
    for field in fields {
        let ident = names::field(&field.name);
        let key = Literal::string(&field.name).to_string();
        let ty = code.print(cx.rust(&field.ty));
        let doc = docs::comments(&field_doc(cx, field), "    ");
        definitions += &format!("{doc}    pub {ident}: Option<{ty}>,\n");
        let default = field.default.as_ref().map(|default| {
            let default = code.print(values::literal(cx, default, &field.ty));
            format!(".or(Some({default}))")
        });
        let default = default.unwrap_or_default();
        takes.push((ident.to_string(), format!("fields.optional({key}){default}")));
        known.push(key);
    }
    let doc = format!("What `{}` brings. A required field is there in every run.", cx.flow.event);
    let values = [
        ("doc", &*docs::comments(&doc, "")),
        ("complex", complexity(fields.iter().map(|field| &field.ty))),
        ("definitions", &definitions),
        ("known", &known.join(", ")),
        ("takes", &literal("Self", &takes, 8)),
    ];
    code.write(if fields.is_empty() { EMPTY_PAYLOAD } else { PAYLOAD }, &values);
}

const PAYLOAD: &str = "\
$doc$complex#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
$definitions}
impl Payload {
    /// The names of all fields.
    pub const FIELDS: &'static [&'static str] = &[$known];
    fn read(fields: &mut ::hera_runtime::wire::Fields<'_>) -> Self {
        $takes
    }
}
";

const EMPTY_PAYLOAD: &str = "\
$doc#[derive(Clone, Debug, PartialEq)]
pub struct Payload {}
impl Payload {
    /// The names of all fields.
    pub const FIELDS: &'static [&'static str] = &[];
    fn read(_fields: &mut ::hera_runtime::wire::Fields<'_>) -> Self {
        Self {}
    }
}
";

fn field_doc(cx: &FlowCx<'_>, field: &PayloadField) -> String {
    let text = field.description.as_deref().map_or_else(
        || format!("`{}`: {}", field.name, super::docs::line(&field.ty.to_string())),
        super::docs::line,
    );
    let text = text.trim_end_matches('.');
    let origin = match field.origin {
        Origin::Payload => "",
        Origin::Path => ", from the path",
        Origin::Header => ", from a header",
    };
    match &field.required {
        Required::Always => format!("{text}{origin}; required."),
        Required::Never => format!("{text}{origin}; optional."),
        Required::When(nodes) => {
            let ids: Vec<_> = nodes.iter().map(|at| format!("`{}`", cx.id(*at))).collect();
            format!("{text}{origin}; required when {} runs.", ids.join(" or "))
        }
    }
}

/// Writes the nodes.
fn node(cx: &FlowCx<'_>, code: &mut Code) {
    let (mut variants, mut all) = (String::new(), Vec::new());
    for (at, node) in cx.plan.nodes.iter().enumerate() {
        let (variant, id) = (cx.variant(at), cx.id(at));
        let doc = docs::comments(&format!("`{id}` runs `{}`.", node.procedure), "    ");
        variants += &format!("{doc}    {variant},\n");
        all.push(Data::word(format_args!("Node::{variant}")));
    }
    let count = all.len().to_string();
    code.write(NODE, &[("variants", &variants)]);
    code.open("impl Node {\n", &[]);
    code.constant(ALL, &[("count", &count)], &Data::Array(all));
    code.close();
}

const NODE: &str = "\
/// The nodes, in the order of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
$variants}
";

const ALL: &str = "\
/// All nodes, in the order of the plan.
pub const ALL: [Node; $count] = ";

/// Writes what the nodes return.
fn outputs(cx: &FlowCx<'_>, code: &mut Code) {
    let fields = cx.kept().map(|at| {
        let (field, module) = (cx.output(at), cx.set.alias(cx.procedure(at)));
        let doc = docs::comments(&format!("Of `{}`.", cx.id(at)), "    ");
        format!("{doc}    pub {field}: Option<{module}::Output>,\n")
    });
    let fields: String = fields.collect();
    let fields = if fields.is_empty() { fields } else { format!("\n{fields}") };
    code.write(OUTPUTS, &[("fields", &fields)]);
}

const OUTPUTS: &str = "\
/// What the nodes that are done have returned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outputs {$fields}
";
