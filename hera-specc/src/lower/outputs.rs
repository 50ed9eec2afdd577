//! Named, typed fields: `outputs.response` of a procedure and the `payload` of a trigger.
//!
//! A mapping of name to type (nested mappings are records), or a list of the forms that inputs have.
//! What else stands under `outputs` is documentation.

use super::Cx;
use super::inputs::{self, Inputs};
use super::keys::Keys;
use super::scalars::judge_name;
use super::{shape, types};
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Field, Input, Type};
use crate::source::Spanned;

pub(super) const RECORD: Keys = Keys {
    noun: "field of an output",
    unknown: &catalogue::HS0202,
    known: &[
        "name",
        "type",
        "description",
        "required",
        "schema",
        "values",
        "variants",
        "note",
        "example",
        "passthrough",
    ],
    idle: &["pattern", "format", "minimum", "maximum", "unit", "pii"],
    missed: &[],
};

/// The fields of `outputs.response`.
pub(super) fn response(cx: &mut Cx<'_>, outputs: &Node) -> Vec<Field> {
    if outputs.is_null() || outputs.list().is_some_and(<[Node]>::is_empty) {
        return Vec::new();
    }
    let help = "write `response:` with `name: type` below";
    let Some(_) = shape::map(cx, outputs, "outputs", help) else { return Vec::new() };
    outputs.get("response").map_or_else(Vec::new, |node| fields(cx, node, "response"))
}

/// The fields of a mapping or list.
pub(super) fn fields(cx: &mut Cx<'_>, node: &Node, key: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    match &node.value {
        _ if node.is_null() => {}
        Value::Map(entries) => {
            for entry in entries {
                add(cx, &mut fields, entry);
            }
        }
        Value::List(items) => {
            let mut inputs = Inputs { list: Vec::new() };
            inputs.items(cx, items, true, None);
            fields.extend(inputs.list.into_iter().filter_map(from_input));
            apply_required(cx, items, &mut fields);
        }
        Value::Scalar(_) => {
            shape::wrong(cx, node, key, "a mapping of names to types", "write `id: uuid`")
        }
    }
    fields
}

/// The payload that a trigger declares: fields, or `required` and `optional` as inputs have them.
pub(super) fn payload(cx: &mut Cx<'_>, node: &Node) -> Vec<Field> {
    let sections = |entries: &[Entry]| {
        let section = |entry: &Entry| matches!(entry.key.value.as_str(), "required" | "optional");
        !entries.is_empty() && entries.iter().all(section)
    };
    match node.map() {
        Some(entries) if sections(entries) => {
            let mut inputs = Inputs { list: Vec::new() };
            inputs::sections(cx, entries, &mut inputs);
            inputs.list.into_iter().filter_map(from_input).collect()
        }
        _ => fields(cx, node, "payload"),
    }
}

fn add(cx: &mut Cx<'_>, fields: &mut Vec<Field>, entry: &Entry) {
    let name = &entry.key;
    if !judge_name(cx, "a field", &name.value, name.span) {
        return;
    }
    let mut field = Field {
        name: name.clone(),
        ty: Spanned::new(Type::Json, name.span),
        required: true,
        description: None,
        passthrough: false,
    };
    let node = &entry.value;
    let ty = if node.is_null() {
        cx.report(
            Diagnostic::new(
                &catalogue::HS0211,
                name.span,
                format!("output `{}` has no type", name.value),
            )
            .help(format!("write `{}: uuid`", name.value)),
        );
        None
    } else if is_record(node) {
        RECORD.judge(cx, node.map().unwrap_or_default());
        field.required = node.get("required").and_then(Node::boolean).unwrap_or(true);
        field.description =
            node.get("description").and_then(Node::text).map(|t| t.trim().to_owned());
        let attributes = super::attributes::Attributes { entries: node.map().unwrap_or_default() };
        field.passthrough = attributes.flag(cx, "passthrough").is_some();
        let written = attributes.written(cx, node.get("type"));
        written.and_then(|written| Some(Spanned::new(written.ty?, written.span)))
    } else {
        let written = types::of_node(cx, node);
        written.ty.map(|ty| Spanned::new(ty, written.span))
    };
    if let Some(ty) = ty {
        field.ty = ty;
        fields.push(field);
    }
}

/// Whether a mapping describes a field and is not a nested record: `{type: uuid, required: false}`. A
/// mapping that has a `type` among other fields is a record with a field that is called `type`.
fn is_record(node: &Node) -> bool {
    let Some(entries) = node.map() else { return false };
    let known = |entry: &Entry| RECORD.known.contains(&entry.key.value.as_str());
    let shaped = node.get("required").is_none_or(|flag| flag.boolean().is_some());
    node.get("type").is_some() && shaped && entries.iter().all(known) && !names_types(entries)
}

/// Whether more than one entry states a type, as the fields of a record do: `{type: string, name: string}`.
fn names_types(entries: &[Entry]) -> bool {
    let typed = entries.iter().filter(|entry| {
        let word = entry.value.text().unwrap_or_default();
        super::type_names::named(word).is_some()
    });
    typed.count() > 1
}

fn from_input(input: Input) -> Option<Field> {
    let Input { name, ty, required, description, passthrough, .. } = input;
    // An input without a type was reported; a field has to have one.
    let ty = ty.unwrap_or(Spanned::new(Type::Json, name.span));
    Some(Field { name, ty, required, description, passthrough })
}

/// A list's items say `required: false` themselves.
fn apply_required(cx: &mut Cx<'_>, items: &[Node], fields: &mut [Field]) {
    for item in items {
        let Some(flag) = item.get("required") else { continue };
        let Some(required) = shape::boolean(cx, flag, "required") else { continue };
        let name = item.get("name").and_then(Node::text);
        for field in fields.iter_mut().filter(|field| Some(field.name.value.as_str()) == name) {
            field.required = required;
        }
    }
}
