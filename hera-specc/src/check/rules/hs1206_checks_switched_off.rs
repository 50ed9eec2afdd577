//! HS1206: an orchestration switches checks off for production.

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for relaxed in &orchestration.relaxed {
            let message = match relaxed.skips.as_slice() {
                [] => {
                    format!("`{}: false` asks for runs without a check of permissions", relaxed.key)
                }
                skips => format!(
                    "`{}` is not empty in `production`: it lists {}",
                    relaxed.key,
                    words::and(skips)
                ),
            };
            diags.push(
                Diagnostic::new(&catalogue::HS1206, relaxed.value, message)
                    .label("switches a check off")
                    .note("nothing is skipped: permissions and all other checks hold in every run")
                    .help("remove the entry"),
            );
        }
    }
}
