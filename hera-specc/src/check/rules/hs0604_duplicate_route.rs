//! HS0604: a route that another trigger has claimed.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::check::routes::clashes;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    for (first, second) in clashes(cx) {
        // The third claim of a route is said once.
        if !first.equals(&second) || !reported.insert(second.trigger.on.span) {
            continue;
        }
        let owner = if first.orchestration.file == second.orchestration.file {
            "by another trigger".to_owned()
        } else {
            format!("by `{}`", first.orchestration.code.value.written())
        };
        diags.push(
            Diagnostic::new(
                &catalogue::HS0604,
                second.trigger.on.span,
                format!("route `{} {}` is already claimed {owner}", second.method, second.path),
            )
            .label("claimed again")
            .secondary(first.trigger.on.span, "first claimed here")
            .help("merge the triggers, or give one of them another path"),
        );
    }
}
