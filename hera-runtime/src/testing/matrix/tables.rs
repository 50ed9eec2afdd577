//! The rows of an organisation, in a form in which two runs that did the same are equal.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;

use crate::context::{
    Cell, DynamicData, Entity, Record, Relationship, Row, StoreError, Table, TransactionLine,
    UniversalTransaction,
};
use crate::engine::Engine;
use crate::ports::{Query, Reads, Scope};

/// Rows of a table that are compared.
const ROWS_MAX: u32 = 10_000;
/// The length of an id in a text.
const ID_CHARS: usize = 36;
/// How the types of the engine's own rows begin.
const ENGINE: &str = "orchestration_";

/// The tables whose rows belong to an organisation.
const TABLES: [&Table; 5] = [
    Entity::TABLE,
    DynamicData::TABLE,
    Relationship::TABLE,
    UniversalTransaction::TABLE,
    TransactionLine::TABLE,
];

/// The organisation's rows, one a line and sorted, without what differs from run to run: ids, times, how
/// often a row was written. The engine's own rows are judged by themselves.
pub(super) async fn read(engine: &Engine, scope: Scope) -> Result<Vec<String>, StoreError> {
    let reads: Arc<dyn Reads> = engine.store().view(scope).await?;
    let mut rows = Vec::new();
    for table in TABLES {
        let query = Query { cells: Default::default(), limit: ROWS_MAX };
        let found = reads.find(table, query).await?;
        rows.extend(found.iter().filter(|row| !is_engines(table, row)).map(|row| told(table, row)));
    }
    rows.sort();
    Ok(rows)
}

/// What one has and the other has not, for people.
pub(super) fn difference(expected: &[String], found: &[String]) -> Option<String> {
    if expected == found {
        return None;
    }
    let (expected, found): (BTreeSet<_>, BTreeSet<_>) =
        (expected.iter().collect(), found.iter().collect());
    let mut text = String::from("the rows are not those of a run that was left alone:");
    let mut list = |what: &str, rows: Vec<&&String>| {
        for row in rows {
            let _ = write!(text, "\n      {what} {row}"); // a string takes all that is written
        }
    };
    list("missing", expected.difference(&found).collect());
    list("too many", found.difference(&expected).collect());
    if expected == found {
        text += "\n      one of them is there more than once";
    }
    Some(text)
}

fn is_engines(table: &Table, row: &Record) -> bool {
    let column = table.engine_rows.and_then(|name| table.position(name));
    let cell = column.and_then(|column| row.cells.get(column));
    matches!(cell, Some(Cell::Text(text)) if text.to_ascii_lowercase().starts_with(ENGINE))
}

fn told(table: &Table, row: &Record) -> String {
    let mut text = table.name.to_owned();
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        let value = match cell {
            Cell::Null => continue,
            Cell::Text(text) => masked(text),
            Cell::Integer(number) => number.to_string(),
            Cell::Boolean(truth) => truth.to_string(),
            Cell::Decimal(number) => number.normalize().to_string(),
            Cell::Uuid(_) => "id".to_owned(),
            Cell::Timestamp(_) => "time".to_owned(),
            Cell::Json(value) => plain(value).to_string(),
        };
        let _ = write!(text, " {}={value}", column.name); // a string takes all that is written
    }
    text
}

/// A text without the ids in it, and nothing of a time.
fn masked(text: &str) -> String {
    if text.parse::<jiff::Timestamp>().is_ok() {
        return "time".to_owned();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(next) = rest.chars().next() {
        if rest.get(..ID_CHARS).is_some_and(|head| head.parse::<uuid::Uuid>().is_ok()) {
            out.push_str("id");
            rest = &rest[ID_CHARS..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(masked(text)),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (masked(name), plain(value)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_times_are_masked_and_nothing_else() {
        let id = uuid::Uuid::from_u128(7);
        assert_eq!(masked(&format!("CART-{id}/ö {id}")), "CART-id/ö id");
        assert_eq!(masked("2026-01-31T09:30:00Z"), "time");
        assert_eq!(masked("2 bottles"), "2 bottles");
    }

    #[test]
    fn a_row_that_is_there_twice_is_a_difference() {
        let rows = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(difference(&rows(&["a"]), &rows(&["a"])), None);
        let twice = difference(&rows(&["a"]), &rows(&["a", "a"])).unwrap();
        assert!(twice.contains("more than once"), "{twice}");
        let other = difference(&rows(&["a"]), &rows(&["b"])).unwrap();
        assert!(other.contains("missing a") && other.contains("too many b"), "{other}");
    }
}
