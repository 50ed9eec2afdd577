//! Clauses as Rust: in the module of a procedure one function per condition and the two that judge all
//! of them; in a flow the judgement of what admission can know.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::flow::FlowCx;
use super::text::Code;
use super::types::rust;
use super::{bind, docs, expr, names};
use crate::ir::expr::Ref;
use crate::ir::flow::{Binding, Computed, FlowNode, From, field};
use crate::ir::{Enforced, Procedure, Type};

/// Arguments beyond which clippy asks for a struct; here each is a name of the clause.
const ARGUMENTS_MAX: usize = 7;

/// Writes the functions of a procedure's module; none where nothing is enforced.
pub(super) fn define(
    code: &mut Code,
    procedure: &Procedure,
    path: &dyn Fn(&Type) -> Option<TokenStream>,
) {
    let before = procedure.enforced_preconditions().map(|c| (precondition(c), c));
    let after = procedure.enforced_invariants().map(|c| (invariant(c), c));
    let (before, after): (Vec<_>, Vec<_>) = (before.collect(), after.collect());
    for (name, clause) in before.iter().chain(&after) {
        function(code, procedure, name, *clause, path);
    }
    if !before.is_empty() {
        let list = judgements(code, procedure, &before);
        code.write(UNMET, &[("list", &list)]);
    }
    if !after.is_empty() {
        let list = judgements(code, procedure, &after);
        let input = if reads_inputs(procedure) { "input: &Input, " } else { "" };
        let read = after.iter().flat_map(|(_, clause)| clause.reads());
        let read = read.into_iter().any(|read| matches!(read, Ref::Returned(_)));
        let output = if read { "output" } else { "_output" };
        code.write(BROKEN, &[("input", input), ("output", output), ("list", &list)]);
    }
}

const UNMET: &str = "\
/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
$list    None
}
";

const BROKEN: &str = "\
/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken($input$output: &Output) -> Option<&'static str> {
$list    None
}
";

/// What a call asks before the procedure runs.
pub(super) enum Before {
    Nothing,
    /// Of what it is given.
    Input,
}

/// What a call of the procedure asks before it runs.
pub(super) fn before(procedure: &Procedure) -> Before {
    match procedure.enforced_preconditions().next() {
        None => Before::Nothing,
        Some(_) => Before::Input,
    }
}

/// What a call asks after it ran.
pub(super) enum After {
    Nothing,
    /// Of the output alone.
    Output,
    /// Of what it was given, too.
    InputAndOutput,
}

/// What a call of the procedure asks after it ran.
pub(super) fn after(procedure: &Procedure) -> After {
    match procedure.enforced_invariants().next() {
        None => After::Nothing,
        Some(_) if reads_inputs(procedure) => After::InputAndOutput,
        Some(_) => After::Output,
    }
}

fn reads_inputs(procedure: &Procedure) -> bool {
    let reads = procedure.enforced_invariants().flat_map(Enforced::reads);
    reads.into_iter().any(|read| matches!(read, Ref::Input(_)))
}

fn precondition(clause: Enforced<'_>) -> Ident {
    format_ident!("precondition_{}", clause.at + 1)
}

fn invariant(clause: Enforced<'_>) -> Ident {
    format_ident!("invariant_{}", clause.at + 1)
}

/// Writes one clause as a function of what it reads.
fn function(
    code: &mut Code,
    procedure: &Procedure,
    name: &Ident,
    clause: Enforced<'_>,
    path: &dyn Fn(&Type) -> Option<TokenStream>,
) {
    let reads = clause.reads();
    let parameters = reads.iter().map(|read| {
        let ident = names::field(written(read));
        let ty = rust(declared(procedure, read).0, path);
        quote!(#ident: Option<&#ty>)
    });
    let condition = expr::condition(clause.condition, &|read, fields| {
        let ident = names::field(written(read));
        fields.iter().fold(quote!(#ident), |value, field| {
            let field = names::field(field);
            quote!(#value.and_then(|value| value.#field.as_ref()))
        })
    });
    let values = [
        ("text", &*docs::code(clause.text)),
        ("many", if reads.len() > ARGUMENTS_MAX { MANY } else { "" }),
        ("name", &name.to_string()),
        ("parameters", &code.print(quote!(#(#parameters),*))),
        ("condition", &code.print(condition)),
    ];
    code.write(CLAUSE, &values);
}

const CLAUSE: &str = "\
/// `$text`
$many#[must_use]
pub fn $name($parameters) -> bool {
    $condition
}
";

const MANY: &str =
    "#[allow(clippy::too_many_arguments, reason = \"each is a name of the clause\")]\n";

/// Each clause over `input` and `output`, with its words.
fn judgements(code: &mut Code, procedure: &Procedure, clauses: &[(Ident, Enforced<'_>)]) -> String {
    let one = |(name, clause): &(Ident, Enforced<'_>)| {
        let arguments = clause.reads().into_iter().map(|read| {
            let ident = names::field(written(read));
            let place = match read {
                Ref::Returned(_) => quote!(output.#ident),
                _ => quote!(input.#ident),
            };
            if declared(procedure, read).1 {
                quote!(Some(&#place))
            } else {
                quote!(#place.as_ref())
            }
        });
        let (arguments, text) = (code.print(quote!(#(#arguments),*)), Literal::string(clause.text));
        format!("    if !{name}({arguments}) {{\n        return Some({text});\n    }}\n")
    };
    clauses.iter().map(one).collect()
}

/// The type of what a clause reads, and whether it is always there.
fn declared<'p>(procedure: &'p Procedure, read: &Ref) -> (&'p Type, bool) {
    if let Ref::Returned(name) = read
        && let Some(field) = field(&procedure.response, name)
    {
        return (&field.ty.value, field.required);
    }
    let mut inputs = procedure.inputs.iter();
    let input = inputs.find(|input| input.name.value == written(read));
    let input = input.expect("a clause names inputs and outputs of its procedure alone");
    (super::procedure::input_type(input), input.required || input.default.is_some())
}

fn written(read: &Ref) -> &str {
    match read {
        Ref::Input(name) | Ref::Returned(name) => name,
        Ref::Payload(_) | Ref::Context(_) | Ref::Output(..) => {
            unreachable!("a clause names inputs and outputs of its procedure alone")
        }
    }
}

/// Whether a flow has preconditions that admission judges.
pub(super) fn admits(cx: &FlowCx<'_>) -> bool {
    let computes = |node: &FlowNode| node.computed().any(|input| input.on_admission);
    cx.flow.nodes.iter().any(|node| !node.admitted.is_empty() || computes(node))
}

/// What admission works out for a node, with its words and whether it fits: in the form of [`admitted`].
pub(super) fn computed(cx: &FlowCx<'_>, at: usize) -> Vec<(String, String, TokenStream)> {
    let node = &cx.flow.nodes[at];
    let inputs = node.computed().filter(|input| input.on_admission);
    let one = |input: Computed<'_>| {
        let fits = bind::fits(cx, input.value);
        // What a dry run lacks is left open.
        let refs = input.value.refs().into_iter().filter_map(|read| match read {
            Ref::Payload(name) if input.value.is_there_where_it_fits() => Some(name.as_str()),
            _ => None,
        });
        let given = refs.collect::<BTreeSet<&str>>().into_iter().map(|name| {
            let value = bind::read(cx, &Ref::Payload(name.to_owned()), &[]);
            quote!(faults.given(#value, #name).is_some())
        });
        let name = if input.of_inverse { "undo" } else { "fits" };
        let name = format!("{name}_{}", names::snake(input.input));
        (name, input.words(), quote!(#(#given &&)* #fits))
    };
    inputs.map(one).collect()
}

/// The preconditions of a node that admission judges, each with its number, its words and whether it holds.
pub(super) fn admitted(cx: &FlowCx<'_>, at: usize) -> Vec<(usize, String, TokenStream)> {
    let (node, spec) = (&cx.flow.nodes[at], &cx.set.specs.procedures[cx.procedure(at)]);
    let clauses = spec.enforced_preconditions();
    let clauses = clauses.filter(|clause| node.admitted.contains(&clause.at));
    let one = |clause: Enforced<'_>| {
        let (module, name) = (cx.set.alias(cx.procedure(at)), precondition(clause));
        let arguments = clause.reads().into_iter().map(|read| {
            let mut inputs = node.inputs.iter();
            let binding = inputs.find(|binding| binding.input == written(read));
            argument(cx, at, binding.expect("each input has its binding"))
        });
        let holds = quote!(#module::#name(#(#arguments),*));
        (clause.at + 1, clause.text.to_owned(), holds)
    };
    clauses.map(one).collect()
}

/// A bound input by reference.
fn argument(cx: &FlowCx<'_>, at: usize, binding: &Binding) -> TokenStream {
    let procedure = cx.procedure(at);
    if let (Some((value, ty)), None) = (bind::plain(&binding.from), &binding.default)
        && cx.rust(ty).to_string() == cx.set.rust_in(procedure, &binding.ty).to_string()
    {
        let (value, name) = (bind::read(cx, value, &[]), &binding.input);
        return match binding.required {
            true => quote!(faults.given(#value, #name)),
            false => value,
        };
    }
    if matches!((&binding.from, &binding.default), (From::Nothing, None)) {
        return quote!(None);
    }
    let bind::Value { value, optional, .. } = bind::bound(cx, at, procedure, binding);
    if optional { quote!(#value.as_ref()) } else { quote!(Some(&#value)) }
}
