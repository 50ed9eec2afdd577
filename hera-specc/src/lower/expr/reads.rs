//! Which values an expression reads, and what their types would have to be.

use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Expr, ExprKind, Literal, Path, UnaryOp};
use crate::source::Spanned;

/// The paths that an expression reads, each once, in the order of the text, with the type that its
/// use asks for: that of the literal beside it, boolean where it stands alone, `None` where nothing tells.
#[must_use]
pub fn infer_reads(expr: &Expr) -> Vec<(&Path, Option<Type>)> {
    let mut reads = Reads(Vec::new());
    reads.visit(expr, Some(&Type::Boolean));
    reads.0
}

struct Reads<'e>(Vec<(&'e Path, Option<Type>)>);

impl<'e> Reads<'e> {
    fn visit(&mut self, expr: &'e Expr, wanted: Option<&Type>) {
        match &expr.kind {
            ExprKind::Literal(_) => {}
            ExprKind::Path(path) => self.note(path, wanted),
            ExprKind::Unary(UnaryOp::Not, operand) => self.visit(operand, Some(&Type::Boolean)),
            ExprKind::Unary(UnaryOp::Negate, operand) => self.visit(operand, Some(&Type::Decimal)),
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right),
            ExprKind::Call(name, arguments) => self.call(&name.value, arguments),
            ExprKind::List(items) => {
                let item = match wanted {
                    Some(Type::Array(item)) => Some(&**item),
                    _ => None,
                };
                items.iter().for_each(|part| self.visit(part, item));
            }
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &'e Expr, right: &'e Expr) {
        match op {
            BinaryOp::And | BinaryOp::Or | BinaryOp::Implies => {
                self.visit(left, Some(&Type::Boolean));
                self.visit(right, Some(&Type::Boolean));
            }
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => {
                self.visit(left, Some(&Type::Decimal));
                self.visit(right, Some(&Type::Decimal));
            }
            BinaryOp::In => {
                let item = match &right.kind {
                    ExprKind::List(items) => items.iter().find_map(type_of),
                    _ => None,
                };
                self.visit(left, item.as_ref());
                let list = type_of(left).or(item).map(|item| Type::Array(Box::new(item)));
                self.visit(right, list.as_ref());
            }
            _ => {
                self.visit(left, type_of(right).as_ref());
                self.visit(right, type_of(left).as_ref());
            }
        }
    }

    fn call(&mut self, name: &str, arguments: &'e [Expr]) {
        let list = |item: Type| Some(Type::Array(Box::new(item)));
        let wanted = match (name, arguments) {
            ("sum", _) => list(Type::Decimal),
            ("all" | "any", _) => list(Type::Boolean),
            ("has", [_, value]) => type_of(value).and_then(list),
            _ => None,
        };
        for (at, argument) in arguments.iter().enumerate() {
            self.visit(argument, if at == 0 { wanted.as_ref() } else { None });
        }
    }

    fn note(&mut self, path: &'e Path, wanted: Option<&Type>) {
        match self.0.iter_mut().find(|(known, _)| is_same(known, path)) {
            Some((_, ty @ None)) => *ty = wanted.cloned(),
            Some(_) => {}
            None => self.0.push((path, wanted.cloned())),
        }
    }
}

/// Whether two paths are one, wherever they stand.
fn is_same(a: &Path, b: &Path) -> bool {
    let root = |path: &Path| path.root.as_ref().map(|root| root.value);
    let same = |(a, b): (&Spanned<String>, &Spanned<String>)| a.value == b.value;
    root(a) == root(b)
        && a.segments.len() == b.segments.len()
        && a.segments.iter().zip(&b.segments).all(same)
}

/// The type of an expression that tells it without knowing any name.
fn type_of(expr: &Expr) -> Option<Type> {
    match &expr.kind {
        ExprKind::Literal(Literal::Boolean(_)) => Some(Type::Boolean),
        ExprKind::Literal(Literal::Number(_)) => Some(Type::Decimal),
        ExprKind::Literal(Literal::String(_)) => Some(Type::String),
        ExprKind::Call(name, _) if matches!(name.value.as_str(), "len" | "sum") => {
            Some(Type::Decimal)
        }
        ExprKind::Unary(UnaryOp::Negate, _) => Some(Type::Decimal),
        ExprKind::Binary(
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide,
            ..,
        ) => Some(Type::Decimal),
        _ => None,
    }
}
