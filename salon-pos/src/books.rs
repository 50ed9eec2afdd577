//! The salon's rows in the Sacred Six, read the same way by those who may write and those who may not.
//!
//! A catalogue entry is an entity with its prices as dynamic data; a cart is a transaction, and what
//! stands on it are its lines. Nothing is ever erased: a line that was taken out says so.

use std::collections::BTreeMap;
use std::future::Future;

use hera_runtime::context::{
    DynamicData, Entity, StoreError, TransactionLine, UniversalTransaction,
};
use hera_runtime::{Decimal, Transaction, Uuid, Value, View};
use serde_json::json;

/// The words in the columns.
pub mod words {
    /// `transaction_type` of a cart.
    pub const CART: &str = "POS_CART";
    /// `transaction_status` of a cart that takes lines.
    pub const OPEN: &str = "open";
    /// `status` of an entity that can be sold.
    pub const ACTIVE: &str = "active";
    /// `entity_type` of a service.
    pub const SERVICE: &str = "SERVICE";
    /// `entity_type` of a retail product.
    pub const PRODUCT: &str = "PRODUCT";
    /// `entity_type` of an adjustment.
    pub const ADJUSTMENT: &str = "ADJUSTMENT";
    /// `entity_type` of a member of staff.
    pub const STAFF: &str = "STAFF";
    /// `line_type` of a line with a service.
    pub const SERVICE_LINE: &str = "SERVICE";
    /// `line_type` of a line with a product.
    pub const RETAIL_LINE: &str = "RETAIL";
    /// `line_type` of a line with an adjustment.
    pub const ADJUSTMENT_LINE: &str = "ADJUSTMENT";
}

/// The fields of catalogue entries.
pub mod fields {
    /// The price of one, without tax.
    pub const PRICE: &str = "price";
    /// Percent of tax.
    pub const TAX_RATE: &str = "tax_rate";
    /// Percent that an adjustment takes off the cart.
    pub const DISCOUNT_PERCENT: &str = "discount_percent";
    /// The amount that an adjustment takes off the cart.
    pub const DISCOUNT_AMOUNT: &str = "discount_amount";
}

/// The smart codes of the rows.
pub mod codes {
    /// A cart.
    pub const CART: &str = "HERA.SALON.POS.CART.HEADER.v1";
    /// A line of a cart.
    pub const CART_LINE: &str = "HERA.SALON.POS.CART.LINE.v1";
    /// A field of a catalogue entry.
    pub const CATALOG_FIELD: &str = "HERA.SALON.CATALOG.ENTRY.FIELD.v1";
}

/// Reads the salon's rows. Rows of another organisation do not exist here.
pub trait Books: Send {
    /// A transaction.
    fn transaction(
        &mut self,
        id: Uuid,
    ) -> impl Future<Output = Result<Option<UniversalTransaction>, StoreError>> + Send;

    /// An entity.
    fn entity(
        &mut self,
        id: Uuid,
    ) -> impl Future<Output = Result<Option<Entity>, StoreError>> + Send;

    /// The numeric fields of an entity, by name. One below zero counts as not there.
    fn numbers(
        &mut self,
        entity: Uuid,
    ) -> impl Future<Output = Result<BTreeMap<String, Decimal>, StoreError>> + Send;

    /// A line.
    fn line(
        &mut self,
        id: Uuid,
    ) -> impl Future<Output = Result<Option<TransactionLine>, StoreError>> + Send;

    /// All lines of a transaction, those that were taken out too, in order.
    fn lines_of(
        &mut self,
        transaction: Uuid,
    ) -> impl Future<Output = Result<Vec<TransactionLine>, StoreError>> + Send;
}

macro_rules! books {
    ($reader:ty) => {
        impl Books for $reader {
            async fn transaction(
                &mut self,
                id: Uuid,
            ) -> Result<Option<UniversalTransaction>, StoreError> {
                self.transactions().get(id).await
            }

            async fn entity(&mut self, id: Uuid) -> Result<Option<Entity>, StoreError> {
                self.entities().get(id).await
            }

            async fn numbers(
                &mut self,
                entity: Uuid,
            ) -> Result<BTreeMap<String, Decimal>, StoreError> {
                let filter = DynamicData::filter().entity_id(entity);
                let found = self.dynamic_data().find(filter).await?;
                let number = |row: DynamicData| Some((row.field_name, row.field_value_number?));
                let numbers = found.into_iter().filter_map(number);
                Ok(numbers.filter(|(_, value)| *value >= Decimal::ZERO).collect())
            }

            async fn line(&mut self, id: Uuid) -> Result<Option<TransactionLine>, StoreError> {
                self.lines().get(id).await
            }

            async fn lines_of(
                &mut self,
                transaction: Uuid,
            ) -> Result<Vec<TransactionLine>, StoreError> {
                self.lines().find(TransactionLine::filter().transaction_id(transaction)).await
            }
        }
    };
}

books!(&View);
books!(&mut Transaction);

/// Who shares a service, in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The member of staff.
    pub staff_id: Uuid,
    /// Percent.
    pub percent: Decimal,
}

/// What a line's own columns have no place for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineData {
    /// Whether it was taken out of the cart.
    pub removed: bool,
    /// Who shares the service; empty on other lines.
    pub staff_split: Vec<Share>,
    /// A remark; empty where there is none.
    pub notes: String,
}

impl LineData {
    /// What `line_data` says. Whatever it does not say is as on a fresh line.
    #[must_use]
    pub fn of(line: &TransactionLine) -> LineData {
        let data = &line.line_data;
        let share = |share: &Value| {
            Some(Share {
                staff_id: share.get("staff_id")?.as_str()?.parse().ok()?,
                percent: share.get("pct")?.as_str()?.parse().ok()?,
            })
        };
        let split = data.get("staff_split").and_then(Value::as_array);
        LineData {
            removed: data.get("removed").and_then(Value::as_bool).unwrap_or(false),
            staff_split: split.into_iter().flatten().filter_map(share).collect(),
            notes: data.get("notes").and_then(Value::as_str).unwrap_or_default().to_owned(),
        }
    }

    /// The form in `line_data`.
    #[must_use]
    pub fn json(&self) -> Value {
        let share = |share: &Share| json!({ "staff_id": share.staff_id.to_string(), "pct": share.percent.to_string() });
        json!({
            "removed": self.removed,
            "staff_split": self.staff_split.iter().map(share).collect::<Vec<_>>(),
            "notes": self.notes,
        })
    }
}
