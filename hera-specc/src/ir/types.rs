//! The type language.

use std::fmt;

/// A type of the spec language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `uuid`.
    Uuid,
    /// `string`, and its aliases `text`, `slug` and unions.
    String,
    /// `integer`: 64 bits, signed.
    Integer,
    /// `decimal`, `number`: exact.
    Decimal,
    /// `boolean`.
    Boolean,
    /// `date`.
    Date,
    /// `timestamp`.
    Timestamp,
    /// `object`: any JSON.
    Json,
    /// `enum[A, B]`, in the order of the spec.
    Enum(Vec<String>),
    /// `array[T]`.
    Array(Box<Type>),
    /// `array[{a, b: T}]`'s items, or an object with a `schema`; fields in the order of the spec. A field
    /// without a type is [`Type::Json`].
    Record(Vec<(String, Type)>),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Uuid => f.write_str("uuid"),
            Type::String => f.write_str("string"),
            Type::Integer => f.write_str("integer"),
            Type::Decimal => f.write_str("decimal"),
            Type::Boolean => f.write_str("boolean"),
            Type::Date => f.write_str("date"),
            Type::Timestamp => f.write_str("timestamp"),
            Type::Json => f.write_str("object"),
            Type::Enum(variants) => write!(f, "enum[{}]", variants.join(", ")),
            Type::Array(item) => write!(f, "array[{item}]"),
            Type::Record(fields) => {
                f.write_str("{")?;
                for (at, (name, ty)) in fields.iter().enumerate() {
                    write!(f, "{}{name}: {ty}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("}")
            }
        }
    }
}
