//! Customers in the Sacred Six: an entity each, and what is known of it as dynamic data.

use std::future::Future;

use hera_runtime::context::{DynamicData, Entity, StoreError};
use hera_runtime::{Transaction, Uuid, View};

/// `entity_type` of a customer.
pub const CUSTOMER: &str = "CUSTOMER";
/// `status` of a customer who comes.
pub const ACTIVE: &str = "active";
/// `status` of a customer who was put away.
pub const ARCHIVED: &str = "archived";
/// The smart code of a customer's rows.
pub const CODE: &str = "HERA.SALON.CRM.CUSTOMER.RECORD.v1";
/// The field with the number at which the salon can call.
pub const PHONE: &str = "phone";
/// The field with the address to which the salon can write.
pub const EMAIL: &str = "email";
/// The field with the points of the loyalty account.
pub const POINTS: &str = "loyalty_points";

/// Reads customers. Those of another organisation do not exist here.
pub trait Customers: Send {
    /// The customer with this id, archived or not.
    fn customer(
        &mut self,
        id: Uuid,
    ) -> impl Future<Output = Result<Option<Entity>, StoreError>> + Send;

    /// A field of a customer.
    fn field(
        &mut self,
        customer: Uuid,
        name: &str,
    ) -> impl Future<Output = Result<Option<DynamicData>, StoreError>> + Send;

    /// Whether somebody else has this number.
    fn is_taken(
        &mut self,
        phone: &str,
        but: Option<Uuid>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

macro_rules! customers {
    ($reader:ty) => {
        impl Customers for $reader {
            async fn customer(&mut self, id: Uuid) -> Result<Option<Entity>, StoreError> {
                let found = self.entities().get(id).await?;
                Ok(found.filter(|entity| entity.entity_type == CUSTOMER))
            }

            async fn field(
                &mut self,
                customer: Uuid,
                name: &str,
            ) -> Result<Option<DynamicData>, StoreError> {
                let field = DynamicData::filter().entity_id(customer).field_name(name);
                self.dynamic_data().first(field).await
            }

            async fn is_taken(
                &mut self,
                phone: &str,
                but: Option<Uuid>,
            ) -> Result<bool, StoreError> {
                let field = DynamicData::filter().field_name(PHONE).field_value_text(phone);
                let found = self.dynamic_data().find(field).await?;
                Ok(found.iter().any(|field| Some(field.entity_id) != but))
            }
        }
    };
}

customers!(&View);
customers!(&mut Transaction);

/// Writes a text of a customer: over what was there, or anew.
///
/// # Errors
/// When the store fails.
pub async fn put(
    mut cx: &mut Transaction,
    customer: Uuid,
    name: &str,
    text: &str,
) -> Result<(), StoreError> {
    match cx.field(customer, name).await? {
        Some(field) => {
            let changes = DynamicData::changes().field_value_text(text);
            cx.dynamic_data().update(field.id, changes).await
        }
        None => {
            let field = DynamicData::new(customer, name, CODE).field_value_text(text);
            cx.dynamic_data().insert(field).await.map(drop)
        }
    }
}
