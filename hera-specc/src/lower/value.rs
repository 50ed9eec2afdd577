//! YAML values against types: defaults and example payloads.

use rust_decimal::Decimal;

use crate::ast::{Node, Scalar, Style, Value};
use crate::ir::expr::Literal;
use crate::ir::{Type, moment};
use crate::source::Span;
use crate::tree::write_quoted;

/// Why a value is not of its type.
pub(super) struct Mismatch {
    /// The value, or the key.
    pub(super) span: Span,
    /// Where it stands in the value: `lines[0].qty`; empty for the value itself.
    pub(super) path: String,
    /// What is wrong.
    pub(super) why: Why,
}

/// What is wrong with a value.
pub(super) enum Why {
    /// It is of another type than this one.
    Type(Type),
    /// It is none of these variants.
    Variant(Vec<String>),
    /// The record has no such field; it has these.
    UnknownField(Vec<String>),
    /// The record's field is missing.
    MissingField(String),
}

/// All mismatches of a value. A null is nobody's mismatch: it is an absent value.
pub(super) fn mismatches(node: &Node, ty: &Type) -> Vec<Mismatch> {
    let mut found = Vec::new();
    judge(node, ty, "", &mut found);
    found
}

fn judge(node: &Node, ty: &Type, path: &str, found: &mut Vec<Mismatch>) {
    if node.is_null() {
        return;
    }
    match (ty, &node.value) {
        (Type::Json, _) => {}
        (Type::Array(item), Value::List(nodes)) => {
            for (at, node) in nodes.iter().enumerate() {
                judge(node, item, &format!("{path}[{at}]"), found);
            }
        }
        (Type::Record(fields), Value::Map(_)) => judge_record(node, fields, path, found),
        (Type::Enum(variants), Value::Scalar(scalar)) => {
            if !variants.contains(&scalar.text) {
                let why = Why::Variant(variants.to_vec());
                found.push(Mismatch { span: node.span, path: path.to_owned(), why });
            }
        }
        (_, Value::Scalar(scalar)) if scalar_fits(node, scalar, ty) => {}
        _ => {
            let why = Why::Type(ty.clone());
            found.push(Mismatch { span: node.span, path: path.to_owned(), why });
        }
    }
}

fn judge_record(node: &Node, fields: &[(String, Type)], path: &str, found: &mut Vec<Mismatch>) {
    let dot = if path.is_empty() { "" } else { "." };
    for entry in node.map().unwrap_or_default() {
        let key = &entry.key.value;
        let path = format!("{path}{dot}{key}");
        match fields.iter().find(|(name, _)| name == key) {
            Some((_, ty)) => judge(&entry.value, ty, &path, found),
            None => {
                let known = fields.iter().map(|(name, _)| name.clone()).collect();
                let why = Why::UnknownField(known);
                found.push(Mismatch { span: entry.key.span, path, why });
            }
        }
    }
    for (name, _) in fields {
        if node.get(name).is_none_or(Node::is_null) {
            let why = Why::MissingField(name.clone());
            found.push(Mismatch { span: node.span, path: format!("{path}{dot}{name}"), why });
        }
    }
}

fn scalar_fits(node: &Node, scalar: &Scalar, ty: &Type) -> bool {
    let text = scalar.text.as_str();
    let plain = scalar.style == Style::Plain;
    match ty {
        Type::Uuid => is_uuid(text),
        Type::String => !plain || matches!(node.kind(), "text"),
        Type::Integer => plain && text.parse::<i64>().is_ok(),
        // Exact decimals may travel as text.
        Type::Decimal => decimal(text).is_some(),
        Type::Boolean => node.boolean().is_some(),
        Type::Date => moment::date(text).is_ok(),
        Type::Timestamp => text.parse::<moment::Instant>().is_ok(),
        Type::Json => true,
        Type::Enum(variants) => variants.iter().any(|variant| variant == text),
        Type::Array(_) | Type::Record(_) => false,
    }
}

/// A uuid with its four hyphens.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

fn decimal(text: &str) -> Option<Decimal> {
    let text = text.strip_prefix('+').unwrap_or(text);
    Decimal::from_str_exact(text).ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// The literal of a value that is of its type; `None` for null.
pub(super) fn literal(node: &Node, ty: &Type) -> Option<Literal> {
    if node.is_null() {
        return None;
    }
    let text = node.scalar().map(|scalar| scalar.text.as_str());
    match (ty, text) {
        (Type::Boolean, _) => node.boolean().map(Literal::Boolean),
        (Type::Integer | Type::Decimal, Some(text)) => decimal(text).map(Literal::Number),
        (Type::Uuid, Some(text)) => Some(Literal::String(text.to_ascii_lowercase())),
        (Type::String | Type::Date | Type::Timestamp | Type::Enum(_), Some(text)) => {
            Some(Literal::String(text.to_owned()))
        }
        (Type::Json | Type::Array(_) | Type::Record(_), _) => {
            let mut json = String::new();
            write_json(node, &mut json);
            Some(Literal::Json(json))
        }
        _ => None,
    }
}

/// The JSON of a value; numbers keep their digits.
fn write_json(node: &Node, out: &mut String) {
    match &node.value {
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write_json(item, out);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (at, entry) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write_quoted(&entry.key.value, out);
                out.push(':');
                write_json(&entry.value, out);
            }
            out.push('}');
        }
        Value::Scalar(scalar) => write_scalar(node, scalar, out),
    }
}

fn write_scalar(node: &Node, scalar: &Scalar, out: &mut String) {
    if node.is_null() {
        return out.push_str("null");
    }
    if let Some(flag) = node.boolean() {
        return out.push_str(if flag { "true" } else { "false" });
    }
    let number = (scalar.style == Style::Plain).then(|| decimal(&scalar.text)).flatten();
    match number {
        Some(number) => out.push_str(&number.to_string()),
        None => write_quoted(&scalar.text, out),
    }
}
