//! REPRICE: discounts, tax and total of a cart from the lines that stand on it.

use hera_runtime::context::{TransactionLine, UniversalTransaction};
use hera_runtime::core::entry::infrastructure;
use hera_runtime::{Decimal, Fail, Transaction, Value};
use serde_json::json;

use super::{Refuses, Salon, fail};
use crate::books::{Books, LineData, fields};
use crate::cart::{self, Kind, No};
use crate::pricing::{self, Discount, Item, PricingError, Quote};
use crate::specs::salon::pos::cart::reprice::v1::{Error, Input, Output, Reprice};

impl Refuses for Error {
    fn of(no: &No) -> Option<Error> {
        match no {
            No::CartNotFound => Some(Error::CartNotFound),
            No::CartNotActive(_) => Some(Error::CartNotActive),
            _ => None,
        }
    }
}

impl Reprice for Salon {
    async fn persist(&self, mut cx: &mut Transaction, input: Input) -> Result<Output, Fail<Error>> {
        let cart = cart::open_cart(&mut cx, input.cart_id).await.map_err(fail)?;
        let lines = cx.lines_of(cart.id).await?;
        let standing: Vec<_> =
            lines.into_iter().filter(|line| !LineData::of(line).removed).collect();
        let basket = basket(&mut cx, &standing).await?;
        let quote = pricing::quote(&basket.items, &basket.discounts).map_err(refused)?;
        for (line, priced) in basket.goods.iter().zip(&quote.items) {
            write(cx, line, priced.amount, priced.discount, priced.tax).await?;
        }
        // What an adjustment takes off stands on the lines that it is taken off from.
        for line in standing.iter().filter(|line| Kind::of(line) == Some(Kind::Adjustment)) {
            write(cx, line, Decimal::ZERO, Decimal::ZERO, Decimal::ZERO).await?;
        }
        let line_count = i64::try_from(standing.len()).unwrap_or(i64::MAX);
        let changes = UniversalTransaction::changes()
            .total_amount(quote.total)
            .business_context(summary(cart.business_context, &quote, line_count));
        cx.transactions().update(cart.id, changes).await?;
        Ok(Output {
            subtotal: quote.subtotal,
            discount_total: quote.discount_total,
            tax_total: quote.tax_total,
            total: quote.total,
            line_count,
        })
    }
}

/// What stands on a cart, as the arithmetic wants it.
#[derive(Default)]
struct Basket<'a> {
    goods: Vec<&'a TransactionLine>,
    items: Vec<Item>,
    discounts: Vec<Discount>,
}

async fn basket<'a>(
    books: &mut impl Books,
    lines: &'a [TransactionLine],
) -> Result<Basket<'a>, Fail<Error>> {
    let mut basket = Basket::default();
    for line in lines {
        let incomplete = |what: &str| {
            let name = line.description.as_deref().unwrap_or("an entry");
            Fail::because(Error::CatalogIncomplete, format!("{name} has no {what}"))
        };
        let numbers = match line.entity_id {
            Some(entity) => books.numbers(entity).await?,
            None => return Err(incomplete("entry in the catalogue")),
        };
        let number = |field: &str| numbers.get(field).copied();
        if Kind::of(line) == Some(Kind::Adjustment) {
            let percent = number(fields::DISCOUNT_PERCENT).map(Discount::Percent);
            let amount = || number(fields::DISCOUNT_AMOUNT).map(Discount::Amount);
            basket.discounts.push(percent.or_else(amount).ok_or_else(|| incomplete("discount"))?);
        } else {
            let tax_rate = number(fields::TAX_RATE).ok_or_else(|| incomplete("tax rate"))?;
            let (quantity, unit_price) = (line.quantity, line.unit_amount);
            basket.items.push(Item { quantity, unit_price, tax_rate });
            basket.goods.push(line);
        }
    }
    Ok(basket)
}

/// Writes the amounts of a line, where they are not there already.
async fn write(
    cx: &mut Transaction,
    line: &TransactionLine,
    amount: Decimal,
    discount: Decimal,
    tax: Decimal,
) -> Result<(), Fail<Error>> {
    if (line.line_amount, line.discount_amount, line.tax_amount) == (amount, discount, tax) {
        return Ok(());
    }
    let changes =
        TransactionLine::changes().line_amount(amount).discount_amount(discount).tax_amount(tax);
    Ok(cx.lines().update(line.id, changes).await?)
}

/// The cart's context with how its total came about. Whatever else it holds stays.
fn summary(context: Value, quote: &Quote, line_count: i64) -> Value {
    let mut context = match context {
        Value::Object(fields) => fields,
        _ => serde_json::Map::new(),
    };
    let pricing = json!({
        "subtotal": quote.subtotal.to_string(),
        "discount_total": quote.discount_total.to_string(),
        "tax_total": quote.tax_total.to_string(),
        "total": quote.total.to_string(),
        "line_count": line_count,
    });
    context.insert("pricing".to_owned(), pricing);
    Value::Object(context)
}

fn refused(error: PricingError) -> Fail<Error> {
    let message = error.to_string();
    match error {
        PricingError::DiscountExceedsSubtotal { .. } => {
            Fail::because(Error::DiscountExceedsSubtotal, message)
        }
        // The bounds of lines exclude it: whoever wrote these rows did not go through the cart.
        PricingError::TooLarge => {
            Fail::Infrastructure { code: infrastructure::STORE_FAILURE, message }
        }
    }
}
