//! The static description of a flow, and the ways in: admission and the draft of a dry run.

use proc_macro2::Literal;
use quote::quote;

use super::data::Data;
use super::flow::FlowCx;
use super::text::Code;
use super::{clauses, names, outcomes};
use crate::ir::flow::{Origin, Required};

/// Writes the static description of the flow, and the ways in.
pub(super) fn definition(cx: &FlowCx<'_>, code: &mut Code) {
    let misses = misses(cx, code);
    let met = if clauses::admits(cx) { MET } else { "" };
    code.write(READ, &[("misses", &misses)]);
    code.write(&ADMIT.replace("$met", met), &[]);
    code.write(&DRAFT.replace("$met", met), &[]);
    let errors = outcomes::tables(cx, code);
    let permissions = cx.set.permissions(cx.flow).into_iter().map(Data::text);
    let fields = vec![
        ("event", Data::text(&cx.flow.event.value)),
        ("triggers", Data::List(triggers(cx))),
        ("plan", Data::word("&PLAN")),
        ("fields", Data::List(fields(cx))),
        ("permissions", Data::List(permissions.collect())),
        ("conditions", Data::List(conditions(cx))),
        ("errors", errors),
        ("admit", Data::word("admit")),
        ("draft", Data::word("draft")),
    ];
    code.constant(FLOW, &[], &Data::Struct("::hera_runtime::flow::FlowDef", fields));
}

const READ: &str = "\
fn read(
    context: &::hera_runtime::Context,
    payload: &::hera_runtime::Value,
) -> Result<(State, Vec<String>), ::hera_runtime::flow::Refusal> {
    let mut fields = ::hera_runtime::flow::Refusal::fields(payload)?;
    let state = State {
        context: context.clone(),
        payload: Payload::read(&mut fields),
        outputs: Outputs::default(),
    };
$misses    let missing = fields.finish(Payload::FIELDS)?;
    Ok((state, missing))
}
";

const ADMIT: &str = "\
fn admit(context: &::hera_runtime::Context, payload: &::hera_runtime::Value) \
    -> ::hera_runtime::flow::Admission {
    let (state, missing) = read(context, payload)?;
    ::hera_runtime::flow::Refusal::unless_complete(&missing)?;
$met    Ok(Box::new(state))
}
";

const DRAFT: &str = "\
fn draft(context: &::hera_runtime::Context, payload: &::hera_runtime::Value) \
    -> ::hera_runtime::flow::Draft {
    let (state, missing) = read(context, payload)?;
$met    Ok((Box::new(state), missing))
}
";

const MET: &str = "    ::hera_runtime::flow::Refusal::unless_met(&state, &missing)?;\n";

const FLOW: &str = "\
/// The flow as the engine takes it.
pub static FLOW: ::hera_runtime::flow::FlowDef = ";

/// What notes the fields of the payload that a run needs and has not.
fn misses(cx: &FlowCx<'_>, code: &mut Code) -> String {
    let mut lines = String::new();
    for field in &cx.flow.payload {
        let (ident, key) = (names::field(&field.name), Literal::string(&field.name));
        let asks = match &field.required {
            Required::Always => String::new(),
            Required::Never => continue,
            Required::When(nodes) => {
                let asks = nodes.iter().map(|at| {
                    let variant = cx.variant(*at);
                    quote!(::hera_runtime::bind::holds(&state, Node::#variant as u32))
                });
                format!(" && ({})", code.print(quote!(#(#asks)||*)))
            }
        };
        lines += &format!(
            "    if state.payload.{ident}.is_none(){asks} {{\n        fields.miss({key});\n    }}\n"
        );
    }
    lines
}

fn fields(cx: &FlowCx<'_>) -> Vec<Data> {
    let field = |field: &crate::ir::flow::PayloadField| {
        let origin = match field.origin {
            Origin::Payload => "payload",
            Origin::Path => "path",
            Origin::Header => "header",
        };
        let fields = vec![
            ("name", Data::text(&field.name)),
            ("ty", Data::text(&field.ty.to_string())),
            ("origin", Data::text(origin)),
            ("required", Data::word(field.required == Required::Always)),
        ];
        Data::Struct("::hera_runtime::flow::FieldInfo", fields)
    };
    cx.flow.payload.iter().map(field).collect()
}

fn triggers(cx: &FlowCx<'_>) -> Vec<Data> {
    let trigger = |at: &usize| {
        let (method, path) = match &cx.orchestration.triggers[*at].on.value {
            crate::ir::On::Api { method, path, .. } => (method.as_str(), path.as_str()),
            crate::ir::On::Event { subject } => ("EVENT", subject.as_str()),
        };
        let fields = vec![("method", Data::text(method)), ("path", Data::text(path))];
        Data::Struct("::hera_runtime::flow::Trigger", fields)
    };
    cx.flow.triggers.iter().map(trigger).collect()
}

/// The conditions by the nodes that have them, in the words of the spec.
fn conditions(cx: &FlowCx<'_>) -> Vec<Data> {
    let nodes = cx.flow.nodes.iter().enumerate();
    let conditions = nodes.filter_map(|(at, node)| {
        let text = cx.set.text(node.when.as_ref()?.span);
        Some(Data::Tuple(vec![Data::text(cx.id(at)), Data::text(text)]))
    });
    conditions.collect()
}
