//! What a node returns in a dry run: plausible values of the declared types, the same at every run.
//!
//! A field that the payload gives under its own name and type is taken from there; a field that a
//! condition of the flow compares with a constant gets that constant, so that the dry run shows the
//! conditional node; each other one gets a value of its type. What is not always returned is left out.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::value::Value;
use crate::ir::expr::{BinaryOp, Literal, Ref, Typed, TypedKind};
use crate::ir::flow::{PayloadField, Required};
use crate::ir::{Field, Flow, Specs, Type};

/// What the node at a position of the flow returns; empty where its procedure declares no response
/// or has no file.
pub(super) fn output(
    specs: &Specs,
    flow: &Flow,
    node: usize,
    payload: &BTreeMap<String, Value>,
) -> BTreeMap<String, Value> {
    let procedure = flow.nodes[node].procedure.map(|at| &specs.procedures[at]);
    let fields = procedure.map_or(&[][..], |procedure| &procedure.response);
    let given = |field: &Field| {
        let known = flow.payload.iter().find(|known| known.name == field.name.value)?;
        (known.ty == field.ty.value).then(|| payload.get(&known.name).cloned()).flatten()
    };
    fields
        .iter()
        .filter(|field| field.required)
        .map(|field| {
            let value = given(field)
                .or_else(|| compared(flow, node, field))
                .unwrap_or_else(|| of_type(&field.name.value, &field.ty.value));
            (field.name.value.clone(), value)
        })
        .collect()
}

/// What a node returns in a dry run that says nothing about it, as JSON.
#[must_use]
pub fn answer(specs: &Specs, flow: &Flow, node: usize) -> Json {
    let fields = output(specs, flow, node, &BTreeMap::new());
    Json::Object(fields.into_iter().map(|(name, value)| (name, value.to_json())).collect())
}

/// A payload with a sample of each field that is required always or under a condition.
#[must_use]
pub fn payload(flow: &Flow) -> Json {
    let needed = flow.payload.iter().filter(|field| field.required != Required::Never);
    let sample = |field: &PayloadField| of_type(&field.name, &field.ty).to_json();
    Json::Object(needed.map(|field| (field.name.clone(), sample(field))).collect())
}

/// The constant with which a condition compares the field.
fn compared(flow: &Flow, node: usize, field: &Field) -> Option<Value> {
    let wanted = Ref::Output(node, field.name.value.clone());
    let conditions = flow.nodes.iter().filter_map(|node| node.when.as_ref());
    conditions
        .filter_map(|when| constant(when, &wanted))
        .find_map(|literal| Value::from_literal(literal, &field.ty.value))
}

fn constant<'a>(typed: &'a Typed, wanted: &Ref) -> Option<&'a Literal> {
    if let TypedKind::Binary(BinaryOp::Equal, left, right) = &typed.kind {
        let sides = [(left, right), (right, left)];
        let found =
            sides.into_iter().find_map(|(term, literal)| match (&term.kind, &literal.kind) {
                (TypedKind::Ref(read, path), TypedKind::Literal(literal))
                    if read == wanted && path.is_empty() =>
                {
                    Some(literal)
                }
                _ => None,
            });
        if found.is_some() {
            return found;
        }
    }
    typed.parts().into_iter().find_map(|part| constant(part, wanted))
}

/// A value of a type for a field of this name. Types are finite, so this ends.
pub(super) fn of_type(name: &str, ty: &Type) -> Value {
    match ty {
        Type::Uuid => Value::Uuid(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())),
        Type::String => Value::Text(format!("sample {}", name.replace('_', " "))),
        Type::Integer => Value::Integer(1),
        Type::Decimal => Value::Decimal(Decimal::ONE),
        Type::Boolean => Value::Boolean(true),
        Type::Date => Value::Date(Date::constant(2026, 1, 1)),
        Type::Timestamp => Value::Timestamp(started_at()),
        Type::Json => Value::Json(Json::Object(Map::new())),
        Type::Enum(variants) => Value::Text(variants.first().cloned().unwrap_or_default()),
        Type::Array(item) => Value::List(vec![of_type(name, item)]),
        Type::Record(fields) => {
            let field = |(name, ty): &(String, Type)| (name.clone(), of_type(name, ty));
            Value::Record(fields.iter().map(field).collect())
        }
    }
}

/// A value of the context.
pub(super) fn context(name: &str) -> Option<Value> {
    let ty = crate::ir::flow::context_field(name)?;
    Some(of_type(name, &ty))
}

/// When every dry run starts: midnight of the first day of 2026, UTC.
fn started_at() -> Timestamp {
    Timestamp::constant(1_767_225_600, 0)
}
