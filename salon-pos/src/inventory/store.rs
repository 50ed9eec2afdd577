//! The inventory's own database: stock, reservations, calls by key, and the log.
//!
//! Each call is one transaction: the entry that its key has arrived, its effect, its answer and the
//! entry that it took effect commit together, and are on the disk when [`Store::call`] returns.
//! Quantities are kept as canonical decimal text; sums are made in Rust.

mod moves;
mod rows;
mod undo;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::protocol::{Answer, Event, LOG_ENTRIES_MAX, LogEntry, Op, Refusal, Request, codes};

/// How long the database is waited for.
const BUSY_MS_MAX: u64 = 5_000;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS product (
    organization_id TEXT NOT NULL,
    product_id TEXT NOT NULL,
    on_hand TEXT NOT NULL,
    PRIMARY KEY (organization_id, product_id)
) STRICT;
CREATE TABLE IF NOT EXISTS reserved (
    organization_id TEXT NOT NULL,
    product_id TEXT NOT NULL,
    cart_id TEXT NOT NULL,
    quantity TEXT NOT NULL,
    PRIMARY KEY (organization_id, product_id, cart_id)
) STRICT;
-- A key that was undone before it arrived has a row too: no body, no answer, barred.
CREATE TABLE IF NOT EXISTS call (
    key TEXT PRIMARY KEY,
    op TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    body TEXT,
    answer TEXT,
    cart_id TEXT,
    product_id TEXT,
    change TEXT,
    undone_by TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    event TEXT NOT NULL,
    op TEXT NOT NULL,
    key TEXT NOT NULL,
    undoes TEXT,
    change TEXT,
    code TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS log_by_key ON log (key);
";

/// A failure of the database, or a row in it that nobody can have written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says no.
    #[error("the inventory's database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A row does not decode.
    #[error("the inventory's database holds {0}")]
    Corrupt(String),
}

/// The outcome of a call: an answer, or a refusal without an effect.
pub type Outcome = Result<Answer, Refusal>;

/// The database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the database, and creates it where it is missing.
    ///
    /// # Errors
    /// When the file cannot be opened or is no database.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_millis(BUSY_MS_MAX))?;
        // The answer must not leave before its effect is on the disk.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.execute_batch(SCHEMA)?;
        Ok(Store { connection })
    }

    /// Does what a request with a key asks for, once. `now_ms` is the time for the log.
    ///
    /// # Errors
    /// When the database fails: then nothing has happened.
    pub fn call(&mut self, request: &Request, now_ms: i64) -> Result<Outcome, StoreError> {
        self.logged(request, now_ms, moves::perform)
    }

    /// Refuses a request with a key as the service was told to, without an effect.
    ///
    /// # Errors
    /// As [`Store::call`].
    pub fn refuse(
        &mut self,
        request: &Request,
        refusal: Refusal,
        now_ms: i64,
    ) -> Result<Outcome, StoreError> {
        self.logged(request, now_ms, |_, _, _| Ok(Err(refusal)))
    }

    /// Notes that a key has arrived, and nothing else.
    ///
    /// # Errors
    /// As [`Store::call`].
    pub fn arrived(&mut self, request: &Request, now_ms: i64) -> Result<(), StoreError> {
        let transaction = self.begin()?;
        received(&Log { transaction: &transaction, now_ms }, request)?;
        Ok(transaction.commit()?)
    }

    /// Sets what is on hand of a product.
    ///
    /// # Errors
    /// When the database fails: then nothing has happened.
    pub fn put(
        &mut self,
        organization: Uuid,
        product: Uuid,
        on_hand: Decimal,
    ) -> Result<Outcome, StoreError> {
        if let Err(refusal) = moves::bounded(on_hand) {
            return Ok(Err(refusal));
        }
        let transaction = self.begin()?;
        rows::put_product(&transaction, organization, product, on_hand)?;
        transaction.commit()?;
        Ok(Ok(Answer::Noted))
    }

    /// The stock of an organization.
    ///
    /// # Errors
    /// When the database fails.
    pub fn stock(&mut self, organization: Uuid) -> Result<Answer, StoreError> {
        let transaction = self.connection.transaction()?;
        rows::stock(&transaction, organization)
    }

    /// The entries of the log after one, at most [`LOG_ENTRIES_MAX`].
    ///
    /// # Errors
    /// When the database fails.
    pub fn log(&self, after: i64) -> Result<Vec<LogEntry>, StoreError> {
        rows::log(&self.connection, after, LOG_ENTRIES_MAX)
    }

    fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        // A lock taken late could fail after reading; taken at once it only waits.
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Runs `act` between the entry of arrival and the entry of a refusal, in one transaction.
    fn logged(
        &mut self,
        request: &Request,
        now_ms: i64,
        act: impl FnOnce(&Log<'_>, &Request, (Op, &str)) -> Result<Outcome, StoreError>,
    ) -> Result<Outcome, StoreError> {
        let Some((op, key)) = request.call() else {
            return Ok(Err(Refusal::new(codes::BAD_REQUEST, "the request has no key")));
        };
        let mut transaction = self.begin()?;
        received(&Log { transaction: &transaction, now_ms }, request)?;
        let savepoint = transaction.savepoint()?;
        let outcome = act(&Log { transaction: &savepoint, now_ms }, request, (op, key))?;
        match &outcome {
            Ok(_) => savepoint.commit()?,
            // Rolls back whatever the refused call has touched.
            Err(_) => drop(savepoint),
        }
        if let Err(refusal) = &outcome {
            let log = Log { transaction: &transaction, now_ms };
            log.write(Entry { code: Some(&refusal.code), ..Entry::new(Event::Refused, op, key) })?;
        }
        transaction.commit()?;
        Ok(outcome)
    }
}

fn received(log: &Log<'_>, request: &Request) -> Result<(), StoreError> {
    let Some((op, key)) = request.call() else { return Ok(()) };
    let undoes = match request {
        Request::Undo { undoes, .. } => Some(undoes.as_str()),
        _ => None,
    };
    log.write(Entry { undoes, ..Entry::new(Event::Received, op, key) })
}

/// An open transaction and the time for what it logs.
struct Log<'a> {
    transaction: &'a Connection,
    now_ms: i64,
}

/// An entry of the log, before it has a number.
struct Entry<'a> {
    event: Event,
    op: Op,
    key: &'a str,
    undoes: Option<&'a str>,
    change: Option<Decimal>,
    code: Option<&'a str>,
}

impl<'a> Entry<'a> {
    fn new(event: Event, op: Op, key: &'a str) -> Entry<'a> {
        Entry { event, op, key, undoes: None, change: None, code: None }
    }
}

impl Log<'_> {
    fn write(&self, entry: Entry<'_>) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO log (at_ms, event, op, key, undoes, change, code)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                self.now_ms,
                entry.event.as_str(),
                entry.op.as_str(),
                entry.key,
                entry.undoes,
                entry.change.map(rows::text),
                entry.code,
            ))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
