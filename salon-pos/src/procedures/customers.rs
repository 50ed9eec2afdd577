//! The procedures of the customers: created, shown, changed, put away, and their loyalty accounts.

use hera_runtime::context::{DynamicData, Entity, StoreError};
use hera_runtime::{Decimal, Fail, Transaction, Uuid, View};

use super::Salon;
use crate::customers::{ACTIVE, ARCHIVED, CODE, CUSTOMER, Customers, EMAIL, PHONE, POINTS, put};
use crate::specs::salon::crm::customer::{archive, create, read, update};
use crate::specs::salon::crm::loyalty::open;

impl create::v1::Create for Salon {
    async fn persist(
        &self,
        mut cx: &mut Transaction,
        input: create::v1::Input,
    ) -> Result<create::v1::Output, Fail<create::v1::Error>> {
        if cx.is_taken(&input.phone, None).await? {
            return Err(create::v1::Error::PhoneTaken.into());
        }
        let customer = Entity::new(CUSTOMER, input.customer_name, CODE).status(ACTIVE);
        let customer_id = cx.entities().insert(customer).await?;
        put(cx, customer_id, PHONE, &input.phone).await?;
        if let Some(email) = &input.email {
            put(cx, customer_id, EMAIL, email).await?;
        }
        Ok(create::v1::Output { customer_id })
    }
}

impl open::v1::Open for Salon {
    async fn persist(
        &self,
        mut cx: &mut Transaction,
        input: open::v1::Input,
    ) -> Result<open::v1::Output, Fail<open::v1::Error>> {
        if cx.customer(input.customer_id).await?.is_none() {
            return Err(open::v1::Error::CustomerNotFound.into());
        }
        if cx.field(input.customer_id, POINTS).await?.is_some() {
            return Err(open::v1::Error::AccountExists.into());
        }
        let points = DynamicData::new(input.customer_id, POINTS, CODE)
            .field_type("number")
            .field_value_number(Decimal::ZERO);
        cx.dynamic_data().insert(points).await?;
        Ok(open::v1::Output { loyalty_points: Decimal::ZERO })
    }
}

impl read::v1::Read for Salon {
    async fn read(
        &self,
        mut cx: &View,
        input: read::v1::Input,
    ) -> Result<read::v1::Output, Fail<read::v1::Error>> {
        let id = input.customer_id;
        let customer = cx.customer(id).await?.ok_or(read::v1::Error::CustomerNotFound)?;
        let points = cx.field(id, POINTS).await?.and_then(|field| field.field_value_number);
        Ok(read::v1::Output {
            phone: text(&mut cx, id, PHONE).await?.unwrap_or_default(),
            email: text(&mut cx, id, EMAIL).await?,
            status: match customer.status.as_str() {
                ARCHIVED => read::v1::Status::Archived,
                _ => read::v1::Status::Active,
            },
            customer_name: customer.entity_name,
            loyalty_points: points.unwrap_or_default(),
        })
    }
}

impl update::v1::Update for Salon {
    async fn persist(
        &self,
        mut cx: &mut Transaction,
        input: update::v1::Input,
    ) -> Result<update::v1::Output, Fail<update::v1::Error>> {
        let id = input.customer_id;
        let customer = cx.customer(id).await?.ok_or(update::v1::Error::CustomerNotFound)?;
        if customer.status == ARCHIVED {
            return Err(update::v1::Error::CustomerArchived.into());
        }
        if let Some(phone) = &input.phone {
            if cx.is_taken(phone, Some(id)).await? {
                return Err(update::v1::Error::PhoneTaken.into());
            }
            put(cx, id, PHONE, phone).await?;
        }
        if let Some(email) = &input.email {
            put(cx, id, EMAIL, email).await?;
        }
        if let Some(name) = &input.customer_name {
            cx.entities().update(id, Entity::changes().entity_name(name.as_str())).await?;
        }
        let customer_name = input.customer_name.unwrap_or(customer.entity_name);
        Ok(update::v1::Output { customer_name })
    }
}

impl archive::v1::Archive for Salon {
    async fn persist(
        &self,
        mut cx: &mut Transaction,
        input: archive::v1::Input,
    ) -> Result<archive::v1::Output, Fail<archive::v1::Error>> {
        let found = cx.customer(input.customer_id).await?;
        let customer = found.ok_or(archive::v1::Error::CustomerNotFound)?;
        if customer.status == ARCHIVED {
            return Err(archive::v1::Error::CustomerArchived.into());
        }
        cx.entities().update(customer.id, Entity::changes().status(ARCHIVED)).await?;
        Ok(archive::v1::Output { status: archive::v1::Status::Archived })
    }
}

/// A text of a customer.
async fn text(
    cx: &mut impl Customers,
    customer: Uuid,
    name: &str,
) -> Result<Option<String>, StoreError> {
    Ok(cx.field(customer, name).await?.and_then(|field| field.field_value_text))
}
