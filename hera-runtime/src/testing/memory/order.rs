//! The order in which rows are found: by the table's columns, then by id.

use std::cmp::Ordering;

use crate::context::{Cell, Record, Table};

/// How two rows of a table follow on each other.
pub(super) fn of(table: &Table, left: &Record, right: &Record) -> Ordering {
    let by_columns = table.order.iter().map(|name| match table.position(name) {
        Some(column) => cells(&left.cells[column], &right.cells[column]),
        // The one column that all tables have and that orders some of them.
        None => left.meta.created_at.cmp(&right.meta.created_at),
    });
    let first = by_columns.fold(Ordering::Equal, Ordering::then);
    first.then(left.id.cmp(&right.id))
}

fn cells(left: &Cell, right: &Cell) -> Ordering {
    match (left, right) {
        (Cell::Text(left), Cell::Text(right)) => left.cmp(right),
        (Cell::Integer(left), Cell::Integer(right)) => left.cmp(right),
        (Cell::Boolean(left), Cell::Boolean(right)) => left.cmp(right),
        (Cell::Decimal(left), Cell::Decimal(right)) => left.cmp(right),
        (Cell::Uuid(left), Cell::Uuid(right)) => left.cmp(right),
        (Cell::Timestamp(left), Cell::Timestamp(right)) => left.cmp(right),
        (Cell::Null, Cell::Null) => Ordering::Equal,
        (Cell::Null, _) => Ordering::Less,
        (_, Cell::Null) => Ordering::Greater,
        // JSON orders no table.
        _ => Ordering::Equal,
    }
}
