//! Names in a tree and their exact places, for tools that help while a text is typed.
//!
//! Nothing is judged and nothing is reported here: half a condition still names the nodes that it has
//! named so far.

use std::borrow::Cow;

use super::expr::scan;
use super::expr::text::Text;
use super::type_names::{NAMES, Named, named};
use super::{Cx, edges, scalars, triggers};
use crate::ast::{Node, Value};
use crate::diag::Diagnostics;
use crate::ir::expr::Path;
use crate::source::{SourceMap, Spanned};

/// The text of a scalar, trimmed, with the place inside its quotes; nothing where it is null or empty.
#[must_use]
pub fn name(sources: &SourceMap, node: &Node) -> Option<Spanned<String>> {
    let scalar = node.scalar().filter(|_| !node.is_null())?;
    let trimmed = scalar.text.trim();
    let from = scalar.text.len() - scalar.text.trim_start().len();
    let text = Text::of_scalar(sources, scalar, node.span);
    let span = text.span(from, from + trimmed.len());
    (!trimmed.is_empty()).then(|| Spanned::new(trimmed.to_owned(), span))
}

/// The names of an edge, in order: of `A -> B`, of `[A, B]`, of `{from: A, to: B}`.
#[must_use]
pub fn chain(sources: &SourceMap, item: &Node) -> Vec<Spanned<String>> {
    match &item.value {
        Value::Scalar(_) if item.is_null() => Vec::new(),
        Value::Scalar(scalar) => {
            let mut unheard = Diagnostics::new();
            let mut cx = Cx::new(sources, &mut unheard);
            let names = edges::split(&mut cx, &Text::of_scalar(sources, scalar, item.span));
            let names = names.into_iter().filter(|name| !name.value.is_empty());
            names.map(|name| name.map(Cow::into_owned)).collect()
        }
        Value::List(items) => items.iter().filter_map(|item| name(sources, item)).collect(),
        Value::Map(_) => {
            let ends = ["from", "to"].into_iter().filter_map(|key| item.get(key));
            ends.filter_map(|end| name(sources, end)).collect()
        }
    }
}

/// The paths of an expression, or of a list of expressions: `$.payload.x`, and bare names.
#[must_use]
pub fn paths(sources: &SourceMap, node: &Node) -> Vec<Path> {
    match &node.value {
        Value::Scalar(scalar) => scan::paths(&Text::of_scalar(sources, scalar, node.span)),
        Value::List(items) => items.iter().flat_map(|item| paths(sources, item)).collect(),
        Value::Map(entries) => {
            entries.iter().flat_map(|entry| paths(sources, &entry.value)).collect()
        }
    }
}

/// Whether a name can be the id of a node; else why not.
///
/// # Errors
/// With what an id has to be.
pub fn judge_node(name: &str) -> Result<(), String> {
    if scalars::is_screaming(name) && scalars::is_name(name) {
        return Ok(());
    }
    let better = scalars::screaming(name);
    if scalars::is_screaming(&better) && scalars::is_name(&better) {
        return Err(format!("`{name}` is not SCREAMING_SNAKE_CASE: write `{better}`"));
    }
    Err("an id has capitals, digits and `_`, at most 64, and starts with a letter".to_owned())
}

/// Whether a name can be an event; else why not.
///
/// # Errors
/// With what an event has to be.
pub fn judge_event(name: &str) -> Result<(), String> {
    if triggers::is_event(name) {
        return Ok(());
    }
    Err("an event has words in capitals between dots: `POS.CART.LINE_ADD.REQUESTED`".to_owned())
}

/// Whether a name can be a boundary's; else why not.
///
/// # Errors
/// With what a name of a boundary has to be.
pub fn judge_boundary(name: &str) -> Result<(), String> {
    if scalars::is_name(name) {
        return Ok(());
    }
    Err("a name has letters, digits and `_`, at most 64, and starts with a letter".to_owned())
}

/// The paths of half an expression, of which its place in the file is known.
#[must_use]
pub fn paths_in(sources: &SourceMap, text: &Spanned<String>) -> Vec<Path> {
    scan::paths(&Text::of_str(sources, &text.value, text.span))
}

/// The names of scalar types, without aliases that are only tolerated.
pub fn types() -> impl Iterator<Item = &'static str> {
    let plain = |name: &&&str| matches!(named(name), Some(Named::Scalar(_, None)));
    NAMES.iter().filter(plain).copied()
}
