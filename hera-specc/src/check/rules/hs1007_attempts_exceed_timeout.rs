//! HS1007: a node's timeout looks as if it held all attempts, and does not.
//!
//! A timeout bounds one attempt, and the smallest counts. Where the node's is longer than that of its
//! procedure, it was likely meant for all attempts together.

use hera_core::plan::{Jitter, Retry};

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Node, Procedure, RetryPolicy};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for node in &orchestration.nodes {
            let Some(procedure) = cx.procedure(&node.run.value) else { continue };
            let found = judge(&orchestration.retry, node, procedure);
            found.into_iter().for_each(|found| diags.push(found));
        }
    }
}

fn judge(policy: &RetryPolicy, node: &Node, procedure: &Procedure) -> Option<Diagnostic> {
    let (whole, one) = (node.timeout_ms?, procedure.timeout_ms?);
    let worst = worst_ms(policy, policy.max_attempts, one.value);
    if one.value >= whole.value || worst <= whole.value {
        return None;
    }
    let fits = |attempts: &u32| worst_ms(policy, *attempts, one.value) <= whole.value;
    let attempts = (1..policy.max_attempts).rev().find(fits).unwrap_or(1);
    let mut found = Diagnostic::new(
        &catalogue::HS1007,
        whole.span,
        format!(
            "worst case of {} ({}) exceeds the node timeout ({})",
            words::count(policy.max_attempts as usize, "attempt"),
            words::duration(worst),
            words::duration(whole.value)
        ),
    )
    .label("does not bound all attempts")
    .secondary(one.span, "bounds one attempt: the smaller of the two counts");
    if let Some(policy) = policy.span {
        found = found.secondary(policy, "attempts, and the waits between them");
    }
    Some(found.help(format!("lower `max_attempts` to {attempts}, or the procedure's timeout")))
}

/// The longest time that all attempts and the waits between them can take.
fn worst_ms(policy: &RetryPolicy, attempts: u32, one_ms: u64) -> u64 {
    let retry = Retry {
        max_attempts: attempts,
        backoff: policy.backoff,
        base_delay_ms: policy.base_delay_ms,
        max_delay_ms: policy.max_delay_ms,
        jitter: Jitter::None,
    };
    let waits = (1..attempts).map(|failed| retry.delay_ms(failed));
    waits.fold(one_ms.saturating_mul(attempts.into()), u64::saturating_add)
}
