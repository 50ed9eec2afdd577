//! All rows of all organisations, as one value: a copy of it is a snapshot.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::{order, rules};
use crate::context::{Cell, Meta, Record, StoreError, Table};
use crate::ports::{Organization, Query, Scope};

/// A row's table and id.
pub(super) type Key = (&'static str, Uuid);

#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    organizations: BTreeMap<Uuid, Organization>,
    rows: BTreeMap<Key, Arc<Record>>,
}

impl Rows {
    pub(super) fn organization(&self, id: Uuid) -> Option<&Organization> {
        self.organizations.get(&id)
    }

    /// Adds an organisation, unless it is there.
    pub(super) fn add_organization(
        &mut self,
        organization: &Organization,
    ) -> Result<bool, StoreError> {
        if self.organizations.contains_key(&organization.id) {
            return Ok(false);
        }
        if self.organizations.values().any(|other| other.code == organization.code) {
            return Err(StoreError::Conflict { rule: "organization_code".to_owned() });
        }
        self.organizations.insert(organization.id, organization.clone());
        Ok(true)
    }

    /// A row of any organisation.
    pub(super) fn get(&self, table: &'static str, id: Uuid) -> Option<&Arc<Record>> {
        self.rows.get(&(table, id))
    }

    /// The rows of a table, of all organisations.
    pub(super) fn of(&self, table: &'static str) -> impl Iterator<Item = &Arc<Record>> {
        let of_table = (table, Uuid::nil())..=(table, Uuid::max());
        self.rows.range(of_table).map(|(_, row)| row)
    }

    /// A row of the scope's organisation.
    pub(super) fn seen(
        &self,
        scope: Scope,
        table: &'static Table,
        id: Uuid,
    ) -> Option<&Arc<Record>> {
        let row = self.get(table.name, id);
        row.filter(|row| row.meta.organization_id == scope.organization_id)
    }

    /// The rows of the scope's organisation that match, in the table's order.
    pub(super) fn find(
        &self,
        scope: Scope,
        table: &'static Table,
        query: &Query,
    ) -> Vec<&Arc<Record>> {
        let ours = |row: &&Arc<Record>| row.meta.organization_id == scope.organization_id;
        let fits =
            |row: &&Arc<Record>| query.cells.iter().all(|(at, cell)| row.cells[*at] == *cell);
        let mut found: Vec<_> = self.of(table.name).filter(ours).filter(fits).collect();
        found.sort_by(|left, right| order::of(table, left, right));
        found.truncate(query.limit as usize);
        found
    }

    pub(super) fn insert(
        &mut self,
        scope: Scope,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if self.rows.contains_key(&(table.name, id)) {
            return Err(StoreError::Conflict { rule: "id".to_owned() });
        }
        let meta = Meta {
            organization_id: scope.organization_id,
            created_at: at,
            updated_at: at,
            created_by: scope.actor_id,
            updated_by: scope.actor_id,
            version: 1,
        };
        let row = Record { id, meta, cells: with(rules::blank(table, at), cells) };
        rules::check(table, self, &row)?;
        self.rows.insert((table.name, id), Arc::new(row));
        Ok(())
    }

    pub(super) fn update(
        &mut self,
        scope: Scope,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = self.seen(scope, table, id);
        let row = row.ok_or(StoreError::NotFound { table: table.name, id })?;
        let mut row = Record::clone(row);
        row.cells = with(row.cells, cells);
        row.meta.version += 1;
        (row.meta.updated_at, row.meta.updated_by) = (at, scope.actor_id);
        rules::check(table, self, &row)?;
        self.rows.insert((table.name, id), Arc::new(row));
        Ok(())
    }

    pub(super) fn remove(
        &mut self,
        scope: Scope,
        table: &'static Table,
        id: Uuid,
    ) -> Result<(), StoreError> {
        if self.seen(scope, table, id).is_none() {
            return Err(StoreError::NotFound { table: table.name, id });
        }
        self.rows.remove(&(table.name, id));
        Ok(())
    }

    /// Takes over one row as another state of the tables has it, held to the rules again.
    pub(super) fn adopt(
        &mut self,
        table: &'static Table,
        id: Uuid,
        from: &Rows,
    ) -> Result<(), StoreError> {
        match from.get(table.name, id) {
            None => drop(self.rows.remove(&(table.name, id))),
            Some(row) => {
                rules::check(table, self, row)?;
                self.rows.insert((table.name, id), Arc::clone(row));
            }
        }
        Ok(())
    }
}

/// Whether two states of the tables hold the very same row, or both none.
pub(super) fn same(left: Option<&Arc<Record>>, right: Option<&Arc<Record>>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => Arc::ptr_eq(left, right),
        (None, None) => true,
        _ => false,
    }
}

fn with(mut cells: Vec<Cell>, changes: BTreeMap<usize, Cell>) -> Vec<Cell> {
    for (at, cell) in changes {
        cells[at] = cell;
    }
    cells
}
