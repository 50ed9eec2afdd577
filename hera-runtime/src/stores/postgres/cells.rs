//! Values of columns as PostgreSQL takes and gives them.

use rust_decimal::Decimal;
use serde_json::Value;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, ToSql, Type};
use uuid::Uuid;

use super::failure::undecodable;
use crate::context::{Cell, Kind, StoreError, TableColumn};

/// A value that waits to be sent.
pub(super) struct Bound {
    value: Box<dyn ToSql + Sync + Send>,
    kind: Type,
}

impl Bound {
    pub(super) fn new(value: impl ToSql + Sync + Send + 'static, kind: Type) -> Bound {
        Bound { value: Box::new(value), kind }
    }

    /// What `cell` is in a column of this kind.
    pub(super) fn cell(kind: Kind, cell: Cell) -> Bound {
        let sql = sql_type(kind);
        match cell {
            Cell::Null => match kind {
                Kind::Text => Bound::new(None::<String>, sql),
                Kind::Integer => Bound::new(None::<i64>, sql),
                Kind::Boolean => Bound::new(None::<bool>, sql),
                Kind::Numeric(..) => Bound::new(None::<Decimal>, sql),
                Kind::Uuid => Bound::new(None::<Uuid>, sql),
                Kind::Timestamp => Bound::new(None::<jiff::Timestamp>, sql),
                Kind::Json => Bound::new(None::<Value>, sql),
            },
            Cell::Text(text) => Bound::new(text, sql),
            Cell::Integer(number) => Bound::new(number, sql),
            Cell::Boolean(flag) => Bound::new(flag, sql),
            Cell::Decimal(value) => Bound::new(value, sql),
            Cell::Uuid(id) => Bound::new(id, sql),
            Cell::Timestamp(at) => Bound::new(at, sql),
            Cell::Json(value) => Bound::new(value, sql),
        }
    }

    pub(super) fn param(&self) -> (&(dyn ToSql + Sync), Type) {
        (&*self.value, self.kind.clone())
    }
}

fn sql_type(kind: Kind) -> Type {
    match kind {
        Kind::Text => Type::TEXT,
        Kind::Integer => Type::INT8,
        Kind::Boolean => Type::BOOL,
        Kind::Numeric(..) => Type::NUMERIC,
        Kind::Uuid => Type::UUID,
        Kind::Timestamp => Type::TIMESTAMPTZ,
        Kind::Json => Type::JSONB,
    }
}

/// The one column that is a list of texts here and JSON elsewhere.
fn is_text_list(column: &TableColumn) -> bool {
    column.name == "tags"
}

/// How a column is read: in the types of [`Cell`].
pub(super) fn selected(column: &TableColumn) -> String {
    let name = column.name;
    match column.kind {
        _ if is_text_list(column) => format!("to_jsonb({name})"),
        Kind::Integer => format!("{name}::bigint"),
        Kind::Text => format!("{name}::text"),
        _ => name.to_owned(),
    }
}

/// How the parameter at `place` is written into a column.
pub(super) fn written(column: &TableColumn, place: usize) -> String {
    if is_text_list(column) {
        return format!(
            "CASE WHEN ${place}::jsonb IS NOT NULL \
             THEN ARRAY(SELECT jsonb_array_elements_text(${place})) END"
        );
    }
    format!("${place}")
}

/// Reads the value at `at`.
pub(super) fn read(row: &Row, at: usize, kind: Kind) -> Result<Cell, StoreError> {
    fn cell<'a, T: FromSql<'a>>(
        row: &'a Row,
        at: usize,
        cell: impl FnOnce(T) -> Cell,
    ) -> Result<Cell, StoreError> {
        let value: Option<T> = row.try_get(at).map_err(undecodable)?;
        Ok(value.map_or(Cell::Null, cell))
    }
    match kind {
        Kind::Text => cell(row, at, Cell::Text),
        Kind::Integer => cell(row, at, Cell::Integer),
        Kind::Boolean => cell(row, at, Cell::Boolean),
        Kind::Numeric(..) => cell(row, at, |value: Decimal| Cell::Decimal(value.normalize())),
        Kind::Uuid => cell(row, at, Cell::Uuid),
        Kind::Timestamp => cell(row, at, Cell::Timestamp),
        Kind::Json => cell(row, at, Cell::Json),
    }
}
