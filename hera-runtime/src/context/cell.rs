//! Values of columns, the same on every store.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

/// The value of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// An integer of 64 bits.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// An exact decimal.
    Decimal(Decimal),
    /// A uuid.
    Uuid(Uuid),
    /// A moment, in microseconds.
    Timestamp(Timestamp),
    /// JSON.
    Json(Value),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// An integer of 64 bits.
    Integer,
    /// True or false.
    Boolean,
    /// An exact decimal with this many digits, and this many of them after the point.
    Numeric(u32, u32),
    /// A uuid.
    Uuid,
    /// A moment, in microseconds.
    Timestamp,
    /// JSON.
    Json,
}

impl Kind {
    /// What is wrong with `cell` in a column of this kind.
    #[must_use]
    pub fn refuse(self, cell: &Cell) -> Option<String> {
        match (self, cell) {
            (Kind::Numeric(digits, scale), Cell::Decimal(value)) => {
                let value = value.normalize();
                let whole = value.trunc().abs().mantissa().to_string().len();
                if value.scale() > scale {
                    return Some(format!("has more than {scale} digits after the point"));
                }
                let whole_max = digits.saturating_sub(scale) as usize;
                (whole > whole_max)
                    .then(|| format!("has more than {whole_max} digits before the point"))
            }
            (Kind::Text, Cell::Text(_))
            | (Kind::Integer, Cell::Integer(_))
            | (Kind::Boolean, Cell::Boolean(_))
            | (Kind::Uuid, Cell::Uuid(_))
            | (Kind::Timestamp, Cell::Timestamp(_))
            | (Kind::Json, Cell::Json(_))
            | (_, Cell::Null) => None,
            _ => Some("does not hold values of this type".to_owned()),
        }
    }
}

/// A Rust type that a column is read and written as.
pub trait Column: Sized {
    /// The cell that holds it.
    fn into_cell(self) -> Cell;

    /// Reads it back; nothing when the cell holds something else.
    fn from_cell(cell: Cell) -> Option<Self>;
}

macro_rules! column {
    ($ty:ty, $variant:ident) => {
        impl Column for $ty {
            fn into_cell(self) -> Cell {
                Cell::$variant(self)
            }

            fn from_cell(cell: Cell) -> Option<Self> {
                match cell {
                    Cell::$variant(value) => Some(value),
                    _ => None,
                }
            }
        }
    };
}

column!(String, Text);
column!(i64, Integer);
column!(bool, Boolean);
column!(Decimal, Decimal);
column!(Uuid, Uuid);
column!(Timestamp, Timestamp);
column!(Value, Json);

impl<T: Column> Column for Option<T> {
    fn into_cell(self) -> Cell {
        self.map_or(Cell::Null, Column::into_cell)
    }

    fn from_cell(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

/// What may be given where a column of type `T` is meant: the value itself, a `&str` for text, and
/// the bare value for a column that may be null.
pub trait IntoColumn<T> {
    /// The column's type.
    fn into_column(self) -> T;
}

impl<T> IntoColumn<T> for T {
    fn into_column(self) -> T {
        self
    }
}

impl<T> IntoColumn<Option<T>> for T {
    fn into_column(self) -> Option<T> {
        Some(self)
    }
}

impl IntoColumn<String> for &str {
    fn into_column(self) -> String {
        self.to_owned()
    }
}

impl IntoColumn<Option<String>> for &str {
    fn into_column(self) -> Option<String> {
        Some(self.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_that_a_column_would_round_is_refused() {
        let refuse = |text: &str| {
            Kind::Numeric(19, 4).refuse(&Cell::Decimal(text.parse().unwrap())).is_some()
        };
        assert!(!refuse("123456789012345.1234"));
        assert!(!refuse("-12.50000"), "zeros at the end are not digits");
        assert!(refuse("0.00001"));
        assert!(refuse("1234567890123456"));
        assert!(Kind::Text.refuse(&Cell::Boolean(true)).is_some());
    }
}
