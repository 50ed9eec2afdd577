//! The names of types, their aliases, and what other languages call them.

use crate::ir::Type;

/// A name in a type position.
pub(super) enum Named {
    /// A scalar type, and the name to write instead where this one is an alias.
    Scalar(Type, Option<&'static str>),
    /// `enum`.
    Enum,
    /// `array`.
    Array,
}

/// All names that are written without surprise, for suggestions.
pub(super) const NAMES: [&str; 13] = [
    "uuid",
    "string",
    "slug",
    "integer",
    "number",
    "decimal",
    "boolean",
    "date",
    "timestamp",
    "object",
    "enum",
    "array",
    "text",
];

/// What a name means.
pub(super) fn named(name: &str) -> Option<Named> {
    let (ty, instead) = match name {
        "uuid" => (Type::Uuid, None),
        "string" | "slug" => (Type::String, None),
        "text" | "str" => (Type::String, Some("string")),
        "integer" => (Type::Integer, None),
        "int" => (Type::Integer, Some("integer")),
        "number" | "decimal" => (Type::Decimal, None),
        "boolean" => (Type::Boolean, None),
        "bool" => (Type::Boolean, Some("boolean")),
        "date" => (Type::Date, None),
        "timestamp" => (Type::Timestamp, None),
        "datetime" => (Type::Timestamp, Some("timestamp")),
        "object" => (Type::Json, None),
        "json" | "jsonb" => (Type::Json, Some("object")),
        "enum" => return Some(Named::Enum),
        "array" => return Some(Named::Array),
        _ => return None,
    };
    Some(Named::Scalar(ty, instead))
}

/// The type that is meant by a word of another language, or by another spelling.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let foreign = match lower.as_str() {
        "float" | "double" | "money" | "currency" | "numeric" | "amount" => "decimal",
        "int32" | "int64" | "i64" | "long" | "bigint" | "count" => "integer",
        "guid" | "id" => "uuid",
        "char" | "varchar" => "string",
        "map" | "dict" | "hash" | "any" | "record" | "struct" => "object",
        "list" | "vec" | "set" => "array",
        "time" | "timestamptz" | "instant" => "timestamp",
        "choice" | "oneof" => "enum",
        _ => return crate::diag::nearest(name, NAMES),
    };
    Some(foreign)
}
