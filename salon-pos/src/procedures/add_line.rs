//! ADD_LINE: a service, a product or an adjustment comes on the cart.

use hera_runtime::context::{Entity, TransactionLine};
use hera_runtime::{Decimal, Fail, Transaction, View};

use super::{Refuses, Salon, fail, no};
use crate::books::{Books, LineData, Share, codes, words};
use crate::cart::{self, Kind, LINES_MAX, No};
use crate::specs::salon::pos::cart::add_line::v1::{AddLine, Error, Input, LineType, Output};

impl Refuses for Error {
    fn of(no: &No) -> Option<Error> {
        match no {
            No::CartNotFound => Some(Error::CartNotFound),
            No::CartNotActive(_) => Some(Error::CartNotActive),
            No::InvalidQuantity(_) => Some(Error::InvalidQuantity),
            No::InvalidStaffSplit(_) => Some(Error::InvalidStaffSplit),
            No::LineNotFound => None,
        }
    }
}

impl AddLine for Salon {
    async fn validate(&self, mut cx: &View, input: Input) -> Result<(), Fail<Error>> {
        check(&mut cx, &input).await.map(drop)
    }

    async fn persist(&self, mut cx: &mut Transaction, input: Input) -> Result<Output, Fail<Error>> {
        let checked = check(&mut cx, &input).await?;
        let data = LineData {
            staff_split: checked.split,
            notes: input.notes.unwrap_or_default(),
            ..LineData::default()
        };
        let line = TransactionLine::new(
            input.cart_id,
            checked.line_number,
            checked.kind.line_type(),
            codes::CART_LINE,
        )
        .entity_id(checked.entity.id)
        .description(checked.entity.entity_name)
        .quantity(input.quantity)
        .unit_amount(checked.unit_price)
        .line_amount(checked.line_amount)
        .line_data(data.json());
        let line_id = cx.lines().insert(line).await?;
        Ok(Output { line_id, unit_price: checked.unit_price, line_amount: checked.line_amount })
    }
}

/// A line that may be added.
struct Checked {
    kind: Kind,
    entity: Entity,
    split: Vec<Share>,
    unit_price: Decimal,
    line_amount: Decimal,
    line_number: i64,
}

async fn check(books: &mut impl Books, input: &Input) -> Result<Checked, Fail<Error>> {
    let kind = match input.line_type {
        LineType::Service => Kind::Service,
        LineType::Retail => Kind::Retail,
        LineType::Adjustment => Kind::Adjustment,
    };
    cart::open_cart(books, input.cart_id).await.map_err(fail)?;
    let entity = books
        .entity(input.entity_id)
        .await?
        .filter(|entity| entity.status.eq_ignore_ascii_case(words::ACTIVE))
        .ok_or(Error::EntityNotFound)?;
    if !kind.takes(&entity) {
        let (name, ty) = (&entity.entity_name, &entity.entity_type);
        let message = format!("{name} is a {ty} and stands on no {} line", kind.line_type());
        return Err(Fail::because(Error::EntityTypeMismatch, message));
    }
    cart::check_quantity(kind, input.quantity).map_err(no)?;
    let split = split(input)?;
    cart::check_split(books, kind, &split).await.map_err(fail)?;
    let unit_price = cart::unit_price(books, kind, entity.id).await?.ok_or(Error::PriceMissing)?;
    let line_amount = cart::line_amount(input.quantity, unit_price).map_err(no)?;
    let lines = books.lines_of(input.cart_id).await?;
    if lines.len() >= LINES_MAX {
        return Err(Error::CartFull.into());
    }
    let line_number = lines.last().map_or(1, |line| line.line_number + 1);
    Ok(Checked { kind, entity, split, unit_price, line_amount, line_number })
}

/// The split, if each share is complete.
fn split(input: &Input) -> Result<Vec<Share>, Fail<Error>> {
    let shares = input.staff_split.iter().flatten();
    shares.map(|share| super::share(share.staff_id, share.pct).map_err(no)).collect()
}
