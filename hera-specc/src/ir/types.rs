//! The type language.

use std::fmt;
use std::sync::Arc;

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
    /// `enum[A, B]`, in the order of the spec; shared, since every value of it bears its type.
    Enum(Arc<[String]>),
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

impl Type {
    /// Whether a value of this type can stand where `target` is wanted: the same type, an integer as a
    /// decimal, an enum as a string or as an enum with more variants, anything as plain JSON, and lists and records of such.
    #[must_use]
    pub fn fits(&self, target: &Type) -> bool {
        match (self, target) {
            (a, b) if a == b => true,
            (_, Type::Json) | (Type::Integer, Type::Decimal) | (Type::Enum(_), Type::String) => {
                true
            }
            (Type::Enum(a), Type::Enum(b)) => a.iter().all(|variant| b.contains(variant)),
            (Type::Array(a), Type::Array(b)) => a.fits(b),
            (Type::Record(a), Type::Record(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|((name, ty), (other, target))| name == other && ty.fits(target))
            }
            _ => false,
        }
    }

    /// The type that serves both, if one of them does.
    #[must_use]
    pub fn common<'a>(&'a self, other: &'a Type) -> Option<&'a Type> {
        if self.fits(other) {
            Some(self)
        } else if other.fits(self) {
            Some(other)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Type::{Array, Decimal, Integer, Json, String, Uuid};

    #[test]
    fn the_narrower_type_serves_both() {
        assert_eq!(Decimal.common(&Integer), Some(&Integer));
        assert_eq!(Json.common(&Uuid), Some(&Uuid));
        assert_eq!(String.common(&Uuid), None);
        assert!(Array(Box::new(Uuid)).fits(&Array(Box::new(Json))));
        assert!(!Json.fits(&Uuid));
    }
}
