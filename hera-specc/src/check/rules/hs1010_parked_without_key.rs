//! HS1010: a run that is parked half-way gives its concurrency key up.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let policy = &orchestration.run;
        let (Some(release), Some(key)) = (policy.releases_parked, &policy.concurrency_key) else {
            continue;
        };
        let message =
            "a parked run gives its concurrency key up: others go on beside what is half done";
        diags.push(
            Diagnostic::new(&catalogue::HS1010, release, message)
                .label("given up in the commit that parks the run")
                .secondary(key.span, "the key")
                .help("leave `on_park` out where what a run has committed keeps others away until it is over"),
        );
    }
}
