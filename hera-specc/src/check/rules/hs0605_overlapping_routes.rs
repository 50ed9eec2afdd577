//! HS0605: two routes that one request fits.

use crate::check::cx::Cx;
use crate::check::routes::clashes;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (first, second) in clashes(cx) {
        if first.equals(&second) {
            continue;
        }
        diags.push(
            Diagnostic::new(
                &catalogue::HS0605,
                second.trigger.on.span,
                format!("routes `{}` and `{}` overlap", first.path, second.path),
            )
            .label(format!("a `{}` that fits this", second.method))
            .secondary(first.trigger.on.span, "may fit this, too")
            .note("which of the two gets the request is not defined")
            .help("make them distinct: let them differ in a part that is no parameter in either"),
        );
    }
}
