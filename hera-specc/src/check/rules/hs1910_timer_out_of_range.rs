//! HS1910: a timer that waits longer than timers may. (`lower` reports what is no number of minutes.)

use crate::check::cx::Cx;
use crate::check::profiles::timer_minutes_max;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for workflow in cx.workflows() {
        let most = timer_minutes_max(cx, workflow);
        for minutes in workflow.timers.iter().filter_map(|timer| timer.minutes) {
            if minutes.value <= most {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1910,
                    minutes.span,
                    format!("the timer waits {} minutes; the most are {most}", minutes.value),
                )
                .severity(Severity::Warning)
                .label(format!("that is {} days", minutes.value / 1_440))
                .help(
                    "wait for less, or raise `timer_defaults.max_duration_minutes` in the profile",
                ),
            );
        }
    }
}
