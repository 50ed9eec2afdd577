//! What a cart costs: discounts, tax and total, in exact decimals.
//!
//! Pure arithmetic: it knows neither carts nor tables. Money has two decimals and is rounded half away
//! from zero, once per amount. Discounts are shared among the lines in whole pennies, so that the
//! shares sum to exactly what is taken off.

use rust_decimal::{Decimal, RoundingStrategy};

/// Decimals of money.
const PENNY_SCALE: u32 = 2;

/// A service or a product on the cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// How many.
    pub quantity: Decimal,
    /// The price of one, without tax.
    pub unit_price: Decimal,
    /// Percent of tax on what is left after discounts.
    pub tax_rate: Decimal,
}

/// Something that is taken off the whole cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discount {
    /// So many percent of the subtotal.
    Percent(Decimal),
    /// This amount.
    Amount(Decimal),
}

/// The amounts of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// Quantity times unit price.
    pub amount: Decimal,
    /// Its share of the discounts.
    pub discount: Decimal,
    /// The tax on what is left.
    pub tax: Decimal,
}

/// The amounts of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The items, in the order given.
    pub items: Vec<Priced>,
    /// What each discount takes off, in the order given.
    pub discounts: Vec<Decimal>,
    /// All items before discounts and tax.
    pub subtotal: Decimal,
    /// All discounts.
    pub discount_total: Decimal,
    /// All taxes.
    pub tax_total: Decimal,
    /// What is to be paid.
    pub total: Decimal,
}

/// Why a cart has no price.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PricingError {
    /// More would be taken off than there is to pay.
    #[error("discounts of {discounts} exceed the subtotal of {subtotal}")]
    DiscountExceedsSubtotal {
        /// All discounts.
        discounts: Decimal,
        /// What there is to pay.
        subtotal: Decimal,
    },
    /// An amount is beyond what can be counted.
    #[error("the amounts are too large to be counted")]
    TooLarge,
}

/// Money in whole pennies.
#[must_use]
pub fn money(value: Decimal) -> Decimal {
    let mut value =
        value.round_dp_with_strategy(PENNY_SCALE, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(PENNY_SCALE);
    value
}

/// Works out what a cart costs.
///
/// # Errors
/// When the discounts exceed the subtotal, or an amount is too large.
pub fn quote(items: &[Item], discounts: &[Discount]) -> Result<Quote, PricingError> {
    let amounts = items
        .iter()
        .map(|item| times(item.quantity, item.unit_price).map(money))
        .collect::<Result<Vec<_>, _>>()?;
    let subtotal = sum(&amounts)?;
    let discounts = discounts
        .iter()
        .map(|discount| match discount {
            Discount::Percent(percent) => percent_of(*percent, subtotal),
            Discount::Amount(amount) => Ok(money(*amount)),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let discount_total = sum(&discounts)?;
    if discount_total > subtotal {
        return Err(PricingError::DiscountExceedsSubtotal { discounts: discount_total, subtotal });
    }
    let shares = share(discount_total, &amounts, subtotal)?;
    let mut priced = Vec::with_capacity(items.len());
    for ((item, amount), discount) in items.iter().zip(amounts).zip(shares) {
        let tax = percent_of(item.tax_rate, amount - discount)?;
        priced.push(Priced { amount, discount, tax });
    }
    let taxes: Vec<_> = priced.iter().map(|item| item.tax).collect();
    let tax_total = sum(&taxes)?;
    let total = (subtotal - discount_total).checked_add(tax_total).ok_or(PricingError::TooLarge)?;
    Ok(Quote { items: priced, discounts, subtotal, discount_total, tax_total, total })
}

/// Shares a discount in proportion to the amounts: whole pennies, the largest remainder first.
fn share(
    discount: Decimal,
    amounts: &[Decimal],
    subtotal: Decimal,
) -> Result<Vec<Decimal>, PricingError> {
    let (discount, whole) = (pennies(discount)?, pennies(subtotal)?);
    if whole == 0 {
        return Ok(vec![money(Decimal::ZERO); amounts.len()]);
    }
    let mut shares = Vec::with_capacity(amounts.len());
    for (at, amount) in amounts.iter().enumerate() {
        let part = discount.checked_mul(pennies(*amount)?).ok_or(PricingError::TooLarge)?;
        shares.push((at, part / whole, part % whole));
    }
    let given: i128 = shares.iter().map(|(_, share, _)| share).sum();
    let mut left = discount - given;
    // Ties go to the earlier line, so that the same cart is always shared the same way.
    shares.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    for (_, share, _) in &mut shares {
        if left == 0 {
            break;
        }
        *share += 1;
        left -= 1;
    }
    shares.sort_by_key(|(at, ..)| *at);
    shares
        .into_iter()
        .map(|(_, share, _)| {
            Decimal::try_from_i128_with_scale(share, PENNY_SCALE)
                .map_err(|_| PricingError::TooLarge)
        })
        .collect()
}

/// Money as a number of pennies.
fn pennies(value: Decimal) -> Result<i128, PricingError> {
    let value = money(value);
    if value.scale() == PENNY_SCALE { Ok(value.mantissa()) } else { Err(PricingError::TooLarge) }
}

fn percent_of(percent: Decimal, value: Decimal) -> Result<Decimal, PricingError> {
    times(value, percent).map(|product| money(product / Decimal::ONE_HUNDRED))
}

fn times(a: Decimal, b: Decimal) -> Result<Decimal, PricingError> {
    a.checked_mul(b).ok_or(PricingError::TooLarge)
}

fn sum(values: &[Decimal]) -> Result<Decimal, PricingError> {
    values
        .iter()
        .try_fold(money(Decimal::ZERO), |sum, value| sum.checked_add(*value))
        .ok_or(PricingError::TooLarge)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn item(quantity: &str, unit_price: &str, tax_rate: &str) -> Item {
        Item {
            quantity: decimal(quantity),
            unit_price: decimal(unit_price),
            tax_rate: decimal(tax_rate),
        }
    }

    fn totals(items: &[Item], discounts: &[Discount]) -> String {
        match quote(items, discounts) {
            Ok(q) => {
                format!("{} - {} + {} = {}", q.subtotal, q.discount_total, q.tax_total, q.total)
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn carts_worked_out_by_hand() {
        let cut = item("1", "45.00", "20");
        let shampoo = item("2", "12.50", "20");
        let book = item("1", "10", "0");
        for (items, discounts, expected) in [
            (vec![], vec![], "0.00 - 0.00 + 0.00 = 0.00"),
            (vec![cut.clone()], vec![], "45.00 - 0.00 + 9.00 = 54.00"),
            (vec![cut.clone(), shampoo.clone()], vec![], "70.00 - 0.00 + 14.00 = 84.00"),
            // Ten percent of 80.00; the untaxed book carries its share: 7.00 of the 8.00 is taxed less.
            (
                vec![cut.clone(), shampoo.clone(), book],
                vec![Discount::Percent(decimal("10"))],
                "80.00 - 8.00 + 12.60 = 84.60",
            ),
            (
                vec![cut.clone(), shampoo],
                vec![Discount::Percent(decimal("10")), Discount::Amount(decimal("5"))],
                "70.00 - 12.00 + 11.60 = 69.60",
            ),
            (
                vec![cut.clone()],
                vec![Discount::Amount(decimal("45"))],
                "45.00 - 45.00 + 0.00 = 0.00",
            ),
            (
                vec![cut],
                vec![Discount::Amount(decimal("45.01"))],
                "discounts of 45.01 exceed the subtotal of 45.00",
            ),
            (vec![item("3", "0.335", "0")], vec![], "1.01 - 0.00 + 0.00 = 1.01"),
            (vec![item("0.5", "0.01", "50")], vec![], "0.01 - 0.00 + 0.01 = 0.02"),
        ] {
            assert_eq!(totals(&items, &discounts), expected, "{items:?} {discounts:?}");
        }
    }

    #[test]
    fn a_penny_that_cannot_be_split_goes_to_the_first() {
        let third = item("1", "10", "0");
        let quote =
            quote(&[third.clone(), third.clone(), third], &[Discount::Amount(decimal("10"))]);
        let shares: Vec<_> = quote.unwrap().items.iter().map(|i| i.discount.to_string()).collect();
        assert_eq!(shares, ["3.34", "3.33", "3.33"]);
    }

    #[test]
    fn amounts_beyond_counting_are_refused() {
        let huge =
            Item { quantity: Decimal::MAX, unit_price: decimal("2"), tax_rate: decimal("0") };
        assert_eq!(quote(&[huge], &[]), Err(PricingError::TooLarge));
        let large =
            Item { quantity: Decimal::MAX, unit_price: decimal("1"), tax_rate: decimal("0") };
        assert_eq!(quote(&[large.clone(), large], &[]), Err(PricingError::TooLarge));
    }

    prop_compose! {
        fn any_item()(quantity in 1_i64..1_000, price in 0_i64..1_000_000, rate in 0_i64..30) -> Item {
            Item {
                quantity: Decimal::new(quantity, 1),
                unit_price: Decimal::new(price, 2),
                tax_rate: Decimal::from(rate),
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_found(
            items in prop::collection::vec(any_item(), 0..12),
            percent in 0_i64..=100,
        ) {
            let percent = Discount::Percent(Decimal::from(percent));
            let quote = quote(&items, &[percent]).unwrap();
            let shared: Decimal = quote.items.iter().map(|item| item.discount).sum();
            prop_assert_eq!(shared, quote.discount_total);
            let total: Decimal =
                quote.items.iter().map(|item| item.amount - item.discount + item.tax).sum();
            prop_assert_eq!(total, quote.total);
            for item in &quote.items {
                prop_assert!(item.discount >= Decimal::ZERO && item.discount <= item.amount);
            }
        }
    }
}
