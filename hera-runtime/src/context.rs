//! What a run carries with it, and what a procedure may touch.
//!
//! A procedure gets one of three things: a [`View`] (reads), a [`Transaction`] (reads and writes in
//! its boundary's transaction) or an [`External`] (a key and a deadline, and no database). None of
//! them has a lifetime or names a store, so that procedures are the same on every store. The
//! organisation and the actor are filled in by construction: a row of another organisation does not
//! exist here.

mod access;
mod cell;
mod columns;
mod error;
mod rows;

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

pub use access::{FIND_ROWS_MAX, Reader, Removable, Writer};
pub use cell::{Cell, Column, IntoColumn, Kind};
pub use columns::{Changes, Columns, Complete, Filter, New, Partial};
pub use error::StoreError;
pub use rows::{
    DynamicData, Entity, Meta, Record, Relationship, Row, Table, TableColumn, TransactionLine,
    UniversalTransaction,
};

use crate::ports::{Ids, Reads, Session};

/// The context of a run: filled in by whoever admits it, never by the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The organisation that everything belongs to.
    pub organization_id: Uuid,
    /// Who acts.
    pub actor_id: Uuid,
    /// What ties logs of several systems together.
    pub correlation_id: String,
    /// The caller's idempotency key.
    pub idempotency_key: String,
    /// When the run was admitted.
    pub started_at: Timestamp,
}

/// What every call of a procedure carries, whatever it may touch.
#[derive(Clone)]
pub(crate) struct Facts {
    pub(crate) context: Arc<Context>,
    pub(crate) node: Arc<str>,
    pub(crate) key: String,
    pub(crate) undoes: Option<String>,
    pub(crate) now: Timestamp,
    pub(crate) ids: Arc<dyn Ids>,
}

macro_rules! facts {
    ($ty:ty) => {
        impl $ty {
            /// The context of the run.
            #[must_use]
            pub fn context(&self) -> &Context {
                &self.facts.context
            }

            /// The node that is run, or undone.
            #[must_use]
            pub fn node(&self) -> &str {
                &self.facts.node
            }

            /// The idempotency key of this call: the same at every attempt.
            #[must_use]
            pub fn key(&self) -> &str {
                &self.facts.key
            }

            /// For a compensation: the key of the call that it undoes.
            #[must_use]
            pub fn undoes(&self) -> Option<&str> {
                self.facts.undoes.as_deref()
            }

            /// The clock's reading for this call.
            #[must_use]
            pub fn now(&self) -> Timestamp {
                self.facts.now
            }
        }
    };
}

facts!(View);
facts!(Transaction);
facts!(External);

/// A read-only view of the organisation's rows. Inside a boundary it sees the writes of the nodes
/// before it; outside it is a snapshot, whose answers may be stale when something commits.
pub struct View {
    facts: Facts,
    reads: Arc<dyn Reads>,
}

impl View {
    pub(crate) fn new(facts: Facts, reads: Arc<dyn Reads>) -> View {
        View { facts, reads }
    }

    /// Reads `core_entities`.
    #[must_use]
    pub fn entities(&self) -> Reader<'_, Entity> {
        Reader::new(&*self.reads)
    }

    /// Reads `core_dynamic_data`.
    #[must_use]
    pub fn dynamic_data(&self) -> Reader<'_, DynamicData> {
        Reader::new(&*self.reads)
    }

    /// Reads `core_relationships`.
    #[must_use]
    pub fn relationships(&self) -> Reader<'_, Relationship> {
        Reader::new(&*self.reads)
    }

    /// Reads `universal_transactions`.
    #[must_use]
    pub fn transactions(&self) -> Reader<'_, UniversalTransaction> {
        Reader::new(&*self.reads)
    }

    /// Reads `universal_transaction_lines`.
    #[must_use]
    pub fn lines(&self) -> Reader<'_, TransactionLine> {
        Reader::new(&*self.reads)
    }
}

/// The boundary's database transaction. What is written here commits together with the journal of the
/// boundary, or not at all; whoever holds it cannot commit.
pub struct Transaction {
    facts: Facts,
    session: Arc<dyn Session>,
}

impl Transaction {
    pub(crate) fn new(facts: Facts, session: Arc<dyn Session>) -> Transaction {
        Transaction { facts, session }
    }

    pub(crate) fn session(&self) -> &Arc<dyn Session> {
        &self.session
    }

    /// Reads and writes `core_entities`.
    pub fn entities(&mut self) -> Writer<'_, Entity> {
        Writer::new(&self.facts, &*self.session)
    }

    /// Reads and writes `core_dynamic_data`.
    pub fn dynamic_data(&mut self) -> Writer<'_, DynamicData> {
        Writer::new(&self.facts, &*self.session)
    }

    /// Reads and writes `core_relationships`.
    pub fn relationships(&mut self) -> Writer<'_, Relationship> {
        Writer::new(&self.facts, &*self.session)
    }

    /// Reads and writes `universal_transactions`.
    pub fn transactions(&mut self) -> Writer<'_, UniversalTransaction> {
        Writer::new(&self.facts, &*self.session)
    }

    /// Reads and writes `universal_transaction_lines`.
    pub fn lines(&mut self) -> Writer<'_, TransactionLine> {
        Writer::new(&self.facts, &*self.session)
    }
}

/// A call to the world outside: its key goes with the call, so that the other side does it once
/// however often it is asked.
pub struct External {
    facts: Facts,
    deadline: Timestamp,
}

impl External {
    pub(crate) fn new(facts: Facts, deadline: Timestamp) -> External {
        External { facts, deadline }
    }

    /// When the engine stops waiting for the answer: from then on the call is in doubt.
    #[must_use]
    pub fn deadline(&self) -> Timestamp {
        self.deadline
    }
}
