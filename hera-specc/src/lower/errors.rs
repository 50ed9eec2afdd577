//! Declared errors of a procedure.

use std::collections::BTreeMap;

use hera_core::entry::{implicit, infrastructure};

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

/// What clauses fail with; the codes of the machinery are taken as well.
const CLAUSES: [&str; 2] = [implicit::PRECONDITION_FAILED, implicit::INVARIANT_VIOLATED];

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
        let code = error.code.value.as_str();
        if CLAUSES.contains(&code) || infrastructure::ALL.contains(&code) {
            let message = format!("the error code `{}` is the engine's own", error.code);
            cx.report(
                Diagnostic::new(&catalogue::HS0214, error.code.span, message)
                    .note(match error.code.value.as_str() {
                        implicit::PRECONDITION_FAILED | implicit::INVARIANT_VIOLATED => {
                            "it says that a clause under `preconditions` or `invariants` does not hold"
                        }
                        _ => "it says that the machinery failed: it is retried, and no answer of a procedure",
                    })
                    .help("give the error a name of its own, such as `LINE_REFUSED`"),
            );
            continue;
        }
        judge_words(cx, &error);
        codes.insert(error.code.value.clone(), error.code.span);
        errors.push(error);
    }
    judge_actions(cx, node);
    Some(errors)
}

/// HS0216: an error of which only the code is known.
fn judge_words(cx: &mut Cx<'_>, error: &ErrorDecl) {
    if error.when.is_none() && error.action.is_none() {
        let message =
            format!("error `{}` says neither when it happens nor what is done", error.code);
        cx.report(
            Diagnostic::new(&catalogue::HS0216, error.code.span, message)
                .help("add `when:` with a sentence: it becomes the documentation of the variant"),
        );
    }
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
                if error.action.as_deref().and_then(Action::of) == Some(Action::Retry) {
                    error.retryable = true;
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

/// HS0209, once for all errors of a procedure; `park` alone is understood and not yet done.
fn judge_actions(cx: &mut Cx<'_>, errors: &Node) {
    let items = errors.list().unwrap_or_default().iter();
    let actions = items.filter_map(|item| item.get("action").filter(|node| node.text().is_some()));
    let mut prose = Vec::new();
    for action in actions {
        match Action::of(action.text().unwrap_or_default()) {
            None => prose.push(action),
            Some(Action::Park) => cx.report(
                Diagnostic::new(
                    &catalogue::HS0413,
                    action.span,
                    "`action: park` has no effect yet: what has a compensation is undone",
                )
                .severity(Severity::Warning),
            ),
            Some(Action::Retry | Action::Compensate | Action::Abort) => {}
        }
    }
    let Some(first) = prose.first() else { return };
    let shown = shape::shorten(first.text().unwrap_or_default());
    let message = format!("`action: {shown}` is prose: nobody acts on it");
    let mut found = Diagnostic::new(&catalogue::HS0209, cx.first_line(first.span), message);
    match prose.len() {
        1 => {}
        2 => found = found.note("so is one more action of this procedure"),
        n => found = found.note(format!("so are {} more actions of this procedure", n - 1)),
    }
    cx.report(found.help("`retry` and `compensate` are acted on; prose is documentation"));
}

/// What the engine does about an error.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    /// Another attempt.
    Retry,
    /// The way back, as after every final error.
    Compensate,
    /// No other attempt, as with every error that is not retryable.
    Abort,
    /// A person decides.
    Park,
}

impl Action {
    fn of(text: &str) -> Option<Action> {
        match text.trim().to_ascii_lowercase().as_str() {
            "retry" => Some(Action::Retry),
            "compensate" => Some(Action::Compensate),
            "abort" => Some(Action::Abort),
            "park" => Some(Action::Park),
            _ => None,
        }
    }
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
