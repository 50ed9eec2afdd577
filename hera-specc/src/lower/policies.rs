//! The retry policy and the compensation policy.

use hera_core::plan::{Backoff, Jitter};

use super::keys::Keys;
use super::{Cx, expr, scalars, shape};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, Severity, catalogue};
use crate::ir::expr::ExprKind;
use crate::ir::{CompensationPolicy, RetryPolicy, RunPolicy};
use crate::source::{Span, Spanned};

pub(super) const RETRY: Keys = Keys {
    noun: "field of the retry policy",
    unknown: &catalogue::HS0404,
    known: &[
        "max_attempts",
        "backoff",
        "base_delay_ms",
        "max_delay_ms",
        "base_delay",
        "max_delay",
        "retryable_errors",
        "jitter",
        "description",
        "note",
    ],
    idle: &[],
    missed: &["multiplier"],
};
pub(super) const COMPENSATION: Keys = Keys {
    noun: "field of the compensation policy",
    unknown: &catalogue::HS0404,
    known: &[
        "auto_compensate",
        "compensation_timeout_ms",
        "compensation_timeout",
        "preserve_failed_state",
        "require",
        "description",
        "note",
    ],
    idle: &[],
    missed: &["on_park", "max_attempts"],
};
const BACKOFFS: [(&str, Backoff); 3] =
    [("fixed", Backoff::Fixed), ("linear", Backoff::Linear), ("exponential", Backoff::Exponential)];
const JITTERS: [(&str, Jitter); 3] =
    [("none", Jitter::None), ("equal", Jitter::Equal), ("full", Jitter::Full)];
/// What becomes of the concurrency key of a parked run: whether it is given up.
const ON_PARK: [(&str, bool); 2] = [("keep", false), ("release", true)];
const ATTEMPTS_MAX: u64 = 100;

/// `deadline`, `concurrency_key` and `on_park` of an orchestration.
pub(super) fn run(cx: &mut Cx<'_>, root: &Node) -> RunPolicy {
    let deadline = root.get("deadline").filter(|node| !node.is_null());
    let deadline_ms = deadline.and_then(|node| scalars::duration(cx, node, "deadline"));
    let key = root.get("concurrency_key").filter(|node| !node.is_null());
    let key = key.and_then(|node| Some((node.span, expr::parse(cx.sources, node, cx.diags)?)));
    let concurrency_key = key.and_then(|(span, expr)| match expr.kind {
        ExprKind::Path(path) => Some(Spanned::new(path, span)),
        _ => {
            cx.report(
                Diagnostic::new(
                    &catalogue::HS0709,
                    span,
                    "a concurrency key is one field of the run",
                )
                .help("write `concurrency_key: $.payload.cart_id`"),
            );
            None
        }
    });
    let releases_parked = on_park(cx, root);
    RunPolicy { deadline_ms, concurrency_key, releases_parked }
}

/// Where a spec says that a parked run gives its key up.
fn on_park(cx: &mut Cx<'_>, root: &Node) -> Option<Span> {
    let entry = root.entry("on_park").filter(|entry| !entry.value.is_null())?;
    if root.get("concurrency_key").is_none_or(Node::is_null) {
        let message = "`on_park` has no effect without a concurrency key";
        let found = Diagnostic::new(&catalogue::HS0413, entry.key.span, message);
        cx.report(
            found
                .severity(Severity::Warning)
                .help("name what the runs share: `concurrency_key: $.payload.cart_id`"),
        );
    }
    let said = shape::choice(cx, &entry.value, "on_park", &ON_PARK)?;
    said.value.then_some(said.span)
}

/// The policy under `retry_policy`.
pub(super) fn retry(cx: &mut Cx<'_>, entry: &Entry) -> RetryPolicy {
    let mut policy = RetryPolicy { span: Some(entry.key.span), ..RetryPolicy::default() };
    let node = &entry.value;
    let help = "write `max_attempts: 3` and so on below";
    let Some(entries) = shape::map(cx, node, "retry_policy", help) else { return policy };
    RETRY.judge(cx, entries);
    if let Some(attempts) = node.get("max_attempts").and_then(|node| attempts(cx, node)) {
        policy.max_attempts = attempts;
    }
    if let Some(backoff) = node.get("backoff").and_then(|node| backoff(cx, node)) {
        policy.backoff = backoff;
    }
    let base = delay(cx, node, ["base_delay_ms", "base_delay"]);
    let max = delay(cx, node, ["max_delay_ms", "max_delay"]);
    policy.base_delay_ms = base.map_or(policy.base_delay_ms, |base| base.value);
    // Without a bound of its own a long first delay is its own bound.
    policy.max_delay_ms = max.map_or(policy.max_delay_ms.max(policy.base_delay_ms), |m| m.value);
    if policy.base_delay_ms > policy.max_delay_ms {
        match base {
            Some(base) => cx.report(exceeds(&policy, base.span, max)),
            // Only the bound is stated, below the default of the first delay.
            None => policy.base_delay_ms = policy.max_delay_ms,
        }
    }
    if let Some(node) = node.get("retryable_errors") {
        let help = "write `retryable_errors: [NETWORK_TIMEOUT]`";
        let codes = shape::list(cx, node, "retryable_errors", help).unwrap_or_default();
        policy.retryable_errors =
            codes.iter().filter_map(|code| shape::text(cx, code, "retryable_errors")).collect();
    }
    policy.jitter = node.get("jitter").and_then(|node| shape::choice(cx, node, "jitter", &JITTERS));
    policy
}

fn exceeds(policy: &RetryPolicy, base: Span, max: Option<Spanned<u64>>) -> Diagnostic {
    let message = format!(
        "`base_delay_ms` ({}) exceeds `max_delay_ms` ({})",
        policy.base_delay_ms, policy.max_delay_ms
    );
    let found = Diagnostic::new(&catalogue::HS1004, base, message).help("swap them?");
    match max {
        Some(max) => found.secondary(max.span, "the bound"),
        None => found,
    }
}

fn attempts(cx: &mut Cx<'_>, node: &Node) -> Option<u32> {
    let number = shape::whole(node).filter(|number| (1..=ATTEMPTS_MAX).contains(number));
    if number.is_none() {
        let span = cx.first_line(node.span);
        let shown = shape::shorten(cx.sources.slice(span));
        let message = format!("`max_attempts` must be 1..={ATTEMPTS_MAX}, found {shown}");
        cx.report(
            Diagnostic::new(&catalogue::HS1001, span, message)
                .help("it counts all attempts: `1` means no retry"),
        );
    }
    number.and_then(|number| u32::try_from(number).ok())
}

fn backoff(cx: &mut Cx<'_>, node: &Node) -> Option<Backoff> {
    let written = shape::text(cx, node, "backoff")?;
    let found = BACKOFFS.iter().find(|(name, _)| *name == written.value);
    if found.is_none() {
        let names = BACKOFFS.map(|(name, _)| name);
        cx.report(shape::unknown_word(
            &catalogue::HS1003,
            node.span,
            "backoff",
            &written.value,
            &names,
        ));
    }
    found.map(|(_, backoff)| *backoff)
}

fn delay(cx: &mut Cx<'_>, policy: &Node, names: [&str; 2]) -> Option<Spanned<u64>> {
    let entry = names.iter().find_map(|name| policy.entry(name))?;
    // No delay at all is a choice here.
    if shape::whole(&entry.value) == Some(0) {
        return Some(Spanned::new(0, entry.value.span));
    }
    scalars::duration(cx, &entry.value, &entry.key.value)
}

/// The policy under `compensation_policy`; `at` is where an orchestration without one is named.
pub(super) fn compensation(cx: &mut Cx<'_>, entry: Option<&Entry>, at: Span) -> CompensationPolicy {
    let mut policy = CompensationPolicy {
        span: entry.map(|entry| entry.key.span),
        auto: Spanned::new(true, entry.map_or(at, |entry| entry.key.span)),
        timeout_ms: None,
        preserve_failed_state: false,
        require_full: None,
    };
    let Some(entry) = entry else { return policy };
    let node = &entry.value;
    let help = "write `auto_compensate: true` and so on below";
    let Some(entries) = shape::map(cx, node, "compensation_policy", help) else { return policy };
    COMPENSATION.judge(cx, entries);
    if let Some(node) = node.get("auto_compensate")
        && let Some(auto) = shape::boolean(cx, node, "auto_compensate")
    {
        policy.auto = Spanned::new(auto, node.span);
    }
    policy.timeout_ms = ["compensation_timeout_ms", "compensation_timeout"]
        .iter()
        .find_map(|name| node.entry(name))
        .and_then(|entry| scalars::duration(cx, &entry.value, &entry.key.value));
    if let Some(node) = node.get("preserve_failed_state") {
        policy.preserve_failed_state =
            shape::boolean(cx, node, "preserve_failed_state").unwrap_or(false);
    }
    policy.require_full = node.get("require").and_then(|node| {
        shape::choice(cx, node, "require", &[("full", true), ("none", false)])
            .filter(|require| require.value)
            .map(|require| require.span)
    });
    policy
}
