//! HS1008: retries without jitter.

use hera_core::plan::Jitter;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let retry = &orchestration.retry;
        let none = retry.jitter.filter(|jitter| jitter.value == Jitter::None);
        let Some(none) = none.map(|none| none.span).filter(|_| retry.max_attempts > 1) else {
            continue;
        };
        diags.push(
            Diagnostic::new(&catalogue::HS1008, none, "no jitter: retries will synchronise")
                .label("those who failed together come back together")
                .help("write `jitter: full`, or leave it out: half of each wait is then random")
                .suggest(none, "full"),
        );
    }
}
