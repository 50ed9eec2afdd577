//! What the tables of the real stores demand of a row, and what they fill in.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::json;

use super::rows::Rows;
use crate::context::{
    Cell, DynamicData, Record, Relationship, Row, StoreError, Table, TransactionLine,
    UniversalTransaction,
};

/// Characters that a smart code may have.
const SMART_CODE_CHARS_MAX: usize = 100;
/// Characters that a currency has.
const CURRENCY_CHARS: usize = 3;
/// Columns that no row is without, and that nothing is filled into.
const REQUIRED: &[&str] = &[
    "entity_type",
    "entity_name",
    "smart_code",
    "field_name",
    "from_entity_id",
    "to_entity_id",
    "relationship_type",
    "transaction_type",
    "transaction_id",
    "line_number",
    "line_type",
];

fn conflict(rule: impl Into<String>) -> StoreError {
    StoreError::Conflict { rule: rule.into() }
}

/// What a column holds that a new row does not mention; nothing where it may be null.
fn default(column: &str, at: Timestamp) -> Option<Cell> {
    Some(match column {
        "status" => Cell::Text("active".to_owned()),
        "smart_code_status" => Cell::Text("DRAFT".to_owned()),
        "field_type" => Cell::Text("text".to_owned()),
        "validation_status" => Cell::Text("valid".to_owned()),
        "relationship_direction" => Cell::Text("forward".to_owned()),
        "transaction_status" => Cell::Text("pending".to_owned()),
        "ai_insights" | "business_rules" | "metadata" | "validation_rules" | "business_logic"
        | "relationship_data" | "business_context" | "line_data" => Cell::Json(json!({})),
        "tags" => Cell::Json(json!([])),
        "field_order" => Cell::Integer(1),
        "is_searchable" | "is_active" => Cell::Boolean(true),
        "is_required" | "is_system_field" | "approval_required" => Cell::Boolean(false),
        "relationship_strength" | "quantity" => Cell::Decimal(Decimal::ONE),
        "total_amount" | "unit_amount" | "line_amount" | "discount_amount" | "tax_amount" => {
            Cell::Decimal(Decimal::ZERO)
        }
        "transaction_date" => Cell::Timestamp(at),
        _ => return None,
    })
}

/// The cells of a row that mentions none.
pub(super) fn blank(table: &'static Table, at: Timestamp) -> Vec<Cell> {
    let columns = table.columns.iter();
    columns.map(|column| default(column.name, at).unwrap_or(Cell::Null)).collect()
}

/// Holds a row to its table's rules, among the others. It may be there already.
pub(super) fn check(table: &'static Table, rows: &Rows, row: &Record) -> Result<(), StoreError> {
    if rows.organization(row.meta.organization_id).is_none() {
        return Err(conflict("organization_id"));
    }
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        check_cell(table, column.name, cell)?;
    }
    if table.name == Relationship::TABLE.name {
        let at = |name| table.position(name).and_then(|column| row.cells.get(column));
        if at("from_entity_id") == at("to_entity_id") {
            return Err(conflict("to_entity_id <> from_entity_id"));
        }
    }
    check_references(table, rows, row)?;
    check_unique(table, rows, row)
}

fn check_cell(table: &Table, column: &'static str, cell: &Cell) -> Result<(), StoreError> {
    // A line has an entity or none; a field is of one.
    let of_entity = column == "entity_id" && table.name == DynamicData::TABLE.name;
    let fills_in = || default(column, Timestamp::UNIX_EPOCH).is_some();
    match cell {
        Cell::Null if of_entity || REQUIRED.contains(&column) || fills_in() => {
            Err(conflict(column))
        }
        Cell::Text(text) => {
            let length = text.chars().count();
            let fits = match column {
                "smart_code" => length <= SMART_CODE_CHARS_MAX,
                "transaction_currency_code" | "base_currency_code" => length == CURRENCY_CHARS,
                _ => true,
            };
            if fits { Ok(()) } else { Err(conflict(column)) }
        }
        _ => Ok(()),
    }
}

/// What a row refers to is there, in the same organisation.
fn check_references(table: &Table, rows: &Rows, row: &Record) -> Result<(), StoreError> {
    let references: &[(&str, &'static str)] = match table.name {
        name if name == DynamicData::TABLE.name => &[("entity_id", "core_entities")],
        name if name == Relationship::TABLE.name => {
            &[("from_entity_id", "core_entities"), ("to_entity_id", "core_entities")]
        }
        name if name == TransactionLine::TABLE.name => {
            &[("transaction_id", "universal_transactions")]
        }
        _ => &[],
    };
    for (column, other) in references {
        let cell = table.position(column).map(|at| &row.cells[at]);
        let Some(Cell::Uuid(id)) = cell else { continue };
        let there = rows.get(other, *id);
        if there.is_none_or(|there| there.meta.organization_id != row.meta.organization_id) {
            return Err(conflict(*column));
        }
    }
    Ok(())
}

/// No other row says the same where only one may.
fn check_unique(table: &'static Table, rows: &Rows, row: &Record) -> Result<(), StoreError> {
    let (columns, within_organization): (&[&str], bool) = match table.name {
        name if name == DynamicData::TABLE.name => (&["entity_id", "field_name"], true),
        name if name == UniversalTransaction::TABLE.name => (&["transaction_code"], false),
        name if name == TransactionLine::TABLE.name => (&["transaction_id", "line_number"], false),
        _ => return Ok(()),
    };
    let places: Vec<usize> = columns.iter().filter_map(|name| table.position(name)).collect();
    let same = |other: &&std::sync::Arc<Record>| {
        other.id != row.id
            && (!within_organization || other.meta.organization_id == row.meta.organization_id)
            && places
                .iter()
                .all(|at| row.cells[*at] != Cell::Null && other.cells[*at] == row.cells[*at])
    };
    match rows.of(table.name).find(same) {
        Some(_) => Err(conflict(columns.join(", "))),
        None => Ok(()),
    }
}
