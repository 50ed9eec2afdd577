//! Rows of one organisation, for any of the tables: the SQL is made from the table's columns.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use uuid::Uuid;

use super::cells::{self, failed};
use crate::context::{Cell, Kind, Meta, Record, StoreError, Table};
use crate::ports::{Query, Scope};
use crate::stores::codec::moment;

/// Columns that every table has, before its own.
const SHARED: &str = "id, organization_id, created_at, updated_at, created_by, updated_by, version";
/// How many they are.
const SHARED_COUNT: usize = 7;

pub(super) fn get(
    connection: &Connection,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
) -> Result<Option<Record>, StoreError> {
    let sql = format!("{} WHERE organization_id = ?1 AND id = ?2", select(table));
    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    let found = statement
        .query_row([scope.organization_id.to_string(), id.to_string()], |row| {
            Ok(record(table, row))
        })
        .optional();
    found.map_err(failed)?.transpose()
}

pub(super) fn find(
    connection: &Connection,
    scope: Scope,
    table: &'static Table,
    query: Query,
) -> Result<Vec<Record>, StoreError> {
    let mut sql = format!("{} WHERE organization_id = ?", select(table));
    let mut values = vec![Sql::Text(scope.organization_id.to_string())];
    for (at, cell) in query.cells {
        // `IS` is equality that also holds between nulls, and uses the indexes.
        sql.push_str(&format!(" AND {} IS ?", table.columns[at].name));
        values.push(cells::write(cell));
    }
    let order: String = table.order.iter().map(|column| format!("{column}, ")).collect();
    sql.push_str(&format!(" ORDER BY {order}id LIMIT {}", query.limit));

    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    let mut rows = statement.query(params_from_iter(values)).map_err(failed)?;
    let mut records = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        records.push(record(table, row)?);
    }
    Ok(records)
}

pub(super) fn insert(
    connection: &Connection,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
    cells: BTreeMap<usize, Cell>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let at = Sql::Text(moment(at));
    let actor = Sql::Text(scope.actor_id.to_string());
    let mut values = vec![
        Sql::Text(id.to_string()),
        Sql::Text(scope.organization_id.to_string()),
        at.clone(),
        at.clone(),
        actor.clone(),
        actor,
        Sql::Integer(1),
    ];
    let mut columns = SHARED.to_owned();
    let dated = table.position("transaction_date");
    if let Some(date) = dated.filter(|date| !cells.contains_key(date)) {
        columns.push_str(&format!(", {}", table.columns[date].name));
        values.push(at);
    }
    for (position, cell) in cells {
        columns.push_str(&format!(", {}", table.columns[position].name));
        values.push(cells::write(cell));
    }
    let marks = vec!["?"; values.len()].join(", ");
    let sql = format!("INSERT INTO {} ({columns}) VALUES ({marks})", table.name);
    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    statement.execute(params_from_iter(values)).map(drop).map_err(failed)
}

pub(super) fn update(
    connection: &Connection,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
    cells: BTreeMap<usize, Cell>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut sql =
        format!("UPDATE {} SET version = version + 1, updated_at = ?, updated_by = ?", table.name);
    let mut values = vec![Sql::Text(moment(at)), Sql::Text(scope.actor_id.to_string())];
    for (position, cell) in cells {
        sql.push_str(&format!(", {} = ?", table.columns[position].name));
        values.push(cells::write(cell));
    }
    sql.push_str(" WHERE organization_id = ? AND id = ?");
    values.push(Sql::Text(scope.organization_id.to_string()));
    values.push(Sql::Text(id.to_string()));
    one_row(connection, &sql, values, table, id)
}

pub(super) fn remove(
    connection: &Connection,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE organization_id = ? AND id = ?", table.name);
    let values = vec![Sql::Text(scope.organization_id.to_string()), Sql::Text(id.to_string())];
    one_row(connection, &sql, values, table, id)
}

fn one_row(
    connection: &Connection,
    sql: &str,
    values: Vec<Sql>,
    table: &'static Table,
    id: Uuid,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    match statement.execute(params_from_iter(values)).map_err(failed)? {
        0 => Err(StoreError::NotFound { table: table.name, id }),
        _ => Ok(()),
    }
}

fn select(table: &Table) -> String {
    let own: String = table.columns.iter().map(|column| format!(", {}", column.name)).collect();
    format!("SELECT {SHARED}{own} FROM {}", table.name)
}

/// Reads a row; strict, since nobody else writes the file.
fn record(table: &'static Table, row: &Row<'_>) -> Result<Record, StoreError> {
    let corrupt = |name: &str| StoreError::Corrupt { what: format!("`{}.{name}`", table.name) };
    let cell = |at: usize, kind: Kind, name: &str| {
        let value = row.get_ref(at).map_err(failed)?;
        cells::read(kind, value).ok_or_else(|| corrupt(name))
    };
    let uuid = |at: usize, name: &str| match cell(at, Kind::Uuid, name)? {
        Cell::Uuid(id) => Ok(id),
        _ => Err(corrupt(name)),
    };
    let time = |at: usize, name: &str| match cell(at, Kind::Timestamp, name)? {
        Cell::Timestamp(time) => Ok(time),
        _ => Err(corrupt(name)),
    };
    let meta = Meta {
        organization_id: uuid(1, "organization_id")?,
        created_at: time(2, "created_at")?,
        updated_at: time(3, "updated_at")?,
        created_by: uuid(4, "created_by")?,
        updated_by: uuid(5, "updated_by")?,
        version: row.get(6).map_err(failed)?,
    };
    let own = table.columns.iter().zip(SHARED_COUNT..);
    let cells = own.map(|(column, at)| cell(at, column.kind, column.name));
    Ok(Record { id: uuid(0, "id")?, meta, cells: cells.collect::<Result<_, _>>()? })
}
