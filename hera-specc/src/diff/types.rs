//! Which types read what was written under which others.

use crate::ir::Type;

/// Where a value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// By a caller, in a payload: records may hold keys that nobody declared.
    Payload,
    /// By a procedure's answer, encoded by its type.
    Output,
}

/// Whether each value that is stored under `old` is read by `new`, and as what it was.
pub(super) fn reads(old: &Type, new: &Type, written: Written) -> bool {
    match (old, new) {
        (old, new) if old == new => true,
        (_, Type::Json)
        | (Type::Integer, Type::Decimal)
        | (Type::Enum(_) | Type::Uuid | Type::Date | Type::Timestamp, Type::String) => true,
        (Type::Enum(old), Type::Enum(new)) => old.iter().all(|word| new.contains(word)),
        (Type::Array(old), Type::Array(new)) => reads(old, new, written),
        (Type::Record(old), Type::Record(new)) => new.iter().all(|(name, ty)| {
            // All fields of records are optional, so what is not there is no fault; but what a caller
            // wrote under an undeclared key may be anything.
            match old.iter().find(|(known, _)| known == name) {
                Some((_, before)) => reads(before, ty, written),
                None => written == Written::Output,
            }
        }),
        _ => false,
    }
}

/// A type as far as the value of an expression depends on it: words of enums are compared by their
/// text.
pub(super) fn shape(ty: &Type) -> String {
    match ty {
        Type::Enum(_) => Type::String.to_string(),
        Type::Array(item) => format!("array[{}]", shape(item)),
        Type::Record(fields) => {
            let field = |(name, ty): &(String, Type)| format!("{name}: {}", shape(ty));
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        ty => ty.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_can_be_read_or_not() {
        let words = |list: &[&str]| Type::Enum(list.iter().map(|w| (*w).to_owned()).collect());
        let record = |list: &[(&str, Type)]| {
            Type::Record(list.iter().map(|(n, ty)| ((*n).to_owned(), ty.clone())).collect())
        };
        let one = record(&[("qty", Type::Integer)]);
        let two = record(&[("qty", Type::Decimal), ("note", Type::String)]);
        let table = [
            (Type::Integer, Type::Decimal, true),
            (Type::Decimal, Type::Integer, false),
            (words(&["A"]), words(&["B", "A"]), true),
            (words(&["A", "B"]), words(&["A"]), false),
            (words(&["A"]), Type::String, true),
            (Type::String, words(&["A"]), false),
            (Type::Uuid, Type::String, true),
            (Type::Decimal, Type::String, false),
            (Type::Decimal, Type::Json, true),
            (two.clone(), one.clone(), false),
        ];
        for (old, new, wanted) in table {
            assert_eq!(reads(&old, &new, Written::Payload), wanted, "{old} by {new}");
        }
        // A field that is new in a record: an answer lacks it, a payload may hold anything there.
        let array = |ty: &Type| Type::Array(Box::new(ty.clone()));
        assert!(reads(&array(&one), &array(&two), Written::Output));
        assert!(!reads(&array(&one), &array(&two), Written::Payload));
    }
}
