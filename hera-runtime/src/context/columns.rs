//! Some columns of a row with their values: for a new row, for a filter, for a change.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use uuid::Uuid;

use super::cell::Cell;

/// All required columns are given.
pub enum Complete {}

/// Any columns, or none.
pub enum Partial {}

/// A new row of `R`: built by `R::new(…)`, which takes the required columns.
pub type New<R> = Columns<R, Complete>;

/// What the columns of the rows have to be: built by `R::filter()`.
pub type Filter<R> = Columns<R, Partial>;

/// What columns become: built by `R::changes()`.
pub type Changes<R> = Columns<R, Partial>;

/// Columns of `R` with their values; each column has a method of its own name that sets it.
#[derive(Debug)]
pub struct Columns<R, K> {
    pub(crate) id: Option<Uuid>,
    pub(crate) cells: BTreeMap<usize, Cell>,
    pub(crate) limit: Option<u32>,
    marker: PhantomData<fn() -> (R, K)>,
}

impl<R, K> Columns<R, K> {
    pub(super) fn empty() -> Columns<R, K> {
        Columns { id: None, cells: BTreeMap::new(), limit: None, marker: PhantomData }
    }

    #[must_use]
    pub(super) fn set(mut self, column: usize, cell: Cell) -> Columns<R, K> {
        self.cells.insert(column, cell);
        self
    }
}

impl<R> Columns<R, Complete> {
    /// The row's id; a fresh one where none is given.
    #[must_use]
    pub fn id(mut self, id: Uuid) -> New<R> {
        self.id = Some(id);
        self
    }
}

impl<R> Columns<R, Partial> {
    /// Only the first rows, so many of them. Without it, more rows than
    /// [`FIND_ROWS_MAX`](super::FIND_ROWS_MAX) are an error and never cut in silence.
    #[must_use]
    pub fn limit(mut self, rows: u32) -> Filter<R> {
        self.limit = Some(rows);
        self
    }
}
