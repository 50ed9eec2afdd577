//! Typed access to one table, over the object-safe session of a store.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use uuid::Uuid;

use super::columns::{Changes, Filter, New};
use super::rows::{
    Entity, Record, Relationship, Row, Table, TransactionLine, UniversalTransaction,
};
use super::{Cell, Facts, StoreError};
use crate::ports::{Query, Reads, Session};

/// Rows that one `find` may return.
pub const FIND_ROWS_MAX: u32 = 1_000;

/// How the types of the engine's own rows begin.
const ENGINE_PREFIX: &str = "orchestration_";

type Cells = BTreeMap<usize, Cell>;

/// Reads one table.
pub struct Reader<'a, R> {
    reads: &'a dyn Reads,
    row: PhantomData<fn() -> R>,
}

impl<'a, R: Row> Reader<'a, R> {
    pub(super) fn new(reads: &'a dyn Reads) -> Reader<'a, R> {
        Reader { reads, row: PhantomData }
    }

    /// The row with this id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn get(&self, id: Uuid) -> Result<Option<R>, StoreError> {
        self.reads.get(R::TABLE, id).await?.map(R::from_record).transpose()
    }

    /// The rows that match, in the table's order.
    ///
    /// # Errors
    /// When the store fails, or when more rows match than [`FIND_ROWS_MAX`] and the filter sets no
    /// limit.
    pub async fn find(&self, filter: Filter<R>) -> Result<Vec<R>, StoreError> {
        let bound = filter.limit.unwrap_or(FIND_ROWS_MAX).min(FIND_ROWS_MAX);
        let cut = filter.limit.is_some_and(|limit| limit <= FIND_ROWS_MAX);
        check::<R>(&filter.cells)?;
        // One more than may be returned, to see whether there are more.
        let query = Query { cells: filter.cells, limit: if cut { bound } else { bound + 1 } };
        let records: Vec<Record> = self.reads.find(R::TABLE, query).await?;
        if records.len() > bound as usize {
            return Err(StoreError::TooMany { table: R::TABLE.name, limit: bound });
        }
        records.into_iter().map(R::from_record).collect()
    }

    /// The first row that matches, in the table's order.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn first(&self, filter: Filter<R>) -> Result<Option<R>, StoreError> {
        Ok(self.find(filter.limit(1)).await?.pop())
    }
}

/// Rows that may be removed. Everything else changes its status instead.
pub trait Removable: Row {}

impl Removable for TransactionLine {}
impl Removable for Relationship {}

/// Reads and writes one table.
pub struct Writer<'a, R> {
    facts: &'a Facts,
    session: &'a dyn Session,
    row: PhantomData<fn() -> R>,
}

impl<'a, R: Row> Writer<'a, R> {
    pub(super) fn new(facts: &'a Facts, session: &'a dyn Session) -> Writer<'a, R> {
        Writer { facts, session, row: PhantomData }
    }

    fn reader(&self) -> Reader<'_, R> {
        Reader::new(self.session)
    }

    /// The row with this id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn get(&self, id: Uuid) -> Result<Option<R>, StoreError> {
        self.reader().get(id).await
    }

    /// The rows that match, in the table's order; see [`Reader::find`].
    ///
    /// # Errors
    /// As [`Reader::find`].
    pub async fn find(&self, filter: Filter<R>) -> Result<Vec<R>, StoreError> {
        self.reader().find(filter).await
    }

    /// The first row that matches, in the table's order.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn first(&self, filter: Filter<R>) -> Result<Option<R>, StoreError> {
        self.reader().first(filter).await
    }

    /// Writes a new row and returns its id.
    ///
    /// # Errors
    /// When a value does not fit its column, a rule of the tables is broken, or the store fails.
    pub async fn insert(&self, row: New<R>) -> Result<Uuid, StoreError> {
        check::<R>(&row.cells)?;
        self.refuse_engine_rows(&row.cells).await?;
        let id = row.id.unwrap_or_else(|| self.facts.ids.fresh());
        self.session.insert(R::TABLE, id, row.cells, self.facts.now).await?;
        Ok(id)
    }

    /// Changes columns of a row, and counts its version up.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the organisation has no such row; else as [`Writer::insert`].
    pub async fn update(&self, id: Uuid, changes: Changes<R>) -> Result<(), StoreError> {
        check::<R>(&changes.cells)?;
        self.refuse_engine_row(id).await?;
        self.refuse_engine_rows(&changes.cells).await?;
        self.session.update(R::TABLE, id, changes.cells, self.facts.now).await
    }
}

impl<R: Removable> Writer<'_, R> {
    /// Removes a row.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the organisation has no such row, or the store fails.
    pub async fn remove(&self, id: Uuid) -> Result<(), StoreError> {
        self.refuse_engine_row(id).await?;
        self.session.remove(R::TABLE, id).await
    }
}

impl<R: Row> Writer<'_, R> {
    /// Refuses cells that would make a row one of the engine's own, or hang it under one.
    async fn refuse_engine_rows(&self, cells: &Cells) -> Result<(), StoreError> {
        let table = R::TABLE;
        let set = |name| table.position(name).and_then(|column| cells.get(&column));
        if is_engine_type(table.engine_rows.and_then(set)) {
            return Err(StoreError::Reserved { table: table.name });
        }
        if let (Some(_), Some(Cell::Uuid(header))) = (table.engine_rows, set("transaction_id")) {
            let header = self.session.get(UniversalTransaction::TABLE, *header).await?;
            refuse_engine_record(UniversalTransaction::TABLE, header.as_ref())?;
        }
        Ok(())
    }

    /// Refuses to touch a row that is one of the engine's own.
    async fn refuse_engine_row(&self, id: Uuid) -> Result<(), StoreError> {
        // The engine's own entities are the platform's, and nobody else sees them: what a row becomes is enough.
        if R::TABLE.engine_rows.is_none() || R::TABLE.name == Entity::TABLE.name {
            return Ok(());
        }
        refuse_engine_record(R::TABLE, self.session.get(R::TABLE, id).await?.as_ref())
    }
}

fn refuse_engine_record(table: &'static Table, record: Option<&Record>) -> Result<(), StoreError> {
    let column = table.engine_rows.and_then(|name| table.position(name));
    let cell = record.zip(column).and_then(|(record, column)| record.cells.get(column));
    if is_engine_type(cell) {
        return Err(StoreError::Reserved { table: table.name });
    }
    Ok(())
}

/// Types are compared without case: production tables write them in upper case.
fn is_engine_type(cell: Option<&Cell>) -> bool {
    let Some(Cell::Text(text)) = cell else { return false };
    text.get(..ENGINE_PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(ENGINE_PREFIX))
}

/// Refuses values that a store would round, cut or misread.
fn check<R: Row>(cells: &std::collections::BTreeMap<usize, super::Cell>) -> Result<(), StoreError> {
    let table = R::TABLE;
    for (at, cell) in cells {
        let column = &table.columns[*at];
        if let Some(why) = column.kind.refuse(cell) {
            return Err(StoreError::Invalid { table: table.name, column: column.name, why });
        }
    }
    Ok(())
}
