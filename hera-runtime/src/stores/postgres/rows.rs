//! Rows of one organisation, for any of the tables: the SQL is made from the table's columns.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::cells::{self, Bound};
use super::connect::{Open, Param};
use super::failure::undecodable;
use crate::context::{Cell, Kind, Meta, Record, StoreError, Table};
use crate::ports::{Query, Scope};

/// Columns that every table has, before its own.
const SHARED: &str =
    "id, organization_id, created_at, updated_at, created_by, updated_by, version::bigint";
/// How many they are.
const SHARED_COUNT: usize = 7;

/// A statement with its values.
struct Statement {
    sql: String,
    values: Vec<Bound>,
}

impl Statement {
    fn new(sql: String) -> Statement {
        Statement { sql, values: Vec::new() }
    }

    /// The place of a new value.
    fn bind(&mut self, value: Bound) -> usize {
        self.values.push(value);
        self.values.len()
    }

    fn uuid(&mut self, id: Uuid) -> usize {
        self.bind(Bound::new(id, Type::UUID))
    }

    fn params(&self) -> Vec<Param<'_>> {
        self.values.iter().map(Bound::param).collect()
    }

    async fn query(&self, open: &Open) -> Result<Vec<Row>, StoreError> {
        open.query(&self.sql, &self.params()).await
    }

    async fn write(&self, open: &Open) -> Result<u64, StoreError> {
        open.write(&self.sql, &self.params()).await
    }
}

pub(super) async fn get(
    open: &Open,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
) -> Result<Option<Record>, StoreError> {
    let mut select = select(table, scope);
    let place = select.uuid(id);
    select.sql.push_str(&format!(" AND id = ${place}"));
    let rows = select.query(open).await?;
    rows.first().map(|row| record(table, row)).transpose()
}

pub(super) async fn find(
    open: &Open,
    scope: Scope,
    table: &'static Table,
    query: Query,
) -> Result<Vec<Record>, StoreError> {
    let mut select = select(table, scope);
    for (at, cell) in query.cells {
        let column = &table.columns[at];
        let wanted = match cell {
            // `IS NOT DISTINCT FROM` would use no index.
            Cell::Null => format!(" AND {} IS NULL", column.name),
            cell => {
                let place = select.bind(Bound::cell(column.kind, cell));
                format!(" AND {} = ${place}", cells::selected(column))
            }
        };
        select.sql.push_str(&wanted);
    }
    let order = |name: &&str| match table.position(name).map(|at| table.columns[at].kind) {
        // As bytes, which is the same on every machine.
        Some(Kind::Text) => format!("{name} COLLATE \"C\", "),
        _ => format!("{name}, "),
    };
    let order: String = table.order.iter().map(order).collect();
    select.sql.push_str(&format!(" ORDER BY {order}id LIMIT {}", query.limit));
    select.query(open).await?.iter().map(|row| record(table, row)).collect()
}

pub(super) async fn insert(
    open: &Open,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
    cells: BTreeMap<usize, Cell>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut insert = Statement::new(String::new());
    insert.uuid(id);
    insert.uuid(scope.organization_id);
    insert.bind(Bound::new(at, Type::TIMESTAMPTZ));
    insert.uuid(scope.actor_id);
    let mut columns =
        "id, organization_id, created_at, updated_at, created_by, updated_by".to_owned();
    let mut values = "$1, $2, $3, $3, $4, $4".to_owned();
    let dated = table.position("transaction_date");
    if let Some(date) = dated.filter(|date| !cells.contains_key(date)) {
        columns.push_str(&format!(", {}", table.columns[date].name));
        values.push_str(", $3");
    }
    for (position, cell) in cells {
        let column = &table.columns[position];
        let place = insert.bind(Bound::cell(column.kind, cell));
        columns.push_str(&format!(", {}", column.name));
        values.push_str(&format!(", {}", cells::written(column, place)));
    }
    insert.sql = format!("INSERT INTO {} ({columns}) VALUES ({values})", table.name);
    insert.write(open).await.map(drop)
}

pub(super) async fn update(
    open: &Open,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
    cells: BTreeMap<usize, Cell>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut update = Statement::new(String::new());
    update.uuid(scope.organization_id);
    update.uuid(id);
    update.bind(Bound::new(at, Type::TIMESTAMPTZ));
    update.uuid(scope.actor_id);
    let mut set = "version = version + 1, updated_at = $3, updated_by = $4".to_owned();
    for (position, cell) in cells {
        let column = &table.columns[position];
        let place = update.bind(Bound::cell(column.kind, cell));
        set.push_str(&format!(", {} = {}", column.name, cells::written(column, place)));
    }
    let table_name = table.name;
    update.sql = format!("UPDATE {table_name} SET {set} WHERE organization_id = $1 AND id = $2");
    one_row(&update, open, table, id).await
}

pub(super) async fn remove(
    open: &Open,
    scope: Scope,
    table: &'static Table,
    id: Uuid,
) -> Result<(), StoreError> {
    let mut remove = Statement::new(format!(
        "DELETE FROM {} WHERE organization_id = $1 AND id = $2",
        table.name
    ));
    remove.uuid(scope.organization_id);
    remove.uuid(id);
    one_row(&remove, open, table, id).await
}

async fn one_row(
    statement: &Statement,
    open: &Open,
    table: &'static Table,
    id: Uuid,
) -> Result<(), StoreError> {
    match statement.write(open).await? {
        0 => Err(StoreError::NotFound { table: table.name, id }),
        _ => Ok(()),
    }
}

fn select(table: &Table, scope: Scope) -> Statement {
    let own: String =
        table.columns.iter().map(|column| format!(", {}", cells::selected(column))).collect();
    let sql = format!("SELECT {SHARED}{own} FROM {} WHERE organization_id = $1", table.name);
    let mut select = Statement::new(sql);
    select.uuid(scope.organization_id);
    select
}

fn record(table: &'static Table, row: &Row) -> Result<Record, StoreError> {
    let meta = Meta {
        organization_id: row.try_get(1).map_err(undecodable)?,
        created_at: row.try_get(2).map_err(undecodable)?,
        updated_at: row.try_get(3).map_err(undecodable)?,
        created_by: row.try_get(4).map_err(undecodable)?,
        updated_by: row.try_get(5).map_err(undecodable)?,
        version: row.try_get(6).map_err(undecodable)?,
    };
    let own = table.columns.iter().zip(SHARED_COUNT..);
    let cells = own.map(|(column, at)| cells::read(row, at, column.kind));
    Ok(Record {
        id: row.try_get(0).map_err(undecodable)?,
        meta,
        cells: cells.collect::<Result<_, _>>()?,
    })
}
