//! UPDATE_LINE: quantity, staff split or notes of a line change.

use hera_runtime::context::TransactionLine;
use hera_runtime::{Decimal, Fail, Transaction, View};

use super::{Refuses, Salon, fail, no};
use crate::books::{Books, LineData, Share};
use crate::cart::{self, Kind, No};
use crate::specs::salon::pos::cart::update_line::v1::{
    Error, Input, Output, StaffSplit, UpdateLine,
};

impl Refuses for Error {
    fn of(no: &No) -> Option<Error> {
        Some(match no {
            No::CartNotFound => Error::CartNotFound,
            No::CartNotActive(_) => Error::CartNotActive,
            No::LineNotFound => Error::LineNotFound,
            No::InvalidQuantity(_) => Error::InvalidQuantity,
            No::InvalidStaffSplit(_) => Error::InvalidStaffSplit,
        })
    }
}

impl UpdateLine for Salon {
    async fn validate(&self, mut cx: &View, input: Input) -> Result<(), Fail<Error>> {
        check(&mut cx, &input).await.map(drop)
    }

    async fn persist(&self, mut cx: &mut Transaction, input: Input) -> Result<Output, Fail<Error>> {
        let checked = check(&mut cx, &input).await?;
        let previous = checked.data.clone();
        let mut data = checked.data;
        if let Some(split) = checked.split {
            data.staff_split = split;
        }
        if let Some(notes) = input.notes {
            data.notes = notes;
        }
        let changes = TransactionLine::changes()
            .quantity(checked.quantity)
            .line_amount(checked.line_amount)
            .line_data(data.json());
        cx.lines().update(checked.line.id, changes).await?;
        let split = previous
            .staff_split
            .into_iter()
            .map(|share| StaffSplit { staff_id: Some(share.staff_id), pct: Some(share.percent) });
        Ok(Output {
            previous_quantity: checked.line.quantity,
            previous_staff_split: split.collect(),
            previous_notes: previous.notes,
        })
    }
}

/// A change that may be made.
struct Checked {
    line: TransactionLine,
    data: LineData,
    quantity: Decimal,
    line_amount: Decimal,
    split: Option<Vec<Share>>,
}

async fn check(books: &mut impl Books, input: &Input) -> Result<Checked, Fail<Error>> {
    cart::open_cart(books, input.cart_id).await.map_err(fail)?;
    let (line, data) =
        cart::standing_line(books, input.cart_id, input.line_id).await.map_err(fail)?;
    if input.quantity.is_none() && input.staff_split.is_none() && input.notes.is_none() {
        return Err(Error::NothingToChange.into());
    }
    if let Some(seen) = input.expected_quantity.filter(|seen| *seen != line.quantity) {
        let message = format!("the caller has seen {seen}, the line has {}", line.quantity);
        return Err(Fail::because(Error::LineChanged, message));
    }
    let kind = Kind::of(&line).ok_or(Error::LineNotFound)?;
    check_inventory(kind, &line, input)?;
    let quantity = input.quantity.unwrap_or(line.quantity);
    cart::check_quantity(kind, quantity).map_err(no)?;
    let line_amount = cart::line_amount(quantity, line.unit_amount).map_err(no)?;
    let split = split(input)?;
    if let Some(split) = &split {
        cart::check_split(books, kind, split).await.map_err(fail)?;
    }
    Ok(Checked { line, data, quantity, line_amount, split })
}

/// Whether the reservation changes exactly where the stock does.
fn check_inventory(kind: Kind, line: &TransactionLine, input: &Input) -> Result<(), Fail<Error>> {
    let wrong = |message: &str| Err(Fail::because(Error::InventoryFlagWrong, message));
    if !input.affects_inventory {
        let changed = input.quantity.is_some_and(|quantity| quantity != line.quantity);
        return if kind == Kind::Retail && changed {
            wrong("the quantity of a product changes: set affects_inventory")
        } else {
            Ok(())
        };
    }
    if kind != Kind::Retail {
        return wrong("only products are in stock: leave affects_inventory out");
    }
    if input.quantity.is_none() || input.expected_quantity.is_none() {
        return wrong("affects_inventory goes with quantity and expected_quantity");
    }
    if input.product_id == line.entity_id { Ok(()) } else { Err(Error::ProductMismatch.into()) }
}

/// The new split, if there is one and each share is complete.
fn split(input: &Input) -> Result<Option<Vec<Share>>, Fail<Error>> {
    let Some(split) = &input.staff_split else { return Ok(None) };
    let shares = split.iter().map(|share| super::share(share.staff_id, share.pct).map_err(no));
    shares.collect::<Result<Vec<_>, _>>().map(Some)
}
