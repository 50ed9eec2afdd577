//! Comparisons: `== != < <= > >=` and `in`, with literals that take the type of the other side.

use super::types::{Checker, Found, bare_word};
use super::{fit, type_faults as faults};
use crate::diag::Diagnostic;
use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Expr, ExprKind, Function, Literal, Typed, TypedKind, UnaryOp};

/// One side of a comparison.
enum Side<'a> {
    /// It has a type of its own.
    Typed(Typed),
    /// Text or a number, whose type the other side may decide.
    Literal(&'a Expr, &'a Literal),
    /// A bare word that is no name: a variant, where the other side is an enum.
    Word(&'a Expr, &'a str, Box<Diagnostic>),
}

impl<'a> Checker<'a> {
    pub(super) fn compare(
        &mut self,
        expr: &'a Expr,
        op: BinaryOp,
        left: &'a Expr,
        right: &'a Expr,
    ) -> Option<Typed> {
        if is_null(right) || is_null(left) {
            return self.compare_with_null(expr, op, if is_null(right) { left } else { right });
        }
        let (a, b) = self.both(left, right)?;
        let (a, b) = match fit::unify(a, b) {
            Ok(both) => both,
            Err(both) => {
                let (a, b) = *both;
                self.report(faults::unlike(expr, (left, &a), (right, &b)));
                return None;
            }
        };
        if !is_comparable(&a.ty, op) {
            self.report(faults::undefined(expr, op.as_str(), &a.ty));
            return None;
        }
        let unequal = (op == BinaryOp::NotEqual).then_some(expr);
        self.decided_by_absence(left, &a, unequal);
        self.decided_by_absence(right, &b, unequal);
        self.redundant_boolean(expr, op, (left, &a), (right, &b));
        if matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) && (divides(&a) || divides(&b)) {
            self.report(faults::inexact_equality(expr, op));
        }
        let kind = TypedKind::Binary(op, Box::new(a), Box::new(b));
        Some(Typed::new(kind, Type::Boolean, expr.span))
    }

    /// `x == null`, `x != null`.
    fn compare_with_null(
        &mut self,
        expr: &'a Expr,
        op: BinaryOp,
        operand: &'a Expr,
    ) -> Option<Typed> {
        if !matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) {
            self.report(faults::undefined_for_null(expr, op));
            return None;
        }
        let exists = self.exists(expr, operand)?;
        if op == BinaryOp::NotEqual {
            return Some(exists);
        }
        let kind = TypedKind::Unary(UnaryOp::Not, Box::new(exists));
        Some(Typed::new(kind, Type::Boolean, expr.span))
    }

    /// Whether a value is there.
    pub(super) fn exists(&mut self, expr: &'a Expr, operand: &'a Expr) -> Option<Typed> {
        let outer = std::mem::replace(&mut self.testing, true);
        let typed = self.value(operand, None);
        self.testing = outer;
        let kind = TypedKind::Call(Function::Exists, vec![typed?]);
        Some(Typed::new(kind, Type::Boolean, expr.span))
    }

    /// `x in list`, `has(list, x)`.
    pub(super) fn contained(
        &mut self,
        expr: &'a Expr,
        value: &'a Expr,
        list: &'a Expr,
    ) -> Option<Typed> {
        let (value_typed, list_typed) = match &list.kind {
            ExprKind::List(items) => self.contained_in_literal(value, list, items)?,
            _ => self.contained_in_value(expr, value, list)?,
        };
        if !is_comparable(&value_typed.ty, BinaryOp::Equal) {
            self.report(faults::undefined(expr, "in", &value_typed.ty));
            return None;
        }
        self.decided_by_absence(value, &value_typed, None);
        self.decided_by_absence(list, &list_typed, None);
        let kind = TypedKind::Binary(BinaryOp::In, Box::new(value_typed), Box::new(list_typed));
        Some(Typed::new(kind, Type::Boolean, expr.span))
    }

    /// A literal list: each item takes the type of the value, or both are widened.
    fn contained_in_literal(
        &mut self,
        value: &'a Expr,
        list: &'a Expr,
        items: &'a [Expr],
    ) -> Option<(Typed, Typed)> {
        let side = self.side(value)?;
        let mut left = self.settle(side, None)?;
        let mut found = Vec::with_capacity(items.len());
        let mut whole = true;
        for item in items {
            let Some(side) = self.side(item) else {
                whole = false;
                continue;
            };
            let Some(typed) = self.settle(side, Some(&left)) else {
                whole = false;
                continue;
            };
            match fit::unify(left.clone(), typed) {
                Ok((widened, typed)) => {
                    left = widened;
                    found.push(typed);
                }
                Err(both) => {
                    let (_, typed) = *both;
                    self.report(faults::unlike(item, (value, &left), (item, &typed)));
                    whole = false;
                }
            }
        }
        // An early item was fitted to a narrower type than a late one asked for.
        let items: Vec<_> =
            found.into_iter().filter_map(|item| fit::fit(item, &left.ty).ok()).collect();
        let ty = Type::Array(Box::new(left.ty.clone()));
        let list = Typed::new(TypedKind::List(items), ty, list.span);
        whole.then_some((left, list))
    }

    fn contained_in_value(
        &mut self,
        expr: &'a Expr,
        value: &'a Expr,
        list: &'a Expr,
    ) -> Option<(Typed, Typed)> {
        let right = self.value(list, None);
        let side = self.side(value);
        let (right, side) = (right?, side?);
        let Type::Array(item) = &right.ty else {
            self.report(faults::not_a_list(list, &right.ty));
            return None;
        };
        let sample = Typed::new(right.kind.clone(), (**item).clone(), right.span);
        let left = self.settle(side, Some(&sample))?;
        let same = left.ty == **item
            || matches!((&left.ty, &**item), (Type::Enum(a), Type::Enum(b))
                if a.iter().any(|variant| b.contains(variant)));
        if same {
            return Some((left, right));
        }
        match fit::fit(left, item) {
            // Only these keep their text or value when the item is wider.
            Ok(left) if matches!(**item, Type::Decimal | Type::String) => Some((left, right)),
            Ok(left) | Err(left) => {
                self.report(faults::unlike(expr, (value, &left), (list, &sample)));
                None
            }
        }
    }

    /// Both sides, literals and words typed by the other one.
    fn both(&mut self, left: &'a Expr, right: &'a Expr) -> Option<(Typed, Typed)> {
        let (a, b) = (self.side(left), self.side(right));
        match (a?, b?) {
            (Side::Typed(a), b) => {
                let b = self.settle(b, Some(&a))?;
                Some((a, b))
            }
            (a, Side::Typed(b)) => {
                let a = self.settle(a, Some(&b))?;
                Some((a, b))
            }
            (a, b) => {
                let (a, b) = (self.settle(a, None), self.settle(b, None));
                Some((a?, b?))
            }
        }
    }

    fn side(&mut self, expr: &'a Expr) -> Option<Side<'a>> {
        match &expr.kind {
            ExprKind::Literal(literal @ (Literal::String(_) | Literal::Number(_))) => {
                Some(Side::Literal(expr, literal))
            }
            ExprKind::Path(path) => match (self.path(path, expr.span), bare_word(path)) {
                (Found::Typed(typed), _) => Some(Side::Typed(*typed)),
                (Found::Unknown(fault), Some(word)) => Some(Side::Word(expr, word, fault)),
                (Found::Unknown(fault), None) => {
                    self.report(*fault);
                    None
                }
                (Found::Poisoned, _) => None,
            },
            _ => self.value(expr, None).map(Side::Typed),
        }
    }

    fn settle(&mut self, side: Side<'a>, other: Option<&Typed>) -> Option<Typed> {
        match side {
            Side::Typed(typed) => Some(typed),
            Side::Literal(expr, literal) => self.literal(expr, literal, other.map(|o| &o.ty)),
            Side::Word(expr, word, fault) => match other.map(|other| &other.ty) {
                Some(ty @ Type::Enum(variants)) => self.variant(word, expr.span, variants, ty),
                _ => {
                    self.report(*fault);
                    None
                }
            },
        }
    }

    /// HS0714: `x == true` where `x` alone says it.
    fn redundant_boolean(
        &mut self,
        expr: &Expr,
        op: BinaryOp,
        left: (&Expr, &Typed),
        right: (&Expr, &Typed),
    ) {
        let idle = match op {
            BinaryOp::Equal => true,
            BinaryOp::NotEqual => false,
            _ => return,
        };
        for (literal, operand) in [(right, left), (left, right)] {
            let is_idle = literal.1.kind == TypedKind::Literal(Literal::Boolean(idle));
            if is_idle && !operand.1.optional {
                self.report(faults::redundant_boolean(expr, operand.0, literal.0, op));
                return;
            }
        }
    }
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Null))
}

fn is_comparable(ty: &Type, op: BinaryOp) -> bool {
    match ty {
        Type::Integer | Type::Decimal | Type::Date | Type::Timestamp => true,
        Type::Uuid | Type::String | Type::Boolean | Type::Enum(_) => {
            matches!(op, BinaryOp::Equal | BinaryOp::NotEqual)
        }
        Type::Json | Type::Array(_) | Type::Record(_) => false,
    }
}

/// Whether a division, which rounds, is in it.
fn divides(typed: &Typed) -> bool {
    matches!(typed.kind, TypedKind::Binary(BinaryOp::Divide, ..))
        || typed.parts().into_iter().any(divides)
}
