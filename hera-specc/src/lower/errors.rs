//! Declared errors of a procedure.

use std::collections::BTreeMap;

use super::Cx;
use super::keys::Keys;
use super::scalars::{is_screaming, screaming};
use super::shape;
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, Severity, catalogue};
use crate::ir::ErrorDecl;
use crate::source::{Span, Spanned};

pub(super) const KEYS: Keys = Keys {
    noun: "field of an error",
    unknown: &catalogue::HS0202,
    known: &[
        "code",
        "when",
        "action",
        "retryable",
        "http_status",
        "description",
        "message",
        "note",
    ],
    idle: &["severity", "category"],
    missed: &["compensate"],
};

/// The errors under `errors`; codes are unique. `None` where the section says nothing usable.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry) -> Option<Vec<ErrorDecl>> {
    let node = &entry.value;
    if node.is_null() {
        return None;
    }
    let mut errors: Vec<ErrorDecl> = Vec::new();
    let mut codes: BTreeMap<String, Span> = BTreeMap::new();
    for item in shape::list(cx, node, "errors", "put `- code: CART_NOT_FOUND` on a line for each")?
    {
        let Some(error) = one(cx, item) else { continue };
        if let Some(first) = codes.get(&error.code.value) {
            let message = format!("error code `{}` is declared twice", error.code.value);
            cx.report(
                Diagnostic::new(&catalogue::HS0207, error.code.span, message)
                    .secondary(*first, "first declared here")
                    .help("merge the two `when` texts"),
            );
            continue;
        }
        codes.insert(error.code.value.clone(), error.code.span);
        errors.push(error);
    }
    Some(errors)
}

fn one(cx: &mut Cx<'_>, item: &Node) -> Option<ErrorDecl> {
    let mut error = ErrorDecl {
        code: Spanned::new(String::new(), item.span),
        when: None,
        action: None,
        retryable: false,
        http_status: None,
    };
    match &item.value {
        // `- CART_NOT_FOUND`
        Value::Scalar(_) if !item.is_null() => error.code = code(cx, item)?,
        Value::Map(entries) => match (item.get("code"), entries.as_slice()) {
            (Some(node), _) => {
                KEYS.judge(cx, entries);
                error.code = code(cx, node)?;
                error.when = said(item, "when").or_else(|| said(item, "description"));
                error.action = said(item, "action");
                if let Some(node) = item.get("retryable") {
                    error.retryable = shape::boolean(cx, node, "retryable").unwrap_or(false);
                }
                error.http_status = item.get("http_status").and_then(|node| status(cx, node));
            }
            // `- CART_NOT_FOUND: when it happens`
            (None, [only]) if is_screaming(&only.key.value) => {
                error.code = only.key.clone();
                error.when = only.value.text().map(str::to_owned);
            }
            _ => {
                no_code(cx, item);
                return None;
            }
        },
        _ => {
            no_code(cx, item);
            return None;
        }
    }
    Some(error)
}

fn no_code(cx: &mut Cx<'_>, item: &Node) {
    let span = cx.first_line(item.span);
    cx.report(
        Diagnostic::new(&catalogue::HS0203, span, "this error has no `code`")
            .help("write `- code: CART_NOT_FOUND`"),
    );
}

fn said(item: &Node, key: &str) -> Option<String> {
    let text = item.get(key)?.text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The code in SCREAMING_SNAKE_CASE; another spelling is reported and mended.
fn code(cx: &mut Cx<'_>, node: &Node) -> Option<Spanned<String>> {
    let Some(written) = shape::text(cx, node, "code").filter(|code| !code.value.is_empty()) else {
        no_code(cx, node);
        return None;
    };
    if is_screaming(&written.value) {
        return Some(written);
    }
    let better = screaming(&written.value);
    let message =
        format!("error code `{}` is not SCREAMING_SNAKE_CASE", shape::shorten(&written.value));
    let found = Diagnostic::new(&catalogue::HS0208, written.span, message);
    if !is_screaming(&better) {
        // A placeholder such as `...`: there is no code to go on with.
        let found = found.severity(Severity::Error);
        cx.report(found.help("write a code such as `CART_NOT_FOUND`"));
        return None;
    }
    cx.report(found.help(format!("write `{better}`")).suggest(written.span, better.clone()));
    Some(Spanned::new(better, written.span))
}

fn status(cx: &mut Cx<'_>, node: &Node) -> Option<Spanned<u16>> {
    let status = shape::whole(node).and_then(|status| u16::try_from(status).ok());
    let status = status.filter(|status| (400..=599).contains(status));
    if status.is_none() {
        let span = cx.first_line(node.span);
        let shown = shape::shorten(cx.sources.slice(span));
        cx.report(
            Diagnostic::new(
                &catalogue::HS0213,
                span,
                format!("`{shown}` is not an HTTP status of an error"),
            )
            .help("a number from 400 to 599, such as `404` or `409`"),
        );
    }
    status.map(|status| Spanned::new(status, node.span))
}
