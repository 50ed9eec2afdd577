//! Expressions: `when`, `with` and `bind`, first as parsed, then as typed for one flow.

use rust_decimal::Decimal;

use super::types::Type;
use crate::source::{Span, Spanned};

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
