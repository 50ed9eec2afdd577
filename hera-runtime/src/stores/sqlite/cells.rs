//! Values of columns as SQLite keeps them.

use rusqlite::ErrorCode;
use rusqlite::types::{Value as Sql, ValueRef};
use rust_decimal::Decimal;

use crate::context::{Cell, Kind, StoreError};
use crate::stores::codec::moment;

/// A store error that says what SQLite says, without values of rows.
#[expect(clippy::needless_pass_by_value, reason = "it is the argument of many a `map_err`")]
pub(super) fn failed(error: rusqlite::Error) -> StoreError {
    let unavailable = |what: String| StoreError::Unavailable { what };
    match &error {
        rusqlite::Error::SqliteFailure(code, message) => match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::ConstraintViolation => {
                // The message names the columns or the check, never a value.
                let rule = message.clone().unwrap_or_else(|| "a constraint".to_owned());
                StoreError::Conflict { rule }
            }
            other => {
                let what = in_words(other);
                unavailable(format!("{what} (SQLite error {})", code.extended_code))
            }
        },
        rusqlite::Error::InvalidColumnType(_, column, _) => {
            StoreError::Corrupt { what: format!("column `{column}`") }
        }
        other => unavailable(format!("{other}")),
    }
}

/// What the person at the machine can do something about.
fn in_words(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::CannotOpen => "it cannot be opened: is its folder there, and is it a file",
        ErrorCode::NotADatabase => "the file is not a SQLite database",
        ErrorCode::ReadOnly => "it may not be written",
        ErrorCode::PermissionDenied => "it may not be used",
        ErrorCode::DiskFull => "the disk is full",
        ErrorCode::SystemIoFailure => "the disk does not read or write",
        ErrorCode::DatabaseCorrupt => "the file is damaged",
        _ => "it does not work",
    }
}

/// What SQLite keeps for `cell`.
pub(super) fn write(cell: Cell) -> Sql {
    match cell {
        Cell::Null => Sql::Null,
        Cell::Text(text) => Sql::Text(text),
        Cell::Integer(number) => Sql::Integer(number),
        Cell::Boolean(flag) => Sql::Integer(i64::from(flag)),
        Cell::Decimal(value) => Sql::Text(value.normalize().to_string()),
        Cell::Uuid(id) => Sql::Text(id.to_string()),
        Cell::Timestamp(at) => Sql::Text(moment(at)),
        Cell::Json(value) => Sql::Text(value.to_string()),
    }
}

/// The cell that `write` made this of; nothing when it was not.
pub(super) fn read(kind: Kind, value: ValueRef<'_>) -> Option<Cell> {
    match (kind, value) {
        (_, ValueRef::Null) => Some(Cell::Null),
        (Kind::Integer, ValueRef::Integer(number)) => Some(Cell::Integer(number)),
        (Kind::Boolean, ValueRef::Integer(0)) => Some(Cell::Boolean(false)),
        (Kind::Boolean, ValueRef::Integer(1)) => Some(Cell::Boolean(true)),
        (kind, ValueRef::Text(bytes)) => read_text(kind, std::str::from_utf8(bytes).ok()?),
        _ => None,
    }
}

fn read_text(kind: Kind, text: &str) -> Option<Cell> {
    match kind {
        Kind::Text => Some(Cell::Text(text.to_owned())),
        Kind::Numeric(..) => Decimal::from_str_exact(text).ok().map(Cell::Decimal),
        Kind::Uuid => text.parse().ok().map(Cell::Uuid),
        Kind::Timestamp => text.parse().ok().map(Cell::Timestamp),
        Kind::Json => serde_json::from_str(text).ok().map(Cell::Json),
        Kind::Integer | Kind::Boolean => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_moments_sorts_as_time_does() {
        let at = |text: &str| moment(text.parse().unwrap());
        assert_eq!(at("2026-11-23T04:00:00Z"), "2026-11-23T04:00:00.000000Z");
        assert!(at("2026-11-23T04:00:00Z") < at("2026-11-23T04:00:00.5Z"));
    }

    #[test]
    fn a_decimal_is_kept_exactly_and_in_one_form() {
        let write = |text: &str| write(Cell::Decimal(text.parse().unwrap()));
        assert_eq!(write("12.5000"), Sql::Text("12.5".to_owned()));
        assert_eq!(write("-0.00"), Sql::Text("0".to_owned()));
        let kept = read(Kind::Numeric(19, 4), ValueRef::Text(b"0.1"));
        assert_eq!(kept, Some(Cell::Decimal("0.1".parse().unwrap())));
        assert_eq!(read(Kind::Numeric(19, 4), ValueRef::Text(b"much")), None);
    }
}
