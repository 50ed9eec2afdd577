//! Typed expressions as Rust tokens.
//!
//! The tokens follow the meaning that [`crate::ir::expr`] states, by calls of `hera_runtime::expr`.
//! Inside, every value is an `Option<&T>`, so that nothing is copied for a comparison; texts and the
//! words of enums are `Option<&str>` or `Option<&String>`, which compare with each other.

mod constant;
mod shape;

use proc_macro2::TokenStream;
use quote::quote;

use constant::constant;
use shape::{bare_boolean, is_generated, is_null};

use super::names;
use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Function, Literal, Ref, Typed, TypedKind, UnaryOp};

/// Gives a value of the run as an expression of the type `Option<&T>`.
pub type Refs<'a> = &'a dyn Fn(&Ref, &[String]) -> TokenStream;

/// Gives the Rust type for a type.
pub type Enums<'a> = &'a dyn Fn(&Type) -> TokenStream;

/// A condition as an expression of the type `bool`.
#[must_use]
pub fn condition(typed: &Typed, refs: Refs<'_>) -> TokenStream {
    Emitter { refs, enums: &|ty| super::types::rust(ty, &|_| None) }.condition(typed, true).tokens
}

/// A value as an expression of the type `Option<T>`, where `T` is the Rust type of its type.
#[must_use]
pub fn value(typed: &Typed, refs: Refs<'_>, enums: Enums<'_>) -> TokenStream {
    Emitter { refs, enums }.owned(typed)
}

struct Emitter<'a> {
    refs: Refs<'a>,
    enums: Enums<'a>,
}

/// A condition and its outermost operator.
struct Condition {
    tokens: TokenStream,
    op: Option<BinaryOp>,
}

impl Condition {
    /// In parentheses unless it stands alone or continues a chain of `op`.
    fn under(self, op: BinaryOp) -> TokenStream {
        let tokens = self.tokens;
        if self.op.is_none_or(|own| own == op) { tokens } else { quote!((#tokens)) }
    }
}

impl Emitter<'_> {
    /// The condition, or its opposite: negations are moved to the leaves, where they read best.
    fn condition(&self, typed: &Typed, wanted: bool) -> Condition {
        let chain = |left: Condition, op: BinaryOp, right: Condition| {
            let (left, right) = (left.under(op), right.under(op));
            let tokens = match op {
                BinaryOp::And => quote!(#left && #right),
                _ => quote!(#left || #right),
            };
            Condition { tokens, op: Some(op) }
        };
        let either = |and: bool| if and { BinaryOp::And } else { BinaryOp::Or };
        match &typed.kind {
            TypedKind::Unary(UnaryOp::Not, operand) => self.condition(operand, !wanted),
            TypedKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), left, right) => {
                let op = either((*op == BinaryOp::And) == wanted);
                chain(self.condition(left, wanted), op, self.condition(right, wanted))
            }
            TypedKind::Binary(BinaryOp::Implies, left, right) => {
                let op = either(!wanted);
                chain(self.condition(left, !wanted), op, self.condition(right, wanted))
            }
            TypedKind::Literal(Literal::Boolean(value)) => {
                let value = *value == wanted;
                Condition { tokens: quote!(::hera_runtime::expr::constant(#value)), op: None }
            }
            _ => {
                let call = self.leaf(typed);
                Condition { tokens: if wanted { call } else { quote!(!#call) }, op: None }
            }
        }
    }

    /// A condition without `! && ||`: always a call.
    fn leaf(&self, typed: &Typed) -> TokenStream {
        match &typed.kind {
            TypedKind::Binary(BinaryOp::In, value, list) => self.contained(value, list),
            TypedKind::Binary(op, left, right) => {
                if let Some(operand) = bare_boolean(*op, left, right) {
                    let value = self.borrowed(operand);
                    return quote!(::hera_runtime::expr::is_true(#value));
                }
                let (left, right) = (self.borrowed(left), self.borrowed(right));
                let function = match op {
                    BinaryOp::NotEqual => quote!(unequal),
                    BinaryOp::Less => quote!(less),
                    BinaryOp::LessOrEqual => quote!(less_or_equal),
                    BinaryOp::Greater => quote!(greater),
                    BinaryOp::GreaterOrEqual => quote!(greater_or_equal),
                    _ => quote!(equal),
                };
                quote!(::hera_runtime::expr::#function(#left, #right))
            }
            TypedKind::Call(Function::Has, parts) => match parts.as_slice() {
                [list, value] => self.contained(value, list),
                _ => quote!(::hera_runtime::expr::constant(false)),
            },
            TypedKind::Call(
                function @ (Function::Exists | Function::All | Function::Any),
                parts,
            ) => {
                let Some(part) = parts.first() else {
                    return quote!(::hera_runtime::expr::constant(false));
                };
                match function {
                    Function::Exists => self.exists(part),
                    Function::All => {
                        let items = self.items(part);
                        quote!(::hera_runtime::expr::all(#items))
                    }
                    _ => {
                        let items = self.items(part);
                        quote!(::hera_runtime::expr::any(#items))
                    }
                }
            }
            TypedKind::Literal(_) => quote!(::hera_runtime::expr::constant(false)),
            _ => {
                let value = self.borrowed(typed);
                quote!(::hera_runtime::expr::is_true(#value))
            }
        }
    }

    fn exists(&self, typed: &Typed) -> TokenStream {
        if is_null(typed) {
            return quote!(::hera_runtime::expr::constant(false));
        }
        let value = match typed.ty {
            Type::Array(_) => self.items(typed),
            _ => self.borrowed(typed),
        };
        quote!(::hera_runtime::expr::exists(#value))
    }

    fn contained(&self, value: &Typed, list: &Typed) -> TokenStream {
        let value = self.borrowed(value);
        match &list.kind {
            TypedKind::List(items) if items.is_empty() => {
                quote!(::hera_runtime::expr::constant(false))
            }
            TypedKind::List(items) => {
                let items = items.iter().map(|item| self.item(item));
                quote!(::hera_runtime::expr::one_of(#value, [#(#items),*]))
            }
            _ => {
                let items = self.items(list);
                quote!(::hera_runtime::expr::within(#value, #items))
            }
        }
    }

    /// An item of a list that is written out: texts are `Option<&str>`, all of one type.
    fn item(&self, typed: &Typed) -> TokenStream {
        let value = self.borrowed(typed);
        match (&typed.ty, &typed.kind) {
            (Type::String, TypedKind::Ref(..)) => quote!(::hera_runtime::expr::text(#value)),
            _ => value,
        }
    }

    /// A list as an `Option` of what iterates over references; the words of enums as texts.
    fn items(&self, typed: &Typed) -> TokenStream {
        let words = matches!(&typed.ty, Type::Array(item) if matches!(**item, Type::Enum(_)));
        self.iterated(typed, words)
    }

    fn iterated(&self, typed: &Typed, words: bool) -> TokenStream {
        match &typed.kind {
            TypedKind::Project(list, fields) => {
                let list = self.items(list);
                let field = fields.iter().enumerate().fold(quote!(item), |item, (at, name)| {
                    let name = names::field(name);
                    if at == 0 {
                        quote!(#item.#name.as_ref())
                    } else {
                        quote!(#item.and_then(|item| item.#name.as_ref()))
                    }
                });
                let words = words.then(|| quote!(.map(|word| word.as_str())));
                quote!(#list.map(|items| items.iter().filter_map(|item| #field)#words))
            }
            // An `Option` iterates over references too.
            TypedKind::List(items) if items.is_empty() => {
                let item = self.item_type(&typed.ty);
                quote!(Some(None::<&#item>))
            }
            TypedKind::List(items) => {
                let items = items.iter().map(|item| self.item(item));
                quote!(Some([#(#items),*].into_iter().flatten()))
            }
            _ => {
                let list = self.borrowed(typed);
                if words {
                    quote!(#list.map(|words| words.iter().map(|word| word.as_str())))
                } else {
                    list
                }
            }
        }
    }

    /// A value by reference; an enum as its word.
    fn borrowed(&self, typed: &Typed) -> TokenStream {
        match &typed.kind {
            TypedKind::Ref(value, fields) => {
                let tokens = (self.refs)(value, fields);
                match typed.ty {
                    Type::Enum(_) => quote!(#tokens.map(|word| word.as_str())),
                    _ => tokens,
                }
            }
            TypedKind::Literal(Literal::Null) => quote!(None),
            TypedKind::Literal(Literal::String(text))
                if matches!(typed.ty, Type::String | Type::Enum(_)) =>
            {
                quote!(Some(#text))
            }
            TypedKind::Literal(literal) => {
                let literal = constant(literal, &typed.ty);
                quote!(Some(&#literal))
            }
            TypedKind::Convert(inner)
                if matches!(inner.ty, Type::Enum(_))
                    && matches!(typed.ty, Type::Enum(_) | Type::String) =>
            {
                self.borrowed(inner)
            }
            _ => {
                let value = self.owned(typed);
                quote!(#value.as_ref())
            }
        }
    }

    /// A value as an `Option<T>`.
    fn owned(&self, typed: &Typed) -> TokenStream {
        match &typed.kind {
            TypedKind::Literal(literal) => self.owned_literal(literal, &typed.ty),
            TypedKind::Ref(value, fields) => {
                let tokens = (self.refs)(value, fields);
                quote!(::hera_runtime::expr::owned(#tokens))
            }
            TypedKind::Unary(UnaryOp::Negate, operand) => {
                let operand = self.borrowed(operand);
                quote!(::hera_runtime::expr::negate(#operand))
            }
            TypedKind::Binary(
                op @ (BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide),
                left,
                right,
            ) => {
                let (left, right) = (self.borrowed(left), self.borrowed(right));
                let function = match op {
                    BinaryOp::Add => quote!(add),
                    BinaryOp::Subtract => quote!(subtract),
                    BinaryOp::Multiply => quote!(multiply),
                    _ => quote!(divide),
                };
                quote!(::hera_runtime::expr::#function(#left, #right))
            }
            TypedKind::Call(Function::Sum, parts) => {
                let items = parts.iter().map(|part| self.items(part));
                quote!(::hera_runtime::expr::sum(#(#items),*))
            }
            TypedKind::Call(Function::Len, parts) => {
                let of_text = parts.iter().any(|part| part.ty == Type::String);
                let part = parts
                    .iter()
                    .map(|part| if of_text { self.borrowed(part) } else { self.items(part) });
                let function = if of_text { quote!(characters) } else { quote!(len) };
                quote!(::hera_runtime::expr::#function(#(#part),*))
            }
            TypedKind::List(items) => self.owned_list(items, &typed.ty),
            TypedKind::Project(..) => {
                let items = self.iterated(typed, false);
                quote!(::hera_runtime::expr::list(#items))
            }
            TypedKind::Convert(inner) => self.converted(inner, &typed.ty),
            _ => {
                let condition = self.condition(typed, true).tokens;
                quote!(Some(#condition))
            }
        }
    }

    fn item_type(&self, list: &Type) -> TokenStream {
        match list {
            Type::Array(item) => (self.enums)(item),
            other => (self.enums)(other),
        }
    }

    fn owned_list(&self, items: &[Typed], ty: &Type) -> TokenStream {
        let item = self.item_type(ty);
        if items.is_empty() {
            return quote!(Some(Vec::<#item>::new()));
        }
        let constants: Option<Vec<_>> = items
            .iter()
            .map(|item| match &item.kind {
                TypedKind::Literal(literal) if *literal != Literal::Null => {
                    Some(self.constant(literal, &item.ty))
                }
                _ => None,
            })
            .collect();
        match constants {
            Some(items) => quote!(Some(vec![#(#items),*])),
            None => {
                let items = items.iter().map(|part| {
                    let value = self.owned(part);
                    match part.kind {
                        // Each module has its own enums and records; a list is of one type.
                        TypedKind::Ref(..) | TypedKind::Project(..) if is_generated(&part.ty) => {
                            quote!(::hera_runtime::expr::recoded::<_, #item>(#value))
                        }
                        _ => value,
                    }
                });
                quote!(Some([#(#items),*].into_iter().flatten().collect::<Vec<#item>>()))
            }
        }
    }

    fn converted(&self, inner: &Typed, to: &Type) -> TokenStream {
        match (&inner.ty, to) {
            (Type::Integer, Type::Decimal) => {
                let value = self.borrowed(inner);
                quote!(::hera_runtime::expr::decimal(#value))
            }
            (Type::Enum(_), Type::String) => {
                let value = self.borrowed(inner);
                quote!(::hera_runtime::expr::string(#value))
            }
            (Type::Enum(_), Type::Enum(_)) => {
                let (value, target) = (self.owned(inner), (self.enums)(to));
                quote!(::hera_runtime::expr::recoded::<_, #target>(#value))
            }
            _ => {
                let value = self.owned(inner);
                quote!(::hera_runtime::expr::encoded(#value))
            }
        }
    }

    fn owned_literal(&self, literal: &Literal, ty: &Type) -> TokenStream {
        match literal {
            Literal::Null => {
                let ty = (self.enums)(ty);
                quote!(None::<#ty>)
            }
            Literal::Json(text) => quote!(::hera_runtime::expr::json(#text)),
            _ => {
                let value = self.constant(literal, ty);
                quote!(Some(#value))
            }
        }
    }

    /// A literal as an owned value of its type.
    fn constant(&self, literal: &Literal, ty: &Type) -> TokenStream {
        match (literal, ty) {
            (Literal::String(word), Type::Enum(_)) => {
                let (path, variant) = ((self.enums)(ty), names::ident(&names::variant(word)));
                quote!(#path::#variant)
            }
            (Literal::String(text), Type::String) => quote!(#text.to_owned()),
            _ => constant(literal, ty),
        }
    }
}
