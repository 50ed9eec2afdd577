//! The rows of the Sacred Six that procedures work with.
//!
//! A row's struct, its table's columns and the setters are made from one list, so that they cannot
//! drift apart; the stores build their SQL from the same list.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::StoreError;
use super::cell::{Cell, Column, IntoColumn, Kind};
use super::columns::{Changes, Columns, Filter, New};

/// A table, as stores need to know it. The columns that all tables share (id, organisation, times,
/// actors, version) are not listed: stores fill them in.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [TableColumn],
    /// The columns that order what `find` returns; the id breaks ties.
    pub order: &'static [&'static str],
    /// The column that tells the engine's own rows, which procedures read and do not write.
    pub engine_rows: Option<&'static str>,
}

impl Table {
    /// The position of a column.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A row as a store returns it: the cells in the order of [`Table::columns`].
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The row's id.
    pub id: Uuid,
    /// What all rows have.
    pub meta: Meta,
    /// The table's columns.
    pub cells: Vec<Cell>,
}

/// What all rows have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Whose row it is.
    pub organization_id: Uuid,
    /// When it was written first.
    pub created_at: Timestamp,
    /// When it was written last.
    pub updated_at: Timestamp,
    /// By whom it was written first.
    pub created_by: Uuid,
    /// By whom it was written last.
    pub updated_by: Uuid,
    /// How often it was written.
    pub version: i64,
}

/// A typed row of one of the tables.
pub trait Row: Sized + Send {
    /// Its table.
    const TABLE: &'static Table;

    /// Reads it from what the store returned.
    ///
    /// # Errors
    /// When a cell is not of its column's type.
    fn from_record(record: Record) -> Result<Self, StoreError>;
}

fn read<T: Column>(
    table: &'static Table,
    column: usize,
    cells: &mut impl Iterator<Item = Cell>,
) -> Result<T, StoreError> {
    let name = table.columns[column].name;
    cells.next().and_then(T::from_cell).ok_or_else(|| StoreError::Corrupt {
        what: format!("`{}.{name}` holds a value of another type", table.name),
    })
}

macro_rules! rows {
    ($(
        $(#[$doc:meta])*
        $row:ident in $table:literal, ordered by $order:expr, engine rows by $engine:expr;
        required { $($need:ident: $need_ty:ty => $need_kind:expr,)* }
        others { $($other:ident: $other_ty:ty => $other_kind:expr,)* }
    )*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $row {
            /// The row's id.
            pub id: Uuid,
            /// What all rows have.
            pub meta: Meta,
            $(#[doc = concat!("The column `", stringify!($need), "`.")] pub $need: $need_ty,)*
            $(#[doc = concat!("The column `", stringify!($other), "`.")] pub $other: $other_ty,)*
        }

        impl $row {
            /// A new row, from the columns that it cannot be without.
            #[must_use]
            pub fn new($($need: impl IntoColumn<$need_ty>),*) -> New<$row> {
                let row: New<$row> = Columns::empty();
                $(let row = row.$need($need);)*
                row
            }

            /// A filter that all rows match; each column that is set has to be equal.
            #[must_use]
            pub fn filter() -> Filter<$row> {
                Columns::empty()
            }

            /// No changes; each column that is set is written.
            #[must_use]
            pub fn changes() -> Changes<$row> {
                Columns::empty()
            }
        }

        impl<K> Columns<$row, K> {
            $(
                #[doc = concat!("Sets `", stringify!($need), "`.")]
                #[must_use]
                pub fn $need(self, value: impl IntoColumn<$need_ty>) -> Self {
                    let column = $row::TABLE.position(stringify!($need));
                    self.set(column.expect("the setters are made from the columns"),
                        value.into_column().into_cell())
                }
            )*
            $(
                #[doc = concat!("Sets `", stringify!($other), "`.")]
                #[must_use]
                pub fn $other(self, value: impl IntoColumn<$other_ty>) -> Self {
                    let column = $row::TABLE.position(stringify!($other));
                    self.set(column.expect("the setters are made from the columns"),
                        value.into_column().into_cell())
                }
            )*
        }

        impl Row for $row {
            const TABLE: &'static Table = &Table {
                name: $table,
                columns: &[
                    $(TableColumn { name: stringify!($need), kind: $need_kind },)*
                    $(TableColumn { name: stringify!($other), kind: $other_kind },)*
                ],
                order: $order,
                engine_rows: $engine,
            };

            fn from_record(record: Record) -> Result<Self, StoreError> {
                let mut cells = record.cells.into_iter();
                let mut columns = 0..;
                let mut at = || columns.next().unwrap_or_default();
                Ok($row {
                    id: record.id,
                    meta: record.meta,
                    $($need: read(Self::TABLE, at(), &mut cells)?,)*
                    $($other: read(Self::TABLE, at(), &mut cells)?,)*
                })
            }
        }
    )*};
}

rows! {
    /// A thing of the business: a product, a customer, a procedure's anchor.
    Entity in "core_entities", ordered by &["created_at"], engine rows by Some("entity_type");
    required {
        entity_type: String => Kind::Text,
        entity_name: String => Kind::Text,
        smart_code: String => Kind::Text,
    }
    others {
        entity_code: Option<String> => Kind::Text,
        entity_description: Option<String> => Kind::Text,
        parent_entity_id: Option<Uuid> => Kind::Uuid,
        smart_code_status: String => Kind::Text,
        ai_confidence: Option<Decimal> => Kind::Numeric(5, 4),
        ai_classification: Option<String> => Kind::Text,
        ai_insights: Value => Kind::Json,
        business_rules: Value => Kind::Json,
        metadata: Value => Kind::Json,
        tags: Value => Kind::Json,
        status: String => Kind::Text,
    }

    /// A field of an entity.
    DynamicData in "core_dynamic_data", ordered by &["entity_id", "field_order", "field_name"],
        engine rows by None;
    required {
        entity_id: Uuid => Kind::Uuid,
        field_name: String => Kind::Text,
        smart_code: String => Kind::Text,
    }
    others {
        field_type: String => Kind::Text,
        field_value_text: Option<String> => Kind::Text,
        field_value_number: Option<Decimal> => Kind::Numeric(20, 8),
        field_value_boolean: Option<bool> => Kind::Boolean,
        field_value_date: Option<Timestamp> => Kind::Timestamp,
        field_value_json: Option<Value> => Kind::Json,
        field_value_file_url: Option<String> => Kind::Text,
        calculated_value: Option<Value> => Kind::Json,
        smart_code_status: String => Kind::Text,
        ai_confidence: Option<Decimal> => Kind::Numeric(5, 4),
        ai_enhanced_value: Option<String> => Kind::Text,
        ai_insights: Value => Kind::Json,
        validation_rules: Value => Kind::Json,
        validation_status: String => Kind::Text,
        field_order: i64 => Kind::Integer,
        is_searchable: bool => Kind::Boolean,
        is_required: bool => Kind::Boolean,
        is_system_field: bool => Kind::Boolean,
    }

    /// A directed relationship between two entities.
    Relationship in "core_relationships", ordered by &["created_at"], engine rows by None;
    required {
        from_entity_id: Uuid => Kind::Uuid,
        to_entity_id: Uuid => Kind::Uuid,
        relationship_type: String => Kind::Text,
        smart_code: String => Kind::Text,
    }
    others {
        relationship_direction: String => Kind::Text,
        relationship_strength: Decimal => Kind::Numeric(5, 4),
        relationship_data: Value => Kind::Json,
        smart_code_status: String => Kind::Text,
        ai_confidence: Option<Decimal> => Kind::Numeric(5, 4),
        ai_classification: Option<String> => Kind::Text,
        ai_insights: Value => Kind::Json,
        business_logic: Value => Kind::Json,
        validation_rules: Value => Kind::Json,
        is_active: bool => Kind::Boolean,
        effective_date: Option<Timestamp> => Kind::Timestamp,
        expiration_date: Option<Timestamp> => Kind::Timestamp,
    }

    /// The header of a business transaction: a cart, a sale.
    UniversalTransaction in "universal_transactions", ordered by &["created_at"],
        engine rows by Some("transaction_type");
    required {
        transaction_type: String => Kind::Text,
        smart_code: String => Kind::Text,
    }
    others {
        transaction_code: Option<String> => Kind::Text,
        transaction_date: Timestamp => Kind::Timestamp,
        source_entity_id: Option<Uuid> => Kind::Uuid,
        target_entity_id: Option<Uuid> => Kind::Uuid,
        total_amount: Decimal => Kind::Numeric(19, 4),
        transaction_status: String => Kind::Text,
        reference_number: Option<String> => Kind::Text,
        external_reference: Option<String> => Kind::Text,
        smart_code_status: String => Kind::Text,
        ai_confidence: Option<Decimal> => Kind::Numeric(5, 4),
        ai_classification: Option<String> => Kind::Text,
        ai_insights: Value => Kind::Json,
        business_context: Value => Kind::Json,
        metadata: Value => Kind::Json,
        approval_required: bool => Kind::Boolean,
        approved_by: Option<Uuid> => Kind::Uuid,
        approved_at: Option<Timestamp> => Kind::Timestamp,
        transaction_currency_code: Option<String> => Kind::Text,
        base_currency_code: Option<String> => Kind::Text,
        exchange_rate: Option<Decimal> => Kind::Numeric(20, 10),
        exchange_rate_date: Option<Timestamp> => Kind::Timestamp,
        exchange_rate_type: Option<String> => Kind::Text,
        fiscal_period_entity_id: Option<Uuid> => Kind::Uuid,
        fiscal_year: Option<i64> => Kind::Integer,
        fiscal_period: Option<i64> => Kind::Integer,
        posting_period_code: Option<String> => Kind::Text,
    }

    /// A line of a business transaction.
    TransactionLine in "universal_transaction_lines",
        ordered by &["transaction_id", "line_number"], engine rows by Some("line_type");
    required {
        transaction_id: Uuid => Kind::Uuid,
        line_number: i64 => Kind::Integer,
        line_type: String => Kind::Text,
        smart_code: String => Kind::Text,
    }
    others {
        entity_id: Option<Uuid> => Kind::Uuid,
        description: Option<String> => Kind::Text,
        quantity: Decimal => Kind::Numeric(20, 8),
        unit_amount: Decimal => Kind::Numeric(20, 8),
        line_amount: Decimal => Kind::Numeric(20, 8),
        discount_amount: Decimal => Kind::Numeric(20, 8),
        tax_amount: Decimal => Kind::Numeric(20, 8),
        smart_code_status: String => Kind::Text,
        ai_confidence: Option<Decimal> => Kind::Numeric(5, 4),
        ai_classification: Option<String> => Kind::Text,
        ai_insights: Value => Kind::Json,
        line_data: Value => Kind::Json,
    }
}
