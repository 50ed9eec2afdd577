//! Computes a typed expression over the data of a run: the meaning that [`crate::ir::expr`] states,
//! word for word. Total: nothing that an expression can say makes it fail.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::value::Value;
use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Function, Ref, Typed, TypedKind, UnaryOp, decimals, integers};

/// The data of a run.
pub trait Data {
    /// A value; `None` where it is absent.
    fn get(&self, value: &Ref) -> Option<Value>;
}

/// The value of an expression; `None` where it is absent.
#[must_use]
pub fn interpret(typed: &Typed, data: &dyn Data) -> Option<Value> {
    match &typed.kind {
        TypedKind::Literal(literal) => Value::from_literal(literal, &typed.ty),
        TypedKind::Ref(value, fields) => {
            fields.iter().try_fold(data.get(value)?, |value, name| field(value, name))
        }
        TypedKind::Unary(UnaryOp::Not, operand) => Some(Value::Boolean(!holds(operand, data))),
        TypedKind::Unary(UnaryOp::Negate, operand) => match interpret(operand, data)? {
            Value::Integer(number) => 0i64.checked_sub(number).map(Value::Integer),
            Value::Decimal(number) => Decimal::ZERO.checked_sub(number).map(Value::Decimal),
            _ => None,
        },
        TypedKind::Binary(op, left, right) => binary(*op, left, right, data),
        TypedKind::Call(function, parts) => call(*function, parts, data),
        TypedKind::List(items) => {
            Some(Value::List(items.iter().filter_map(|item| interpret(item, data)).collect()))
        }
        TypedKind::Project(list, fields) => {
            let Value::List(items) = interpret(list, data)? else { return None };
            let part = |item| fields.iter().try_fold(item, |value, name| field(value, name));
            Some(Value::List(items.into_iter().filter_map(part).collect()))
        }
        TypedKind::Convert(inner) => convert(interpret(inner, data)?, &typed.ty),
    }
}

/// Whether a condition holds: an absent boolean does not.
#[must_use]
pub fn holds(typed: &Typed, data: &dyn Data) -> bool {
    interpret(typed, data) == Some(Value::Boolean(true))
}

fn field(value: Value, name: &str) -> Option<Value> {
    match value {
        Value::Record(mut fields) => fields.remove(name),
        _ => None,
    }
}

fn binary(op: BinaryOp, left: &Typed, right: &Typed, data: &dyn Data) -> Option<Value> {
    let truth = match op {
        BinaryOp::And => holds(left, data) && holds(right, data),
        BinaryOp::Or => holds(left, data) || holds(right, data),
        BinaryOp::Implies => !holds(left, data) || holds(right, data),
        BinaryOp::In => contains(interpret(right, data), interpret(left, data)),
        BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => {
            return arithmetic(op, &interpret(left, data)?, &interpret(right, data)?);
        }
        _ => {
            let both = interpret(left, data).zip(interpret(right, data));
            both.and_then(|(left, right)| order(&left, &right))
                .is_some_and(|order| compares(op, order))
        }
    };
    Some(Value::Boolean(truth))
}

fn compares(op: BinaryOp, order: Ordering) -> bool {
    match op {
        BinaryOp::Equal => order.is_eq(),
        BinaryOp::NotEqual => order.is_ne(),
        BinaryOp::Less => order.is_lt(),
        BinaryOp::LessOrEqual => order.is_le(),
        BinaryOp::Greater => order.is_gt(),
        BinaryOp::GreaterOrEqual => order.is_ge(),
        _ => false,
    }
}

/// The order of two values of one comparable type.
fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Uuid(a), Value::Uuid(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(b)),
        (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Timestamp(a), Value::Timestamp(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn contains(list: Option<Value>, value: Option<Value>) -> bool {
    let (Some(Value::List(items)), Some(value)) = (list, value) else { return false };
    items.iter().any(|item| order(&value, item) == Some(Ordering::Equal))
}

fn arithmetic(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Integer(a), Value::Integer(b)) => integers(op, *a, *b).map(Value::Integer),
        (Value::Decimal(a), Value::Decimal(b)) => decimals(op, *a, *b).map(Value::Decimal),
        _ => None,
    }
}

fn call(function: Function, parts: &[Typed], data: &dyn Data) -> Option<Value> {
    let first = parts.first()?;
    match function {
        Function::Exists => Some(Value::Boolean(interpret(first, data).is_some())),
        Function::Has => {
            let found = contains(interpret(first, data), interpret(parts.get(1)?, data));
            Some(Value::Boolean(found))
        }
        Function::All | Function::Any => {
            let truth = match interpret(first, data) {
                Some(Value::List(items)) if function == Function::All => {
                    items.iter().all(|item| *item == Value::Boolean(true))
                }
                Some(Value::List(items)) => items.contains(&Value::Boolean(true)),
                _ => false,
            };
            Some(Value::Boolean(truth))
        }
        Function::Len => {
            let count = match interpret(first, data)? {
                Value::List(items) => items.len(),
                Value::Text(text) => text.chars().count(),
                _ => return None,
            };
            i64::try_from(count).ok().map(Value::Integer)
        }
        Function::Sum => {
            let Value::List(items) = interpret(first, data)? else { return None };
            let zero = match &first.ty {
                Type::Array(item) if **item == Type::Integer => Value::Integer(0),
                _ => Value::Decimal(Decimal::ZERO),
            };
            items.iter().try_fold(zero, |sum, item| arithmetic(BinaryOp::Add, &sum, item))
        }
    }
}

fn convert(value: Value, ty: &Type) -> Option<Value> {
    match (value, ty) {
        (Value::Integer(number), Type::Decimal) => Some(Value::Decimal(Decimal::from(number))),
        (Value::Text(word), Type::Enum(variants)) => {
            variants.contains(&word).then_some(Value::Text(word))
        }
        (value @ Value::Json(_), Type::Json) => Some(value),
        (value, Type::Json) => Some(Value::Json(value.to_json())),
        (value, _) => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::expr::type_tests::{Names, condition};
    use serde_json::{Value as Json, json};

    /// A payload for the names of the type checker's tests.
    struct Payload(Json);

    impl Data for Payload {
        fn get(&self, value: &Ref) -> Option<Value> {
            let Ref::Payload(name) = value else { return None };
            let plain = name.strip_suffix("_o").unwrap_or(name);
            let (_, ty) = Names::all().into_iter().find(|(known, _)| *known == plain)?;
            Value::from_json(self.0.get(name)?, &ty).expect("the payload is of the type")
        }
    }

    #[test]
    fn conditions_mean_what_is_written() {
        let payload = Payload(json!({
            "flag": true, "qty": "2.50", "count": 3, "text": "äb", "kind": "RETAIL",
            "id": "550e8400-e29b-41d4-a716-446655440000", "day": "2025-01-31",
            "at": "2025-01-31T09:30:00Z", "tags": ["a", "b"], "numbers": [1, 3],
            "lines": [{"amount": "1.5", "kind": "RETAIL", "taxed": true}, {"amount": 1}],
            "line": {"amount": 2}, "data": {},
        }));
        let table = [
            ("kind == 'RETAIL' && kind in [SERVICE, RETAIL] && kind == text", false),
            ("qty == 2.5 && qty * 2 == 5.0 && qty / 2 > 1.24 && -qty < 0", true),
            ("count + 0.5 == 3.5 && count - 1 == 2 && count in numbers && 2 not in numbers", true),
            ("9223372036854775807 + count > 0 || !(9223372036854775807 + count > 0)", true),
            ("exists(9223372036854775807 + count)", false),
            ("1 / (count - 3) > 0 || 1 / (count - 3) <= 0", false),
            ("text_o == 'x' || text_o != 'x' || qty_o <= 1 || qty_o + 1 > 0", false),
            ("!flag_o && text_o == null && text_o not in ['x']", true),
            ("if flag_o then flag && text_o == 'y'", true),
            ("if flag then text_o == 'y'", false),
            ("len(text) == 2 && len(tags) == 2 && len(lines.kind) == 1", true),
            ("sum(lines.amount) == 2.5 && sum(numbers) == 4 && sum([1, 0.5]) == 1.5", true),
            ("has(tags, 'b') && has(lines.kind, RETAIL) && 'z' in tags", false),
            ("all(lines.taxed) && any(lines.taxed) && all([flag, !flag_o])", true),
            ("line.kind == 'RETAIL' || line.kind != 'RETAIL' || exists(line.kind)", false),
            ("id == '550E8400-E29B-41D4-A716-446655440000' && day <= '2025-01-31'", true),
            ("at > '2025-01-31T09:29:59.999Z' && at < '2025-01-31T10:30:00.1+01:00'", true),
        ];
        for (text, wanted) in table {
            let typed = condition(text).0.expect("it has a type");
            assert_eq!(holds(&typed, &payload), wanted, "{text}");
        }
    }
}
