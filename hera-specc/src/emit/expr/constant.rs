//! Literals that are neither text nor a word, as Rust constants.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;
use rust_decimal::Decimal;

use crate::ir::Type;
use crate::ir::expr::Literal;
use crate::ir::moment::{self, Date, Instant};

/// A literal of a type that is no text and no enum.
pub(super) fn constant(literal: &Literal, ty: &Type) -> TokenStream {
    match (literal, ty) {
        (Literal::Boolean(value), _) => quote!(#value),
        (Literal::Number(number), Type::Integer) => integer(*number),
        (Literal::Number(number), _) => decimal(*number),
        (Literal::String(text), Type::Uuid) => {
            let id = text.parse::<uuid::Uuid>().unwrap_or_default();
            let digits = format!("0x{:032x}", id.as_u128());
            let digits: TokenStream = digits.parse().unwrap_or_default();
            quote!(::hera_runtime::Uuid::from_u128(#digits))
        }
        (Literal::String(text), Type::Date) => {
            let epoch = Date { year: 1970, month: 1, day: 1 };
            let date = moment::date(text).unwrap_or(epoch);
            let year = signed(i64::from(date.year));
            let (month, day) = (signed(i64::from(date.month)), signed(i64::from(date.day)));
            quote!(::hera_runtime::Date::constant(#year, #month, #day))
        }
        (Literal::String(text), Type::Timestamp) => {
            let at = text.parse::<Instant>().unwrap_or_default();
            let (seconds, nanos) = (signed(at.second), signed(i64::from(at.nanosecond)));
            quote!(::hera_runtime::Timestamp::constant(#seconds, #nanos))
        }
        (Literal::String(text) | Literal::Json(text), _) => {
            quote!(::hera_runtime::Value::from(#text))
        }
        (Literal::Null, _) => quote!(::hera_runtime::Value::Null),
    }
}

/// An integer with its type: both sides of a comparison are generic.
fn integer(number: Decimal) -> TokenStream {
    let Ok(value) = i64::try_from(number) else { return quote!(i64::MAX) };
    let digits = Token::u64_unsuffixed(value.unsigned_abs());
    match value {
        i64::MIN => quote!(i64::MIN),
        _ => {
            let digits: TokenStream = format!("{digits}i64").parse().unwrap_or_default();
            if value < 0 { quote!(-#digits) } else { digits }
        }
    }
}

/// A number without a suffix.
fn signed(value: i64) -> TokenStream {
    let digits = Token::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

fn decimal(number: Decimal) -> TokenStream {
    let scale = Token::u32_unsuffixed(number.scale());
    match i64::try_from(number.mantissa()) {
        Ok(mantissa) if mantissa != i64::MIN => {
            let mantissa = signed(mantissa);
            quote!(::hera_runtime::Decimal::new(#mantissa, #scale))
        }
        _ => {
            let digits = Token::u128_unsuffixed(number.mantissa().unsigned_abs());
            let sign = (number.mantissa() < 0).then(|| quote!(-));
            quote!(::hera_runtime::Decimal::from_i128_with_scale(#sign #digits, #scale))
        }
    }
}
