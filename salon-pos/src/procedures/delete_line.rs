//! DELETE_LINE: a line is taken out of the cart.

use hera_runtime::context::TransactionLine;
use hera_runtime::{Fail, Transaction};

use super::{Refuses, Salon, fail};
use crate::books::LineData;
use crate::cart::{self, Kind, No};
use crate::specs::salon::pos::cart::delete_line::v1::{DeleteLine, Error, Input, LineType, Output};

impl Refuses for Error {
    fn of(no: &No) -> Option<Error> {
        match no {
            No::CartNotFound => Some(Error::CartNotFound),
            No::CartNotActive(_) => Some(Error::CartNotActive),
            No::LineNotFound => Some(Error::LineNotFound),
            No::InvalidQuantity(_) | No::InvalidStaffSplit(_) => None,
        }
    }
}

impl DeleteLine for Salon {
    async fn persist(&self, mut cx: &mut Transaction, input: Input) -> Result<Output, Fail<Error>> {
        cart::open_cart(&mut cx, input.cart_id).await.map_err(fail)?;
        let (line, data) =
            cart::standing_line(&mut cx, input.cart_id, input.line_id).await.map_err(fail)?;
        let line_type = match Kind::of(&line).ok_or(Error::LineNotFound)? {
            Kind::Service => LineType::Service,
            Kind::Retail => LineType::Retail,
            Kind::Adjustment => LineType::Adjustment,
        };
        let product_id = line.entity_id.ok_or(Error::LineNotFound)?;
        let data = LineData { removed: true, ..data };
        cx.lines().update(line.id, TransactionLine::changes().line_data(data.json())).await?;
        Ok(Output { line_type, product_id, quantity: line.quantity })
    }
}
