//! What is said about types that are none, or that say too little.

use crate::diag::{Diagnostic, catalogue};
use crate::source::Span;

/// HS0301.
pub(super) fn unknown(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(&catalogue::HS0301, span, message)
}

/// HS0316: a type that names what it stands in: `lines: array[{children: array[lines]}]`.
pub(super) fn recursive(within: &[String], name: &str, span: Span) -> Option<Diagnostic> {
    let names = |outer: &String| {
        outer == name || outer.strip_suffix('s') == Some(name) || matches!(name, "self" | "Self")
    };
    let at = within.iter().position(names)?;
    // `staff: staff` misses a type; only from inside it means itself.
    if within.len() < 2 {
        return None;
    }
    let message = format!("recursive input type through `{}`", within.join("."));
    Some(
        Diagnostic::new(&catalogue::HS0316, span, message)
            .label(format!("a `{}` inside of itself", within[at]))
            .help("refer to it by its id: `uuid`, or take plain JSON: `object`"),
    )
}

/// HS0312.
pub(super) fn bare_array(span: Span) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS0312,
        span,
        "`array` has no element type: its items are plain JSON",
    )
    .help("write `array[uuid]`, or `array[{id:uuid, qty:number}]`")
}

/// HS0314, for a field of a record.
pub(super) fn untyped_field(name: &str, span: Span) -> Diagnostic {
    let message = format!("field `{name}` has no type: read as plain JSON");
    Diagnostic::new(&catalogue::HS0314, span, message).help(format!("write `{name}: uuid`"))
}

/// HS0307.
pub(super) fn alias(span: Span, written: &str, better: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::HS0307, span, format!("`{written}` is an alias"))
        .help(format!("write `{better}`"))
        .suggest(span, better)
}
