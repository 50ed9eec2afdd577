//! The small functions that generated conditions and values call.
//!
//! A value is an `Option`: present or absent. All functions are total; what they mean is stated once,
//! where the compiler types expressions: a comparison with an absent operand is false, a result that
//! does not fit is absent, an absent boolean counts as false.

use rust_decimal::Decimal;

use crate::wire::Wire;

/// A condition that never changes.
#[must_use]
pub fn constant(value: bool) -> bool {
    value
}

/// Whether a value is there.
pub fn exists<T>(value: Option<T>) -> bool {
    value.is_some()
}

/// Whether a boolean is there and true.
#[must_use]
pub fn is_true(value: Option<&bool>) -> bool {
    value == Some(&true)
}

/// `==`.
pub fn equal<A, B>(a: Option<&A>, b: Option<&B>) -> bool
where
    A: PartialEq<B> + ?Sized,
    B: ?Sized,
{
    a.zip(b).is_some_and(|(a, b)| a == b)
}

/// `!=`: false where a side is absent.
pub fn unequal<A, B>(a: Option<&A>, b: Option<&B>) -> bool
where
    A: PartialEq<B> + ?Sized,
    B: ?Sized,
{
    a.zip(b).is_some_and(|(a, b)| a != b)
}

/// `<`.
pub fn less<T: PartialOrd>(a: Option<&T>, b: Option<&T>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a < b)
}

/// `<=`.
pub fn less_or_equal<T: PartialOrd>(a: Option<&T>, b: Option<&T>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a <= b)
}

/// `>`.
pub fn greater<T: PartialOrd>(a: Option<&T>, b: Option<&T>) -> bool {
    less(b, a)
}

/// `>=`.
pub fn greater_or_equal<T: PartialOrd>(a: Option<&T>, b: Option<&T>) -> bool {
    less_or_equal(b, a)
}

/// `in` a list that the spec writes out; its absent items are left out.
pub fn one_of<'b, A, B>(value: Option<&A>, items: impl IntoIterator<Item = Option<&'b B>>) -> bool
where
    A: PartialEq<B> + ?Sized,
    B: ?Sized + 'b,
{
    items.into_iter().any(|item| equal(value, item))
}

/// `in` a list of the run.
pub fn within<'b, A, B>(value: Option<&A>, list: Option<impl IntoIterator<Item = &'b B>>) -> bool
where
    A: PartialEq<B> + ?Sized,
    B: ?Sized + 'b,
{
    value.zip(list).is_some_and(|(value, list)| list.into_iter().any(|item| value == item))
}

/// `all`: false for an absent list.
pub fn all<'a>(list: Option<impl IntoIterator<Item = &'a bool>>) -> bool {
    list.is_some_and(|list| list.into_iter().all(|item| *item))
}

/// `any`: false for an absent list.
pub fn any<'a>(list: Option<impl IntoIterator<Item = &'a bool>>) -> bool {
    list.is_some_and(|list| list.into_iter().any(|item| *item))
}

/// `len` of a list.
pub fn len(list: Option<impl IntoIterator>) -> Option<i64> {
    list.and_then(|list| i64::try_from(list.into_iter().count()).ok())
}

/// `len` of a text, in characters.
pub fn characters<S: AsRef<str> + ?Sized>(text: Option<&S>) -> Option<i64> {
    text.and_then(|text| i64::try_from(text.as_ref().chars().count()).ok())
}

/// The two kinds of numbers: all operations are exact, or absent where they do not fit.
pub trait Number: Copy {
    /// Zero.
    const ZERO: Self;
    /// `a + b`.
    fn plus(self, other: Self) -> Option<Self>;
    /// `a - b`.
    fn minus(self, other: Self) -> Option<Self>;
    /// `a * b`.
    fn times(self, other: Self) -> Option<Self>;
}

impl Number for i64 {
    const ZERO: i64 = 0;

    fn plus(self, other: i64) -> Option<i64> {
        self.checked_add(other)
    }

    fn minus(self, other: i64) -> Option<i64> {
        self.checked_sub(other)
    }

    fn times(self, other: i64) -> Option<i64> {
        self.checked_mul(other)
    }
}

impl Number for Decimal {
    const ZERO: Decimal = Decimal::ZERO;

    fn plus(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(other)
    }

    fn minus(self, other: Decimal) -> Option<Decimal> {
        self.checked_sub(other)
    }

    fn times(self, other: Decimal) -> Option<Decimal> {
        self.checked_mul(other)
    }
}

/// `a + b`.
pub fn add<N: Number>(a: Option<&N>, b: Option<&N>) -> Option<N> {
    a?.plus(*b?)
}

/// `a - b`.
pub fn subtract<N: Number>(a: Option<&N>, b: Option<&N>) -> Option<N> {
    a?.minus(*b?)
}

/// `a * b`.
pub fn multiply<N: Number>(a: Option<&N>, b: Option<&N>) -> Option<N> {
    a?.times(*b?)
}

/// `a / b`: absent for a division by zero.
#[must_use]
pub fn divide(a: Option<&Decimal>, b: Option<&Decimal>) -> Option<Decimal> {
    a?.checked_div(*b?)
}

/// `-a`.
pub fn negate<N: Number>(a: Option<&N>) -> Option<N> {
    N::ZERO.minus(*a?)
}

/// `sum`: zero for no items.
pub fn sum<'a, N: Number + 'a>(list: Option<impl IntoIterator<Item = &'a N>>) -> Option<N> {
    list?.into_iter().try_fold(N::ZERO, |sum, item| sum.plus(*item))
}

/// Whether a result fits its type: it is there, unless an operand is not.
#[must_use]
pub fn fits<const N: usize>(result: bool, operands: [bool; N]) -> bool {
    result || operands.contains(&false)
}

/// An integer as a decimal.
#[must_use]
pub fn decimal(value: Option<&i64>) -> Option<Decimal> {
    value.map(|value| Decimal::from(*value))
}

/// A text by reference.
pub fn text<S: AsRef<str> + ?Sized>(value: Option<&S>) -> Option<&str> {
    value.map(AsRef::as_ref)
}

/// A copy of a value.
pub fn owned<T: Clone>(value: Option<&T>) -> Option<T> {
    value.cloned()
}

/// A copy of a text.
pub fn string<S: AsRef<str> + ?Sized>(value: Option<&S>) -> Option<String> {
    value.map(|value| value.as_ref().to_owned())
}

/// A copy of a list's items.
pub fn list<'a, T: Clone + 'a>(items: Option<impl IntoIterator<Item = &'a T>>) -> Option<Vec<T>> {
    items.map(|items| items.into_iter().cloned().collect())
}

/// A value as plain JSON.
pub fn encoded<T: Wire>(value: Option<T>) -> Option<serde_json::Value> {
    value.map(|value| value.encode())
}

/// A value in another generated type that has all its words; absent where it has not.
pub fn recoded<A: Wire, B: Wire>(value: Option<A>) -> Option<B> {
    value.and_then(|value| B::decode(&value.encode()).ok())
}

/// JSON that the compiler wrote.
#[must_use]
pub fn json(text: &str) -> Option<serde_json::Value> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_with_the_absent_are_false() {
        let none = None::<&i64>;
        assert!(!equal(none, Some(&1)) && !unequal(none, Some(&1)) && !less(none, Some(&1)));
        assert!(!greater_or_equal(Some(&1), none) && !one_of(none, [Some(&1)]));
        assert!(!within(none, Some([1].iter())) && !all(None::<[&bool; 0]>));
        assert!(!any(None::<[&bool; 0]>) && !is_true(None));
        assert!(unequal(Some(&1), Some(&2)) && greater(Some(&2), Some(&1)));
    }

    #[test]
    fn texts_of_all_kinds_compare() {
        let text = "A".to_owned();
        assert!(equal(Some(&text), Some("A")) && equal(Some("A"), Some(&text)));
        assert!(one_of(Some(&text), [Some("B"), Some("A")]));
        assert!(within(Some("A"), Some(&vec![text.clone()])));
        assert_eq!(characters(Some("äö")), Some(2));
    }

    #[test]
    fn what_does_not_fit_is_absent() {
        assert_eq!(add(Some(&i64::MAX), Some(&1)), None);
        assert_eq!(negate(Some(&i64::MIN)), None);
        assert_eq!(divide(Some(&Decimal::ONE), Some(&Decimal::ZERO)), None);
        assert_eq!(multiply(Some(&Decimal::MAX), Some(&Decimal::TWO)), None);
        assert_eq!(divide(Some(&Decimal::TEN), Some(&Decimal::from(4))), Some(Decimal::new(25, 1)));
        assert_eq!(subtract(None, Some(&1)), None);
    }

    #[test]
    fn sums_and_lengths_of_nothing_are_zero() {
        let empty: Vec<i64> = Vec::new();
        assert_eq!((sum(Some(&empty)), len(Some(&empty))), (Some(0), Some(0)));
        assert_eq!((sum(None::<&Vec<i64>>), len(None::<&Vec<i64>>)), (None, None));
        assert!(all(Some(&Vec::new())) && !any(Some(&Vec::new())));
    }
}
