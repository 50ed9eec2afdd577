//! Whether two conditions can hold in one run.
//!
//! The answer no is a proof; yes may be wrong. Conditions are split into alternatives of facts; in
//! each alternative the facts about one term are held against each other: its values, its bounds,
//! whether it is there. Terms are compared by their text, so `len(x) > 3` and `len(x) < 2` exclude
//! each other without anything being known of `x`.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{BinaryOp, Function, Literal, Typed, TypedKind, UnaryOp};
use crate::ir::{Type, moment};

/// Alternatives beyond which everything is taken to be possible.
const ALTERNATIVES_MAX: usize = 64;

/// Whether both conditions can hold in one run; no condition always holds. `false` is certain.
#[must_use]
pub fn together(a: Option<&Typed>, b: Option<&Typed>) -> bool {
    all_together(a.into_iter().chain(b)).unwrap_or(true)
}

/// Whether all these conditions can hold in one run; `None` where they have more alternatives than are looked at.
#[must_use]
pub fn all_together<'a>(conditions: impl Iterator<Item = &'a Typed>) -> Option<bool> {
    let mut all = vec![Vec::new()];
    for condition in conditions {
        all = product(&all, &alternatives(condition, true)?)?;
    }
    Some(all.iter().any(|facts| is_consistent(facts)))
}

/// Whether the condition can fail in some run. `false` is certain: it always holds.
#[must_use]
pub fn can_fail(condition: &Typed) -> bool {
    alternatives(condition, false).is_none_or(|all| all.iter().any(|facts| is_consistent(facts)))
}

/// What is said about one term.
#[derive(Clone, Debug)]
struct Fact<'a> {
    term: &'a Typed,
    says: Says<'a>,
}

#[derive(Clone, Debug)]
enum Says<'a> {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// It is a boolean that is true, or is not (false or absent).
    True(bool),
    /// It is there and one of these (`true`), or absent or none of these (`false`).
    OneOf(Vec<&'a Literal>, bool),
    /// It is there and another than this.
    Other(&'a Literal),
    /// It is there and on this side of the literal (`true`), or absent or on the other (`false`).
    Bound(BinaryOp, &'a Literal, bool),
    /// Never.
    Impossible,
}

type Alternatives<'a> = Vec<Vec<Fact<'a>>>;

/// The alternatives under which the condition is `wanted`; `None` where there are too many.
fn alternatives(condition: &Typed, wanted: bool) -> Option<Alternatives<'_>> {
    let fact = |term, says| Some(vec![vec![Fact { term, says }]]);
    match &condition.kind {
        TypedKind::Literal(Literal::Boolean(value)) if *value == wanted => Some(vec![Vec::new()]),
        TypedKind::Literal(_) => Some(Vec::new()),
        TypedKind::Unary(UnaryOp::Not, operand) => alternatives(operand, !wanted),
        TypedKind::Binary(BinaryOp::And, left, right) => {
            join(alternatives(left, wanted)?, alternatives(right, wanted)?, wanted)
        }
        TypedKind::Binary(BinaryOp::Or, left, right) => {
            join(alternatives(left, wanted)?, alternatives(right, wanted)?, !wanted)
        }
        TypedKind::Binary(BinaryOp::Implies, left, right) => {
            join(alternatives(left, !wanted)?, alternatives(right, wanted)?, !wanted)
        }
        TypedKind::Call(Function::Exists, parts) => match parts.first() {
            Some(term) if !may_be_absent(term) => {
                Some(if wanted { vec![Vec::new()] } else { Vec::new() })
            }
            Some(term) => fact(term, if wanted { Says::Present } else { Says::Absent }),
            None => None,
        },
        TypedKind::Binary(op, left, right) => match comparison(*op, left, right, wanted) {
            Some((term, says)) => fact(term, says),
            None => fact(condition, Says::True(wanted)),
        },
        _ => fact(condition, Says::True(wanted)),
    }
}

/// Both (`and`), or either.
fn join<'a>(
    mut left: Alternatives<'a>,
    right: Alternatives<'a>,
    and: bool,
) -> Option<Alternatives<'a>> {
    if and {
        return product(&left, &right);
    }
    left.extend(right);
    (left.len() <= ALTERNATIVES_MAX).then_some(left)
}

fn product<'a>(left: &Alternatives<'a>, right: &Alternatives<'a>) -> Option<Alternatives<'a>> {
    if left.len().saturating_mul(right.len()) > ALTERNATIVES_MAX {
        return None;
    }
    let both = |a: &Vec<Fact<'a>>, b: &Vec<Fact<'a>>| a.iter().chain(b).cloned().collect();
    Some(left.iter().flat_map(|a| right.iter().map(move |b| both(a, b))).collect())
}

/// A comparison of a term with literals.
fn comparison<'a>(
    op: BinaryOp,
    left: &'a Typed,
    right: &'a Typed,
    wanted: bool,
) -> Option<(&'a Typed, Says<'a>)> {
    if op == BinaryOp::In {
        let TypedKind::List(items) = &right.kind else { return None };
        let literals = items.iter().map(literal).collect::<Option<Vec<_>>>()?;
        return literal(left).is_none().then_some((left, Says::OneOf(literals, wanted)));
    }
    let (term, value, op) = match (literal(left), literal(right)) {
        (None, Some(value)) => (left, value, op),
        (Some(value), None) => (right, value, mirrored(op)),
        (Some(a), Some(b)) => {
            let holds = holds(op, order(a, b, &left.ty)?)?;
            let says = if holds == wanted { None } else { Some(Says::Impossible) };
            // A fact that says nothing: a literal is always there.
            return Some((left, says.unwrap_or(Says::Present)));
        }
        (None, None) => return None,
    };
    let says = match (op, wanted) {
        (BinaryOp::Equal, _) => Says::OneOf(vec![value], wanted),
        (BinaryOp::NotEqual, true) => Says::Other(value),
        // Absent or equal: nothing to hold against others.
        (BinaryOp::NotEqual, false) if may_be_absent(term) => return None,
        (BinaryOp::NotEqual, false) => Says::OneOf(vec![value], true),
        _ => Says::Bound(op, value, wanted),
    };
    Some((term, says))
}

fn literal(typed: &Typed) -> Option<&Literal> {
    match &typed.kind {
        TypedKind::Literal(literal) if *literal != Literal::Null => Some(literal),
        TypedKind::Convert(inner) => literal(inner),
        _ => None,
    }
}

/// The same comparison with its sides exchanged.
fn mirrored(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::LessOrEqual => BinaryOp::GreaterOrEqual,
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::GreaterOrEqual => BinaryOp::LessOrEqual,
        other => other,
    }
}

/// The order of two literals of a type; `None` where they have none that is known here.
fn order(a: &Literal, b: &Literal, ty: &Type) -> Option<Ordering> {
    match (a, b) {
        (Literal::Number(a), Literal::Number(b)) => Some(a.cmp(b)),
        (Literal::Boolean(a), Literal::Boolean(b)) => Some(a.cmp(b)),
        (Literal::String(a), Literal::String(b)) => match ty {
            Type::Date => Some(moment::date(a).ok()?.cmp(&moment::date(b).ok()?)),
            Type::Timestamp => {
                let parse = |text: &str| text.parse::<moment::Instant>().ok();
                Some(parse(a)?.cmp(&parse(b)?))
            }
            _ => Some(a.cmp(b)),
        },
        _ => None,
    }
}

fn holds(op: BinaryOp, order: Ordering) -> Option<bool> {
    Some(match op {
        BinaryOp::Equal => order.is_eq(),
        BinaryOp::NotEqual => order.is_ne(),
        BinaryOp::Less => order.is_lt(),
        BinaryOp::LessOrEqual => order.is_le(),
        BinaryOp::Greater => order.is_gt(),
        BinaryOp::GreaterOrEqual => order.is_ge(),
        _ => return None,
    })
}

/// Whether no term is said to be two things at once.
fn is_consistent(facts: &[Fact<'_>]) -> bool {
    let mut terms: BTreeMap<String, Vec<&Fact<'_>>> = BTreeMap::new();
    for fact in facts {
        terms.entry(text(fact.term)).or_default().push(fact);
    }
    terms.values().all(|facts| can_be(facts))
}

/// Whether one term can be all that is said of it.
fn can_be(facts: &[&Fact<'_>]) -> bool {
    let Some(term) = facts.first().map(|fact| fact.term) else { return true };
    if facts.iter().any(|fact| matches!(fact.says, Says::Impossible)) {
        return false;
    }
    let absent = || facts.iter().all(|fact| allows_absence(&fact.says));
    (may_be_absent(term) && absent()) || can_be_present(term, facts)
}

/// Whether a term may be absent, also because a result does not fit.
fn may_be_absent(term: &Typed) -> bool {
    let computed = matches!(
        term.kind,
        TypedKind::Unary(UnaryOp::Negate, _)
            | TypedKind::Call(Function::Sum, _)
            | TypedKind::Binary(
                BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide,
                ..
            )
    );
    term.optional
        || computed
        || matches!(&term.kind, TypedKind::Convert(inner) if may_be_absent(inner))
}

fn allows_absence(says: &Says<'_>) -> bool {
    matches!(
        says,
        Says::Absent | Says::True(false) | Says::OneOf(_, false) | Says::Bound(_, _, false)
    )
}

fn can_be_present(term: &Typed, facts: &[&Fact<'_>]) -> bool {
    if facts.iter().any(|fact| matches!(fact.says, Says::Absent)) {
        return false;
    }
    // A finite choice is tried out value by value.
    let booleans = [Literal::Boolean(false), Literal::Boolean(true)];
    let variants: Vec<Literal>;
    let listed = facts.iter().find_map(|fact| match &fact.says {
        Says::OneOf(values, true) => Some(values.clone()),
        _ => None,
    });
    let choice: Option<Vec<&Literal>> = match (&term.ty, listed) {
        (_, Some(values)) => Some(values),
        (Type::Boolean, None) => Some(booleans.iter().collect()),
        (Type::Enum(names), None) => {
            variants = names.iter().cloned().map(Literal::String).collect();
            Some(variants.iter().collect())
        }
        _ => None,
    };
    match choice {
        Some(values) => values
            .iter()
            .any(|value| facts.iter().all(|fact| is_allowed(value, &fact.says, &term.ty))),
        None => bounds_leave_room(facts, &term.ty),
    }
}

/// Whether a value that is there can be this one.
fn is_allowed(value: &Literal, says: &Says<'_>, ty: &Type) -> bool {
    let equal = |other: &&Literal| order(value, other, ty) == Some(Ordering::Equal);
    match says {
        Says::Present => true,
        Says::Absent | Says::Impossible => false,
        Says::True(wanted) => *value == Literal::Boolean(*wanted),
        Says::OneOf(values, wanted) => values.iter().any(equal) == *wanted,
        Says::Other(other) => !equal(other),
        Says::Bound(op, bound, wanted) => order(value, bound, ty)
            .and_then(|order| holds(*op, order))
            .is_none_or(|holds| holds == *wanted),
    }
}

/// Whether a value fits between all bounds.
fn bounds_leave_room(facts: &[&Fact<'_>], ty: &Type) -> bool {
    let mut low: Option<(&Literal, bool)> = None;
    let mut high: Option<(&Literal, bool)> = None;
    for fact in facts {
        let Says::Bound(op, value, wanted) = &fact.says else { continue };
        // Where it does not hold, the opposite does: the value is there.
        let op = if *wanted { *op } else { opposite(*op) };
        let inclusive = matches!(op, BinaryOp::LessOrEqual | BinaryOp::GreaterOrEqual);
        let (bound, tighter) = match op {
            BinaryOp::Less | BinaryOp::LessOrEqual => (&mut high, Ordering::Less),
            _ => (&mut low, Ordering::Greater),
        };
        *bound = match *bound {
            None => Some((value, inclusive)),
            Some((old, old_inclusive)) => match order(value, old, ty) {
                Some(found) if found == tighter => Some((value, inclusive)),
                Some(Ordering::Equal) => Some((old, old_inclusive && inclusive)),
                _ => Some((old, old_inclusive)),
            },
        };
    }
    let (Some((low, low_in)), Some((high, high_in))) = (low, high) else { return true };
    match order(low, high, ty) {
        Some(Ordering::Less) => !is_gap(low, low_in, high, high_in, ty),
        Some(Ordering::Equal) => {
            low_in && high_in && facts.iter().all(|fact| is_allowed(low, &fact.says, ty))
        }
        Some(Ordering::Greater) => false,
        None => true,
    }
}

/// Whether no integer lies between `low` and `high`, of which the first is less.
fn is_gap(low: &Literal, low_in: bool, high: &Literal, high_in: bool, ty: &Type) -> bool {
    let (Type::Integer, Literal::Number(low), Literal::Number(high)) = (ty, low, high) else {
        return false;
    };
    let first = if low_in { low.ceil() } else { low.floor().saturating_add(Decimal::ONE) };
    let last = if high_in { high.floor() } else { high.ceil().saturating_sub(Decimal::ONE) };
    first > last
}

fn opposite(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Less => BinaryOp::GreaterOrEqual,
        BinaryOp::LessOrEqual => BinaryOp::Greater,
        BinaryOp::Greater => BinaryOp::LessOrEqual,
        BinaryOp::GreaterOrEqual => BinaryOp::Less,
        other => other,
    }
}

/// The text of a term: equal for equal terms, wherever they stand. Widening does not change a value.
fn text(term: &Typed) -> String {
    let mut out = String::new();
    write_term(term, &mut out);
    out
}

fn write_term(term: &Typed, out: &mut String) {
    let head = match &term.kind {
        TypedKind::Convert(inner) => return write_term(inner, out),
        TypedKind::Literal(Literal::Number(number)) => number.normalize().to_string(),
        TypedKind::Literal(literal) => format!("{literal:?}"),
        TypedKind::Ref(value, fields) => format!("{value:?}{fields:?}"),
        TypedKind::Unary(op, _) => format!("{op:?}"),
        // Integers overflow where decimals do not.
        TypedKind::Binary(op, ..) => format!("{op:?}:{}", term.ty),
        TypedKind::Call(function, _) => format!("{function:?}"),
        TypedKind::List(_) => "List".to_owned(),
        TypedKind::Project(_, fields) => format!("Project{fields:?}"),
    };
    let _ = write!(out, "{head}(");
    for part in term.parts() {
        write_term(part, out);
        out.push(',');
    }
    out.push(')');
}
