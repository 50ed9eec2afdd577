//! Expressions: `when`, `with` and `bind`, first as parsed, then as typed for one flow.
//!
//! # What an expression means
//!
//! The simulator interprets this, generated code computes it, and both follow these words. A value is
//! present or absent; defaults have been filled in before. Nothing else can go wrong.
//!
//! - A path is absent where its value is absent or null, or where a record on the way is.
//! - `+ - *` on integers stay integers, `/` always gives a decimal. With an absent operand the result
//!   is absent; so are a result that does not fit and a division by zero. Where it would be an input, the call
//!   is not made ([`Typed::arithmetic`]).
//! - `== != < <= > >= in` are false where an operand is absent, `!=` too. Numbers compare by value
//!   (`1.0 == 1`), strings and the variants of enums by their text.
//! - `x == null` is `!exists(x)`, `x != null` is `exists(x)`; `exists(x)` is whether `x` is present.
//! - `! && ||` and `if a then b` (`!a || b`) take an absent boolean as false and are always present: so
//!   `!x` holds where `x` is absent, and `x not in list`, which is `!(x in list)`, too. HS0711 warns of it.
//! - `sum` of no items is zero, `all` of none true, `any` of none false; of an absent list `sum` and
//!   `len` are absent, `all` and `any` false. `len` of a string counts characters. `has(list, x)` is `x in list`.
//! - `lines.amount` with a list of records is the list of their fields; an absent field is left out.
//! - As a condition, an absent boolean is false.
//!
//! A clause of a procedure is a condition too: its bare names are the procedure's inputs and, in an
//! invariant, its outputs, which go before inputs of the same name.

mod number;
mod together;

use std::fmt;

use rust_decimal::Decimal;

use super::types::Type;
use crate::source::{Span, Spanned};

pub use number::{decimals, integers};
pub use together::{all_together, can_fail, together};

/// An expression as parsed: names are not resolved, nothing is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its text.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(Literal),
    /// `$.payload.line_type`, or a bare name.
    Path(Path),
    /// `!a`, `not a`, `-a`.
    Unary(UnaryOp, Box<Expr>),
    /// `a == b` and so on.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `f(a, b)`.
    Call(Spanned<String>, Vec<Expr>),
    /// `[a, b]`.
    List(Vec<Expr>),
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// `12`, `0.5`: exact.
    Number(Decimal),
    /// `'RETAIL'`, `"RETAIL"`; in the default of a uuid, date, timestamp or enum also these.
    String(String),
    /// A list or mapping as a default: its JSON text.
    Json(String),
}

/// A path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// `$.payload` and so on; `None` for a bare name.
    pub root: Option<Spanned<Root>>,
    /// What follows; never empty for a bare name.
    pub segments: Vec<Spanned<String>>,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut segments = self.segments.iter();
        match &self.root {
            Some(root) => write!(f, "$.{}", root.value.as_str())?,
            None => f.write_str(segments.next().map_or("", |first| first.value.as_str()))?,
        }
        segments.try_for_each(|segment| write!(f, ".{segment}"))
    }
}

/// Where a path starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$.payload`.
    Payload,
    /// `$.context`.
    Context,
    /// `$.path`.
    Path,
    /// `$.headers`.
    Headers,
    /// `$.nodes`.
    Nodes,
}

impl Root {
    /// The word in a path.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Root::Payload => "payload",
            Root::Context => "context",
            Root::Path => "path",
            Root::Headers => "headers",
            Root::Nodes => "nodes",
        }
    }
}

/// An operator with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `!`, `not`.
    Not,
    /// `-`.
    Negate,
}

/// An operator with two operands. `if a then b` is `Implies`; `not in` is `Not` of `In`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Implies,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl BinaryOp {
    /// The sign in a text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessOrEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterOrEqual => ">=",
            BinaryOp::And => "&&",
            BinaryOp::Or => "||",
            BinaryOp::Implies => "if … then",
            BinaryOp::In => "in",
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
        }
    }
}

/// An expression typed for one flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// What it is.
    pub kind: TypedKind,
    /// Its type; [`Type::Json`] for `null`.
    pub ty: Type,
    /// Whether it may be absent. A boolean built by a comparison or by `exists` never is.
    pub optional: bool,
    /// Its text.
    pub span: Span,
}

impl Typed {
    /// An expression that is always there.
    #[must_use]
    pub fn new(kind: TypedKind, ty: Type, span: Span) -> Typed {
        Typed { kind, ty, optional: false, span }
    }

    /// The same, possibly absent.
    #[must_use]
    pub fn optional(self, optional: bool) -> Typed {
        Typed { optional, ..self }
    }

    /// The parts, from left to right.
    #[must_use]
    pub fn parts(&self) -> Vec<&Typed> {
        match &self.kind {
            TypedKind::Literal(_) | TypedKind::Ref(..) => Vec::new(),
            TypedKind::Unary(_, part) | TypedKind::Project(part, _) | TypedKind::Convert(part) => {
                vec![part]
            }
            TypedKind::Binary(_, left, right) => vec![left, right],
            TypedKind::Call(_, parts) | TypedKind::List(parts) => parts.iter().collect(),
        }
    }

    /// The arithmetic by which its value is computed, from the outside in. Each result may be more than its type
    /// holds, and absent although its operands are there.
    #[must_use]
    pub fn arithmetic(&self) -> Vec<&Typed> {
        let mut found = Vec::new();
        self.collect_arithmetic(&mut found);
        found
    }

    fn collect_arithmetic<'a>(&'a self, found: &mut Vec<&'a Typed>) {
        let is_value = match &self.kind {
            TypedKind::Unary(UnaryOp::Negate, part) => {
                if !matches!(part.kind, TypedKind::Literal(_)) {
                    found.push(self);
                }
                true
            }
            TypedKind::Binary(BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply, ..) => {
                found.push(self);
                true
            }
            TypedKind::Binary(BinaryOp::Divide, _, by) => {
                // Where it may be by zero, its absence is what was written.
                if matches!(by.kind, TypedKind::Literal(_)) {
                    found.push(self);
                }
                true
            }
            TypedKind::Call(Function::Sum, _) => {
                found.push(self);
                true
            }
            TypedKind::Convert(_) | TypedKind::List(_) | TypedKind::Project(..) => true,
            _ => false,
        };
        if is_value {
            self.parts().into_iter().for_each(|part| part.collect_arithmetic(found));
        }
    }

    /// Whether it is there if and only if all its arithmetic fits: what it reads always is, and no list leaves out
    /// what is absent.
    #[must_use]
    pub fn is_there_where_it_fits(&self) -> bool {
        let sums_a_list = |part: &&Typed| match (&part.kind, part.parts().as_slice()) {
            (TypedKind::Call(..), [list]) => !matches!(list.kind, TypedKind::Ref(..)),
            _ => false,
        };
        let value = match &self.kind {
            TypedKind::Convert(value) => value,
            _ => self,
        };
        !self.optional
            && !matches!(value.kind, TypedKind::List(_) | TypedKind::Project(..))
            && !self.arithmetic().iter().any(sums_a_list)
    }

    /// Whether a request brings all that it reads.
    #[must_use]
    pub fn is_of_request(&self) -> bool {
        self.refs().into_iter().all(Ref::is_of_request)
    }

    /// All values of the run that it reads, from left to right, with repetitions.
    #[must_use]
    pub fn refs(&self) -> Vec<&Ref> {
        let mut found = Vec::new();
        self.collect_refs(&mut found);
        found
    }

    fn collect_refs<'a>(&'a self, found: &mut Vec<&'a Ref>) {
        if let TypedKind::Ref(value, _) = &self.kind {
            found.push(value);
        }
        self.parts().into_iter().for_each(|part| part.collect_refs(found));
    }
}

/// What a typed expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedKind {
    /// A constant; a string literal compared with an enum has the enum's type.
    Literal(Literal),
    /// A value of the run, and the record fields that lead into it.
    Ref(Ref, Vec<String>),
    /// An operator with one operand.
    Unary(UnaryOp, Box<Typed>),
    /// An operator with two operands, of one type except for `In`, whose right side is a list.
    Binary(BinaryOp, Box<Typed>, Box<Typed>),
    /// A function.
    Call(Function, Vec<Typed>),
    /// A list of one type.
    List(Vec<Typed>),
    /// A field of each item of a list of records.
    Project(Box<Typed>, Vec<String>),
    /// The same value with a wider type: integer to decimal, enum to string or to an enum with more
    /// variants, anything to plain JSON.
    Convert(Box<Typed>),
}

/// A value of the run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ref {
    /// A field of the payload, the path or the headers: one namespace.
    Payload(String),
    /// `organization_id actor_id correlation_id idempotency_key started_at`.
    Context(String),
    /// A field of a node's output: position in the flow's nodes, and the field.
    Output(usize, String),
    /// In a clause: an input of the procedure itself, its default filled in.
    Input(String),
    /// In an invariant: a field that the procedure itself returns.
    Returned(String),
}

impl Ref {
    /// Whether a request brings it.
    #[must_use]
    pub fn is_of_request(&self) -> bool {
        matches!(self, Ref::Payload(_) | Ref::Context(_))
    }
}

/// The functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `sum(list.field)` or `sum(list)`.
    Sum,
    /// `len(list or string)`.
    Len,
    /// `exists(path)`.
    Exists,
    /// `has(list, value)`.
    Has,
    /// `all(list of booleans)`.
    All,
    /// `any(list of booleans)`.
    Any,
}
