//! The hooks under `after`: what runs when a handler is done.

use super::route::Route;
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, Severity, catalogue, nearest};
use crate::ir::SmartCode;
use crate::lower::{Cx, shape, smart_code};
use crate::source::Spanned;

/// What runs after a handler succeeded.
pub(super) struct Hook {
    /// The handler.
    pub(super) handler: SmartCode,
    /// The procedures, in order, each once.
    pub(super) success: Vec<Spanned<SmartCode>>,
}

/// Moments of the original at which nothing runs here, and what takes their place.
const IDLE: [(&str, &str); 5] = [
    (
        "failure",
        "a procedure that undoes the handler is its compensation, in a graph orchestration",
    ),
    ("pre", "let the handler check it, or write a graph orchestration with a node before it"),
    ("post", "list it under `success`"),
    ("guards", "let the handler check it, or write a graph orchestration with a node before it"),
    ("effects", "list it under `success`"),
];

/// The hooks of known handlers.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry, routes: &[Route]) -> Vec<Hook> {
    let help = "write the smart code of a handler, and `success: [HERA....v1]` below";
    let entries = shape::map(cx, &entry.value, "after", help).unwrap_or_default();
    entries.iter().filter_map(|entry| of_handler(cx, entry, routes)).collect()
}

fn of_handler(cx: &mut Cx<'_>, entry: &Entry, routes: &[Route]) -> Option<Hook> {
    let written = entry.key.value.as_str();
    let handlers = || routes.iter().filter_map(|route| route.handler.as_ref());
    let code = SmartCode::new(written);
    let handler = code.filter(|code| handlers().any(|handler| handler.value == *code));
    if handler.is_none() {
        let message = format!("`{}` is no handler of a route", shape::shorten(written));
        let found = Diagnostic::new(&catalogue::HS1705, entry.key.span, message);
        cx.report(match nearest(written, handlers().map(|handler| handler.value.written())) {
            Some(meant) => found
                .help(format!("did you mean `{meant}`?"))
                .suggest(entry.key.span, meant.to_owned()),
            None => found.help("name the handler of a route, or remove the hook"),
        });
    }
    let help = "write `success: [HERA....v1]`";
    let moments = shape::map(cx, &entry.value, written, help)?;
    let mut success = Vec::new();
    for moment in moments {
        match moment.key.value.as_str() {
            "success" => success = procedures(cx, &moment.value, handler.as_ref()),
            "description" | "note" => {}
            key => idle_moment(cx, moment, key),
        }
    }
    Some(Hook { handler: handler?, success })
}

fn idle_moment(cx: &mut Cx<'_>, moment: &Entry, key: &str) {
    let message = format!("hooks under `{}` do nothing", shape::shorten(key));
    let found = Diagnostic::new(&catalogue::HS1703, moment.key.span, message);
    let known = IDLE.iter().find(|(known, _)| *known == key);
    let meant = nearest(key, ["success"].into_iter().chain(IDLE.map(|(known, _)| known)));
    cx.report(match (known, meant) {
        (Some((_, help)), _) => found.help(*help),
        (None, Some(meant)) => found
            .help(format!("did you mean `{meant}`?"))
            .suggest(moment.key.span, meant.to_owned()),
        (None, None) => found.help("what runs after a handler stands under `success`"),
    });
}

/// What stands under `success`: concrete procedures run, everything else is said to do nothing.
fn procedures(
    cx: &mut Cx<'_>,
    node: &Node,
    handler: Option<&SmartCode>,
) -> Vec<Spanned<SmartCode>> {
    let listed = match node.text() {
        Some(_) => std::slice::from_ref(node),
        None => {
            shape::list(cx, node, "success", "write `success: [HERA....v1]`").unwrap_or_default()
        }
    };
    let mut found: Vec<Spanned<SmartCode>> = Vec::new();
    for node in listed {
        let text = node.text().map(str::trim).unwrap_or_default();
        let dynamic = text == "dynamic" || text.starts_with("[dynamic");
        if text.starts_with('$') || dynamic {
            let message = format!("the hook `{}` does nothing", shape::shorten(text));
            let why = if dynamic {
                "nothing chooses hooks at run time"
            } else {
                "values of profiles are not known when a service is built"
            };
            cx.report(
                Diagnostic::new(&catalogue::HS1703, node.span, message)
                    .note(why)
                    .help("name the procedure itself"),
            );
            continue;
        }
        let Some(code) = smart_code::reference(cx, node, "success") else { continue };
        let own = handler.is_some_and(|handler| *handler == code.value);
        let first = found.iter().find(|known| known.value == code.value);
        if own || first.is_some() {
            let message = if own {
                format!("`{}` is the handler itself", code.value.written())
            } else {
                format!("`{}` is named twice", code.value.written())
            };
            let mut twice = Diagnostic::new(&catalogue::HS1703, code.span, message)
                .severity(Severity::Error)
                .help("remove it: a procedure runs once in a flow");
            if let Some(first) = first {
                twice = twice.secondary(first.span, "named here");
            }
            cx.report(twice);
            continue;
        }
        found.push(code);
    }
    found
}
