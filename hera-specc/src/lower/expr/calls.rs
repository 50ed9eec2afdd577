//! Arithmetic, functions and lists.

use super::types::Checker;
use super::{fit, fold, type_faults as faults};
use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Expr, ExprKind, Function, Literal, Typed, TypedKind, UnaryOp};

impl<'a> Checker<'a> {
    pub(super) fn negate(&mut self, expr: &'a Expr, operand: &'a Expr) -> Option<Typed> {
        let typed = self.value(operand, None);
        let typed = self.number(operand, typed, "-")?;
        let (ty, optional) = (typed.ty.clone(), typed.optional);
        let kind = TypedKind::Unary(UnaryOp::Negate, Box::new(typed));
        Some(self.computed(Typed::new(kind, ty, expr.span).optional(optional)))
    }

    pub(super) fn arithmetic(
        &mut self,
        expr: &'a Expr,
        op: BinaryOp,
        left: &'a Expr,
        right: &'a Expr,
    ) -> Option<Typed> {
        let typed = (self.value(left, None), self.value(right, None));
        let (mut left, mut right) =
            (self.number(left, typed.0, op.as_str())?, self.number(right, typed.1, op.as_str())?);
        let ty = match (op, &left.ty, &right.ty) {
            (
                BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply,
                Type::Integer,
                Type::Integer,
            ) => Type::Integer,
            _ => Type::Decimal,
        };
        left = fit::fit(left, &ty).unwrap_or_else(|left| left);
        right = fit::fit(right, &ty).unwrap_or_else(|right| right);
        let by_zero = op == BinaryOp::Divide && !is_nonzero(&right);
        let optional = left.optional || right.optional || by_zero;
        let kind = TypedKind::Binary(op, Box::new(left), Box::new(right));
        Some(self.computed(Typed::new(kind, ty, expr.span).optional(optional)))
    }

    /// The same; what is computed of literals alone has to have a value.
    fn computed(&mut self, typed: Typed) -> Typed {
        let zero = match &typed.kind {
            TypedKind::Binary(BinaryOp::Divide, _, right) => {
                fold::fold(right).is_some_and(|by| by.is_zero()).then_some(right.span)
            }
            _ => None,
        };
        match zero {
            Some(zero) => self.report(faults::by_zero(typed.span, zero)),
            None if fold::has_no_value(&typed) => {
                self.report(faults::never_fits(typed.span, &typed.ty));
            }
            None => {}
        }
        typed
    }

    fn number(&mut self, expr: &Expr, typed: Option<Typed>, sign: &str) -> Option<Typed> {
        let typed = typed?;
        if matches!(typed.ty, Type::Integer | Type::Decimal) {
            return Some(typed);
        }
        self.report(faults::undefined(expr, sign, &typed.ty));
        None
    }

    /// A call; the parser has counted the arguments.
    pub(super) fn call(
        &mut self,
        expr: &'a Expr,
        name: &str,
        arguments: &'a [Expr],
    ) -> Option<Typed> {
        match (name, arguments) {
            ("exists", [operand]) => self.exists(expr, operand),
            ("has", [list, value]) => self.contained(expr, value, list),
            ("len", [operand]) => self.len(expr, operand),
            ("sum", [operand]) => self.sum(expr, operand),
            ("all" | "any", [Expr { kind: ExprKind::List(items), .. }]) => {
                self.listed_conditions(expr, name, items)
            }
            ("all", [operand]) => self.quantifier(expr, Function::All, name, operand),
            ("any", [operand]) => self.quantifier(expr, Function::Any, name, operand),
            _ => None,
        }
    }

    fn len(&mut self, expr: &'a Expr, operand: &'a Expr) -> Option<Typed> {
        let typed = self.value(operand, None)?;
        if !matches!(typed.ty, Type::Array(_) | Type::String) {
            self.report(faults::undefined(operand, "len", &typed.ty));
            return None;
        }
        let optional = typed.optional;
        let kind = TypedKind::Call(Function::Len, vec![typed]);
        Some(Typed::new(kind, Type::Integer, expr.span).optional(optional))
    }

    fn sum(&mut self, expr: &'a Expr, operand: &'a Expr) -> Option<Typed> {
        let typed = self.value(operand, None)?;
        let ty = match &typed.ty {
            Type::Array(item) if matches!(**item, Type::Integer | Type::Decimal) => {
                (**item).clone()
            }
            other => {
                self.report(faults::undefined(operand, "sum", other));
                return None;
            }
        };
        let optional = typed.optional;
        let kind = TypedKind::Call(Function::Sum, vec![typed]);
        Some(self.computed(Typed::new(kind, ty, expr.span).optional(optional)))
    }

    fn quantifier(
        &mut self,
        expr: &'a Expr,
        function: Function,
        name: &str,
        operand: &'a Expr,
    ) -> Option<Typed> {
        let booleans = Type::Array(Box::new(Type::Boolean));
        let typed = self.value(operand, Some(&booleans))?;
        if typed.ty != booleans {
            self.report(faults::undefined(operand, name, &typed.ty));
            return None;
        }
        self.decided_by_absence(operand, &typed, None);
        let kind = TypedKind::Call(function, vec![typed]);
        Some(Typed::new(kind, Type::Boolean, expr.span))
    }

    /// `all([a, b])` is `a && b`, `any([a, b])` is `a || b`: an absent item is false in both.
    fn listed_conditions(
        &mut self,
        expr: &'a Expr,
        name: &str,
        items: &'a [Expr],
    ) -> Option<Typed> {
        let role = format!("item of `{name}`");
        let typed: Vec<_> = items.iter().map(|item| self.condition(item, &role)).collect();
        let typed = typed.into_iter().collect::<Option<Vec<_>>>()?;
        let op = if name == "all" { BinaryOp::And } else { BinaryOp::Or };
        let joined = typed.into_iter().reduce(|left, right| {
            let span = left.span.to(right.span);
            let kind = TypedKind::Binary(op, Box::new(left), Box::new(right));
            Typed::new(kind, Type::Boolean, span)
        });
        let none = Literal::Boolean(name == "all");
        let empty = || Typed::new(TypedKind::Literal(none), Type::Boolean, expr.span);
        Some(joined.unwrap_or_else(empty))
    }

    /// A list: all items have one type, that of the first unless another is expected.
    pub(super) fn list(
        &mut self,
        expr: &'a Expr,
        items: &'a [Expr],
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let wanted = match expected {
            Some(Type::Array(item)) => Some(&**item),
            _ => None,
        };
        let typed: Vec<_> = items.iter().map(|item| self.value(item, wanted)).collect();
        let typed = typed.into_iter().collect::<Option<Vec<_>>>()?;
        let decimal = typed.iter().any(|item| item.ty == Type::Decimal);
        let first = match typed.first() {
            Some(first) if first.ty == Type::Integer && decimal => Type::Decimal,
            Some(first) => first.ty.clone(),
            None => wanted.cloned().unwrap_or(Type::Json),
        };
        let ty = wanted.cloned().unwrap_or(first);
        let mut fitted = Vec::with_capacity(typed.len());
        for (item, part) in items.iter().zip(typed) {
            match fit::fit(part, &ty) {
                Ok(part) => fitted.push(part),
                Err(part) => {
                    self.report(faults::mismatch(item, &part.ty, &ty));
                    return None;
                }
            }
        }
        let ty = Type::Array(Box::new(ty));
        Some(Typed::new(TypedKind::List(fitted), ty, expr.span))
    }
}

fn is_nonzero(typed: &Typed) -> bool {
    matches!(&typed.kind, TypedKind::Literal(Literal::Number(number)) if !number.is_zero())
}
