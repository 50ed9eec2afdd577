//! The type checker: an expression and the names of one flow in, a typed expression or findings out.
//!
//! It follows the meaning that [`crate::ir::expr`] states. A part that was reported has no type and
//! stays silent afterwards, so that each fault is told once.

use super::env::{Env, Resolution};
use super::{fit, guards, type_faults as faults};
use crate::diag::{Diagnostic, Diagnostics};
use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Expr, ExprKind, Literal, Path, Typed, TypedKind, UnaryOp};
use crate::source::{Span, Spanned};

/// Types an expression. With an expected type it is converted to it, or refused; without one it has
/// the type of its own.
pub fn check(
    expr: &Expr,
    env: &dyn Env,
    expected: Option<&Type>,
    diags: &mut Diagnostics,
) -> Option<Typed> {
    check_where(expr, None, env, expected, diags)
}

/// The same of an expression that is evaluated where the condition `holds` does: what that makes sure of is
/// there.
pub fn check_where<'e>(
    expr: &'e Expr,
    holds: Option<&'e Expr>,
    env: &dyn Env,
    expected: Option<&Type>,
    diags: &mut Diagnostics,
) -> Option<Typed> {
    let mut checker = Checker::new(expr, env, diags);
    if let Some(holds) = holds {
        guards::of_truth(holds, 0, &mut checker.assured);
    }
    let typed = checker.value(expr, expected)?;
    match expected {
        None => Some(typed),
        Some(expected) => match fit::fit(typed, expected) {
            Ok(typed) => Some(typed),
            Err(typed) => {
                checker.report(faults::mismatch(expr, &typed.ty, expected));
                None
            }
        },
    }
}

/// Types a condition: it has to be boolean. One that never changes is reported as well.
pub fn check_condition(expr: &Expr, env: &dyn Env, diags: &mut Diagnostics) -> Option<Typed> {
    let typed = Checker::new(expr, env, diags).condition(expr, "condition")?;
    super::constant::report(&typed, "condition", diags);
    Some(typed)
}

/// Types a clause of a procedure, which `noun` names, as a condition.
pub fn check_clause(
    expr: &Expr,
    env: &dyn Env,
    noun: &str,
    diags: &mut Diagnostics,
) -> Option<Typed> {
    let typed = Checker::new(expr, env, diags).condition(expr, noun)?;
    super::constant::report(&typed, noun, diags);
    Some(typed)
}

/// Types one expression.
pub(super) struct Checker<'a> {
    /// The whole expression.
    pub(super) root: &'a Expr,
    env: &'a dyn Env,
    diags: &'a mut Diagnostics,
    /// Paths that are known to be present here.
    pub(super) present: Vec<guards::Guard<'a>>,
    /// Paths that are present wherever the whole is evaluated.
    assured: Vec<guards::Guard<'a>>,
    /// How many operands of chains have been numbered.
    operands: usize,
    /// The numbers of the operands around: none is a guard of itself.
    inside: Vec<usize>,
    /// The outermost `!` around, with its operand.
    pub(super) negation: Option<&'a Expr>,
    /// Whether the operand of `exists` is being typed.
    pub(super) testing: bool,
}

impl<'a> Checker<'a> {
    fn new(root: &'a Expr, env: &'a dyn Env, diags: &'a mut Diagnostics) -> Checker<'a> {
        Checker {
            root,
            env,
            diags,
            present: Vec::new(),
            assured: Vec::new(),
            operands: 0,
            inside: Vec::new(),
            negation: None,
            testing: false,
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }

    /// An expression that has to be boolean; `role` names it in the message.
    pub(super) fn condition(&mut self, expr: &'a Expr, role: &str) -> Option<Typed> {
        let typed = self.value(expr, Some(&Type::Boolean))?;
        if typed.ty == Type::Boolean {
            if matches!(typed.kind, TypedKind::Ref(..)) && typed.optional {
                self.decided_by_absence(expr, &typed, None);
            }
            return Some(typed);
        }
        self.report(faults::not_boolean(expr, &typed.ty, role));
        None
    }

    /// An expression; what is expected only helps literals and bare words to find their type.
    pub(super) fn value(&mut self, expr: &'a Expr, expected: Option<&Type>) -> Option<Typed> {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(expr, literal, expected),
            ExprKind::Path(path) => match self.path(path, expr.span) {
                Found::Typed(typed) => Some(*typed),
                Found::Poisoned => None,
                Found::Unknown(fault) => match (expected, bare_word(path)) {
                    (Some(Type::Enum(variants)), Some(word)) => {
                        self.variant(word, expr.span, variants, expected?)
                    }
                    _ => {
                        self.report(*fault);
                        None
                    }
                },
            },
            ExprKind::Unary(UnaryOp::Not, operand) => self.not(expr, operand),
            ExprKind::Unary(UnaryOp::Negate, operand) => self.negate(expr, operand),
            ExprKind::Binary(op, left, right) => match op {
                BinaryOp::And | BinaryOp::Or => self.logic(expr, *op),
                BinaryOp::Implies => self.implies(expr, left, right),
                BinaryOp::In => self.contained(expr, left, right),
                BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => {
                    self.arithmetic(expr, *op, left, right)
                }
                _ => self.compare(expr, *op, left, right),
            },
            ExprKind::Call(name, arguments) => self.call(expr, &name.value, arguments),
            ExprKind::List(items) => self.list(expr, items, expected),
        }
    }

    pub(super) fn literal(
        &mut self,
        expr: &Expr,
        literal: &Literal,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let natural = match literal {
            Literal::Null => {
                let ty = expected.cloned().unwrap_or(Type::Json);
                let typed = Typed::new(TypedKind::Literal(Literal::Null), ty, expr.span);
                return Some(typed.optional(true));
            }
            Literal::Boolean(_) => Type::Boolean,
            Literal::Number(number) if number.scale() == 0 => Type::Integer,
            Literal::Number(_) => Type::Decimal,
            Literal::String(_) => Type::String,
            Literal::Json(_) => Type::Json,
        };
        if let (Literal::String(text), Some(expected)) = (literal, expected) {
            match expected {
                Type::Enum(variants) => {
                    return self.variant(text, expr.span, variants, expected);
                }
                Type::Uuid | Type::Date | Type::Timestamp => {
                    let Some(canonical) = fit::canonical(text, expected) else {
                        self.report(faults::not_a(expr.span, text, expected));
                        return None;
                    };
                    let kind = TypedKind::Literal(Literal::String(canonical));
                    return Some(Typed::new(kind, expected.clone(), expr.span));
                }
                _ => {}
            }
        }
        Some(Typed::new(TypedKind::Literal(literal.clone()), natural, expr.span))
    }

    /// A variant of an enum.
    pub(super) fn variant(
        &mut self,
        name: &str,
        span: Span,
        variants: &[String],
        ty: &Type,
    ) -> Option<Typed> {
        if !variants.iter().any(|variant| variant == name) {
            self.report(faults::no_variant(name, span, variants, self.root));
            return None;
        }
        let kind = TypedKind::Literal(Literal::String(name.to_owned()));
        Some(Typed::new(kind, ty.clone(), span))
    }

    /// A path: its head by the environment, its records here.
    pub(super) fn path(&mut self, path: &Path, span: Span) -> Found {
        let (value, ty, optional, taken, unguarded) = match self.env.resolve(path) {
            Resolution::Value { value, ty, optional, taken, unguarded } => {
                (value, ty, optional, taken, unguarded)
            }
            Resolution::Unknown(fault) => return Found::Unknown(fault),
            Resolution::Poisoned => return Found::Poisoned,
        };
        if let Some(fault) = unguarded
            && !self.testing
            && !self.is_present(path, guards::Strength::Tested)
        {
            self.report(*fault);
        }
        let mut typed = Typed::new(TypedKind::Ref(value, Vec::new()), ty, span).optional(optional);
        for segment in path.segments.iter().skip(taken) {
            match field(typed, segment) {
                Ok(next) => typed = next,
                Err(fault) => {
                    self.report(*fault);
                    return Found::Poisoned;
                }
            }
        }
        let is_assured = self.assured.iter().any(|guard| guard.is_of(path, self.env));
        typed.optional &= !is_assured;
        Found::Typed(Box::new(typed))
    }

    fn not(&mut self, expr: &'a Expr, operand: &'a Expr) -> Option<Typed> {
        let outer = self.negation;
        self.negation = outer.or(Some(expr));
        let typed = self.condition(operand, "operand of `!`");
        self.negation = outer;
        let kind = TypedKind::Unary(UnaryOp::Not, Box::new(typed?));
        Some(Typed::new(kind, Type::Boolean, expr.span))
    }

    /// A chain of `&&` or of `||`: what one operand makes sure of holds for the others.
    fn logic(&mut self, expr: &'a Expr, op: BinaryOp) -> Option<Typed> {
        let mut operands = Vec::new();
        flatten(expr, op, &mut operands);
        let known = self.present.len();
        let first = self.operands;
        self.operands += operands.len();
        for (at, operand) in operands.iter().enumerate() {
            if op == BinaryOp::And {
                guards::of_truth(operand, first + at, &mut self.present);
            } else {
                guards::of_falsehood(operand, first + at, &mut self.present);
            }
        }
        let role = format!("operand of `{}`", op.as_str());
        let mut typed = Vec::with_capacity(operands.len());
        for (at, operand) in operands.into_iter().enumerate() {
            self.inside.push(first + at);
            typed.push(self.condition(operand, &role));
            self.inside.pop();
        }
        self.present.truncate(known);
        let typed = typed.into_iter().collect::<Option<Vec<_>>>()?;
        Some(joined(expr, op, &mut typed.into_iter()))
    }

    fn implies(&mut self, expr: &'a Expr, left: &'a Expr, right: &'a Expr) -> Option<Typed> {
        let condition = self.condition(left, "operand of `if`");
        let known = self.present.len();
        guards::of_truth(left, self.operands, &mut self.present);
        self.operands += 1;
        let consequence = self.condition(right, "operand of `then`");
        self.present.truncate(known);
        let kind =
            TypedKind::Binary(BinaryOp::Implies, Box::new(condition?), Box::new(consequence?));
        Some(Typed::new(kind, Type::Boolean, expr.span))
    }

    pub(super) fn is_present(&self, path: &Path, strength: guards::Strength) -> bool {
        self.present.iter().any(|guard| {
            guard.strength >= strength
                && !self.inside.contains(&guard.operand)
                && guard.is_of(path, self.env)
        })
    }

    /// HS0711: under `!` or `!=` the absence of `operand` would decide. `unequal` is the comparison.
    pub(super) fn decided_by_absence(
        &mut self,
        operand: &Expr,
        typed: &Typed,
        unequal: Option<&Expr>,
    ) {
        let Some(around) = unequal.or(self.negation) else { return };
        if !typed.optional || self.testing {
            return;
        }
        let path = match &operand.kind {
            ExprKind::Path(path) => Some(path),
            _ => None,
        };
        if path.is_some_and(|path| self.is_present(path, guards::Strength::Compared)) {
            return;
        }
        let sign = if unequal.is_some() { "!=" } else { "!" };
        self.report(faults::absent_under_negation(operand, path, sign, around, self.root));
    }
}

/// What a path is.
pub(super) enum Found {
    /// A value.
    Typed(Box<Typed>),
    /// No name that is known here.
    Unknown(Box<Diagnostic>),
    /// Reported.
    Poisoned,
}

/// The one word of a path that is nothing else.
pub(super) fn bare_word(path: &Path) -> Option<&str> {
    match (&path.root, path.segments.as_slice()) {
        (None, [word]) => Some(&word.value),
        _ => None,
    }
}

/// A field of a record, or of each record in a list.
fn field(typed: Typed, segment: &Spanned<String>) -> Result<Typed, Box<Diagnostic>> {
    let (fields, listed) = match &typed.ty {
        Type::Record(fields) => (fields, false),
        Type::Array(item) => match &**item {
            Type::Record(fields) => (fields, true),
            _ => return Err(Box::new(faults::no_fields(segment, &typed.ty))),
        },
        other => return Err(Box::new(faults::no_fields(segment, other))),
    };
    let Some((_, ty)) = fields.iter().find(|(name, _)| *name == segment.value) else {
        return Err(Box::new(faults::no_field(segment, fields)));
    };
    let ty = ty.clone();
    let name = segment.value.clone();
    let (kind, ty) = match typed.kind {
        kind if listed => {
            let list = Typed { kind, ..typed };
            let (optional, span) = (list.optional, list.span);
            let kind = TypedKind::Project(Box::new(list), vec![name]);
            let ty = Type::Array(Box::new(ty));
            return Ok(Typed::new(kind, ty, span).optional(optional));
        }
        TypedKind::Ref(value, mut path) => {
            path.push(name);
            (TypedKind::Ref(value, path), ty)
        }
        kind => (kind, ty),
    };
    // A record may lack any of its fields.
    Ok(Typed { kind, ty, optional: true, ..typed })
}

/// The operands of a chain, from left to right.
fn flatten<'a>(expr: &'a Expr, op: BinaryOp, operands: &mut Vec<&'a Expr>) {
    match &expr.kind {
        ExprKind::Binary(found, left, right) if *found == op => {
            flatten(left, op, operands);
            flatten(right, op, operands);
        }
        _ => operands.push(expr),
    }
}

/// The typed operands of a chain in the shape of its expression.
fn joined(expr: &Expr, op: BinaryOp, operands: &mut dyn Iterator<Item = Typed>) -> Typed {
    match &expr.kind {
        ExprKind::Binary(found, left, right) if *found == op => {
            let left = joined(left, op, operands);
            let right = joined(right, op, operands);
            let kind = TypedKind::Binary(op, Box::new(left), Box::new(right));
            Typed::new(kind, Type::Boolean, expr.span)
        }
        _ => operands.next().expect("there is one typed operand per operand"),
    }
}
