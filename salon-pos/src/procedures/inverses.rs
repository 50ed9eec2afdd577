//! REMOVE_LINE, REVERT_LINE and RESTORE_LINE: what takes an added, a changed and a deleted line back.
//!
//! A run that goes back has a claim on the cart that no new line has: these ask for no open cart. Each
//! of them may run twice.

use hera_runtime::context::TransactionLine;
use hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid};

use super::{Refuses, Salon, fail, no};
use crate::books::LineData;
use crate::cart::{self, No};
use crate::specs::salon::pos::cart::{remove_line, restore_line, revert_line};

macro_rules! knows_only_lines {
    ($error:ty) => {
        impl Refuses for $error {
            fn of(no: &No) -> Option<Self> {
                match no {
                    No::LineNotFound => Some(Self::LineNotFound),
                    _ => None,
                }
            }
        }
    };
}

knows_only_lines!(remove_line::v1::Error);
knows_only_lines!(revert_line::v1::Error);
knows_only_lines!(restore_line::v1::Error);

impl remove_line::v1::RemoveLine for Salon {
    async fn persist(
        &self,
        cx: &mut Transaction,
        input: remove_line::v1::Input,
    ) -> Result<remove_line::v1::Output, Fail<remove_line::v1::Error>> {
        let removed = set_removed(cx, input.cart_id, input.line_id, true).await?;
        Ok(remove_line::v1::Output { removed })
    }
}

impl restore_line::v1::RestoreLine for Salon {
    async fn persist(
        &self,
        cx: &mut Transaction,
        input: restore_line::v1::Input,
    ) -> Result<restore_line::v1::Output, Fail<restore_line::v1::Error>> {
        let restored = set_removed(cx, input.cart_id, input.line_id, false).await?;
        Ok(restore_line::v1::Output { restored })
    }
}

impl revert_line::v1::RevertLine for Salon {
    async fn persist(
        &self,
        mut cx: &mut Transaction,
        input: revert_line::v1::Input,
    ) -> Result<revert_line::v1::Output, Fail<revert_line::v1::Error>> {
        let (line, mut data) =
            cart::any_line(&mut cx, input.cart_id, input.line_id).await.map_err(fail)?;
        let before = data.clone();
        let shares = input.previous_staff_split.iter();
        data.staff_split = shares
            .map(|share| super::share(share.staff_id, share.pct).map_err(no))
            .collect::<Result<_, _>>()?;
        data.notes = input.previous_notes;
        let quantity: Decimal = input.previous_quantity;
        let reverted = data != before || quantity != line.quantity;
        if reverted {
            let amount = cart::line_amount(quantity, line.unit_amount).map_err(no)?;
            let changes = TransactionLine::changes()
                .quantity(quantity)
                .line_amount(amount)
                .line_data(data.json());
            cx.lines().update(line.id, changes).await?;
        }
        Ok(revert_line::v1::Output { reverted })
    }
}

/// Marks a line as taken out or as standing, and says whether that changed anything.
async fn set_removed<E: Refuses + DeclaredError>(
    mut cx: &mut Transaction,
    cart: Uuid,
    line: Uuid,
    removed: bool,
) -> Result<bool, Fail<E>> {
    let (line, data) = cart::any_line(&mut cx, cart, line).await.map_err(fail)?;
    if data.removed == removed {
        return Ok(false);
    }
    let data = LineData { removed, ..data };
    cx.lines().update(line.id, TransactionLine::changes().line_data(data.json())).await?;
    Ok(true)
}
