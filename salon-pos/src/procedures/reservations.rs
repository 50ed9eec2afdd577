//! SOFT, ADJUST, RELEASE and their inverses: calls to the inventory service.
//!
//! Each call carries the node's key, so that the service does it once however often it is asked. An
//! inverse names the key of the call that it undoes and needs nothing else: it works also where nobody
//! knows whether that call arrived.

use std::time::Duration;

use hera_runtime::core::entry::infrastructure;
use hera_runtime::{Decimal, DeclaredError, External, Fail, Uuid};

use super::Salon;
use crate::inventory::client::CALL_MAX;
use crate::inventory::protocol::{Found, Goods, codes};
use crate::inventory::{Answer, CallError, Client, Op, Refusal, Request};
use crate::specs::salon::inv::reserve::{adjust, adjust_back, reinstate, release, soft};

/// The declared errors of a procedure that asks the inventory.
trait Refuses: DeclaredError + Sized {
    /// The error for a refusal with this code.
    fn of(code: &str) -> Self;
}

impl Refuses for soft::v1::Error {
    fn of(code: &str) -> Self {
        match code {
            codes::OUT_OF_STOCK => Self::OutOfStock,
            codes::PRODUCT_UNKNOWN => Self::ProductUnknown,
            _ => Self::ReservationRefused,
        }
    }
}

impl Refuses for adjust::v1::Error {
    fn of(code: &str) -> Self {
        match code {
            codes::OUT_OF_STOCK => Self::OutOfStock,
            codes::PRODUCT_UNKNOWN => Self::ProductUnknown,
            codes::NOTHING_RESERVED => Self::NothingReserved,
            _ => Self::ReservationRefused,
        }
    }
}

impl Refuses for release::v1::Error {
    fn of(code: &str) -> Self {
        match code {
            codes::PRODUCT_UNKNOWN => Self::ProductUnknown,
            codes::NOTHING_RESERVED => Self::NothingReserved,
            _ => Self::ReleaseRefused,
        }
    }
}

impl Refuses for adjust_back::v1::Error {
    fn of(_code: &str) -> Self {
        Self::UndoRefused
    }
}

impl Refuses for reinstate::v1::Error {
    fn of(_code: &str) -> Self {
        Self::UndoRefused
    }
}

impl soft::v1::Soft for Salon {
    async fn call(
        &self,
        cx: &External,
        input: soft::v1::Input,
    ) -> Result<soft::v1::Output, Fail<soft::v1::Error>> {
        let goods = goods(input.organization_id, input.cart_id, input.product_id, input.quantity);
        let request = Request::Reserve { key: cx.key().to_owned(), goods };
        let moved = moved(&self.inventory, cx, request).await?;
        Ok(soft::v1::Output {
            reservation_id: moved.reservation_id,
            available_after: moved.available,
        })
    }
}

impl adjust::v1::Adjust for Salon {
    async fn call(
        &self,
        cx: &External,
        input: adjust::v1::Input,
    ) -> Result<adjust::v1::Output, Fail<adjust::v1::Error>> {
        let goods = goods(input.organization_id, input.cart_id, input.product_id, input.quantity);
        let expected_quantity = input.expected_quantity;
        let request = Request::Adjust { key: cx.key().to_owned(), goods, expected_quantity };
        let moved = moved(&self.inventory, cx, request).await?;
        Ok(adjust::v1::Output { available_after: moved.available })
    }
}

impl release::v1::Release for Salon {
    async fn call(
        &self,
        cx: &External,
        input: release::v1::Input,
    ) -> Result<release::v1::Output, Fail<release::v1::Error>> {
        if cx.undoes().is_some() {
            let undone = undo(&self.inventory, cx, Op::Reserve, input.organization_id).await?;
            return Ok(release::v1::Output { released: -undone.change });
        }
        let goods = goods(input.organization_id, input.cart_id, input.product_id, input.quantity);
        let request = Request::Release { key: cx.key().to_owned(), goods };
        let moved = moved(&self.inventory, cx, request).await?;
        Ok(release::v1::Output { released: -moved.change })
    }
}

impl adjust_back::v1::AdjustBack for Salon {
    async fn call(
        &self,
        cx: &External,
        input: adjust_back::v1::Input,
    ) -> Result<adjust_back::v1::Output, Fail<adjust_back::v1::Error>> {
        let undone = undo(&self.inventory, cx, Op::Adjust, input.organization_id).await?;
        Ok(adjust_back::v1::Output { undone: undone.found == Found::Effect })
    }
}

impl reinstate::v1::Reinstate for Salon {
    async fn call(
        &self,
        cx: &External,
        input: reinstate::v1::Input,
    ) -> Result<reinstate::v1::Output, Fail<reinstate::v1::Error>> {
        let undone = undo(&self.inventory, cx, Op::Release, input.organization_id).await?;
        Ok(reinstate::v1::Output { undone: undone.found == Found::Effect })
    }
}

fn goods(organization_id: Uuid, cart_id: Uuid, product_id: Uuid, quantity: Decimal) -> Goods {
    Goods { organization_id, cart_id, product_id, quantity }
}

/// What a movement of stock answers.
struct Moved {
    reservation_id: Uuid,
    change: Decimal,
    available: Decimal,
}

async fn moved<E: Refuses>(
    inventory: &Client,
    cx: &External,
    request: Request,
) -> Result<Moved, Fail<E>> {
    match ask(inventory, cx, &request).await? {
        Answer::Moved { reservation_id, change, available } => {
            Ok(Moved { reservation_id, change, available })
        }
        _ => Err(Fail::no_answer("the inventory answers something else")),
    }
}

/// What an undo answers.
struct Undone {
    found: Found,
    change: Decimal,
}

async fn undo<E: Refuses>(
    inventory: &Client,
    cx: &External,
    of: Op,
    organization_id: Uuid,
) -> Result<Undone, Fail<E>> {
    let Some(undoes) = cx.undoes() else {
        // Only a spec that runs an inverse as an ordinary node gets here.
        return Err(Fail::because(E::of(codes::UNDO_REFUSED), "there is nothing to undo"));
    };
    let (key, undoes) = (cx.key().to_owned(), undoes.to_owned());
    match ask(inventory, cx, &Request::Undo { key, undoes, of, organization_id }).await? {
        Answer::Undone { found, change } => Ok(Undone { found, change }),
        _ => Err(Fail::no_answer("the inventory answers something else")),
    }
}

async fn ask<E: Refuses>(
    inventory: &Client,
    cx: &External,
    request: &Request,
) -> Result<Answer, Fail<E>> {
    // The engine has its own limit on the call; asking longer than that would be to nobody's use.
    let left = Duration::try_from(cx.deadline().duration_since(cx.now())).unwrap_or_default();
    match inventory.within(left.min(CALL_MAX)).call(request).await {
        Ok(answer) => Ok(answer),
        Err(CallError::Refused(Refusal { code, message }))
            if code == codes::INVENTORY_CONTENTION =>
        {
            Err(Fail::Infrastructure { code: infrastructure::INVENTORY_CONTENTION, message })
        }
        Err(CallError::Refused(Refusal { code, message })) => {
            Err(Fail::because(E::of(&code), format!("{code}: {message}")))
        }
        Err(error) => Err(Fail::no_answer(error.to_string())),
    }
}
