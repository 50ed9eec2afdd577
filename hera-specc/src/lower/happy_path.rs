//! The steps of a procedure's happy path: documentation, flattened to lines.

use super::Cx;
use super::shape;
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::source::{Span, Spanned};

/// Deepest nesting of steps under conditions.
const DEPTH_MAX: u32 = 8;

/// The steps under `happy_path`.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry) -> Vec<Spanned<String>> {
    let mut steps = Vec::new();
    let help = "put `- ` before each step: `- step: ...`";
    let items = shape::list(cx, &entry.value, "happy_path", help).unwrap_or_default();
    let mut count = 0;
    for item in items {
        step(cx, item, &mut count, 0, &mut steps);
    }
    steps
}

fn step(
    cx: &mut Cx<'_>,
    item: &Node,
    count: &mut usize,
    depth: u32,
    steps: &mut Vec<Spanned<String>>,
) {
    *count += 1;
    match &item.value {
        Value::Scalar(scalar) if !item.is_null() && !scalar.text.trim().is_empty() => {
            push(&scalar.text, item.span, depth, steps);
        }
        Value::Map(entries) => {
            let told = item.entry("step").or_else(|| item.entry("action"));
            match (told, entries.as_slice()) {
                (Some(told), _) => match told.value.scalar().filter(|_| !told.value.is_null()) {
                    Some(scalar) if !scalar.text.trim().is_empty() => {
                        push(&scalar.text, told.value.span, depth, steps);
                    }
                    // A colon in the text made a mapping of it.
                    None if !told.value.is_null() => {
                        push(cx.sources.slice(told.value.span), told.value.span, depth, steps);
                    }
                    _ => no_text(cx, told.key.span, *count),
                },
                // `if action == 'check':` with steps below.
                (None, [only]) => {
                    push(&only.key.value, only.key.span, depth, steps);
                    nested(cx, &only.value, count, depth, steps);
                }
                _ => push(cx.sources.slice(item.span), item.span, depth, steps),
            }
        }
        Value::List(_) => nested(cx, item, count, depth, steps),
        Value::Scalar(_) => no_text(cx, item.span, *count),
    }
}

fn nested(
    cx: &mut Cx<'_>,
    node: &Node,
    count: &mut usize,
    depth: u32,
    steps: &mut Vec<Spanned<String>>,
) {
    match (node.list(), node.text()) {
        (Some(items), _) if depth < DEPTH_MAX => {
            for item in items {
                step(cx, item, count, depth + 1, steps);
            }
        }
        (_, Some(text)) => push(text, node.span, depth + 1, steps),
        _ => {}
    }
}

fn push(text: &str, span: Span, depth: u32, steps: &mut Vec<Spanned<String>>) {
    let line = shape::line(text);
    let indent = "  ".repeat(depth as usize);
    steps.push(Spanned::new(format!("{indent}{line}"), span));
}

fn no_text(cx: &mut Cx<'_>, span: Span, count: usize) {
    let message = format!("step {count} of `happy_path` has no text");
    cx.report(Diagnostic::new(&catalogue::HS0206, span, message).help("write `- step: ...`"));
}
