//! The rules of a cart, the same for checking and for writing.

use std::collections::BTreeSet;
use std::fmt;

use hera_runtime::context::{Entity, StoreError, TransactionLine, UniversalTransaction};
use hera_runtime::{Decimal, Uuid};

use crate::books::{Books, LineData, Share, fields, words};
use crate::pricing::money;

/// Most lines of a cart, those that were taken out too.
pub const LINES_MAX: usize = 500;
/// Most of anything on one line.
const QUANTITY_MAX: i64 = 1_000_000;
/// Most digits of a quantity after the point.
const QUANTITY_SCALE_MAX: u32 = 4;
/// Most that a line may come to, so that every total fits its column.
const LINE_AMOUNT_MAX: i64 = 100_000_000_000;
/// Most members of staff on one service.
const STAFF_MAX: usize = 20;

/// Why a cart says no. The procedures turn it into the errors that their specs declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// There is no such cart.
    CartNotFound,
    /// The cart takes no lines.
    CartNotActive(String),
    /// There is no such line on the cart.
    LineNotFound,
    /// The quantity is out of bounds, with the reason.
    InvalidQuantity(String),
    /// The staff split is wrong, with the reason.
    InvalidStaffSplit(String),
}

impl fmt::Display for No {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            No::CartNotFound => f.write_str("there is no such cart"),
            No::CartNotActive(status) => write!(f, "the cart is {status}"),
            No::LineNotFound => f.write_str("there is no such line on the cart"),
            No::InvalidQuantity(why) | No::InvalidStaffSplit(why) => f.write_str(why),
        }
    }
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A service.
    Service,
    /// A retail product.
    Retail,
    /// An adjustment of what is to be paid.
    Adjustment,
}

impl Kind {
    /// The word in `line_type`.
    #[must_use]
    pub fn line_type(self) -> &'static str {
        match self {
            Kind::Service => words::SERVICE_LINE,
            Kind::Retail => words::RETAIL_LINE,
            Kind::Adjustment => words::ADJUSTMENT_LINE,
        }
    }

    /// The kind of a line; `None` for a word that no cart has.
    #[must_use]
    pub fn of(line: &TransactionLine) -> Option<Kind> {
        [Kind::Service, Kind::Retail, Kind::Adjustment]
            .into_iter()
            .find(|kind| kind.line_type().eq_ignore_ascii_case(&line.line_type))
    }

    /// Whether a catalogue entry can stand on such a line.
    #[must_use]
    pub fn takes(self, entity: &Entity) -> bool {
        let expected = match self {
            Kind::Service => words::SERVICE,
            Kind::Retail => words::PRODUCT,
            Kind::Adjustment => words::ADJUSTMENT,
        };
        entity.entity_type.eq_ignore_ascii_case(expected)
    }
}

/// What a check found wrong: a rule of the cart, or the store.
#[derive(Debug)]
pub enum Found {
    /// The cart says no.
    No(No),
    /// The store failed.
    Store(StoreError),
}

impl From<No> for Found {
    fn from(no: No) -> Found {
        Found::No(no)
    }
}

impl From<StoreError> for Found {
    fn from(error: StoreError) -> Found {
        Found::Store(error)
    }
}

/// The cart, whatever its state.
///
/// # Errors
/// When the organisation has no such cart.
pub async fn any_cart(books: &mut impl Books, id: Uuid) -> Result<UniversalTransaction, Found> {
    let cart = books.transaction(id).await?;
    cart.filter(|cart| cart.transaction_type.eq_ignore_ascii_case(words::CART))
        .ok_or(Found::No(No::CartNotFound))
}

/// The cart, if it takes lines.
///
/// # Errors
/// When the organisation has no such cart, or it is not open.
pub async fn open_cart(books: &mut impl Books, id: Uuid) -> Result<UniversalTransaction, Found> {
    let cart = any_cart(books, id).await?;
    if cart.transaction_status.eq_ignore_ascii_case(words::OPEN) {
        Ok(cart)
    } else {
        Err(No::CartNotActive(cart.transaction_status).into())
    }
}

/// A line of the cart, whether or not it was taken out.
///
/// # Errors
/// When the cart never had it.
pub async fn any_line(
    books: &mut impl Books,
    cart: Uuid,
    line: Uuid,
) -> Result<(TransactionLine, LineData), Found> {
    let line = books.line(line).await?.filter(|line| line.transaction_id == cart);
    let line = line.ok_or(Found::No(No::LineNotFound))?;
    let data = LineData::of(&line);
    Ok((line, data))
}

/// A line that stands on the cart.
///
/// # Errors
/// When the cart does not have it, or no longer.
pub async fn standing_line(
    books: &mut impl Books,
    cart: Uuid,
    line: Uuid,
) -> Result<(TransactionLine, LineData), Found> {
    let (line, data) = any_line(books, cart, line).await?;
    if data.removed { Err(No::LineNotFound.into()) } else { Ok((line, data)) }
}

/// Whether a line of this kind can have this quantity.
///
/// # Errors
/// When it cannot, with the reason.
pub fn check_quantity(kind: Kind, quantity: Decimal) -> Result<(), No> {
    let refuse = |why: String| Err(No::InvalidQuantity(why));
    if quantity <= Decimal::ZERO {
        return refuse(format!("a quantity is more than 0, found {quantity}"));
    }
    if quantity > Decimal::from(QUANTITY_MAX) {
        return refuse(format!("a quantity is at most {QUANTITY_MAX}, found {quantity}"));
    }
    if quantity.normalize().scale() > QUANTITY_SCALE_MAX {
        return refuse(format!("a quantity has at most {QUANTITY_SCALE_MAX} decimals"));
    }
    match kind {
        Kind::Retail if !quantity.fract().is_zero() => {
            refuse(format!("products are sold whole, found {quantity}"))
        }
        Kind::Adjustment if quantity != Decimal::ONE => {
            refuse(format!("an adjustment has the quantity 1, found {quantity}"))
        }
        _ => Ok(()),
    }
}

/// What a line comes to.
///
/// # Errors
/// When it is more than a line may come to.
pub fn line_amount(quantity: Decimal, unit_price: Decimal) -> Result<Decimal, No> {
    let amount = quantity.checked_mul(unit_price).map(money);
    amount
        .filter(|amount| *amount <= Decimal::from(LINE_AMOUNT_MAX))
        .ok_or_else(|| No::InvalidQuantity(format!("a line comes to at most {LINE_AMOUNT_MAX}")))
}

/// Whether a line of this kind can have this split: a service needs one that sums to 100.
///
/// # Errors
/// When it cannot, with the reason.
pub async fn check_split(books: &mut impl Books, kind: Kind, split: &[Share]) -> Result<(), Found> {
    check_shares(kind, split)?;
    for share in split {
        let staff = books.entity(share.staff_id).await?;
        let known = staff.is_some_and(|staff| {
            staff.entity_type.eq_ignore_ascii_case(words::STAFF)
                && staff.status.eq_ignore_ascii_case(words::ACTIVE)
        });
        if !known {
            let why = format!("{} is not on the staff", share.staff_id);
            return Err(No::InvalidStaffSplit(why).into());
        }
    }
    Ok(())
}

fn check_shares(kind: Kind, split: &[Share]) -> Result<(), No> {
    let refuse = |why: String| Err(No::InvalidStaffSplit(why));
    if kind != Kind::Service {
        return if split.is_empty() {
            Ok(())
        } else {
            refuse("only a service is shared among staff".to_owned())
        };
    }
    if split.len() > STAFF_MAX {
        return refuse(format!("at most {STAFF_MAX} share a service, found {}", split.len()));
    }
    let mut seen = BTreeSet::new();
    let mut sum = Decimal::ZERO;
    for share in split {
        if share.percent <= Decimal::ZERO || share.percent > Decimal::ONE_HUNDRED {
            return refuse(format!(
                "a share is more than 0 and at most 100, found {}",
                share.percent
            ));
        }
        if !seen.insert(share.staff_id) {
            return refuse(format!("{} is named twice", share.staff_id));
        }
        sum += share.percent;
    }
    if sum == Decimal::ONE_HUNDRED {
        Ok(())
    } else {
        refuse(format!("the shares sum to {sum} and not to 100"))
    }
}

/// The unit price of a catalogue entry; an adjustment has none of its own.
///
/// Returns nothing where the catalogue does not say what the entry costs, or takes off.
pub async fn unit_price(
    books: &mut impl Books,
    kind: Kind,
    entity: Uuid,
) -> Result<Option<Decimal>, StoreError> {
    let numbers = books.numbers(entity).await?;
    Ok(match kind {
        Kind::Service | Kind::Retail => numbers.get(fields::PRICE).copied(),
        Kind::Adjustment => {
            let known = [fields::DISCOUNT_PERCENT, fields::DISCOUNT_AMOUNT];
            known.iter().any(|field| numbers.contains_key(*field)).then_some(Decimal::ZERO)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn quantities() {
        for (kind, quantity, fine) in [
            (Kind::Service, "0.5", true),
            (Kind::Service, "1", true),
            (Kind::Service, "0", false),
            (Kind::Service, "-1", false),
            (Kind::Service, "0.00001", false),
            (Kind::Service, "1000000.1", false),
            (Kind::Retail, "2", true),
            (Kind::Retail, "2.0", true),
            (Kind::Retail, "2.5", false),
            (Kind::Adjustment, "1", true),
            (Kind::Adjustment, "2", false),
        ] {
            assert_eq!(
                check_quantity(kind, decimal(quantity)).is_ok(),
                fine,
                "{kind:?} {quantity}"
            );
        }
    }

    #[test]
    fn splits() {
        let share = |staff: u128, percent: &str| Share {
            staff_id: Uuid::from_u128(staff),
            percent: decimal(percent),
        };
        for (kind, split, why) in [
            (Kind::Service, vec![share(1, "100")], ""),
            (Kind::Service, vec![share(1, "33.33"), share(2, "66.67")], ""),
            (Kind::Service, vec![], "the shares sum to 0 and not to 100"),
            (Kind::Service, vec![share(1, "99.99")], "the shares sum to 99.99 and not to 100"),
            (Kind::Service, vec![share(1, "50"), share(1, "50")], "is named twice"),
            (Kind::Service, vec![share(1, "150"), share(2, "-50")], "at most 100, found 150"),
            (Kind::Service, vec![share(1, "100"), share(2, "0")], "more than 0"),
            (Kind::Retail, vec![], ""),
            (Kind::Retail, vec![share(1, "100")], "only a service"),
        ] {
            let said = match check_shares(kind, &split) {
                Ok(()) => String::new(),
                Err(No::InvalidStaffSplit(why)) => why,
                Err(other) => format!("{other:?}"),
            };
            assert!(said.contains(why) && said.is_empty() == why.is_empty(), "{split:?}: {said}");
        }
    }
}
